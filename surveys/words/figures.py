"""Themes in figures: how often, by month, how low the scores beside them; and the words that stand out.

Counted in PostgreSQL over what somebody may read, of the newest `SAMPLE` comments (`newest`), so that a page takes no
longer the more there are. Shares of fewer than `LEAST` comments are not told.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Case, Count, Q, QuerySet, Value, When
from django.db.models.functions import TruncMonth

from core import clock
from core.text import fold
from surveys.models import CommentWords, Outcome, ResponseTheme, Theme
from surveys.words import outstanding, tokens
from surveys.words.outstanding import Word

LEAST = 5
SAMPLE = 30_000
MONTHS = 12


@dataclass(frozen=True, slots=True)
class ThemeCount:
    """`low` of `scored` comments of the theme came with a low score."""

    theme: Theme
    n: int
    of: int
    scored: int
    low: int

    @property
    def share(self) -> float:
        return self.n / self.of if self.of else 0.0

    @property
    def low_share(self) -> float | None:
        return self.low / self.scored if self.scored >= LEAST else None


def newest(rows: QuerySet[CommentWords]) -> QuerySet[CommentWords]:
    """At most `SAMPLE` of them."""
    border = list(rows.order_by("-finished_at", "-pk").values_list("finished_at", flat=True)[SAMPLE : SAMPLE + 1])
    return rows.filter(finished_at__gt=border[0]) if border else rows


def by_theme(rows: QuerySet[CommentWords], themes: Sequence[Theme]) -> list[ThemeCount]:
    """The most spoken of first."""
    of = rows.count()
    tagged = (
        _tags(rows, themes)
        .values("theme")
        .annotate(
            n=Count("pk"),
            scored=Count("pk", filter=~Q(response__read__outcome="")),
            low=Count("pk", filter=Q(response__read__outcome=Outcome.LOW)),
        )
    )
    found = {one["theme"]: one for one in tagged}
    counts = [
        ThemeCount(theme, one["n"], of, one["scored"], one["low"]) for theme in themes if (one := found.get(theme.pk))
    ]
    return sorted(counts, key=lambda count: (-count.n, str(count.theme)))


def _tags(rows: QuerySet[CommentWords], themes: Iterable[Theme]) -> QuerySet[ResponseTheme]:
    return ResponseTheme.objects.filter(
        theme__in=[theme.pk for theme in themes], is_removed=False, response__read__in=rows.order_by()
    )


@dataclass(frozen=True, slots=True)
class Trend:
    """Of each month: comments, and those of each theme in the order that was asked for."""

    months: list[date]
    comments: list[int]
    by_theme: list[list[int]]


def trend(rows: QuerySet[CommentWords], themes: Sequence[Theme], *, until: date) -> Trend:
    """The last twelve months of the programme's zone, this one with it."""
    months = _months(until)
    recent = rows.filter(finished_at__gte=clock.day_start(months[0]), finished_at__lt=clock.day_end(until))
    month = TruncMonth("finished_at", tzinfo=clock.business_zone())
    all_of_them = _by_month(recent.annotate(month=month).values("month").order_by().annotate(n=Count("pk")))
    tagged = (
        _tags(recent, themes)
        .annotate(month=TruncMonth("response__read__finished_at", tzinfo=clock.business_zone()))
        .values("theme", "month")
        .annotate(n=Count("pk"))
    )
    found = {(one["theme"], one["month"].date()): one["n"] for one in tagged}
    return Trend(
        months,
        [all_of_them.get(one, 0) for one in months],
        [[found.get((theme.pk, one), 0) for one in months] for theme in themes],
    )


def _by_month(counted: Iterable[Any]) -> dict[date, int]:
    return {one["month"].date(): one["n"] for one in counted}


def _months(until: date) -> list[date]:
    last = until.year * 12 + until.month - 1
    return [date(month // 12, month % 12 + 1, 1) for month in range(last - MONTHS + 1, last + 1)]


# --- Words that stand out -----------------------------------------------------------------


def beside(rows: QuerySet[CommentWords], theme: Theme) -> list[Word]:
    """Words that are said where the theme is, its own apart."""
    is_there = Q(pk__in=ResponseTheme.objects.filter(theme=theme, is_removed=False).values("response"))
    own = {tokens.stem(word) for phrase in theme.words for word in tokens.latin_words(fold(phrase))}
    return _outstanding(rows, is_there, frozenset({*own, *theme.words_zh}))


def of_low(rows: QuerySet[CommentWords]) -> list[Word]:
    """Words of low scores beside high ones."""
    return _outstanding(rows.filter(outcome__in=(Outcome.LOW, Outcome.HIGH)), Q(outcome=Outcome.LOW))


def of_high(rows: QuerySet[CommentWords]) -> list[Word]:
    return _outstanding(rows.filter(outcome__in=(Outcome.LOW, Outcome.HIGH)), Q(outcome=Outcome.HIGH))


_COUNTED = """
WITH picked AS MATERIALIZED ({picked}),
sizes AS (SELECT count(*) FILTER (WHERE is_in) AS inside, count(*) FILTER (WHERE NOT is_in) AS outside FROM picked)
SELECT word, count(*) FILTER (WHERE is_in), count(*) FILTER (WHERE NOT is_in), sizes.inside, sizes.outside
FROM picked, unnest(words) AS word, sizes GROUP BY word, sizes.inside, sizes.outside"""


def _outstanding(rows: QuerySet[CommentWords], inside: Q, leave_out: frozenset[str] = frozenset()) -> list[Word]:
    picked = rows.annotate(is_in=Case(When(inside, then=Value(value=True)), default=Value(value=False)))
    sql, values = picked.order_by().values("words", "is_in").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(_COUNTED.format(picked=sql), values)
        counted = cursor.fetchall()
    if not counted:
        return []
    return outstanding.outstanding([row[:3] for row in counted], counted[0][3], counted[0][4], leave_out=leave_out)
