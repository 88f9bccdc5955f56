"""What the programme costs beside the units of the ledger, and its profit and loss."""
