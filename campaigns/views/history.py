"""All that a customer heard, and all that they did not hear and why: messages, hold-outs, steps gone by without them.

One statement puts them in order; of the page that is asked for the rows themselves are read, kind by kind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from campaigns.gifts import reporting
from campaigns.models import GivenGift, MissedDay, Occasion, Passage, Recipient
from campaigns.views import records
from campaigns.views.records import Line
from core.decorators import permission
from customers.merging import merged_ids
from customers.views.base import find, record_url
from messaging import wordings
from messaging.models import Message

SIZE = 50
# A page that nobody comes to by pressing; more would make PostgreSQL walk for nothing.
LAST = 1_000
# What became a message is told by that message.
_ORDER = """
SELECT kind, id FROM (
    SELECT queued_at AS at, 'message' AS kind, id FROM messaging_message WHERE customer_id = ANY(%(ids)s)
    UNION ALL SELECT coalesce(campaign.started_at, campaign.created_at), 'recipient', recipient.id
    FROM campaigns_recipient recipient JOIN campaigns_campaign campaign ON campaign.id = recipient.campaign_id
    WHERE recipient.customer_id = ANY(%(ids)s) AND recipient.queued_at IS NULL
    UNION ALL SELECT due_at, 'occasion', id FROM campaigns_occasion
    WHERE customer_id = ANY(%(ids)s) AND queued_at IS NULL
    UNION ALL SELECT coalesce(passage.taken_at, passage.due_at), 'passage', passage.id
    FROM campaigns_passage passage JOIN campaigns_occasion occasion ON occasion.id = passage.occasion_id
    WHERE occasion.customer_id = ANY(%(ids)s) AND passage.verdict <> 'heard'
    UNION ALL SELECT noticed_at, 'missed', id FROM campaigns_missedday WHERE customer_id = ANY(%(ids)s)
    UNION ALL SELECT decided_at, 'gift', id FROM campaigns_givengift
    WHERE customer_id = ANY(%(ids)s) AND reason = 'not_worth' AND %(sees_gifts)s
) told ORDER BY at DESC, kind, id DESC LIMIT %(limit)s OFFSET %(offset)s"""


@permission(
    "messaging.view_message", "campaigns.view_recipient", "campaigns.view_occasion", "campaigns.view_passage",
)  # fmt: skip
@require_safe
def page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    customer, number = find(request, public_id), _number(request)
    found = _order(request, merged_ids(customer), number)
    context = {
        "title": _("Heard and not heard"), "customer": customer, "lines": _lines(found[:SIZE]), "number": number,
        "earlier": number + 1 if len(found) > SIZE and number < LAST else 0, "later": number - 1,
        "back_url": record_url(customer),
    }  # fmt: skip
    return render(request, "campaigns/history.html", context)


def _number(request: HttpRequest) -> int:
    """From 1; what is no number is the first."""
    told = request.GET.get("page", "")
    return min(max(int(told), 1), LAST) if told.isascii() and told.isdecimal() and len(told) < 6 else 1


def _order(request: HttpRequest, ids: list[int], number: int) -> list[tuple[str, int]]:
    """One more than a page, if there is one."""
    values: dict[str, Any] = {
        "ids": ids, "limit": SIZE + 1, "offset": (number - 1) * SIZE,
        "sees_gifts": request.user.has_perm("campaigns.view_givengift"),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_ORDER, values)
        return list(cursor.fetchall())


def _lines(found: Iterable[tuple[str, int]]) -> list[Line]:
    wanted: dict[str, list[int]] = {}
    for kind, pk in found:
        wanted.setdefault(kind, []).append(pk)
    known = {(kind, row.pk): row for kind, pks in wanted.items() for row in _READ[kind](pks)}
    return [_SAY[kind](known[kind, pk]) for kind, pk in found if (kind, pk) in known]


def _messages(pks: list[int]) -> list[Message]:
    rows = list(Message.objects.filter(pk__in=pks).select_related("version__template"))
    wordings.attach(rows)
    return rows


def _gifts(pks: list[int]) -> list[GivenGift]:
    rows = list(GivenGift.objects.filter(pk__in=pks).select_related("automation", "promotion"))
    reporting.attach_unsent(rows)
    return rows


def _message(row: Any) -> Line:
    says = " · ".join(filter(None, [row.get_state_display(), row.get_channel_display(), row.why]))
    return Line(
        row.version.template.name, reverse("messaging:message", args=[row.pk]), row.sent_at or row.queued_at, says
    )


def _missed(row: MissedDay) -> Line:
    url = reverse("campaigns:automation", args=[row.automation.public_id])
    return Line(row.automation.name, url, row.noticed_at, _("Their day went by while nothing ran."))


_READ: Mapping[str, Callable[[list[int]], Iterable[Any]]] = {
    "message": _messages,
    "recipient": lambda pks: Recipient.objects.filter(pk__in=pks).select_related("campaign"),
    "occasion": lambda pks: Occasion.objects.filter(pk__in=pks).select_related("automation"),
    "passage": lambda pks: Passage.objects.filter(pk__in=pks).select_related("occasion__automation", "step"),
    "missed": lambda pks: MissedDay.objects.filter(pk__in=pks).select_related("automation"),
    "gift": _gifts,
}
_SAY: Mapping[str, Callable[[Any], Line]] = {
    "message": _message, "recipient": records.of_recipient, "occasion": records.of_occasion,
    "passage": records.of_passage, "missed": _missed, "gift": records.of_gift,
}  # fmt: skip
