"""What happens to places in segments when customers are merged, erased or ask for a copy of their data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.models import F
from django.utils.translation import gettext as _

from customers.erasing.parts import GOES, Erasure, Line
from customers.merging import Merge
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
    _move_past(merge)
    refreshing.remove([merge.duplicate.pk])
    return {"snapshots": len(new)} if new else {}


def _move_past(merge: Merge) -> None:
    """When the duplicate was in published segments counts for its receipts, which are the survivor's now."""
    places = SegmentMember.objects.filter(customer=merge.duplicate, since__lt=merge.now)
    SegmentPast.objects.bulk_create(
        SegmentPast(segment_id=row.segment_id, customer=merge.survivor, since=row.since, until=merge.now)
        for row in places.exclude(segment__published_as="")
    )
    SegmentPast.objects.filter(customer=merge.duplicate).update(customer=merge.survivor)


def erase(erasure: Erasure) -> dict[str, int]:
    SegmentPast.objects.filter(customer__in=erasure.ids).delete()
    return {"segments": refreshing.remove(erasure.ids)}


def tells(ids: Sequence[int]) -> Iterator[Line]:
    places = SegmentMember.objects.filter(customer__in=ids).count()
    if places:
        yield Line(GOES, _("Places in segments: %(n)d") % {"n": places})
