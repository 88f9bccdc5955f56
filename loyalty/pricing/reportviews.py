"""Reports of prices: announced reductions, and equal prices for equals."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from core import clock, money
from core.decorators import permission
from core.paging import Column, build_page, render_list
from core.tabular import export_response
from loyalty.pricing import book, history, reports, wording
from sales.models import Channel, Product

REDUCTIONS = (
    Column("name", gettext_lazy("Product"), sort="name"),
    Column("price", gettext_lazy("Price today"), css="text-end"),
    Column("before", gettext_lazy("Before"), css="text-end"),
    Column("since", gettext_lazy("Since")),
    Column("lowest", gettext_lazy("Lowest price before"), css="text-end"),
)
PERIODS = (7, 30, 90)


@permission("loyalty.view_prices", "sales.view_product")
@require_safe
def reductions(request: HttpRequest) -> HttpResponseBase:
    """Beside each announced reduction the lowest price of the days before it."""
    now = clock.now()
    days = book.current().lowest_price_days
    channels = list(Channel.objects.order_by("name"))
    channel = next((row.pk for row in channels if str(row.pk) == request.GET.get("channel")), None)
    products = Product.objects.filter(history.candidates(now), state=Product.State.ACTIVE).distinct()
    products = products.select_related("category")

    def decorate(rows: list[Product]) -> None:
        found = history.reductions(rows, days=days, now=now, channel=channel)
        for row in rows:
            row.reduction = found[row.pk]  # type: ignore[attr-defined]  # for the template

    if request.GET.get("format") in {"csv", "xlsx"}:
        return _export_reductions(request, products.order_by("name", "pk"), decorate)
    context = {
        "title": _("Announced reductions"),
        "tab": "reductions",
        "days": days,
        "channels": channels,
        "channel": channel,
        "page": build_page(request, products, columns=REDUCTIONS, default="name", decorate=decorate),
        "exports": request.user.has_perm("loyalty.export_prices"),
    }
    return render_list(request, "loyalty/pricing_reductions.html", context)


def _export_reductions(request: HttpRequest, products: Any, decorate: Any) -> HttpResponseBase:
    if not request.user.has_perm("loyalty.export_prices"):
        raise PermissionDenied
    texts = (_("SKU"), _("Product"), _("Price today"), _("Before"), _("Since"), _("Lowest price before"))

    def rows() -> Iterator[list[Any]]:
        chunk = list(products)
        decorate(chunk)
        for row in chunk:
            if found := row.reduction:
                amounts = [_major(amount) for amount in (found.price, found.before)]
                yield [row.sku, row.name, *amounts, found.since, _major(found.lowest)]

    return export_response("reductions", request.GET["format"], [str(text) for text in texts], rows())


def _major(amount: int | None) -> Any:
    return None if amount is None else money.from_minor(amount)


@permission("loyalty.view_prices", "customers.view_reports")
@require_safe
def equal_prices(request: HttpRequest) -> HttpResponseBase:
    """Whether equal criteria paid equal prices, and where not, why."""
    asked = request.GET.get("days", "")
    days = int(asked) if asked in {str(period) for period in PERIODS} else 30
    end = clock.business_day(clock.now()) + timedelta(days=1)
    report = reports.equality(start=end - timedelta(days=days), end=end)
    rows = [(found, cause(found.cause), wording.quantity(found.quantity)) for found in report.differences]
    if request.GET.get("format") in {"csv", "xlsx"}:
        if not request.user.has_perm("loyalty.export_prices"):
            raise PermissionDenied
        texts = (_("Day"), _("Product"), _("Quantity"), _("Sales"), _("Lowest"), _("Highest"), _("Cause"))
        cells = (
            [row.day, row.name, pieces, row.sales, _major(row.lowest), _major(row.highest), words]
            for row, words, pieces in rows
        )
        return export_response("equal-prices", request.GET["format"], [str(text) for text in texts], cells)
    context = {
        "title": _("Equal prices"),
        "tab": "equal",
        "report": report,
        "rows": rows,
        "days": days,
        "periods": PERIODS,
        "exports": request.user.has_perm("loyalty.export_prices"),
    }
    return render(request, "loyalty/pricing_equal.html", context)


def cause(code: str) -> str:
    words = {
        "changed": _("A price list or price was changed between the quotes."),
        "staff": _("A member of staff gave a discount."),
        "promotion": _("An offer depended on the rest of the basket, on its budget or its time."),
    }
    return words.get(code, _("Not explained"))
