"""Customers' particulars as people read them. `{% load customers %}`."""

from __future__ import annotations

from django import template

from customers import phones

register = template.Library()


@register.filter
def phone(number: str) -> str:
    """`+4915112345678` → `+49 1511 2345678`, in national form at home."""
    return phones.shown(number) if number else ""
