"""The list of customers: search, filters, saved filters, export of exactly what is shown."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet, prefetch_related_objects
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from core.decorators import permission
from core.paging import Column, Count, Page, build_page, render_list
from customers import listcolumns, listexport, listfiles, services
from customers.forms import CustomerFilter, SaveFilterForm
from customers.listcolumns import shown
from customers.listparts import ListColumn
from customers.models import Customer, Membership, SavedFilter
from customers.querysets import SEARCH_LIMIT
from customers.views.base import user_of, visible

PAGE = "customers"
# Saved filters beside the list; all of them have a page.
CHIPS = 30
COLUMNS = listexport.COLUMNS
TONES = {Membership.State.ACTIVE: "good", Membership.State.SUSPENDED: "warn", Membership.State.LEFT: ""}


@require_GET
@permission("customers.view_customer")
def customer_list(request: HttpRequest) -> HttpResponseBase:
    if listfiles.is_asked(request):
        return listfiles.answer(request, listexport.FILE)
    form = CustomerFilter(request.GET, user=user_of(request))
    seen = visible(request).current()
    offered = listcolumns.offered(request.user)
    more = listcolumns.chosen(request.GET, offered)
    page = build_page(
        request, form.apply(seen), columns=(*COLUMNS, *listcolumns.headings(more)), default="name",
        decorate=lambda rows: _attach(rows, more, request.user),
    )  # fmt: skip
    is_cut = _is_cut(form, page)
    if is_cut:
        page.count = Count(SEARCH_LIMIT, is_capped=True)
    context = {
        "title": _("Customers"),
        "page": page,
        "filter": form,
        "offered": offered,
        "added": {column.key for column in more},
        "is_filtered": bool(form.chosen),
        "exports": listexport.FILE.may_export(request.user),
        "is_cut": is_cut,
        "cut_at": SEARCH_LIMIT,
        "company": _company(request, form),
        **_saved(request),
    }
    return render_list(request, "customers/customer_list.html", context)


def _attach(rows: list[Customer], more: list[ListColumn], user: Any) -> None:
    """What the page's rows show of other tables, one query each: joined, all that match would be, before the sort."""
    prefetch_related_objects(rows, "membership", "assigned_to", "company", "groups", "tags")
    for row, added in zip(rows, listcolumns.cells(more, rows, user), strict=True):
        row.added = [(column, shown(column, value)) for column, value in zip(more, added, strict=True)]  # type: ignore[attr-defined]
        state = row.membership.state if hasattr(row, "membership") else ""
        row.tone = TONES.get(Membership.State(state), "") if state else ""  # type: ignore[attr-defined]


def _company(request: HttpRequest, form: CustomerFilter) -> Customer | None:
    """Whose contact persons are listed, if anybody's."""
    public_id = form.chosen.get("company")
    return visible(request).filter(public_id=public_id).first() if public_id else None


def _is_cut(form: CustomerFilter, page: Page[Customer]) -> bool:
    """A search that finds more than it takes through one index: say so instead of looking complete."""
    return "q" in form.chosen and page.count.value >= SEARCH_LIMIT


def _saved(request: HttpRequest) -> dict[str, Any]:
    """Filters of one's own and shared ones, the present one marked."""
    parameters = request.GET.copy()
    for name in ("cursor", "format"):
        parameters.pop(name, None)
    for name in [name for name, value in parameters.items() if not value]:
        parameters.pop(name)
    query = parameters.urlencode()
    found = _offered_filters(request)
    first = list(found.order_by("name", "pk")[: CHIPS + 1])
    chips = first[:CHIPS]
    if query and not any(saved.query == query for saved in chips):
        chips += found.filter(query=query).order_by("name", "pk")[:1]
    return {"query": query, "saved_filters": chips, "has_more_filters": len(first) > CHIPS}


def _offered_filters(request: HttpRequest) -> QuerySet[SavedFilter]:
    return SavedFilter.objects.filter(Q(owner=user_of(request).pk) | Q(is_shared=True), page=PAGE)


@require_GET
@permission("customers.view_customer")
def saved_filters(request: HttpRequest) -> HttpResponse:
    """All of one's own and the shared ones, to use and to clear out."""
    columns = (
        Column("name", _("Name"), sort="name"),
        Column("owner", _("Whose")),
        Column("act", _("Actions"), css="text-end"),
    )
    found = _offered_filters(request).select_related("owner")
    page = build_page(request, found, columns=columns, default="name")
    context = {"title": _("Saved filters"), "page": page, "exports": False, "back_url": reverse("customers:list")}
    return render_list(request, "customers/saved_filters.html", context)


@require_POST
@permission("customers.view_customer")
def save_filter(request: HttpRequest) -> HttpResponse:
    form = SaveFilterForm(request.POST)
    back = f"{reverse('customers:list')}?{request.POST.get('query', '')}"
    saved: SavedFilter | None = None
    if form.is_valid():
        saved = form.attempt(lambda: services.save_filter(owner=user_of(request), page=PAGE, **form.cleaned_data))
    if saved:
        messages.success(request, _("The filter is kept under “%(name)s”.") % {"name": saved.name})
    else:
        messages.error(request, _("The filter was not kept: give it a name of at most 60 characters."))
    return redirect(back)


@require_POST
@permission("customers.view_customer")
def delete_filter(request: HttpRequest, pk: int) -> HttpResponse:
    saved = get_object_or_404(SavedFilter, pk=pk, owner=user_of(request))
    services.delete_filter(saved=saved, owner=user_of(request))
    messages.success(request, _("The filter “%(name)s” is gone.") % {"name": saved.name})
    return redirect("customers:filters" if request.POST.get("from") == "all" else "customers:list")
