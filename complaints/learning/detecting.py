"""Every night: what complaints are about more often than chance explains, and one alarm for each cause of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from complaints.learning import recurring
from complaints.learning.counting import rows, run
from complaints.learning.recurring import BASELINE, LEAST, WINDOW, YOUNGEST, Found, Seen
from complaints.models import Alarm, CaseFigure
from core import clock
from core.errors import Conflict, DomainError
from core.locks import advisory_lock
from core.models import User
from core.wording import worded as _

LOCK = "complaints.detecting"
Key = tuple[str, str]
# Cases by and about staff are left out: an alarm is read by more people than they are.
_CASES = """
SELECT about.dimension, about.value, f.case_id, f.day >= %(middle)s AS is_late
FROM complaints_casefigure f JOIN complaints_case c ON c.id = f.case_id
CROSS JOIN LATERAL (VALUES ('product', c.product_id::text), ('store', c.store_id::text), ('cause', c.cause_id::text),
    ('lot', CASE WHEN c.lot <> '' AND c.product_id IS NOT NULL THEN c.product_id || ':' || c.lot END)
) about (dimension, value)
WHERE f.counts AND NOT f.is_confidential AND f.day >= %(first)s AND f.day < %(end)s AND about.value IS NOT NULL"""
_GROUPS = f"""
SELECT dimension, value, count(*) FILTER (WHERE is_late), count(*) FILTER (WHERE NOT is_late)
FROM ({_CASES}) told GROUP BY 1, 2"""
_ORDERS = """
SELECT dimension, value, coalesce(sum(n) FILTER (WHERE day >= %(middle)s), 0)::float8,
    coalesce(sum(n) FILTER (WHERE day < %(middle)s), 0)::float8
FROM complaints_orderday WHERE day >= %(first)s AND day < %(end)s GROUP BY 1, 2"""
_IDS = f"SELECT case_id FROM ({_CASES}) told WHERE is_late AND dimension = %(dimension)s AND value = %(value)s"


@dataclass(frozen=True, slots=True)
class Look:
    """What is compared: `[first, middle)` with `[middle, end)`."""

    first: date
    middle: date
    end: date

    @property
    def values(self) -> dict[str, Any]:
        return {"first": self.first, "middle": self.middle, "end": self.end}


@transaction.atomic
def detect(*, now: datetime) -> list[Alarm]:
    """The new alarms. Twice in a night is once; what stands is quiet, and tells its newest number."""
    advisory_lock(LOCK)
    run("SET LOCAL statement_timeout = 0")
    look = look_of(clock.business_day(now))
    if look is None:
        return []
    seen, looked_at = everything(look)
    bar = recurring.bar_of(looked_at)
    _renew(seen, look)
    closed = _closed_within(look)
    found = [
        Found(key, one.chance, ids(look, key))
        for key, one in seen.items()
        if one.is_alarm(bar) and _is_news(key, closed, look, one)
    ]
    standing = [Found((row.dimension, row.value), row.p, ids(look, (row.dimension, row.value))) for row in _standing()]
    return [
        row
        for cluster in recurring.clusters(found, standing)
        if (row := _raise(cluster, seen[cluster.found.key], look, bar, now))
    ]


def look_of(today: date) -> Look | None:
    """Whole days before today; None while there is too little past to compare with."""
    oldest = CaseFigure.objects.filter(counts=True).order_by("day").values_list("day", flat=True).first()
    middle = today - timedelta(days=WINDOW)
    if oldest is None or (middle - oldest).days < YOUNGEST:
        return None
    return Look(max(oldest, middle - timedelta(days=BASELINE)), middle, today)


def everything(look: Look) -> tuple[dict[Key, Seen], int]:
    """What may be an alarm, with what is expected of it; and how many things were looked at."""
    cases = {(dimension, value): (n, before) for dimension, value, n, before in rows(_GROUPS, look.values)}
    orders = {(dimension, value): (n, before) for dimension, value, n, before in rows(_ORDERS, look.values)}
    usual = {dimension: _usual(dimension, cases, orders, look) for dimension in ("product", "store", "cause")}
    # What nobody told of a case before (its store, say) has no past to compare with.
    known = {key for key in cases if usual[_kind(key)]}
    seen = {key: _seen(key, cases, orders, usual, look) for key in known if cases[key][0] >= LEAST}
    return seen, len(set(cases) | {key for key in orders if key[0] != "all"})


def _kind(key: Key) -> str:
    """A lot is compared with its whole product: of a lot's orders nobody keeps a record."""
    return "product" if key[0] == "lot" else key[0]


def _usual(dimension: str, cases: Mapping[Key, Any], orders: Mapping[Key, Any], look: Look) -> float:
    """Cases of all things of a kind in the baseline, for each order of one of them."""
    known: list[int] = [before for key, (_n, before) in cases.items() if key[0] == dimension]
    if dimension == "cause":
        return sum(known) / max(1, len(known)) / max(1.0, _exposure(("all", ""), orders, look)[1])
    exposure: float = sum(before for key, (_n, before) in orders.items() if key[0] == dimension)
    return sum(known) / exposure if exposure else sum(known) / max(1, len(known)) / _days(look)[1]


def _seen(
    key: Key, cases: Mapping[Key, Any], orders: Mapping[Key, Any], usual: Mapping[str, float], look: Look
) -> Seen:
    dimension, value = key
    n, before = cases[key]
    of: Key = key if dimension != "lot" else ("product", value.partition(":")[0])
    if dimension == "lot":
        before = cases.get(of, (0, 0))[1]
    now, earlier = _exposure(of if dimension != "cause" else ("all", ""), orders, look)
    return Seen(n, now, before, earlier, usual[of[0]])


def _exposure(key: Key, orders: Mapping[Key, Any], look: Look) -> tuple[float, float]:
    """Orders; of a shop or thing whose sales nobody tells us, days."""
    return orders.get(key) or _days(look)


def _days(look: Look) -> tuple[float, float]:
    return float((look.end - look.middle).days), float((look.middle - look.first).days)


def ids(look: Look, key: Key) -> frozenset[int]:
    """The cases of the window."""
    found = rows(_IDS, look.values | {"dimension": key[0], "value": key[1]})
    return frozenset(pk for (pk,) in found)


def _standing() -> list[Alarm]:
    return list(Alarm.objects.filter(closed_at__isnull=True))


def _renew(seen: Mapping[Key, Seen], look: Look) -> None:
    for row in _standing():
        one = seen.get((row.dimension, row.value))
        if one and one.n >= row.n:
            Alarm.objects.filter(pk=row.pk).update(n=one.n, p=one.chance, expected=one.expected, last_day=_last(look))


def _closed_within(look: Look) -> dict[Key, date]:
    """Alarms that were closed in these days: what was known then is no news."""
    closed = Alarm.objects.filter(closed_at__gte=clock.day_start(look.middle)).order_by("closed_at")
    return {
        (row.dimension, row.value): clock.business_day(row.closed_at) for row in closed if row.closed_at is not None
    }


def _is_news(key: Key, closed: Mapping[Key, date], look: Look, one: Seen) -> bool:
    """After it was closed as many again must come as make an alarm by themselves."""
    if key not in closed:
        return True
    since = Look(look.first, closed[key] + timedelta(days=1), look.end)
    return len(ids(since, key)) >= max(LEAST, recurring.RATIO * one.expected)


def _raise(cluster: Any, seen: Seen, look: Look, bar: float, now: datetime) -> Alarm | None:
    dimension, value = cluster.found.key
    try:
        with transaction.atomic():
            return Alarm.objects.create(
                dimension=dimension, value=value, first_day=look.middle, last_day=_last(look), n=seen.n,
                expected=seen.expected, p=seen.chance, bar=bar, also=[list(key) for key in cluster.also],
                raised_at=now,
            )  # fmt: skip
    except IntegrityError:
        # Another worker found it at the same moment.
        return None


def _last(look: Look) -> date:
    return look.end - timedelta(days=1)


@transaction.atomic
def close(*, alarm: Alarm, reason: str, actor: User, now: datetime) -> Alarm:
    """Somebody has seen to it. Refuses `forbidden`, `reason_missing`, `alarm_closed`."""
    if not actor.has_perm("complaints.change_alarm"):
        raise DomainError("forbidden", _("You may not do this."), status=403)
    row = Alarm.objects.select_for_update().get(pk=alarm.pk)
    if not reason.strip():
        raise DomainError("reason_missing", _("Say what was done, or why it is nothing."), field="reason")
    if row.closed_at:
        raise Conflict("alarm_closed", _("This alarm is closed already."))
    row.closed_at, row.closed_by, row.reason = now, actor, reason.strip()
    row.save(update_fields=["closed_at", "closed_by", "reason"])
    return row
