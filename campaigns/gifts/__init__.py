"""What automatic messages carry: decided once per occasion, given once.

`docs/algorithms/automations.md` has the rules.
"""
