"""The store: sources, texts and records, the truth that everything else is made from."""
