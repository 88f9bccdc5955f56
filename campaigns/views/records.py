"""On the customer's record: of which campaigns and automatic messages they are, also where they hear nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from campaigns import reasons
from campaigns.gifts import reporting
from campaigns.models import Automation, Campaign, GivenGift, Mailing, Occasion, Passage, Recipient
from core.decorators import permission
from core.paging import render_list
from customers.merging import merged_ids
from customers.views.base import find, record_url

SHOWN = 10


@dataclass(frozen=True)
class Line:
    """`at` is when it was decided, or will be."""

    name: str
    url: str
    at: datetime | None
    says: str


@permission("campaigns.view_recipient", "campaigns.view_occasion", "campaigns.view_passage")
@require_safe
def panel(request: HttpRequest, public_id: UUID) -> HttpResponse:
    customer = find(request, public_id)
    ids = merged_ids(customer)
    lines = [*_campaigns(ids), *_automations(ids), *_steps(ids), *_gifts(request, ids)]
    lines.sort(key=lambda line: (line.at is not None, line.at), reverse=True)
    context = {"title": _("Campaigns"), "back_url": record_url(customer), "lines": lines[:SHOWN], "customer": customer}
    return render_list(request, "campaigns/_customer.html", context)


def _campaigns(ids: list[int]) -> Iterator[Line]:
    rows = Recipient.objects.filter(customer__in=ids).select_related("campaign").order_by("-pk")[:SHOWN]
    for row in rows:
        yield of_recipient(row)


def of_recipient(row: Recipient) -> Line:
    line = _line(row.campaign, row.queued_at or row.campaign.started_at, row)
    reason = reasons.in_words(row.reason_code, row.reason_data)
    return replace(line, says=f"{line.says} · {_('chosen because')}: {reason}") if reason else line


def _automations(ids: list[int]) -> Iterator[Line]:
    rows = Occasion.objects.filter(customer__in=ids).select_related("automation").order_by("-pk")[:SHOWN]
    for row in rows:
        yield of_occasion(row)


def of_occasion(row: Occasion) -> Line:
    return _line(row.automation, row.queued_at or row.due_at, row)


def _line(mailing: Mailing, at: datetime | None, row: Recipient | Occasion) -> Line:
    return Line(mailing.name, _url(mailing), at, _says(row))


def _says(row: Recipient | Occasion) -> str:
    if row.is_held_out:
        return _("Held out by chance: hears nothing, so that the others can be measured against them.")
    return _("Put into the outbox") if row.queued_at else _("Waits for its time")


def _steps(ids: list[int]) -> Iterator[Line]:
    """Only where they did not hear: what they heard is a message."""
    rows = Passage.objects.filter(occasion__customer__in=ids).exclude(verdict="heard")
    found = rows.select_related("occasion__automation", "step").order_by(F("taken_at").desc(nulls_first=True), "-pk")
    for row in found[:SHOWN]:
        yield of_passage(row)


def of_passage(row: Passage) -> Line:
    automation = row.occasion.automation
    what = row.get_verdict_display() if row.verdict else _("Waits for its time")
    says = _("Step %(number)s: %(what)s") % {"number": row.step.position, "what": what}
    return Line(automation.name, _url(automation), row.taken_at or row.due_at, says)


def _gifts(request: HttpRequest, ids: list[int]) -> Iterator[Line]:
    if not request.user.has_perm("campaigns.view_givengift"):
        return
    rows = GivenGift.objects.filter(customer__in=ids).select_related("automation", "promotion").order_by("-pk")
    found = list(rows[:SHOWN])
    reporting.attach_unsent(found)
    for row in found:
        yield of_gift(row)


def of_gift(row: GivenGift) -> Line:
    words = " · ".join(filter(None, [reporting.says(row), reporting.why(row)]))
    return Line(row.automation.name, _url(row.automation), row.settled_at or row.decided_at, words)


def _url(mailing: Mailing) -> str:
    name = {Campaign: "detail", Automation: "automation"}[type(mailing)]
    return reverse(f"campaigns:{name}", args=[mailing.public_id])
