"""What customers are told of their places: through the outbox, as what they asked for themselves, once for each step.

By e-mail where one is known, else by SMS. The words are templates of the shop, made when they are first needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation

from campaigns import letters, naming
from campaigns.events import calendar, links, wordings
from campaigns.models import Event, EventLetter, EventState, Invitation, Registration, RegistrationState
from core.locks import advisory_lock
from customers.models import Channel, Customer
from messaging import outbox, templating
from messaging.judging import Act, Verdict
from messaging.models import Purpose, Template
from messaging.outbox.cases import Row
from messaging.rendering import mime
from messaging.templating import Text

# What is said of an event that has gone by is still of use for so long.
USEFUL = timedelta(days=2)
STALE, OFF = "event_stale", "event_off"
_PREFIX = "event:"
# These bring the entry for the calendar along.
_DATED = (EventLetter.Kind.PLACE, EventLetter.Kind.MOVED)
# These are of use only while the registration is what they say.
_MEANT = {
    EventLetter.Kind.REMINDER: RegistrationState.REGISTERED,
    EventLetter.Kind.OFFER: RegistrationState.OFFERED,
    EventLetter.Kind.WAITING: RegistrationState.WAITING,
}


def tell(rows: Sequence[Registration], kind: str, *, event: Event, now: datetime) -> int:
    """In the caller's transaction; the same step of a registration is told once."""
    people = Customer.objects.in_bulk([row.customer_id for row in rows])
    return outbox.enqueue(_drafts(rows, kind, event, people, now), now=now)


def _drafts(
    rows: Iterable[Registration], kind: str, event: Event, people: Mapping[int, Customer], now: datetime
) -> Iterator[outbox.Draft]:
    versions: dict[str, int] = {}
    for row in rows:
        customer = people[row.customer_id]
        channel = _channel(customer)
        if channel not in versions:
            versions[channel] = version_of(kind, channel, now=now)
        yield outbox.Draft(
            key=f"{event.source}:{row.pk}:{kind}:{row.step}", customer=customer.pk, channel=channel,
            purpose=Purpose.TRANSACTIONAL, source=event.source, version=versions[channel], next_at=now,
            valid_until=max(event.ends_at, now) + USEFUL,
            facts=facts_of(event, customer, row) | _files(kind, event, customer, now),
        )  # fmt: skip


def _files(kind: str, event: Event, customer: Customer, now: datetime) -> dict[str, Any]:
    """The entry for the calendar; whoever puts it there twice has it once, with what is true now."""
    if kind not in _DATED or _channel(customer) != Channel.EMAIL:
        return {}
    with translation.override(language_of(customer)):
        text = calendar.entry(event, url=links.url_for(event.public_id, customer.public_id), now=now)
    return mime.attach(mime.Attachment("event.ics", "text/calendar; method=PUBLISH", text))


def _channel(customer: Customer) -> str:
    return Channel.SMS if customer.phone and not customer.email else Channel.EMAIL


# --- The words ------------------------------------------------------------------------------------


def facts_of(event: Event, customer: Customer, row: Registration | None = None) -> dict[str, Any]:
    """`event.*` of a message, in the customer's language."""
    with translation.override(language_of(customer)):
        return {"event": told_of(event, customer, row)}


def told_of(event: Event, customer: Customer, row: Registration | None) -> dict[str, str]:
    keeps = row is not None and row.state in (RegistrationState.REGISTERED, RegistrationState.ATTENDED)
    online = event.address_online if event.kind == Event.Kind.ONLINE else ""
    return {
        "title": event.title,
        "when": wordings.when(event),
        "place": wordings.where(event),
        "online": online if keeps else "",
        "link": links.url_for(event.public_id, customer.public_id),
        "calendar": links.calendar_url(event.public_id, customer.public_id) if keeps else "",
        "code": row.code if row and keeps else "",
        "companions": str(row.companions) if row and row.companions else "",
        "until": wordings.at(row.offered_until) if row and row.offered_until else "",
        "reason": event.reason,
    }


def language_of(customer: Customer) -> str:
    """The customer's, if we speak it; else the shop's own."""
    try:
        return str(translation.get_supported_language_variant(customer.language or settings.LANGUAGE_CODE))
    except LookupError:
        return str(settings.LANGUAGE_CODE)


def version_of(kind: str, channel: str, *, now: datetime) -> int:
    version = templating.newest(template_of(kind, channel, now=now))
    assert version is not None  # made with one
    return version.pk


def template_of(kind: str, channel: str, *, now: datetime) -> Template:
    """The shop's own words of this kind."""
    found = _known(kind, channel)
    return found or _make(kind, channel, now)


def _known(kind: str, channel: str) -> Template | None:
    letter = EventLetter.objects.filter(kind=kind, channel=channel).select_related("template").first()
    return letter.template if letter else None


@transaction.atomic
def _make(kind: str, channel: str, now: datetime) -> Template:
    advisory_lock("campaigns.event_letters")
    if found := _known(kind, channel):
        return found
    with translation.override(settings.LANGUAGE_CODE):
        name = wordings.letter_name(kind, channel)
    texts = list(_texts(kind, channel))
    made = templating.create(name=naming.free(Template, name), channel=channel, texts=texts, actor=None, now=now)
    EventLetter.objects.create(kind=kind, channel=channel, template=made)
    return made


def _texts(kind: str, channel: str) -> Iterator[Text]:
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            subject, paragraphs = wordings.letter(kind)
            if channel == Channel.EMAIL:
                yield letters.text(language, subject, paragraphs)
            else:
                yield Text(language, wordings.short(kind))


# --- Asked by the outbox before it goes -----------------------------------------------------------


def gate(rows: Sequence[Row], now: datetime) -> Mapping[int, Verdict]:
    """Nobody is reminded of a place that they gave up, or invited to what is called off."""
    return _stale(rows) | _off(rows, now)


def _stale(rows: Sequence[Row]) -> dict[int, Verdict]:
    keys = {row.id: row.key.split(":") for row in rows if row.source.startswith(_PREFIX)}
    asked = {pk: key for pk, key in keys.items() if len(key) == 5 and key[3] in _MEANT}
    found = Registration.objects.filter(pk__in={int(key[2]) for key in asked.values()})
    states = dict(found.values_list("pk", "state"))
    return {
        pk: Verdict(Act.SKIP, STALE)
        for pk, key in asked.items()
        if states.get(int(key[2])) != _MEANT[EventLetter.Kind(key[3])]
    }


def _off(rows: Sequence[Row], now: datetime) -> dict[int, Verdict]:
    campaigns = {row.id: int(row.source.split(":")[1]) for row in rows if row.source.startswith("campaign:")}
    if not campaigns:
        return {}
    found = Invitation.objects.filter(campaign__in=set(campaigns.values())).select_related("event")
    off = {one.campaign_id for one in found if one.event.state != EventState.OPEN or one.event.starts_at <= now}
    return {pk: Verdict(Act.SKIP, OFF) for pk, campaign in campaigns.items() if campaign in off}
