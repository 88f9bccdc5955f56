"""What values of dimensions are called, in the reader's language and with a query for each dimension."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from complaints.learning import trees
from complaints.models import Alarm, CaseOutcome, Category, Cause, Door, Team
from sales.models import Product, Store

TREES: dict[str, Any] = {"category": Category, "cause": Cause}
ROWS: dict[str, Any] = {"store": Store, "product": Product, "team": Team}


def names(dimension: str, values: Iterable[str]) -> dict[str, str]:
    """By value; what is not there any more is called by its number."""
    wanted = list(values)
    found: dict[str, str] = {}
    if dimension in TREES:
        found = {str(pk): name for pk, name in trees.whole_names(TREES[dimension].objects.all()).items()}
    elif dimension in ROWS:
        rows = ROWS[dimension].objects.filter(pk__in=[int(value) for value in wanted])
        found = {str(row.pk): row.name for row in rows}
    elif dimension == "door":
        found = {value: str(Door(value).label) for value in wanted}
    elif dimension == "lot":
        found = _lots(wanted)
    return {value: found.get(value) or value for value in wanted}


def _lots(values: list[str]) -> dict[str, str]:
    """“Halcyon H2, lot 2026-07”."""
    products = names("product", {value.partition(":")[0] for value in values})
    return {
        value: _("%(product)s, lot %(lot)s") % {"product": products[product], "lot": lot}
        for value in values
        for product, _colon, lot in [value.partition(":")]
    }


def of_alarm(row: Alarm) -> str:
    return names(row.dimension, [row.value])[row.value]


def also_of(row: Alarm) -> list[str]:
    """What else an alarm's cases are about: “Store: Market Square”."""
    return [f"{Alarm.Of(dimension).label}: {names(dimension, [value])[value]}" for dimension, value in row.also]


def outcome(value: str) -> str:
    return str(CaseOutcome(value).label)


def severity(value: int) -> str:
    return {
        1: pgettext("severity", "Slight"), 2: pgettext("severity", "Usual"), 3: pgettext("severity", "Serious"),
        4: pgettext("severity", "Very serious"),
    }[value]  # fmt: skip


def speed(value: str) -> str:
    return {
        "1h": _("within an hour"), "4h": _("within 4 hours"), "1d": _("within a day"), "3d": _("within 3 days"),
        "more": _("later"), "none": _("no answer of a person"),
    }[value]  # fmt: skip
