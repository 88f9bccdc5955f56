"""How days and times look: short, without ambiguity, on a 24-hour clock."""
