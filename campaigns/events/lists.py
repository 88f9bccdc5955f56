"""The lists of events and of who is on the list of one: their columns, and the same as files."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from campaigns.events import counting, wordings
from campaigns.models import Event, EventState, Registration, RegistrationState
from campaigns.models.event import REGISTRATION_WAYS
from core.models import User
from core.paging import Column
from customers import listfiles

COLUMNS = (
    Column("name", pgettext_lazy("shop", "Event"), sort="name"),
    Column("starts", gettext_lazy("When"), sort="starts_at", first="-"),
    Column("state", gettext_lazy("State")),
    Column("taken", gettext_lazy("Places taken"), css="text-end"),
    Column("waiting", gettext_lazy("Waiting"), css="text-end"),
    Column("attended", gettext_lazy("Came"), css="text-end"),
)
GUEST_COLUMNS = (
    Column("customer", gettext_lazy("Customer"), sort="customer__sort_key"),
    Column("state", gettext_lazy("State")),
    Column("companions", gettext_lazy("Companions"), css="text-end"),
    Column("asked", gettext_lazy("Asked"), sort="asked_at", first="-"),
    Column("came", gettext_lazy("Came at"), sort="attended_at", first="-"),
    Column("actions", gettext_lazy("Actions"), css="text-end"),
)
_FILE_COLUMNS = GUEST_COLUMNS[:-1]


def events(asked: listfiles.Asked) -> QuerySet[Event]:
    state = asked.get("state", "")
    rows = Event.objects.all()
    return rows.filter(state=state) if state in EventState.values else rows


def attach(rows: list[Event], _user: User | None = None) -> None:
    wordings.attach(rows)
    found = counting.tallies(rows)
    for row in rows:
        row.tally = found[row.pk]  # type: ignore[attr-defined]  # for the template


def _event_cells(row: Any) -> list[Any]:
    return [row.title, row.starts_at, row.get_state_display(), row.taken, row.tally.waiting, row.tally.attended]


EVENTS = listfiles.page_file(
    name="events", title=pgettext_lazy("shop", "Events"), columns=lambda: COLUMNS, default="-starts",
    permissions=("campaigns.view_event",), rows=lambda _user, asked: events(asked), cells=_event_cells, prepare=attach,
    is_personal=False,
)  # fmt: skip


def guests(event_id: Any, asked: listfiles.Asked) -> QuerySet[Registration]:
    rows = Registration.objects.filter(event__public_id=event_id)
    state = asked.get("state", "")
    return rows.filter(state=state) if state in RegistrationState.values else rows


def attach_guests(rows: list[Registration], user: User) -> None:
    """With names only of customers whom this person may see."""
    wordings.attach_registrations(rows)
    visible = listfiles.visible_ids(user, [row.customer_id for row in rows])
    for row in rows:
        row.is_visible = row.customer_id in visible  # type: ignore[attr-defined]
        row.may_leave = "cancelled" in REGISTRATION_WAYS[row.state]  # type: ignore[attr-defined]


def _guests(_user: User, asked: listfiles.Asked) -> QuerySet[Registration]:
    """`event` comes from the address of the page."""
    return guests(asked["event"], asked).select_related("customer")


def _guest_cells(row: Any) -> list[Any]:
    customer = row.customer
    told = [str(customer), customer.email, customer.phone] if row.is_visible else [_("not shown to you"), "", ""]
    return [told[0], row.get_state_display(), row.companions, row.asked_at, row.attended_at, *told[1:], row.code]


GUESTS = listfiles.page_file(
    name="event-guests", title=gettext_lazy("Guests of an event"), columns=lambda: _FILE_COLUMNS, default="asked",
    permissions=("campaigns.view_event", "campaigns.view_registration"), rows=_guests, cells=_guest_cells,
    prepare=attach_guests, more=(gettext_lazy("E-mail"), gettext_lazy("Phone"), gettext_lazy("Code")),
)  # fmt: skip
