"""Pages of measures against abuse: proposed, decided by somebody else, appealed against by the member."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import clock
from core.decorators import permission, public
from core.errors import DomainError
from core.paging import Column, build_page, render_list
from customers.forms.base import ServiceForm
from customers.memberpage import member_view
from customers.models import Customer
from customers.views.base import find, posted, record_url, user_of
from loyalty.forms import UnitsField
from loyalty.ledger import measures
from loyalty.models import LoyaltyCurrency, Measure

MEASURE_COLUMNS = (
    Column("when", gettext_lazy("Proposed at"), sort="proposed_at", first="-"),
    Column("customer", gettext_lazy("Customer")),
    Column("what", gettext_lazy("What")),
    Column("reason", gettext_lazy("Reason")),
    Column("state", gettext_lazy("State")),
)
# What the list can be narrowed to: the states, and of those that wait, what nobody has made their own yet.
ADOPTION = "adoption"
TONES = {"proposed": "badge-warn", "applied": "badge-bad", "appealed": "badge-warn", "reversed": "badge-good"}


class MeasureForm(ServiceForm):
    kind = forms.ChoiceField(label=gettext_lazy("What"), choices=Measure.Kind.choices, widget=forms.RadioSelect)
    currency = forms.ChoiceField(
        label=gettext_lazy("Currency"), choices=[("", "–"), *LoyaltyCurrency.choices], required=False
    )
    units = UnitsField(label=gettext_lazy("Units"), required=False, help_text=gettext_lazy("Only when units go."))
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The customer reads it. Say what is proven."),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        field = self.fields["units"]
        assert isinstance(field, UnitsField)
        if data.get("kind") == "forfeit" and not (data.get("currency") and data.get("units")):
            missing = "units" if data.get("currency") else "currency"
            self.add_error(missing, forms.ValidationError(_("Choose a currency and how many units."), code="required"))
        elif data.get("kind") == "forfeit":
            try:
                data["units"] = field.read(data["units"], data["currency"])
            except forms.ValidationError as error:
                self.add_error("units", error)
        else:
            data["units"] = 0
        return data


class DecisionForm(ServiceForm):
    answer = forms.CharField(
        label=gettext_lazy("Why"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    decision = forms.ChoiceField(label=gettext_lazy("Decision"), widget=forms.RadioSelect)

    def __init__(self, *arguments: Any, choices: list[tuple[str, Any]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["decision"].choices = choices  # type: ignore[attr-defined]


@permission("loyalty.view_measure")
@require_safe
def measure_list(request: HttpRequest) -> HttpResponse:
    state = request.GET.get("state", "")
    rows = _shown(request.user, state).select_related("customer")
    page = build_page(request, rows, columns=MEASURE_COLUMNS, default="-when")
    for row in page:
        row.tone = TONES.get(row.state, "")  # type: ignore[attr-defined]  # for the template
    context = {
        "title": _("Measures against abuse"), "page": page, "exports": False, "state": state,
        "states": [(ADOPTION, _("Waiting for adoption")), *Measure.State.choices], "is_filtered": bool(state),
    }  # fmt: skip
    return render_list(request, "loyalty/measures.html", context)


def _shown(user: Any, state: str) -> QuerySet[Measure]:
    rows = Measure.objects.filter(customer__in=Customer.objects.visible_to(user))
    if state == ADOPTION:
        return rows.filter(state=Measure.State.PROPOSED, proposed_by__isnull=True)
    if state == Measure.State.PROPOSED:
        return rows.filter(state=state, proposed_by__isnull=False)
    return rows.filter(state=state) if state in Measure.State.values else rows


@permission("loyalty.propose_measure", "customers.view_customer")
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, public_id: UUID) -> HttpResponse:
    customer = find(request, public_id)
    form = MeasureForm(posted(request))

    def save() -> Measure:
        return measures.propose_measure(customer=customer, actor=user_of(request), now=clock.now(), **form.cleaned_data)

    if request.method == "POST" and form.is_valid() and form.attempt(save) is not None:
        messages.success(request, _("Proposed. Somebody else decides."))
        return redirect("loyalty:measures")
    context = {
        "title": _("Measure against abuse"), "form": form, "submit_label": _("Propose"),
        "lead": _("Nothing happens before somebody else has approved it."), "back_url": record_url(customer),
        "back_label": str(customer),
    }  # fmt: skip
    return render(request, "loyalty/rewards_form.html", context, status=422 if form.errors else 200)


@permission("loyalty.view_measure")
@require_http_methods(["GET", "HEAD", "POST"])
def measure(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What was proposed, and the decision that is due: on the proposal or on the appeal."""
    rows = _shown(request.user, "")
    row = get_object_or_404(rows.select_related("customer", "proposed_by", "decided_by"), public_id=public_id)
    row.tone = TONES.get(row.state, "")  # type: ignore[attr-defined]  # for the template
    may = request.user.has_perm("loyalty.decide_measure") and row.proposed_by_id != request.user.pk
    choices = _choices(row, request.user.pk) if may else []
    is_mine = row.proposed_by_id == request.user.pk
    form = DecisionForm(posted(request), choices=choices) if choices else None
    if request.method == "POST":
        if form is None:
            raise PermissionDenied
        if form.is_valid() and form.attempt(lambda: _decide(request, row, form)) is not None:
            messages.success(request, _("Decided."))
            return redirect("loyalty:measure", public_id)
    context = {
        "title": row.get_kind_display(), "row": row, "form": form, "back_url": reverse("loyalty:measures"),
        "back_label": _("Measures against abuse"), "submit_label": _("Decide"),
        "is_others": is_mine and bool(_choices(row)),
        "is_own_judgement": row.state == Measure.State.APPEALED and row.decided_by_id == request.user.pk,
        "may_withdraw": is_mine and row.state == Measure.State.PROPOSED,
        "may_adopt": row.waits_for_adoption and request.user.has_perm("loyalty.propose_measure"),
    }  # fmt: skip
    return render(request, "loyalty/measure.html", context, status=422 if form and form.errors else 200)


@permission("loyalty.view_measure", "loyalty.propose_measure")
@require_POST
def measure_withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    row = get_object_or_404(_shown(request.user, ""), public_id=public_id)
    try:
        measures.withdraw_measure(measure=row, actor=user_of(request), now=clock.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Withdrawn. Nothing has happened to the customer."))
    return redirect("loyalty:measure", public_id)


@permission("loyalty.view_measure", "loyalty.propose_measure")
@require_POST
def measure_adopt(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A person makes a system's proposal their own: from now on somebody else can approve it."""
    row = get_object_or_404(_shown(request.user, ""), public_id=public_id)
    try:
        measures.adopt_measure(measure=row, actor=user_of(request), now=clock.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Adopted: you propose it now. Somebody else decides."))
    return redirect("loyalty:measure", public_id)


def _choices(row: Measure, who: int | None = None) -> list[tuple[str, Any]]:
    """What somebody may decide who did not propose it."""
    if row.waits_for_adoption:
        return [("no", _("Reject"))]
    if row.state == Measure.State.PROPOSED:
        return [("yes", _("Approve: it is carried out now")), ("no", _("Reject"))]
    if row.state == Measure.State.APPEALED:
        uphold = [("yes", _("Uphold the measure"))] if row.decided_by_id != who else []
        return [*uphold, ("no", _("Reverse it: everything is given back"))]
    return []


def _decide(request: HttpRequest, row: Measure, form: DecisionForm) -> Measure:
    is_yes, answer = form.cleaned_data["decision"] == "yes", form.cleaned_data["answer"]
    told: dict[str, Any] = {"measure": row, "answer": answer, "actor": user_of(request), "now": clock.now()}
    if row.state == Measure.State.PROPOSED:
        return measures.decide_measure(approve=is_yes, **told)
    return measures.close_appeal(uphold=is_yes, **told)


@public("the signed link is the key")
@require_http_methods(["GET", "HEAD", "POST"])
@member_view
def member_measure(request: HttpRequest, customer: Customer, token: str, public_id: UUID) -> HttpResponse:
    """The notice, with its reason, and the appeal."""
    row = get_object_or_404(Measure, public_id=public_id, customer=customer, decided_at__isnull=False)
    problem = ""
    if request.method == "POST":
        try:
            row = measures.appeal_measure(measure=row, text=request.POST.get("text", ""), now=clock.now())
        except DomainError as error:
            problem = str(error)
    may = row.state == Measure.State.APPLIED and row.appeal_until is not None and clock.now() < row.appeal_until
    context = {
        "site_name": settings.SITE_NAME, "customer": customer, "token": token, "row": row, "problem": problem,
        "may_appeal": may,
    }  # fmt: skip
    return render(request, "loyalty/measure_member.html", context, status=409 if problem else 200)
