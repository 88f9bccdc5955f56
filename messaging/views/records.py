"""On the customer's record: what they heard from us, what not and why; and writing to them."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from core import clock
from core.decorators import permission
from core.paging import render_list
from customers.forms.base import ServiceForm, day_field
from customers.models import Customer
from customers.views.base import ShortForm, find, posted, record_url, user_of
from messaging import preferences, suppressing, wordings, writing
from messaging.links import counting
from messaging.models import Frequency, Message, Purpose, Template, TemplateVersion
from messaging.views.suppressed import described

SHOWN = 8


@permission("messaging.view_message")
@require_safe
def panel(request: HttpRequest, public_id: UUID) -> HttpResponse:
    customer = find(request, public_id)
    rows = list(
        Message.objects.filter(customer=customer).select_related("version__template").order_by("-pk")[: SHOWN + 1]
    )
    wordings.attach(rows)
    interests = counting.of_messages([row.pk for row in rows])
    for row in rows:
        row.interest = interests.get(row.pk)  # type: ignore[attr-defined]
    context = {
        "title": _("Messages"),
        "back_url": record_url(customer),
        "customer": customer,
        "rows": rows[:SHOWN],
        "has_more": len(rows) > SHOWN,
        "suppressed": [described(row) for row in suppressing.of_customer(customer)],
        "frequency": dict(Frequency.Every.choices).get(preferences.frequency_of(customer), ""),
        "paused_until": preferences.paused_until(customer, clock.now()),
    }
    return render_list(request, "messaging/_customer.html", context)


class RhythmForm(ServiceForm):
    """What the customer said at the counter or on the telephone."""

    every = forms.ChoiceField(
        label=gettext_lazy("News and offers"), required=False,
        choices=[("", gettext_lazy("As often as usual")), *Frequency.Every.choices],
        help_text=gettext_lazy("Over all channels together. What they ask for themselves, and service, always goes."),
    )  # fmt: skip
    until = day_field(
        label=gettext_lazy("Pause until"), required=False,
        help_text=gettext_lazy("The first day on which they hear from us again. Empty: no pause."),
    )  # fmt: skip


@permission("messaging.view_message", "customers.change_customer")
@require_http_methods(["GET", "HEAD", "POST"])
def rhythm(request: HttpRequest, public_id: UUID) -> HttpResponse:
    customer = find(request, public_id)
    until = preferences.paused_until(customer, clock.now())
    initial = {"every": preferences.frequency_of(customer), "until": until and clock.business_day(until)}
    form = RhythmForm(posted(request), initial=initial)
    page = ShortForm(
        customer, _("How often %(name)s hears from us") % {"name": customer}, gettext_lazy("Saved."),
        lead=_("Customers can say this themselves behind “Your choices” below your e-mails."),
    )  # fmt: skip
    return page.answer(request, form, lambda: _set_rhythm(request, customer, form))


@transaction.atomic
def _set_rhythm(request: HttpRequest, customer: Customer, form: RhythmForm) -> bool:
    """Only what was changed: an untouched day would move the hour that the customer chose."""
    actor, now = user_of(request), clock.now()
    if "every" in form.changed_data:
        preferences.set_frequency(customer=customer, every=form.cleaned_data["every"], actor=actor, now=now)
    if "until" in form.changed_data:
        until = form.cleaned_data["until"]
        if until:
            preferences.pause(customer=customer, actor=actor, now=now, until=clock.day_start(until))
        else:
            preferences.resume(customer=customer, actor=actor, now=now)
    return True


def _usable() -> QuerySet[Template]:
    """Templates in use that say something."""
    written = TemplateVersion.objects.filter(template=OuterRef("pk"))
    return Template.objects.filter(Exists(written), is_active=True).order_by("name")


class WriteForm(ServiceForm):
    template = forms.ModelChoiceField(label=gettext_lazy("Message"), queryset=_usable())
    purpose = forms.ChoiceField(
        label=gettext_lazy("Purpose"),
        choices=[(value, label) for value, label in Purpose.choices if value in ("service", "marketing")],
        help_text=gettext_lazy("News and offers go only to those who agreed to them."),
    )
    # Of this form: pressed twice it is one message.
    nonce = forms.UUIDField(widget=forms.HiddenInput)


@permission("messaging.view_message", "messaging.write_message")
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, public_id: UUID) -> HttpResponse:
    customer = find(request, public_id)
    form = WriteForm(posted(request), initial={"nonce": uuid4()})
    page = ShortForm(
        customer, _("Write to them"), gettext_lazy("It waits in the outbox and goes out in a moment."),
        submit_label=_("Send"), template="messaging/write.html",
        goes_to=lambda row: reverse("messaging:message", args=[row.pk]),
    )  # fmt: skip
    has_templates = _usable().exists()
    return page.answer(request, form, lambda: _write(request, customer, form.cleaned_data), has_templates=has_templates)


def _write(request: HttpRequest, customer: Customer, told: dict[str, Any]) -> Message:
    return writing.write(customer=customer, actor=user_of(request), now=clock.now(), **told)
