"""Households: people who collect into one pool, the accounts of the holder."""
