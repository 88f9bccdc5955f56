"""Pages on which cases are worked on."""
