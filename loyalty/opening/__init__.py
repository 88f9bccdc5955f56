"""Opening balances from an earlier programme: a file with a lot per row, each with its own dates."""
