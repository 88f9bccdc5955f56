"""Days, amounts, quantities and yes/no as files write them, each read in exactly one way.

A form that could be read in two ways is decided for the whole file, from its cells or by the
person who imports; a single cell is never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from django.conf import settings

from core import clock, money
from core.errors import DomainError
from core.importing.convert import NULL
from core.wording import worded as _

ISO = "iso"
# Forms tried in this order; `iso` also reads 2026-01-31T10:00:00+02:00.
DATE_FORMATS = (ISO, "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%m-%d-%Y",
                "%d/%m/%y", "%m/%d/%y", "%d.%m.%y", "%Y年%m月%d日")  # fmt: skip
_EXAMPLES = {
    ISO: "2026-01-31", "%Y/%m/%d": "2026/01/31", "%Y.%m.%d": "2026.01.31", "%Y%m%d": "20260131",
    "%d.%m.%Y": "31.01.2026", "%d/%m/%Y": "31/01/2026", "%m/%d/%Y": "01/31/2026", "%d-%m-%Y": "31-01-2026",
    "%m-%d-%Y": "01-31-2026", "%d/%m/%y": "31/01/26", "%m/%d/%y": "01/31/26", "%d.%m.%y": "31.01.26",
    "%Y年%m月%d日": "2026年1月31日",
}  # fmt: skip


def example(form: str) -> str:
    """The last day of January in this form: how people are told of it."""
    return _EXAMPLES[form]


_TIMES = ("%H:%M:%S", "%H:%M", "%H:%M:%S.%f", "%I:%M:%S %p", "%I:%M %p", "%H时%M分", "%H时%M分%S秒")
# Days without leading zeros, and times as only people write them: 2025-3-5, 2025-03-05 10:30 PM.
_LOOSE_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\s*(\S.*))?", re.ASCII)
_EARLIEST, _LATEST = date(clock.YEARS[0], 1, 1), date(clock.YEARS[-1], 12, 31)
_DAY_LENGTH = len("2026-01-31")
_QUANTUM = Decimal("0.001")
_GROUPED = re.compile(r"-?[1-9]\d{0,2}(,\d{3})+(\.\d+)?")
# 1.500: one and a half, or fifteen hundred.
_EITHER_WAY = re.compile(r"-?[1-9]\d{0,2}[.,]\d{3}")
# Once the mark is a point: 12,50.
_OTHER_MARK = re.compile(r"-?\d+,\d{1,2}")
# What can be read with one decimal mark only, here the point: 12.50, 1,234.5, 0.125, 1234.500, 1,234,567.
_POINT = re.compile(r"-?(\d+(,\d{3})*\.(\d{1,2}|\d{4,})|(0|\d{4,})\.\d{3}|\d{1,3}(,\d{3}){2,}|\d{1,3}(,\d{3})+\.\d+)")
MAX_QUANTITY = Decimal(10**9)


class DateReader:
    """Reads instants in one format as text for COPY: naive ones in the session's (business) time zone."""

    def __init__(self, form: str, now: datetime, *, may_be_ahead: bool = False) -> None:
        self.form = form
        self._latest = _LATEST if may_be_ahead else clock.business_day(now) + timedelta(days=1)
        self._days: dict[str, str] = {}
        self._times: dict[str, str] = {}

    def __call__(self, text: str) -> str:
        if not text:
            raise DomainError("day_missing", _("A day is expected here."))
        if self.form == ISO:
            return self._iso(text)
        day, _space, rest = text.partition(" ") if " " not in self.form else (text, "", "")
        if day not in self._days:
            if len(self._days) > 50_000:
                self._days.clear()
            self._days[day] = self._day(day)
        return f"{self._days[day]} {self._time(rest)}" if rest else self._days[day]

    def _iso(self, text: str) -> str:
        try:
            at = datetime.fromisoformat(text)
        except ValueError:
            return self._loose_iso(text)
        self._check(at.date(), text)
        if at.tzinfo:
            return at.astimezone(UTC).isoformat()
        return at.isoformat() if len(text) > 10 else at.date().isoformat()

    def _loose_iso(self, text: str) -> str:
        found = _LOOSE_ISO.fullmatch(text)
        if not found:
            raise self._refusal(text)
        try:
            day = date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            raise self._refusal(text) from None
        self._check(day, text)
        return f"{day.isoformat()} {self._time(found[4])}" if found[4] else day.isoformat()

    def _day(self, text: str) -> str:
        try:
            at = datetime.strptime(text, self.form)  # noqa: DTZ007  # wall clock of the business, read by PostgreSQL
        except ValueError:
            raise self._refusal(text) from None
        self._check(at.date(), text)
        return (at.isoformat() if at.time() != time.min else at.date().isoformat()) if not at.tzinfo else at.isoformat()

    def _time(self, text: str) -> str:
        if text not in self._times:
            if len(self._times) > 90_000:
                self._times.clear()
            self._times[text] = self._parsed_time(text)
        return self._times[text]

    def _parsed_time(self, text: str) -> str:
        for form in _TIMES:
            try:
                return datetime.strptime(text.strip(), form).time().isoformat()  # noqa: DTZ007  # a time of day
            except ValueError:
                continue
        raise DomainError("time_invalid", _("“%(text)s” is not a time of day.") % {"text": text[:40]})

    def _check(self, day: date, text: str) -> None:
        if day > _LATEST:
            raise DomainError("too_far_ahead", _("“%(text)s” lies too far ahead.") % {"text": text[:40]})
        if day > self._latest:
            raise DomainError("in_the_future", _("“%(text)s” lies in the future.") % {"text": text[:40]})
        if day < _EARLIEST:
            raise DomainError("too_long_ago", _("“%(text)s” lies too far in the past.") % {"text": text[:40]})

    def _refusal(self, text: str) -> DomainError:
        shown = {"text": text[:40], "form": example(self.form)}
        return DomainError("day_invalid", _("“%(text)s” is not a day of the form %(form)s.") % shown)


def optional(read: DateReader, *, end_of_day: bool = False) -> Callable[[str], str]:
    """An empty cell says nothing; a day alone may mean its end."""

    def convert(text: str) -> str:
        if not text:
            return NULL
        at = read(text)
        return f"{at} 23:59:59" if end_of_day and len(at) == _DAY_LENGTH else at

    return convert


class DateGuess:
    """Finds the one format that fits the cells seen so far; feed it until `is_sure`."""

    def __init__(self) -> None:
        self.forms = list(DATE_FORMATS)
        self._seen: set[str] = set()
        self.count = 0

    def feed(self, texts: Iterable[str]) -> None:
        for text in texts:
            day = text.strip().partition(" ")[0].partition("T")[0] if text else ""
            if not day or day in self._seen:
                continue
            if len(self._seen) < 10_000:
                self._seen.add(day)
            fitting = [form for form in self.forms if _fits(day, form)]
            # A cell that fits nothing is a bad cell, not a hint.
            if fitting:
                self.count += 1
                self.forms = fitting

    @property
    def is_sure(self) -> bool:
        return self.count > 0 and len(self.forms) == 1

    def result(self) -> str:
        """The format; refuses to choose between day-month and month-day."""
        if not self.count:
            raise DomainError(
                "date_format_unknown", _("No day was recognised in this column. Say in which form days are written.")
            )
        if len(self.forms) > 1:
            raise DomainError(
                "date_format_ambiguous",
                _("The days of this file can be read in several ways (%(forms)s). Say which one is meant.")
                % {"forms": ", ".join(example(form) for form in self.forms)},
            )
        return self.forms[0]


def _fits(day: str, form: str) -> bool:
    try:
        if form == ISO:
            found = _LOOSE_ISO.fullmatch(day)
            if found:
                date(int(found[1]), int(found[2]), int(found[3]))
                return True
            date.fromisoformat(day)
            return "-" in day
        # strptime takes a year of two digits for %y only, but "1/2/0003" for %Y: keep years plausible.
        return datetime.strptime(day, form).year >= 1900  # noqa: DTZ007  # a day
    except ValueError:
        return False


@dataclass(frozen=True)
class Mark:
    """The decimal mark of a file: stated by whoever imports, else what its cells show, else not known ("")."""

    sign: str = ""
    is_stated: bool = False

    def dump(self) -> str:
        return f"{self.sign}{_STATED if self.is_stated else ''}"

    @classmethod
    def load(cls, text: str) -> Mark:
        text = text.strip()
        return cls(text[:1] if text[:1] in {".", ","} else "", text[1:] == _STATED)


_STATED = " (stated)"


class AmountReader:
    """Amounts in main units of the currency to text of whole smallest units."""

    # Three places are as many as a thousand has, and no currency of two places has them.
    has_few_places = True

    def __init__(self, mark: Mark | str = ".") -> None:
        self._mark = Mark.load(mark) if isinstance(mark, str) else mark
        self._decimal = self._mark.sign or "."

    def __call__(self, text: str) -> str:
        if not text:
            return NULL
        plain = self.plain(text)
        if not _NUMBERISH.fullmatch(plain):
            raise DomainError("amount_invalid", _("“%(text)s” is not an amount.") % {"text": text[:40]})
        return str(money.parse_money(plain))

    def plain(self, text: str) -> str:
        """The number as `Decimal` reads it. Grouping is accepted only where it is complete."""
        number = _without_currency(text.replace("\N{MINUS SIGN}", "-")).replace("\N{NO-BREAK SPACE}", "")
        if in_brackets := _IN_BRACKETS.fullmatch(number):
            number = f"-{in_brackets[1]}"
        if _EITHER_WAY.fullmatch(number) and self._is_ambiguous(number):
            raise DomainError(
                "amount_ambiguous",
                _("“%(text)s” can be read as thousands or with three decimal places. Say what the decimal mark is.")
                % {"text": text[:40]},
            )
        if self._decimal == ",":
            number = number.translate(_SWAP)
        if _GROUPED.fullmatch(number):
            number = number.replace(",", "")
        if _OTHER_MARK.fullmatch(number):
            better = number if self._decimal == "," else number.replace(",", ".")
            raise DomainError(
                "decimal_mark_other",
                _("“%(text)s” has another decimal mark than the file: write %(better)s, or choose the decimal mark.")
                % {"text": text[:40], "better": better[:40]},
            )
        return number

    def _is_ambiguous(self, number: str) -> bool:
        """Once other cells show the mark, the other sign is grouping; the mark itself with three places stays odd."""
        if self._mark.is_stated or money.exponent() > 2:
            return False
        return not self._mark.sign or (self.has_few_places and self._mark.sign in number)


_SWAP = str.maketrans(",.", ".,")
# The accountants' way to write what is below zero.
_IN_BRACKETS = re.compile(r"\(\s*([\d.,]+)\s*\)")
_CODE = re.compile(r"(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])")
_DOLLARS = {"USD", "AUD", "CAD", "NZD", "HKD", "SGD", "TWD", "MXN", "ARS", "CLP", "COP", "BRL"}
_SIGNS = {"$": _DOLLARS, "€": {"EUR"}, "£": {"GBP"}, "¥": {"CNY", "JPY"}, "￥": {"CNY", "JPY"}, "元": {"CNY"}}


def _without_currency(text: str) -> str:
    """The number alone; DomainError `currency_other` when the cell names another currency than the shop's."""
    signs = [sign for sign in _SIGNS if sign in text]
    codes = _CODE.findall(text) if any(character.isdigit() for character in text) else []
    for told in (*codes, *(sign for sign in signs if settings.CURRENCY not in _SIGNS[sign])):
        currency_reader(told)
    for told in (*codes, *signs):
        text = text.replace(told, "")
    return text.strip()


class PriceReader(AmountReader):
    """Unit prices may have more places than the currency: kept as decimals in main units."""

    has_few_places = False

    def __call__(self, text: str) -> str:
        if not text:
            return NULL
        return f"{_number(self.plain(text), text):f}"


class QuantityReader(AmountReader):
    """Quantities with at most three places; an empty cell is the `default`."""

    def __init__(self, mark: Mark | str = ".", default: str = "1") -> None:
        super().__init__(mark)
        self._default = default

    def _is_ambiguous(self, number: str) -> bool:
        """Goods are weighed to three places."""
        return False

    def __call__(self, text: str) -> str:
        if not text:
            return self._default
        number = _number(self.plain(text), text)
        if abs(number) >= MAX_QUANTITY or number != number.quantize(_QUANTUM):
            raise DomainError("quantity_precision", _("A quantity has at most three decimal places."))
        if not number:
            raise DomainError("quantity_invalid", _("A quantity is not zero."))
        return f"{number:f}"


def _number(plain: str, text: str) -> Decimal:
    try:
        number = Decimal(plain if _NUMBERISH.fullmatch(plain) else "NaN")
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number) > Decimal(10) ** 13:
        raise DomainError("number_invalid", _("“%(text)s” is not a number.") % {"text": text[:40]})
    return number


def guess_decimal(texts: Iterable[str]) -> str:
    """The mark with which alone some number of the file can be read; "" where none decides."""
    has_point = False
    for text in texts:
        number = re.sub(r"^[^\d-]+|\D+$", "", text)
        if _POINT.fullmatch(number.translate(_SWAP)):
            return ","
        has_point = has_point or bool(_POINT.fullmatch(number))
    return "." if has_point else ""


def line_amount(quantity: str, price: str) -> int:
    """Quantity × unit price, rounded half up to the smallest unit: the one place where an import rounds."""
    exact = Decimal(quantity) * Decimal(price)
    return int(exact.scaleb(money.exponent()).quantize(Decimal(1), rounding=ROUND_HALF_UP))


_NUMBERISH = re.compile(r"[\d.,+-]+")
_YES = {"1", "true", "yes", "y", "t", "x", "是", "有", "同意"}
_NO = {"0", "false", "no", "n", "f", "", "否", "无", "不同意"}


def yes_or_no(text: str) -> bool:
    word = text.strip().casefold()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise DomainError("yes_or_no", _("“%(text)s” is neither yes nor no.") % {"text": text[:40]})


def currency_reader(text: str) -> str:
    """Empty for the deployment's currency; any other is refused."""
    if text and text.upper() != settings.CURRENCY:
        raise DomainError(
            "currency_other",
            _("This shop counts in %(ours)s; amounts in %(theirs)s are not converted.")
            % {"ours": settings.CURRENCY, "theirs": text[:8]},
        )
    return ""
