"""Birthdays and anniversaries by the customer's own calendar day, wherever they are.

A segment has who celebrates on a day of the shop's. In a zone far from it that day is yesterday or tomorrow, so whoever
writes to them looks a day further on both sides, and takes who comes to the hour of their own day before the shop's
next day begins. A birthday is greeted once in a year of its calendar, by whichever automation, whatever is put right.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from core import clock
from core.errors import DomainError
from customers.models import Customer, Segment
from customers.segments import compiling, facets, refreshing, yearly
from customers.segments.kinds import Kind
from customers.segments.rules import Condition, Group, Node
from messaging.outbox import cases

BIRTHDAY = "customers.birthday"


@dataclass(frozen=True)
class Yearly:
    """A rule whose members all fit one day of the year: the rule itself, or a part of its "all"."""

    tree: Node
    condition: Condition
    catalogue: Mapping[str, Any]

    @property
    def days(self) -> tuple[int, int]:
        first, last = self.condition.value
        return int(first), int(last)

    @property
    def is_birthday(self) -> bool:
        return self.condition.facet == BIRTHDAY

    def within(self, first: int, last: int) -> Node:
        """The same rule for other days."""
        return _with(self.tree, self.condition, replace(self.condition, value=[first, last]))


def of(segment: Segment) -> Yearly | None:
    """None where the rule names no such day, or cannot be read."""
    if segment.is_snapshot:
        return None
    catalogue = facets.catalogue()
    try:
        tree = refreshing.tree_of(segment, catalogue)
    except DomainError:  # changed this moment; the segment's page says what is wrong with it
        return None
    return of_tree(tree, catalogue)


def of_tree(tree: Node, catalogue: Mapping[str, Any]) -> Yearly | None:
    leaves = tree.children if isinstance(tree, Group) and tree.is_all else (tree,)
    for leaf in leaves:
        if isinstance(leaf, Condition) and leaf.op == "within" and catalogue[leaf.facet].kind is Kind.YEARLY:
            return Yearly(tree, leaf, catalogue)
    return None


def _with(tree: Node, old: Condition, new: Condition) -> Node:
    if isinstance(tree, Group):
        return replace(tree, children=tuple(new if child is old else child for child in tree.children))
    return new


# --- Who is found, and when it is due --------------------------------------------------------------

_LOCAL = "(%(now)s::timestamptz AT TIME ZONE clock.zone)::date"
# The first day of their own on which they are to hear.
_FROM = f"greatest({_LOCAL}, known.day - %(last)s)"
_CELEBRATED = f"""CROSS JOIN LATERAL (
    SELECT known.day, known.begins, known.ends, {_FROM} AS from_day
    FROM unnest(%(numbers)s::integer[], %(days)s::date[], %(begin)s::date[], %(end)s::date[])
         AS known (number, day, begins, ends)
    WHERE known.number = {{number}} AND {_LOCAL} <= known.day - %(first)s
      AND (known.day <= %(reached)s::date
           OR ({_FROM} + make_interval(hours => %(hour)s)) AT TIME ZONE clock.zone < %(day_ends)s)
    ORDER BY known.day DESC LIMIT 1) celebrated"""  # noqa: S608  # constants of this module
DUE = """greatest(%(now)s, (celebrated.from_day + %(wait)s
                   + make_interval(hours => %(hour)s)) AT TIME ZONE clock.zone)"""
# Row by row, by the index of customers.
_GREETED = """
LEFT JOIN LATERAL (
    SELECT TRUE AS is_there FROM campaigns_occasion known
    WHERE known.birthday_on BETWEEN celebrated.begins AND celebrated.ends AND known.customer_id = ANY (ARRAY(
        SELECT customer.id UNION ALL SELECT twin.id FROM customers_customer twin
        WHERE twin.merged_into_id = customer.id))
    LIMIT 1) greeted ON TRUE"""
# Who fits by the rule for a day more on either side; since when, where they are members today.
_WHOM = """(SELECT fits.customer_id, coalesce(known.since, %(now)s) AS since, known.imported_at FROM ({fits}) fits
    LEFT JOIN customers_segmentmember known
           ON known.segment_id = %(segment)s AND known.customer_id = fits.customer_id)"""


@dataclass(frozen=True)
class Parts:
    """SQL for `finding`, with its parameters."""

    celebrated: str
    # None: the members of the segment.
    whom: str | None
    birthday: str
    once: str
    values: dict[str, Any]


def parts(found: Yearly, *, now: datetime, is_first: bool) -> Parts | None:
    """`is_first`: of the day; then whoever is on another day than the shop is looked for, too."""
    number = yearly.NUMBERS.get(found.condition.facet)
    if number is None:
        return None
    first, last = found.days
    values, whom = _values(found, now), None
    if is_first:
        fits, more = compiling.select(found.within(first - 1, last + 1), found.catalogue, now=now)
        whom, values = _WHOM.format(fits=fits), values | more
    is_birthday = found.is_birthday
    return Parts(
        celebrated=_CELEBRATED.format(number=number.format(customer="customer")) + (_GREETED if is_birthday else ""),
        whom=whom, birthday="celebrated.day" if is_birthday else "NULL::date",
        once="AND greeted.is_there IS NULL" if is_birthday else "", values=values,
    )  # fmt: skip


def _values(found: Yearly, now: datetime) -> dict[str, Any]:
    first, last = found.days
    today = clock.business_day(now)
    days = list(yearly.celebrations(today + timedelta(days=first - 1), today + timedelta(days=last + 1)))
    return {
        "numbers": [one.number for one in days], "days": [one.day for one in days],
        "begin": [one.year_begins for one in days], "end": [one.year_ends for one in days],
        "first": first, "last": last, "reached": today + timedelta(days=last), "day_ends": clock.day_end(today),
    }  # fmt: skip


# --- Before it goes -------------------------------------------------------------------------------


def by_own_day(found: Yearly, ids: Sequence[int], now: datetime) -> list[tuple[Node, list[int]]]:
    """The rule as it is for these customers, by which day it is where they are."""
    today, groups = clock.business_day(now), dict[int, list[int]]()
    for pk, zone in Customer.objects.filter(pk__in=ids).values_list("pk", "time_zone"):
        groups.setdefault((_day(zone, now) - today).days, []).append(pk)
    first, last = found.days
    return [(found.within(first + offset, last + offset), some) for offset, some in sorted(groups.items())]


def _day(zone: str, now: datetime) -> date:
    return now.astimezone(cases.zone_of(zone)).date()
