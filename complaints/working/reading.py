"""What the page of a case says: the conversation, its clocks, and who the customer is to us."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import F, Max, Model, Q, QuerySet
from django.utils.translation import gettext as _

from complaints import families
from complaints.models import Case, CaseClock, CaseMessage, ClockKind
from complaints.telling import reading as telling
from complaints.ways import WAYS
from complaints.working import wordings
from core.errors import DomainError
from customers import phones
from customers.merging import merged_ids
from customers.models import Customer
from loyalty.models import CustomerMetrics
from loyalty.tiers.queries import current_level
from sales.models import Purchase

M = TypeVar("M", bound=Model)
SHOWN, EARLIER, LIKELY = 200, 8, 3
_TONES = {"in": "", "out": "said-out", "note": "said-note"}


@dataclass(frozen=True, slots=True)
class Timer:
    """One promise: what, until when, what is left, how it stands."""

    name: Any
    promised: str
    due_at: datetime | None
    words: str
    tone: str


def conversation(case: Case, before: int | None = None) -> tuple[list[CaseMessage], bool]:
    """Of the case and of what went into it, in the order in which it was said; of very many the latest.

    `before`: those before this message. Also tells whether there are more before these.
    """
    told = CaseMessage.objects.filter(case__in=families.of(case))
    rows = further_back(told, before).select_related("author", "case")
    # Pages are long, and shown on one of their own.
    rows = rows.defer("html").annotate(is_laid_out=~Q(html="")).prefetch_related("attachments")
    read: list[Any] = list(rows.order_by("-at", "-pk")[: SHOWN + 1])
    found = read[:SHOWN][::-1]
    mails = telling.of_messages(found)
    for row in found:
        row.went = mails.get(row.pk)  # what became of it
        row.tone = _TONES[row.direction]  # for the template
    return found, len(read) > SHOWN


def further_back(rows: QuerySet[M], before: int | None) -> QuerySet[M]:
    """What lies before one of these rows, by its moment; all of them where it is none of them."""
    mark = rows.filter(pk=before).values_list("at", "pk").first() if before else None
    return rows.filter(Q(at__lt=mark[0]) | Q(at=mark[0], pk__lt=mark[1])) if mark else rows


def beginnings(case: Case) -> list[Case]:
    """Each of them as it was first told."""
    return list(Case.objects.filter(pk__in=families.of(case)).order_by("received_at", "pk"))


def timers(case: Case, now: datetime) -> list[Timer]:
    rows = CaseClock.objects.filter(case=case).order_by("stopped_at", "due_at", "pk")
    return [_timer(row, now) for row in rows]


def _timer(row: CaseClock, now: datetime) -> Timer:
    name = ClockKind(row.kind).label if row.n == 1 else f"{ClockKind(row.kind).label} ({row.n})"
    promised = wordings.worked(row.promised)
    if row.stopped_at:
        if row.is_lapsed:
            words = _("late, and never done") if row.is_late else _("not done before the end")
            return Timer(name, promised, row.due_at, words, "badge-bad" if row.is_late else "")
        took = _("took %(span)s") % {"span": wordings.worked(row.spent or 0)}
        words = _("late, %(took)s") if row.is_late else _("kept, %(took)s")
        return Timer(name, promised, row.due_at, words % {"took": took}, "badge-bad" if row.is_late else "badge-good")
    if row.due_at is None:
        return Timer(name, promised, None, _("paused"), "")
    return Timer(name, promised, row.due_at, wordings.left(row.due_at, now), _urgency(row, now))


def _urgency(row: CaseClock, now: datetime) -> str:
    assert row.due_at is not None  # asked for
    if row.due_at < now:
        return "badge-bad"
    return "badge-warn" if row.due_at - now < (row.due_at - row.started_at) / 4 else "badge-info"


def ways(case: Case, user: Any) -> list[str]:
    """To which states this person may lead it, but for merging, which asks for another case."""
    return [state for state, way in WAYS[case.state].items() if state != "merged" and user.has_perm(way.permission)]


def likely(case: Case, user: Any) -> list[Customer]:
    """Who a stranger may be: customers with the e-mail or the telephone that they left. Staff decide; none is attached
    by itself."""
    if case.customer_id or not (case.contact_email or case.contact_phone):
        return []
    seen = Customer.objects.visible_to(user).current()
    found: dict[int, Customer] = {}
    if case.contact_email:
        found |= {row.pk: row for row in seen.filter(email__iexact=case.contact_email).order_by("pk")[:LIKELY]}
    if phone := _phone(case.contact_phone):
        found |= {row.pk: row for row in seen.with_phone(phone).order_by("pk")[:LIKELY]}
    return list(found.values())[:LIKELY]


def _phone(text: str) -> str:
    try:
        return phones.normalise(text) if text else ""
    except DomainError:
        return ""


# --- The customer -------------------------------------------------------------------------


def customer_facts(customer: Customer, user: Any, now: datetime) -> dict[str, Any]:
    """Their level, what they are worth, which promises of ours were broken."""
    ids = merged_ids(customer)
    facts: dict[str, Any] = {"level": current_level(customer.pk), "missed": missed(ids, user, now)}
    if user.has_perm("loyalty.view_customermetrics"):
        facts["metrics"] = CustomerMetrics.objects.filter(pk=customer.pk).first()
    return facts


def missed(ids: list[int], user: Any, now: datetime) -> dict[str, int]:
    """Deliveries after the promised time, or not there yet though it is over; promises in cases."""
    late = Q(fulfilled_at__gt=F("promised_at")) | Q(fulfilled_at__isnull=True, promised_at__lt=now)
    deliveries = Purchase.objects.filter(late, customer__in=ids, promised_at__isnull=False)
    seen = Case.objects.seen_by(user).filter(customer__in=ids).exclude(state__in=["merged", "spam"])
    clocks = CaseClock.objects.filter(case__in=seen)
    clocks = clocks.filter(Q(is_late=True) | Q(stopped_at__isnull=True, due_at__lt=now))
    return {"deliveries": deliveries[:100].count(), "clocks": clocks[:100].count()}


def earlier(case: Case, user: Any) -> list[Case]:
    """The customer's other cases that this person may see, the latest first."""
    if case.customer is None:
        return []
    rows = Case.objects.seen_by(user).filter(customer__in=merged_ids(case.customer)).exclude(pk=case.pk)
    return list(rows.exclude(state="spam").order_by("-received_at", "-pk")[:EARLIER])


def last_of(case: Case) -> int:
    """The key of the last message: whoever writes has read up to it."""
    return CaseMessage.objects.filter(case__in=families.of(case)).aggregate(last=Max("pk"))["last"] or 0
