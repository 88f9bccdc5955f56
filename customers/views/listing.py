"""The list of customers: search, filters, saved filters, export of exactly what is shown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, prefetch_related_objects
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from core import clock
from core.decorators import permission
from core.paging import Column, Page, build_page, chosen_sort, render_list
from core.tabular import export_response
from customers import services, timeline
from customers.forms import CustomerFilter, SaveFilterForm
from customers.models import Customer, Membership, SavedFilter
from customers.querysets import SEARCH_LIMIT, CustomerQuerySet
from customers.views.base import user_of, visible

PAGE = "customers"
COLUMNS = (
    Column("name", gettext_lazy("Name"), sort="sort_key"),
    Column("phone", gettext_lazy("Phone")),
    Column("email", gettext_lazy("E-mail")),
    Column("membership", gettext_lazy("Membership")),
    Column("groups", gettext_lazy("Groups and tags")),
    Column("assigned", gettext_lazy("Assigned to")),
    Column("created", gettext_lazy("Known since"), sort="created_at", first="-"),
)
EXPORT_CHUNK = 1000
TONES = {Membership.State.ACTIVE: "good", Membership.State.SUSPENDED: "warn", Membership.State.LEFT: ""}


@require_GET
@permission("customers.view_customer")
def customer_list(request: HttpRequest) -> HttpResponseBase:
    form = CustomerFilter(request.GET, user=user_of(request))
    if request.GET.get("format") in {"csv", "xlsx"}:
        return _export(request, form)
    seen = visible(request).current()
    page = build_page(
        request, form.apply(seen), columns=COLUMNS, default="name", decorate=_attach
    )  # fmt: skip
    context = {
        "title": _("Customers"),
        "page": page,
        "filter": form,
        "is_filtered": bool(form.chosen),
        "exports": request.user.has_perm("customers.export_customer"),
        "is_cut": _is_cut(form, page),
        "cut_at": SEARCH_LIMIT,
        **_saved(request),
    }
    return render_list(request, "customers/customer_list.html", context)


def _attach(rows: list[Customer]) -> None:
    """What the page's rows show of other tables, one query each: joined, all that match would be, before the sort."""
    prefetch_related_objects(rows, "membership", "assigned_to", "company", "groups", "tags")
    for row in rows:
        state = row.membership.state if hasattr(row, "membership") else ""
        row.tone = TONES.get(Membership.State(state), "") if state else ""  # type: ignore[attr-defined]


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
    mine_or_shared = Q(owner=user_of(request).pk) | Q(is_shared=True)
    return {
        "query": query,
        "saved_filters": list(SavedFilter.objects.filter(mine_or_shared, page=PAGE).order_by("name", "pk")[:30]),
    }


def _export(request: HttpRequest, form: CustomerFilter) -> HttpResponseBase:
    if not request.user.has_perm("customers.export_customer"):
        raise PermissionDenied
    sort = chosen_sort(request, COLUMNS, "name")
    path = next(column.sort for column in COLUMNS if column.key == sort.removeprefix("-"))
    order = [f"-{path}", "-pk"] if sort.startswith("-") else [path, "pk"]
    found = form.apply(visible(request).current(), limit=None).order_by(*order)
    # Who took customers' data out, and by which filters; not what was typed into them.
    timeline.record(
        customer=None, verb="customers.exported", actor=user_of(request), at=clock.now(),
        data={"format": request.GET["format"], "filters": sorted(form.chosen)},
    )  # fmt: skip
    return export_response("customers", request.GET["format"], [str(column.label) for column in COLUMNS], _rows(found))


def _rows(found: CustomerQuerySet) -> Iterator[list[Any]]:
    """The columns of the page, row by row, without holding more than a chunk."""
    queryset = found.select_related("membership", "assigned_to").prefetch_related("groups", "tags")
    for row in queryset.iterator(chunk_size=EXPORT_CHUNK):
        names = [group.name for group in row.groups.all()] + [tag.name for tag in row.tags.all()]
        membership = row.membership.get_state_display() if hasattr(row, "membership") else ""
        assigned = str(row.assigned_to) if row.assigned_to else ""
        yield [row.display_name, row.phone, row.email, membership, "; ".join(names), assigned, row.created_at]


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
    return redirect("customers:list")
