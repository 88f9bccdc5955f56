"""Privacy of a customer: a copy of their data, and being erased on request."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from core import clock
from core.decorators import permission
from core.errors import DomainError
from customers import erasing, merging, portability
from customers.forms.privacy import EraseForm, ErasureRequestForm, RefuseForm
from customers.models import Customer, CustomerSettings, ErasureRequest
from customers.views.base import ShortForm, find, posted, record_url, user_of

SEEN = ("customers.view_customer", "customers.view_erasurerequest")


def privacy_url(customer: Customer) -> str:
    return reverse("customers:privacy", args=[customer.public_id])


@require_GET
@permission(*SEEN)
def privacy(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What can be done, the open request, and every earlier one."""
    customer = find(request, public_id)
    rows = ErasureRequest.objects.filter(customer__in=merging.merged_ids(customer)).select_related(
        "asked_by", "closed_by"
    )
    rows = rows.order_by("-asked_at", "-pk")
    is_open = next((row for row in rows if row.state == ErasureRequest.State.OPEN), None)
    context = {
        "title": _("Privacy"),
        "customer": customer,
        "open": is_open,
        "is_late": is_open is not None and is_open.due_on < clock.today(),
        "waits_for_other": is_open is not None and _is_own(is_open, request),
        "past": [row for row in rows if row.state != ErasureRequest.State.OPEN],
        "days": CustomerSettings.current().erasure_days,
    }
    return render(request, "customers/privacy.html", context)


def _is_own(row: ErasureRequest, request: HttpRequest) -> bool:
    return CustomerSettings.current().erasure_by_two and row.asked_by_id == user_of(request).pk


@require_POST
@permission("customers.view_customer", portability.PERMISSION)
def privacy_copy(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The work has a page of its own, from which the file is fetched."""
    customer = find(request, public_id)
    try:
        job = portability.start(customer=customer, user=user_of(request), now=clock.now())
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(record_url(customer))
    return redirect("core:job_detail", job.pk)


@permission(*SEEN, "customers.add_erasurerequest")
def erasure_new(request: HttpRequest, public_id: UUID) -> HttpResponse:
    customer = find(request, public_id)
    by_two = _("Nothing is erased yet: the request is answered within its time, and somebody else carries it out.")
    alone = _("Nothing is erased yet: the next page shows what would go.")
    page = ShortForm(
        customer, _("%(name)s asks to be erased") % {"name": customer}, _("The request is noted."),
        _("Note the request"), by_two if CustomerSettings.current().erasure_by_two else alone,
        goes_to=lambda _row: privacy_url(customer),
    )  # fmt: skip
    return page.carry_out(request, ErasureRequestForm(posted(request)), erasing.request)


def _open_request(request: HttpRequest, public_id: UUID) -> ErasureRequest:
    customer = find(request, public_id)
    found = ErasureRequest.objects.open().select_related("customer").filter(customer=customer)
    return get_object_or_404(found)


@permission(*SEEN, erasing.PERMISSION)
def erasure_carry_out(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What goes, ends and stays, and what speaks against it; then the name, typed."""
    row = _open_request(request, public_id)
    preview = erasing.preview(row.customer)
    may_override = bool(preview.obstacles) and user_of(request).has_perm(erasing.OVERRIDE)
    form = EraseForm(posted(request), name=row.customer.display_name, may_override=may_override)
    page = ShortForm(
        row.customer, _("Erase %(name)s") % {"name": row.customer}, _("The person is erased; a pseudonym stays."),
        _("Erase for good"), template="customers/privacy_erase.html",
    )  # fmt: skip
    return page.answer(request, form, lambda: _carry_out(request, row, form), preview=preview, **_back(row))


def _carry_out(request: HttpRequest, row: ErasureRequest, form: EraseForm) -> Customer:
    told = form.cleaned_data
    return erasing.carry_out(
        request=row, actor=user_of(request), now=clock.now(), confirmation=told["confirmation"],
        in_spite=told.get("in_spite", False),
    )  # fmt: skip


def _back(row: ErasureRequest) -> dict[str, Any]:
    return {"back_url": privacy_url(row.customer), "back_label": _("Privacy")}


@permission(*SEEN, erasing.PERMISSION)
def erasure_refuse(request: HttpRequest, public_id: UUID) -> HttpResponse:
    row = _open_request(request, public_id)
    form = RefuseForm(posted(request))
    page = ShortForm(
        row.customer, _("Refuse to erase %(name)s") % {"name": row.customer}, _("The request is refused."), _("Refuse"),
        _("A duty to keep the data, or an open claim, may speak against it. The customer must be told why."),
        goes_to=lambda closed: privacy_url(closed.customer),
    )  # fmt: skip

    def save() -> ErasureRequest:
        return erasing.refuse(request=row, answer=form.cleaned_data["answer"], actor=user_of(request), now=clock.now())

    return page.answer(request, form, save, **_back(row))


@require_POST
@permission(*SEEN, "customers.add_erasurerequest")
def erasure_withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    row = _open_request(request, public_id)
    try:
        erasing.withdraw(request=row, actor=user_of(request), now=clock.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The request is withdrawn."))
    return redirect(privacy_url(row.customer))
