"""The start: the members of the segment become the audience, in one statement, and nobody comes in later."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Q

from campaigns.models import Campaign, CampaignSettings, State, Variant
from core import clock
from messaging import templating

SHARES = 10_000
# MD5, not a hash of PostgreSQL's own: the same on every version, and anybody can compute it again.
_SHARE = "(('x' || substr(md5({text}), 1, 8))::bit(32)::bigint %% 10000)"
_FREEZE = f"""
INSERT INTO campaigns_recipient (campaign_id, customer_id, variant_id, is_held_out)
SELECT %(campaign)s, customer.id,
       (SELECT variant FROM unnest(%(variants)s::bigint[], %(ends)s::bigint[]) AS known (variant, until)
        WHERE {_SHARE.format(text="%(key)s || ':variant:' || customer.public_id")} < until ORDER BY until LIMIT 1),
       {_SHARE.format(text="%(key)s || ':held:' || customer.public_id")} < %(held)s
       OR {_SHARE.format(text="%(salt)s || ':' || customer.public_id")} < %(control)s
FROM customers_segmentmember member JOIN customers_customer customer ON customer.id = member.customer_id
WHERE member.segment_id = %(segment)s AND customer.merged_into_id IS NULL AND customer.erased_at IS NULL
ORDER BY customer.id"""  # noqa: S608  # constants of this module


def is_ready(day: date, path: str = "segment__") -> Q:
    """Segments whose members are those of the rule as it is now and of this day; a snapshot's are what they are."""
    computed = Q(**{f"{path}is_due": False, f"{path}problem": "", f"{path}full_on": day})
    return computed | Q(**{f"{path}rule__isnull": True})


@transaction.atomic
def start_due(*, now: datetime) -> int:
    """Start what is due and whose segment is computed; returns how many."""
    due = Campaign.objects.filter(is_ready(clock.business_day(now)), state=State.SCHEDULED, starts_at__lte=now)
    rows = due.select_for_update(of=("self",), skip_locked=True).select_related("segment").order_by("pk")
    started = [_start(campaign, now) for campaign in rows]
    return len(started)


def _start(campaign: Campaign, now: datetime) -> int:
    """Rows first, then the state: a trigger lets nobody in once it runs."""
    variants = list(campaign.variants.select_related("template"))
    for variant in variants:
        variant.text = templating.newest(variant.template)
    Variant.objects.bulk_update(variants, ["text"])
    size = freeze(campaign, variants)
    campaign.state, campaign.started_at = State.RUNNING, now
    campaign.save(update_fields=["state", "started_at"])
    return size


def freeze(campaign: Campaign, variants: list[Variant]) -> int:
    """Write the audience; returns how many."""
    control = CampaignSettings.current()
    total, ends, so_far = sum(variant.weight for variant in variants), [], 0
    for variant in variants:
        so_far += variant.weight
        ends.append(SHARES * so_far // total)
    values: dict[str, Any] = {
        "campaign": campaign.pk,
        "segment": campaign.segment_id,
        "key": campaign.source,
        "salt": control.control_salt,
        "variants": [variant.pk for variant in variants],
        "ends": ends,
        "held": 0 if campaign.is_needed else campaign.holdout_percent * 100,
        "control": 0 if campaign.is_needed else control.control_percent * 100,
    }
    with connection.cursor() as cursor:
        cursor.execute(_FREEZE, values)
        return int(cursor.rowcount)
