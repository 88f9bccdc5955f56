"""What happens to places in segments when customers are merged, erased or ask for a copy of their data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db.models import F
from django.utils.translation import gettext as _

from customers.erasing.parts import GOES, Erasure, Line
from customers.merging import Merge, Undoing
from customers.models import Segment, SegmentMember, SegmentPast
from customers.segments import refreshing


def move_places(merge: Merge) -> dict[str, int]:
    """The survivor takes the place of the duplicate in snapshots; rules look at both again by themselves."""
    theirs = list(SegmentMember.objects.filter(customer=merge.duplicate, segment__rule__isnull=True))
    ids = [row.segment_id for row in theirs]
    ours = set(SegmentMember.objects.filter(customer=merge.survivor, segment__in=ids).values_list("segment", flat=True))
    new = [row for row in theirs if row.segment_id not in ours]
    SegmentMember.objects.bulk_create(
        SegmentMember(segment_id=row.segment_id, customer=merge.survivor, since=row.since) for row in new
    )
    Segment.objects.filter(pk__in=[row.segment_id for row in new]).update(size=F("size") + 1)
    past = _move_past(merge)
    refreshing.remove([merge.duplicate.pk])
    merge.notes["customers.segments"] = {
        "left": [[row.segment_id, row.since.isoformat()] for row in theirs],
        "entered": [row.segment_id for row in new],
        "past": past,
    }
    return {"snapshots": len(new)} if new else {}


def move_back(undoing: Undoing) -> None:
    """Snapshots hold again whom they held, and what was published of each is theirs; rules look at both again."""
    noted = undoing.record.notes.get("customers.segments")
    if not noted:
        return
    survivor, duplicate = undoing.record.survivor_id, undoing.record.duplicate_id
    frozen = set(Segment.objects.filter(pk__in=[pk for pk, _ in noted["left"]]).values_list("pk", flat=True))
    for segment in frozen.intersection(noted["entered"]):
        gone = SegmentMember.objects.filter(segment=segment, customer=survivor).delete()[0]
        Segment.objects.filter(pk=segment).update(size=F("size") - gone)
    for segment, since in noted["left"]:
        if segment in frozen:
            SegmentMember.objects.create(segment_id=segment, customer_id=duplicate, since=datetime.fromisoformat(since))
            Segment.objects.filter(pk=segment).update(size=F("size") + 1)
    SegmentPast.objects.filter(pk__in=noted["past"]).update(customer=duplicate)


def _move_past(merge: Merge) -> list[int]:
    """When the duplicate was in published segments counts for its receipts, which are the survivor's now."""
    places = SegmentMember.objects.filter(customer=merge.duplicate, since__lt=merge.now)
    SegmentPast.objects.bulk_create(
        SegmentPast(segment_id=row.segment_id, customer=merge.duplicate, since=row.since, until=merge.now)
        for row in places.exclude(segment__published_as="")
    )
    past = SegmentPast.objects.filter(customer=merge.duplicate)
    keys = list(past.values_list("pk", flat=True))
    past.update(customer=merge.survivor)
    return keys


def erase(erasure: Erasure) -> dict[str, int]:
    SegmentPast.objects.filter(customer__in=erasure.ids).delete()
    return {"segments": refreshing.remove(erasure.ids)}


def tells(ids: Sequence[int]) -> Iterator[Line]:
    places = SegmentMember.objects.filter(customer__in=ids).count()
    if places:
        yield Line(GOES, _("Places in segments: %(n)d") % {"n": places})
