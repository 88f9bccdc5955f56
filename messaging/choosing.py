"""What a customer says on the page of their choices, saved by one press of a button.

The form tells what it showed beside what is wanted now, and only the difference is done: what changed meanwhile
(another tab, one click in the mail program, staff) is not turned back by a page that was opened before.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import QueryDict

from core.errors import DomainError
from core.wording import worded as _
from customers import services
from customers.forms.base import language_choices
from customers.memberpage import choices
from customers.models import Channel, Consent, ConsentState, Customer, CustomerSettings, Purpose, Topic
from customers.services.people import lock_customer
from messaging import preferences
from messaging.models import Frequency

SOURCE = "preference page"
# What goes to everybody who has not said no, where it can be written.
_SERVICE = (Channel.EMAIL, Channel.SMS, Channel.CHAT)
_NO = (ConsentState.REFUSED, ConsentState.WITHDRAWN)
PAUSES = ("", "begin", "end")


@dataclass(frozen=True, slots=True)
class Part:
    """Several boxes of the form: which it showed, which were ticked when it did, which are now."""

    shown: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()
    ticked: frozenset[str] = frozenset()

    @property
    def on(self) -> frozenset[str]:
        return (self.ticked - self.before) & self.shown

    @property
    def off(self) -> frozenset[str]:
        return (self.before - self.ticked) & self.shown


@dataclass(frozen=True, slots=True)
class Wanted:
    """The form as it came; nothing of it is believed."""

    consents: Part
    topics: Part
    every: str
    every_before: str
    language: str
    language_before: str
    pause: str


def read(told: QueryDict) -> Wanted:
    def part(name: str) -> Part:
        return Part(*(frozenset(told.getlist(f"{name}{end}")[:500]) for end in ("_shown", "_before", "")))

    def word(name: str) -> str:
        return told.get(name, "")[:16]

    return Wanted(
        part("consent"), part("topic"), word("every"), word("every_before"), word("language"),
        word("language_before"), word("pause"),
    )  # fmt: skip


@transaction.atomic
def save(*, customer: Customer, wanted: Wanted, now: datetime) -> None:
    """All of it or nothing. Refuses `choice_unknown` for what the page never offered."""
    fresh = lock_customer(customer.pk)
    if wanted.pause not in PAUSES or wanted.language not in dict(language_choices(fresh.language)):
        raise DomainError("choice_unknown", _("This is none of the choices. Please choose again."))
    _save_consents(fresh, wanted.consents, now)
    _save_topics(fresh, wanted.topics, now)
    if wanted.every != wanted.every_before:
        preferences.set_frequency(customer=fresh, every=wanted.every, actor=None, now=now)
    if wanted.language and wanted.language != wanted.language_before:
        services.update_customer(
            customer=fresh, data={"language": wanted.language}, expected_version=None, actor=None, now=now
        )
    if wanted.pause == "begin":
        preferences.pause(customer=fresh, actor=None, now=now)
    elif wanted.pause == "end":
        preferences.resume(customer=fresh, actor=None, now=now)


@transaction.atomic
def leave_everything(*, customer: Customer, now: datetime) -> None:
    """Nothing any more but what they ask for themselves: no news, no surveys, no notices, on no channel."""
    lock_customer(customer.pk)
    given = Consent.objects.filter(customer=customer).exclude(purpose=Purpose.PROFILING)
    allowed = {(row.channel, row.purpose) for row in given if row.state not in _NO}
    said_no = {(row.channel, row.purpose) for row in given if row.state in _NO}
    service = {(channel.value, Purpose.SERVICE.value) for channel in Channel}
    for channel, purpose in sorted(allowed | (service - said_no)):
        _set(customer, channel, purpose, ConsentState.WITHDRAWN, now)


# --- Consents ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Box:
    name: str
    label: Any
    is_on: bool
    # What they allowed for an address that they had before: asked again.
    is_outdated: bool = False
    # A mail asks whether they meant it.
    is_pending: bool = False


def boxes(customer: Customer) -> list[tuple[Purpose, list[Box]]]:
    """Consents by purpose: every channel on which we could reach them, and whatever they allowed before."""
    found = [(purpose, [_box(choice) for choice in asked]) for purpose, asked in choices.choices(customer)]
    service = list(_service(customer))
    return [*found, (Purpose.SERVICE, service)] if service else found


def _box(choice: choices.Choice) -> Box:
    return Box(choice.name, choice.channel.label, choice.is_granted, choice.is_outdated, choice.is_pending)


def _service(customer: Customer) -> Iterator[Box]:
    """On unless they said no."""
    said = dict(Consent.objects.filter(customer=customer, purpose=Purpose.SERVICE).values_list("channel", "state"))
    reachable = choices.reachable(customer)
    for channel in _SERVICE:
        if channel in reachable:
            yield Box(f"{Purpose.SERVICE.value}-{channel.value}", channel.label, said.get(channel.value) not in _NO)


def _save_consents(customer: Customer, part: Part, now: datetime) -> None:
    for name in sorted({box.name for _purpose, found in boxes(customer) for box in found} & (part.on | part.off)):
        purpose, _dash, channel = name.partition("-")
        state = ConsentState.GRANTED if name in part.on else ConsentState.WITHDRAWN
        _set(customer, channel, purpose, state, now)


def _set(customer: Customer, channel: str, purpose: str, state: str, now: datetime) -> None:
    """With its proof: where it was said, when, and for a yes the wording that stood there."""
    version = CustomerSettings.current().consent_text_version
    services.set_consent(
        customer=customer, channel=channel, purpose=purpose, state=state, source=SOURCE, text_version=version,
        actor=None, now=now,
    )  # fmt: skip


def _save_topics(customer: Customer, part: Part, now: datetime) -> None:
    offered = {str(topic.pk): topic for group in choices.topic_groups() for topic in group.topics}

    def of(names: frozenset[str]) -> list[Topic]:
        return [offered[name] for name in sorted(names) if name in offered]

    add, remove = of(part.on), of(part.off)
    if add or remove:
        services.change_interests(customer=customer, add=add, remove=remove, actor=None, now=now, source=SOURCE)


# --- The page ---------------------------------------------------------------------------------


def context(customer: Customer, *, now: datetime, wanted: Wanted | None = None) -> dict[str, Any]:
    """What the page shows: how it stands, or with `wanted` what was typed and could not be saved."""
    found, liked = boxes(customer), {str(pk) for pk in choices.declared(customer)}
    on = {box.name for _purpose, asked in found for box in asked if box.is_on}
    every = preferences.frequency_of(customer)
    return {
        "consents": found,
        "consents_before": on,
        "consents_on": set(wanted.consents.ticked) if wanted else on,
        "consent_text": CustomerSettings.current().consent_text,
        "topics": [
            (group.title, [(str(topic.pk), topic.name) for topic in group.topics]) for group in choices.topic_groups()
        ],
        "topics_before": liked,
        "topics_on": set(wanted.topics.ticked) if wanted else liked,
        "frequencies": [("", _("As often as usual")), *Frequency.Every.choices],
        "every_before": every,
        "every": wanted.every if wanted else every,
        "languages": [choice for choice in language_choices(customer.language) if choice[0] or not customer.language],
        "language_before": customer.language,
        "language": wanted.language if wanted else customer.language,
        "paused_until": preferences.paused_until(customer, now),
        "pause": wanted.pause if wanted else "",
        "address": masked(customer.email),
    }


def masked(address: str) -> str:
    """Enough to know one's own address by, too little for whoever was forwarded a newsletter."""
    local, at, domain = address.rpartition("@")
    return f"{local[:1]}…@{domain}" if at else ""
