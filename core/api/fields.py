"""Serializer and filter fields for what JSON has no type for."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any, ClassVar

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from core.clock import YEARS
from core.errors import DomainError
from core.money import exponent, format_plain, parse_money

# ASCII digits only: Decimal would also take "1e3", "1_0" and the digits of other scripts.
_DECIMALS = rf"(\.[0-9]{{1,{exponent()}}})?" if exponent() else ""
_AMOUNT = re.compile(rf"[0-9]{{1,{15 - exponent()}}}{_DECIMALS}")
_QUANTITY = re.compile(r"[0-9]{1,9}(\.[0-9]{1,3})?")
_INSTANT_HELP = _("Write a time with its zone, such as “2026-05-01T09:30:00Z”.")


@extend_schema_field(
    {
        "type": "string",
        "pattern": f"^{_AMOUNT.pattern}$",
        "example": "12.50",
        "description": "An amount of the deployment's currency, as a decimal string.",
    }
)
class MoneyField(serializers.Field[int, Any, str, Any]):
    """`"12.50"` outside, 1250 inside. A JSON number is refused: it may have been a float."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "amount_invalid": _("Write an amount as text with a point, such as “12.50”.")
    }

    def to_internal_value(self, data: Any) -> int:
        if not isinstance(data, str) or not _AMOUNT.fullmatch(data):
            self.fail("amount_invalid")
        try:
            return parse_money(data)
        except DomainError as error:
            raise serializers.ValidationError(str(error), code=error.code) from error

    def to_representation(self, value: int) -> str:
        return format_plain(value)


class TextField(serializers.CharField):
    """Text only: the framework's own field makes text of numbers, which the schema does not allow."""

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


@extend_schema_field({"type": "string", "pattern": f"^{_QUANTITY.pattern}$", "example": "2"})
class QuantityField(serializers.DecimalField):
    """`"2"` or `"0.125"`: text, at most three places; a JSON number is refused like in amounts."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "quantity_invalid": _("Write a quantity as text with a point, such as “2” or “0.125”.")
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(max_digits=12, decimal_places=3, **options)

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, str) or not _QUANTITY.fullmatch(data):
            self.fail("quantity_invalid")
        return super().to_internal_value(data)


@extend_schema_field({"type": "string", "format": "date-time"})
class InstantField(serializers.Field[datetime, Any, str, Any]):
    """A moment with its zone; answered in UTC. Without a zone it would mean another moment elsewhere."""

    default_error_messages: ClassVar[dict[str, Any]] = {"instant_invalid": _INSTANT_HELP}

    def to_internal_value(self, data: Any) -> datetime:
        instant = read_instant(data)
        if instant is None:
            self.fail("instant_invalid")
        return instant

    def to_representation(self, value: datetime) -> str:
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


def read_instant(text: Any) -> datetime | None:
    """None for what is no moment, has no zone, or lies outside the calendar that we count in."""
    if not isinstance(text, str) or len(text) > 40:
        return None
    try:
        instant = parse_datetime(text)
    except ValueError:
        return None
    if instant is None or instant.utcoffset() is None or instant.year not in YEARS:
        return None
    # Python knows zones up to 24 hours away, PostgreSQL only up to 16.
    return instant.astimezone(UTC)


class _InstantFormField(forms.Field):
    def to_python(self, value: Any) -> datetime | None:
        if value in self.empty_values:
            return None
        instant = read_instant(value)
        if instant is None:
            raise ValidationError(_INSTANT_HELP, code="instant_invalid")
        return instant


@extend_schema_field({"type": "string", "format": "date-time"})
class InstantFilter(django_filters.Filter):  # type: ignore[misc]  # the package ships no types
    field_class = _InstantFormField


@extend_schema_field({"type": "string", "enum": ["true", "false"]})
class YesNoFilter(django_filters.ChoiceFilter):  # type: ignore[misc]  # the package ships no types
    """`true` or `false`; the package's own filter answers anything else with everything."""

    def __init__(self, **options: Any) -> None:
        super().__init__(choices=[("true", "true"), ("false", "false")], **options)

    def filter(self, rows: Any, value: str) -> Any:
        return super().filter(rows, value == "true") if value else rows
