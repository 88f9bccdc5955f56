"""What sending messages cost: every day that is over, from what was sent and the prices of that day.

One cost for each day, channel and source ("campaign:17"), so that a million messages are a handful of rows. Of a
channel each day is rounded once: the amounts of its sources add up to the rounded whole. A day is posted once; what
staff decide later about a message of which nobody knew is not added to it. Channels without a price cost nothing here:
their bills are entered by hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import connection, transaction
from django.db.models import Max, Min

from core import clock
from loyalty.costs.services import Posting, post_costs
from loyalty.models import Cost
from messaging import measuring, pricing
from messaging.models import Price

KIND, PREFIX = "message", "message:"
# So far back a day is posted that nobody posted while nothing ran.
DAYS = 31
_ALONE = "SELECT pg_advisory_xact_lock(hashtextextended('loyalty.costs.messages', 0))"


def post(*, now: datetime) -> int:
    """Every day since the last one that was posted, up to yesterday; returns how many costs are new."""
    day, today, count = _first(clock.business_day(now)), clock.business_day(now), 0
    while day is not None and day < today:
        count += _post_day(day)
        day += timedelta(days=1)
    return count


def _first(today: date) -> date | None:
    """None while there are no prices."""
    since = Price.objects.aggregate(first=Min("since"))["first"]
    last = Cost.objects.filter(kind=KIND, key__startswith=PREFIX).aggregate(last=Max("occurred_on"))["last"]
    if since is None:
        return None
    begins: date = max(since, today - timedelta(days=DAYS))
    return max(begins, last + timedelta(days=1)) if last else begins


@transaction.atomic
def _post_day(day: date) -> int:
    """All of a day or nothing; whoever comes second finds it there."""
    with connection.cursor() as cursor:
        cursor.execute(_ALONE)
    if Cost.objects.filter(kind=KIND, occurred_on=day, key__startswith=PREFIX).exists():
        return 0
    units = measuring.sent(clock.day_start(day), clock.day_start(day + timedelta(days=1)))
    return post_costs(_postings(day, units))


def _postings(day: date, units: Mapping[tuple[str, str], int]) -> Iterator[Posting]:
    for channel in sorted({channel for channel, _source in units}):
        price = pricing.of(channel, day)
        if price is not None:
            found = {source: count for (where, source), count in sorted(units.items()) if where == channel}
            yield from _of_channel(day, channel, found, price)


def _of_channel(day: date, channel: str, units: Mapping[str, int], price: Decimal) -> Iterator[Posting]:
    """Rounded as one sum: what one source is rounded up by, the next is less."""
    so_far = 0
    for source, count in units.items():
        amount = pricing.amount(price, so_far + count) - pricing.amount(price, so_far)
        so_far += count
        note = f"{channel}, {source}: {count} × {price.normalize():f}"
        yield Posting(f"{PREFIX}{day}:{channel}:{source}", KIND, amount, clock.day_start(day), note=note)
