"""Before it starts: how many would hear, how many of the segment not, and why; three as they would read it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from campaigns import estimating, excluding, matching, notices
from campaigns.estimating import Estimate
from campaigns.models import Automation, Campaign, Notice
from customers.models import Customer
from messaging import templating, wordings
from messaging.judging import Reason
from messaging.models import Template
from messaging.rendering.texts import Rendered

SAMPLE = 3
# A letter to somebody may say all of this of them.
MAY_READ = ("customers.view_customer", "sales.view_purchase", "loyalty.view_account")


@dataclass(frozen=True, slots=True)
class Preview:
    """`reasons` say who of the segment would not hear today, each for the first that applies; `refused` are those of
    the others who refused personal recommendations. `cost` is None where the channel has no price.

    `is_early`: the members of the segment are still being found.
    """

    members: int
    reasons: tuple[tuple[str, int], ...]
    refused: int
    cost: Estimate | None
    is_early: bool

    @property
    def would_hear(self) -> int:
        return self.members - sum(count for _reason, count in self.reasons)

    @property
    def no_consent(self) -> int:
        return dict(self.reasons).get(Reason.CONSENT, 0)

    @property
    def worded(self) -> list[tuple[str, int]]:
        return [(wordings.reason(reason), count) for reason, count in self.reasons]


def of_campaign(campaign: Campaign, *, now: datetime) -> Preview:
    said = [variant.template for variant in campaign.variants.select_related("template")]
    return _preview(campaign, said, notices.of(campaign), now)


def of_automation(automation: Automation, *, now: datetime) -> Preview:
    return _preview(automation, [automation.template], None, now)


def _preview(mailing: Campaign | Automation, said: Sequence[Template], notice: Notice | None, now: datetime) -> Preview:
    """Of everybody who is in its segment now."""
    found = excluding.of(mailing, said[0].channel, notice, now=now)
    heard = found.members - sum(count for _reason, count in found.reasons)
    cost = estimating.of(mailing.segment_id, mailing.purpose, said, heard, now=now)
    return Preview(found.members, found.reasons, found.refused, cost, mailing.segment.refreshed_at is None)


@dataclass(frozen=True, slots=True)
class Sample:
    """`rendered` is None where something that the template asks for is missing."""

    name: str
    letter: str
    rendered: Rendered | None


def samples_of(campaign: Campaign, *, user: Any, now: datetime) -> list[Sample]:
    variants = list(campaign.variants.select_related("template"))
    says = [(variant.letter if len(variants) > 1 else "", variant.template) for variant in variants]
    says += _neutral(campaign)
    notice = notices.of(campaign)
    if notice is None:
        return samples(campaign.segment_id, says, user=user, now=now)
    return list(_announced(campaign, notice, says, user, now))


def samples_of_automation(automation: Automation, *, user: Any, now: datetime) -> list[Sample]:
    return samples(automation.segment_id, [("", automation.template), *_neutral(automation)], user=user, now=now)


def _neutral(mailing: Campaign | Automation) -> list[tuple[str, Template]]:
    """As people read it who refused personal recommendations."""
    return [(gettext("without recommendations"), mailing.neutral)] if mailing.neutral else []


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
    found = estimating.render(template, customer, now, facts)
    return found[1] if found else None
