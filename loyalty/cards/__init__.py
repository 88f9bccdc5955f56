"""Loyalty cards: numbers that find a member. `docs/algorithms/cards.md` has the rules.

Tills and searches ask `loyalty.cards.queries.find(number)`; every change goes through `services`.
"""
