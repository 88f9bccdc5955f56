"""The search in the header: a list below the field while one types, a page on Enter."""

from __future__ import annotations

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core.context import wants_fragment
from core.decorators import permission
from core.paging import render_list
from customers import finders
from customers.models import Customer
from customers.views.base import record_url

DROPDOWN, PAGE = 8, 30
# Of each way to find somebody: enough for a page in order; the list of customers shows more.
ENOUGH = 200


@require_GET
@permission("customers.view_customer")
def search(request: HttpRequest) -> HttpResponse:
    """Enter goes straight to the one that is found; several are listed."""
    text = " ".join(request.GET.get("q", "").replace("\0", " ").split())[:100]
    is_dropdown = wants_fragment(request)
    size = DROPDOWN if is_dropdown else PAGE
    seen = Customer.objects.visible_to(request.user).current()
    found = list(seen.search(text, limit=ENOUGH).order_by("sort_key", "pk")[: size + 1]) if text else []
    prefetch_related_objects(found, "membership", "company")
    others = finders.find_all(request.user, text) if text else []
    if len(found) == 1 and not others and not is_dropdown:
        return redirect(record_url(found[0]))
    context = {
        "title": _("Search"),
        "q": text,
        "customers": found[:size],
        "has_more": len(found) > size,
        "others": others,
        "layout": "ui/fragment.html" if is_dropdown else "base.html",
    }
    return render_list(request, "customers/search.html", context)
