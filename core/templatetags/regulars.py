"""Filters and tags for figures, days and the parts of the page kit. `{% load regulars %}`.

Numbers come out in the reader's language; what is missing is an en dash, never "None".
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from typing import Any

from django import template
from django.http import QueryDict
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import clock, definitions
from core import money as money_format

register = template.Library()
DASH = "–"
Number = int | float | Decimal


def _decimal(value: Any) -> Decimal | None:
    try:
        number = Decimal(str(value))
    except (InvalidOperation, ValueError):
        return None
    return number if number.is_finite() else None


def _rounded(value: Decimal, places: int) -> Decimal:
    """Half up. Django's own formatting cuts off what stands behind the last place."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, Context(prec=60))


def _format(value: Decimal, places: int) -> str:
    value = _rounded(value, places)
    text = formats.number_format(abs(value), decimal_pos=places, use_l10n=True, force_grouping=True)
    is_zero = not any(digit in text for digit in "123456789")
    return text if value >= 0 or is_zero else f"−{text}"


@register.filter
def money(amount: Any) -> str:
    """Integer of the smallest unit → `$1,234.56`. A fraction of a unit (a mean) is rounded."""
    value = _decimal(amount)
    return DASH if value is None else money_format.format_money(money_format.round_minor(value))


@register.filter
def integer(value: Any) -> str:
    """`1234567` → `1,234,567`."""
    number = _decimal(value)
    return DASH if number is None else _format(number, 0)


@register.filter
def number(value: Any, places: int = 2) -> str:
    """`3.14159|number:1` → `3.1`."""
    parsed = _decimal(value)
    return DASH if parsed is None else _format(parsed, int(places))


@register.filter
def percent(share: Any, places: int = 1) -> str:
    """A share of one → per cent: `0.503` → `50.3%`; what is neither nothing nor all never reads as that: `< 0.1%`."""
    value = _decimal(share)
    if value is None:
        return DASH
    places = int(places)
    shown, least = _rounded(value * 100, places), Decimal(1).scaleb(-places)
    if value > 0 and not shown:
        return f"< {_format(least, places)}%"
    if value < 1 and shown == 100:
        return f"> {_format(100 - least, places)}%"
    return f"{_format(shown, places)}%"


@register.filter
def units(value: Any, currency: str = "points") -> str:
    """Units of a loyalty currency: points and stamps as whole numbers, cashback and stored value as money."""
    return money(value) if str(currency) in {"cashback", "stored"} else integer(value)


@register.filter
def signed(value: Any) -> str:
    """`5` → `+5`, `-5` → `−5`, `0` → `0`; text that is already formatted keeps its minus."""
    if isinstance(value, str):
        return value if value.startswith(("−", "-", DASH)) else f"+{value}"
    parsed = _decimal(value)
    if parsed is None:
        return DASH
    return f"+{_format(parsed, 0)}" if parsed > 0 else _format(parsed, 0)


@register.filter
def signed_units(value: Any, currency: str = "points") -> str:
    """`signed` for units of a loyalty currency."""
    parsed = _decimal(value)
    text = units(value, currency)
    return f"+{text}" if parsed is not None and parsed > 0 else text


@register.filter
def day(value: Any) -> str:
    """A day in the business time zone, in the reader's format; takes a date or an instant."""
    if isinstance(value, datetime):
        value = clock.business_day(value)
    return formats.date_format(value, "DATE_FORMAT") if isinstance(value, date) else DASH


@register.filter
def instant(value: Any) -> str:
    """Day and time in the active time zone."""
    if not isinstance(value, datetime):
        return day(value)
    return formats.date_format(timezone.localtime(value), "DATETIME_FORMAT")


@register.filter
def days_ago(value: Any) -> str:
    """`today`, `yesterday`, `12 days ago`, `tomorrow`, `in 3 days`, seen from the business day."""
    if isinstance(value, datetime):
        value = clock.business_day(value)
    if not isinstance(value, date):
        return DASH
    passed = (clock.today() - value).days
    near = {0: _("today"), 1: _("yesterday"), -1: _("tomorrow")}
    if passed in near:
        return near[passed]
    if passed > 0:
        return ngettext("%(days)s day ago", "%(days)s days ago", passed) % {"days": integer(passed)}
    return ngettext("in %(days)s day", "in %(days)s days", -passed) % {"days": integer(-passed)}


@register.filter
def duration(value: Any) -> str:
    """A length of time in its two largest units; takes seconds or a timedelta: `2 h 5 min`."""
    parsed = _decimal(value.total_seconds() if isinstance(value, timedelta) else value)
    if parsed is None:
        return DASH
    seconds = max(0, int(parsed))
    days, rest = divmod(seconds, 86_400)
    hours, rest = divmod(rest, 3600)
    minutes, seconds = divmod(rest, 60)
    parts = [
        (days, ngettext("%(n)s day", "%(n)s days", days) % {"n": integer(days)}),
        (hours, _("%(n)s h") % {"n": hours}),
        (minutes, _("%(n)s min") % {"n": minutes}),
        (seconds, _("%(n)s s") % {"n": seconds}),
    ]
    shown = [text for amount, text in parts if amount][:2]
    return " ".join(shown) or parts[-1][1]


@register.filter
def item(mapping: Any, key: Any) -> Any:
    """`mapping|item:key`: look up a key that is itself a variable; None when it is not there."""
    try:
        return mapping[key]
    except (KeyError, IndexError, TypeError):
        return None


@register.filter
def bare(value: Any) -> str:
    """A number for an attribute (`<progress value>`): a point, no grouping, in any language."""
    parsed = _decimal(value)
    return "0" if parsed is None else format(parsed.normalize(), "f")


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A Bootstrap icon; decorative without `label`, an image with that name otherwise."""
    if label:
        return format_html('<i class="bi bi-{}" role="img" aria-label="{}"></i>', name, label)
    return format_html('<i class="bi bi-{}" aria-hidden="true"></i>', name)


@register.simple_tag(takes_context=True)
def query(context: template.Context, **changes: Any) -> str:
    """This page's query string with some parameters set (or, with None, left out).

    The page cursor and the export format never survive: `<a href="{% query store=3 %}">`.
    """
    request = context.get("request")
    parameters = request.GET.copy() if request else QueryDict(mutable=True)
    for name in ("cursor", "format"):
        parameters.pop(name, None)
    for name, value in changes.items():
        parameters.pop(name, None)
        if value not in (None, ""):
            parameters[name] = str(value)
    return "?" + parameters.urlencode()


@register.inclusion_tag("ui/_definition.html", takes_context=True)
def definition(context: template.Context, key: str) -> dict[str, Any]:
    """The question mark that opens the registered definition of a figure."""
    found = definitions.get(key)
    return _definition(context, found.term, found.text, found.formula)


@register.inclusion_tag("ui/_definition.html", takes_context=True)
def explain(context: template.Context, term: Any, text: Any, formula: Any = "") -> dict[str, Any]:
    """The same question mark with words given on the spot: why these points, this price."""
    return _definition(context, term, text, formula)


def _definition(context: template.Context, term: Any, text: Any, formula: Any) -> dict[str, Any]:
    # The popover needs an id of its own; a fragment is told apart by the moment it was made.
    request = context.get("request")
    holder: Any = request if request is not None else context.render_context
    serial = getattr(holder, "definition_serial", 0) + 1
    holder.definition_serial = serial
    prefix = "d"
    if request is not None and getattr(request, "htmx", None):
        prefix = f"d{str(getattr(request, 'request_id', ''))[:6]}"
    return {"id": f"{prefix}-{serial}", "term": term, "text": text, "formula": formula}
