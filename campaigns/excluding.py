"""Why members of a segment would not hear today: of each the first reason that the start and the outbox would give.

One pass over the segment with the questions of the claim, in their order (`messaging.judging`). What passes by itself
within the day (quiet hours, the pace of a channel) is no reason. Addresses that must not be written to are known by a
keyed hash alone, so where a channel has any, members are read by the thousand and each address is asked about.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Q

from campaigns import matching, shares
from campaigns.automations import timing
from campaigns.models import Automation, Campaign, CampaignSettings, Notice
from campaigns.notices import CLOSED, NO_ACCESS
from core import clock
from loyalty.editions import access
from messaging import hashing
from messaging.judging import DAYS, CapRule, Reason
from messaging.models import Suppression
from messaging.outbox import cases

CONTROL, NOT_BEST = "control", "not_best"
BATCH = 5_000
_GONE = "(state = 'leased' OR state IN ('sent', 'delivered', 'complained', 'uncertain') AND handed_at > {since})"
_WAITS = "state = 'queued' AND next_at <= %(now)s AND priority >= %(priority)s"
_MINE = "FROM messaging_message WHERE customer_id = known.id AND purpose = %(purpose)s"
# Of who wants to hear rarely, over all channels; then of the cap of this channel: gone already, and who comes first.
_HEARD = f"""(SELECT max(coalesce(handed_at, %(now)s)) {_MINE} AND {_GONE.format(since="%(long_ago)s")})"""
_COUNTED = f"""(SELECT count(*) {_MINE} AND channel = %(channel)s AND {_GONE.format(since="%(since)s")})"""
_RIVALS = f"(SELECT count(*) {_MINE} AND channel = %(channel)s AND {_WAITS})"
_KNOWN = f"""
WITH {timing.ZONES}, known AS (
    SELECT customer.id, customer.public_id, {{address}} AS address, clock.zone, {{chosen}} AS is_chosen,
           {matching.REFUSED} AS has_refused,
           CASE WHEN %(purpose)s = 'service' THEN coalesce(consent.state, '') NOT IN ('refused', 'withdrawn')
                ELSE consent.state = 'granted' IS TRUE
                     AND (consent.address = '' OR upper(consent.address) = upper({{address}})) END AS may_hear,
           EXISTS (SELECT FROM customers_contacthold hold WHERE hold.customer_id = customer.id
                   AND hold.released_at IS NULL AND (hold.until IS NULL OR hold.until > %(now)s)) AS is_held,
           pause.until > %(now)s AND %(purpose)s <> 'service' IS TRUE AS is_paused,
           CASE WHEN %(purpose)s = 'marketing' THEN frequency.every END AS every
    FROM customers_segmentmember member JOIN customers_customer customer ON customer.id = member.customer_id
    {timing.CLOCK}
    LEFT JOIN customers_consent consent ON consent.customer_id = customer.id AND consent.channel = %(channel)s
        AND consent.purpose = %(purpose)s
    LEFT JOIN messaging_pause pause ON pause.customer_id = customer.id
    LEFT JOIN messaging_frequency frequency ON frequency.customer_id = customer.id
    {{ranked}}
    WHERE member.segment_id = %(segment)s AND customer.merged_into_id IS NULL AND customer.erased_at IS NULL
)
SELECT id, address, has_refused,
       CASE WHEN NOT is_chosen THEN '{NOT_BEST}'
            WHEN {shares.in_control("public_id")} THEN '{CONTROL}'
            WHEN {shares.held_here("public_id")} THEN '{Reason.HELD_OUT}'
            WHEN address = '' THEN '{Reason.NO_ADDRESS}'
            WHEN NOT may_hear THEN '{Reason.CONSENT}' ELSE '' END AS first,
       CASE WHEN is_held THEN '{Reason.HELD}' WHEN is_paused THEN '{Reason.PAUSED}' ELSE '' END AS second,
       CASE WHEN every IS NOT NULL AND ({_HEARD} AT TIME ZONE zone)::date
                 + CASE every WHEN 'week' THEN {DAYS["week"]} ELSE {DAYS["month"]} END
                 > (%(now)s::timestamptz AT TIME ZONE zone)::date THEN '{Reason.CAPPED}'
            WHEN every IS NOT NULL AND EXISTS (SELECT {_MINE} AND {_WAITS}) THEN '{Reason.OUTRANKED}'
            WHEN %(most)s::int IS NULL THEN ''
            WHEN {_COUNTED} >= %(most)s::int THEN '{Reason.CAPPED}'
            WHEN {_COUNTED} + {_RIVALS} >= %(most)s::int THEN '{Reason.OUTRANKED}' ELSE '' END AS third
FROM known"""  # noqa: S608  # constants
_COUNTS = """
SELECT coalesce(nullif(first, ''), nullif(second, ''), third), has_refused, count(*)
FROM ({people}) person GROUP BY 1, 2"""
# Of an announcement only those whom it fits best.
_RANKED = "LEFT JOIN ({whom}) best ON best.customer_id = customer.id"


@dataclass(frozen=True, slots=True)
class Excluded:
    """`reasons` in the order in which they are asked; `refused` would hear and refused personal recommendations."""

    members: int
    reasons: tuple[tuple[str, int], ...]
    refused: int


class _Member(NamedTuple):
    id: int
    address: str
    has_refused: bool
    first: str
    second: str
    third: str


def of(mailing: Campaign | Automation, channel: str, notice: Notice | None, *, now: datetime) -> Excluded:
    """Of everybody who is in its segment now."""
    people, values = _statement(mailing, channel, notice, now)
    edition = notice.edition if notice else None
    counts: Counter[tuple[str, bool]] = Counter()
    if edition is None and not _suppressions(channel, mailing.purpose).exists():
        with connection.cursor() as cursor:
            cursor.execute(_COUNTS.format(people=people), values)
            counts.update({(reason, has_refused): count for reason, has_refused, count in cursor.fetchall()})
    else:
        for members in _batches(people, values):
            counts.update(_judge(members, channel, mailing.purpose, edition, now))
    return _told(counts)


def _statement(
    mailing: Campaign | Automation, channel: str, notice: Notice | None, now: datetime
) -> tuple[str, dict[str, Any]]:
    cap: CapRule | None = cases.rules_of(channel).caps.get(mailing.purpose)
    values: dict[str, Any] = {
        **cases.asked(), **shares.values(mailing, CampaignSettings.current()), "segment": mailing.segment_id,
        "channel": channel, "purpose": mailing.purpose, "now": now, "priority": mailing.priority,
        "zone": str(clock.business_zone()), "long_ago": now - timedelta(days=max(DAYS.values()) + 1),
        "most": cap.messages if cap else None, "since": now - timedelta(days=cap.days if cap else 0),
    }  # fmt: skip
    ranked, chosen = "", "TRUE"
    if notice is not None and notice.best is not None:
        ranked, chosen = _RANKED.format(whom=matching.RANKED), "best.customer_id IS NOT NULL"
        values |= matching.values(notice, now)
    return _KNOWN.format(address=cases.address_of(channel), ranked=ranked, chosen=chosen), values


def _suppressions(channel: str, purpose: str) -> Any:
    return Suppression.objects.filter(Q(purpose="") | Q(purpose=purpose), channel=channel)


def _batches(people: str, values: dict[str, Any]) -> Iterator[list[_Member]]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(people, values)
        while rows := cursor.fetchmany(BATCH):
            yield [_Member(*row) for row in rows]


def _judge(
    members: Sequence[_Member], channel: str, purpose: str, edition: Any, now: datetime
) -> Iterator[tuple[str, bool]]:
    left = [member for member in members if not member.first]
    refused = _suppressed({member.address for member in left}, channel, purpose)
    opens = access.opens_for_many(edition, {member.id for member in left}) if edition else {}
    is_over = bool(edition and access.is_over(edition, now))
    for member in members:
        yield _reason(member, refused, opens, is_over=is_over), member.has_refused


def _reason(member: _Member, refused: set[str], opens: dict[int, Any], *, is_over: bool) -> str:
    if member.first:
        return member.first
    if member.address in refused:
        return str(Reason.SUPPRESSED)
    if member.second or not opens:
        return member.second or member.third
    if is_over:
        return CLOSED
    return NO_ACCESS if opens[member.id] is None else member.third


def _suppressed(addresses: set[str], channel: str, purpose: str) -> set[str]:
    known = {digest: address for address in addresses for digest in hashing.hashes(address)}
    found = _suppressions(channel, purpose).filter(address_hash__in=list(known))
    return {known[bytes(digest)] for digest in found.values_list("address_hash", flat=True)}


_ORDER = (
    *(NOT_BEST, CONTROL, Reason.HELD_OUT, Reason.NO_ADDRESS, Reason.CONSENT, Reason.SUPPRESSED, Reason.HELD),
    *(Reason.PAUSED, CLOSED, NO_ACCESS, Reason.CAPPED, Reason.OUTRANKED),
)


def _told(counts: Counter[tuple[str, bool]]) -> Excluded:
    reasons: Counter[str] = Counter()
    for (reason, _has_refused), count in counts.items():
        reasons[reason] += count
    listed = tuple((str(reason), reasons[reason]) for reason in _ORDER if reasons[reason])
    return Excluded(sum(reasons.values()), listed, counts["", True])
