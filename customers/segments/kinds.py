"""The kinds of facts, the operators of each, and what a value must look like; pure.

`read(kind, op, value)` returns the value as Python has it or raises `ValueError` with a sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation, Overflow
from enum import Enum
from typing import Any

from django.utils.translation import gettext as _

MAX_VALUES = 200
MAX_TEXT = 200
MAX_DAYS = 3660
MAX_NUMBER = 10**15
MAX_TIMES = 10**9
DAYS_OF_YEAR = 366
# So far a yearly day may lie back: who was not greeted while nothing ran is found a few days later.
DAYS_BACK = 31


class Kind(Enum):
    NUMBER = "number"
    MONEY = "money"
    TEXT = "text"
    CHOICE = "choice"
    BOOLEAN = "boolean"
    DATE = "date"
    YEARLY = "yearly"
    EVENT = "event"


_PRESENCE = ("empty", "filled")
_NUMBERS = ("ge", "le", "gt", "lt", "eq", "ne", "between", *_PRESENCE)
OPERATORS: Mapping[Kind, tuple[str, ...]] = {
    Kind.NUMBER: _NUMBERS,
    Kind.MONEY: _NUMBERS,
    Kind.TEXT: ("is", "is_not", "starts", "contains", *_PRESENCE),
    Kind.CHOICE: ("in", "not_in", *_PRESENCE),
    Kind.BOOLEAN: ("yes", "no"),
    Kind.DATE: ("last_days", "days_ago", "next_days", "since", "before", "between", *_PRESENCE),
    Kind.YEARLY: ("within", *_PRESENCE),
    Kind.EVENT: ("has", "has_not"),
}
# Operators that need no value.
BARE = frozenset({*_PRESENCE, "yes", "no"})


@dataclass(frozen=True)
class EventValue:
    """At least `times`, within `days` (None: ever), of what `of` names by the event's own parameters."""

    times: int = 1
    days: int | None = None
    of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def read(kind: Kind, op: str, value: Any) -> Any:
    """The value of a condition, checked; `ValueError` says what is wrong with it."""
    if op in BARE:
        if value is not None:
            raise ValueError(_("no value is needed"))
        return None
    return _READERS[kind](op, value)


def _number(op: str, value: Any) -> Any:
    return _pair(value, _decimal) if op == "between" else _decimal(value)


def _money(op: str, value: Any) -> Any:
    return _pair(value, _whole) if op == "between" else _whole(value)


def _text(_op: str, value: Any) -> str:
    return _word(value)


def _choice(_op: str, value: Any) -> tuple[str, ...]:
    return _words(value)


def _date(op: str, value: Any) -> Any:
    if op in {"last_days", "next_days"}:
        return _bounded(value, 1, MAX_DAYS)
    if op == "days_ago":
        return _bounded(value, 0, MAX_DAYS)
    return _pair(value, _day) if op == "between" else _day(value)


def _yearly(_op: str, value: Any) -> tuple[int, int]:
    first, last = _pair(value, lambda one: _bounded(one, -DAYS_BACK, DAYS_OF_YEAR))
    return int(first), int(last)


def _event(_op: str, value: Any) -> EventValue:
    if not isinstance(value, dict) or value.keys() - {"times", "days", "of"}:
        raise ValueError(_("an object with “times”, “days” and “of” is expected"))
    of = value.get("of") or {}
    if not isinstance(of, dict):
        raise ValueError(_("“of” names what it is about"))  # noqa: TRY004  # one kind of refusal
    days = value.get("days")
    return EventValue(
        times=_bounded(value.get("times", 1), 1, MAX_TIMES),
        days=None if days is None else _bounded(days, 1, MAX_DAYS),
        of={str(name): _words(values) for name, values in of.items()},
    )


_READERS: Mapping[Kind, Callable[[str, Any], Any]] = {
    Kind.NUMBER: _number,
    Kind.MONEY: _money,
    Kind.TEXT: _text,
    Kind.CHOICE: _choice,
    Kind.DATE: _date,
    Kind.YEARLY: _yearly,
    Kind.EVENT: _event,
}


def _pair(value: Any, read_one: Callable[[Any], Any]) -> tuple[Any, Any]:
    if not isinstance(value, list) or len(value) != 2:
        raise ValueError(_("two values are expected: from and to"))
    low, high = (read_one(one) for one in value)
    if low > high:
        raise ValueError(_("the first value is greater than the second"))
    return low, high


def _decimal(value: Any) -> Decimal:
    # True is an int for Python, and "NaN" a Decimal.
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        raise ValueError(  # noqa: TRY004  # one kind of refusal
            _("a number is expected")
        )
    try:
        number = Decimal(str(value))
        is_in_range = number.is_finite() and abs(number) < MAX_NUMBER
    except InvalidOperation:
        raise ValueError(_("a number is expected")) from None
    except Overflow:
        is_in_range = False
    if not is_in_range:
        raise ValueError(_("the number is out of range"))
    return number


def _whole(value: Any) -> int:
    number = _decimal(value)
    if number != number.to_integral_value():
        raise ValueError(_("a whole number is expected"))
    return int(number)


def _bounded(value: Any, low: int, high: int) -> int:
    number = _whole(value)
    if not low <= number <= high:
        raise ValueError(_("a whole number from %(low)d to %(high)d is expected") % {"low": low, "high": high})
    return number


def _day(value: Any) -> date:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise ValueError(_("a day like 2026-03-10 is expected")) from None


def _word(value: Any) -> str:
    if not isinstance(value, str) or not value.strip() or not _is_storable(value):
        raise ValueError(_("a text is expected"))
    if len(value) > MAX_TEXT:
        raise ValueError(_("a text of at most %(n)d characters is expected") % {"n": MAX_TEXT})
    return value.strip()


def _is_storable(text: str) -> bool:
    """PostgreSQL has no text with a zero byte in it, nor with half a character."""
    return not any(character == "\0" or "\ud800" <= character <= "\udfff" for character in text)


def _words(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not value:
        raise ValueError(_("a list of values is expected"))
    if len(value) > MAX_VALUES:
        raise ValueError(_("at most %(n)d values are expected") % {"n": MAX_VALUES})
    return tuple(dict.fromkeys(_word(one) for one in value))
