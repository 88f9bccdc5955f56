"""Rewards: what members redeem their units for."""
