"""What customers decide on their page: consents by purpose and channel, interests, leaving."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from core.errors import Conflict
from customers import consents, services
from customers.models import (
    Channel,
    Consent,
    ConsentState,
    Customer,
    CustomerSettings,
    Interest,
    Membership,
    Purpose,
    Topic,
)

SOURCE = "member page"
# Service messages need no consent; the rest is asked.
ASKED = (Purpose.MARKETING, Purpose.SURVEY, Purpose.PROFILING)


@dataclass(frozen=True)
class Choice:
    """One box to tick."""

    channel: Channel
    purpose: Purpose
    is_granted: bool
    # What they allowed for an address that they had before: asked again.
    is_outdated: bool = False
    # They said yes, and a mail asks whether they meant it.
    is_pending: bool = False

    @property
    def name(self) -> str:
        return f"{self.purpose.value}-{self.channel.value}"


def choices(customer: Customer) -> list[tuple[Purpose, list[Choice]]]:
    """What can be asked: every channel on which we could reach them, and whatever they allowed before."""
    given = {(row.channel, row.purpose): row for row in Consent.objects.filter(customer=customer)}
    granted = {key for key, row in given.items() if row.state == ConsentState.GRANTED}
    valid = {key for key, row in given.items() if consents.is_valid(row, customer)}
    pending = {key for key, row in given.items() if row.state == ConsentState.PENDING}
    usable = reachable(customer)
    found = []
    for purpose in ASKED:
        channels = [
            channel for channel in Channel
            if (channel in usable and _suits(purpose, channel))
            or (channel.value, purpose.value) in granted
        ]  # fmt: skip
        keys = [(channel, (channel.value, purpose.value)) for channel in channels]
        boxes = [
            Choice(channel, purpose, key in valid, key in granted - valid, key in pending) for channel, key in keys
        ]
        if boxes:
            found.append((purpose, boxes))
    return found


def _suits(purpose: Purpose, channel: Channel) -> bool:
    """Nobody is called for a survey or asked by letter; recommendations come by e-mail or message."""
    return purpose == Purpose.MARKETING or channel in {Channel.EMAIL, Channel.SMS, Channel.CHAT}


def reachable(customer: Customer) -> set[Channel]:
    found = {Channel.EMAIL} if customer.email else set()
    if customer.phone:
        found |= {Channel.SMS, Channel.PHONE}
    if customer.identities.exists():
        found.add(Channel.CHAT)
    if customer.addresses.exclude(lines="").exists():
        found.add(Channel.LETTER)
    return found


@transaction.atomic
def choose_consents(*, customer: Customer, shown: Collection[str], ticked: Collection[str], now: datetime) -> int:
    """Grant what was ticked, withdraw what was unticked, of the boxes that stood on the page; how many changed."""
    version = CustomerSettings.current().consent_text_version
    boxes = [box for _purpose, found in choices(customer) for box in found]
    changed = [box for box in boxes if box.name in shown and box.is_granted != (box.name in ticked)]
    for box in changed:
        services.set_consent(
            customer=customer, channel=box.channel, purpose=box.purpose,
            state=ConsentState.WITHDRAWN if box.is_granted else ConsentState.GRANTED,
            source=SOURCE, text_version=version, actor=None, now=now,
        )  # fmt: skip
    return len(changed)


@dataclass(frozen=True)
class TopicGroup:
    title: str
    topics: list[Topic]


def topic_groups() -> list[TopicGroup]:
    """The topics without any below them, under the name of what they belong to."""
    rows = list(Topic.objects.select_related("parent").order_by("name"))
    above = {row.parent_id for row in rows if row.parent_id}
    groups: dict[str, list[Topic]] = {}
    for row in rows:
        if row.pk not in above:
            groups.setdefault(row.parent.name if row.parent else "", []).append(row)
    return [TopicGroup(title, topics) for title, topics in sorted(groups.items())]


def declared(customer: Customer) -> set[int]:
    found = Interest.objects.filter(customer=customer, kind=Interest.Kind.DECLARED)
    return set(found.values_list("topic_id", flat=True))


def choose_interests(*, customer: Customer, ticked: Iterable[int], now: datetime) -> None:
    """What they say they like; topics that the page did not offer (with others below them) stay as they are."""
    offered = {topic.pk for group in topic_groups() for topic in group.topics}
    wanted = (set(ticked) & offered) | (declared(customer) - offered)
    services.set_interests(
        customer=customer, topics=Topic.objects.filter(pk__in=wanted), actor=None, now=now, source=SOURCE
    )


def leave(*, customer: Customer, now: datetime) -> None:
    """End the membership; asked twice, it is ended once."""
    try:
        services.leave(customer=customer, reason=SOURCE, actor=None, now=now)
    except Conflict:
        if Membership.objects.filter(pk=customer.pk, state=Membership.State.LEFT).exists():
            return
        raise


# --- Sections ------------------------------------------------------------------------------


def choices_section(customer: Customer, now: datetime) -> dict[str, Any] | None:
    consents, topics = choices(customer), topic_groups()
    if not consents and not topics:
        return None
    return {
        "consents": consents,
        "topics": topics,
        "liked": declared(customer) if topics else set(),
        "consent_text": CustomerSettings.current().consent_text,
    }


def leaving_section(customer: Customer, now: datetime) -> dict[str, Any] | None:
    membership = getattr(customer, "membership", None)
    if membership is None or membership.state == Membership.State.LEFT:
        return None
    return {}
