"""Surveys over the API: what is asked, inviting, answering from a shop's own page, and reading answers."""
