"""The ledger: every token with a digit, and the record that accounts for it or the reason that none does."""
