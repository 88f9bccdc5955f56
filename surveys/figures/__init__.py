"""Figures of scores: kept up to date by what changed, by dimension and month; how they move, and what moves them."""
