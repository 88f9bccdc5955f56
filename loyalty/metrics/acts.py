"""The SQL of what customers did besides buying: friends they brought, events they came to, reviews; what they read.

Few rows beside purchases, so every run joins them once for all the customers that it looks at. Who was
merged counts as the survivor, on both sides: nobody brings themselves, and a friend recorded twice is one,
as is an event under two rules. An act that was taken back counts until the day on which it was.
"""

from __future__ import annotations

from customers.models import Purpose
from customers.querysets import is_left_out
from messaging.links.counting import CLICKS

# Events that earn units (`loyalty.earning.events`) and show that somebody likes us.
EVENTS = ("attended", "review")
EVENT_KEYS = tuple(f"event:{event}:" for event in EVENTS)
# Of the emotional score, 0–100: see docs/decisions/0009-emotional-loyalty.md.
PER_FRIEND, PER_EVENT = 50, 25
# Of the cognitive score: for each piece of news of which a person followed a link.
PER_NEWS = 25


def is_evidence(event_key: str) -> bool:
    """Whether such an entry of the ledger counts for its customer's figures."""
    return event_key.startswith(EVENT_KEYS)


def referrals(*, is_scoped: bool = False) -> str:
    """A row per friend who counted one day: customer_id (who brought them), friend_id, rewarded_at, reversed_at.

    Waiting, held and refused ones never did. Test and staff customers are nobody whom one brings.
    """
    scope = "JOIN m_scope s ON s.member_id = f.referrer_id" if is_scoped else ""
    return f"""
    SELECT coalesce(mr.customer_id, f.referrer_id) AS customer_id, friend.id AS friend_id,
        f.rewarded_at, f.reversed_at
    FROM loyalty_referral f {scope}
    LEFT JOIN m_merged mr ON mr.member_id = f.referrer_id
    LEFT JOIN m_merged mf ON mf.member_id = f.friend_id
    JOIN customers_customer friend ON friend.id = coalesce(mf.customer_id, f.friend_id)
    WHERE f.referrer_id IS NOT NULL AND f.rewarded_at IS NOT NULL
        AND NOT {is_left_out("friend")}
        AND friend.id <> coalesce(mr.customer_id, f.referrer_id)"""


def in_force(end: str) -> str:
    """Whether such a friend counts at this end of a day: one whom a return took back later still does."""
    return f"rewarded_at < {end} AND (reversed_at IS NULL OR reversed_at >= {end})"


def brought(*, is_scoped: bool) -> str:
    """Friends who count at the end of the as-of day, per customer who brought any."""
    return f"""
    SELECT customer_id, count(DISTINCT friend_id)::int AS referrals FROM ({referrals(is_scoped=is_scoped)}) AS friends
    WHERE {in_force("%(day_end)s")} GROUP BY 1"""


# What was taken back by then of an event of which nothing is left today; no row: something is.
_TAKEN_BACK = """
    LEFT JOIN LATERAL (
        SELECT coalesce(sum(-taken.units), 0) AS units FROM loyalty_entry entry
        LEFT JOIN loyalty_entry taken ON taken.account_id = entry.account_id AND taken.kind = 'return'
            AND taken.facts ->> 'of' = entry.event_key AND taken.occurred_at < %(day_end)s
        WHERE used.kept = 0 AND entry.event_key = used.event_key GROUP BY entry.id LIMIT 1
    ) back ON true"""


def told(*, is_scoped: bool) -> str:
    """Events attended and reviews that earned something, per customer: of those not taken back by the as-of day.

    Their keys are `event:<event>:<rule>:<member>:<reference>`: one reference under two rules is one event.
    """
    scope = "JOIN m_scope s ON s.member_id = used.customer_id" if is_scoped else ""
    starts = " OR ".join(f"used.event_key LIKE '{key}%%'" for key in EVENT_KEYS)
    return f"""
    SELECT customer_id, (count(DISTINCT reference) FILTER (WHERE event = 'attended'))::int AS events,
        (count(DISTINCT reference) FILTER (WHERE event = 'review'))::int AS reviews
    FROM (
        SELECT coalesce(mu.customer_id, used.customer_id) AS customer_id, split_part(used.event_key, ':', 2) AS event,
            regexp_replace(used.event_key, '^([^:]*:){{4}}', '') AS reference
        FROM loyalty_ruleuse used {scope}
        LEFT JOIN m_merged mu ON mu.member_id = used.customer_id {_TAKEN_BACK}
        WHERE used.purchase_id IS NULL AND ({starts}) AND used.occurred_on <= %(as_of)s
            AND (used.kept > 0 OR back.units < used.granted)
    ) AS acts GROUP BY 1"""


def informed(*, is_scoped: bool) -> str:
    """News of which a person followed a link until the end of the day, per customer who did: each message once.

    Machines are none (`messaging.links.counting`), nor is who refused to have conclusions drawn about them. Of the
    others nothing is recorded, which is no data and not nothing.
    """
    scope = "JOIN m_scope s ON s.member_id = click.customer_id" if is_scoped else ""
    return f"""
    SELECT coalesce(mc.customer_id, click.customer_id) AS customer_id, count(DISTINCT click.message_id)::int AS informed
    FROM {CLICKS} click {scope}
    LEFT JOIN m_merged mc ON mc.member_id = click.customer_id
    WHERE click.purpose = '{Purpose.MARKETING.value}' AND click.at < %(day_end)s GROUP BY 1"""
