"""Loyalty over the API: recording sales with what they earn, accounts, entries, figures.

Units are decimal strings like amounts: points `"120"`, cashback `"12.50"`.
"""
