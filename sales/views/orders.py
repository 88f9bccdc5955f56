"""What staff do with an order that is not fulfilled: change it, hand it over, cancel it."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core import clock, money
from core.decorators import permission
from core.errors import DomainError
from core.models import User
from sales import services
from sales.forms import CancelForm, FulfilForm, add_domain_error
from sales.models import Purchase
from sales.orderforms import OrderForm
from sales.views.purchases import find_purchase

_METHODS = ["GET", "HEAD", "POST"]


@permission("sales.record_purchase")
@require_http_methods(_METHODS)
def amend(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Change lines and charges of an order; a stale edit shows both versions and loses nothing typed."""
    purchase = find_purchase(request, public_id)
    if purchase.state != Purchase.State.OPEN:
        messages.error(request, _("Only an order that is not fulfilled can be changed."))
        return redirect("sales:purchase", public_id)
    if "add" in request.POST:
        form = OrderForm(purchase, typed=_with_one_more(request))
        return _order_page(request, purchase, form)
    form, is_stale, is_promised = OrderForm(purchase, request.POST or None), False, False
    if request.method == "POST" and form.is_valid():
        refusal = _amend(request, purchase, form)
        if refusal is None:
            return redirect("sales:purchase", public_id)
        is_stale, is_promised = refusal.code == "stale_edit", refusal.code == "quote_needed"
        if is_stale:
            form = _over(request, purchase)
        else:
            add_domain_error(form, refusal)
    return _order_page(request, purchase, form, is_stale=is_stale, is_promised=is_promised)


def _order_page(
    request: HttpRequest, purchase: Purchase, form: OrderForm, *, is_stale: bool = False, is_promised: bool = False
) -> HttpResponse:
    """`is_promised`: what the order's quote took is asked about."""
    label = _("Save mine") if is_stale else _("Save the order")
    return _page(
        request, purchase, form, template="sales/order_form.html", title=_("Change the order"), label=label,
        stale=is_stale, lines=form.stored, is_promised=is_promised or "gives_up_quote" in request.POST,
    )  # fmt: skip


def _amend(request: HttpRequest, purchase: Purchase, form: OrderForm) -> DomainError | None:
    """Save; the refusal, if there is one. The same form sent twice is one change."""
    try:
        row = services.amend_purchase(
            purchase=purchase, draft=form.draft, now=clock.now(), actor=cast("User", request.user),
            reason=form.cleaned_data["reason"], expected_version=form.cleaned_data["version"],
        )  # fmt: skip
    except DomainError as error:
        return error
    messages.success(request, _("The order now comes to %(amount)s.") % {"amount": money.format_money(row.amount)})
    return None


def _with_one_more(request: HttpRequest) -> Any:
    """What was typed, and one row more."""
    typed = request.POST.copy()
    count = typed.get("rows", "")
    typed["rows"] = str(int(count) + 1) if count.isascii() and count.isdigit() and len(count) < 6 else "1"
    return typed


def _over(request: HttpRequest, purchase: Purchase) -> OrderForm:
    """What was typed, ready to be saved over the version that is now there."""
    typed = request.POST.copy()
    fresh = Purchase.objects.get(pk=purchase.pk)
    typed["version"] = services.version_of(fresh)
    return OrderForm(fresh, typed=typed)


@permission("sales.record_purchase")
@require_http_methods(_METHODS)
def fulfil(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask, then hand over; twice is once."""
    purchase, form = find_purchase(request, public_id), FulfilForm(request.POST or None)
    if request.method == "POST":
        try:
            services.fulfil_purchase(purchase=purchase, now=clock.now(), actor=cast("User", request.user))
            messages.success(request, _("Handed over."))
        except DomainError as error:
            messages.error(request, str(error))
        return redirect("sales:purchase", public_id)
    lines = purchase.lines.select_related("product").order_by("position")
    return _page(
        request, purchase, form, template="sales/fulfil_form.html", title=_("Hand over the order"),
        label=_("Hand over"), lines=lines,
    )  # fmt: skip


@permission("sales.record_purchase")
@require_http_methods(_METHODS)
def cancel(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Cancel an order that is not fulfilled, with a reason."""
    purchase, form = find_purchase(request, public_id), CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _cancel(request, purchase, form):
        return redirect("sales:purchase", public_id)
    words = _("Cancel the order")
    return _page(request, purchase, form, template="sales/cancel_form.html", title=words, label=words)


def _cancel(request: HttpRequest, purchase: Purchase, form: CancelForm) -> bool:
    reason, actor = form.cleaned_data["reason"], cast("User", request.user)
    try:
        row = services.cancel_purchase(purchase=purchase, now=clock.now(), reason=reason, actor=actor)
    except DomainError as error:
        add_domain_error(form, error)
        return False
    messages.success(request, _("Order cancelled: pay back %(amount)s.") % {"amount": money.format_money(row.amount)})
    return True


def _page(
    request: HttpRequest, purchase: Purchase, form: Any, *, template: str, title: str, label: str, **more: Any
) -> HttpResponse:
    context = {
        "title": title,
        "form": form,
        "purchase": purchase,
        "back_url": reverse("sales:purchase", args=[purchase.public_id]),
        "back_label": purchase.number,
        "submit_label": label,
        **more,
    }
    status = 409 if more.get("stale") else 422 if form.errors else 200
    return render(request, template, context, status=status)
