"""Answers become action: follow-ups of low scores, thanks of high ones, units, interests, what the record shows."""
