"""What staff do about customers: follow-ups, notes; and the filters they keep for themselves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from core import clock
from core.errors import Conflict, DomainError
from core.models import User
from customers import hooks, timeline
from customers.models import Customer, FollowUp, Note, SavedFilter
from customers.services.people import lock_customer, update_customer

CHANGEABLE = ("subject", "due_on", "assignee", "note")


@transaction.atomic
def add_follow_up(
    *,
    customer: Customer,
    subject: str,
    due_on: date,
    assignee: User | None,
    actor: User | None,
    now: datetime,
    note: str = "",
    source: str = "",
) -> FollowUp:
    """A task about a customer. With a `source` (an app's own) it is made once: the one that exists is returned.

    One by a person tells of an interest of the customer, so upper apps hear of it; of theirs they know.
    """
    if not subject.strip():
        raise DomainError("subject_missing", _("What is to be done?"), field="subject")
    lock_customer(customer.pk)
    existing = FollowUp.objects.filter(source=source).first() if source else None
    if existing:
        return existing
    follow_up = FollowUp(
        customer=customer, subject=" ".join(subject.split()), note=note.strip(), due_on=due_on, assignee=assignee,
        created_by=actor, created_at=now, source=source,
    )  # fmt: skip
    follow_up.save(force_insert=True)
    # The words stay in the follow-up: the trail can never forget them.
    data = {"due_on": due_on.isoformat()}
    target = f"follow_up:{follow_up.pk}"
    timeline.record(customer=customer, verb="follow_up.added", actor=actor, at=now, data=data, target=target)
    if not source:
        hooks.announce([customer.pk], now)
    return follow_up


@transaction.atomic
def change_follow_up(*, follow_up: FollowUp, data: Mapping[str, Any], actor: User | None, now: datetime) -> FollowUp:
    """Change day, assignee, subject or note of an open one; nothing happens when nothing differs.

    The trail names what changed, and the new day; words stay in the follow-up. Conflict `follow_up_done`.
    """
    fresh = FollowUp.objects.select_for_update().filter(pk=follow_up.pk).first()
    if fresh is None or fresh.done_at is not None:
        raise Conflict("follow_up_done", _("This follow-up is already done."))
    told = {name: data[name] for name in CHANGEABLE if name in data}
    if "subject" in told:
        told["subject"] = " ".join(told["subject"].split())
        if not told["subject"]:
            raise DomainError("subject_missing", _("What is to be done?"), field="subject")
    changed = [name for name, value in told.items() if getattr(fresh, name) != value]
    if not changed:
        return fresh
    for name in changed:
        setattr(fresh, name, told[name])
    fresh.save(update_fields=changed)
    facts: dict[str, Any] = {"fields": changed} | ({"due_on": fresh.due_on.isoformat()} if "due_on" in changed else {})
    timeline.record(
        customer=fresh.customer_id, verb="follow_up.changed", actor=actor, at=now, data=facts,
        target=f"follow_up:{fresh.pk}",
    )  # fmt: skip
    return fresh


@transaction.atomic
def finish_follow_up(*, follow_up: FollowUp, outcome: str, actor: User | None, now: datetime) -> FollowUp:
    """Close it with what came of it; Conflict `follow_up_done` when somebody already has."""
    outcome = outcome.strip()
    if not outcome:
        raise DomainError("outcome_missing", _("What came of it?"), field="outcome")
    claimed = FollowUp.objects.filter(pk=follow_up.pk, done_at__isnull=True)
    if not claimed.update(outcome=outcome[:500], done_at=now, done_by=actor):
        raise Conflict("follow_up_done", _("This follow-up is already done."))
    follow_up.refresh_from_db()
    timeline.record(
        customer=follow_up.customer_id, verb="follow_up.done", actor=actor, at=now, target=f"follow_up:{follow_up.pk}"
    )
    return follow_up


@transaction.atomic
def take_follow_up(*, follow_up: FollowUp, actor: User, now: datetime) -> FollowUp:
    """Make one that nobody looks after one's own; Conflict `follow_up_taken` when somebody was faster."""
    seen = FollowUp.objects.unclaimed().filter(pk=follow_up.pk).first()
    # As it was seen: of two who take it at once, one finds another assignee when the other is through.
    whose = seen.assignee_id if seen else None
    if not seen or not FollowUp.objects.open().filter(pk=seen.pk, assignee=whose).update(assignee=actor):
        raise Conflict("follow_up_taken", _("Somebody else has taken this follow-up, or it is done."))
    follow_up.refresh_from_db()
    timeline.record(
        customer=follow_up.customer_id, verb="follow_up.taken", actor=actor, at=now, target=f"follow_up:{follow_up.pk}"
    )
    return follow_up


@transaction.atomic
def settle_supplier_day(
    *, customer: Customer, due_on: date | None, outcome: str, next_on: date | None, actor: User | None, now: datetime
) -> FollowUp:
    """Close a prospect's follow-up trigger whose day has come: a done follow-up keeps what came of it.

    The trigger goes on at `next_on`, or never again. Conflict `supplier_day_changed` when the day is no longer the one
    that was dealt with: somebody else has done it meanwhile.
    """
    if next_on is not None and next_on <= clock.business_day(now):
        raise DomainError("day_past", _("The next day must lie ahead."), field="next_on")
    fresh = lock_customer(customer.pk)
    if due_on is None or fresh.supplier_follow_up_on != due_on:
        raise Conflict("supplier_day_changed", _("Somebody else has dealt with this meanwhile."))
    subject = fresh.supplier_follow_up or _("Change of supplier")
    follow_up = add_follow_up(customer=fresh, subject=subject, due_on=due_on, assignee=actor, actor=actor, now=now)
    done = finish_follow_up(follow_up=follow_up, outcome=outcome, actor=actor, now=now)
    update_customer(
        customer=fresh, data={"supplier_follow_up_on": next_on}, expected_version=None, actor=actor, now=now
    )
    return done


@transaction.atomic
def add_note(*, customer: Customer, text: str, actor: User | None, now: datetime) -> Note:
    text = text.strip()
    if not text:
        raise DomainError("note_empty", _("The note is empty."), field="text")
    lock_customer(customer.pk)
    note = Note(customer=customer, text=text, author=actor)
    note.save(force_insert=True)
    timeline.record(customer=customer, verb="note.added", actor=actor, at=now, target=f"note:{note.pk}")
    return note


@transaction.atomic
def change_note(*, note: Note, text: str, reason: str, actor: User | None, now: datetime) -> Note:
    """Put right what a note says. The trail tells who did it and why, never what it said: that is gone."""
    text = text.strip()
    if not text:
        raise DomainError("note_empty", _("The note is empty."), field="text")
    fresh = _held_note(note, reason)
    if fresh.text == text:
        return fresh
    Note.objects.filter(pk=fresh.pk).update(text=text)
    timeline.record(
        customer=fresh.customer_id, verb="note.changed", actor=actor, at=now, reason=reason.strip(),
        target=f"note:{fresh.pk}",
    )  # fmt: skip
    fresh.text = text
    return fresh


@transaction.atomic
def remove_note(*, note: Note, reason: str, actor: User | None, now: datetime) -> None:
    """Its text is gone for good; that there was a note, who took it out and why stays on the trail."""
    fresh = _held_note(note, reason)
    Note.objects.filter(pk=fresh.pk).delete()
    timeline.record(
        customer=fresh.customer_id, verb="note.removed", actor=actor, at=now, reason=reason.strip(),
        target=f"note:{fresh.pk}",
    )  # fmt: skip


def _held_note(note: Note, reason: str) -> Note:
    """The row as it is now, with its customer locked first as everywhere: a merge may have moved it."""
    if not reason.strip():
        raise DomainError("reason_missing", _("Say why, please."), field="reason")
    customer = Note.objects.filter(pk=note.pk).values_list("customer_id", flat=True).first()
    if customer is not None:
        lock_customer(customer)
    fresh = Note.objects.select_for_update().filter(pk=note.pk, customer=customer).first()
    if fresh is None:
        raise Conflict("note_gone", _("This note is no longer there."))
    return fresh


def save_filter(*, owner: User, page: str, name: str, query: str, is_shared: bool = False) -> SavedFilter:
    """Keep a list's query under a name; the same name again replaces it."""
    name = " ".join(name.split())
    if not name:
        raise DomainError("name_missing", _("A name is needed."), field="name")
    try:
        row, _new = SavedFilter.objects.update_or_create(
            owner=owner, page=page, name=name[:60], defaults={"query": query, "is_shared": is_shared}
        )
    except IntegrityError:
        raise Conflict("filter_taken", _("There is already a filter of this name."), field="name") from None
    return row


def delete_filter(*, saved: SavedFilter, owner: User) -> None:
    """One's own only; others' shared filters are theirs."""
    SavedFilter.objects.filter(pk=saved.pk, owner=owner).delete()
