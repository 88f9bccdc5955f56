"""The demo's own words: in the language of the shop, or of the customer whom they are about.

The texts are marked where they stand and translated like the interface's; `seed.py` makes the shop's
language (`LANGUAGE_CODE`) the current one, so a plain `gettext` is the shop's.
"""

from __future__ import annotations

from django.utils.translation import gettext, override

from customers.models import Customer


def to_customer(text: str, customer: Customer) -> str:
    """As staff write it down when they have spoken with this customer."""
    if not customer.language:
        return gettext(text)
    with override(customer.language):
        return gettext(text)
