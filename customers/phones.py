"""Phone numbers as people type them, stored in E.164 (`+4915112345678`)."""

from __future__ import annotations

from functools import lru_cache

import phonenumbers
from django.conf import settings

from core.errors import DomainError
from core.wording import worded as _


def normalise(text: str, country: str = "") -> str:
    """E.164 of a number that exists in its country's plan; empty stays empty.

    Without an international prefix it is read as a number of `country`, else of the
    deployment's. DomainError `phone_invalid` says which country was assumed.
    """
    text = text.strip()
    if not text:
        return ""
    region = country or settings.COUNTRY
    if number := _e164(text, region):
        return number
    raise DomainError(
        "phone_invalid",
        _("“%(text)s” is not a phone number of %(country)s. For another country begin with + and its code.")
        % {"text": text[:30], "country": region},
        field="phone",
    )


def key_of(text: str) -> str:
    """By what a number that somebody typed is compared; empty for what is none."""
    return _e164(text.strip(), settings.COUNTRY) if text.strip() else ""


# An import reads a row's number to find its customer, and again when it writes.
@lru_cache(maxsize=2000)
def _e164(text: str, region: str) -> str:
    """Empty for what is no number of the region's plan."""
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return ""
    is_valid = phonenumbers.is_valid_number(number)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) if is_valid else ""


def shown(phone: str) -> str:
    """As people read it: national form at home, international form from elsewhere."""
    try:
        number = phonenumbers.parse(phone)
    except phonenumbers.NumberParseException:
        return phone
    at_home = phonenumbers.region_code_for_number(number) == settings.COUNTRY
    form = phonenumbers.PhoneNumberFormat.NATIONAL if at_home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, form)
