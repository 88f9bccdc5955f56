"""At the door of an event: scanning, looking for a name, letting in who comes without a registration, undoing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from campaigns.events import counting, door, wordings
from campaigns.models import Event, Registration
from campaigns.views import events
from core import clock
from core.decorators import permission
from core.errors import DomainError, NotFound
from customers.models import Customer
from customers.views.base import find as find_customer
from customers.views.base import user_of

SEE, CHECK_IN = (events.SEE, events.GUESTS), "campaigns.check_in_registration"
SHOWN = 8


@dataclass(frozen=True, slots=True)
class Said:
    """What came of the last thing that was done."""

    text: str
    row: Registration | None = None
    is_good: bool = False
    status: int = 200


@permission(*SEE, CHECK_IN)
@require_safe
def page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    event = events.find(public_id)
    return _answer(request, event, None, request.GET.get("q", "").strip()[:200])


@permission(*SEE, CHECK_IN)
@require_POST
def scan(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A code checks in at once; anything else is looked for as a name."""
    event, text = events.find(public_id), request.POST.get("scan", "").strip()[:200]
    if not text:
        return _answer(request, event, Said(_("Scan a code, or type a name."), status=422))
    try:
        row = door.find(event, text)
    except NotFound as error:
        found = _people(request, event, text)
        said = None if any(found.values()) else Said(str(error), status=error.status)
        return _answer(request, event, said, text, found)
    except DomainError as error:
        return _answer(request, event, Said(str(error), status=error.status))
    return _answer(request, event, _let_in(row, lambda: _check_in(request, row)))


@permission(*SEE, CHECK_IN)
@require_POST
def check_in(request: HttpRequest, public_id: UUID, registration: UUID) -> HttpResponse:
    event = events.find(public_id)
    row = events.find_registration(request, event, registration)
    return _answer(request, event, _let_in(row, lambda: _check_in(request, row)))


@permission(*SEE, CHECK_IN)
@require_POST
def undo(request: HttpRequest, public_id: UUID, registration: UUID) -> HttpResponse:
    event = events.find(public_id)
    row = Registration.objects.select_related("customer").filter(event=event, public_id=registration).first()
    if row is None:
        raise Http404
    row = door.undo(registration=row, actor=user_of(request), now=clock.now())
    return _answer(request, event, Said(_("Check-in undone."), row, is_good=True))


@permission(*SEE, CHECK_IN, events.REGISTER)
@require_POST
def walk_in(request: HttpRequest, public_id: UUID) -> HttpResponse:
    event = events.find(public_id)
    customer = _stranger(request)

    def work() -> door.CheckedIn:
        return door.walk_in(event=event, customer=customer, actor=user_of(request), now=clock.now())

    return _answer(request, event, _let_in(None, work))


def _stranger(request: HttpRequest) -> Customer:
    try:
        public_id = UUID(request.POST.get("customer", ""))
    except ValueError:
        raise Http404 from None
    return find_customer(request, public_id)


def _check_in(request: HttpRequest, row: Registration) -> door.CheckedIn:
    return door.check_in(registration=row, actor=user_of(request), now=clock.now())


def _let_in(row: Registration | None, work: Callable[[], door.CheckedIn]) -> Said:
    try:
        done = work()
    except DomainError as error:
        return Said(str(error), row, status=error.status)
    if not done.is_new:
        return Said(door.already(done.registration), done.registration)
    return Said(_("Come in."), done.registration, is_good=True)


# --- What is shown --------------------------------------------------------------------------------


def _people(request: HttpRequest, event: Event, text: str) -> dict[str, list[Any]]:
    """Of this name, those on the list first; then others, who may be let in."""
    seen = list(Customer.objects.visible_to(request.user).current().search(text).order_by("sort_key", "pk")[:SHOWN])
    found = list(
        Registration.objects.select_related("customer")
        .filter(event=event, customer__in=seen)
        .order_by("customer__sort_key", "pk")
    )
    wordings.attach_registrations(found)
    here = {row.customer_id for row in found if row.state != "cancelled"}
    return {
        "found": [row for row in found if row.customer_id in here],
        "strangers": [customer for customer in seen if customer.pk not in here],
    }


def _answer(
    request: HttpRequest, event: Event, said: Said | None, searched: str = "", found: dict[str, Any] | None = None
) -> HttpResponse:
    event.refresh_from_db()
    context = {
        "title": _("At the door"), "event": event, "when": wordings.when(event), "where": wordings.where(event),
        "tally": counting.tally(event), "said": said, "searched": searched,
    }  # fmt: skip
    if searched:
        context |= found if found is not None else _people(request, event, searched)
    # htmx shows an answer only when all is well, and what is said here is one either way.
    if request.headers.get("HX-Request"):
        return render(request, "campaigns/events/_door.html", context)
    return render(request, "campaigns/events/door.html", context, status=said.status if said else 200)
