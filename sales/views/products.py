"""The catalogue as staff see it: what to say about a product, and who buys it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.actors import By
from core.decorators import permission
from core.errors import DomainError
from core.paging import build_page, render_list
from customers import listfiles
from customers.views.base import user_of
from sales import changes, downloads, reports, services
from sales.forms import ProductFilter, ProductForm, add_domain_error, initial_of
from sales.models import Product


@permission("sales.view_product")
@require_safe
def product_list(request: HttpRequest) -> HttpResponseBase:
    if listfiles.is_asked(request):
        return listfiles.answer(request, downloads.PRODUCTS)
    filters = ProductFilter(request.GET)
    queryset = filters.apply(Product.objects.select_related("category", "brand"))
    context = {
        "title": _("Products"),
        "page": build_page(request, queryset, columns=downloads.PRODUCT_COLUMNS, default="name"),
        "filters": filters,
        "is_filtered": filters.is_filtered,
        "exports": downloads.PRODUCTS.may_export(request.user),
    }
    return render_list(request, "sales/product_list.html", context)


@permission("sales.view_product")
@require_safe
def product_detail(request: HttpRequest, pk: int) -> HttpResponse:
    product = get_object_or_404(Product.objects.select_related("category", "brand", "successor"), pk=pk)
    context = {
        "title": product.name,
        "product": product,
        "topics": product.topics.all(),
        "selling_points": [point.strip(" -•") for point in product.selling_points.splitlines() if point.strip()],
        "margin": _margin(product),
        "waiting": product.wishes.filter(ended_at__isnull=True).count(),
        "shows_cost": downloads.sees_cost(request.user),
        "changes": changes.latest(product, with_cost=downloads.sees_cost(request.user)),
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
            product = services.create_product(
                data=form.product_data, topics=form.cleaned_data["topics"], by=By("page", user_of(request))
            )
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
                expected_version=form.cleaned_data["version"], by=By("page", user_of(request)),
            )  # fmt: skip
            messages.success(request, _("Saved."))
            return redirect("sales:product", pk)
        except DomainError as error:
            add_domain_error(form, error)
    return _form_page(request, form, _("Edit product"), reverse("sales:product", args=[pk]), product.name)


def _form_page(request: HttpRequest, form: ProductForm, title: str, back_url: str, back_label: str) -> HttpResponse:
    context = {"title": title, "form": form, "back_url": back_url, "back_label": back_label}
    return render(request, "sales/product_form.html", context, status=422 if form.errors else 200)
