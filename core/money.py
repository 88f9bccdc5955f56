"""Money as integers of the currency's smallest unit; text only at the doors.

One currency per deployment (`settings.CURRENCY`, ISO 4217). `amount` always means such an
integer: 1999 is 19.99 USD and 1999 JPY.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation, Overflow

from django.conf import settings
from django.utils import formats

from core.errors import DomainError
from core.wording import worded as _

# ISO 4217 currencies whose exponent is not 2.
_WITHOUT_PLACES = (
    *("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG"),
    *("RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"),
)
_WITH_THREE_PLACES = ("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND")
_EXPONENTS = dict.fromkeys(_WITHOUT_PLACES, 0) | dict.fromkeys(_WITH_THREE_PLACES, 3)
_SYMBOLS = {
    "USD": "$",
    "EUR": "€",
    "GBP": "£",
    "CNY": "¥",
    "JPY": "¥",
    "HKD": "HK$",
    "TWD": "NT$",
    "KRW": "₩",
    "INR": "₹",
}
_TYPED = re.compile(r"-?[0-9]{1,15}(?:[.,](?P<places>[0-9]{1,9}))?")
# Beyond 15 digits a bigint sum over a million rows could overflow.
MAX_AMOUNT = 10**15


def exponent(currency: str | None = None) -> int:
    """Number of decimal places of the currency's smallest unit."""
    return _EXPONENTS.get(currency or settings.CURRENCY, 2)


def to_minor(value: Decimal) -> int:
    """Exact amount in smallest units; refuses what has more places than the currency."""
    try:
        scaled = value.scaleb(exponent())
        is_exact = scaled == scaled.to_integral_value()
    except (InvalidOperation, Overflow):
        raise DomainError("amount_invalid", _("This is not an amount.")) from None
    if not is_exact:
        raise DomainError(
            "amount_precision",
            _("The amount has more decimal places than %(currency)s has.") % {"currency": settings.CURRENCY},
        )
    if abs(scaled) > MAX_AMOUNT:
        raise DomainError("amount_too_large", _("The amount is too large."))
    return int(scaled)


def from_minor(amount: int) -> Decimal:
    return Decimal(amount).scaleb(-exponent())


def round_minor(value: Decimal) -> int:
    """Commercial rounding of a computed figure (in smallest units) to a whole unit."""
    return int(value.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def parse_money(text: str) -> int:
    """`"1234.56"` → 123456. Only a point separates decimals; grouping is refused, not guessed."""
    if "_" in text:
        raise DomainError("amount_invalid", _("“%(text)s” is not an amount.") % {"text": text[:40]})
    try:
        value = Decimal(text.strip())
    except InvalidOperation:
        raise DomainError("amount_invalid", _("“%(text)s” is not an amount.") % {"text": text[:40]}) from None
    if not value.is_finite():
        raise DomainError("amount_invalid", _("“%(text)s” is not an amount.") % {"text": text[:40]})
    return to_minor(value)


def parse_typed(text: str) -> int:
    """As people type it at a counter: a point or a comma before the decimals, nothing between thousands.

    `"12.50"` and `"12,50"` are the same. `"1.500"` is refused where the currency has fewer places: it may mean 1500.
    """
    told = _TYPED.fullmatch(text.strip())
    if told is None:
        raise DomainError("amount_invalid", _("“%(text)s” is not an amount.") % {"text": text.strip()[:40]})
    if len(told["places"] or "") > exponent():
        message = _("“%(text)s” can be read in more than one way. Write it without a sign between thousands.")
        raise DomainError("amount_ambiguous", message % {"text": text.strip()[:40]})
    return parse_money(text.strip().replace(",", "."))


def format_plain(amount: int) -> str:
    """For files and the API: `"1234.56"`, independent of language."""
    return f"{from_minor(amount):.{exponent()}f}"


def format_money(amount: int | None, *, with_symbol: bool = True) -> str:
    """For people, in the active language: `"$1,234.56"`; None is an en dash."""
    if amount is None:
        return "–"
    number = formats.number_format(from_minor(abs(amount)), decimal_pos=exponent(), use_l10n=True, force_grouping=True)
    symbol = _SYMBOLS.get(settings.CURRENCY, settings.CURRENCY + "\N{NO-BREAK SPACE}") if with_symbol else ""
    return f"{'−' if amount < 0 else ''}{symbol}{number}"
