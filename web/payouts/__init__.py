"""Pages of money out, shared by owners, SACCOs, crews and staff."""
