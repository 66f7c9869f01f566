"""The library: the front desk that joins the rooms."""
