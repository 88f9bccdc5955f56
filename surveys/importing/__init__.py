"""Answers from elsewhere: a file with scores, days and words."""
