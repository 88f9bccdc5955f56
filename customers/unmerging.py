"""Taking a merge back: two customers again, each with what was theirs; what came since stays with the one who stayed.

Rows become what they were (`customers.pictures`); parts undo what is more than rows. All of it or nothing: what stands
in the way is told before and after in the same words, and the locks are taken before it is asked.

A consent that was said since holds for both where it is the stricter one: nobody knows which of the two spoke.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import DatabaseError, OperationalError, connection, transaction
from django.utils.translation import gettext as _

from core.errors import Conflict, NotFound
from core.locks import advisory_lock, lock_rows
from core.models import User
from customers import consents, hooks, merging, pictures, timeline
from customers.merging import Undoing
from customers.models import Consent, ConsentChange, Customer, CustomerMerge, MembershipSpan
from customers.querysets import CustomerQuerySet
from customers.services.people import overwrite

# How a consent that is as it was before a merge says so in its history, behind its own source.
UNDONE = " (merge undone)"
_SOURCE_LENGTH = 60
# Of these, what was changed since may stay as it is.
_YIELDS = frozenset({"customers.Customer", "customers.Consent", "customers.Interest"})


def open_merges(customer: Customer, seen: CustomerQuerySet) -> list[CustomerMerge]:
    """Merges into this customer of records among those `seen` that were not taken back, the latest first."""
    rows = CustomerMerge.objects.filter(survivor=customer, duplicate__in=seen, undone_at__isnull=True)
    return list(rows.select_related("survivor", "duplicate", "merged_by").order_by("-merged_at", "-pk"))


def obstacles(record: CustomerMerge) -> list[str]:
    """What stands in the way of taking this merge back, in words; nothing: it can be taken back."""
    undoing = Undoing(record, None, "", record.merged_at)
    return list(dict.fromkeys([*_own_obstacles(record), *_changed(undoing), *_of_parts(undoing)]))


def _own_obstacles(record: CustomerMerge) -> Iterator[str]:
    if record.survivor.merged_into_id is not None:
        yield _("The record that stayed was itself merged into another since. Take that merge back first.")
    later = CustomerMerge.objects.filter(survivor=record.survivor, undone_at__isnull=True, pk__gt=record.pk)
    if later.exists():
        yield _("Another record was merged into this one since. Take that merge back first.")


def _changed(undoing: Undoing) -> Iterator[str]:
    yields = _YIELDS.union(*(part.yields for part in merging.registered().values()))
    for label in undoing.record.rows:
        if label not in yields and pictures.changed_since(label, undoing.rows(label)):
            yield _("Changed since the merge: %(what)s") % {"what": pictures.named(label)}


def _of_parts(undoing: Undoing) -> Iterator[str]:
    for part in merging.registered().values():
        yield from part.obstacles(undoing)


@transaction.atomic
def undo_merge(*, record: CustomerMerge, reason: str, actor: User, now: datetime) -> CustomerMerge:
    """Make one customer two again. Twice is once; codes: `merge_stands`, `reason_missing`."""
    merging.check(actor, reason)
    advisory_lock(merging.ONE_AT_A_TIME)
    fresh = CustomerMerge.objects.filter(pk=record.pk).first()
    if fresh is None:
        raise NotFound("merge_unknown", _("There is nothing to be taken back."))
    if fresh.undone_at is not None:
        return fresh
    both = lock_rows(Customer.objects.all(), [fresh.survivor_id, fresh.duplicate_id])
    fresh.survivor, fresh.duplicate = both[fresh.survivor_id], both[fresh.duplicate_id]
    if standing := obstacles(fresh):
        raise Conflict("merge_stands", " ".join(standing))
    _undo(Undoing(fresh, actor, " ".join(reason.split()), now))
    hooks.announce(both, now)
    return fresh


def _undo(undoing: Undoing) -> None:
    record, now = undoing.record, undoing.now
    try:
        with transaction.atomic():
            for part in merging.registered().values():
                part.undo(undoing)
            _restore(undoing)
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    except OperationalError:
        raise
    except DatabaseError as error:
        text = _("The database refuses what the other record would be again: something else has its place by now.")
        raise Conflict("merge_stands", text) from error
    _freshen(record, now)
    _tell_consents(undoing)
    record.undone_by, record.undone_at, record.undone_why = undoing.actor, now, undoing.reason
    # What was kept has served; it names the person.
    record.rows, record.notes = {}, {}
    record.save(update_fields=["undone_by", "undone_at", "undone_why", "rows", "notes"])
    _record(undoing)


_SPANS = "customers.MembershipSpan"


def _restore(undoing: Undoing) -> None:
    """Times as a member last: memberships that come and go write some of their own."""
    labels = [label for label in undoing.record.rows if label != _SPANS]
    for label in labels:
        last = str(undoing.record.duplicate_id) if label == "customers.Customer" else ""
        pictures.restore(label, undoing.rows(label), last=last)
    if _SPANS in undoing.record.rows:
        both = [undoing.record.survivor_id, undoing.record.duplicate_id]
        MembershipSpan.objects.filter(customer__in=both).delete()
        pictures.restore(_SPANS, undoing.rows(_SPANS))


def _freshen(record: CustomerMerge, now: datetime) -> None:
    """Keys follow the names; an edit that was begun before is stale."""
    for customer in (record.survivor, record.duplicate):
        customer.refresh_from_db()
        overwrite(customer=customer, data={"display_name": customer.display_name}, now=now)


def _tell_consents(undoing: Undoing) -> None:
    """The history of consents says what holds again; what was said since goes to both where it is stricter."""
    record = undoing.record
    told = undoing.rows("customers.Consent")
    restored = [key for key in told.changed if Consent.objects.filter(pk=key, changed_at__lt=record.merged_at).exists()]
    for row in Consent.objects.filter(pk__in=restored):
        _write_change(row, UNDONE)
    theirs = {(row.channel, row.purpose): row for row in Consent.objects.filter(customer=record.duplicate)}
    for said in Consent.objects.filter(customer=record.survivor, changed_at__gt=record.merged_at):
        mine = theirs.get((said.channel, said.purpose))
        if mine is not None and consents.strictness(said) > consents.strictness(mine):
            values = {name: getattr(said, name) for name in _FACTS}
            Consent.objects.filter(pk=mine.pk).update(**values)
            mine.refresh_from_db()
            _write_change(mine, UNDONE)


_FACTS = ("state", "source", "text_version", "address", "actor", "changed_at")


def _write_change(row: Consent, mark: str) -> None:
    values: dict[str, Any] = {name: getattr(row, name) for name in _FACTS}
    values["source"] = row.source[: _SOURCE_LENGTH - len(mark)] + mark
    ConsentChange.objects.create(customer=row.customer, channel=row.channel, purpose=row.purpose, **values)


def _record(undoing: Undoing) -> None:
    record = undoing.record
    both: dict[str, Any] = {"actor": undoing.actor, "at": undoing.now, "reason": undoing.reason}
    for one, other in ((record.survivor, record.duplicate), (record.duplicate, record.survivor)):
        timeline.record(customer=one, verb="customer.merge_undone", data={"other": str(other.public_id)}, **both)
