"""From a customer's own page: complaining without saying who one is, and claiming what is guaranteed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from complaints.doors import memberpage, writing
from complaints.doors.writing import Desk
from complaints.models import Door
from core import clock
from core.decorators import public
from core.uploading import takes_files
from customers.memberpage.serving import member_view
from customers.models import Customer
from sales.models import Purchase

WHY = "the signed link is the key"
_LATEST = 12


@public(WHY)
@takes_files(writing.MOST_BYTES)
@require_http_methods(["GET", "HEAD", "POST"])
@member_view
def write(request: HttpRequest, customer: Customer, token: str) -> HttpResponse:
    latest = Purchase.objects.filter(customer=customer).exclude(state=Purchase.State.CANCELLED)
    purchases = latest.select_related("store").order_by("-occurred_at", "-pk")[:_LATEST]
    return writing.answer(Desk(request, Door.MEMBER, customer, purchases=purchases))


@public(WHY)
@takes_files(writing.MOST_BYTES)
@require_http_methods(["GET", "HEAD", "POST"])
@member_view
def guarantee(request: HttpRequest, customer: Customer, token: str, line: int) -> HttpResponse:
    """On something of theirs that is under guarantee today; everything else is not found."""
    row = get_object_or_404(memberpage.guaranteed(customer, clock.today()), pk=line)
    name = memberpage.name_of(row)
    facts = {
        "purchase": row.purchase, "line": row, "product": row.product, "store": row.purchase.store,
        "subject": (_("Guarantee: %(goods)s") % {"goods": name})[:200],
    }  # fmt: skip
    return writing.answer(Desk(request, Door.GUARANTEE, customer, facts=facts, about=name))
