"""A receipt at the counter: shown and printed, its code issued or claimed, its goods taken back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import clock
from core.decorators import permission
from core.errors import DomainError
from core.paging import render_list
from customers.models import Customer
from customers.views.base import user_of
from loyalty.models import Entry, TillBasket
from loyalty.till import baskets, claims, exchanging, receipts, returning, toppingup
from loyalty.till.views import OPERATE, desk_of
from sales.forms import ReturnForm
from sales.models import Purchase, Return
from sales.views.purchases import find_purchase


@require_safe
@permission(OPERATE, "sales.view_purchase")
def receipt(request: HttpRequest, public_id: UUID) -> HttpResponse:
    purchase = find_purchase(request, public_id)
    context = {
        "title": _("Receipt %(number)s") % {"number": purchase.number},
        "purchase": purchase,
        "slip": receipts.slip(purchase, now=clock.now(), claim_address=claim_address(request)),
        "is_fresh": "sold" in request.GET,
        "can_return": request.user.has_perm("loyalty.return_at_till") and not purchase.is_fully_returned
        and purchase.state == Purchase.State.FULFILLED,
        "can_claim": request.user.has_perm("loyalty.claim_receipt") and purchase.customer_id is None,
        "basket_customer": _customer_here(request),
        "exchange": _exchange(purchase),
        "back_url": reverse("loyalty:till"),
    }  # fmt: skip
    return render(request, "loyalty/till_receipt.html", context)


def _exchange(purchase: Purchase) -> dict[str, Any] | None:
    """What came back with this sale."""
    row = TillBasket.objects.filter(purchase=purchase).only("exchange", "payments").first()
    found = exchanging.waiting(row) if row else None
    return {"waiting": found, "row": row.exchange["return"]} if row and found else None


def claim_address(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("loyalty:claim")) + "?code="


def _customer_here(request: HttpRequest) -> Any:
    """Who stands at this till now: a receipt is most likely theirs."""
    basket = baskets.find_open(desk_of(request))
    return basket.customer if basket else None


@require_POST
@permission(OPERATE, "sales.view_purchase", "loyalty.claim_receipt")
def claim(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give the receipt to the customer at this till, or print a code for later when nobody stands there."""
    purchase = find_purchase(request, public_id)
    now, customer = clock.now(), _customer_here(request)
    try:
        row = claims.issue_code(purchase=purchase, now=now)
        if customer:
            claims.claim(claim=row, customer=customer, where="till", now=now, actor=user_of(request))
            facts = {"number": purchase.number, "name": customer}
            messages.success(request, _("Receipt %(number)s now belongs to %(name)s.") % facts)
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("loyalty:till_receipt", public_id)


# --- Returns --------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@permission(OPERATE, "sales.record_purchase", "loyalty.return_at_till")
def take_back(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Choose lines and quantities, see what goes back, confirm. The number in the form makes it one return."""
    purchase = find_purchase(request, public_id)
    form = ReturnForm(purchase, request.POST or None)
    outcome = None
    status = 200
    if request.method == "POST":
        # A lost answer, or a tap on the old page: the return is there already, whatever is left of the lines.
        if done := _known(purchase, request.POST.get("number", "")):
            return redirect("loyalty:till_return", done.pk)
        if form.is_valid():
            outcome = _try(request, purchase, form)
            if outcome and outcome.row and request.POST.get("step") == "confirm":
                return redirect("loyalty:till_return", outcome.row.pk)
        status = 422 if form.errors else 200
    context = {
        "title": _("Take back"),
        "purchase": purchase,
        "form": form,
        "outcome": outcome,
        "rows": _rows(form),
        "back_url": reverse("loyalty:till_receipt", args=[public_id]),
    }
    return render(request, "loyalty/till_return.html", context, status=status)


def _rows(form: ReturnForm) -> list[dict[str, Any]]:
    return [
        {"line": line, "field": field, "left": line.quantity - line.returned_quantity}
        for line, field, _amount in form.rows
    ]


def _known(purchase: Purchase, number: str) -> Return | None:
    return Return.objects.filter(purchase=purchase, source=returning.SOURCE, number=number[:64]).first()


def _try(request: HttpRequest, purchase: Purchase, form: ReturnForm) -> returning.Outcome | None:
    now, user = clock.now(), user_of(request)
    run = returning.take_back if request.POST.get("step") == "confirm" else returning.preview
    try:
        draft = returning.draft_for(
            purchase, number=form.cleaned_data["number"], lines=form.drafts, reason=form.cleaned_data["reason"],
            with_extras=bool(form.cleaned_data.get("with_extras")), now=now,
        )  # fmt: skip
        return run(draft=draft, now=now, actor=user)
    except DomainError as error:
        form.add_error(error.field if error.field in form.fields else None, str(error))
        return None


@require_safe
@permission(OPERATE, "sales.view_purchase")
def returned(request: HttpRequest, pk: int) -> HttpResponse:
    """What a return paid back, to be read and printed."""
    row = get_object_or_404(Return.objects.select_related("purchase"), pk=pk)
    purchase = find_purchase(request, row.purchase.public_id)
    context = {
        "title": _("Return %(number)s") % {"number": row.number},
        "row": row,
        "purchase": purchase,
        "outcome": returning.outcome_of(row),
        "lines": row.lines.select_related("line").order_by("line__position"),
        "slip": receipts.slip(purchase, now=clock.now()),
        "back_url": reverse("loyalty:till"),
    }
    return render(request, "loyalty/till_returned.html", context)


@require_safe
@permission(OPERATE, "loyalty.top_up_account")
def topped_up(request: HttpRequest, pk: int) -> HttpResponse:
    """The slip of a top-up, to be read and printed."""
    seen = Customer.objects.visible_to(user_of(request))
    rows = Entry.objects.filter(kind=Entry.Kind.TOP_UP, account__currency=toppingup.CURRENCY).select_related("account")
    entry = get_object_or_404(rows, pk=pk)
    customer = get_object_or_404(seen, pk=entry.facts.get("earner", entry.account.customer_id))
    context = {
        "title": _("Top up"),
        "entry": entry,
        "customer": customer,
        "done": toppingup.told(entry, customer.pk, clock.now()),
        "shop": settings.SITE_NAME,
        "back_url": reverse("loyalty:till"),
    }
    return render(request, "loyalty/till_topped_up.html", context)


@require_safe
@permission("sales.view_purchase", OPERATE)
def purchase_panel(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """On the record of a purchase: how it was paid, and the way to its receipt."""
    purchase = find_purchase(request, public_id)
    context = {
        "title": _("Till"),
        "purchase": purchase,
        "parts": purchase.till_payments.order_by("position"),
        "back_url": reverse("sales:purchase", args=[public_id]),
    }
    return render_list(request, "loyalty/_till_purchase.html", context)
