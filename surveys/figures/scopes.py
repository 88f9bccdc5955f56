"""What a figure is about: one survey or all that count together, and whole months of the programme's zone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from surveys.models import Metric, Relation, Survey, SurveyVersion

LONGEST_MONTHS = 120


@dataclass(frozen=True, slots=True)
class Scope:
    """Answers that may be put together: of one metric and scale, and of one relation or survey."""

    metric: str
    scale: str
    relation: str
    survey: int | None = None
    # Of an anonymous survey: the smallest group that is shown.
    min_group: int = 0

    @property
    def key(self) -> str:
        if self.survey is not None:
            return f"s{self.survey}:{self.metric}:{self.scale}"
        return f"{self.metric}:{self.relation}:{self.scale}"

    @property
    def label(self) -> str:
        """“NPS, the whole relation (0–10)”."""
        words = {"metric": Metric(self.metric).label, "relation": Relation(self.relation).label}
        return _("%(metric)s, %(relation)s (%(scale)s)") % (words | {"scale": self.scale.replace("-", "–")})

    @property
    def is_anonymous(self) -> bool:
        return bool(self.min_group)


@dataclass(frozen=True, slots=True)
class Months:
    """Whole months: `[first, end)`, both first days of a month."""

    first: date
    end: date

    @property
    def count(self) -> int:
        return (self.end.year - self.first.year) * 12 + self.end.month - self.first.month

    @property
    def last_day(self) -> date:
        return self.end - timedelta(days=1)

    def before(self) -> Months:
        """As many months just before."""
        return Months(add_months(self.first, -self.count), self.first)

    def each(self) -> Iterator[date]:
        for number in range(self.count):
            yield add_months(self.first, number)


@dataclass(frozen=True, slots=True)
class Days:
    """Any days, both included: computed in full, slower the more answers there are."""

    first: date
    last: date

    @property
    def end(self) -> date:
        return self.last + timedelta(days=1)

    @property
    def last_day(self) -> date:
        return self.last

    def before(self) -> Days:
        length = (self.last - self.first).days + 1
        return Days(self.first - timedelta(days=length), self.first - timedelta(days=1))


Span = Months | Days


def add_months(month: date, number: int) -> date:
    index = month.year * 12 + month.month - 1 + number
    return date(index // 12, index % 12 + 1, 1)


def trailing(today: date, months: int) -> Months:
    """The month of `today` and those before it, so many in all."""
    end = add_months(today.replace(day=1), 1)
    return Months(add_months(end, -months), end)


def span(first: date, last: date) -> Span:
    """Whole months as such, which is quick; any other days as days."""
    if first.day == 1 and (last + timedelta(days=1)).day == 1:
        return Months(first, last + timedelta(days=1))
    return Days(first, last)


def all_months(today: date) -> Months:
    return trailing(today, LONGEST_MONTHS)


def of_survey(survey: Survey) -> list[Scope]:
    """One for each scale that it ever had, the newest first: they are never put together."""
    found = survey.versions.exclude(metric="").order_by("-number").values_list("metric", "scale")
    smallest = survey.min_group if survey.is_anonymous else 0
    return [Scope(metric, scale, survey.relation, survey.pk, smallest) for metric, scale in dict.fromkeys(found)]


def series() -> list[Scope]:
    """What all surveys together ask, NPS of the whole relation first; anonymous surveys stand by themselves."""
    asked = SurveyVersion.objects.filter(~Q(metric=""), survey__is_anonymous=False)
    found = set(asked.exclude(survey__state="draft").values_list("metric", "scale", "survey__relation").distinct())
    order = {name: number for number, name in enumerate([*Metric.values, *Relation.values])}
    rows = sorted(found, key=lambda row: (order[row[0]], order[row[2]], -len(row[1]), row[1]))
    return [Scope(metric, scale, relation) for metric, scale, relation in rows]


def surveys_of(scope: Scope) -> list[int]:
    """Whose invitations were to bring these answers."""
    if scope.survey is not None:
        return [scope.survey]
    rows = SurveyVersion.objects.filter(metric=scope.metric, scale=scope.scale, survey__relation=scope.relation)
    return list(rows.filter(survey__is_anonymous=False).values_list("survey", flat=True).distinct())


DIMENSIONS = ("store", "tier", "category", "group", "channel", "product", "segment", "staff", "origin")
# Of these each answer has one value at most: the others follow from the whole.
EXCLUSIVE = frozenset({"store", "tier", "channel", "product", "staff", "origin", "score"})


def dimension_label(dimension: str) -> str:
    return {
        "store": _("Store"), "tier": _("Tier"), "category": _("Category"), "group": _("Customer group"),
        "channel": pgettext("way of selling", "Sales channel"), "product": _("Product"), "segment": _("Segment"),
        "staff": _("Served by"), "origin": _("Came by"),
    }[dimension]  # fmt: skip
