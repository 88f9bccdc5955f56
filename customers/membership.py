"""Who was a member when: the one definition, as SQL conditions for the statements of reports.

A member is who has enrolled and not left: somebody suspended is one. `Membership` is what holds
now; it forgets when somebody left who came back. `MembershipSpan` has every stretch from enrolling
until leaving, kept by PostgreSQL in the transaction of whatever wrote the membership (decision 0010).
So what somebody does tomorrow does not change what a report says of yesterday.

The arguments are SQL expressions: of a customer's id, and of an instant.
"""

from __future__ import annotations


def member_at(customer: str, at: str) -> str:
    """Was the customer a member at the instant? One who left at that instant no longer was."""
    return f"""EXISTS (SELECT FROM customers_membershipspan span WHERE span.customer_id = {customer}
        AND span.began_at <= {at} AND (span.ended_at IS NULL OR span.ended_at > {at}))"""


def member_until(customer: str, end: str) -> str:
    """Was the customer a member at the end of the time that is over at `end`, as of a day that ends then?"""
    return f"""EXISTS (SELECT FROM customers_membershipspan span WHERE span.customer_id = {customer}
        AND span.began_at < {end} AND (span.ended_at IS NULL OR span.ended_at >= {end}))"""


# Since when somebody had ever enrolled, whether or not they left since: a row of customer_id and since for each.
# Before a later stretch there is one that ended, and few ever end.
FIRST = """
    SELECT span.customer_id, span.began_at AS since FROM customers_membershipspan span
    WHERE NOT EXISTS (SELECT FROM customers_membershipspan ended
        WHERE ended.customer_id = span.customer_id AND ended.ended_at IS NOT NULL
            AND (ended.began_at, ended.id) < (span.began_at, span.id))"""
