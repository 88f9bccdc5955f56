"""The pages of events: all of them, one with its guests, writing it, and what people press."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns.events import counting, inviting, links, lists, places, planning, wordings
from campaigns.events.forms import AddForm, EventForm, InviteForm, OptionalReasonForm, ReasonForm
from campaigns.models import Campaign, Event, EventState, Registration, RegistrationState
from core import clock
from core.decorators import permission
from core.errors import DomainError
from core.paging import build_page, render_list
from customers import listfiles
from customers.models import Customer
from customers.views.base import find as find_customer
from customers.views.base import posted, record_url, user_of

SEE, WRITE, RUN = "campaigns.view_event", "campaigns.change_event", "campaigns.run_event"
GUESTS, REGISTER = "campaigns.view_registration", "campaigns.change_registration"
# An invitation makes all of it.
INVITE = (SEE, RUN, "campaigns.view_campaign", "campaigns.add_campaign", "messaging.add_template")
SHOWN = 8


@permission(SEE)
@require_safe
def event_list(request: HttpRequest) -> HttpResponseBase:
    if listfiles.is_asked(request):
        return listfiles.answer(request, lists.EVENTS)
    rows = lists.events(request.GET)
    page = build_page(request, rows, columns=lists.COLUMNS, default="-starts", decorate=lists.attach)
    chosen = request.GET.get("state", "")
    context = {
        "title": pgettext("shop", "Events"), "page": page, "states": EventState.choices, "chosen": chosen,
        "is_filtered": bool(chosen), "exports": lists.EVENTS.may_export(request.user),
    }  # fmt: skip
    return render_list(request, "campaigns/events/list.html", context)


@permission(SEE, GUESTS)
@require_safe
def detail(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    event, user = find(public_id), user_of(request)
    if listfiles.is_asked(request):
        return listfiles.answer(request, lists.GUESTS, also={"event": str(event.public_id)})
    wordings.attach([event])
    rows, state = lists.guests(event.public_id, request.GET), request.GET.get("state", "")
    page = build_page(
        request, rows.select_related("customer"), columns=lists.GUEST_COLUMNS, default="asked",
        decorate=lambda found: lists.attach_guests(found, user), count_from=rows,
    )  # fmt: skip
    context = _shown(event) | {
        "page": page,
        "states": RegistrationState.choices,
        "state": state,
        "is_filtered": bool(state),
        "exports": lists.GUESTS.may_export(user),
        "may_invite": event.state == EventState.OPEN and user.has_perms(INVITE),
    }
    return render_list(request, "campaigns/events/detail.html", context)


def _shown(event: Event) -> dict[str, Any]:
    is_public = event.state != EventState.DRAFT and event.audience != Event.Audience.SEGMENT
    return {
        "title": event.title,
        "event": event,
        "when": wordings.when(event),
        "where": wordings.where(event),
        "tally": counting.tally(event),
        "is_awake": event.state in places.AWAKE,
        "has_begun": event.starts_at <= clock.now(),
        "public_url": settings.SITE_URL + reverse("events:public", args=[event.public_id]) if is_public else "",
        "invitations": Campaign.objects.filter(invitation__event=event).order_by("-pk"),
    }


def find(public_id: UUID) -> Event:
    return get_object_or_404(Event.objects.select_related("segment"), public_id=public_id)


def url_of(event: Event) -> str:
    return reverse("campaigns:event", args=[event.public_id])


@permission(GUESTS)
@require_safe
def customer_panel(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """On the customer's record."""
    customer = find_customer(request, public_id)
    rows = list(
        Registration.objects.filter(customer=customer)
        .select_related("event")
        .order_by("-event__starts_at", "-pk")[:SHOWN]
    )
    wordings.attach_registrations(rows)
    if request.user.has_perm("customers.share_memberlink"):
        for row in rows:
            is_awake = row.event.state in places.AWAKE
            row.link = links.url_for(row.event.public_id, customer.public_id) if is_awake else ""  # type: ignore[attr-defined]
    context = {
        "title": pgettext("shop", "Events"),
        "back_url": record_url(customer),
        "customer": customer,
        "rows": rows,
    }
    return render_list(request, "campaigns/events/_customer.html", context)


# --- Writing --------------------------------------------------------------------------------------


@permission(SEE, GUESTS, "campaigns.add_event")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    form = EventForm(posted(request))

    def save() -> Event:
        return planning.create(told=form.told(), actor=user_of(request), now=clock.now())

    shown = {"title": _("New event"), "back_url": reverse("campaigns:events")}
    return _written(request, form, save, shown, _("Saved. Look at it, then open it."))


@permission(SEE, GUESTS, WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    event = find(public_id)
    form = EventForm(posted(request), event=event)

    def save() -> Event:
        return planning.change(
            event=event, told=form.told(), actor=user_of(request), now=clock.now(),
            expected_version=form.cleaned_data["version"] or 0,
        )  # fmt: skip

    shown = {"title": event.title, "back_url": url_of(event), "is_awake": event.state in places.AWAKE}
    return _written(request, form, save, shown, _("Saved."))


def _written(
    request: HttpRequest, form: EventForm, save: Callable[[], Event], shown: dict[str, Any], done: str
) -> HttpResponse:
    if request.method == "POST" and form.is_valid() and (saved := form.attempt(save)) is not None:
        messages.success(request, done)
        return redirect(url_of(saved))
    return render(request, "campaigns/events/form.html", {"form": form, **shown}, status=422 if form.errors else 200)


# --- On its way -----------------------------------------------------------------------------------


@permission(SEE, GUESTS, RUN)
@require_POST
def open_up(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return _press(request, public_id, planning.open_up, _("Registration is open."))


@permission(SEE, GUESTS, RUN)
@require_POST
def close(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return _press(request, public_id, planning.close, _("Registration is closed."))


@permission(SEE, GUESTS, RUN)
@require_POST
def end(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return _press(request, public_id, planning.end, _("It is over: who was not checked in did not come."))


def _press(request: HttpRequest, public_id: UUID, service: Callable[..., object], done: str) -> HttpResponse:
    """A button without a form."""
    event = find(public_id)
    try:
        service(event=event, actor=user_of(request), now=clock.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect(url_of(event))


@permission(SEE, GUESTS, RUN)
@require_http_methods(["GET", "HEAD", "POST"])
def call_off(request: HttpRequest, public_id: UUID) -> HttpResponse:
    event, form = find(public_id), ReasonForm(posted(request))

    def save() -> Event:
        told = {"reason": form.cleaned_data["reason"], "actor": user_of(request), "now": clock.now()}
        return planning.call_off(event=event, **told)

    shown = {
        "title": _("Call off the event"), "submit_label": _("Call it off"), "done": _("Called off."),
        "hint": _("For good. Everybody on its list is told, with this reason."),
    }  # fmt: skip
    return _short(request, event, form, save, shown)


@permission(*INVITE, GUESTS)
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, public_id: UUID) -> HttpResponse:
    event = find(public_id)
    form = InviteForm(posted(request), initial={"segment": event.segment_id})

    def save() -> Campaign:
        told = {"segment": form.cleaned_data["segment"], "actor": user_of(request), "now": clock.now()}
        return inviting.invite(event=event, **told)

    if request.method == "POST" and form.is_valid() and (made := form.attempt(save)) is not None:
        messages.success(request, _("Made. Look at the words and at who would hear, then start it."))
        return redirect("campaigns:detail", made.public_id)
    shown = {
        "title": _("Invite a segment"), "submit_label": _("Make a draft"), "done": "",
        "hint": _("A campaign is made, with a letter that brings each of them their own link."),
    }  # fmt: skip
    return _short(request, event, form, None, shown)


@permission(SEE, GUESTS, REGISTER)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, public_id: UUID) -> HttpResponse:
    event = find(public_id)
    form = AddForm(posted(request), seen=Customer.objects.visible_to(request.user))

    def save() -> Registration:
        data = form.cleaned_data
        return places.register(
            event=event, customer=data["customer"], companions=data["companions"], actor=user_of(request),
            now=clock.now(),
        )  # fmt: skip

    shown = {
        "title": _("Register somebody"), "submit_label": _("Register"), "done": _("On the list."),
        "hint": _("They get a place, or the end of the waiting list, and hear of it."),
    }  # fmt: skip
    return _short(request, event, form, save, shown)


@permission(SEE, GUESTS, REGISTER)
@require_http_methods(["GET", "HEAD", "POST"])
def take_off(request: HttpRequest, public_id: UUID, registration: UUID) -> HttpResponse:
    event = find(public_id)
    row = find_registration(request, event, registration)
    form = OptionalReasonForm(posted(request))

    def save() -> Registration:
        told = {"actor": user_of(request), "now": clock.now(), "reason": form.cleaned_data["reason"]}
        return places.give_up(registration=row, **told)

    shown = {
        "title": _("Take %(name)s off the list") % {"name": row.customer}, "submit_label": _("Take off the list"),
        "done": _("Off the list; the place goes to who waits."), "hint": _("They hear of it."),
    }  # fmt: skip
    return _short(request, event, form, save, shown)


def find_registration(request: HttpRequest, event: Event, public_id: UUID) -> Registration:
    """404 also for a customer whom this person may not see."""
    rows = Registration.objects.select_related("customer").filter(event=event)
    seen = Customer.objects.visible_to(request.user)
    return get_object_or_404(rows.filter(customer__in=seen), public_id=public_id)


def _short(
    request: HttpRequest, event: Event, form: Any, save: Callable[[], object] | None, shown: dict[str, Any]
) -> HttpResponse:
    if save and request.method == "POST" and form.is_valid() and form.attempt(save) is not None:
        messages.success(request, shown["done"])
        return redirect(url_of(event))
    context = {"form": form, "event": event, "back_url": url_of(event), "back_label": event.title, **shown}
    return render(request, "campaigns/events/short.html", context, status=422 if form.errors else 200)
