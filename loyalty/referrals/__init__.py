"""Referrals, partner and influencer codes, partner offers. `docs/algorithms/referrals.md` has the rules."""
