"""The outbox for staff: every message with its state and reason, and what they decide on single ones."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from core import clock
from core.decorators import permission
from core.errors import DomainError
from core.paging import Column, build_page, capped_count, render_list
from customers import listfiles
from customers.models import Channel, Customer
from customers.views.base import user_of
from messaging import deciding, framing, previewing, wordings
from messaging.links import counting
from messaging.models import DeliveryEvent, Kind, Message, Purpose, State

SEE, DECIDE = "messaging.view_message", "messaging.decide_message"
# Of a message that providers tell of without an end.
EVENTS = 50
FIGURES = ("delivered", "hard_bounce", "complained")
FILTERS = ("state", "channel", "purpose", "source", "customer")
COLUMNS = (
    Column("when", gettext_lazy("Waiting since"), sort="id", first="-"),
    Column("customer", gettext_lazy("Customer")),
    Column("template", gettext_lazy("Message")),
    Column("channel", gettext_lazy("Channel")),
    Column("purpose", gettext_lazy("Purpose")),
    Column("state", gettext_lazy("State")),
)


def _asked(user: Any, asked: listfiles.Asked) -> QuerySet[Message]:
    rows = Message.objects.visible_to(user)
    for name, known in (("state", State.values), ("channel", Channel.values), ("purpose", Purpose.values)):
        if asked.get(name) in known:
            rows = rows.filter(**{name: asked[name]})
    if asked.get("source"):
        rows = rows.filter(source=asked["source"].replace("\0", "")[:60])
    if asked.get("customer"):
        rows = rows.filter(customer__in=_customer(asked["customer"]))
    return rows


def _customer(text: str) -> QuerySet[Customer]:
    try:
        return Customer.objects.filter(public_id=UUID(text))
    except ValueError:
        return Customer.objects.none()


def _beside(rows: QuerySet[Message]) -> QuerySet[Message]:
    return rows.select_related("customer", "version__template")


def _cells(row: Message) -> list[Any]:
    return [
        row.queued_at, str(row.customer), row.version.template.name, row.get_channel_display(),
        row.get_purpose_display(), row.get_state_display(), wordings.reason(row.reason), row.sent_at, row.source,
    ]  # fmt: skip


FILE = listfiles.page_file(
    name="messages", title=gettext_lazy("Messages"), columns=lambda: COLUMNS, default="-when", permissions=(SEE,),
    rows=lambda user, asked: _beside(_asked(user, asked)), cells=_cells, filters=FILTERS,
    more=(gettext_lazy("Reason"), gettext_lazy("Sent at"), gettext_lazy("Source")),
)  # fmt: skip


@permission(SEE)
@require_safe
def outbox(request: HttpRequest) -> HttpResponseBase:
    if listfiles.is_asked(request):
        return listfiles.answer(request, FILE)
    user = user_of(request)
    asked = {name: request.GET.get(name, "") for name in FILTERS}
    rows = _asked(user, asked)
    page = build_page(
        request, _beside(rows), columns=COLUMNS, default="-when", count_from=rows, decorate=wordings.attach
    )
    context = {
        "title": _("Messages"),
        "page": page,
        "exports": FILE.may_export(user),
        "asked": asked,
        "of": _customer(asked["customer"]).filter(pk__in=Customer.objects.visible_to(user)).first(),
        "states": State.choices,
        "channels": Channel.choices,
        "purposes": Purpose.choices,
        "uncertain": capped_count(Message.objects.visible_to(user).to_decide()),
        "told": [] if any(asked.values()) else _told(user),
        "is_filtered": any(asked.values()),
    }
    return render_list(request, "messaging/outbox.html", context)


def _told(user: Any) -> list[tuple[str, Any]]:
    """What providers told of messages in the last thirty days: a word each, and how often."""
    events = DeliveryEvent.objects.filter(at__gt=clock.now() - timedelta(days=30), message__isnull=False)
    if not user.has_perm("customers.view_all_customers"):
        events = events.filter(message__in=Message.objects.visible_to(user))
    counted = [(Kind(kind).label, capped_count(events.filter(kind=kind))) for kind in FIGURES]
    return [(str(label), count) for label, count in counted if count.value]


def find(request: HttpRequest, pk: int) -> Message:
    rows = _beside(Message.objects.visible_to(request.user)).select_related("decided_by")
    return get_object_or_404(rows, pk=pk)


@permission(SEE)
@require_safe
@framing.with_frame
def message(request: HttpRequest, pk: int) -> HttpResponse:
    """One message: where it stands and why, and what it says."""
    row = find(request, pk)
    wordings.attach([row])
    context = {
        "title": row.version.template.name,
        "message": row,
        "said": previewing.of_message(row),
        "interest": counting.of_messages([row.pk]).get(row.pk),
        "can_retry": row.state in (State.FAILED, State.SKIPPED) and row.valid_until > clock.now(),
        "events": row.events.order_by("at", "pk")[:EVENTS],
        "back_url": reverse("messaging:outbox"),
    }
    return render(request, "messaging/message.html", context)


@permission(SEE)
@require_safe
@framing.in_frame
def message_page(request: HttpRequest, pk: int) -> HttpResponse:
    """What it says, as a page."""
    said = previewing.of_message(find(request, pk))
    return framing.framed(said.html if said else "")


@permission(SEE, DECIDE)
@require_POST
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        deciding.try_again(message=find(request, pk), actor=user_of(request), now=clock.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("It waits again; every rule is asked anew when it goes."))
    return redirect("messaging:message", pk)


# --- Uncertain ------------------------------------------------------------------------------------

SHOWN = 100


@permission(SEE, DECIDE)
@require_safe
def uncertain(request: HttpRequest) -> HttpResponse:
    """Handed over, and no answer came: a person who can find out, or who judges, says what becomes of each."""
    rows = Message.objects.visible_to(request.user).to_decide()
    shown = list(_beside(rows).order_by("-pk")[:SHOWN])
    wordings.attach(shown)
    context = {
        "title": _("Did they arrive?"),
        "rows": shown,
        "count": capped_count(rows),
        "choices": deciding.Choice.choices,
        "back_url": reverse("messaging:outbox"),
    }
    return render(request, "messaging/uncertain.html", context)


@permission(DECIDE)
@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """How many wait for a decision: a card on Today."""
    count = capped_count(Message.objects.visible_to(request.user).to_decide())
    context = {"title": _("Did they arrive?"), "back_url": reverse("customers:today"), "count": count}
    return render_list(request, "messaging/_today.html", context)


@permission(SEE, DECIDE)
@require_POST
def decide(request: HttpRequest) -> HttpResponse:
    choice = request.POST.get("choice", "")
    wanted = [int(pk) for pk in request.POST.getlist("message") if pk.isdecimal() and len(pk) < 19]
    if choice not in deciding.Choice.values or not wanted:
        messages.error(request, _("Choose the messages first, then what becomes of them."))
        return redirect("messaging:uncertain")
    ids = Message.objects.visible_to(request.user).filter(pk__in=wanted).values_list("pk", flat=True)
    count = deciding.decide(messages=ids, choice=choice, actor=user_of(request), now=clock.now())
    messages.success(request, ngettext("%(n)s message decided.", "%(n)s messages decided.", count) % {"n": count})
    return redirect("messaging:uncertain")
