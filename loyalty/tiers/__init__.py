"""Tiers: levels that members reach by what they buy, keep for a period, and lose only at its end.

`docs/algorithms/tiers.md` has the rules. Other methods ask `loyalty.tiers.queries`; whatever
changes a member's level goes through `services`.
"""
