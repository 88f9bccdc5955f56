"""What was answered, checked: a value of the question's kind, or a refusal in kind words.

| kind | value |
|---|---|
| score, stars, csat, ces | whole number within the scale |
| single | key of a choice |
| multiple, ranking | keys, each once; a ranking from first to last |
| matrix | `{row: whole number}` |
| text, long | text of 1–200, 1–4000 characters |
| number | decimal as a text, without an exponent |
| money | smallest units of the currency |
| date | `YYYY-MM-DD` |
| consent | true or false |
| contact | `{"wants": true, "when": text, "phone": text}` |

`NO_ANSWER` (null) says "I cannot say" where that is offered; it counts in no figure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from core import money
from core.errors import DomainError
from core.wording import worded as _
from surveys.questionnaire.records import SCORED, Kind, Question

NO_ANSWER = None


class _Missing:
    """Nothing was said: there is no value."""


MISSING = _Missing()
SHORT, LONG = 200, 4000
# The field of a form that says "I cannot say".
CANNOT_SAY = "none"


class Sent(Protocol):
    """A sent form: `QueryDict` is one."""

    def get(self, name: str, /) -> Any: ...
    def getlist(self, name: str, /) -> list[Any]: ...


def name_of(question: Question, part: str = "") -> str:
    """Of its field in a form."""
    return f"q_{question.key}_{part}" if part else f"q_{question.key}"


def raw_of(question: Question, sent: Sent) -> Any:
    """What a form says about the question, still to be checked; None when it says nothing."""
    name = name_of(question)
    if sent.get(name_of(question, CANNOT_SAY)) or sent.get(name) == CANNOT_SAY:
        return CANNOT_SAY
    match question.kind:
        case Kind.MULTIPLE:
            return sent.getlist(name) or None
        case Kind.RANKING:
            return _ranked(question, sent)
        case Kind.MATRIX:
            told = {row.key: sent.get(name_of(question, row.key)) for row in question.rows}
            return {key: value for key, value in told.items() if value} or None
        case Kind.CONTACT:
            return {part: sent.get(name_of(question, part)) or "" for part in ("wants", "when", "phone")}
        case _:
            return sent.get(name) or None


def _ranked(question: Question, sent: Sent) -> list[str] | None:
    places = {option.key: sent.get(name_of(question, option.key)) for option in question.options}
    told = {key: place for key, place in places.items() if place}
    if not told:
        return None
    if len(set(told.values())) < len(told) or not all(map(_is_whole, told.values())):
        raise _refusal(question, _("Give each place once."))
    return sorted(told, key=lambda key: int(told[key]))


def _is_whole(text: str) -> bool:
    """Python itself refuses to read a number of thousands of digits."""
    return text.isascii() and text.isdecimal() and len(text) <= 3


def check(question: Question, raw: Any, *, is_final: bool = True) -> Any:
    """The value, or `MISSING`; refuses `answer_invalid` (`field`: the key of the question).

    Where it `is_final` and the question requires an answer also `answer_missing`.
    """
    if raw == CANNOT_SAY and question.none:
        return NO_ANSWER
    if raw in (None, "", [], {}) or (question.kind == Kind.CONTACT and not _wishes(raw)):
        if question.is_required and is_final:
            raise DomainError("answer_missing", _("Please answer this question."), field=question.key)
        return {"wants": False} if question.kind == Kind.CONTACT and raw else MISSING
    return _CHECKS[question.kind](question, raw)


# --- By kind ------------------------------------------------------------------------------


def _whole(question: Question, raw: Any) -> int:
    text = str(raw)
    if isinstance(raw, bool | float) or not _is_whole(text):
        raise _refusal(question, _("Choose one of the scale."))
    if not question.low <= int(text) <= question.high:
        raise _refusal(question, _("Choose one of the scale."))
    return int(text)


def _single(question: Question, raw: Any) -> str:
    if not isinstance(raw, str) or raw not in {option.key for option in question.options}:
        raise _refusal(question, _("Choose one of those that are there."))
    return raw


def _several(question: Question, raw: Any) -> list[str]:
    keys = {option.key for option in question.options}
    if not isinstance(raw, list) or not all(isinstance(one, str) and one in keys for one in raw):
        raise _refusal(question, _("Choose one of those that are there."))
    if len(set(raw)) < len(raw):
        raise _refusal(question, _("Give each place once."))
    if question.most and len(raw) > question.most:
        raise _refusal(question, _("Choose at most %(count)s.") % {"count": question.most})
    return list(raw)


def _matrix(question: Question, raw: Any) -> dict[str, int]:
    rows = {row.key for row in question.rows}
    if not isinstance(raw, Mapping) or set(raw) - rows:
        raise _refusal(question, _("Choose one of those that are there."))
    return {key: _whole(question, value) for key, value in raw.items()}


def _text(question: Question, raw: Any) -> Any:
    if not isinstance(raw, str) or "\0" in raw:
        raise _refusal(question, _("Write it in words, please."))
    text = raw.strip()
    most = LONG if question.kind == Kind.LONG else SHORT
    if len(text) > most:
        raise _refusal(question, _("At most %(count)s characters, please.") % {"count": most})
    return text or MISSING  # only blanks


def _number(question: Question, raw: Any) -> str:
    try:
        number = Decimal(str(raw).strip().replace(",", "."))
        is_wrong = isinstance(raw, bool) or not number.is_finite() or abs(number) >= 10**12
    except ArithmeticError as error:  # no number, or one that is too large for any
        raise _refusal(question, _("Write a number, please.")) from error
    if is_wrong or number.as_tuple().exponent < -6:  # type: ignore[operator]  # finite
        raise _refusal(question, _("Write a number, please."))
    return format(number, "f")


def _money(question: Question, raw: Any) -> int:
    """From a form a text in whole units, from the API smallest units."""
    if type(raw) is int:
        amount = raw
    else:
        try:
            amount = int(Decimal(_number(question, raw)).scaleb(money.exponent()).to_integral_exact())
        except ArithmeticError as error:
            raise _refusal(question, _("Write an amount, please.")) from error
    if not 0 <= amount < 10**12:
        raise _refusal(question, _("Write an amount, please."))
    return amount


def _date(question: Question, raw: Any) -> str:
    try:
        return date.fromisoformat(str(raw)).isoformat()
    except ValueError as error:
        raise _refusal(question, _("Write a date, please.")) from error


def _consent(question: Question, raw: Any) -> bool:
    if raw not in (True, False, "true", "false", "on"):
        raise _refusal(question, _("Say yes or no, please."))
    return raw in (True, "true", "on")


def _wishes(raw: Any) -> bool:
    return isinstance(raw, Mapping) and raw.get("wants") in (True, "true", "on")


def _contact(question: Question, raw: Any) -> dict[str, Any]:
    told = {part: str(raw.get(part) or "").strip() for part in ("when", "phone")}
    if any(len(text) > 100 or "\0" in text for text in told.values()):
        raise _refusal(question, _("At most %(count)s characters, please.") % {"count": 100})
    return {"wants": True} | {part: text for part, text in told.items() if text}


_CHECKS: Mapping[Kind, Callable[[Question, Any], Any]] = {
    **dict.fromkeys(SCORED, _whole),
    Kind.SINGLE: _single,
    Kind.MULTIPLE: _several,
    Kind.RANKING: _several,
    Kind.MATRIX: _matrix,
    Kind.TEXT: _text,
    Kind.LONG: _text,
    Kind.NUMBER: _number,
    Kind.MONEY: _money,
    Kind.DATE: _date,
    Kind.CONSENT: _consent,
    Kind.CONTACT: _contact,
}


def _refusal(question: Question, message: Any) -> DomainError:
    return DomainError("answer_invalid", message, field=question.key)
