"""The dashboard: headline tiles, trends from the daily snapshots, and what wants attention."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import F
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import money
from core.templatetags import regulars as write
from loyalty.currencies import ORDER
from loyalty.metrics import store
from loyalty.metrics import trends as kept
from loyalty.metrics.days import Period, month_start
from loyalty.metrics.figure import Figure
from loyalty.metrics.scope import Scope
from loyalty.models import PartSnapshot, ProgrammeSnapshot
from loyalty.views.reporting.asking import Question
from loyalty.views.reporting.cards import (
    Card,
    Cell,
    Heading,
    Tile,
    join,
    money_cell,
    period_words,
    right,
    share_cell,
    tile,
)

DAYS = 800


@dataclass(frozen=True)
class Alert:
    tone: str
    text: str
    url: str = ""


def headline(figures: dict[str, Figure]) -> list[Tile]:
    def to(name: str) -> str:
        return reverse("loyalty:report", args=[name])

    return [
        tile(figures, "repeat_customer_rate", _("Repeat customer rate"), url=to("repeat")),
        tile(figures, "revenue_of_period", _("Net revenue of the period"), url=to("tree")),
        tile(figures, "buyers", _("Buyers")),
        tile(figures, "spend_per_visit", _("Spend per visit"), url=to("repeat")),
        tile(figures, "churn", _("Churn"), url=to("churn")),
        tile(figures, "clv_predicted", _("Lifetime value, predicted"), url=to("value")),
        tile(figures, "clv_simple", _("Lifetime value, simple"), url=to("value")),
        tile(figures, "pareto_share", _("Share of the best fifth"), url=to("pareto")),
        tile(figures, "liability_value_points", _("Points, worth"), url=to("liability")),
        tile(figures, "redemption_rate_points", _("Points redeemed"), url=to("redemption")),
        tile(figures, "full_price_share", _("Full-price share"), url=to("loyalty")),
        tile(figures, "lapsed_share", _("Lapsed"), url=to("churn")),
    ]


SERIES = {"rate": "repeat_customer_rate", "churn": "churn", "revenue": "active_revenue", "clv": "clv_simple"}


def cards(question: Question) -> list[Card]:
    """Trends of whom the filters name, one point per snapshot in the period asked for; else of the last two years."""
    latest = ProgrammeSnapshot.objects.order_by("-day").values_list("day", flat=True).first()
    if latest is None:
        return []
    period = question.scope.period or Period(latest - timedelta(days=DAYS - 1), latest)
    part = kept.of_part(question.scope)
    points = _points(part, period)
    about = _about(question, part)
    return [
        _trend(
            "shares",
            _("Repeat customers and churn"),
            points,
            {"rate": _("Repeat customer rate"), "churn": _("Churn")},
            "percent",
            about=about,
        ),
        _trend(
            "money",
            _("Revenue of 365 days"),
            points,
            {"revenue": _("Net revenue of the last 365 days")},
            "money",
            about=about,
        ),
    ]


def _points(part: Scope | None, period: Period) -> list[dict[str, Any]]:
    """Of a part only from when there were customers of it: before, there is nothing to draw."""
    values = {name: F(f"figures__{key}__value") for name, key in SERIES.items()}
    snapshots: Any = ProgrammeSnapshot.objects.all()
    if part:
        snapshots = PartSnapshot.objects.filter(scope=part.key, figures__customers_to_date__value__gt=0)
    found = snapshots.filter(day__range=(period.first, period.last))
    return list(found.order_by("day").values("day", **values))


def _about(question: Question, part: Scope | None) -> str:
    """What the points are of, and what there is no past of."""
    scope = question.scope
    if part is None:
        return join(_("whole programme, one point per snapshot"), period_words(scope.period))
    store.want(part, now=question.now)
    words = [_("of whom the filters name, one point per snapshot"), period_words(scope.period)]
    if scope.group is not None or scope.segment is not None:
        words.append(_("past points are of those who are in the group or segment now"))
    begin = store.first_day()
    if begin and kept.missing([part.key], as_of=question.as_of, begin=begin):
        words.append(_("month ends of the past are still being counted: look again in some minutes"))
    return join(*words)


def _trend(
    card_id: str, title: str, points: list[dict[str, Any]], names: dict[str, str], unit: str, *, about: str
) -> Card:
    if not points:
        return Card(
            card_id, title, "trend", about, message=_("There is no snapshot in this period: choose a longer one.")
        )
    axis = {"percent": "percent0", "money": "compactMoney"}[unit]
    option = {
        "legend": {},
        "xAxis": {"type": "time"},
        "yAxis": {"type": "value", "axisLabel": {"formatter": axis}, "scale": True},
        "tooltip": {"trigger": "axis", "valueFormatter": unit},
        "series": [
            {
                "type": "line", "name": name, "showSymbol": len(points) < 40,
                "data": [[point["day"].isoformat(), point[key]] for point in points if point[key] is not None],
            }
            for key, name in names.items()
        ],
    }  # fmt: skip
    cell = share_cell if unit == "percent" else money_cell
    rows = [[_day_cell(point["day"]), *[cell(point[key]) for key in names]] for point in reversed(points)]
    return Card(
        card_id,
        title,
        "trend",
        about,
        option,
        [Heading(_("Day")), *right(*names.values())],
        rows,
        side=False,
    )


def _day_cell(day: date) -> Cell:
    return Cell(date_format(day, "SHORT_DATE_FORMAT"), day)


def alerts(question: Question) -> list[Alert]:
    """What a manager would want to be told, most urgent first."""
    figures = question.figures
    found = [_late(figures, question), _expiring(figures, question), _debt(figures), _models(figures), _kept(figures)]
    return [alert for alert in found if alert]


def _value(figures: dict[str, Figure], key: str) -> Any:
    found = figures.get(key)
    return found.value if found and found.is_ok else None


def _late(figures: dict[str, Figure], question: Question) -> Alert | None:
    """Leads to the list of them, which is of all stores and groups, for whoever may see customers."""
    late = _value(figures, "late_not_lapsed")
    if not late:
        return None
    text = ngettext(
        "%(n)s regular customer is late: worth a call.", "%(n)s regular customers are late: worth a call.", late
    ) % {"n": write.integer(late)}
    may_see = question.request.user.has_perms(["customers.view_customer", "loyalty.view_customermetrics"])
    return Alert(
        "warning", text, reverse("loyalty:late_list") if may_see else reverse("loyalty:report", args=["churn"])
    )


def _expiring(figures: dict[str, Figure], question: Question) -> Alert | None:
    this_month = month_start(question.as_of).strftime("%Y-%m")
    worth = sum(
        row["value"]
        for currency in ORDER
        for row in _value(figures, f"liability_{currency}") or []
        if row["month"] == this_month
    )
    if not worth:
        return None
    text = _("Units worth %(amount)s expire this month: tell their holders.") % {"amount": money.format_money(worth)}
    return Alert("warning", text, reverse("loyalty:report", args=["liability"]))


def _debt(figures: dict[str, Figure]) -> Alert | None:
    owed = sum(_value(figures, f"debt_value_{currency}") or 0 for currency in ORDER)
    if not owed:
        return None
    text = _("Members owe units worth %(amount)s after returns.") % {"amount": money.format_money(owed)}
    return Alert("info", text, reverse("loyalty:report", args=["liability"]))


def _models(figures: dict[str, Figure]) -> Alert | None:
    rows = _value(figures, "model_fits") or []
    if not rows or all(row["converged"] for row in rows):
        return None
    return Alert(
        "info",
        _("There is too little history for predictions yet; the simple lifetime value stands in."),
        reverse("loyalty:report", args=["value"]),
    )


def _kept(figures: dict[str, Figure]) -> Alert | None:
    kept = _value(figures, "promise_kept")
    if kept is None or kept >= 0.95:
        return None
    text = _("Only %(share)s of the promised times were kept.") % {"share": write.percent(kept)}
    return Alert("warning", text, reverse("loyalty:report", args=["loyalty"]))
