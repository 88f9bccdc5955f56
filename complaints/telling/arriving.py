"""What providers tell later of mail of cases: that it arrived, came back, or was reported as spam.

Told of through the events of messages (`messaging.tracking.elsewhere`), with their ranks: however often and in whatever
order they come, a mail ends in what ranks highest. Of one that did not arrive staff read on the case and on Today, and
whoever looks after the case has it to do.
"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import translation
from django.utils.translation import gettext as _

from complaints import trail
from complaints.models import CaseMail, MailState
from core import clock
from customers.services import add_follow_up
from messaging.models import DeliveryEvent, Finding, Kind
from messaging.tracking import applying, elsewhere
from messaging.tracking.finding import REACH, SKEW, spelled

_BEFORE = (MailState.QUEUED, MailState.LEASED)
_AFTER = (MailState.SENT, MailState.DELIVERED, MailState.BOUNCED, MailState.COMPLAINED)
COMPLAINED = "complained"


def hear(event: DeliveryEvent, /, *, now: datetime) -> elsewhere.Answer | None:
    """None for what is about no mail of a case."""
    pk = _find(event) if event.channel == "email" else None
    if pk is None:
        return None
    row = CaseMail.objects.select_for_update(of=("self",)).select_related("message__case__customer").get(pk=pk)
    if row.state in _BEFORE:
        return elsewhere.Answer(Finding.WAITING)
    # What is told of an earlier attempt says nothing of the one that was made since.
    if row.handed_at and event.at >= row.handed_at - SKEW:
        _settle(row, event, now)
    return elsewhere.Answer(Finding.ELSEWHERE, row.address)


# --- Which --------------------------------------------------------------------------------------


def _find(event: DeliveryEvent) -> int | None:
    """By what the provider or we called it; where it names none, by address and time. One, or nobody's."""
    numbers = [number for number in (event.provider_id, event.reference) if number]
    return _by_number(numbers) if numbers else _by_address(event)


def _by_number(numbers: list[str]) -> int | None:
    known = {form for number in numbers for form in spelled(number)}
    # Ours begin with the digest of the key.
    ours = {form.strip("<>").partition("@")[0] for form in known}
    for told in (Q(provider_id__in=known), Q(reference__in=ours), Q(message__message_id__in=known)):
        found = list(CaseMail.objects.filter(told).values_list("pk", flat=True)[:2])
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _by_address(event: DeliveryEvent) -> int | None:
    if not event.address:
        return None
    rows = CaseMail.objects.filter(
        address__in={event.address, event.address.lower()},
        handed_at__gt=event.at - REACH,
        handed_at__lte=event.at + SKEW,
    )
    rows = rows.annotate(of=Coalesce("case", "message__case")).order_by("-handed_at", "-pk")
    found = list(rows.values_list("pk", "of")[:100])
    return found[0][0] if len({case for _pk, case in found}) == 1 else None


# --- What it changes ----------------------------------------------------------------------------


def _settle(row: CaseMail, event: DeliveryEvent, now: datetime) -> None:
    if row.state == MailState.UNCERTAIN:
        _went(row, event, now)
    end = applying.ENDS.get(Kind(event.kind))
    if row.state not in _AFTER or end is None or applying.RANKS[Kind(event.kind)] <= applying.rank(*_end_of(row)):
        return
    before, (state, reason) = row.state, end
    row.state, row.reason = MailState(state.value), reason or ("" if state.value == MailState.DELIVERED else COMPLAINED)
    row.detail, row.settled_at = event.detail[:500], now
    row.save(update_fields=["state", "reason", "detail", "settled_at"])
    if row.state != before and row.state in (MailState.BOUNCED, MailState.COMPLAINED):
        _tell(row, now)


def _end_of(row: CaseMail) -> tuple[str, str]:
    """As messages have it."""
    return row.state, "" if row.reason == COMPLAINED else row.reason


def _went(row: CaseMail, event: DeliveryEvent, now: datetime) -> None:
    """Nobody knew whether it had left: whoever tells of it has it."""
    row.state, row.reason, row.detail = MailState.SENT, "", ""
    row.sent_at, row.settled_at, row.provider_id = row.handed_at, now, event.provider_id or row.provider_id
    row.save(update_fields=["state", "reason", "detail", "sent_at", "settled_at", "provider_id"])


def _tell(row: CaseMail, now: datetime) -> None:
    case = row.of_case
    trail.record(
        "case.mail_trouble", case, actor=None, now=now, message=row.message_id, state=row.state, why=row.reason
    )
    customer = case.customer
    is_gone = customer is None or customer.erased_at or customer.merged_into_id
    # Of cases by and about staff the customer's record says nothing.
    if row.message and row.state == MailState.BOUNCED and customer and not is_gone and not case.is_confidential:
        with translation.override(settings.LANGUAGE_CODE):
            subject = _("Complaint %(number)s: an e-mail of ours came back") % {"number": case.number}
        add_follow_up(
            customer=customer, subject=subject, due_on=clock.business_day(now), assignee=case.assignee, actor=None,
            now=now, source=f"case-mail:{row.pk}",
        )  # fmt: skip
