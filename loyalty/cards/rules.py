"""The format of card numbers, and which state may follow which; pure. `docs/algorithms/cards.md`."""

from __future__ import annotations

import secrets
import unicodedata
from dataclasses import dataclass

from django.utils.translation import gettext as _

from core import codes
from core.errors import DomainError

LONGEST = 40
EAN_LENGTH = 13
# Drawing at random must rarely hit a number that exists.
SPARSE = 1_000_000

# to → from; a card that never belonged to anybody goes back to blank instead of active.
TRANSITIONS: dict[str, frozenset[str]] = {
    "active": frozenset({"blank", "lost", "blocked"}),
    "blank": frozenset({"blocked"}),
    "lost": frozenset({"active"}),
    "blocked": frozenset({"active", "lost", "blank"}),
    "replaced": frozenset({"active", "lost", "blocked"}),
}


@dataclass(frozen=True)
class Format:
    """How numbers are made: `barcode` is "ean13" or "code128"."""

    barcode: str
    prefix: str
    length: int

    def check(self, size: int = 1) -> None:
        """DomainError when such numbers cannot be, or are too few for `size` cards."""
        if self.barcode == "ean13" and self.length != EAN_LENGTH:
            raise DomainError("card_length", _("An EAN-13 has 13 digits."), field="length")
        if self.prefix and not (self.prefix.isascii() and self.prefix.isdigit()):
            raise DomainError("card_prefix", _("Only digits."), field="prefix")
        free = self.length - 1 - len(self.prefix)
        if free < 1 or 10**free < size * SPARSE:
            message = _("The prefix leaves too few digits: numbers could be guessed. Make it shorter.")
            raise DomainError("card_prefix", message, field="prefix")

    def new_number(self) -> str:
        free = self.length - 1 - len(self.prefix)
        return self.complete("".join(secrets.choice("0123456789") for _digit in range(free)))

    def is_mistyped(self, number: str) -> bool:
        """It has our prefix and length, and a check digit that does not fit: a digit is wrong, or two are swapped."""
        key = key_of(number)
        if not (key.isascii() and key.isdigit() and len(key) == self.length and key.startswith(self.prefix)):
            return False
        return self.complete(key[len(self.prefix) : -1]) != key

    def complete(self, digits: str) -> str:
        """Prefix, digits and the check digit of both."""
        body = self.prefix + digits
        return body + (codes.ean13_digit(body) if self.barcode == "ean13" else codes.luhn_digit(body))


def key_of(number: str) -> str:
    """What makes two spellings of one number the same: without spaces and dashes, in capitals.

    Full-width digits, which a keyboard for Chinese may send, are the same digits.
    """
    return codes.normalise_code(unicodedata.normalize("NFKC", number))


def check_number(number: str) -> str:
    """A number of an older programme, as it is but trimmed; DomainError when it cannot stand on a card."""
    number = " ".join(number.split())
    if not 0 < len(key_of(number)) <= LONGEST or len(number) > LONGEST or not number.isprintable():
        raise DomainError("card_number_invalid", _("A card number has 1 to 40 visible characters."), field="number")
    return number


def tail(number: str) -> str:
    """The end of a number, which says which card it was and opens nothing."""
    return key_of(number)[-4:]


def barcode_svg(number: str) -> str:
    """The bar code that fits: EAN-13 where the number is one, else Code 128; nothing for other scripts."""
    if codes.is_ean13(number):
        return codes.ean13_svg(number)
    return codes.code128_svg(number) if number.isascii() else ""
