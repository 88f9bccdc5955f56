"""Pages on which staff take and work on cases."""
