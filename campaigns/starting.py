"""The start: the members of the segment become the audience, in one statement, and nobody comes in later."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import connection, transaction

from campaigns import matching, notices, one_by_one, shares
from campaigns.models import Campaign, CampaignSettings, Notice, State, Variant
from core import clock
from customers.segments import readiness
from messaging import templating

_FREEZE = f"""
INSERT INTO campaigns_recipient (
    campaign_id, customer_id, variant_id, is_held_out, is_test, score, reason_code, reason_data)
SELECT %(campaign)s, customer.id,
       (SELECT variant FROM unnest(%(variants)s::bigint[], %(ends)s::bigint[]) AS known (variant, until)
        WHERE {shares.share("%(key)s || ':variant:' || customer.public_id")} < until ORDER BY until LIMIT 1),
       {shares.held("customer.public_id")},
       NOT {shares.held("customer.public_id")}
       AND {shares.share("%(key)s || ':test:' || customer.public_id")} < %(test)s,
       found.score, found.code, found.data
FROM ({{whom}}) found JOIN customers_customer customer ON customer.id = found.customer_id
ORDER BY found.score DESC, customer.id"""  # noqa: S608  # constants of this module
_EVERYBODY = """
    SELECT member.customer_id, 0 AS score, '' AS code, '{}'::jsonb AS data
    FROM customers_segmentmember member JOIN customers_customer customer ON customer.id = member.customer_id
    WHERE member.segment_id = %(segment)s AND customer.merged_into_id IS NULL AND customer.erased_at IS NULL"""


def start_due(*, now: datetime) -> int:
    """Start what is due and whose segment is computed, each by itself; returns how many.

    What is wrong with one is told and stops no other.
    """
    due = Campaign.objects.filter(
        readiness.is_ready(clock.business_day(now), "segment__"), state=State.SCHEDULED, starts_at__lte=now
    )
    ids = due.order_by("starts_at", "pk").values_list("pk", flat=True)
    return one_by_one.total("campaign_not_started", list(ids), lambda pk: start(pk, now=now))


@transaction.atomic
def start(pk: int, *, now: datetime) -> bool:
    """False when somebody else is at it, or it is not due any more."""
    rows = Campaign.objects.select_for_update(of=("self",), skip_locked=True).select_related("segment")
    campaign = rows.filter(pk=pk, state=State.SCHEDULED, starts_at__lte=now).first()
    if campaign is None:
        return False
    with connection.cursor() as cursor:  # an audience of a million rows takes its time
        cursor.execute("SET LOCAL statement_timeout = 0")
    _start(campaign, now)
    return True


def _start(campaign: Campaign, now: datetime) -> int:
    """Rows first, then the state: a trigger lets nobody in once it runs."""
    variants = list(campaign.variants.select_related("template"))
    for variant in variants:
        variant.text = templating.newest(variant.template)
    Variant.objects.bulk_update(variants, ["text"])
    size = freeze(campaign, variants, notices.of(campaign), now=now)
    campaign.neutral_text = templating.newest(campaign.neutral) if campaign.neutral else None
    campaign.state, campaign.started_at = State.RUNNING, now
    campaign.save(update_fields=["state", "started_at", "neutral_text"])
    return size


def freeze(campaign: Campaign, variants: list[Variant], notice: Notice | None, *, now: datetime) -> int:
    """Write the audience, of an announcement the best first; returns how many."""
    total, ends, so_far = sum(variant.weight for variant in variants), [], 0
    for variant in variants:
        so_far += variant.weight
        ends.append(shares.SHARES * so_far // total)
    values: dict[str, Any] = {
        "campaign": campaign.pk,
        "segment": campaign.segment_id,
        "variants": [variant.pk for variant in variants],
        "ends": ends,
        "test": (campaign.test_percent or 0) * 100,
        **shares.values(campaign, CampaignSettings.current()),
    }
    whom = _EVERYBODY
    if notice:
        whom, values = matching.RANKED, values | matching.values(notice, now)
    with connection.cursor() as cursor:
        cursor.execute(_FREEZE.format(whom=whom), values)
        return int(cursor.rowcount)
