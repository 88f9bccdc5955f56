"""The demo's own words: in the language of the shop, or of the customer whom they are about.

The texts are marked where they stand and translated like the interface's; `seed.py` makes the shop's
language (`LANGUAGE_CODE`) the current one, so a plain `gettext` is the shop's.
"""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import get_language, gettext, override

from customers.models import Customer


def in_other_languages(**texts: str) -> dict[str, dict[str, str]]:
    """The same for whoever reads another language than the shop's, as translations of a draw or an edition are kept."""
    found = {}
    for code, _name in settings.LANGUAGES:
        if code != get_language():
            with override(code):
                found[code] = {name: gettext(text) for name, text in texts.items()}
    return found


def to_customer(text: str, customer: Customer) -> str:
    """As staff write it down when they have spoken with this customer."""
    if not customer.language:
        return gettext(text)
    with override(customer.language):
        return gettext(text)
