"""What the messages of an announcement bring along and when they are due; and what is asked before they go.

For a limited edition each message is due at its customer's own opening, which is asked again at the last moment:
levels are lost and editions close. Every number of statements here is fixed per batch.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any, NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format

from campaigns import matching, neutral
from campaigns.models import Campaign, Notice
from campaigns.reasons import DECLARED, in_words
from customers.models import Customer
from loyalty.editions import access, publishing
from messaging.judging import Act, Verdict
from messaging.outbox import reporting
from messaging.outbox.cases import Row
from messaging.rendering import texts

NO_ACCESS, CLOSED, OPENS, REFUSED = "no_access", "edition_closed", "opens_later", "refused_profiling"


class Taken(NamedTuple):
    """A row of an audience that is about to become a message."""

    row: int
    customer: int
    variant: int
    code: str
    data: str


Due = tuple[datetime, dict[str, Any]]


def of(campaign: Campaign) -> Notice | None:
    """None for a campaign that announces nothing."""
    rows = Notice.objects.select_related("product__category", "product__brand", "edition")
    return rows.filter(campaign=campaign).first()


def prepare(
    campaign: Campaign, taken: Sequence[Taken], versions: Mapping[int, int | None], now: datetime
) -> dict[int, Due]:
    """When each of these customers is to hear, and what their message brings along; nothing for other campaigns."""
    notice = of(campaign)
    if notice is None or not taken:
        return {}
    ids = {one.customer for one in taken}
    refused, opens = matching.refused(ids), access.opens_for_many(notice.edition, ids) if notice.edition else {}
    people = Customer.objects.only("language").in_bulk(ids)
    found: dict[int, Due] = {}
    for one in taken:
        language = _language(versions[one.variant], people[one.customer].language)
        reason = "" if one.customer in refused else _worded(one, language)
        told = {"product": notice.product.name, "reason": reason, "code": one.code}
        at = opens.get(one.customer)
        facts = {"notice": told | opening(notice, at, language)} | ({"by": "contact"} if notice.by_contact else {})
        found[one.customer] = (_due(notice, at, now), facts)
    return found


def _language(version: int | None, language: str) -> str:
    """In which the letter will be."""
    assert version is not None  # kept at the start
    return texts.choose(texts.compiled(version), language).language


def _worded(one: Taken, language: str) -> str:
    with translation.override(language):
        return in_words(one.code, json.loads(one.data))


def opening(notice: Notice, at: datetime | None, language: str) -> dict[str, str]:
    """`at` by the edition's own clock; "opens" is for `gate`, who has to know whether it moved."""
    edition = notice.edition
    if edition is None:
        return {"opens_at": "", "link": "", "opens": ""}
    link = settings.SITE_URL + reverse("loyalty:edition_public", args=[edition.slug])
    if at is None:
        return {"opens_at": "", "link": link, "opens": ""}
    with translation.override(language):
        words = date_format(at.astimezone(publishing.zone_of(edition)), "DATETIME_FORMAT")
    return {"opens_at": words, "link": link, "opens": at.isoformat()}


def _due(notice: Notice, at: datetime | None, now: datetime) -> datetime:
    return max(now, at - timedelta(hours=notice.hours_before)) if at else now


# --- Before it goes -------------------------------------------------------------------------------


def gate(rows: Sequence[Row], now: datetime) -> Mapping[int, Verdict]:
    """Who refused meanwhile and has no neutral text to read, has no access any more, or hears at another time."""
    ours = [row for row in rows if row.source.startswith("campaign:") and "notice" in row.facts]
    if not ours:
        return {}
    told: dict[int, dict[str, Any]] = {}
    ids = matching.refused({row.customer for row in ours})
    neutrals = neutral.of_sources({row.source for row in ours})
    refused = [row for row in ours if row.customer in ids and row.source not in neutrals]
    found = {row.id: verdict for row in refused if (verdict := _without_reason(row, told, now))}
    ours.sort(key=lambda row: row.source)
    for source, group in groupby(ours, key=lambda row: row.source):
        found = _openings(source, list(group), told, now) | found
    reporting.retell(told)
    return found


def _without_reason(row: Row, told: dict[int, dict[str, Any]], now: datetime) -> Verdict | None:
    """Who declared it may hear of it, but nothing of why."""
    notice = row.facts["notice"]
    if notice["code"] not in ("", DECLARED):
        return Verdict(Act.SKIP, REFUSED)
    if not notice["reason"]:
        return None
    told[row.id] = {"notice": notice | {"reason": ""}}
    return Verdict(Act.WAIT, REFUSED, until=now)


def _openings(source: str, rows: list[Row], told: dict[int, dict[str, Any]], now: datetime) -> dict[int, Verdict]:
    campaign = int(source.partition(":")[2])
    notice = Notice.objects.filter(campaign=campaign).select_related("edition").first()
    if notice is None or notice.edition is None:
        return {}
    if access.is_over(notice.edition, now):
        return {row.id: Verdict(Act.SKIP, CLOSED) for row in rows}
    opens = access.opens_for_many(notice.edition, {row.customer for row in rows})
    verdicts = {row.id: _asked(notice, row, opens[row.customer], told, now) for row in rows}
    return {pk: verdict for pk, verdict in verdicts.items() if verdict}


def _asked(
    notice: Notice, row: Row, at: datetime | None, told: dict[int, dict[str, Any]], now: datetime
) -> Verdict | None:
    if at is None:
        return Verdict(Act.SKIP, NO_ACCESS)
    due, known = _due(notice, at, now), row.facts["notice"]
    if known["opens"] == at.isoformat():
        return Verdict(Act.WAIT, OPENS, until=due) if due > now else None
    ours = told.get(row.id, {}).get("notice", known)
    told[row.id] = {"notice": ours | opening(notice, at, _language(row.version, row.language))}
    return Verdict(Act.WAIT, OPENS, until=due)
