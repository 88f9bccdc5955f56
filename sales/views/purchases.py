"""The list of purchases, one purchase, and what staff do with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_http_methods, require_safe

from core import clock, money
from core.decorators import permission
from core.errors import DomainError
from core.models import User
from core.paging import Column, build_page, chosen_sort, render_list
from core.tabular import export_response
from customers import exports, panels
from customers.models import Customer
from sales import services
from sales.drafts import ReturnDraft
from sales.forms import PurchaseFilter, ReturnForm, add_domain_error
from sales.models import Purchase, PurchaseLine, ReturnLine
from sales.querysets import PurchaseQuerySet

COLUMNS = (
    Column("number", gettext_lazy("Receipt")),
    Column("when", gettext_lazy("When"), sort="occurred_at", first="-"),
    Column("customer", gettext_lazy("Customer")),
    Column("store", gettext_lazy("Store")),
    Column("state", gettext_lazy("State")),
    Column("amount", gettext_lazy("Net amount"), css="text-end", hint=gettext_lazy("What was paid, less returns.")),
)
# Source of what staff record by hand here.
STAFF = "staff"


@permission("sales.view_purchase")
@require_safe
def purchase_list(request: HttpRequest) -> HttpResponseBase:
    filters = PurchaseFilter(request.GET)
    queryset = filters.apply(Purchase.objects.visible_to(request.user), clock.now())
    rows = queryset.select_related("customer", "store", "channel")
    file_format = request.GET.get("format")
    if file_format in {"csv", "xlsx"}:
        return _export(request, rows, file_format)
    page = build_page(request, rows, columns=COLUMNS, default="-when", count_from=queryset)
    context = {
        "title": _("Sales"),
        "page": page,
        "filters": filters,
        "is_filtered": filters.is_filtered,
        "exports": request.user.has_perm("sales.export_purchase"),
        "customer": _filtered_customer(request, filters),
    }
    return render_list(request, "sales/purchase_list.html", context)


def _filtered_customer(request: HttpRequest, filters: PurchaseFilter) -> Customer | None:
    public_id = filters.cleaned_data.get("customer")
    return Customer.objects.visible_to(request.user).filter(public_id=public_id).first() if public_id else None


def _export(request: HttpRequest, rows: PurchaseQuerySet, file_format: str) -> HttpResponseBase:
    if not request.user.has_perm("sales.export_purchase"):
        raise PermissionDenied
    # It names customers: the trail says who took it out.
    chosen = [name for name in PurchaseFilter.base_fields if request.GET.get(name)]
    exports.record(
        verb="purchases.exported", actor=cast("User", request.user), now=clock.now(), file_format=file_format,
        rows=rows.count(), filters=chosen,
    )  # fmt: skip
    descending = chosen_sort(request, COLUMNS, "-when").startswith("-")
    ordered = rows.order_by(*(["-occurred_at", "-pk"] if descending else ["occurred_at", "pk"]))
    return export_response("purchases", file_format, _export_header(), _export_rows(ordered))


def _export_header() -> list[str]:
    texts = (
        _("Source"), _("Receipt"), _("When"), _("Customer"), _("External id"), _("Store"), _("Channel"), _("State"),
        _("Amount"), _("Tax"), _("Delivery"), _("Tip"), _("Returned"), _("Net amount"),
        _("Paid with points"), _("Paid with cashback"), _("Paid with gift cards"), _("Paid with vouchers"),
        pgettext("money", "Currency"), _("Promised for"), _("Fulfilled at"),
    )  # fmt: skip
    return [str(text) for text in texts]


def _export_rows(rows: PurchaseQuerySet) -> Iterator[list[Any]]:
    for row in rows.iterator(chunk_size=2000):
        amounts = (
            row.amount, row.tax, row.delivery, row.tip, row.returned, row.net_amount,
            row.paid_points, row.paid_cashback, row.paid_gift_card, row.paid_voucher,
        )  # fmt: skip
        yield [
            row.source, row.number, row.occurred_at,
            row.customer.display_name if row.customer else "", row.customer.external_id if row.customer else "",
            row.store.name if row.store else "", row.channel.name if row.channel else "", row.get_state_display(),
            *(money.from_minor(amount) for amount in amounts), settings.CURRENCY, row.promised_at, row.fulfilled_at,
        ]  # fmt: skip


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
