"""Figures for a scope and a period, from the sums by month; any other days from the answers themselves.

What of anonymous surveys could tell people apart is left out here, whoever asks: their answers count by whole groups
(`words.readable`), so that looking twice tells of nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from surveys.figures import guarding
from surveys.figures.scopes import EXCLUSIVE, Days, Months, Scope, Span, all_months
from surveys.figures.tallies import Tally
from surveys.models import SurveySettings
from surveys.words import readable

_SUMS = "sum(n), sum(high), sum(middle), sum(low), sum(squares), sum(total), sum(total_squares)"
_BY_VALUE = f"""
SELECT value, {_SUMS} FROM surveys_figurecell
WHERE scope = %(scope)s AND dimension = %(dimension)s AND month >= %(first)s AND month < %(end)s AND until >= %(end)s
    AND (%(value)s::text IS NULL OR value = %(value)s)
GROUP BY value"""
# Of one month by itself every row counts: whoever answered again within it stands nowhere.
_BY_MONTH = f"""
SELECT month, {_SUMS} FROM surveys_figurecell
WHERE scope = %(scope)s AND dimension = %(dimension)s AND month >= %(first)s AND month < %(end)s AND value = %(value)s
GROUP BY month"""
# The definition itself: the latest answer of each customer within the days, and each anonymous one.
_IN_FULL = """
SELECT {key}, count(*),
    coalesce(sum(weight) FILTER (WHERE outcome = 'high'), 0),
    coalesce(sum(weight) FILTER (WHERE outcome = 'middle'), 0),
    coalesce(sum(weight) FILTER (WHERE outcome = 'low'), 0),
    sum(weight * weight), sum(weight * score), sum(weight * score * score)
FROM (
    SELECT DISTINCT ON (customer_id, CASE WHEN customer_id IS NULL THEN response_id END) *
    FROM surveys_responsefigure f
    WHERE counts AND day >= %(first)s AND day < %(end)s AND {scope}
        AND (%(only)s::bigint[] IS NULL OR response_id = ANY(%(only)s))
    ORDER BY customer_id, CASE WHEN customer_id IS NULL THEN response_id END, at DESC, response_id DESC
) latest CROSS JOIN LATERAL unnest(dims) dim
WHERE split_part(dim, ':', 1) = %(dimension)s AND (%(value)s::text IS NULL OR split_part(dim, ':', 2) = %(value)s)
GROUP BY 1"""
_VALUE, _MONTH = "split_part(dim, ':', 2)", "month"
_OF_SURVEY = "survey_id = %(survey)s AND metric = %(metric)s AND scale = %(scale)s"
_OF_SERIES = "metric = %(metric)s AND relation = %(relation)s AND scale = %(scale)s AND in_series"


@dataclass(frozen=True, slots=True)
class Part:
    """One value of a dimension, or everybody ("all", "")."""

    dimension: str = "all"
    value: str = ""


EVERYBODY = Part()


@dataclass(frozen=True, slots=True)
class Group:
    value: str
    tally: Tally
    is_few: bool


@dataclass(frozen=True, slots=True)
class Breakdown:
    """`hidden`: how many groups are too small to be shown without telling who answered."""

    dimension: str
    groups: list[Group]
    hidden: int = 0


def tally(scope: Scope, span: Span, part: Part = EVERYBODY) -> Tally:
    """Of an anonymous survey: nothing while fewer than its smallest group answered."""
    if scope.is_anonymous and part != EVERYBODY:
        return {group.value: group.tally for group in breakdown(scope, span, part.dimension).groups}.get(
            part.value, Tally()
        )
    found = _by_value(scope, span, part.dimension, part.value).get(part.value, Tally())
    return found if found.n >= scope.min_group else Tally()


def breakdown(scope: Scope, span: Span, dimension: str) -> Breakdown:
    """The groups, the largest first."""
    found = _by_value(scope, span, dimension)
    whole = _by_value(scope, span, "all", "").get("", Tally()).n if scope.is_anonymous else 0
    sizes = {value: one.n for value, one in found.items()}
    shown = guarding.shown(sizes, whole, scope.min_group, is_exclusive=dimension in EXCLUSIVE)
    least = fewest()
    groups = [Group(value, found[value], is_few(found[value], least)) for value in shown]
    groups.sort(key=lambda group: (-group.tally.n, group.value))
    return Breakdown(dimension, groups, len(found) - len(groups))


def distribution(scope: Scope, span: Span) -> dict[int, int]:
    """Answers by score; of an anonymous survey only if none is given by too few."""
    found = {int(value): one.n for value, one in _by_value(scope, span, "score").items()}
    if scope.is_anonymous and any(n < scope.min_group for n in found.values()):
        return {}
    return dict(sorted(found.items()))


def trend(scope: Scope, months: Months, part: Part = EVERYBODY) -> dict[date, Tally]:
    """Each month by itself, those without answers left out; of an anonymous survey those with too few, and never of
    one group: that would be two ways of telling people apart."""
    if scope.is_anonymous and part != EVERYBODY:
        return {}
    values = _values(scope, months) | {"dimension": part.dimension, "value": part.value}
    if not scope.is_anonymous:
        return {month: _tally(sums) for month, *sums in sorted(_rows(_BY_MONTH, values))}
    found = _in_full(scope, values, _MONTH)
    whole = sum(one.n for one in found.values())
    sizes = {month.isoformat(): one.n for month, one in found.items()}
    shown = guarding.shown(sizes, whole, scope.min_group, is_exclusive=True)
    return {month: one for month, one in sorted(found.items()) if month.isoformat() in shown}


def span_of(scope: Scope, wanted: Span, today: date) -> Span:
    """Of an anonymous survey always the whole time: the difference of two periods would tell of the days between."""
    return all_months(today) if scope.is_anonymous else wanted


def fewest() -> int:
    """Answers from which a figure counts; read once for a page."""
    return SurveySettings.current().min_answers


def is_few(found: Tally, least: int) -> bool:
    return found.n < least


def in_full(scope: Scope, span: Span, dimension: str = "all", value: str | None = None) -> dict[str, Tally]:
    """By the definition, over all answers: for days that are no whole months, and to prove the sums."""
    return _in_full(scope, _values(scope, span) | {"dimension": dimension, "value": value}, _VALUE)


def _in_full(scope: Scope, values: Mapping[str, Any], key: str) -> dict[Any, Tally]:
    statement = _IN_FULL.format(key=key, scope=_OF_SERIES if scope.survey is None else _OF_SURVEY)
    only = readable.counted(scope.survey, scope.min_group) if scope.survey and scope.is_anonymous else None
    return {name: _tally(sums) for name, *sums in _rows(statement, {**values, "only": only})}


def from_sums(scope: Scope, months: Months, dimension: str = "all", value: str | None = None) -> dict[str, Tally]:
    values = _values(scope, months) | {"dimension": dimension, "value": value}
    return {name: _tally(sums) for name, *sums in _rows(_BY_VALUE, values)}


def _by_value(scope: Scope, span: Span, dimension: str, value: str | None = None) -> dict[str, Tally]:
    if isinstance(span, Days) or scope.is_anonymous:
        return in_full(scope, span, dimension, value)
    return from_sums(scope, span, dimension, value)


def _values(scope: Scope, span: Span) -> dict[str, Any]:
    return {
        "scope": scope.key, "survey": scope.survey, "metric": scope.metric, "relation": scope.relation,
        "scale": scope.scale, "first": span.first, "end": span.end,
    }  # fmt: skip


def _tally(sums: list[Any]) -> Tally:
    return Tally(int(sums[0]), *(float(one) for one in sums[1:]))


def _rows(statement: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())
