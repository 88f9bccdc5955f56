"""What takes too long for a page, found once a day and kept: drivers, the purse, the satisfaction line, the silent.

Each study commits by itself: killed half-way, what is done stays done, and the next sweep does the rest. Pages read the
newest and say of which day it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from datetime import date, datetime
from math import sqrt
from typing import Any

from core import clock
from core.locks import singleton
from surveys.figures import breakpoints, drivers, lookups, reading, scopes, tallies
from surveys.figures.scopes import Scope
from surveys.models import FigureStudy, ResponseFigure, Survey, SurveyVersion
from surveys.questionnaire import Kind, Question, Questionnaire, Role, parsing
from surveys.questionnaire.records import SCORED

LOCK = "surveys.studies"
WINDOWS = (90, 180)
LINE_DAYS = 180
# The name of a row of a matrix: question, then row.
JOINED = "."


def refresh_due(*, now: datetime) -> int:
    """Those that were not made today; nothing while another worker is at it."""
    with singleton(LOCK) as is_ours:
        return refresh(now=now, only_due=True) if is_ours else 0


def refresh(*, now: datetime, only_due: bool = False) -> int:
    """Make the studies of every scope in use; how many."""
    today, made = clock.business_day(now), 0
    done = set(FigureStudy.objects.filter(day=today).values_list("scope", "kind")) if only_due else set()
    for scope in in_use(today):
        for kind, study in _studies(scope):
            if (scope.key, kind) not in done:
                _keep(scope, kind, study(scope, now), now)
                made += 1
    return made


def in_use(today: date) -> list[Scope]:
    """All series, and surveys that were answered in the last two years."""
    lately = ResponseFigure.objects.filter(day__gte=today - lookups.YEARS).values("survey").distinct()
    found = Survey.objects.filter(pk__in=lately).order_by("pk")
    return [*scopes.series(), *(scope for survey in found for scope in scopes.of_survey(survey))]


def newest(scope: Scope) -> dict[str, FigureStudy]:
    return {row.kind: row for row in FigureStudy.objects.filter(scope=scope.key)}


def _studies(scope: Scope) -> Iterator[tuple[str, Callable[[Scope, datetime], dict[str, Any]]]]:
    """Nobody can say of anonymous answers what happened afterwards, and nobody should."""
    if scope.survey is not None:
        yield FigureStudy.Kind.DRIVERS, _drivers
    if not scope.is_anonymous:
        yield FigureStudy.Kind.PURSE, _purse
        yield FigureStudy.Kind.LINE, _line
        yield FigureStudy.Kind.SILENCE, _silence


def _keep(scope: Scope, kind: str, found: dict[str, Any], now: datetime) -> None:
    values = {"day": clock.business_day(now), "found": found, "computed_at": now}
    FigureStudy.objects.update_or_create(scope=scope.key, kind=kind, defaults=values)


# --- Drivers ------------------------------------------------------------------------------


def attributes(form: Questionnaire) -> dict[str, Question]:
    """By name in `drivers`: whatever else is answered on a scale; importance is no verdict."""
    asked: dict[str, Question] = {}
    for question in form.questions:
        if question.kind in SCORED and question.role != Role.MAIN:
            asked[question.key] = question
        elif question.kind == Kind.MATRIX and question.role not in (Role.IMPORTANCE, Role.EXPECTED):
            asked |= {f"{question.key}{JOINED}{row.key}": question for row in question.rows}
    return asked


def _drivers(scope: Scope, now: datetime) -> dict[str, Any]:
    version = SurveyVersion.objects.filter(survey=scope.survey, metric=scope.metric, scale=scope.scale)
    names = attributes(parsing.read(version.order_by("-number")[:1].get().form))
    rows = lookups.answers(scope, today=clock.business_day(now)) if names else []
    told = {name: [_said(answers, name) for _score, answers in rows] for name in names}
    return asdict(drivers.drivers([score for score, _answers in rows], told))


def _said(answers: Mapping[str, Any], name: str) -> float | None:
    key, _dot, row = name.partition(JOINED)
    value = answers.get(key)
    if row:
        value = value.get(row) if isinstance(value, Mapping) else None
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else None


# --- What they did afterwards -------------------------------------------------------------


def _purse(scope: Scope, now: datetime) -> dict[str, Any]:
    today = clock.business_day(now)
    return {
        str(days): {
            outcome: _bought(*row)
            for outcome, row in lookups.afterwards(scope, days, today=today, by="outcome").items()
        }
        for days in WINDOWS
    }


def _bought(n: int, again: int, mean: float, deviation: float) -> dict[str, Any]:
    low, high = tallies.share_interval(again / n, n)
    half = tallies.Z * deviation / sqrt(n)
    return {
        "n": n, "again": again, "share": again / n, "low": low, "high": high,
        "mean": mean, "mean_low": max(0.0, mean - half), "mean_high": mean + half,
    }  # fmt: skip


def _line(scope: Scope, now: datetime) -> dict[str, Any]:
    today = clock.business_day(now)
    found = lookups.afterwards(scope, LINE_DAYS, today=today, by="score")
    points = [breakpoints.At(score, n, again) for score, (n, again, *_money) in sorted(found.items())]
    by_outcome = {
        outcome: (n, again)
        for outcome, (n, again, *_money) in lookups.afterwards(scope, LINE_DAYS, today=today, by="outcome").items()
    }
    satisfied = by_outcome.get("high", (0, 0))
    return {
        "points": [asdict(point) for point in points], **asdict(breakpoints.break_points(points)),
        "satisfied": satisfied[0], "left": breakpoints.left(by_outcome),
    }  # fmt: skip


# --- Who did not answer -------------------------------------------------------------------


def _silence(scope: Scope, now: datetime) -> dict[str, Any]:
    asked = lookups.asked(scope, now=now)
    months = scopes.trailing(clock.business_day(now), 12)
    return {
        dimension: {value: {"asked": n, "answered": answered} for value, (n, answered) in rows.items()}
        for dimension, rows in asked.items()
    } | _reweighted(scope, months, {value: n for value, (n, _answered) in asked["tier"].items()})


def _reweighted(scope: Scope, months: scopes.Months, asked: Mapping[str, int]) -> dict[str, Any]:
    """The score if every level had answered as often as it was asked, of levels with enough answers."""
    groups = {group.value: group for group in reading.breakdown(scope, months, "tier").groups if not group.is_few}
    known = {value: n for value, n in asked.items() if value in groups}
    if len(known) < 2 or sum(known.values()) < 0.9 * sum(asked.values()):  # one level weighs nothing
        return {"score": None, "reweighted": None}
    found = {value: tallies.score(scope.metric, groups[value].tally) for value in known}
    score = tallies.score(scope.metric, tallies.together(groups[value].tally for value in known))
    weighted = sum(n * one.value for value, n in known.items() if (one := found[value])) / sum(known.values())
    return {"score": score.value if score else None, "reweighted": weighted}
