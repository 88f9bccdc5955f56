"""Figures for whole months and a part of the cases, from their sums; of a product from its cases, which are few.

Who may not see cases by and about staff gets figures without them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from complaints.learning.counting import rows
from complaints.learning.figures import Mark
from complaints.models import LearningNight
from complaints.ways import OPEN
from surveys.figures.scopes import Months

_CELLS = """
SELECT mark, sum(n)::bigint, sum(total)::bigint FROM complaints_casecell
WHERE dimension = %(dimension)s AND value = %(value)s AND month >= %(first)s AND month < %(end)s
    AND (%(all)s OR NOT is_confidential)
GROUP BY 1"""
# Of the trend all but the durations, of which one is drawn.
_MONTHS = """
SELECT month, mark, sum(n)::bigint, sum(total)::bigint FROM complaints_casecell
WHERE dimension = %(dimension)s AND value = %(value)s AND month >= %(first)s AND month < %(end)s
    AND (%(all)s OR NOT is_confidential)
    AND (mark NOT LIKE '%%.w:%%' AND mark NOT LIKE '%%.c:%%' OR mark LIKE 'first.c:%%')
GROUP BY 1, 2"""
# The definition itself: what each case adds.
_FULL = """
SELECT {month} told.key, sum((told.value->>0)::bigint)::bigint, sum((told.value->>1)::bigint)::bigint
FROM complaints_casefigure f CROSS JOIN LATERAL jsonb_each(f.marks) told
WHERE f.counts AND f.day >= %(first)s AND f.day < %(end)s AND (%(all)s OR NOT f.is_confidential) AND {part}
GROUP BY {group}"""
_BY_VALUE = """
SELECT value, sum(n)::bigint FROM complaints_casecell
WHERE dimension = %(dimension)s AND mark = 'n' AND month >= %(first)s AND month < %(end)s
    AND (%(all)s OR NOT is_confidential)
GROUP BY 1"""
_OF_PRODUCT_BY = """
SELECT split_part(dim, ':', 2), count(*) FROM complaints_casefigure f CROSS JOIN LATERAL unnest(f.dims) dim
WHERE f.counts AND f.day >= %(first)s AND f.day < %(end)s AND (%(all)s OR NOT f.is_confidential) AND {part}
    AND split_part(dim, ':', 1) = %(dimension)s
GROUP BY 1"""
_ORDERS = """
SELECT date_trunc('month', day)::date, sum(n)::bigint FROM complaints_orderday
WHERE dimension = %(dimension)s AND value = %(value)s AND day >= %(first)s AND day < %(end)s GROUP BY 1"""
_ORDERS_OF = """
SELECT value, sum(n)::bigint FROM complaints_orderday
WHERE dimension = %(dimension)s AND value = ANY(%(values)s) AND day >= %(first)s AND day < %(end)s GROUP BY 1"""
_AGES = """
SELECT CASE WHEN received_at > %(now)s - interval '1 day' THEN 0 WHEN received_at > %(now)s - interval '7 days' THEN 1
    WHEN received_at > %(now)s - interval '30 days' THEN 2 WHEN received_at > %(now)s - interval '90 days' THEN 3
    ELSE 4 END, count(*), count(*) FILTER (WHERE due_at <= %(now)s)
FROM complaints_case WHERE state = ANY(%(open)s) AND (%(all)s OR NOT is_confidential) AND {part}
GROUP BY 1"""


@dataclass(frozen=True, slots=True)
class Part:
    """All cases, those of a store or those of a product."""

    dimension: str = "all"
    value: str = ""

    @property
    def is_all(self) -> bool:
        return self.dimension == "all"


EVERYTHING = Part()


def marks(part: Part, months: Months, *, confidential: bool) -> dict[str, Mark]:
    if part.dimension == "product":
        return in_full(part, months, confidential=confidential)
    return {name: Mark(n, total) for name, n, total in rows(_CELLS, _values(part, months, confidential))}


def in_full(part: Part, months: Months, *, confidential: bool) -> dict[str, Mark]:
    """By the definition, over the cases themselves."""
    statement = _FULL.format(month="", group="1", part=_condition(part))
    return {name: Mark(n, total) for name, n, total in rows(statement, _values(part, months, confidential))}


def trend(part: Part, months: Months, *, confidential: bool) -> dict[date, dict[str, Mark]]:
    """Each month by itself, those without cases too."""
    statement = _MONTHS
    if part.dimension == "product":
        statement = _FULL.format(month="f.month,", group="1, 2", part=_condition(part))
    found: dict[date, dict[str, Mark]] = {month: {} for month in months.each()}
    for month, name, n, total in rows(statement, _values(part, months, confidential)):
        found[month][name] = Mark(n, total)
    return found


def counts(dimension: str, part: Part, months: Months, *, confidential: bool) -> dict[str, int]:
    """Cases by value of a dimension; of a store or product from its cases themselves."""
    values = _values(part, months, confidential) | {"dimension": dimension}
    statement = _BY_VALUE if part.is_all else _OF_PRODUCT_BY.format(part=_condition(part))
    return dict(rows(statement, values))


def orders(part: Part, months: Months) -> dict[date, int]:
    """By month."""
    return dict(rows(_ORDERS, _values(part, months, confidential=False)))


def orders_of(dimension: str, values: list[str], months: Months) -> dict[str, int]:
    told = {"dimension": dimension, "values": values, "first": months.first, "end": months.end}
    return dict(rows(_ORDERS_OF, told))


@dataclass(frozen=True, slots=True)
class Age:
    words: str
    n: int
    late: int


def ages(part: Part, *, now: datetime, confidential: bool) -> list[Age]:
    """Open cases of this moment, by how long ago the customer spoke; `late`: with a clock that ran out."""
    known = "true" if part.is_all else f"{part.dimension}_id = %(id)s::bigint"
    values = {"now": now, "open": list(OPEN), "all": confidential, "id": part.value}
    found = {place: (n, late) for place, n, late in rows(_AGES.format(part=known), values)}
    words = (_("Up to a day"), _("2–7 days"), _("8–30 days"), _("31–90 days"), _("More than 90 days"))
    return [Age(text, *found.get(place, (0, 0))) for place, text in enumerate(words)]


def night(key: str) -> LearningNight | None:
    return LearningNight.objects.filter(key=key).first()


def _values(part: Part, months: Months, confidential: bool) -> dict[str, Any]:  # noqa: FBT001  # always by name
    return {
        "dimension": part.dimension, "value": part.value, "first": months.first, "end": months.end,
        "all": confidential, "dim": f"{part.dimension}:{part.value}", "id": part.value,
    }  # fmt: skip


def _condition(part: Part) -> str:
    if part.dimension == "product":
        return "f.product = %(id)s::bigint"
    return "%(dim)s = ANY(f.dims)"


def last_day(months: Months, today: date) -> date:
    return min(today, months.end - timedelta(days=1))
