"""Pages of loyalty: the ledger, and the reports."""
