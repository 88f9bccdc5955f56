"""Pages of tiers: the report, the lists of who is close, the panel on a record, levels by hand."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from core import clock, money
from core.decorators import permission
from core.models import User
from core.paging import Column, build_page, render_list
from customers import listfiles
from customers.models import Customer
from customers.views.base import ShortForm, find, posted, record_url, user_of
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
_CLOSE_DEFAULT = {TierStanding.Direction.UP.value: "-percent", TierStanding.Direction.DOWN.value: "by"}
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
        "more": [text for text in (wording.counts(as_policy(settings).excluded), wording.comes_back(settings)) if text],
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
    if listfiles.is_asked(request):
        return listfiles.answer(request, MEMBERS_FILE)
    code, rows = request.GET.get("level", ""), _members(user_of(request), request.GET)
    context = {
        "title": _("Members by level"),
        "tab": "members",
        "page": build_page(request, rows, columns=MEMBERS, default="-since"),
        "levels": TierLevel.objects.order_by("rank"),
        "chosen": code,
        "by_hand": bool(request.GET.get("by_hand")),
        "is_filtered": bool(code or request.GET.get("by_hand")),
        "exports": MEMBERS_FILE.may_export(request.user),
    }
    return render_list(request, "loyalty/tiers_members.html", context)


@require_safe
@permission("customers.view_customer", "loyalty.view_tiermembership")
def close(request: HttpRequest, direction: str) -> HttpResponseBase:
    """Who is close to the next level, or to losing theirs, as the last recompute found."""
    if listfiles.is_asked(request):
        return listfiles.answer(request, CLOSE_FILES[direction])
    rows, default = _close(user_of(request), request.GET, direction), _CLOSE_DEFAULT[direction]
    title = TierStanding.Direction(direction).label
    context = {
        "title": title,
        "tab": direction,
        "direction": direction,
        "page": build_page(request, rows, columns=CLOSE, default=default, decorate=_say_missing),
        "levels": TierLevel.objects.order_by("rank"),
        "chosen": request.GET.get("level", ""),
        "is_filtered": bool(request.GET.get("level")),
        "exports": CLOSE_FILES[direction].may_export(request.user),
        "run": reports.last_run(),
    }
    return render_list(request, "loyalty/tiers_close.html", context)


def _seen(user: User) -> Q:
    """Rows of customers whom this person may see."""
    if user.has_perm("customers.view_all_customers"):
        return Q()
    return Q(customer__in=Customer.objects.visible_to(user).values("pk"))


def _members(user: User, asked: listfiles.Asked) -> QuerySet[TierMembership]:
    rows = TierMembership.objects.filter(_seen(user)).filter(level__isnull=False, customer__is_test=False)
    if code := asked.get("level"):
        rows = rows.filter(level__code=code)
    if asked.get("by_hand"):
        rows = rows.filter(manual_level__isnull=False)
    return rows.select_related("customer", "level")


def _close(user: User, asked: listfiles.Asked, direction: str) -> QuerySet[TierStanding]:
    rows = TierStanding.objects.filter(_seen(user)).filter(direction=direction)
    if code := asked.get("level"):
        rows = rows.filter(level__code=code)
    return rows.select_related("customer", "level")


def _say_missing(rows: list[TierStanding]) -> None:
    for row in rows:
        measures = Measures(row.missing_spend, row.missing_units, row.missing_purchases)
        row.missing = wording.amounts(measures)  # type: ignore[attr-defined]  # for the template


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


_LOOK = ("customers.view_customer", "loyalty.view_tiermembership")
MEMBERS_FILE = listfiles.page_file(
    name="tiers", title=gettext_lazy("Members by level"), columns=lambda: MEMBERS, default="-since", permissions=_LOOK,
    rows=_members, cells=_member_row, header=_member_header, filters=("level", "by_hand"),
    export="loyalty.export_tiers",
)  # fmt: skip
CLOSE_FILES = {
    direction.value: listfiles.page_file(
        name=f"tiers-{direction.value}", title=direction.label, columns=lambda: CLOSE,
        default=_CLOSE_DEFAULT[direction.value], permissions=_LOOK, rows=partial(_close, direction=direction.value),
        cells=_close_row, header=_close_header, filters=("level",), export="loyalty.export_tiers",
    )
    for direction in TierStanding.Direction
}  # fmt: skip


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
