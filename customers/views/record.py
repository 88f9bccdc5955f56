"""The record of a customer, and the panels on it."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core import clock
from core.decorators import permission
from core.paging import render_list
from customers import birthday, colleagues, consents, merging, panels, phones, timeline, wordings
from customers.birthday import LeapDay
from customers.contact_styles import advice_for
from customers.forms.base import language_name
from customers.models import (
    Channel,
    ChannelIdentity,
    Consent,
    Customer,
    CustomerSettings,
    CustomField,
    FollowUp,
    Interest,
    Membership,
    Note,
    Purpose,
    TimelineEntry,
)
from customers.querysets import CustomerQuerySet
from customers.services.people import same_phone
from customers.views.base import find, record_url, visible
from customers.views.correcting import may_change_note

TIMELINE_SIZE = 25
CONTACTS = 20
HISTORY = 50


@require_GET
@permission("customers.view_customer")
def customer_detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    customer = find(request, public_id)
    if (
        customer.merged_into_id
        and customer.merged_into
        and visible(request).filter(pk=customer.merged_into_id).exists()
    ):
        return redirect(record_url(customer.merged_into))
    membership = Membership.objects.filter(pk=customer.pk).select_related("enrolled_by").first()
    context = {
        "title": str(customer),
        "customer": customer,
        "membership": membership,
        "enrolled_where": wordings.doors(membership.enrolled_where) if membership else "",
        "language_name": language_name(customer.language),
        "phone": phones.shown(customer.phone),
        "is_colleague": colleagues.is_one(customer),
        "same_phone": same_phone(customer, visible(request)),
        "birthday": _birthday(customer, clock.today()),
        "holds": _open_holds(customer),
        "advice": advice_for(customer.contact_style),
        "custom": _custom(customer),
        "addresses": list(customer.addresses.all()),
        "identities": _identities(customer),
        "groups": list(customer.groups.all()),
        "tags": list(customer.tags.all()),
        **_contacts(customer, visible(request)),
        "panels": panels.placed(request.user, "record", customer.public_id),
        "is_merged_from": Customer.objects.filter(merged_into=customer).exists(),
    }
    return render_list(request, "customers/customer_detail.html", context)


def _birthday(customer: Customer, today: date) -> dict[str, Any] | None:
    """When it is celebrated next, and how old they will be when the year is known."""
    given = customer.birthday
    if given is None:
        return None
    rule = LeapDay(CustomerSettings.current().leap_day_rule)
    following = birthday.next_occurrence(given, today, rule)
    return {
        "given": given,
        "words": date_format(date(2000, given.month, given.day), "MONTH_DAY_FORMAT") if not given.is_lunar else "",
        "next": following,
        "is_today": following == today,
        "age": birthday.age_on(given, following, rule),
    }


def _open_holds(customer: Customer) -> list[Any]:
    holds = list(customer.holds.in_force(clock.now()).order_by("pk"))
    for hold in holds:
        hold.title = wordings.hold_kind(hold.kind)  # type: ignore[attr-defined]
        # What a machine noted is worded for the reader, and said once.
        why = _(hold.reason) if hold.source and hold.reason else hold.reason
        hold.why = "" if why == hold.title else why  # type: ignore[attr-defined]
    return holds


def _identities(customer: Customer) -> list[ChannelIdentity]:
    identities = list(customer.identities.order_by("provider", "pk"))
    for identity in identities:
        identity.provider_name = wordings.provider_name(identity.provider)  # type: ignore[attr-defined]
    return identities


def _custom(customer: Customer) -> list[tuple[str, Any]]:
    """The administrators' own fields that have a value, under their labels."""
    if not customer.custom:
        return []
    shown = {True: _("Yes"), False: _("No")}
    return [
        (field.label, shown.get(value, value) if isinstance(value, bool) else value)
        for field in CustomField.objects.all()
        if (value := customer.custom.get(field.code)) is not None
    ]


def _contacts(customer: Customer, seen: CustomerQuerySet) -> dict[str, Any]:
    """Of a large company the first; the list of customers has them all."""
    found = seen.current().filter(company=customer).order_by("sort_key", "pk") if customer.is_company else seen.none()
    rows = list(found[: CONTACTS + 1])
    return {"contacts": rows[:CONTACTS], "has_more_contacts": len(rows) > CONTACTS}


def _panel(request: HttpRequest, template: str, customer: Customer, context: dict[str, Any]) -> HttpResponse:
    shown = {"customer": customer, "back_url": record_url(customer)}
    return render_list(request, template, shown | context)


@require_GET
@permission("customers.view_customer", "customers.view_timelineentry")
def timeline_panel(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Newest first; `before` (an entry's id) goes on where the last page ended."""
    customer = find(request, public_id)
    whose = merging.merged_ids(customer)
    rows = TimelineEntry.objects.filter(customer__in=whose).select_related("actor")
    entries = timeline.seen(rows, request.user).order_by("-at", "-pk")
    before = request.GET.get("before", "")
    last = entries.filter(pk=int(before)).first() if before.isdecimal() and len(before) < 19 else None
    if last:
        entries = entries.filter(Q(at__lt=last.at) | Q(at=last.at, pk__lt=last.pk))
    found = list(entries[: TIMELINE_SIZE + 1])
    context = {
        "title": _("Timeline"),
        "entries": _worded(found[:TIMELINE_SIZE], request.user),
        "following": found[TIMELINE_SIZE - 1].pk if len(found) > TIMELINE_SIZE else None,
        "is_continued": last is not None,
    }
    return _panel(request, "customers/_timeline.html", customer, context)


def _worded(entries: list[TimelineEntry], user: Any) -> list[dict[str, Any]]:
    """Rows in words; what a note or a follow-up says is read from its own row, where it can be erased, by who may."""
    notes = _targets(entries, "note") if user.has_perm("customers.view_note") else []
    follow_ups = _targets(entries, "follow_up") if user.has_perm("customers.view_followup") else []
    texts = {f"note:{row.pk}": row.text for row in Note.objects.filter(pk__in=notes)} if notes else {}
    if follow_ups:
        texts |= {f"follow_up:{row.pk}": _told(row) for row in FollowUp.objects.filter(pk__in=follow_ups)}
    return [
        {
            "entry": entry,
            "sentence": timeline.sentence(entry.verb, entry.data),
            "icon": timeline.icon(entry.verb),
            "by": timeline.by_whom(entry),
            "text": texts.get(entry.target, ""),
        }
        for entry in entries
    ]


def _targets(entries: list[TimelineEntry], kind: str) -> list[int]:
    targets = (entry.target.partition(":") for entry in entries)
    return [int(number) for name, _colon, number in targets if name == kind and number.isdecimal()]


def _told(follow_up: FollowUp) -> str:
    return f"{follow_up.subject} → {follow_up.outcome}" if follow_up.outcome else follow_up.subject


@require_GET
@permission("customers.view_customer", "customers.view_consent")
def consents_panel(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What they allow, by purpose and channel; where nothing was ever asked the cell says so."""
    customer = find(request, public_id)
    given = {(consent.channel, consent.purpose): consent for consent in Consent.objects.filter(customer=customer)}
    for consent in given.values():
        consent.is_outdated = not consents.is_for_present_address(consent, customer)  # type: ignore[attr-defined]
    channels = [channel for channel in Channel if any(key[0] == channel for key in given)]
    table = [
        {
            "purpose": purpose.label,
            "cells": [(channel, given.get((channel.value, purpose.value))) for channel in channels],
        }
        for purpose in Purpose
    ]
    context = {"title": _("Consents"), "channels": channels, "table": table, "has_any": bool(given)}
    return _panel(request, "customers/_consents.html", customer, context)


@require_GET
@permission("customers.view_customer")
def interests_panel(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Said and concluded, apart."""
    customer = find(request, public_id)
    rows = list(Interest.objects.filter(customer=customer).select_related("topic").order_by("-weight", "topic__name"))
    context = {
        "title": _("Interests"),
        "declared": [row for row in rows if row.kind == Interest.Kind.DECLARED],
        "derived": [row for row in rows if row.kind == Interest.Kind.DERIVED],
    }
    return _panel(request, "customers/_interests.html", customer, context)


@require_GET
@permission("customers.view_customer", "customers.view_followup")
def follow_ups_panel(request: HttpRequest, public_id: UUID) -> HttpResponse:
    customer = find(request, public_id)
    rows = FollowUp.objects.filter(customer=customer).select_related("assignee", "done_by")
    context = {
        "title": _("Follow-ups"),
        "open": list(rows.open().order_by("due_on", "pk")[:HISTORY]),
        "done": list(rows.filter(done_at__isnull=False).order_by("-done_at", "-pk")[:5]),
        "today": clock.today(),
    }
    return _panel(request, "customers/_follow_ups.html", customer, context)


@require_GET
@permission("customers.view_customer", "customers.view_note")
def notes_panel(request: HttpRequest, public_id: UUID) -> HttpResponse:
    customer = find(request, public_id)
    notes = list(customer.notes.select_related("author").order_by("-created_at", "-pk")[:HISTORY])
    for note in notes:
        note.is_changeable = may_change_note(request.user, note)  # type: ignore[attr-defined]
    return _panel(request, "customers/_notes.html", customer, {"title": _("Notes"), "notes": notes})
