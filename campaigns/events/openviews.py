"""The page of an event for everybody, and asking for a place there without a link. Anybody may send anything here.

No CSRF token: there is no session whose power could be borrowed.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from campaigns.events import places, requesting
from campaigns.events.askform import AskForm
from campaigns.events.publicviews import context_of
from campaigns.models import Event, EventState
from core import clock
from core.addresses import client_address
from core.decorators import public
from core.errors import DomainError
from customers.memberpage.serving import private
from loyalty.models import TillSettings

WHY = "what it is, when and where; who is invited alone has a link"


@public(WHY)
@require_safe
def event_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """For everybody; an event by invitation, or a draft, is nobody's business."""
    event = _find(public_id)
    form = AskForm(event=event) if requesting.is_open(event, now=clock.now()) else None
    return _page(request, event, form=form, is_asked=request.GET.get("asked") == "1")


@public("anybody may ask for a place; braked, and their own address is asked back")
@csrf_exempt
@require_POST
def ask(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The same answer for addresses that are known and others, for those written to and those asked often enough."""
    event, form, refusal, status = _find(public_id), None, "", 422
    try:
        if not requesting.is_open(event, now=clock.now()):
            raise Http404
        form = AskForm(request.POST, event=event)
        requesting.check_brakes(event, asker=client_address(request))
        if form.is_robot or (form.is_valid() and _ask(event, form)):
            return private(redirect(reverse("events:public", args=[event.public_id]) + "?asked=1"))
    except DomainError as error:
        refusal, status = str(error), error.status
    return _page(request, event, status=status, form=form, refusal=refusal)


def _ask(event: Event, form: AskForm) -> bool:
    def work() -> bool:
        requesting.ask(event=event, told=form.told, now=clock.now())
        return True

    return bool(form.attempt(work))


def _find(public_id: UUID) -> Event:
    found = Event.objects.filter(public_id=public_id).exclude(state=EventState.DRAFT)
    event = found.exclude(audience=Event.Audience.SEGMENT).first()
    if event is None:
        raise Http404
    return event


def _page(request: HttpRequest, event: Event, *, status: int = 200, **told: Any) -> HttpResponse:
    context = context_of(event) | {
        "is_open": places.is_open(event, now=clock.now()),
        "is_full": event.free == 0,
        "may_become_member": TillSettings.current().is_joining_open,
        **told,
    }
    with timezone.override(clock.business_zone()):
        return private(render(request, "campaigns/events/public.html", context, status=status))
