"""What a customer sees of their case: the state in plain words, what comes next and by when, what was said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from complaints import families
from complaints.doors import links
from complaints.models import (
    Attachment,
    Case,
    CaseMessage,
    CaseState,
    ClockKind,
    ComplaintSettings,
    Direction,
)
from complaints.saying import may_reopen
from complaints.ways import OPEN

_ANSWERS = (ClockKind.RESPOND, ClockKind.NEXT)
_MERGES = 5


def find(token: str) -> Case | None:
    """None for what opens nothing: foreign, changed, or of somebody who was erased."""
    public_id = links.read_tracking(token)
    if public_id is None:
        return None
    return shown(Case.objects.select_related("merged_into").filter(public_id=public_id).first())


def find_by_code(number: str, code: str) -> Case | None:
    """A wrong code and a number that there is not look the same, and take the same time."""
    found = Case.objects.select_related("merged_into").filter(number=number, erased_at=None).first()
    fits = links.is_code(code, (found or Case()).public_id)
    return found if fits else None


def shown(case: Case | None) -> Case | None:
    """Of cases that were merged the one that goes on, as far as it is of the same person: nobody reads another's."""
    for _step in range(_MERGES):
        if case is None or not is_same_person(case, case.merged_into):
            break
        case = case.merged_into
    return case if case and case.erased_at is None else None


def is_same_person(case: Case, other: Case | None) -> bool:
    if other is None:
        return False
    if case.customer_id or other.customer_id:
        return case.customer_id == other.customer_id
    return bool(case.contact_email) and case.contact_email.casefold() == other.contact_email.casefold()


def merged(case: Case) -> list[Case]:
    """What went into it, as far as it is of the same person, by when it was told."""
    others = [pk for pk in families.of(case) if pk != case.pk]
    rows = Case.objects.filter(pk__in=others).order_by("received_at", "pk") if others else ()
    return [row for row in rows if is_same_person(row, case)]


def takes_words(case: Case, now: datetime) -> bool:
    """Whether somebody reads what is added: while it goes on, and so long after its end."""
    if case.state == CaseState.SPAM:
        return False
    return case.state in (*OPEN, CaseState.MERGED) or may_reopen(case, now)


def words_until(case: Case) -> datetime | None:
    """Until when words take up a case that has ended."""
    ended = case.closed_at or case.resolved_at
    return ended + timedelta(days=ComplaintSettings.current().reopen_days) if ended else None


# --- In plain words -------------------------------------------------------------------------


@dataclass(frozen=True)
class Standing:
    title: str
    next: str


def standing(case: Case) -> Standing:
    titles = {
        CaseState.NEW: Standing(
            pgettext("case", "We have it"), _("Somebody reads it and finds out who can help you best.")
        ),
        CaseState.OPEN: Standing(pgettext("case", "We are working on it"), _("We look into it and write to you here.")),
        CaseState.REOPENED: Standing(
            pgettext("case", "We are working on it again"),
            _("It was not solved, we are sorry. We look into it once more."),
        ),
        CaseState.WAITING_CUSTOMER: Standing(
            pgettext("case", "We wait for your answer"), _("Please answer below; then we go on.")
        ),
        CaseState.WAITING_OTHERS: Standing(
            pgettext("case", "We wait for somebody else"),
            _("We asked somebody whose answer we need, and go on as soon as we have it. You need not do anything."),
        ),
        CaseState.RESOLVED: Standing(
            pgettext("case", "We think it is solved"), _("Please tell us below whether it is.")
        ),
        CaseState.CLOSED: Standing(
            pgettext("case", "It is closed"), _("If it is not solved after all, tell us below.")
        ),
        CaseState.MERGED: Standing(
            pgettext("case", "We have it together with other reports"),
            _("Several people told us of the same. We work on all of them at once."),
        ),
        CaseState.SPAM: Standing(
            pgettext("case", "We do not work on it"),
            _("We took it for unwanted mail. If that is wrong, please call us or come by."),
        ),
    }
    return titles[CaseState(case.state)]


@dataclass(frozen=True)
class Promise:
    text: str
    at: datetime
    is_late: bool


def promises(case: Case, now: datetime) -> list[Promise]:
    """By when the next answer comes, and by when it is to be solved; nothing while it waits, or has ended."""
    if case.state not in OPEN:
        return []
    rows = case.clocks.filter(stopped_at=None, due_at__isnull=False).order_by("due_at")
    found: dict[str, Promise] = {}
    for row in rows:
        assert row.due_at is not None  # asked for
        if row.kind in _ANSWERS:
            found.setdefault("answer", Promise(_("You have an answer by"), row.due_at, row.due_at < now))
        elif row.kind == ClockKind.RESOLVE:
            found.setdefault("solved", Promise(_("We want it solved by"), row.due_at, row.due_at < now))
    late = [one for one in found.values() if one.is_late]
    # Being sorry once is enough.
    return late[-1:] + [one for one in found.values() if not one.is_late]


def conversation(case: Case) -> list[CaseMessage]:
    """What was said to and fro, also in what of theirs went into it. No notes, nothing that somebody else sent."""
    rows = CaseMessage.objects.filter(case__in=[case, *merged(case)], is_foreign=False)
    rows = rows.exclude(direction=Direction.NOTE)
    kept = Prefetch("attachments", Attachment.objects.order_by("pk"))
    found = list(rows.order_by("at", "pk").prefetch_related(kept))
    return [row for row in found if row.text or row.attachments.all()]
