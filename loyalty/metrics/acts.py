"""The SQL of what customers did for us besides buying: friends they brought.

Few rows beside purchases, so every run joins them once for all the customers that it looks at. Who was
merged counts as the survivor, on both sides: nobody brings themselves, and a friend recorded twice is one.
"""

from __future__ import annotations


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
        AND NOT friend.is_test AND NOT friend.is_staff_customer
        AND friend.id <> coalesce(mr.customer_id, f.referrer_id)"""


def in_force(end: str) -> str:
    """Whether such a friend counts at this end of a day: one whom a return took back later still does."""
    return f"rewarded_at < {end} AND (reversed_at IS NULL OR reversed_at >= {end})"


def brought(*, is_scoped: bool) -> str:
    """Friends who count at the end of the as-of day, per customer who brought any."""
    return f"""
    SELECT customer_id, count(DISTINCT friend_id)::int AS referrals FROM ({referrals(is_scoped=is_scoped)}) AS friends
    WHERE {in_force("%(day_end)s")} GROUP BY 1"""
