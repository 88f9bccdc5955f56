"""Countries by their two letters, and the form of postal codes in those that have one.

A form is checked, not whether the code is in use: that would need the lists of the post. What spreadsheets make of
codes (`01067` becomes `1067`) is found that way. Countries that are not in the table take any code.
"""

from __future__ import annotations

import re
import unicodedata

import phonenumbers

from core.errors import DomainError
from core.wording import worded as _

# Written instead of the code of ISO 3166.
_ALIASES = {"UK": "GB"}
# Before the code stands the country in some places: `D-10115`, `LT-01100`.
_BEFORE = re.compile(r"^[A-Z]{1,2}[- ](?=\d)")
_FOUR, _FIVE, _SIX, _THREE_TWO = r"\d{4}", r"\d{5}", r"\d{6}", r"\d{3} ?\d{2}"
# The form, and how one looks.
_POSTAL: dict[str, tuple[str, str]] = {
    **dict.fromkeys(("AT", "AU", "BE", "BG", "CH", "CY", "DK", "HU", "LI", "LU", "LV", "NO", "NZ", "PH", "SI", "ZA"),
                    (_FOUR, "1234")),
    **dict.fromkeys(("DE", "EE", "ES", "FI", "FR", "HR", "ID", "IT", "LT", "MX", "MY", "RS", "TH", "TR", "UA"),
                    (_FIVE, "12345")),
    **dict.fromkeys(("CN", "KZ", "RO", "RU", "SG"), (_SIX, "123456")),
    **dict.fromkeys(("CZ", "GR", "SE", "SK"), (_THREE_TWO, "123 45")),
    "BR": (r"\d{5}-?\d{3}", "01310-100"),
    "CA": (r"[A-Z]\d[A-Z] ?\d[A-Z]\d", "K1A 0B1"),
    "GB": (r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|GIR ?0AA", "SW1A 1AA"),
    "IE": (r"[A-Z]\d[\dW] ?[A-Z\d]{4}", "D02 X285"),
    "IL": (r"\d{5}(\d{2})?", "9614303"),
    "IN": (r"\d{3} ?\d{3}", "110001"),
    "JP": (r"\d{3}-?\d{4}", "100-0001"),
    "KR": (r"\d{5}|\d{3}-?\d{3}", "03051"),
    "NL": (r"[1-9]\d{3} ?[A-Z]{2}", "1012 AB"),
    "PL": (r"\d{2}-?\d{3}", "00-950"),
    "PT": (r"\d{4}(-?\d{3})?", "1000-001"),
    "TW": (r"\d{3}(-?\d{2,3})?", "100"),
    "US": (r"\d{5}(-?\d{4})?", "94105"),
    "VN": (r"\d{5,6}", "100000"),
}  # fmt: skip


def country_of(text: str) -> str:
    """The two letters of a country that there is; empty stays empty. Refuses `country_unknown`."""
    code = unicodedata.normalize("NFKC", text).strip().upper()
    code = _ALIASES.get(code, code)
    if code and code not in phonenumbers.SUPPORTED_REGIONS:
        message = _("“%(text)s” is no country: write its two letters, like CN or US.") % {"text": text.strip()[:40]}
        raise DomainError("country_unknown", message, field="country")
    return code


def postal_code(text: str, country: str) -> str:
    """As the post writes it; refuses `postal_code_invalid` where the country writes its codes in another form."""
    code = " ".join(unicodedata.normalize("NFKC", text).upper().split())
    form, example = _POSTAL.get(country, ("", ""))
    if code and form and not re.fullmatch(form, _BEFORE.sub("", code)):
        facts = {"text": text.strip()[:20], "country": country, "example": example}
        message = _("“%(text)s” is no postal code of %(country)s: it looks like %(example)s.") % facts
        raise DomainError("postal_code_invalid", message, field="postal_code")
    return code
