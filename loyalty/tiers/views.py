"""Pages of tiers: the report, the lists of who is close, the panel on a record, levels by hand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from core import clock, money
from core.decorators import permission
from core.paging import Column, build_page, chosen_sort, render_list
from core.tabular import export_response
from customers.models import Customer
from customers.views.base import ShortForm, find, posted, record_url
from loyalty.models import TierLevel, TierMembership, TierPeriod, TierSettings, TierStanding
from loyalty.tiers import reports, services, showing, wording
from loyalty.tiers.forms import GiveLevelForm, TakeLevelForm
from loyalty.tiers.rules import Measures
from loyalty.tiers.terms import as_policy

MEMBERS = (
    Column("customer", gettext_lazy("Customer"), sort="customer__sort_key"),
    Column("level", gettext_lazy("Level"), sort="level__rank", first="-"),
    Column("since", gettext_lazy("Since"), sort="since", first="-"),
    Column("until", gettext_lazy("Kept to"), sort="keeps_until"),
    Column("given", gettext_lazy("Given by hand")),
)
CLOSE = (
    Column("customer", gettext_lazy("Customer"), sort="customer__sort_key"),
    Column("level", gettext_lazy("Level"), sort="level__rank", first="-"),
    Column("missing", gettext_lazy("Missing")),
    Column("percent", gettext_lazy("Share reached"), sort="percent", first="-", css="text-end"),
    Column("by", gettext_lazy("By"), sort="last_on"),
)
LATEST_PERIODS = 6


@require_safe
@permission("loyalty.view_tiermembership")
def tiers(request: HttpRequest) -> HttpResponse:
    """Levels with who is on them, moves by month, and where to go from there."""
    now = clock.now()
    months = reports.moves(now)
    settings = TierSettings.objects.get(pk=1)
    context = {
        "title": _("Tiers"),
        "tab": "report",
        "rungs": [(rung, _facts(rung.level)) for rung in reports.rungs(now)],
        "months": months,
        "moves_option": _moves_option(months),
        "run": reports.last_run(),
        "sentences": [wording.window(settings), wording.keeps(settings)],
        "counts": wording.counts(as_policy(settings).excluded),
        "can_configure": request.user.has_perm("loyalty.change_tierlevel") and request.user.is_staff,
    }
    return render(request, "loyalty/tiers_report.html", context)


def _facts(level: TierLevel | None) -> dict[str, Any]:
    return {"asks": wording.thresholds(level), "gives": wording.benefits(level)} if level else {}


def _moves_option(months: list[reports.Month]) -> dict[str, Any]:
    return {
        "tooltip": {"trigger": "axis", "valueFormatter": "int"},
        "legend": {},
        "xAxis": {
            "type": "category",
            "data": [month.first.isoformat() for month in months],
            "axisLabel": {"formatter": "month"},
        },
        "yAxis": {"type": "value", "minInterval": 1},
        "series": [
            {"name": _("Up"), "type": "bar", "data": [month.up for month in months]},
            {"name": _("Down"), "type": "bar", "data": [month.down for month in months]},
        ],
    }


# --- Lists ----------------------------------------------------------------------------------


@require_safe
@permission("customers.view_customer", "loyalty.view_tiermembership")
def members(request: HttpRequest) -> HttpResponseBase:
    """Who is on which level; exactly what is shown can be exported."""
    rows = TierMembership.objects.filter(_seen(request)).filter(level__isnull=False, customer__is_test=False)
    code = request.GET.get("level", "")
    if code:
        rows = rows.filter(level__code=code)
    if request.GET.get("by_hand"):
        rows = rows.filter(manual_level__isnull=False)
    rows = rows.select_related("customer", "level")
    if request.GET.get("format") in {"csv", "xlsx"}:
        told = (_member_row(row) for row in _ordered(request, rows, MEMBERS, "-since"))
        return _export(request, "tiers", _member_header(), told)
    context = {
        "title": _("Members by level"),
        "tab": "members",
        "page": build_page(request, rows, columns=MEMBERS, default="-since"),
        "levels": TierLevel.objects.order_by("rank"),
        "chosen": code,
        "by_hand": bool(request.GET.get("by_hand")),
        "is_filtered": bool(code or request.GET.get("by_hand")),
        "exports": request.user.has_perm("loyalty.export_tiers"),
    }
    return render_list(request, "loyalty/tiers_members.html", context)


@require_safe
@permission("customers.view_customer", "loyalty.view_tiermembership")
def close(request: HttpRequest, direction: str) -> HttpResponseBase:
    """Who is close to the next level, or to losing theirs, as the last recompute found."""
    rows = TierStanding.objects.filter(_seen(request)).filter(direction=direction).select_related("customer", "level")
    default = "-percent" if direction == TierStanding.Direction.UP else "by"
    if request.GET.get("level"):
        rows = rows.filter(level__code=request.GET["level"])
    if request.GET.get("format") in {"csv", "xlsx"}:
        told = (_close_row(row) for row in _ordered(request, rows, CLOSE, default))
        return _export(request, f"tiers-{direction}", _close_header(), told)
    title = TierStanding.Direction(direction).label
    context = {
        "title": title,
        "tab": direction,
        "direction": direction,
        "page": build_page(request, rows, columns=CLOSE, default=default, decorate=_say_missing),
        "levels": TierLevel.objects.order_by("rank"),
        "chosen": request.GET.get("level", ""),
        "is_filtered": bool(request.GET.get("level")),
        "exports": request.user.has_perm("loyalty.export_tiers"),
        "run": reports.last_run(),
    }
    return render_list(request, "loyalty/tiers_close.html", context)


def _seen(request: HttpRequest) -> Q:
    """Rows of customers whom this person may see."""
    if request.user.has_perm("customers.view_all_customers"):
        return Q()
    return Q(customer__in=Customer.objects.visible_to(request.user).values("pk"))


def _say_missing(rows: list[TierStanding]) -> None:
    for row in rows:
        measures = Measures(row.missing_spend, row.missing_units, row.missing_purchases)
        row.missing = wording.amounts(measures)  # type: ignore[attr-defined]  # for the template


def _ordered(request: HttpRequest, rows: QuerySet[Any], columns: tuple[Column, ...], default: str) -> Iterator[Any]:
    chosen = chosen_sort(request, columns, default)
    sign, key = ("-", chosen[1:]) if chosen.startswith("-") else ("", chosen)
    paths = {column.key: column.sort for column in columns if column.sort}
    path = paths.get(key, key)
    return rows.order_by(f"{sign}{path}", "pk").iterator(chunk_size=2000)


def _export(request: HttpRequest, name: str, header: list[str], rows: Iterator[list[Any]]) -> HttpResponseBase:
    if not request.user.has_perm("loyalty.export_tiers"):
        raise PermissionDenied
    return export_response(name, request.GET["format"], header, rows)


def _member_header() -> list[str]:
    return [_("Customer"), _("Public id"), _("Level"), _("Since"), _("Kept to"), _("Given by hand"), _("Reason")]


def _member_row(row: TierMembership) -> list[Any]:
    return [
        str(row.customer), str(row.customer.public_id), str(row.level), clock.business_day(row.since),
        showing.last_day(row.keeps_until), showing.last_day(row.manual_until), row.manual_reason,
    ]  # fmt: skip


def _close_header() -> list[str]:
    return [
        _("Customer"), _("Public id"), _("Level"), _("Missing spend"), _("Missing units"), _("Missing purchases"),
        _("Share reached"), _("By"),
    ]  # fmt: skip


def _close_row(row: TierStanding) -> list[Any]:
    return [
        str(row.customer), str(row.customer.public_id), str(row.level), money.from_minor(row.missing_spend),
        row.missing_units, row.missing_purchases, row.percent, row.last_on,
    ]  # fmt: skip


# --- On the record --------------------------------------------------------------------------


@require_safe
@permission("customers.view_customer", "loyalty.view_tiermembership")
def customer_tier(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The panel: level, goals, benefits, history."""
    customer = find(request, public_id)
    periods = TierPeriod.objects.filter(customer=customer).select_related("level").order_by("-valid_from")
    context = {
        "title": _("Level"),
        "customer": customer,
        "back_url": record_url(customer),
        "shown": showing.shown(customer, clock.now()),
        "periods": periods[:LATEST_PERIODS] if request.user.has_perm("loyalty.view_tierperiod") else [],
    }
    return render_list(request, "loyalty/_tiers_customer.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@permission("customers.view_customer", "loyalty.give_tier")
def give(request: HttpRequest, public_id: UUID) -> HttpResponse:
    customer = find(request, public_id)
    page = ShortForm(
        customer,
        _("Level for %(name)s") % {"name": customer},
        gettext_lazy("The level was given."),
        gettext_lazy("Give this level"),
        gettext_lazy("It holds to its last day, whatever recomputes find. Whoever earns a higher one keeps that."),
    )
    return page.carry_out(request, GiveLevelForm(posted(request)), services.give_level)


@require_http_methods(["GET", "HEAD", "POST"])
@permission("customers.view_customer", "loyalty.give_tier")
def take(request: HttpRequest, public_id: UUID) -> HttpResponse:
    customer = find(request, public_id)
    page = ShortForm(
        customer,
        _("End the given level of %(name)s") % {"name": customer},
        gettext_lazy("The given level has ended."),
        gettext_lazy("End it now"),
        gettext_lazy("What was earned counts again from now on."),
    )
    return page.carry_out(request, TakeLevelForm(posted(request)), services.take_level)
