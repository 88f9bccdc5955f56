"""On which level somebody was at a moment, as SQL; who was a member, `customers.membership` says."""

from __future__ import annotations


def level_at(customer: str, at: str) -> str:
    """Id of the level that the customer had at the instant; NULL: none."""
    return f"""(SELECT period.level_id FROM loyalty_tierperiod period WHERE period.customer_id = {customer}
        AND period.valid_from <= {at} AND (period.valid_until IS NULL OR {at} < period.valid_until) LIMIT 1)"""


def level_name(level: str) -> str:
    """The name of a level by its id; "" for none."""
    return f"coalesce((SELECT level.name FROM loyalty_tierlevel level WHERE level.id = {level}), '')"
