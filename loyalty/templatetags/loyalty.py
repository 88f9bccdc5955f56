"""Filters for dates of lots. `{% load loyalty %}`."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import template

from core.templatetags.regulars import day
from loyalty.unitwords import named

register = template.Library()
register.filter("units_named", named)


@register.filter
def last_day(expires_at: Any) -> str:
    """The last business day on which units can be spent: people think in days, lots end at an instant."""
    return day(expires_at - timedelta(microseconds=1)) if isinstance(expires_at, datetime) else day(None)


@register.filter
def before(until: Any) -> Any:
    """The last day of what ends before the day `until`."""
    return until - timedelta(days=1) if until else None
