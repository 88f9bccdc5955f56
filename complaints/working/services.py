"""What staff do with a case: take it, give it away, answer, note, call colleagues."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, BinaryIO

from django.db import transaction

from complaints import assigning, files
from complaints.models import Case, CaseMessage, CaseState, ComplaintSettings, Direction, Means
from complaints.moving import transition
from complaints.saying import say
from complaints.working import mentioning
from core.errors import Conflict, DomainError, NotFound
from core.models import User
from core.wording import worded as _

# By what staff answer; pages and machines have ways of their own.
MEANS = (Means.EMAIL, Means.PHONE, Means.LETTER, Means.COUNTER)
# What customers say to a person, who notes it.
HEARD = (Means.PHONE, Means.COUNTER, Means.LETTER)
_ENDED_FOR_GOOD = (CaseState.MERGED, CaseState.SPAM)
File = tuple[str, BinaryIO]


def lock(case: Case, actor: User) -> Case:
    """The fresh row, locked. Refuses `case_unknown` also for what this person may not see."""
    row = Case.objects.seen_by(actor).select_for_update(of=("self",)).filter(pk=case.pk).first()
    if row is None:
        raise NotFound("case_unknown", _("There is no such case."))
    return row


@transaction.atomic
def take(*, case: Case, actor: User, now: datetime) -> Case:
    """Look after it oneself. Refuses `taken` where a colleague was quicker."""
    row = lock(case, actor)
    if row.assignee_id == actor.pk:
        return row
    if row.assignee_id is not None:
        raise Conflict("taken", _("%(who)s looks after it already.") % {"who": row.assignee})
    assigning.assign_to(case=row, user=actor, actor=actor, now=now)
    return row


@transaction.atomic
def assign(*, case: Case, user: User | None, actor: User, now: datetime, reason: str = "") -> Case:
    """To somebody who works here and may read it, or to nobody. Refuses `assignee_unfit`, and what `assign_to` does."""
    row = lock(case, actor)
    if user and not (user.is_active and user.has_perm("complaints.view_case")):
        raise DomainError("assignee_unfit", _("They may not see cases."), field="assignee")
    if user and user.pk == row.about_id:
        raise DomainError("assignee_unfit", _("The case is about them."), field="assignee")
    if row.assignee_id != (user.pk if user else None):
        assigning.assign_to(case=row, user=user, actor=actor, now=now, reason=reason)
    return row


@transaction.atomic
def reply(
    *,
    case: Case,
    text: str,
    means: str,
    actor: User,
    now: datetime,
    waits: bool = False,
    at: datetime | None = None,
    last_seen: int | None = None,
    attached: Iterable[File] = (),
) -> CaseMessage:
    """To the customer; `waits`: then it is the customer's turn. `last_seen`: the last message the writer had read.

    `at`: when it was really said. Refuses `forbidden`, `said_meanwhile`, `words_missing`, `means_unknown`,
    `address_missing`, `case_ended`, `at_outside`.
    """
    row = lock(case, actor)
    _check_reply(row, text, means, actor)
    at = _moment(row, at, now)
    if last_seen is not None and _said_since(row, last_seen):
        raise Conflict("said_meanwhile", _("Something was said meanwhile: read it first. What you wrote is kept."))
    message = say(
        case=row, direction=Direction.OUT, means=means, text=text.strip(), author=actor, now=now, at=at
    )  # fmt: skip
    keep(message, attached)
    if actor.has_perm("complaints.change_case"):
        _move_on(row, waits=waits, actor=actor, now=now)
    return message


def _check_reply(row: Case, text: str, means: str, actor: User) -> None:
    if not actor.has_perm("complaints.add_casemessage"):
        raise DomainError("forbidden", _("You may not do this."), status=403)
    if row.state in _ENDED_FOR_GOOD:
        raise Conflict("case_ended", _("Nothing is said in this case any more."))
    if not text.strip():
        raise DomainError("words_missing", _("Write a few words."), field="text")
    if means not in MEANS:
        raise DomainError("means_unknown", _("Choose how they hear it."), field="means")
    if means == Means.EMAIL and not address_of(row):
        raise DomainError("address_missing", _("No e-mail address is known: call, or write a letter."), field="means")


def _moment(row: Case, at: datetime | None, now: datetime) -> datetime | None:
    """Between the first words and now; whoever types it knows no seconds."""
    if at is None:
        return None
    if not row.received_at.replace(second=0, microsecond=0) <= at <= now:
        raise DomainError(
            "at_outside", _("This lies before the complaint, or in the future: look at the time."), field="at"
        )
    return max(at, row.received_at)


def address_of(case: Case) -> str:
    """Where an e-mail goes: what they left with the complaint, else what the record says."""
    return case.contact_email or (case.customer.email if case.customer else "")


def _said_since(row: Case, last_seen: int) -> bool:
    return CaseMessage.objects.filter(case=row, pk__gt=last_seen).exclude(direction=Direction.NOTE).exists()


def _move_on(row: Case, *, waits: bool, actor: User, now: datetime) -> None:
    row.refresh_from_db()
    if waits and row.state not in {CaseState.RESOLVED, CaseState.CLOSED}:
        transition(case=row, to=CaseState.WAITING_CUSTOMER, actor=actor, now=now)
    elif row.state in {CaseState.NEW, CaseState.REOPENED}:
        transition(case=row, to=CaseState.OPEN, actor=actor, now=now)


@transaction.atomic
def note(*, case: Case, text: str, actor: User, now: datetime, attached: Iterable[File] = ()) -> CaseMessage:
    """Among staff; whoever is called with @ hears of it. Refuses `forbidden`, `words_missing`, `mention_blind`."""
    row = lock(case, actor)
    if not actor.has_perm("complaints.add_casemessage"):
        raise DomainError("forbidden", _("You may not do this."), status=403)
    if not text.strip():
        raise DomainError("words_missing", _("Write a few words."), field="text")
    called = mentioning.called(text, row)
    message = say(
        case=row, direction=Direction.NOTE, means=Means.PAGE, text=text.strip(), author=actor, now=now
    )  # fmt: skip
    keep(message, attached)
    mentioning.call(message, called - {actor})
    return message


@transaction.atomic
def hear(
    *, case: Case, text: str, actor: User, now: datetime, means: str = Means.PHONE, at: datetime | None = None,
    attached: Iterable[File] = (), key: str | None = None,
) -> CaseMessage:  # fmt: skip
    """What the customer said to us, by one of `HEARD`; `at`: when; with the same `key` (of the page) it is said once.

    Refuses `forbidden`, `words_missing`, `case_ended`, `means_unknown`, `at_outside`.
    """
    row = lock(case, actor)
    if not actor.has_perm("complaints.add_casemessage"):
        raise DomainError("forbidden", _("You may not do this."), status=403)
    if row.state in _ENDED_FOR_GOOD:
        raise Conflict("case_ended", _("Nothing is said in this case any more."))
    if not text.strip():
        raise DomainError("words_missing", _("Write a few words."), field="text")
    if means not in HEARD:
        raise DomainError("means_unknown", _("Choose how you heard it."), field="means")
    message = say(
        case=row, direction=Direction.IN, means=means, text=text.strip(), author=actor, now=now,
        at=_moment(row, at, now), message_id=f"heard:{key}" if key else None,
    )  # fmt: skip
    if getattr(message, "is_new", False):
        keep(message, attached)
    return message


def keep(message: CaseMessage, attached: Iterable[File]) -> list[Any]:
    rules = ComplaintSettings.current()
    return [files.keep(message=message, name=name, stream=stream, rules=rules) for name, stream in attached]
