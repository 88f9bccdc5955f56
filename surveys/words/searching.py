"""Finding comments: by words, survey, theme, outcome, period and language.

Latin text goes through trigrams, Chinese of any length through pairs of characters (`customers.search` has the same
two doors), both on the comments as the sweep laid them out. Pages are read along an index, the newest first.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db.models import Exists, F, Func, OuterRef, Prefetch, Q, QuerySet, TextField, Value
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan
from django.http import QueryDict

from core import clock
from core.models import User
from core.text import fold
from customers.names import has_han
from customers.search import grams
from surveys.models import CommentWords, Outcome, ResponseTheme, Survey, Theme
from surveys.words import readable

LONGEST = 100
SCRIPTS = ("en", "zh")


class _Grams(Func):
    function = "customers_grams"
    output_field = ArrayField(TextField())


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for; of a survey that names nobody only words and themes."""

    text: str = ""
    survey: Survey | None = None
    theme: Theme | None = None
    outcome: str = ""
    script: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def is_anonymous(self) -> bool:
        return self.survey is not None and self.survey.is_anonymous

    @property
    def is_narrowed(self) -> bool:
        return bool(self.text or self.theme or self.outcome or self.script or self.since or self.until)


def wanted_of(asked: QueryDict, survey: Survey | None) -> Wanted:
    """What does not exist narrows nothing; a survey that names nobody is read on its own page alone."""
    if survey is None:
        survey = _by_public_id(Survey.objects.filter(is_anonymous=False), asked.get("survey", ""))
    return Wanted(
        text=asked.get("q", "").strip()[:LONGEST],
        survey=survey,
        theme=_by_public_id(Theme.objects.filter(is_active=True), asked.get("theme", "")),
        outcome=asked.get("outcome", ""),
        script=asked.get("script", ""),
        since=_day(asked.get("since", "")),
        until=_day(asked.get("until", "")),
    )


def _by_public_id(rows: QuerySet[Any], text: str) -> Any:
    try:
        return rows.filter(public_id=UUID(text)).first()
    except ValueError:
        return None


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if 1970 <= found.year <= 9990 else None


def comments(wanted: Wanted, user: User | Any) -> QuerySet[CommentWords]:
    """What of it this person may read."""
    survey = wanted.survey
    rows = readable.comments(survey) if survey else readable.named_comments()
    rows = readable.of_visible(rows, user)
    if not wanted.is_anonymous:
        rows = _narrowed(rows, wanted)
    if wanted.theme:
        rows = rows.filter(speaks_of(wanted.theme))
    return rows.alias(grams=_Grams(F("folded"))).filter(holds(wanted.text))


def _narrowed(rows: QuerySet[CommentWords], wanted: Wanted) -> QuerySet[CommentWords]:
    if wanted.outcome in Outcome.values and wanted.outcome:
        rows = rows.filter(outcome=wanted.outcome)
    if wanted.script in SCRIPTS:
        rows = rows.filter(script=wanted.script)
    if wanted.since:
        rows = rows.filter(finished_at__gte=clock.day_start(wanted.since))
    if wanted.until:
        rows = rows.filter(finished_at__lt=clock.day_end(wanted.until))
    return rows


def speaks_of(theme: Theme) -> Exists:
    return Exists(ResponseTheme.objects.filter(response=OuterRef("response"), theme=theme, is_removed=False))


def holds(text: str) -> Q:
    """Every word, or run of Chinese, of it somewhere in the comment (annotated with its `grams`)."""
    found = Q()
    for part in fold(text.replace("\0", " "))[:LONGEST].split():
        found &= _holds_part(part)
    return found


def _holds_part(part: str) -> Q:
    if not has_han(part):
        return Q(folded__contains=part)
    # Not LIKE: one or two characters have no trigram, so the index of trigrams would be read as a whole beside.
    stands_there = GreaterThan(StrIndex(F("folded"), Value(part)), 0)
    wanted = grams(part)
    return Q(grams__contains=wanted) & Q(stands_there) if wanted else Q(stands_there)


def with_themes(rows: QuerySet[CommentWords]) -> QuerySet[CommentWords]:
    given = ResponseTheme.objects.filter(is_removed=False, theme__is_active=True).select_related("theme")
    return rows.select_related("survey", "response", "response__customer").prefetch_related(
        Prefetch("response__themes", given, to_attr="given")
    )
