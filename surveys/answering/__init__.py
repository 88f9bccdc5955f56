"""Answers come in: the pages behind the links, kiosk, staff who enter what was said."""
