"""Pages of staff who build surveys."""
