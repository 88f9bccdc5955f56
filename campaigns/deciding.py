"""A test of variants: some hear first, the others hear what did best among these. Decided once, under a lock.

The hours run from when the test has gone out: nothing of it is under way any more, or a day has passed (who is to hear
only after their quiet hours or caps cannot hold up everybody). A campaign that is paused decides after it goes on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Max

from campaigns import mailings, one_by_one, winner
from campaigns.models import Campaign, DecideBy, State, Variant
from campaigns.uplift import Group
from campaigns.winner import Choice
from core.errors import DomainError
from core.wording import worded as _
from customers.models import Channel
from messaging import templating
from messaging.links.counting import CLICKS, MAY_BE_COUNTED
from messaging.models import Message, MessagingSettings, Template

PATIENCE = timedelta(days=1)
_UNDER_WAY = ("queued", "leased", "paused")
OUT = ("sent", "delivered", "bounced", "complained")


def is_testing(campaign: Campaign) -> bool:
    return campaign.test_percent is not None and campaign.decided_at is None


def check(campaign: Campaign, templates: Sequence[Template]) -> None:
    """Refuses a test that could decide nothing: `test_one_variant`, `test_too_long`, `test_without_clicks`."""
    if campaign.test_percent is None:
        return
    if len(templates) < 2:
        raise DomainError("test_one_variant", _("A test needs two variants at least."), field="test_percent")
    if timedelta(hours=campaign.test_hours) + 2 * PATIENCE > timedelta(days=campaign.valid_days):
        words = _("The others would hear too late: it must be of use for two days longer than you wait.")
        raise DomainError("test_too_long", words, field="test_hours")
    if campaign.decide_by == DecideBy.CLICKS and not all(_has_links(template) for template in templates):
        words = _("Clicks decide only between e-mails with links, and only while clicks are counted (Settings).")
        raise DomainError("test_without_clicks", words, field="decide_by")


def _has_links(template: Template) -> bool:
    version = templating.newest(template)
    is_counted = MessagingSettings.current().count_clicks and template.channel == Channel.EMAIL
    return bool(is_counted and version and version.links.exists())


def decide_due(*, now: datetime) -> int:
    """Look after every test that runs; returns how many were decided."""
    found = Campaign.objects.filter(state=State.RUNNING, test_percent__isnull=False, decided_at__isnull=True)
    ids = list(found.order_by("pk").values_list("pk", flat=True))
    return one_by_one.total("test_not_decided", ids, lambda pk: _look_after(pk, now))


@transaction.atomic
def _look_after(campaign_id: int, now: datetime) -> bool:
    campaign = Campaign.objects.select_for_update().get(pk=campaign_id)
    if campaign.state != State.RUNNING or not is_testing(campaign):
        return False
    if campaign.tested_at is None:
        _note_the_end(campaign, now)
        return False
    if now < decides_at(campaign):
        return False
    _decide(campaign, now)
    return True


def decides_at(campaign: Campaign) -> datetime:
    assert campaign.tested_at is not None  # the test has gone out
    return campaign.tested_at + timedelta(hours=campaign.test_hours)


def _note_the_end(campaign: Campaign, now: datetime) -> None:
    test = campaign.recipients.filter(is_test=True)
    if test.filter(queued_at__isnull=True).exists():
        return
    last = test.aggregate(last=Max("queued_at"))["last"]
    is_waiting = Message.objects.filter(source=campaign.source, state__in=_UNDER_WAY).exists()
    if is_waiting and last and now < last + PATIENCE:
        return
    campaign.tested_at = now
    campaign.save(update_fields=["tested_at"])


def _decide(campaign: Campaign, now: datetime) -> None:
    variants, groups = figures(campaign, now=now)
    for variant, group in zip(variants, groups, strict=True):
        variant.test_heard, variant.test_did = group.customers, group.buyers
    Variant.objects.bulk_update(variants, ["test_heard", "test_did"])
    choice = winner.choose(groups)
    best = variants[choice.place]
    campaign.winner, campaign.verdict, campaign.decided_at = best, choice.verdict, now
    campaign.save(update_fields=["winner", "verdict", "decided_at"])
    mailings.record("campaign.decided", campaign, None, now, letter=best.letter)


# The test alone has messages by then. Of the same people on both sides: who is not counted is in neither.
_CLICKED = f"""
SELECT variant.id, count(DISTINCT message.id), count(DISTINCT click.message_id)
FROM campaigns_variant variant JOIN messaging_message message ON message.version_id = variant.text_id
LEFT JOIN {CLICKS} click ON click.message_id = message.id
WHERE variant.campaign_id = %(pk)s AND message.source = %(source)s AND message.state = ANY(%(out)s)
  AND {MAY_BE_COUNTED}
GROUP BY 1"""  # noqa: S608  # constants
_BOUGHT = """
SELECT person.variant, count(*), count(*) FILTER (WHERE EXISTS (
    SELECT FROM sales_purchase purchase WHERE purchase.customer_id = person.id AND NOT purchase.is_fully_returned
      AND purchase.occurred_at >= %(since)s AND purchase.occurred_at < %(now)s))
FROM (SELECT coalesce(customer.merged_into_id, customer.id) AS id, min(recipient.variant_id) AS variant
      FROM campaigns_recipient recipient JOIN customers_customer customer ON customer.id = recipient.customer_id
      WHERE recipient.campaign_id = %(pk)s AND recipient.is_test GROUP BY 1) person
GROUP BY 1"""


def figures(campaign: Campaign, *, now: datetime) -> tuple[list[Variant], list[Group]]:
    """Of the test so far: each variant with whom it is judged by and how many of them did it."""
    values: dict[str, Any] = {
        "pk": campaign.pk, "source": campaign.source, "out": list(OUT), "since": campaign.started_at, "now": now,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_CLICKED if campaign.decide_by == DecideBy.CLICKS else _BOUGHT, values)
        found = {variant: Group(heard, did) for variant, heard, did in cursor.fetchall()}
    variants = list(campaign.variants.all())
    return variants, [found.get(variant.pk, Group(0, 0)) for variant in variants]


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page says of a test: so far, or as it was decided; `choice` None before."""

    rows: list[tuple[str, Group]]
    decides_at: datetime | None
    choice: Choice | None
    letter: str


def shown(campaign: Campaign, *, now: datetime) -> Shown | None:
    if campaign.test_percent is None:
        return None
    if campaign.winner is None:
        variants, groups = figures(campaign, now=now)
        at = decides_at(campaign) if campaign.tested_at else None
        return Shown(_rows(variants, groups), at, None, "")
    variants = list(campaign.variants.all())
    groups = [Group(variant.test_heard or 0, variant.test_did or 0) for variant in variants]
    return Shown(_rows(variants, groups), None, winner.choose(groups), campaign.winner.letter)


def _rows(variants: Sequence[Variant], groups: Sequence[Group]) -> list[tuple[str, Group]]:
    return [(variant.letter, group) for variant, group in zip(variants, groups, strict=True)]
