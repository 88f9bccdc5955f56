"""Late customers worth a call: the card on Today, and all of them as a list to call along.

One selection for both, and as many as the figure `late_not_lapsed` counts: later than their own rhythm,
not lapsed, and nobody asked to leave them alone for now.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from core import clock, money
from core.decorators import permission
from core.paging import Column, build_page, render_list
from customers import listfiles
from customers.models import Customer
from customers.querysets import CustomerQuerySet
from customers.views.base import user_of
from loyalty.models import CustomerMetrics
from loyalty.views.figures import rhythm

SHOWN = 8
# So far the list counts its rows, for its number to be the figure's; an index has the late ones alone.
CEILING = 10_000
PERMISSIONS = ("customers.view_customer", "loyalty.view_customermetrics")


def _visible(user: Any) -> CustomerQuerySet:
    return Customer.objects.visible_to(user).current()


def _late(user: Any) -> QuerySet[CustomerMetrics]:
    return CustomerMetrics.objects.filter(is_late=True, is_lapsed=False, customer__in=_visible(user))


def worth_a_call(user: Any, now: datetime) -> QuerySet[CustomerMetrics]:
    """Those whom this person may see, with their customers."""
    return _late(user).exclude(customer__in=_visible(user).left_alone(now)).select_related("customer")


@permission(*PERMISSIONS)
@require_safe
def late_customers(request: HttpRequest) -> HttpResponse:
    """The best of them: a card on Today. Who is to be left alone is not on it."""
    now = clock.now()
    rows = list(worth_a_call(request.user, now).order_by("-net_revenue", "customer")[: SHOWN + 1])
    context = {
        "title": _("Worth a call"),
        "back_url": reverse("customers:today"),
        "late": [(row, rhythm(row)) for row in rows[:SHOWN]],
        "has_more": len(rows) > SHOWN,
        "left_alone": _late(request.user).filter(customer__in=_visible(request.user).left_alone(now)).count(),
    }
    return render_list(request, "loyalty/_late_customers.html", context)


# --- The list -----------------------------------------------------------------------------------


def columns() -> list[Column]:
    return [
        Column("name", _("Customer"), sort="customer__sort_key"),
        Column("phone", _("Phone")),
        Column("rhythm", _("Rhythm")),
        Column("last", _("Last visit"), sort="last_on", first="-"),
        Column("alive", _("Still active"), sort="p_alive", first="-", css="text-end"),
        Column("revenue", _("Net revenue"), sort="net_revenue", first="-", css="text-end"),
    ]


def _cells(row: CustomerMetrics) -> list[Any]:
    who = row.customer
    alive = None if row.p_alive is None else round(row.p_alive, 2)
    return [str(who), str(who.phone), rhythm(row).sentence, row.last_on, alive, money.from_minor(row.net_revenue)]


FILE = listfiles.page_file(
    name="late", title=gettext_lazy("Worth a call"), columns=columns, default="-revenue", permissions=PERMISSIONS,
    rows=lambda user, _asked: worth_a_call(user, clock.now()), cells=_cells, filters=(),
)  # fmt: skip


@permission(*PERMISSIONS)
@require_safe
def late_list(request: HttpRequest) -> HttpResponseBase:
    """All of them, best customers first, to call along or to download."""
    if listfiles.is_asked(request):
        return listfiles.answer(request, FILE)
    user = user_of(request)
    page = build_page(
        request, worth_a_call(user, clock.now()), columns=columns(), default="-revenue", decorate=_tell_rhythm,
        ceiling=CEILING,
    )  # fmt: skip
    context = {"title": _("Worth a call"), "page": page, "exports": FILE.may_export(user)}
    return render_list(request, "loyalty/late_customers.html", context)


def _tell_rhythm(rows: list[CustomerMetrics]) -> None:
    for row in rows:
        row.sentence = rhythm(row).sentence  # type: ignore[attr-defined]
