"""From the audience into the outbox, batch by batch, and the end of a campaign of which nothing waits."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from campaigns import deciding, notices, one_by_one
from campaigns.events import inviting
from campaigns.models import Campaign, Recipient, State
from campaigns.notices import Taken
from messaging import outbox
from messaging.models import Message

BATCH = 2_000
# Who is in no test hears what won, once that is decided; before, only the test hears.
_TAKE = """
UPDATE campaigns_recipient recipient
SET queued_at = %(now)s, variant_id = coalesce(%(winner)s::bigint, recipient.variant_id)
FROM customers_customer customer
WHERE customer.id = recipient.customer_id AND recipient.id IN (
    SELECT id FROM campaigns_recipient
    WHERE campaign_id = %(campaign)s AND {whose} AND queued_at IS NULL ORDER BY id LIMIT %(limit)s)
RETURNING recipient.id, coalesce(customer.merged_into_id, customer.id), recipient.variant_id, recipient.reason_code,
          recipient.reason_data"""  # two records of one: one message


def send_some(campaign_id: int, *, now: datetime) -> int:
    """One batch; 0 when nothing is left or it does not run (any more)."""
    with transaction.atomic():
        campaign = Campaign.objects.select_for_update().get(pk=campaign_id)
        if campaign.state != State.RUNNING:
            return 0
        taken = _take(campaign, now)
        outbox.enqueue(_drafts(campaign, taken, now), now=now)
        return len(taken)


def _take(campaign: Campaign, now: datetime) -> list[Taken]:
    """In the order of the audience."""
    whose = "is_test" if deciding.is_testing(campaign) else "NOT is_held_out"
    values: dict[str, Any] = {"campaign": campaign.pk, "now": now, "limit": BATCH, "winner": campaign.winner_id}
    with connection.cursor() as cursor:
        cursor.execute(_TAKE.format(whose=whose), values)
        return sorted(Taken(*found) for found in cursor.fetchall())


def _drafts(campaign: Campaign, taken: list[Taken], now: datetime) -> list[outbox.Draft]:
    variants = campaign.variants.select_related("template")
    says = {variant.pk: (variant.template.channel, variant.text_id) for variant in variants}
    until = (campaign.started_at or now) + timedelta(days=campaign.valid_days)
    facts = inviting.facts_for(campaign, {one.customer for one in taken})
    announced = notices.prepare(campaign, taken, {key: version for key, (_channel, version) in says.items()}, now)
    drafts = []
    for one in taken:
        channel, version = says[one.variant]
        assert version is not None  # kept at the start
        due, told = announced.get(one.customer, (now, {}))
        drafts.append(
            outbox.Draft(
                key=f"{campaign.source}:{one.customer}", customer=one.customer, channel=channel,
                purpose=campaign.purpose, source=campaign.source, version=version, next_at=due,
                valid_until=max(until + (due - now), now + _LEAST), priority=campaign.priority,
                facts=facts.get(one.customer, {}) | told,
            )
        )  # fmt: skip
    return drafts


# What is put in late, after a long pause, is told that it came too late; the outbox wants it to live a moment.
_LEAST = timedelta(seconds=1)


def finish_done(*, now: datetime) -> int:
    """End the running campaigns of which nobody waits and no message is under way; returns how many."""
    waiting = Recipient.objects.filter(campaign=OuterRef("pk"), is_held_out=False, queued_at__isnull=True)
    found = Campaign.objects.filter(~Exists(waiting), state=State.RUNNING).values_list("pk", flat=True)
    return one_by_one.total("campaign_not_finished", list(found), lambda pk: _finish(pk, now))


@transaction.atomic
def _finish(campaign_id: int, now: datetime) -> bool:
    """Under its lock: "send to the rest" may put messages back at this moment."""
    campaign = Campaign.objects.select_for_update().get(pk=campaign_id)
    if campaign.state != State.RUNNING or _is_under_way(campaign):
        return False
    campaign.state, campaign.finished_at = State.FINISHED, now
    campaign.save(update_fields=["state", "finished_at"])
    return True


def _is_under_way(campaign: Campaign) -> bool:
    return Message.objects.filter(source=campaign.source, state__in=("queued", "leased", "paused")).exists()
