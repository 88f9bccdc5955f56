"""The list of purchases, one purchase, and what staff do with it."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core import clock, money
from core.decorators import permission
from core.errors import DomainError
from core.models import User
from core.paging import build_page, render_list
from customers import listfiles, panels
from customers.models import Customer
from sales import downloads, services
from sales.drafts import ReturnDraft
from sales.forms import PurchaseFilter, ReturnForm, add_domain_error
from sales.models import Purchase, PurchaseLine, ReturnLine

# Source of what staff record by hand here.
STAFF = "staff"


@permission("sales.view_purchase")
@require_safe
def purchase_list(request: HttpRequest) -> HttpResponseBase:
    if listfiles.is_asked(request):
        by_line = request.GET.get("rows") == "lines"
        return listfiles.answer(request, downloads.LINES if by_line else downloads.PURCHASES)
    filters = PurchaseFilter(request.GET)
    queryset = filters.apply(Purchase.objects.visible_to(request.user), clock.now())
    rows = queryset.select_related("customer", "store", "channel")
    page = build_page(request, rows, columns=downloads.COLUMNS, default="-when", count_from=queryset)
    context = {
        "title": _("Sales"),
        "page": page,
        "filters": filters,
        "is_filtered": filters.is_filtered,
        "exports": downloads.PURCHASES.may_export(request.user),
        "customer": _filtered_customer(request, filters),
    }
    return render_list(request, "sales/purchase_list.html", context)


def _filtered_customer(request: HttpRequest, filters: PurchaseFilter) -> Customer | None:
    public_id = filters.cleaned_data.get("customer")
    return Customer.objects.visible_to(request.user).filter(public_id=public_id).first() if public_id else None


@permission("sales.view_purchase")
@require_safe
def purchase_detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    purchase = find_purchase(request, public_id)
    lines = PurchaseLine.objects.filter(purchase=purchase).select_related("product").order_by("position")
    back = ReturnLine.objects.select_related("line")
    context = {
        "title": purchase.number,
        "purchase": purchase,
        "lines": lines,
        "returns": purchase.returns.order_by("occurred_at", "pk").prefetch_related(Prefetch("lines", queryset=back)),
        "paid_with": _paid_with(purchase),
        "is_overdue": purchase.state == Purchase.State.OPEN
        and purchase.promised_at is not None
        and purchase.promised_at < clock.now(),
        "panels": [
            {"title": panel.title, "key": panel.key, "url": reverse(panel.url_name, args=[purchase.public_id])}
            for panel in panels.panels_for(request.user, "purchase")
        ],
    }
    return render(request, "sales/purchase_detail.html", context)


def _paid_with(purchase: Purchase) -> list[tuple[str, int]]:
    """What paid for it, money last; only what was used."""
    parts = [
        (_("Points"), purchase.paid_points),
        (_("Cashback"), purchase.paid_cashback),
        (_("Gift cards"), purchase.paid_gift_card),
        (_("Vouchers"), purchase.paid_voucher),
    ]
    used = [(str(name), amount) for name, amount in parts if amount]
    rest = purchase.amount - sum(amount for _name, amount in used)
    return [*used, (_("Money"), rest)] if used else []


def find_purchase(request: HttpRequest, public_id: UUID) -> Purchase:
    """The purchase, if this person may see it; 404 does not say whether it exists."""
    visible = Purchase.objects.visible_to(request.user).select_related("customer", "store", "channel")
    return get_object_or_404(visible, public_id=public_id)


@permission("sales.record_purchase")
@require_http_methods(["GET", "HEAD", "POST"])
def return_new(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take goods back, line by line."""
    purchase = find_purchase(request, public_id)
    form = ReturnForm(purchase, request.POST or None)
    if request.method == "POST" and form.is_valid() and _take_back(request, purchase, form):
        return redirect("sales:purchase", public_id)
    context = {
        "title": _("Record a return"),
        "form": form,
        "purchase": purchase,
        "back_url": reverse("sales:purchase", args=[public_id]),
        "back_label": purchase.number,
        "submit_label": _("Record the return"),
    }
    return render(request, "sales/return_form.html", context, status=422 if form.errors else 200)


def _take_back(request: HttpRequest, purchase: Purchase, form: ReturnForm) -> bool:
    now = clock.now()
    draft = ReturnDraft(
        purchase=purchase.pk,
        source=STAFF,
        number=form.cleaned_data["number"],
        occurred_at=max(now, purchase.occurred_at),
        lines=form.drafts,
        reason=form.cleaned_data["reason"],
        with_extras=bool(form.cleaned_data.get("with_extras")),
        is_now=True,
    )
    try:
        row = services.record_return(draft=draft, now=now, actor=cast("User", request.user))
    except DomainError as error:
        add_domain_error(form, error)
        return False
    messages.success(request, _("Return recorded: pay back %(amount)s.") % {"amount": money.format_money(row.amount)})
    return True
