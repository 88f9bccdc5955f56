"""Before it starts: how many would hear, how many of the segment not, and why; three as they would read it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import connection

from campaigns import matching, notices
from campaigns.models import Automation, Campaign, Notice
from customers.models import Customer
from messaging import templating, trying
from messaging.models import Template
from messaging.outbox import cases
from messaging.rendering import texts
from messaging.rendering.liquid import RenderError
from messaging.rendering.texts import Rendered

SAMPLE = 3
# A letter to somebody may say all of this of them.
MAY_READ = ("customers.view_customer", "sales.view_purchase", "loyalty.view_account")
# The first reason that applies, in the order of the outbox; what passes by itself (quiet hours, caps) is none.
_COUNT = """
SELECT count(*),
       count(*) FILTER (WHERE address = ''),
       count(*) FILTER (WHERE address <> '' AND NOT may_hear),
       count(*) FILTER (WHERE address <> '' AND may_hear AND is_held)
FROM (
    SELECT {address} AS address,
           CASE WHEN %(purpose)s = 'service' THEN coalesce(consent.state, '') NOT IN ('refused', 'withdrawn')
                ELSE consent.state = 'granted' IS TRUE
                     AND (consent.address = '' OR upper(consent.address) = upper({address})) END AS may_hear,
           EXISTS (SELECT FROM customers_contacthold hold WHERE hold.customer_id = customer.id
                   AND hold.released_at IS NULL AND (hold.until IS NULL OR hold.until > %(now)s)) AS is_held
    FROM customers_segmentmember member JOIN customers_customer customer ON customer.id = member.customer_id
    LEFT JOIN customers_consent consent ON consent.customer_id = customer.id AND consent.channel = %(channel)s
        AND consent.purpose = %(purpose)s
    WHERE member.segment_id = %(segment)s AND customer.merged_into_id IS NULL AND customer.erased_at IS NULL
) member"""


@dataclass(frozen=True, slots=True)
class Preview:
    """`held_out` is what the percentage comes to; the others are who would be left out today.

    `is_early`: the members of the segment are still being found.
    """

    members: int
    no_address: int
    no_consent: int
    left_alone: int
    held_out: int
    is_early: bool

    @property
    def would_hear(self) -> int:
        return self.members - self.no_address - self.no_consent - self.left_alone


def of_campaign(campaign: Campaign, *, now: datetime) -> Preview:
    return preview(campaign, campaign.variants.select_related("template")[0].template.channel, now=now)


def preview(mailing: Campaign | Automation, channel: str, *, now: datetime) -> Preview:
    """Of everybody who is in its segment now."""
    values: dict[str, Any] = cases.asked() | {
        "segment": mailing.segment_id,
        "channel": channel,
        "purpose": mailing.purpose,
        "now": now,
    }
    with connection.cursor() as cursor:
        cursor.execute(_COUNT.format(address=cases.address_of(channel)), values)
        members, no_address, no_consent, left_alone = cursor.fetchone()
    percent = 0 if mailing.is_needed else mailing.holdout_percent
    held_out, is_early = round(members * percent / 100), mailing.segment.refreshed_at is None
    return Preview(members, no_address, no_consent, left_alone, held_out, is_early)


@dataclass(frozen=True, slots=True)
class Sample:
    """`rendered` is None where something that the template asks for is missing."""

    name: str
    letter: str
    rendered: Rendered | None


def samples_of(campaign: Campaign, *, user: Any, now: datetime) -> list[Sample]:
    variants = list(campaign.variants.select_related("template"))
    says = [(variant.letter if len(variants) > 1 else "", variant.template) for variant in variants]
    notice = notices.of(campaign)
    if notice is None:
        return samples(campaign.segment_id, says, user=user, now=now)
    return list(_announced(campaign, notice, says, user, now))


def _announced(
    campaign: Campaign, notice: Notice, says: Sequence[tuple[str, Template]], user: Any, now: datetime
) -> Iterator[Sample]:
    """The best, each with their own reason and opening."""
    if not user.has_perms(MAY_READ):
        return
    rows = matching.first(campaign, notice, now=now)
    people = Customer.objects.visible_to(user).in_bulk([row.customer for row in rows])
    seen = [row for row in rows if row.customer in people][:SAMPLE]
    taken = [notices.Taken(0, row.customer, 0, row.code, json.dumps(row.data)) for row in seen]
    for letter, template in says:
        version = templating.newest(template)
        told = notices.prepare(campaign, taken, {0: version.pk if version else None}, now)
        for customer in (people[row.customer] for row in seen):
            yield Sample(str(customer), letter, _render(template, customer, now, told[customer.pk][1]))


def samples(segment: int, says: Sequence[tuple[str, Template]], *, user: Any, now: datetime) -> list[Sample]:
    """The first members of the segment whom this person may see, each with each way of saying it."""
    if not user.has_perms(MAY_READ):
        return []
    members = Customer.objects.visible_to(user).filter(segments__segment=segment).order_by("pk")[:SAMPLE]
    return [
        Sample(str(customer), letter, _render(template, customer, now))
        for customer in members
        for letter, template in says
    ]


def _render(
    template: Template, customer: Customer, now: datetime, facts: Mapping[str, Any] | None = None
) -> Rendered | None:
    """In the language in which it would reach them."""
    version = templating.newest(template)
    if version is None:
        return None
    text = texts.choose(texts.compiled(version.pk), customer.language)
    row = trying.row_of(customer, channel=template.channel, language=text.language, now=now)
    row = replace(row, facts={**row.facts, **(facts or {})})
    try:
        return text.render(trying.facts_for(row, now))
    except RenderError:
        return None
