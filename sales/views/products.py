"""The catalogue as staff see it: what to say about a product, and who buys it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from core import money
from core.decorators import permission
from core.errors import DomainError
from core.paging import Column, build_page, chosen_sort, render_list
from core.tabular import export_response
from sales import reports, services
from sales.forms import ProductFilter, ProductForm, add_domain_error, initial_of
from sales.models import Product
from sales.querysets import ProductQuerySet

COLUMNS = (
    Column("name", gettext_lazy("Name"), sort="name"),
    Column("category", gettext_lazy("Category")),
    Column("brand", gettext_lazy("Brand")),
    Column("state", gettext_lazy("State")),
    Column("launch", gettext_lazy("Launch day"), sort="launch_on", first="-"),
    Column("price", gettext_lazy("Price"), sort="price", first="-", css="text-end"),
)


@permission("sales.view_product")
@require_safe
def product_list(request: HttpRequest) -> HttpResponseBase:
    filters = ProductFilter(request.GET)
    queryset = filters.apply(Product.objects.select_related("category", "brand"))
    file_format = request.GET.get("format")
    if file_format in {"csv", "xlsx"}:
        return _export(request, queryset, file_format)
    context = {
        "title": _("Products"),
        "page": build_page(request, queryset, columns=COLUMNS, default="name"),
        "filters": filters,
        "is_filtered": filters.is_filtered,
        "exports": request.user.has_perm("sales.export_purchase"),
    }
    return render_list(request, "sales/product_list.html", context)


def _export(request: HttpRequest, rows: ProductQuerySet, file_format: str) -> HttpResponseBase:
    """Leaves nothing on the trail, unlike the other exports: the catalogue says nothing about any person."""
    if not request.user.has_perm("sales.export_purchase"):
        raise PermissionDenied
    sort = chosen_sort(request, COLUMNS, "name")
    path = next(column.sort for column in COLUMNS if column.key == sort.removeprefix("-"))
    ordered = rows.order_by(f"-{path}" if sort.startswith("-") else path, "pk")
    texts = (_("SKU"), _("Name"), _("Category"), _("Brand"), _("State"), _("Launch day"), _("Price"), _("Unit cost"),
             _("Bar code"))  # fmt: skip
    return export_response("products", file_format, texts, _export_rows(ordered))


def _export_rows(rows: ProductQuerySet) -> Iterator[list[Any]]:
    for row in rows.iterator(chunk_size=2000):
        amounts = [None if amount is None else money.from_minor(amount) for amount in (row.price, row.unit_cost)]
        yield [
            row.sku, row.name, row.category.name if row.category else "", row.brand.name if row.brand else "",
            row.get_state_display(), row.launch_on, *amounts, row.barcode,
        ]  # fmt: skip


@permission("sales.view_product")
@require_safe
def product_detail(request: HttpRequest, pk: int) -> HttpResponse:
    product = get_object_or_404(Product.objects.select_related("category", "brand"), pk=pk)
    context = {
        "title": product.name,
        "product": product,
        "topics": product.topics.all(),
        "selling_points": [point.strip(" -•") for point in product.selling_points.splitlines() if point.strip()],
        "margin": _margin(product),
        # What the shop pays is for those who set prices or read figures, not for the till.
        "shows_cost": request.user.has_perm("sales.change_product") or request.user.has_perm("customers.view_reports"),
    }
    return render(request, "sales/product_detail.html", context)


def _margin(product: Product) -> float | None:
    if not product.price or product.unit_cost is None:
        return None
    return (product.price - product.unit_cost) / product.price


@permission("sales.view_product", "sales.view_purchase", "customers.view_customer")
@require_safe
def product_buyers(request: HttpRequest, pk: int) -> HttpResponse:
    """Panel: who buys it, from its latest sales."""
    product = get_object_or_404(Product, pk=pk)
    buyers = reports.buyers_of(product)
    context = {
        "title": _("Who buys it"),
        "back_url": reverse("sales:product", args=[pk]),
        "product": product,
        "buyers": buyers,
        "latest": reports.SAMPLE,
        "groups": reports.groups_of(buyers),
        "recent": reports.recent_buyers(buyers, request.user),
    }
    return render_list(request, "sales/_product_buyers.html", context)


@permission("sales.add_product")
@require_http_methods(["GET", "HEAD", "POST"])
def product_new(request: HttpRequest) -> HttpResponse:
    form = ProductForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            product = services.create_product(data=form.product_data, topics=form.cleaned_data["topics"])
            messages.success(request, _("Product created."))
            return redirect("sales:product", product.pk)
        except DomainError as error:
            add_domain_error(form, error)
    return _form_page(request, form, _("New product"), reverse("sales:products"), _("Products"))


@permission("sales.change_product")
@require_http_methods(["GET", "HEAD", "POST"])
def product_edit(request: HttpRequest, pk: int) -> HttpResponse:
    product = get_object_or_404(Product, pk=pk)
    form = ProductForm(request.POST or None, initial=initial_of(product))
    if request.method == "POST" and form.is_valid():
        try:
            services.update_product(
                product=product, data=form.product_data, topics=form.cleaned_data["topics"],
                expected_version=form.cleaned_data["version"],
            )  # fmt: skip
            messages.success(request, _("Saved."))
            return redirect("sales:product", pk)
        except DomainError as error:
            add_domain_error(form, error)
    return _form_page(request, form, _("Edit product"), reverse("sales:product", args=[pk]), product.name)


def _form_page(request: HttpRequest, form: ProductForm, title: str, back_url: str, back_label: str) -> HttpResponse:
    context = {"title": title, "form": form, "back_url": back_url, "back_label": back_label}
    return render(request, "sales/product_form.html", context, status=422 if form.errors else 200)
