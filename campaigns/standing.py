"""What the outbox asks of campaigns and automations at the claim, in one statement for a whole batch: does it go on, is
the customer held out by now, have they heard it under another record, have they bought since they were missed?

The state of a campaign decides from the moment in which it is committed; its rows in the outbox follow (`settling`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import connection

from campaigns import shares
from messaging.judging import Act, Reason, Verdict
from messaging.outbox.cases import Row

HEARD, BOUGHT = "heard_already", "bought"
KINDS = ("campaign", "automation", "step")
_VERDICTS = {
    "paused": Verdict(Act.PAUSE),
    "cancelled": Verdict(Act.CANCEL),
    HEARD: Verdict(Act.SKIP, HEARD),
    BOUGHT: Verdict(Act.SKIP, BOUGHT),
    "held": Verdict(Act.SKIP, Reason.HELD_OUT),
}
# Whose rule is that they stay away. Of a series the first message alone: later steps have conditions of their own.
_LATE = """ ? (@.op == "yes").facet ? (@ == "loyalty.is_late" || @ == "loyalty.is_lapsed")"""
_IS_MISSED = f"""(automation.must_fit AND (automation.wins_back OR automation.tries IS NOT NULL
    OR jsonb_path_exists(segment.rule, '${_LATE}') OR jsonb_path_exists(segment.rule, '$.all[*]{_LATE}')))"""
_ASK = f"""
WITH asked AS (
    SELECT * FROM unnest(%(ids)s::bigint[], %(customers)s::bigint[], %(public_ids)s::text[], %(kinds)s::text[],
                         %(keys)s::bigint[], %(occasions)s::bigint[])
                  AS asked (id, customer, public_id, kind, pk, occasion)
), source AS (
    SELECT 'campaign' AS kind, id AS pk, 'campaign:' || id AS key, holdout_percent, is_needed, FALSE AS is_missed,
           CASE WHEN state IN ('paused', 'cancelled') THEN state ELSE '' END AS stands
    FROM campaigns_campaign WHERE id = ANY(%(campaigns)s::bigint[])
    UNION ALL
    SELECT 'automation', automation.id, 'automation:' || automation.id, holdout_percent, is_needed, {_IS_MISSED},
           CASE WHEN is_active THEN '' ELSE 'paused' END
    FROM campaigns_automation automation JOIN customers_segment segment ON segment.id = automation.segment_id
    WHERE automation.id = ANY(%(automations)s::bigint[])
    UNION ALL
    SELECT 'step', step.id, 'automation:' || automation.id, holdout_percent, is_needed, FALSE,
           CASE WHEN is_active THEN '' ELSE 'paused' END
    FROM campaigns_step step JOIN campaigns_automation automation ON automation.id = step.automation_id
    WHERE step.id = ANY(%(steps)s::bigint[])
), control AS (
    SELECT coalesce(max(control_percent), 0) AS control_percent, coalesce(max(control_salt), '') AS control_salt
    FROM campaigns_campaignsettings WHERE id = 1
), twin AS (
    SELECT merged_into_id AS customer, id FROM customers_customer WHERE merged_into_id = ANY(%(customers)s::bigint[])
    UNION SELECT merged_into_id, merged_into_id FROM customers_customer
    WHERE merged_into_id = ANY(%(customers)s::bigint[])
)
SELECT asked.id, CASE
    WHEN source.stands <> '' THEN source.stands
    WHEN {shares.HELD_OF.format(public_id="asked.public_id")} THEN 'held'
    WHEN NOT source.is_needed AND EXISTS (
        SELECT FROM twin WHERE twin.customer = asked.customer AND (
            EXISTS (SELECT FROM campaigns_recipient known WHERE asked.kind = 'campaign'
                    AND known.campaign_id = asked.pk AND known.customer_id = twin.id AND known.is_held_out)
            OR EXISTS (SELECT FROM campaigns_occasion known WHERE asked.kind <> 'campaign'
                       AND 'automation:' || known.automation_id = source.key AND known.customer_id = twin.id
                       AND known.is_held_out))) THEN 'held'
    WHEN asked.kind = 'campaign' AND EXISTS (SELECT FROM twin WHERE twin.customer = asked.customer) AND EXISTS (
        SELECT FROM messaging_message other
        WHERE other.customer_id = asked.customer AND other.source = source.key AND other.id <> asked.id
          AND (other.state IN ('sent', 'delivered', 'complained', 'uncertain')
               OR other.state = 'leased' AND (other.id < asked.id OR NOT other.id = ANY(%(ids)s::bigint[]))))
        THEN '{HEARD}'
    WHEN source.is_missed AND EXISTS (
        SELECT FROM campaigns_occasion occasion JOIN sales_purchase purchase ON purchase.customer_id = asked.customer
        WHERE occasion.id = asked.occasion AND NOT purchase.is_fully_returned
          AND purchase.occurred_at > occasion.found_at - interval '1 hour') THEN '{BOUGHT}'
    END
FROM asked JOIN source ON source.kind = asked.kind AND source.pk = asked.pk CROSS JOIN control"""  # noqa: S608  # constants


def gate(rows: Sequence[Row], now: datetime) -> Mapping[int, Verdict]:  # as every gate
    """Figures lag behind by minutes, so a purchase is asked of the purchases themselves: those of the hour before they
    were found are in no figure for sure."""
    ours = [(row, *told) for row in rows if (told := _source(row))]
    if not ours:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_ASK, _values(ours))
        return {pk: _VERDICTS[code] for pk, code in cursor.fetchall() if code}


def _source(row: Row) -> tuple[str, int] | None:
    kind, _colon, key = row.source.partition(":")
    return (kind, int(key)) if kind in KINDS and key.isdecimal() else None


def _values(ours: Sequence[tuple[Row, str, int]]) -> dict[str, list[object]]:
    of = {kind: sorted({key for _row, known, key in ours if known == kind}) for kind in KINDS}
    return {
        "ids": [row.id for row, _kind, _key in ours],
        "customers": [row.customer for row, _kind, _key in ours],
        "public_ids": [row.public_id for row, _kind, _key in ours],
        "kinds": [kind for _row, kind, _key in ours],
        "keys": [key for _row, _kind, key in ours],
        "occasions": [_occasion(row.key) for row, _kind, _key in ours],
        "campaigns": list(of["campaign"]),
        "automations": list(of["automation"]),
        "steps": list(of["step"]),
    }


def _occasion(key: str) -> int:
    told = key.split(":")[2:3]
    return int(told[0]) if told and told[0].isdecimal() else 0
