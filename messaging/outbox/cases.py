"""What is known, at this moment, of the customers of a batch: a fixed number of statements, whatever its size."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.db import connection

from core import clock
from customers.models import Channel, Purpose
from messaging import gates, hashing
from messaging.judging import DAYS, CapRule, Case, Rules, Verdict
from messaging.models import Cap, QuietHours, Suppression
from messaging.quiet import Hours

# Where each channel finds the address of a customer. A messaging app: the id in the first service that we serve, with
# the name of the service before it, since another may have the same id.
_IDENTITY = """coalesce((
    SELECT identity.provider || ':' || identity.identity FROM customers_channelidentity identity
    WHERE identity.customer_id = customer.id AND identity.provider = ANY(%(providers)s::text[])
    ORDER BY array_position(%(providers)s::text[], identity.provider::text), identity.id LIMIT 1), '')"""
# At home, else at work or where goods go; a line each, the country only where it is not the shop's. Where only the city
# is known, no letter arrives.
_PLACE = """coalesce((
    SELECT concat_ws(chr(10), place.lines, nullif(btrim(place.postal_code || ' ' || place.city), ''),
           nullif(place.region, ''), nullif(nullif(upper(place.country), %(home)s::text), ''))
    FROM customers_address place WHERE place.customer_id = customer.id AND place.kind IN ('home', 'work', 'delivery')
        AND place.lines <> ''
    ORDER BY place.kind <> 'home', place.id LIMIT 1), '')"""
ADDRESSES = {
    Channel.EMAIL: "customer.email",
    Channel.SMS: "customer.phone",
    Channel.PHONE: "customer.phone",
    Channel.CHAT: _IDENTITY,
    Channel.LETTER: _PLACE,
}


@dataclass(frozen=True, slots=True)
class Row:
    """A leased message and its customer."""

    id: int
    key: str
    customer: int
    purpose: str
    priority: int
    source: str
    version: int
    facts: dict[str, Any]
    valid_until: datetime
    attempts: int
    address: str
    name: str
    given_name: str
    family_name: str
    language: str
    zone: str
    public_id: str
    # Of their address at home, else of another; "" when none is known.
    country: str = ""
    # What apps above know of the customer, where the version mentions it (`rendering.known`).
    known: dict[str, Any] = field(default_factory=dict)


_ROWS = """
SELECT message.id, message.key, message.customer_id, message.purpose, message.priority, message.source,
       message.version_id, message.facts, message.valid_until, message.attempts, {address},
       customer.display_name, customer.given_name, customer.family_name, customer.language, customer.time_zone,
       customer.public_id::text, coalesce((
           SELECT upper(place.country) FROM customers_address place
           WHERE place.customer_id = customer.id AND place.country <> ''
           ORDER BY place.kind <> 'home', place.id LIMIT 1), '')
FROM messaging_message message JOIN customers_customer customer ON customer.id = message.customer_id
WHERE message.id = ANY(%(ids)s)
ORDER BY message.lane, message.priority DESC, message.id"""
# An address that changed since needs another consent: what was given for the old one says nothing of the new one.
_CONSENTS = """
SELECT consent.customer_id, consent.purpose,
       CASE WHEN consent.state = 'granted' AND consent.address <> '' AND {address} <> ''
                 AND upper(consent.address) <> upper({address}) THEN 'other_address' ELSE consent.state END
FROM customers_consent consent JOIN customers_customer customer ON customer.id = consent.customer_id
WHERE consent.channel = %(channel)s AND consent.customer_id = ANY(%(customers)s)"""
_HOLDS = """
SELECT customer_id, min(kind) FROM customers_contacthold
WHERE customer_id = ANY(%(customers)s) AND released_at IS NULL AND (until IS NULL OR until > %(now)s) GROUP BY 1"""
_PAUSES = "SELECT customer_id, until FROM messaging_pause WHERE customer_id = ANY(%(customers)s) AND until > %(now)s"
_COUNTED = """
SELECT customer_id, purpose, coalesce(handed_at, %(now)s) FROM messaging_message
WHERE customer_id = ANY(%(customers)s) AND channel = %(channel)s AND NOT id = ANY(%(ids)s)
  AND (state = 'leased' OR state IN ('sent', 'delivered', 'complained', 'uncertain') AND handed_at > %(since)s)
ORDER BY 3"""
_RIVALS = """
SELECT customer_id, purpose, priority, id FROM messaging_message
WHERE customer_id = ANY(%(customers)s) AND channel = %(channel)s AND state = 'queued' AND next_at <= %(now)s"""
_FREQUENCIES = "SELECT customer_id, every FROM messaging_frequency WHERE customer_id = ANY(%(customers)s)"
# Of who wants to hear rarely: over whatever channel, what is on lease counts as gone.
_HEARD = """
SELECT customer_id, max(coalesce(handed_at, %(now)s)) FROM messaging_message
WHERE customer_id = ANY(%(rare)s) AND purpose = 'marketing' AND NOT id = ANY(%(ids)s)
  AND (state = 'leased' OR state IN ('sent', 'delivered', 'complained', 'uncertain') AND handed_at > %(long_ago)s)
GROUP BY 1"""
_AHEAD = """
SELECT customer_id, priority, id FROM messaging_message
WHERE customer_id = ANY(%(rare)s) AND purpose = 'marketing' AND state = 'queued' AND next_at <= %(now)s"""
_FACTS = list(Row.__dataclass_fields__).index("facts")
Place = tuple[int, str]


@dataclass
class Book:
    rows: list[Row]
    rules: Rules
    consents: dict[Place, str]
    holds: dict[int, str]
    pauses: dict[int, datetime]
    suppressed: dict[str, set[str]]
    counted: dict[Place, list[datetime]]
    rivals: dict[Place, list[tuple[int, int]]]
    frequencies: dict[int, str]
    heard: dict[int, datetime]
    ahead: dict[int, list[tuple[int, int]]]
    objections: dict[int, Verdict] = field(default_factory=dict)

    def case(self, row: Row) -> Case:
        place = (row.customer, row.purpose)
        refused = self.suppressed.get(row.address, set())
        return Case(
            purpose=row.purpose,
            valid_until=row.valid_until,
            address=row.address,
            zone=zone_of(row.zone),
            consent=self.consents.get(place, ""),
            is_suppressed="" in refused or row.purpose in refused,
            hold=self.holds.get(row.customer, ""),
            paused_until=self.pauses.get(row.customer),
            counted=tuple(self.counted.get(place, ())),
            rivals=sum(_outranks(rival, row) for rival in self.rivals.get(place, ())),
            frequency=self.frequencies.get(row.customer, ""),
            heard=self.heard.get(row.customer),
            ahead=sum(_outranks(rival, row) for rival in self.ahead.get(row.customer, ())),
            objection=self.objections.get(row.id),
        )

    def count(self, row: Row, now: datetime) -> None:
        """It goes: the next one of this batch to the same customer finds the place taken."""
        self.counted[row.customer, row.purpose].append(now)
        if row.purpose == Purpose.MARKETING:
            self.heard[row.customer] = now


def load(channel: str, ids: Sequence[int], now: datetime) -> Book:
    address = address_of(channel)
    rows = read(channel, ids)
    rules = rules_of(channel)
    longest = max((cap.days for cap in rules.caps.values()), default=0)
    values = asked() | {
        "ids": list(ids),
        "customers": sorted({row.customer for row in rows}),
        "channel": channel,
        "now": now,
        "since": now - timedelta(days=longest),
    }
    frequencies = dict(_fetch(_FREQUENCIES, values))
    values |= {"rare": list(frequencies), "long_ago": now - timedelta(days=max(DAYS.values()) + 1)}
    return Book(
        rows=rows,
        rules=rules,
        consents={(found[0], found[1]): found[2] for found in _fetch(_CONSENTS.format(address=address), values)},
        holds=dict(_fetch(_HOLDS, values)),
        pauses=dict(_fetch(_PAUSES, values)),
        suppressed=_suppressed(channel, {row.address for row in rows}),
        counted=_by_place(_fetch(_COUNTED, values) if rules.caps else []),
        rivals=_by_place([(*found[:2], found[2:]) for found in _fetch(_RIVALS, values)] if rules.caps else []),
        frequencies=frequencies,
        heard=dict(_fetch(_HEARD, values)) if frequencies else {},
        ahead=_ahead(_fetch(_AHEAD, values) if frequencies else []),
        objections=gates.ask(rows, now),
    )


def read(channel: str, ids: Sequence[int]) -> list[Row]:
    """Messages of one channel with what is told of their customers, in the order in which they go."""
    return [_row(found) for found in _fetch(_ROWS.format(address=address_of(channel)), {"ids": list(ids)} | asked())]


def address_of(channel: str) -> str:
    """The SQL of where a channel writes to, over `customer`; with the parameters of `asked`."""
    return ADDRESSES.get(Channel(channel), "''")


def asked() -> dict[str, Any]:
    """What the expressions of addresses ask for."""
    return {"providers": settings.CHAT_PROVIDERS, "home": settings.COUNTRY}


def _row(found: tuple[Any, ...]) -> Row:
    """Django leaves JSON of statements like this one as text."""
    told: list[Any] = [*found]
    told[_FACTS] = json.loads(told[_FACTS])
    return Row(*told)


def rules_of(channel: str) -> Rules:
    quiet = QuietHours.objects.filter(channel=channel).first()
    caps = {cap.purpose: CapRule(cap.messages, cap.days) for cap in Cap.objects.filter(channel=channel)}
    return Rules(Hours(quiet.begins, quiet.ends) if quiet else None, caps)


def _outranks(rival: tuple[int, int], row: Row) -> bool:
    """A higher priority; of equals, who asked first."""
    priority, pk = rival
    return (-priority, pk) < (-row.priority, row.id)


def _suppressed(channel: str, addresses: set[str]) -> dict[str, set[str]]:
    """Which purposes each address refuses, "" for all."""
    known = {digest: address for address in addresses if address for digest in hashing.hashes(address)}
    found = Suppression.objects.filter(channel=channel, address_hash__in=list(known))
    refused: dict[str, set[str]] = defaultdict(set)
    for digest, purpose in found.values_list("address_hash", "purpose"):
        refused[known[bytes(digest)]].add(purpose)
    return refused


def _by_place(found: list[Any]) -> dict[Place, list[Any]]:
    places: dict[Place, list[Any]] = defaultdict(list)
    for customer, purpose, value in found:
        places[customer, purpose].append(value)
    return places


def _ahead(found: list[Any]) -> dict[int, list[tuple[int, int]]]:
    ahead: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for customer, *rival in found:
        ahead[customer].append((rival[0], rival[1]))
    return ahead


def zone_of(name: str) -> ZoneInfo:
    """An unknown zone is the store's."""
    try:
        return ZoneInfo(name) if name else clock.business_zone()
    except (ZoneInfoNotFoundError, ValueError, OSError):  # also the name of a folder of zones
        return clock.business_zone()


def _fetch(statement: str, values: dict[str, Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())
