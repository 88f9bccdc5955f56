"""What takes too long for a page and changes slowly: counted at night, month by month.

*Capture rate*: of the customers of a month of whom we know that they were dissatisfied, the share who complained. We
know it of whoever complained, gave a low score in a survey, brought goods back a second time within ninety days, or
is on the list of those who are unhappy in silence: as it stands when the month is counted.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from complaints.learning import counting, detecting
from complaints.learning.counting import rows
from complaints.models import CaseFigure, LearningNight
from core import clock
from surveys.figures.scopes import add_months

MONTHS = 36
WORKED = "worked"
PRODUCTS, MOST_PRODUCTS = "products", 200
# Each (customer, what tells it) of a month; cases by and about staff are left out, as everybody reads this figure.
_DISSATISFIED = """
WITH told AS (
    SELECT coalesce(who.merged_into_id, who.id) AS customer, 'complained' AS how
    FROM complaints_casefigure f JOIN complaints_case c ON c.id = f.case_id
        JOIN customers_customer who ON who.id = c.customer_id
    WHERE f.counts AND NOT f.is_confidential AND f.day >= %(first)s AND f.day < %(end)s
    UNION
    SELECT f.customer_id, 'low' FROM surveys_responsefigure f
    WHERE f.counts AND f.outcome = 'low' AND f.customer_id IS NOT NULL AND f.day >= %(first)s AND f.day < %(end)s
    UNION
    SELECT coalesce(who.merged_into_id, who.id), 'returned'
    FROM sales_return r JOIN sales_purchase p ON p.id = r.purchase_id
        JOIN customers_customer who ON who.id = p.customer_id
    WHERE r.occurred_on >= %(first)s::date - 90 AND r.occurred_on < %(end)s
        AND NOT who.is_test AND NOT who.is_staff_customer
    GROUP BY 1 HAVING count(DISTINCT r.occurred_on) > 1 AND max(r.occurred_on) >= %(first)s
    UNION
    SELECT coalesce(who.merged_into_id, who.id), 'silent'
    FROM complaints_silentcustomer silent JOIN customers_customer who ON who.id = silent.customer_id
    WHERE silent.latest_on >= %(first)s AND NOT who.is_test AND NOT who.is_staff_customer
        AND (silent.quiet_until IS NULL OR silent.quiet_until <= %(now)s OR silent.follow_up_id IS NOT NULL)
        AND EXISTS (SELECT FROM jsonb_array_elements(silent.reasons) sign
                    WHERE (sign ->> 'on')::date >= %(first)s AND (sign ->> 'on')::date < %(end)s)
)
SELECT count(*) FILTER (WHERE how = 'complained'), count(*) FILTER (WHERE how = 'low'),
    count(*) FILTER (WHERE how = 'returned'), count(*) FILTER (WHERE how = 'silent'), count(DISTINCT customer)
FROM told"""
# Of those who bought it in the year before the last: who bought nothing at all in the last.
_LEFT = """
SELECT line.product_id, count(DISTINCT p.customer_id), count(DISTINCT p.customer_id) FILTER (WHERE NOT EXISTS (
    SELECT FROM sales_purchase later WHERE later.customer_id = p.customer_id AND NOT later.is_fully_returned
        AND later.occurred_on > %(today)s::date - 365 AND later.occurred_on <= %(today)s))
FROM sales_purchaseline line JOIN sales_purchase p ON p.id = line.purchase_id
JOIN customers_customer who ON who.id = p.customer_id
WHERE line.product_id = ANY(%(products)s) AND p.occurred_on > %(today)s::date - 730
    AND p.occurred_on <= %(today)s::date - 365 AND NOT p.is_fully_returned
    AND NOT who.is_test AND NOT who.is_staff_customer AND who.merged_into_id IS NULL
GROUP BY 1"""
_COMPLAINED_OF = """
SELECT product FROM complaints_casefigure
WHERE counts AND product IS NOT NULL AND NOT is_confidential AND day > %(today)s::date - 365
GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT %(most)s"""


def work(*, now: datetime) -> None:
    """A night's work; twice is once."""
    with transaction.atomic():
        counting.touch_due(now=now)
    while counting.fold(now=now):
        pass
    detecting.detect(now=now)
    study(now=now)
    # At the end: what broke off is begun again by the next sweep.
    _keep(WORKED, {}, now)


@transaction.atomic
def study(*, now: datetime) -> None:
    counting.run("SET LOCAL statement_timeout = 0")
    today = clock.business_day(now)
    for month in _months(today):
        _keep(f"capture:{month:%Y-%m}", _dissatisfied(month, now), now)
    _keep(PRODUCTS, _products(today), now)


def _months(today: date) -> list[date]:
    """The two latest, and older ones that were never counted and have anything to count."""
    this = today.replace(day=1)
    oldest = CaseFigure.objects.order_by("day").values_list("day", flat=True).first() or today
    wanted = [add_months(this, -number) for number in range(MONTHS)]
    known = set(LearningNight.objects.filter(key__startswith="capture:").values_list("key", flat=True))
    return [
        month
        for number, month in enumerate(wanted)
        if number < 2 or (month >= oldest.replace(day=1) and f"capture:{month:%Y-%m}" not in known)
    ]


def _dissatisfied(month: date, now: datetime) -> dict[str, int]:
    [found] = rows(_DISSATISFIED, {"first": month, "end": add_months(month, 1), "now": now})
    return dict(zip(("complained", "low", "returned", "silent", "anybody"), found, strict=True))


def _products(today: date) -> dict[str, list[int]]:
    products = [pk for (pk,) in rows(_COMPLAINED_OF, {"today": today, "most": MOST_PRODUCTS})]
    return {str(pk): [buyers, left] for pk, buyers, left in rows(_LEFT, {"today": today, "products": products})}


def _keep(key: str, found: dict[str, Any], now: datetime) -> None:
    LearningNight.objects.update_or_create(key=key, defaults={"found": found, "counted_at": now})


def is_due(now: datetime) -> bool:
    """Once a day, after four in the morning of the programme's zone."""
    mark = LearningNight.objects.filter(key=WORKED).first()
    morning = clock.day_start(clock.business_day(now)) + timedelta(hours=4)
    return now >= morning and (mark is None or mark.counted_at < morning)
