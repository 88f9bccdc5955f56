"""Customers' particulars as people read them. `{% load customers %}`."""

from __future__ import annotations

from django import template
from django.contrib.auth.models import AnonymousUser
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.models import User
from customers import phones
from customers.models import Customer

register = template.Library()


@register.filter
def phone(number: str) -> str:
    """`+4915112345678` → `+49 1511 2345678`, in national form at home."""
    return phones.shown(number) if number else ""


@register.filter
def address(email: str) -> SafeString | str:
    """An e-mail address that breaks behind the @ where it has to, not inside the domain."""
    name, sign, domain = (email or "").partition("@")
    return format_html("{}@<wbr>{}", name, domain) if sign else name


@register.filter
def company_for(customer: Customer, user: User | AnonymousUser) -> str:
    """The name of a contact person's company, as far as this person may see it; reads nothing more."""
    return customer.company_for(user)


@register.filter
def visible_to(customer: Customer, user: User | AnonymousUser) -> bool:
    return customer.is_visible_to(user)
