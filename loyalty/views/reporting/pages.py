"""The report pages. Each is a few tiles and cards on stored figures; `?card=…&format=csv` downloads a card's table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from core import clock, jobs
from core.decorators import permission
from core.paging import render_list
from core.tabular import export_response
from core.tasks import wake
from customers.models import Segment
from loyalty.metrics.wiring import RECOMPUTE
from loyalty.models import TierLevel
from loyalty.tasks import compute_reports
from loyalty.views.reporting import buying, lists, profit, standing, stored, trends, units
from loyalty.views.reporting.asking import Question
from loyalty.views.reporting.cards import Card, Tile, tile

Cards = Sequence[Card]


@dataclass(frozen=True)
class Report:
    """A page: its name in the address, its title, and what it shows of the figures."""

    name: str
    title: str | Promise
    tiles: Callable[[Question], Sequence[Tile]]
    cards: Callable[[Question], Cards]
    # Where figures belong to no store, the page says so when somebody chooses one.
    by_store: bool = True
    template: str = "loyalty/report.html"


def _tiles(*wanted: tuple[str, Any]) -> Callable[[Question], list[Tile]]:
    return lambda question: [
        tile(question.figures, key, str(label), url=lists.address(question, key)) for key, label in wanted
    ]


def _cards(*makers: Callable[[dict[str, Any]], Card]) -> Callable[[Question], list[Card]]:
    return lambda question: [make(question.figures) for make in makers]


def points_asked(question: Question) -> float:
    """Points of retention from the address, 5 unless it is a number from 0.1 to 50."""
    try:
        points = float(question.request.GET.get("points", ""))
    except ValueError:
        return 5.0
    return points if 0.1 <= points <= 50 else 5.0


REPORTS = (
    Report(
        "repeat",
        gettext_lazy("Coming again"),
        _tiles(
            ("repeat_customer_rate", gettext_lazy("Repeat customer rate")),
            ("repeat_customer_rate_of_period", gettext_lazy("Of the period’s buyers")),
            ("average_order_value", gettext_lazy("Average order value")),
            ("spend_per_visit", gettext_lazy("Spend per visit")),
            ("active_buyers", gettext_lazy("Active buyers")),
        ),
        _cards(buying.next_purchase),
    ),
    Report(
        "cohorts",
        gettext_lazy("Cohorts"),
        _tiles(
            ("customers_to_date", gettext_lazy("Customers who bought")),
            ("visits", gettext_lazy("Visits")),
            ("receipts", gettext_lazy("Receipts")),
        ),
        _cards(buying.cohorts),
    ),
    Report(
        "tree",
        gettext_lazy("Revenue tree"),
        _tiles(
            ("revenue_of_period", gettext_lazy("Net revenue of the period")),
            ("buyers", gettext_lazy("Buyers")),
            ("full_price_share", gettext_lazy("Full-price share")),
            ("anonymous_revenue", gettext_lazy("Anonymous revenue")),
        ),
        _cards(buying.revenue_tree),
    ),
    Report(
        "churn",
        gettext_lazy("Churn"),
        _tiles(
            ("churn", gettext_lazy("Churn")),
            ("churned_customers", gettext_lazy("Lost customers")),
            ("reactivated_customers", gettext_lazy("Reactivated")),
            ("late_not_lapsed", gettext_lazy("Late, worth a call")),
            ("late_customers", gettext_lazy("Late in all")),
            ("lapsed_customers", gettext_lazy("Lapsed")),
        ),
        _cards(buying.inactivity),
        template="loyalty/report_own.html",
    ),
    Report(
        "value",
        gettext_lazy("Lifetime value"),
        _tiles(
            ("clv_predicted", gettext_lazy("Predicted")),
            ("clv_predicted_total", gettext_lazy("Predicted, all together")),
            ("predicted_visits", gettext_lazy("Expected visits")),
            ("p_alive", gettext_lazy("Probability of being active")),
            ("clv_simple", gettext_lazy("Simple")),
            ("clv_t", gettext_lazy("Years (t)")),
            ("clv_c", gettext_lazy("Spend per receipt (c)")),
            ("clv_f", gettext_lazy("Receipts a year (f)")),
            ("active_revenue", gettext_lazy("Revenue of active buyers")),
            ("active_receipts", gettext_lazy("Receipts of active buyers")),
            ("clv_margin", pgettext_lazy("lifetime value", "Margin")),
            ("rewards_paid", gettext_lazy("Paid with units and vouchers")),
            ("costs_posted", gettext_lazy("Other costs")),
            ("clv_to_date", gettext_lazy("To date")),
        ),
        lambda question: [
            standing.what_if(question.figures, points_asked(question)),
            standing.by_tier(question.figures),
            standing.models(question.figures),
        ],
        template="loyalty/report_value.html",
    ),
    Report(
        "rfm",
        gettext_lazy("RFM"),
        _tiles(
            ("rfm_best_customers", gettext_lazy("Best customers (555)")),
            ("rfm_cells_in_use", gettext_lazy("Cells in use")),
        ),
        _cards(buying.rfm, buying.rfm_scores, buying.rfm_cells),
    ),
    Report(
        "pareto",
        gettext_lazy("Best customers"),
        _tiles(("pareto_share", gettext_lazy("Share of the best fifth")), ("net_revenue", gettext_lazy("Net revenue"))),
        _cards(buying.pareto),
    ),
    Report(
        "stages",
        gettext_lazy("Stages"),
        _tiles(
            ("customers_to_date", gettext_lazy("Customers who bought")),
            ("repeat_customers", gettext_lazy("Repeat customers")),
        ),
        _cards(standing.stages, standing.moves, standing.members),
        template="loyalty/report_own.html",
    ),
    Report(
        "loyalty",
        gettext_lazy("Kinds of loyalty"),
        _tiles(
            ("full_price_share", gettext_lazy("Full-price share")),
            ("share_of_wallet", gettext_lazy("Share of wallet")),
            ("preferred_supplier_customers", gettext_lazy("Preferred supplier of")),
            ("promise_kept", gettext_lazy("Promise kept")),
        ),
        _cards(standing.kinds, standing.acts, standing.grid),
    ),
    Report(
        "profit",
        gettext_lazy("Profit and loss"),
        _tiles(
            ("profit_revenue", gettext_lazy("Members’ revenue")),
            ("profit_margin", gettext_lazy("Margin at list prices")),
            ("profit_cost", gettext_lazy("Cost of the programme")),
            ("profit_cost_share", gettext_lazy("Cost per revenue")),
            ("profit_result", gettext_lazy("Result of the programme")),
        ),
        _cards(
            profit.statement,
            profit.by_month,
            profit.by_level,
            profit.units,
            profit.agreement,
            profit.by_month_and_level,
        ),
    ),
    Report(
        "redemption",
        gettext_lazy("Redemption"),
        lambda question: units.redemption_tiles(question.figures),
        lambda question: [units.redemption(question.figures, name) for name in units.shown(question.figures)],
        by_store=False,
    ),
    Report(
        "liability",
        gettext_lazy("Liability"),
        lambda question: units.liability_tiles(question.figures),
        lambda question: units.liability_cards(question.figures),
        by_store=False,
    ),
    Report(
        "stored",
        gettext_lazy("Stored value"),
        _tiles(
            ("stored_held", gettext_lazy("Held by customers")),
            ("stored_topped_up", gettext_lazy("Topped up")),
            ("stored_bonus", gettext_lazy("Bonuses")),
            ("stored_spent", gettext_lazy("Spent")),
            ("stored_paid_out", gettext_lazy("Paid out")),
            ("stored_expired", gettext_lazy("Expired")),
        ),
        _cards(stored.by_month, stored.agreement),
        by_store=False,
    ),
)
BY_NAME = {report.name: report for report in REPORTS}


@permission("customers.view_reports")
@require_safe
def dashboard(request: HttpRequest) -> HttpResponseBase:
    """The headline, how it moved, and what wants attention."""
    question = Question(request, clock.now())
    if question.stored.figures is None:
        return _wait(request, question, str(_("Reports")))
    cards = trends.cards(question)
    if answer := _download(request, cards):
        return answer
    context = _frame(request, question, title=_("Reports"), current="") | {
        "tiles": trends.headline(question.figures),
        "cards": cards,
        "alerts": trends.alerts(question),
    }
    return render_list(request, "loyalty/dashboard.html", context)


@permission("customers.view_reports")
@require_safe
def report(request: HttpRequest, name: str) -> HttpResponseBase:
    shown = BY_NAME.get(name)
    if shown is None:
        raise Http404
    question = Question(request, clock.now(), name)
    if question.stored.figures is None:
        return _wait(request, question, str(shown.title))
    cards = shown.cards(question)
    if answer := _download(request, cards):
        return answer
    context = _frame(request, question, title=str(shown.title), current=name) | {
        "tiles": shown.tiles(question),
        "cards": cards,
        "belongs_to_no_store": not shown.by_store and question.scope.store is not None,
        "points": points_asked(question),
        "own": question.own,
    }
    return render_list(request, shown.template, context)


@permission("customers.view_reports", "core.change_job")
@require_POST
def recompute_now(request: HttpRequest) -> HttpResponse:
    """Everything anew by a worker, with its progress."""
    title = _("Recompute all figures")
    job = jobs.start(kind=RECOMPUTE, title=title, arguments={}, user=request.user)  # type: ignore[arg-type]  # logged in
    return redirect("core:job_detail", job.pk)


def _frame(request: HttpRequest, question: Question, *, title: str, current: str) -> dict[str, Any]:
    query = question.query
    return {
        "title": title,
        "current": current,
        "reports": [(item.name, item.title, reverse("loyalty:report", args=[item.name]) + query) for item in REPORTS],
        "home": reverse("loyalty:dashboard") + query,
        "form": question.form,
        "has_tiers": TierLevel.objects.exists(),
        "has_segments": Segment.objects.exists(),
        "presets": [(words, first, _preset_url(request, first)) for words, first in question.presets()],
        "as_of": question.stored.as_of or question.as_of,
        "computed_at": question.stored.computed_at,
        "is_outdated": question.stored.is_outdated,
        "period": question.scope.shown_period,
        "is_filtered": bool(query),
        "path": request.path,
        "can_recompute": request.user.has_perms(["customers.view_reports", "core.change_job"]),
    }


def _preset_url(request: HttpRequest, first: str) -> str:
    names = {"store", "group", "tier", "segment", "points"}
    kept = {key: str(value) for key, value in request.GET.items() if key in names and value}
    return f"{request.path}?{urlencode(kept | {'first': first})}"


def _wait(request: HttpRequest, question: Question, title: str) -> HttpResponse:
    """A worker computes this choice of store, group and period; the page looks again by itself."""
    wake(compute_reports)
    return render_list(
        request,
        "loyalty/report_wait.html",
        _frame(request, question, title=title, current="") | {"address": request.get_full_path()},
    )


def _download(request: HttpRequest, cards: Cards) -> HttpResponseBase | None:
    wanted, file_format = request.GET.get("card"), request.GET.get("format", "")
    card = next((card for card in cards if card.id == wanted and card.rows), None)
    if card is None or file_format not in {"csv", "xlsx"}:
        return None
    headings = [heading.text or card.title for heading in card.headings]
    return export_response(card.id, file_format, headings, ([cell.plain for cell in row] for row in card.rows))
