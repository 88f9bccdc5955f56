"""One customer recorded twice becomes one: the survivor takes everything, the duplicate points to it.

Everything happens in one transaction. Upper apps move their own rows: `register("sales", mover)`
in `AppConfig.ready()`; a mover gets the `Merge` and tells how many rows of what it moved. The
duplicate keeps its row, because the trail and old links name it: its address leads to the
survivor, and imports that know its number or e-mail find the survivor. Trails cannot be changed,
so they stay where they are and are read together (`merged_ids`).

Of two consents for the same thing the stricter wins: nobody hears from us because they were
recorded twice. It stays what it was: given when, where and to whom it was given. So it is with the
enrolment that stays, and the terms that were accepted with it.

What the merge made of rows is kept (`customers.pictures`), so that it can be taken back (`customers.unmerging`). A
part whose rows are more than rows (entries of a ledger) notes what it did in `merge.notes` and undoes it itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from core.errors import Conflict, DomainError
from core.locks import advisory_lock, lock_rows
from core.models import User
from customers import consents, hooks, pictures, timeline
from customers.models import (
    Address,
    ChannelIdentity,
    Consent,
    ConsentChange,
    ConsentState,
    ContactHold,
    Customer,
    CustomerMerge,
    ErasureRequest,
    FollowUp,
    Interest,
    Membership,
    MembershipSpan,
    Note,
)
from customers.services.people import overwrite

PERMISSION = "customers.merge_customer"
# What of two records can be chosen; the rest is moved or united.
CHOICES = (
    "display_name", "family_name", "given_name", "phone", "email", "language", "time_zone", "birthday", "company",
    "company_role", "assigned_to", "contact_style", "current_supplier", "supplier", "external",
)  # fmt: skip
# Some choices are several columns that only make sense together.
_PARTS = {
    "birthday": ("birth_month", "birth_day", "birth_year", "birth_calendar", "birth_leap_month"),
    "supplier": ("supplier_follow_up", "supplier_follow_up_on"),
    "external": ("source", "external_id"),
}
# A mover may write about people beside the two (who shares a household with them). If each of two merges held one
# of whom the other writes, they would wait for each other. Merging is done by hand and takes a moment.
ONE_AT_A_TIME = "customers.merging"
# How a consent that came along says so in its history, behind its own source.
MERGED = " (merge)"
_SOURCE_LENGTH = 60


@dataclass(frozen=True)
class Merge:
    """Both rows are locked; `survivor` is the one who stays."""

    survivor: Customer
    duplicate: Customer
    actor: User
    reason: str
    now: datetime
    # What a part must know to undo its own, by the name of the part; values of JSON.
    notes: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Undoing:
    """A merge that is taken back; both customers are locked. `obstacles` are asked without locks, too."""

    record: CustomerMerge
    actor: User | None
    reason: str
    now: datetime

    def rows(self, label: str) -> pictures.Difference:
        """What the merge did to the rows of a model."""
        told: Any = self.record.rows.get(label, {"gone": {}, "new": {}, "changed": []})
        return pictures.Difference.read(told)


Mover = Callable[[Merge], Mapping[str, int]]


@dataclass(frozen=True)
class Part:
    """How an app takes part in merging, and in undoing beyond what its rows were.

    `apart`: models that are trails, computed anew, or undone by `undo`; no picture is taken of them. `yields`: models
    whose rows may be changed since, and what is newer stays. `also`: rows that point to customers by no foreign key.
    `obstacles`: in words, what makes undoing impossible.
    """

    mover: Mover
    apart: tuple[str, ...] = ()
    yields: tuple[str, ...] = ()
    also: tuple[pictures.Kept, ...] = ()
    obstacles: Callable[[Undoing], Iterable[str]] = lambda _undoing: ()
    undo: Callable[[Undoing], None] = lambda _undoing: None


_parts: dict[str, Part] = {}


def register(name: str, mover: Mover, **more: Any) -> None:
    """`more`: the fields of `Part`."""
    _parts[name] = Part(mover, **more)


def registered() -> dict[str, Part]:
    return {name: _parts[name] for name in sorted(_parts)}


def parts(choice: str) -> tuple[str, ...]:
    """The columns behind a choice."""
    return _PARTS.get(choice, (choice,))


def is_empty(customer: Customer, choice: str) -> bool:
    first = parts(choice)[-1] if choice == "external" else parts(choice)[0]
    return getattr(customer, first) in (None, "")


def merged_ids(customer: Customer) -> list[int]:
    """The customer and everybody merged into them: whose trails are read together."""
    return [customer.pk, *Customer.objects.filter(merged_into=customer.pk).values_list("pk", flat=True)]


@transaction.atomic
def merge_customers(
    *,
    survivor: Customer,
    duplicate: Customer,
    reason: str,
    actor: User,
    now: datetime,
    take: Iterable[str] = (),
) -> Customer:
    """Make two records of one customer one; returns the fresh survivor.

    `take` names the choices (`CHOICES`) where the duplicate is right; where the survivor has
    nothing, the duplicate's is taken anyway.
    """
    check(actor, reason)
    advisory_lock(ONE_AT_A_TIME)
    merge = _lock(survivor.pk, duplicate.pk, actor, " ".join(reason.split()), now)
    before = picture(merge.survivor.pk, merge.duplicate.pk)
    taken, filled = _take_fields(merge, set(take))
    moved = _move_own(merge)
    for part in registered().values():
        moved |= part.mover(merge)
    _record(merge, {"taken": taken, "filled": filled}, moved)
    hooks.announce([merge.survivor.pk, merge.duplicate.pk], now)
    _keep(merge, before)
    merge.survivor.refresh_from_db()
    return merge.survivor


def check(actor: User, reason: str) -> None:
    if not actor.has_perm(PERMISSION):
        raise DomainError("forbidden", _("You may not do this."), status=403)
    if not reason.strip():
        raise DomainError("reason_missing", _("Say why, please."), field="reason")


def _lock(survivor_id: int, duplicate_id: int, actor: User, reason: str, now: datetime) -> Merge:
    """Whole rows, so that nothing new can point to the duplicate meanwhile."""
    if survivor_id == duplicate_id:
        raise DomainError("merge_same", _("These are the same customer."))
    rows = lock_rows(Customer.objects.all(), [survivor_id, duplicate_id])
    for row in rows.values():
        if row.merged_into_id is not None:
            raise Conflict("customer_merged", _("This customer has been merged into another."))
        if row.erased_at is not None:
            raise Conflict("customer_erased", _("This customer has been erased."))
    survivor, duplicate = rows[survivor_id], rows[duplicate_id]
    if survivor.kind != duplicate.kind:
        raise Conflict("merge_kinds", _("A person and a company cannot be one customer."))
    return Merge(survivor, duplicate, actor, reason, now)


# Trails, lists of what is to be looked at again, and what follows other rows by itself.
_APART = frozenset(
    f"customers.{name}"
    for name in (
        "ConsentChange",
        "CustomValue",
        "CustomerMerge",
        "ErasedKey",
        "ImportMark",
        "SegmentTouch",
        "TimelineEntry",
    )
)


def picture(*ids: int, before: pictures.Picture | None = None) -> pictures.Picture:
    """Every row of these customers, in all apps, that a merge may change."""
    parts = registered().values()
    apart = _APART.union(*(part.apart for part in parts))
    return pictures.take(ids, apart=apart, also=[one for part in parts for one in part.also], before=before)


def _keep(merge: Merge, before: pictures.Picture) -> None:
    after = picture(merge.survivor.pk, merge.duplicate.pk, before=before)
    CustomerMerge.objects.create(
        survivor=merge.survivor, duplicate=merge.duplicate, merged_by=merge.actor, merged_at=merge.now,
        reason=merge.reason, rows=pictures.compare(before, after), notes=merge.notes,
    )  # fmt: skip


def _take_fields(merge: Merge, take: set[str]) -> tuple[list[str], list[str]]:
    """Give the survivor the chosen values; the duplicate first lets go of what must be unique.

    Returns the choices, and the columns of which the survivor had none before.
    """
    survivor, duplicate = merge.survivor, merge.duplicate
    if unknown := sorted(take - set(CHOICES)):
        raise DomainError("field_unknown", _("There is no field “%(name)s”.") % {"name": unknown[0]})
    wanted = [
        choice
        for choice in CHOICES
        if not is_empty(duplicate, choice) and (choice in take or is_empty(survivor, choice))
    ]
    filled = [name for choice in wanted if is_empty(survivor, choice) for name in parts(choice)]
    values = {name: getattr(duplicate, name) for choice in wanted for name in parts(choice)}
    if values.get("company") == survivor:
        del values["company"]
    values["custom"] = duplicate.custom | survivor.custom
    released: dict[str, Any] = {"merged_into": survivor, "version": duplicate.version + 1, "updated_at": merge.now}
    if "email" in values:
        released |= {"email": "", "email_key": ""}
    if "external_id" in values:
        released |= {"source": "", "external_id": ""}
    Customer.objects.filter(pk=duplicate.pk).update(**released)
    Customer.objects.filter(merged_into=duplicate.pk).update(merged_into=survivor)
    Customer.objects.filter(company=duplicate.pk).exclude(pk=survivor.pk).update(company=survivor)
    overwrite(customer=survivor, data=values, now=merge.now)
    return wanted, filled


def _move_own(merge: Merge) -> dict[str, int]:
    """What hangs on a customer in this app."""
    _unite(merge, "tags")
    _unite(merge, "groups")
    _move_interests(merge)
    _move_membership(merge)
    _move_consents(merge)
    _move_holds(merge)
    _move_requests(merge)
    return {
        "notes": _all_of(Note, merge).update(customer=merge.survivor),
        "follow_ups": _all_of(FollowUp, merge).update(customer=merge.survivor),
        "addresses": _all_of(Address, merge).update(customer=merge.survivor),
        "identities": _all_of(ChannelIdentity, merge).update(customer=merge.survivor),
    }


def _all_of(model: Any, merge: Merge) -> QuerySet[Any]:
    found: QuerySet[Any] = model.objects.filter(customer=merge.duplicate)
    return found


def _unite(merge: Merge, name: str) -> None:
    getattr(merge.survivor, name).add(*getattr(merge.duplicate, name).all())


def _move_interests(merge: Merge) -> None:
    known = set(Interest.objects.filter(customer=merge.survivor).values_list("topic_id", "kind"))
    for row in _all_of(Interest, merge):
        if (row.topic_id, row.kind) in known:
            row.delete()
        else:
            Interest.objects.filter(pk=row.pk).update(customer=merge.survivor)


def _move_membership(merge: Merge) -> None:
    """One membership, and the times of both as a member together; a time in which both had left stays one."""
    times = _united_times(merge)
    _move_membership_row(merge)
    MembershipSpan.objects.filter(customer__in=[merge.survivor, merge.duplicate]).delete()
    MembershipSpan.objects.bulk_create(
        MembershipSpan(customer=merge.survivor, began_at=began_at, ended_at=ended_at) for began_at, ended_at in times
    )


# Stretches that touch are one, and one of no length stays.
_UNITED = """
    SELECT lower(stretch), upper(stretch) FROM (
        SELECT unnest(range_agg(tstzrange(began_at, ended_at, '[]'))) AS stretch
        FROM customers_membershipspan WHERE customer_id = ANY(%s)
    ) AS united"""


def _united_times(merge: Merge) -> list[tuple[datetime, datetime | None]]:
    with connection.cursor() as cursor:
        cursor.execute(_UNITED, [[merge.survivor.pk, merge.duplicate.pk]])
        return list(cursor.fetchall())


def _move_membership_row(merge: Merge) -> None:
    """One row, since the earlier day, with the terms of that day. A suspension outlasts the merge.

    Who left one may stay in the other; what they had left is no enrolment that stands.
    """
    theirs = Membership.objects.select_for_update().filter(pk=merge.duplicate.pk).first()
    if theirs is None:
        return
    ours = Membership.objects.select_for_update().filter(pk=merge.survivor.pk).first()
    if ours is None:
        Membership.objects.filter(pk=theirs.pk).update(customer=merge.survivor)
        return
    order = [Membership.State.LEFT, Membership.State.ACTIVE, Membership.State.SUSPENDED]
    stronger = max((ours, theirs), key=lambda row: order.index(Membership.State(row.state)))
    standing = [row for row in (ours, theirs) if row.state != Membership.State.LEFT] or [ours, theirs]
    first = min(standing, key=lambda row: row.enrolled_at)
    Membership.objects.filter(pk=ours.pk).update(
        state=stronger.state, state_since=stronger.state_since, state_reason=stronger.state_reason,
        terms_version=first.terms_version, enrolled_at=first.enrolled_at, enrolled_where=first.enrolled_where,
        enrolled_by=first.enrolled_by,
    )  # fmt: skip
    theirs.delete()


def _move_consents(merge: Merge) -> None:
    ours = {(row.channel, row.purpose): row for row in Consent.objects.filter(customer=merge.survivor)}
    for theirs in _all_of(Consent, merge):
        mine = ours.get((theirs.channel, theirs.purpose))
        is_stricter = mine is not None and consents.strictness(theirs) > consents.strictness(mine)
        if mine is None or is_stricter or _suits_better(merge, theirs, mine):
            _put_consent(merge, theirs)


def _suits_better(merge: Merge, theirs: Consent, mine: Consent) -> bool:
    """Of two that allow it, the one that is for the address that stays."""
    both = theirs.state == mine.state == ConsentState.GRANTED
    return both and consents.is_valid(theirs, merge.survivor) and not consents.is_valid(mine, merge.survivor)


def _put_consent(merge: Merge, told: Consent) -> None:
    facts: dict[str, Any] = {
        "state": told.state, "source": told.source, "text_version": told.text_version, "address": told.address,
        "actor": told.actor, "changed_at": told.changed_at,
    }  # fmt: skip
    where: dict[str, Any] = {"customer": merge.survivor, "channel": told.channel, "purpose": told.purpose}
    Consent.objects.update_or_create(**where, defaults=facts)
    source = told.source[: _SOURCE_LENGTH - len(MERGED)] + MERGED
    ConsentChange.objects.create(**where, **facts | {"source": source})


def _move_holds(merge: Merge) -> None:
    """Holds in force go along; the same one twice would be one too many."""
    still_open = Q(released_at__isnull=True)
    held = set(ContactHold.objects.filter(still_open, customer=merge.survivor).values_list("kind", "source"))
    for hold in _all_of(ContactHold, merge).filter(still_open):
        if (hold.kind, hold.source) in held:
            ContactHold.objects.filter(pk=hold.pk).update(released_at=merge.now)
    _all_of(ContactHold, merge).update(customer=merge.survivor)


def _move_requests(merge: Merge) -> None:
    """Requests to be erased go along; of two open ones the earlier term holds."""
    ours, theirs = (
        ErasureRequest.objects.open().filter(customer=one).first() for one in (merge.survivor, merge.duplicate)
    )
    if ours and theirs:
        ErasureRequest.objects.filter(pk=ours.pk).update(due_on=max(ours.received_on, min(ours.due_on, theirs.due_on)))
        ErasureRequest.objects.filter(pk=theirs.pk).update(
            state=ErasureRequest.State.WITHDRAWN, closed_by=merge.actor, closed_at=merge.now
        )
    _all_of(ErasureRequest, merge).update(customer=merge.survivor)


def _record(merge: Merge, told: Mapping[str, list[str]], moved: Mapping[str, int]) -> None:
    facts = {**told, "moved": {name: count for name, count in moved.items() if count}}
    both: dict[str, Any] = {"actor": merge.actor, "at": merge.now, "reason": merge.reason}
    timeline.record(
        customer=merge.survivor, verb="customer.merged", data=facts | {"other": str(merge.duplicate.public_id)}, **both
    )
    into = {"into": str(merge.survivor.public_id)}
    timeline.record(customer=merge.duplicate, verb="customer.merged_away", data=into, **both)
