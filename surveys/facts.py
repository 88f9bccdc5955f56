"""What is known of a customer when they answer, for questions that are asked of some alone (`parsing.FACTS`)."""

from __future__ import annotations

from typing import Any

from django.db import connection

from customers.models import Customer
from surveys.questionnaire import Questionnaire

# By the codes and names that staff know them by; the store and channel are those of the last purchase.
_KNOWN = """
SELECT coalesce((SELECT level.code FROM loyalty_tiermembership held
                 JOIN loyalty_tierlevel level ON level.id = held.level_id
                 WHERE held.customer_id = %(pk)s), ''),
       EXISTS (SELECT FROM customers_membership member WHERE member.customer_id = %(pk)s AND member.state = 'active'),
       ARRAY(SELECT circle.name FROM customers_customer_groups told
             JOIN customers_customergroup circle ON circle.id = told.customergroup_id
             WHERE told.customer_id = %(pk)s ORDER BY 1)::text[],
       last.store, last.channel,
       (SELECT count(*) FROM sales_purchase bought WHERE bought.customer_id = %(pk)s)
FROM (SELECT 1) AS one LEFT JOIN LATERAL (
    SELECT store.code AS store, channel.code AS channel FROM sales_purchase bought
    LEFT JOIN sales_store store ON store.id = bought.store_id
    LEFT JOIN sales_channel channel ON channel.id = bought.channel_id
    WHERE bought.customer_id = %(pk)s ORDER BY bought.occurred_on DESC, bought.id DESC LIMIT 1) last ON true"""


def facts_of(customer: Customer) -> dict[str, Any]:
    """By name; what is not known is empty. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN, {"pk": customer.pk})
        tier, is_member, groups, store, channel, visits = cursor.fetchone()
    return {
        "tier": tier, "is_member": is_member, "groups": list(groups), "store": store or "", "channel": channel or "",
        "language": customer.language, "visits": visits,
    }  # fmt: skip


def facts_for(questionnaire: Questionnaire, customer: Customer | None) -> dict[str, Any]:
    """Only where a question asks for them: most surveys do not."""
    is_asked = any(test.fact for question in questionnaire.questions for test in question.show_if)
    return facts_of(customer) if customer and is_asked else {}
