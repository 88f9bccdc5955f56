"""What a kind of survey is for, as cards: the quadrant of what matters, price curves, value lost, staff, spend."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core import clock, money
from core.templatetags import regulars as write
from loyalty.views.reporting import charts
from loyalty.views.reporting.cards import (
    Card,
    Cell,
    Heading,
    count_cell,
    money_cell,
    number_cell,
    right,
    share_cell,
    text_cell,
)  # fmt: skip
from surveys.figures import cards as figurecards
from surveys.figures import reading, scopes, tallies, writing
from surveys.models import CompetitorPrice, Survey
from surveys.questionnaire import Role
from surveys.questionnaire.records import Texts
from surveys.words import price_curves, quadrant
from surveys.words.counting import Counts
from surveys.words.distributions import Distribution
from surveys.words.price_curves import Curves
from surveys.words.quadrant import Attribute, Mean

Say = Callable[[Texts], str]
COMPETITORS = 50


def special_cards(survey: Survey, counts: Counts, found: Sequence[Distribution], say: Say) -> list[Card]:
    by_role = {one.question.role: one for one in found if one.question.role}
    least = survey.min_group if survey.is_anonymous else 1
    cards = [
        _scored(survey, by_role.get(Role.MAIN)),
        *_matters(by_role, say),
        *_prices(survey, counts),
        _lost(counts, by_role.get(Role.LOST), say),
        _spend(counts),
    ]
    smallest = min((one.answered for role, one in by_role.items() if role != Role.REASON), default=0)
    return [card for card in cards if card is not None] if smallest >= least or not survey.is_anonymous else []


def _number(value: Mean) -> Cell:
    return number_cell(value.value)


# --- The score ----------------------------------------------------------------------------


def _scored(survey: Survey, main: Distribution | None) -> Card | None:
    """NPS of recommendations, eNPS of staff, on the scale that is shown, as the figures of scores have it."""
    scale = f"{main.question.low}-{main.question.high}" if main else ""
    scope = next((one for one in scopes.of_survey(survey) if (one.metric, one.scale) == ("nps", scale)), None)
    if scope is None:
        return None
    tally = reading.tally(scope, scopes.all_months(clock.business_day(clock.now())))
    found = tallies.score(scope.metric, tally)
    if found is None:
        return None
    facts = {
        "nps": writing.score(found), "low": writing.value("nps", found.low), "high": writing.value("nps", found.high),
        "n": writing.n(found),
    }  # fmt: skip
    return replace(
        figurecards.shares(scope, tally), id="nps", title="eNPS" if survey.relation == "staff" else "NPS", side=False,
        subtitle=_("%(nps)s, with 95 %% certainty between %(low)s and %(high)s; n = %(n)s") % facts,
    )  # fmt: skip


# --- What matters -------------------------------------------------------------------------

_FIELDS: Mapping[str, Callable[[], str]] = {
    quadrant.IMPROVE: lambda: pgettext("what matters", "Improve first"),
    quadrant.KEEP: lambda: pgettext("what matters", "Keep it up"),
    quadrant.LATER: lambda: pgettext("what matters", "Can wait"),
    quadrant.ENOUGH: lambda: pgettext("what matters", "More than is needed"),
}
_COLOURS = {quadrant.IMPROVE: "@red", quadrant.KEEP: "@1", quadrant.LATER: "@3", quadrant.ENOUGH: "@2"}


def _matters(by_role: Mapping[Role, Distribution], say: Say) -> list[Card | None]:
    means = {
        role: _means(by_role.get(role)) for role in (Role.IMPORTANCE, Role.SATISFACTION, Role.EXPECTED, Role.PERCEIVED)
    }
    names = {line.key: say(line.text) or line.key for one in by_role.values() for line in one.lines}
    rated = by_role.get(Role.PERCEIVED) or by_role.get(Role.SATISFACTION)
    return [
        _quadrant(means[Role.IMPORTANCE], means[Role.SATISFACTION], names),
        _gaps(means[Role.EXPECTED], means[Role.PERCEIVED], names),
        _value(means[Role.PERCEIVED] or means[Role.SATISFACTION], rated),
    ]


def _means(told: Distribution | None) -> dict[str, Mean]:
    return {line.key: line.mean for line in told.lines if line.mean} if told else {}


def _quadrant(
    importance: Mapping[str, Mean], satisfaction: Mapping[str, Mean], names: Mapping[str, str]
) -> Card | None:
    found = quadrant.quadrant(importance, satisfaction)
    if found is None:
        return None
    rows = [
        [
            text_cell(names[one.key]), _number(one.importance), count_cell(one.importance.n), _number(one.satisfaction),
            count_cell(one.satisfaction.n), text_cell(_FIELDS[one.field]()),
        ]
        for one in found.attributes
    ]  # fmt: skip
    borders = {
        "importance": write.number(found.border_importance, 2),
        "satisfaction": write.number(found.border_satisfaction, 2),
    }
    return Card(
        "quadrant", _("What matters"), size="tall", rows=rows, option=_scatter(found, names), side=False,
        subtitle=_("Borders: importance %(importance)s, satisfaction %(satisfaction)s, the means of all") % borders,
        headings=[
            Heading(_("Attribute")), *right(_("Importance"), "n", _("Satisfaction"), "n"),
            Heading(pgettext("what matters", "Field")),
        ],
    )  # fmt: skip


def _scatter(found: quadrant.Quadrant, names: Mapping[str, str]) -> dict[str, Any]:
    """A series for each field, so that the legend names the colours."""

    def point(one: Attribute) -> dict[str, Any]:
        return {"name": names[one.key], "value": [round(one.satisfaction.value, 2), round(one.importance.value, 2)]}

    series: list[dict[str, Any]] = [
        {
            "type": "scatter", "name": name(), "symbolSize": 14, "itemStyle": {"color": _COLOURS[field]},
            "label": {"show": True, "formatter": "{b}", "position": "top"},
            "data": [point(one) for one in found.attributes if one.field == field],
        }
        for field, name in _FIELDS.items()
    ]  # fmt: skip
    series[0]["markLine"] = {
        "silent": True, "symbol": "none", "label": {"show": False}, "lineStyle": {"color": "@ink", "type": "dashed"},
        "data": [{"xAxis": found.border_satisfaction}, {"yAxis": found.border_importance}],
    }  # fmt: skip
    return {
        "legend": {}, "xAxis": {"type": "value", "scale": True, **charts.named(_("Satisfaction"))},
        "yAxis": {"type": "value", "scale": True, **charts.named(_("Importance"))},
        "tooltip": {"formatter": "{b}: {c}"},
        "series": series, "grid": {"bottom": 44},
    }  # fmt: skip


def _gaps(expected: Mapping[str, Mean], perceived: Mapping[str, Mean], names: Mapping[str, str]) -> Card | None:
    found = quadrant.gaps(expected, perceived)
    if not found:
        return None
    rows = [
        [
            text_cell(names[one.key]), _number(one.expected), _number(one.perceived), number_cell(one.gap),
            count_cell(min(one.expected.n, one.perceived.n)),
        ]
        for one in found
    ]  # fmt: skip
    option = {
        "xAxis": {"type": "value"}, "tooltip": {"trigger": "axis", "valueFormatter": "number"},
        "yAxis": charts.categories(
            [names[one.key] for one in found], inverse=True,
            axisLabel={"width": 130, "overflow": "break", "interval": 0},
        ),
        "series": [
            {"type": "bar", "data": [
                {"value": round(one.gap, 2), "itemStyle": {"color": "@red" if one.gap < 0 else "@1"}} for one in found
            ]}
        ],
    }  # fmt: skip
    return Card(
        "gaps", _("Expected and perceived"), size="tall", option=option, rows=rows,
        subtitle=_("Below 0: less than they expect. The largest disappointment stands first."),
        headings=[
            Heading(_("Attribute")),
            *right(_("Expected"), pgettext("what matters", "Perceived"), pgettext("what matters", "Gap"), "n"),
        ],
    )  # fmt: skip


def _value(perceived: Mapping[str, Mean], rated: Distribution | None) -> Card | None:
    found = quadrant.value_received(perceived, rated.question.low, rated.question.high) if rated else None
    if found is None:
        return None
    rows = [
        [text_cell(_("Benefits")), number_cell(found.benefits)],
        [text_cell(_("Costs: price, time, energy, effort")), number_cell(found.costs)],
        [text_cell(_("Value received")), number_cell(found.received)],
    ]
    return Card(
        "value", _("Value received"), rows=rows, side=False, headings=[Heading(_("Part")), *right(_("Mean"))],
        subtitle=_("Benefits less costs, on the scale of the question; costs are what little ease leaves."),
    )  # fmt: skip


# --- Prices -------------------------------------------------------------------------------


def _prices(survey: Survey, counts: Counts) -> list[Card | None]:
    told = counts.get("prices")
    if not told:
        return []
    named: dict[str, list[tuple[int, int]]] = {}
    for name, price, n in told["named"]:
        named.setdefault(name, []).append((price, n))
    found = price_curves.curves(named)
    left_out = _("left out: %(unordered)s not in order, %(unfinished)s without all four") % {
        "unordered": write.integer(told["unordered"]), "unfinished": write.integer(told["unfinished"]),
    }  # fmt: skip
    if found is None:
        return [
            Card(
                "prices",
                _("What it may cost"),
                subtitle=left_out,
                message=_("No answer with four prices in order yet."),
            )
        ]
    seen = _seen(survey)
    return [_curves(found, left_out, seen), _competitors(seen, found)]


def _seen(survey: Survey) -> list[CompetitorPrice]:
    """The newest of each seller."""
    if survey.product_id is None:
        return []
    rows = CompetitorPrice.objects.filter(product=survey.product_id).order_by("seller", "-seen_on", "-pk")
    return sorted(rows.distinct("seller")[:COMPETITORS], key=lambda row: (row.price, row.seller))


def _points(found: Curves) -> list[tuple[str, float | None]]:
    return [
        (_("Point of marginal cheapness"), found.marginal_cheapness),
        (_("Optimal price"), found.optimal),
        (_("Indifference price"), found.indifference),
        (_("Point of marginal expensiveness"), found.marginal_expensiveness),
    ]


def _curves(found: Curves, left_out: str, seen: Sequence[CompetitorPrice]) -> Card:
    rows = [[text_cell(name), money_or_dash(price)] for name, price in _points(found)]
    low, high = found.marginal_cheapness, found.marginal_expensiveness
    if low is not None and high is not None and low <= high:
        words = f"{write.money(round(low))} – {write.money(round(high))}"
        rows.append([text_cell(_("Acceptable range")), Cell(words, words, "text-end num")])
    return Card(
        "prices", _("What it may cost"), size="tall", rows=rows, option=_lines(found, seen),
        subtitle=f"n = {write.integer(found.n)} · {left_out}", headings=[Heading(_("Point")), *right(_("Price"))],
    )  # fmt: skip


def money_or_dash(price: float | None) -> Cell:
    return Cell("–", None, "text-end num") if price is None else Cell(
        write.money(round(price)), money.from_minor(round(price)), "text-end num"
    )  # fmt: skip


def _lines(found: Curves, seen: Sequence[CompetitorPrice]) -> dict[str, Any]:
    curves = (
        (_("Too cheap"), found.too_cheap), (pgettext("price", "Cheap"), found.cheap),
        (pgettext("price", "Expensive"), found.expensive), (_("Too expensive"), found.too_expensive),
    )  # fmt: skip
    series: list[dict[str, Any]] = [
        {
            "type": "line", "name": name, "showSymbol": False,
            "data": [[found.prices[place], round(shares[place], 4)] for place in found.drawn],
        }
        for name, shares in curves
    ]  # fmt: skip
    points = [{"name": name, "xAxis": price} for name, price in _points(found) if price is not None]
    series[0]["markLine"] = {
        "silent": True, "symbol": "none", "label": {"show": False}, "lineStyle": {"color": "@ink", "type": "dotted"},
        "data": points,
    }  # fmt: skip
    if seen:
        series.append(
            {
                "type": "scatter", "name": _("Competitors"), "symbolSize": 12, "itemStyle": {"color": "@honey"},
                "data": [{"name": row.seller, "value": [row.price, 0]} for row in seen],
            }
        )  # fmt: skip
    return {
        "legend": {}, "tooltip": {"trigger": "item"}, "series": series,
        "xAxis": {"type": "value", "scale": True, "axisLabel": {"formatter": "compactMoney"}},
        "yAxis": charts.values("percent", max=1),
    }  # fmt: skip


def _competitors(seen: Sequence[CompetitorPrice], found: Curves) -> Card | None:
    if not seen:
        return None
    low, high = found.marginal_cheapness, found.marginal_expensiveness
    rows = [
        [
            text_cell(row.seller), money_cell(row.price), text_cell(write.day(row.seen_on)),
            text_cell(_place(row.price, low, high)),
        ]
        for row in seen
    ]  # fmt: skip
    headings = [Heading(_("Who asks it")), *right(_("Price")), Heading(_("Seen on")), Heading(_("Beside the range"))]
    return Card("competitors", _("What others ask"), rows=rows, headings=headings, side=False)


def _place(price: int, low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return "–"
    if price < low:
        return pgettext("price beside a range", "below")
    return pgettext("price beside a range", "above") if price > high else pgettext("price beside a range", "within")


# --- Why they stay away, and what they spend ----------------------------------------------


def _lost(counts: Counts, told: Distribution | None, say: Say) -> Card | None:
    if not counts.get("lost") or told is None:
        return None
    names = {line.key: say(line.text) or line.key for line in told.lines}
    rows = [
        [text_cell(names.get(reason, reason)), money_cell(value), count_cell(n), count_cell(known)]
        for reason, n, known, value in counts["lost"]
    ]
    return Card(
        "lost", _("Why they stay away, by the value that went with them"), rows=rows, side=False,
        subtitle=_(
            "What they bought in the year up to their last purchase. Whoever gave several reasons counts for each."
        ),
        headings=[Heading(_("Reason")), *right(_("Value lost"), _("Answers"), _("of these known customers"))],
    )  # fmt: skip


def _spend(counts: Counts) -> Card | None:
    """As `share_of_wallet` among the figures of customers: the mean of each one's share."""
    n, stated, middle, known, bought, share = counts.get("wallet") or [0] * 6
    if not n:
        return None
    rows = [
        [text_cell(_("Answers")), count_cell(n)],
        [text_cell(_("Stated spend in a year, mean")), money_cell(stated / n)],
        [text_cell(_("Stated spend in a year, median")), money_cell(middle)],
        [text_cell(_("Known customers among them")), count_cell(known)],
        [text_cell(_("What those bought here in the year before")), money_cell(bought)],
        [text_cell(_("Share of wallet, mean of each one’s")), share_cell(share) if known else text_cell("–")],
    ]
    return Card(
        "spend", _("What they spend, anywhere"), "share_of_wallet", rows=rows, side=False,
        headings=[Heading(_("Figure")), *right(_("Value"))],
    )  # fmt: skip
