"""Finding customers by the administrators' own fields.

`Customer.custom` is the truth; `CustomValue` has one row per value, kept by a trigger of the
database, so that exact words, numbers and days have an index whatever fields there are.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet, Value
from django.db.models.functions import Left, Lower
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from customers.forms.base import any_day_field
from customers.models import CustomField, CustomValue

PREFIX = "custom_"
# As much of a text as the index keeps; see the trigger.
INDEXED = 200
_RANGES = {CustomField.Kind.NUMBER, CustomField.Kind.DATE}
# A dot, which no code has: the end of one field's range is never the name of another field.
FROM, UNTIL = ".from", ".until"


def filter_fields(field: CustomField) -> dict[str, forms.Field]:
    """What asks for a value: one choice or text, or two ends of a range."""
    name = f"{PREFIX}{field.code}"
    if field.kind in _RANGES:
        low, high = _("%(label)s from"), _("%(label)s to")
        return {f"{name}{FROM}": _end(field, low), f"{name}{UNTIL}": _end(field, high)}
    if field.kind == CustomField.Kind.TEXT:
        return {name: forms.CharField(label=field.label, required=False, max_length=500)}
    return {name: forms.ChoiceField(label=field.label, required=False, choices=[("", _("all")), *_choices(field)])}


def _choices(field: CustomField) -> list[tuple[str, str | Promise]]:
    if field.kind == CustomField.Kind.BOOLEAN:
        return [("true", _("Yes")), ("false", _("No"))]
    return [(choice, choice) for choice in field.choices]


def _end(field: CustomField, label: Promise) -> forms.Field:
    options: dict[str, Any] = {"label": format_lazy("{}", _Labelled(label, field.label)), "required": False}
    if field.kind == CustomField.Kind.DATE:
        return any_day_field(**options)
    widget = forms.TextInput(attrs={"inputmode": "decimal"})
    return forms.DecimalField(widget=widget, max_digits=20, **options)


class _Labelled:
    """`Shoe size from`, worded when it is shown."""

    def __init__(self, text: Promise, label: str) -> None:
        self._text, self._label = text, label

    def __str__(self) -> str:
        return str(self._text) % {"label": self._label}


def keys(field: CustomField, chosen: Mapping[str, Any]) -> QuerySet[Any, Any] | None:
    """Primary keys of the customers whose value fits what is chosen; None when nothing is."""
    name = f"{PREFIX}{field.code}"
    rows = CustomValue.objects.filter(code=field.code).values_list("customer_id", flat=True)
    if field.kind in _RANGES:
        low, high = chosen.get(f"{name}{FROM}"), chosen.get(f"{name}{UNTIL}")
        column = "day" if field.kind == CustomField.Kind.DATE else "number"
        ends = {f"{column}__gte": low, f"{column}__lte": high}
        ends = {end: value for end, value in ends.items() if value is not None}
        return rows.filter(**ends) if ends else None
    value = chosen.get(name)
    return rows.filter(text=Left(Lower(Value(value)), INDEXED)) if value else None
