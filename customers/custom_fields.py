"""Values of the fields that administrators add: checked, and stored as JSON by the field's code.

Patterns come from administrators and values from anybody, so matching has a time limit: a
pattern that backtracks without end refuses the value instead of holding a worker.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import regex

from core.errors import DomainError
from core.wording import worded as _
from customers.models import CustomField

PATTERN_SECONDS = 0.1
TEXT_LENGTH = 500
Stored = str | bool | None
# As programs write it, and as the pages and files show it in either language.
_ANSWERS = {"true": True, "1": True, "yes": True, "是": True, "false": False, "0": False, "no": False, "否": False}


def validate(values: Mapping[str, Any], fields: Iterable[CustomField] | None = None) -> dict[str, Stored]:
    """Values of somebody new, ready to be stored; numbers and days as text, so that nothing is rounded.

    Raises DomainError with `field="custom_<code>"`. A code that is not defined is refused, and so is a required one
    without a value.
    """
    known = _known(values, fields)
    require(known.values(), values)
    return _with({}, values, known)


def changed(
    present: Mapping[str, Stored], told: Mapping[str, Any], fields: Iterable[CustomField] | None = None
) -> dict[str, Stored]:
    """`present` with what is told: key by key, None or an empty text removes, what is not told stays as it is.

    Checked is what is told anew: what was accepted before a field got other bounds hinders no other change. A required
    value cannot be taken away; where there never was one, nobody who changes something else is held up.
    """
    known = _known(told, fields)
    told = {code: value for code, value in told.items() if not _is_kept(present.get(code), value)}
    require((field for code, field in known.items() if code in told and code in present), told)
    return _with(present, told, known)


def require(fields: Iterable[CustomField], told: Mapping[str, Any]) -> None:
    """Refuse at the first field that must have a value and is told none."""
    for field in fields:
        if field.is_required and _is_empty(told.get(field.code)):
            raise _refusal(field, "custom_required", _("This field is required."))


def required() -> list[CustomField]:
    return list(CustomField.objects.filter(is_required=True))


def _known(told: Mapping[str, Any], fields: Iterable[CustomField] | None) -> dict[str, CustomField]:
    known = {field.code: field for field in (CustomField.objects.all() if fields is None else fields)}
    unknown = sorted(set(told) - set(known))
    if unknown:
        raise DomainError("custom_unknown", _("There is no field “%(code)s”.") % {"code": unknown[0]}, field="custom")
    return known


def _with(
    present: Mapping[str, Stored], told: Mapping[str, Any], known: Mapping[str, CustomField]
) -> dict[str, Stored]:
    checked = {code: _checked(known[code], value) for code, value in told.items()}
    return {code: value for code, value in {**present, **checked}.items() if value is not None}


def pattern_error(pattern: str) -> str:
    """Why a pattern cannot be used, or nothing."""
    try:
        regex.compile(pattern)
    except regex.error as error:
        return str(error)
    return ""


def _checked(field: CustomField, value: Any) -> Stored:
    return None if _is_empty(value) else _CHECKS[field.kind](field, value)


def _is_kept(present: Stored, value: Any) -> bool:
    return present is not None and type(value) is type(present) and value == present


def _is_empty(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _text(field: CustomField, value: Any) -> str:
    text = " ".join(str(value).split())
    if len(text) > TEXT_LENGTH:
        raise _refusal(field, "custom_too_long", _("At most %(n)s characters.") % {"n": TEXT_LENGTH})
    if field.pattern and not _matches(field.pattern, text):
        raise _refusal(field, "custom_pattern", _("“%(text)s” does not have the expected form.") % {"text": text[:40]})
    return text


def _matches(pattern: str, text: str) -> bool:
    try:
        return regex.fullmatch(pattern, text, timeout=PATTERN_SECONDS) is not None
    except (TimeoutError, regex.error):
        return False


def _number(field: CustomField, value: Any) -> str:
    try:
        number = Decimal(str(value).strip())
        is_wrong = not number.is_finite() or abs(number) >= Decimal(10) ** 16
    except ArithmeticError:  # no number, or one that is too large for any
        is_wrong, number = True, Decimal(0)
    if is_wrong:
        raise _refusal(field, "custom_number", _("“%(text)s” is not a number.") % {"text": str(value)[:40]})
    if field.minimum is not None and number < field.minimum:
        raise _refusal(field, "custom_minimum", _("At least %(n)s.") % {"n": f"{field.minimum.normalize():f}"})
    if field.maximum is not None and number > field.maximum:
        raise _refusal(field, "custom_maximum", _("At most %(n)s.") % {"n": f"{field.maximum.normalize():f}"})
    return f"{number:f}"


def _date(field: CustomField, value: Any) -> str:
    try:
        return (value if isinstance(value, date) else date.fromisoformat(str(value).strip())).isoformat()
    except ValueError:
        raise _refusal(field, "custom_date", _("“%(text)s” is not a day.") % {"text": str(value)[:40]}) from None


def _boolean(field: CustomField, value: Any) -> bool:
    answer = _ANSWERS.get(str(value).strip().lower())
    if answer is None:
        raise _refusal(field, "custom_boolean", _("Yes or no is expected."))
    return answer


def _choice(field: CustomField, value: Any) -> str:
    text = str(value).strip()
    if text not in field.choices:
        raise _refusal(field, "custom_choice", _("“%(text)s” is not on the list.") % {"text": text[:40]})
    return text


def _refusal(field: CustomField, code: str, message: str) -> DomainError:
    return DomainError(code, message, field=f"custom_{field.code}")


_CHECKS: dict[str, Callable[[CustomField, Any], Stored]] = {
    CustomField.Kind.TEXT: _text,
    CustomField.Kind.NUMBER: _number,
    CustomField.Kind.DATE: _date,
    CustomField.Kind.BOOLEAN: _boolean,
    CustomField.Kind.CHOICE: _choice,
}
