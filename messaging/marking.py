"""What must stand on advertising: 广告 before a subject, the way out at the end of an SMS.

The country of the customer decides: of an SMS that of the number, of an e-mail that of their address, else the shop's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import phonenumbers
from django.conf import settings

from messaging.models import CountryWording, MessagingSettings, Purpose
from messaging.outbox.cases import Row


@dataclass(frozen=True)
class Marks:
    """Read once per batch."""

    countries: Mapping[str, CountryWording]
    signature: str
    opt_out: str

    def subject(self, row: Row, subject: str) -> str:
        wording = self.countries.get(row.country or settings.COUNTRY)
        if row.purpose != Purpose.MARKETING or not wording:
            return subject
        return _before(wording.email_mark, subject)

    def sms(self, row: Row, text: str) -> str:
        """As it reaches the phone; what already stands there is not said twice."""
        text = text.strip()
        if row.purpose == Purpose.MARKETING:
            wording = self.countries.get(_country_of(row.address)) if self.countries else None
            text = _before(wording.sms_mark if wording else "", text)
            text = _after((wording.sms_opt_out if wording else "") or self.opt_out, text)
        return f"【{self.signature}】{text}" if self.signature else text


def load() -> Marks:
    known = MessagingSettings.current()
    return Marks({row.country: row for row in CountryWording.objects.all()}, known.sms_signature, known.sms_opt_out)


def _before(mark: str, text: str) -> str:
    return f"{mark} {text}" if mark and not text.startswith(mark) else text


def _after(words: str, text: str) -> str:
    return f"{text} {words}" if words and not text.endswith(words) else text


def _country_of(number: str) -> str:
    try:
        return phonenumbers.region_code_for_number(phonenumbers.parse(number)) or ""
    except phonenumbers.NumberParseException:
        return ""
