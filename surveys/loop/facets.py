"""What segments can ask of surveys. All of it is looked at at night: answering touches nobody.

What somebody said decides no price and earns nothing (`is_profile`): else the next score would be a lie.
"""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from customers.segments import facets
from customers.segments.building import column, happened, presence
from customers.segments.compiling import Statement, Test
from customers.segments.facets import Build, Facet, Of
from customers.segments.kinds import EventValue, Kind
from customers.segments.rules import Condition
from surveys.models import Kind as SurveyKind
from surveys.models import Outcome, Survey

GROUP = _("Surveys")
# So many of the latest can be chosen from.
SHOWN = 100
_UP, _DOWN, _SAME = "up", "down", "same"
TRENDS = (
    (_UP, pgettext_lazy("score", "Higher than the one before")),
    (_SAME, pgettext_lazy("score", "As the one before")),
    (_DOWN, pgettext_lazy("score", "Lower than the one before")),
)
_SCORED = "customer_id IS NOT NULL AND score IS NOT NULL AND finished_at IS NOT NULL"
_LAST = "SELECT DISTINCT ON (customer_id) customer_id, score, outcome, finished_on AS day FROM surveys_response"
_ORDER = "ORDER BY customer_id, finished_at DESC, id DESC"
_MINE = "(PARTITION BY customer_id ORDER BY finished_at DESC, id DESC)"
# The two latest of the same scale: others cannot be compared.
_TREND = f"""
    SELECT customer_id, CASE WHEN score > before THEN 'up' WHEN score < before THEN 'down' ELSE 'same' END AS trend
    FROM (
        SELECT customer_id, score, lead(score) OVER mine AS before, row_number() OVER mine AS place
        FROM (
            SELECT *, first_value(scale) OVER {_MINE} AS latest
            FROM surveys_response WHERE metric = 'nps' AND {_SCORED} AND {{scope}}
        ) said WHERE scale = latest
        WINDOW mine AS {_MINE}
    ) placed WHERE place = 1 AND before IS NOT NULL"""


def register() -> None:
    facets.register(
        _scored("nps", _("Latest NPS score"), Kind.NUMBER, "score", "metric = 'nps'"),
        _scored("nps_on", _("Day of the latest NPS score"), Kind.DATE, "day", "metric = 'nps'"),
        Facet(
            "surveys.nps_trend", _("NPS score against the one before"), GROUP, Kind.CHOICE,
            column(Kind.CHOICE, _trend), choices=lambda: TRENDS, is_clock=True, is_profile=True,
        ),
        _scored("outcome", _("Latest score, of whatever"), Kind.CHOICE, "outcome", "outcome <> ''"),
        _event("answered", _("Answered a survey"), "surveys_response", "r.finished_at"),
        _event("asked", _("Was asked in a survey"), "surveys_invitation", "r.asked_at"),
        Facet(
            "surveys.open_low", _("Has a low score that nobody has followed up"), GROUP, Kind.BOOLEAN, _open_low,
            is_clock=True, is_profile=True,
        ),
    )  # fmt: skip


def _scored(name: str, label: object, kind: Kind, value: str, which: str) -> Facet:
    outcomes = (lambda: [(code, word) for code, word in Outcome.choices if code]) if kind is Kind.CHOICE else None
    return Facet(
        f"surveys.{name}", label, GROUP, kind, column(kind, _latest(value, which)), choices=outcomes, is_clock=True,  # type: ignore[arg-type]
        is_profile=True,
    )  # fmt: skip


def _latest(value: str, which: str) -> Callable[[Statement], str]:
    def fact(statement: Statement) -> str:
        told = f"({_LAST} WHERE {_SCORED} AND {which} AND {statement.scope('customer_id')} {_ORDER})"
        return f"{statement.join(told)}.{value}"

    return fact


def _trend(statement: Statement) -> str:
    told = _TREND.format(scope=statement.scope("customer_id"))
    return f"{statement.join(f'({told})')}.trend"


def _open_low(statement: Statement, condition: Condition) -> Test:
    """A wish to be called is none: they were not dissatisfied."""
    alias = statement.join(
        "(SELECT DISTINCT customer_id FROM surveys_loop WHERE closed_at IS NULL AND care IN ('call', 'ask')"
        f" AND {statement.scope('customer_id')})"
    )
    return presence(f"{alias}.customer_id", is_wanted=condition.op == "yes")


def _event(name: str, label: object, table: str, day: str) -> Facet:
    narrowed = (
        Of("survey", _("Survey"), _surveys),
        Of("kind", _("Kind"), lambda: SurveyKind.choices),
    )
    return Facet(
        f"surveys.{name}", label, GROUP, Kind.EVENT, _in(table, day), of=narrowed, is_clock=True, is_profile=True  # type: ignore[arg-type]
    )  # fmt: skip


def _surveys() -> list[tuple[str, str]]:
    rows = Survey.objects.exclude(state="draft").order_by("-created_at", "-pk")
    return [(str(public_id), name) for public_id, name in rows.values_list("public_id", "name")[:SHOWN]]


def _in(table: str, day: str) -> Build:
    def build(statement: Statement, condition: Condition) -> Test:
        told: EventValue = condition.value
        narrowed = [f"{day} IS NOT NULL"]
        if "survey" in told.of:
            narrowed.append(f"s.public_id::text = ANY ({statement.value(list(told.of['survey']), 'text[]')})")
        if "kind" in told.of:
            narrowed.append(f"s.kind = ANY ({statement.value(list(told.of['kind']), 'text[]')})")
        return happened(
            statement, condition, source=f"{table} r JOIN surveys_survey s ON s.id = r.survey_id",
            customer="r.customer_id", day=statement.local_day(day), narrowed=narrowed,
        )  # fmt: skip

    return build
