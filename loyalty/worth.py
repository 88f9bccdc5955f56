"""What units were worth, in smallest units of money: one definition, for services and for statements of reports.

Units are valued as they come in, and keep that value wherever they go: taken back, expired, used, given up for a
reward. So what a programme says today changes no month that is over, and whatever is undone comes to nothing
(decision 0011). What is owed at the end of a day goes by what the programme said at that moment.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from decimal import Decimal

from django.db import connection
from django.db.models import F

from core.money import round_minor
from loyalty.models import UnitWorth

# A row of currency, value, since and until (half-open) for each value that a unit ever had.
RANGES = """(
    SELECT currency, value, coalesce(since, '-infinity') AS since,
        lead(since, 1, 'infinity') OVER (PARTITION BY currency ORDER BY since NULLS FIRST) AS until
    FROM loyalty_unitworth)"""


def known() -> dict[str, list[UnitWorth]]:
    """By currency what a unit was worth, the first value first: a handful of rows."""
    found: dict[str, list[UnitWorth]] = defaultdict(list)
    for row in UnitWorth.objects.order_by("currency", F("since").asc(nulls_first=True)):
        found[row.currency].append(row)
    return dict(found)


def at(currency: str, moment: datetime) -> Decimal:
    """What a unit was worth at the end of the time that is over at `moment`."""
    return _at(known().get(currency, []), moment)


def _at(rows: list[UnitWorth], moment: datetime) -> Decimal:
    values = [row.value for row in rows if row.since is None or row.since < moment]
    return values[-1] if values else Decimal(1)


def born(lot: str) -> str:
    """When the units of a lot came in, as an SQL expression: units that changed hands are as old as they were."""
    return f"""(SELECT CASE WHEN {_moved("own")} THEN ({_BACK.format(lot=lot)}) ELSE own.occurred_at END
        FROM loyalty_entry own WHERE own.id = {lot})"""  # noqa: S608  # no input


def _moved(entry: str) -> str:
    return f"({entry}.facts ? 'lot' AND ({entry}.kind = 'transfer' OR {entry}.facts ? 'merge'))"


_BACK = f"""
    WITH RECURSIVE back (entry) AS (
        SELECT {{lot}}
        UNION ALL
        SELECT (moved.facts ->> 'lot')::bigint
        FROM back JOIN loyalty_entry moved ON moved.id = back.entry WHERE {_moved("moved")}
    )
    SELECT first.occurred_at FROM back JOIN loyalty_entry first ON first.id = back.entry
    WHERE NOT {_moved("first")}"""  # noqa: S608  # constants


_SPENT = f"""
SELECT sum(part.units * worth.value) FROM (
    SELECT account.currency, taken.units, {born("taken.lot_id")} AS at
    FROM loyalty_entry entry JOIN loyalty_account account ON account.id = entry.account_id
    JOIN loyalty_consumption taken ON taken.entry_id = entry.id
    WHERE entry.event_key = %(key)s
) part JOIN {RANGES} worth ON worth.currency = part.currency AND worth.since <= part.at AND part.at < worth.until"""  # noqa: S608  # constants


def of_spent(units: int, currency: str, *, at: datetime, entry_key: str = "") -> int:
    """Units that an entry spent, in money: by what they were worth when they came in, lot by lot.

    Without an entry, or where it says nothing, by what a unit is worth at that moment.
    """
    rows = known().get(currency, [])
    if entry_key and len(rows) > 1:
        with connection.cursor() as cursor:
            cursor.execute(_SPENT, {"key": entry_key})
            found = cursor.fetchone()[0]
        if found is not None:
            return round_minor(found)
    return round_minor(units * _at(rows, at))
