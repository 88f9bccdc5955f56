"""Who pays what today: every product for one customer or criterion, and every criterion of one product."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from core import clock, money
from core.decorators import permission
from core.paging import Column, build_page, chosen_sort, render_list
from core.tabular import export_response
from loyalty.pricing import book, history, queries
from loyalty.pricing.forms import GridFilter
from sales.models import Product

GRID = (
    Column("name", gettext_lazy("Product"), sort="name"),
    Column("list_price", gettext_lazy("List price"), sort="price", first="-", css="text-end"),
    Column("price", gettext_lazy("Price today"), css="text-end"),
    Column("amount", gettext_lazy("To pay"), css="text-end"),
    Column("list", gettext_lazy("Price list")),
    Column("why", gettext_lazy("Why")),
)
_CHUNK = 500


@permission("loyalty.view_prices", "sales.view_product")
@require_safe
def product_prices(request: HttpRequest) -> HttpResponseBase:
    """What every product costs a customer, a group, a tier, or anybody, today."""
    filters = GridFilter(request.GET, user=request.user)
    told, now = filters.read(), clock.now()
    channel = told.get("channel")
    asked = queries.asking(
        customer=told.get("customer"), now=now, channel=channel.pk if channel else None, met=filters.met()
    )
    quantity = book.thousandths(told.get("quantity") or Decimal(1))
    products = _products(told)

    def decorate(rows: list[Product]) -> None:
        paid = queries.prices_for(rows, quantity=quantity, asked=asked)
        for row in rows:
            row.paid = paid[row.pk]  # type: ignore[attr-defined]  # for the template

    if request.GET.get("format") in {"csv", "xlsx"}:
        sort = "-price" if chosen_sort(request, GRID, "name") == "-list_price" else "name"
        return _export_grid(request, products.order_by(sort, "pk"), decorate)
    context = {
        "title": _("Who pays what today"),
        "tab": "products",
        "page": build_page(request, products, columns=GRID, default="name", decorate=decorate),
        "filters": filters,
        "audience": filters.audience(),
        "problems": [text for found in filters.errors.values() for text in found],
        "is_filtered": filters.is_filtered,
        "exports": request.user.has_perm("loyalty.export_prices"),
    }
    return render_list(request, "loyalty/pricing_products.html", context)


def _products(told: dict[str, Any]) -> QuerySet[Product]:
    """Those on sale that the filters leave."""
    products = Product.objects.filter(state=Product.State.ACTIVE).select_related("category")
    if told.get("q"):
        products = products.matching(told["q"])
    if told.get("category"):
        products = products.in_category(told["category"])
    if told.get("price_list"):
        products = products.filter(queries.concerned_by(told["price_list"]))
    return products


def _export_grid(request: HttpRequest, products: Any, decorate: Any) -> HttpResponseBase:
    if not request.user.has_perm("loyalty.export_prices"):
        raise PermissionDenied
    texts = (_("SKU"), _("Product"), _("List price"), _("Price today"), _("To pay"), _("Price list"), _("Why"))

    def rows() -> Iterator[list[Any]]:
        chunk: list[Product] = []
        for product in products.iterator(chunk_size=_CHUNK):
            chunk.append(product)
            if len(chunk) == _CHUNK:
                yield from _grid_rows(chunk, decorate)
                chunk = []
        yield from _grid_rows(chunk, decorate)

    return export_response("prices", request.GET["format"], [str(text) for text in texts], rows())


def _grid_rows(chunk: list[Any], decorate: Any) -> Iterator[list[Any]]:
    decorate(chunk)
    for row in chunk:
        paid = row.paid
        amounts = [_major(amount) for amount in (paid.list_price, paid.unit_price, paid.amount)]
        yield [row.sku, row.name, *amounts, paid.list_name, paid.explanation]


def _major(amount: int | None) -> Any:
    return None if amount is None else money.from_minor(amount)


@permission("loyalty.view_prices", "sales.view_product")
@require_safe
def product_audiences(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Who pays what for one product: every published criterion that changes its price, on one channel or on all."""
    product = get_object_or_404(Product.objects.select_related("category"), pk=pk)
    filters = GridFilter(request.GET, user=request.user)
    told, now = filters.read(), clock.now()
    channel, quantity = told.get("channel"), told.get("quantity") or Decimal(1)
    asked = queries.asking(customer=None, now=now, channel=channel.pk if channel else None)
    paid = queries.who_pays(product, quantity=book.thousandths(quantity), asked=asked, user=request.user)
    if request.GET.get("format") in {"csv", "xlsx"}:
        return _export_audiences(request, product, paid)
    days = book.current().lowest_price_days
    context = {
        "title": product.name,
        "product": product,
        "paid": paid,
        "quantity": quantity,
        "filters": filters,
        "channel": channel,
        "problems": [text for found in filters.errors.values() for text in found],
        "reduction": history.reductions([product], days=days, now=now)[pk],
        "exports": request.user.has_perm("loyalty.export_prices"),
    }
    return render(request, "loyalty/pricing_product.html", context)


def _export_audiences(request: HttpRequest, product: Product, paid: list[queries.Paid]) -> HttpResponseBase:
    if not request.user.has_perm("loyalty.export_prices"):
        raise PermissionDenied
    texts = (_("For"), _("Price list"), _("List price"), _("Price today"), _("To pay"), _("Why"))
    rows = (
        [row.audience, row.list_name, *map(_major, (row.list_price, row.unit_price, row.amount)), row.explanation]
        for row in paid
    )
    return export_response(f"prices-{product.sku}", request.GET["format"], [str(text) for text in texts], rows)
