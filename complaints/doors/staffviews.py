"""For staff: links and posters of stores and products, and what customers looked for in vain."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from complaints.doors import helping, links
from complaints.doors.links import Place
from complaints.models import HelpArticle
from core import clock
from core.codes import qr_svg
from core.decorators import permission
from sales.models import Product, Store

_PRODUCTS, _TERMS = 20, 100


@permission("complaints.view_case")
@require_safe
def doors(request: HttpRequest) -> HttpResponse:
    """The public link, and posters of the shop as a whole, of each store, and of the products that are looked for."""
    wanted = request.GET.get("q", "").replace("\0", "").strip()[:100]
    stores: list[Store | None] = [None, *Store.objects.filter(is_open=True).order_by("name", "pk")]
    context = {
        "title": _("Links and posters"), "public_url": links.form_url(), "q": wanted,
        "stores": [_door(Place(store=store)) for store in stores],
        "products": [_door(Place(product=product)) for product in _products(wanted)],
    }  # fmt: skip
    return render(request, "complaints/doors_doors.html", context)


def _products(wanted: str) -> list[Product]:
    if not wanted:
        return []
    rows = Product.objects.filter(Q(sku__istartswith=wanted) | Q(name__icontains=wanted))
    return list(rows.order_by("name", "pk")[:_PRODUCTS])


def _door(place: Place) -> dict[str, Any]:
    one = place.store or place.product
    return {
        "name": one.name if one else _("All stores"), "url": links.form_url(place),
        "query": f"?store={place.store.pk}" if place.store else f"?product={place.product.pk}" if place.product else "",
    }  # fmt: skip


@permission("complaints.view_case")
@require_safe
def poster(request: HttpRequest) -> HttpResponse:
    """A page to print: the code that opens the form, for one store, one product, or all."""
    place = Place(_asked(request, "store", Store), _asked(request, "product", Product))
    address = links.form_url(place)
    context = {
        "title": _("Poster"), "place": place, "site_name": settings.SITE_NAME, "address": address,
        "qr": qr_svg(address, title=_("Link to the form")),
    }  # fmt: skip
    return render(request, "complaints/doors_poster.html", context)


def _asked(request: HttpRequest, name: str, model: Any) -> Any:
    asked = request.GET.get(name, "")
    if not asked:
        return None
    is_key = asked.isascii() and asked.isdecimal() and len(asked) < 10
    found = model.objects.filter(pk=asked).first() if is_key else None
    if found is None:
        raise Http404
    return found


@permission("complaints.view_helpsearch")
@require_safe
def help_report(request: HttpRequest) -> HttpResponse:
    """What was looked for in the answered questions without finding any, most wanted first."""
    context = {
        "title": _("Looked for in vain"), "terms": helping.unfound(clock.today())[:_TERMS],
        "articles": HelpArticle.objects.filter(is_published=True).count(),
        "may_write": request.user.has_perm("complaints.add_helparticle") and request.user.is_staff,
        "help_url": links.form_url(),
    }  # fmt: skip
    return render(request, "complaints/doors_help_report.html", context)
