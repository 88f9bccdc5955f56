"""The pages of what automatic messages carry: writing it, who got what and why, and the days that were missed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from campaigns.giftforms import GiftForm
from campaigns.gifts import reporting, terms
from campaigns.models import Automation, GiftReason, GiftState, GiftTerms, GivenGift, MissedDay
from core import clock
from core.decorators import permission
from core.paging import Column, build_page, render_list
from customers.models import Customer
from customers.views.base import posted, user_of

SEE = "campaigns.view_automation"
GIFTS = (
    Column("when", gettext_lazy("Decided at"), sort="decided_at", first="-"),
    Column("customer", gettext_lazy("Customer")),
    Column("gift", gettext_lazy("Gift")),
    Column("state", gettext_lazy("State")),
    Column("why", gettext_lazy("Why")),
    Column("cost", gettext_lazy("Cost"), css="text-end"),
)
MISSED = (
    Column("day", gettext_lazy("Day"), sort="day", first="-"),
    Column("customer", gettext_lazy("Customer")),
    Column("why", gettext_lazy("Why")),
)
TONES = {GiftState.GIVEN: "badge-good", GiftState.DUE: "badge-info", GiftState.NONE: ""}


def _find(public_id: UUID) -> Automation:
    return get_object_or_404(Automation.objects.select_related("segment", "template"), public_id=public_id)


def _url(automation: Automation) -> str:
    return reverse("campaigns:automation", args=[automation.public_id])


def _seen(request: HttpRequest, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Of customers whom this person may see."""
    if request.user.has_perm("customers.view_all_customers"):
        return rows
    return rows.filter(customer__in=Customer.objects.visible_to(request.user))


@permission(SEE, "campaigns.change_giftterms")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    automation = _find(public_id)
    form = GiftForm(posted(request), automation=automation)

    def save() -> GiftTerms:
        return terms.write(
            automation=automation, told=form.told(), bands=form.bands(), actor=user_of(request), now=clock.now(),
            version=form.cleaned_data["version"] or 0,
        )  # fmt: skip

    if request.method == "POST" and form.is_valid() and form.attempt(save) is not None:
        messages.success(request, _("Saved. Look at it, then switch it on."))
        return redirect(_url(automation))
    context = {"title": _("What it brings"), "form": form, "back_url": _url(automation), "automation": automation}
    return render(request, "campaigns/automations/gift_form.html", context, status=422 if form.errors else 200)


@permission(SEE, "campaigns.view_givengift")
@require_safe
def gift_list(request: HttpRequest, public_id: UUID) -> HttpResponse:
    automation, chosen = _find(public_id), request.GET.get("state", "")
    rows = _seen(request, GivenGift.objects.filter(automation=automation))
    if chosen in GiftState.values:
        rows = rows.filter(state=chosen)
    elif chosen in GiftReason.values:
        rows = rows.filter(reason=chosen)
    rows = rows.select_related("customer", "promotion", "coupon")
    page = build_page(request, rows, columns=GIFTS, default="-when", decorate=_attach)
    context = {
        "title": _("What it has brought"), "page": page, "exports": False, "automation": automation, "chosen": chosen,
        "states": [*GiftState.choices, *GiftReason.choices], "is_filtered": bool(chosen),
    }  # fmt: skip
    return render_list(request, "campaigns/automations/gifts.html", context)


def _attach(rows: list[Any]) -> None:
    reporting.attach_unsent(rows)
    for row in rows:
        row.tone = TONES[GiftState(row.state)]
        row.called, row.why, row.sum = reporting.called(row), reporting.why(row), reporting.sum_of(row)


@permission(SEE, "campaigns.view_missedday")
@require_safe
def missed_list(request: HttpRequest, public_id: UUID) -> HttpResponse:
    automation = _find(public_id)
    rows = _seen(request, MissedDay.objects.filter(automation=automation)).select_related("customer")
    page = build_page(request, rows, columns=MISSED, default="-day")
    context = {"title": _("Missed days"), "page": page, "exports": False, "automation": automation}
    return render_list(request, "campaigns/automations/missed.html", context)
