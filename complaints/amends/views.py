"""Pages of amends: the panel of a case, offering, ending, and what waits for a second person."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from complaints.amends import limits, services
from complaints.amends.forms import EndForm, OfferForm
from complaints.models import Amend, AmendState, Case, CaseScore
from core import clock
from core.decorators import permission
from core.money import format_money
from core.paging import Column, build_page, render_list
from customers.views.base import posted, user_of

TONES = {
    AmendState.OFFERED: "badge-info",
    AmendState.WAITING: "badge-warn",
    AmendState.APPROVED: "badge-info",
    AmendState.GRANTED: "badge-good",
    AmendState.REFUSED: "badge-bad",
}
COLUMNS = (
    Column("when", gettext_lazy("Asked"), sort="requested_at"),
    Column("case", gettext_lazy("Case")),
    Column("kind", gettext_lazy("What")),
    Column("cost", gettext_lazy("Cost"), css="text-end"),
    Column("by", gettext_lazy("Asked by")),
    Column("acts", gettext_lazy("What to do")),
)
ENDS = {
    "refuse": (services.refuse, gettext_lazy("Refuse amends"), gettext_lazy("Refuse")),
    "withdraw": (services.withdraw, gettext_lazy("Withdraw amends"), gettext_lazy("Withdraw")),
    "take-back": (services.take_back, gettext_lazy("Take amends back"), gettext_lazy("Take back")),
}
SHOWN = 5


def find_case(request: HttpRequest, public_id: UUID) -> Case:
    """404 also for what this person may not see."""
    rows = Case.objects.seen_by(request.user).select_related("customer", "purchase")
    return get_object_or_404(rows, public_id=public_id)


def case_url(case: Case) -> str:
    return reverse("complaints:case", args=[case.public_id])


def _rows(request: HttpRequest) -> QuerySet[Amend]:
    rows = Amend.objects.select_related("case__customer", "promotion", "coupon", "requested_by", "approved_by")
    return rows.filter(case__in=Case.objects.seen_by(request.user))


def _find(request: HttpRequest, public_id: UUID) -> Amend:
    return get_object_or_404(_rows(request), public_id=public_id)


def _decorate(rows: list[Amend], user: Any) -> None:
    """Which steps this person can take: the others are not offered."""
    may_give, may_approve = user.has_perm("complaints.add_amend"), user.has_perm("complaints.approve_amend")
    for row in rows:
        told: Any = row
        told.tone = TONES.get(AmendState(row.state), "")
        told.may_grant = may_give and row.state in (AmendState.OFFERED, AmendState.APPROVED)
        told.may_withdraw = may_give and row.state in (AmendState.OFFERED, AmendState.WAITING, AmendState.APPROVED)
        told.may_decide = may_approve and row.state == AmendState.WAITING and row.requested_by_id != user.pk
        told.may_take_back = row.state == AmendState.GRANTED and user.has_perm("complaints.take_back_amend")


@permission("complaints.view_case", "complaints.view_amend")
@require_safe
def panel(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """On the page of the case: what was given or is to be, and what the customer answered after the end."""
    case = find_case(request, public_id)
    rows = list(_rows(request).filter(case=case).order_by("-requested_at", "-pk"))
    _decorate(rows, request.user)
    scores = CaseScore.objects.filter(case=case).order_by("-at")[:SHOWN]
    context = {
        "title": _("Amends"), "back_url": case_url(case), "case": case, "rows": rows,
        "scores": scores if request.user.has_perm("complaints.view_casescore") else [],
    }  # fmt: skip
    return render_list(request, "complaints/amends/panel.html", context)


@permission("complaints.view_case", "complaints.add_amend")
@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: HttpRequest, public_id: UUID) -> HttpResponse:
    case, user = find_case(request, public_id), user_of(request)
    form = OfferForm(case, posted(request), initial={"kind": "apology"})
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        kind, reason, key = data.pop("kind"), data.pop("reason"), data.pop("key")
        told: dict[str, Any] = {"data": data, "key": f"page:{key.hex}" if key else None}
        made = form.attempt(
            lambda: services.offer(case=case, kind=kind, reason=reason, actor=user, now=clock.now(), **told)
        )
        if made is not None:
            messages.success(request, _waits(made) or _("Offered. Grant it when the customer has agreed."))
            return redirect(case_url(case))
    context = {
        "title": _("Offer amends"), "form": form, "case": case, "back_url": case_url(case), "back_label": case.number,
        "limit": _limit(user), "has_limits": limits.is_told(user), "submit_label": _("Offer"),
    }  # fmt: skip
    return render(request, "complaints/amends/offer.html", context, status=422 if form.errors else 200)


def _waits(row: Amend) -> str:
    return _("This is above the limit: a second person has to approve it.") if row.state == AmendState.WAITING else ""


def _limit(user: Any) -> dict[str, str] | None:
    limit = limits.of(user)
    return {"case": format_money(limit[0]), "customer": format_money(limit[1])} if limit else None


@permission("complaints.view_case", "complaints.add_amend")
@require_POST
def grant(request: HttpRequest, public_id: UUID) -> HttpResponse:
    row = services.grant(amend=_find(request, public_id), actor=user_of(request), now=clock.now())
    if text := _waits(row):
        messages.warning(request, text)
    else:
        messages.success(request, _("Granted."))
    return redirect(case_url(row.case))


@permission("complaints.view_case", "complaints.approve_amend")
@require_POST
def approve(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Back to the list of what waits, or to the case."""
    row = services.approve(amend=_find(request, public_id), actor=user_of(request), now=clock.now())
    messages.success(request, _("Approved: it can be granted now."))
    return redirect("complaints:approvals" if request.POST.get("from") == "list" else case_url(row.case))


@permission("complaints.view_case", "complaints.view_amend")
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, public_id: UUID, how: str) -> HttpResponse:
    """Refuse, withdraw or take back: each says why."""
    if how not in ENDS:
        raise Http404
    row = _find(request, public_id)
    _decorate([row], request.user)
    steps: Any = row
    may = {"refuse": steps.may_decide, "withdraw": steps.may_withdraw, "take-back": steps.may_take_back}
    if request.method != "POST" and not may[how]:
        raise PermissionDenied
    service, title, label = ENDS[how]
    form = EndForm(posted(request))
    if request.method == "POST" and form.is_valid():
        told = {"reason": form.cleaned_data["reason"], "actor": user_of(request), "now": clock.now()}
        if form.attempt(lambda: service(amend=row, **told)) is not None:
            messages.success(request, _("Done."))
            return redirect(case_url(row.case))
    context = {
        "title": title, "form": form, "row": row, "back_url": case_url(row.case), "back_label": row.case.number,
        "submit_label": label,
    }  # fmt: skip
    return render(request, "complaints/amends/end.html", context, status=422 if form.errors else 200)


# --- Waiting for a second person ----------------------------------------------------------------


def _waiting(request: HttpRequest) -> QuerySet[Amend]:
    return _rows(request).filter(state=AmendState.WAITING)


def waits_for(user: Any) -> bool:
    """Whether something waits that this person may decide."""
    rows = Amend.objects.filter(state=AmendState.WAITING, case__in=Case.objects.seen_by(user))
    return rows.exclude(requested_by=user.pk).exists()


@permission("complaints.view_case", "complaints.approve_amend")
@require_safe
def approvals(request: HttpRequest) -> HttpResponse:
    """The longest waiting first."""
    page = build_page(
        request, _waiting(request), columns=COLUMNS, default="when",
        decorate=lambda rows: _decorate(rows, request.user),
    )  # fmt: skip
    context = {"title": _("Amends to approve"), "page": page, "exports": False}
    return render_list(request, "complaints/amends/approvals.html", context)


@permission("complaints.view_case", "complaints.approve_amend")
@require_safe
def approvals_card(request: HttpRequest) -> HttpResponse:
    """A card on Today: what others asked for."""
    rows = list(_waiting(request).exclude(requested_by=request.user.pk).order_by("requested_at", "pk")[:SHOWN])
    context = {"title": _("Amends to approve"), "back_url": reverse("customers:today"), "rows": rows}
    return render_list(request, "complaints/amends/card.html", context)
