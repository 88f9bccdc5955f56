"""What draws do when two customers turn out to be one: entries, chances and prizes go along."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from customers.merging import Merge, Undoing
from loyalty.models import Draw, DrawAward, DrawEntry, DrawParticipant

OPEN = (Draw.State.PUBLISHED, Draw.State.OPEN)


def move_draws(merge: Merge) -> dict[str, int]:
    """Before the freeze two participants become one; in a frozen list both lines stay, the second marked."""
    ours = {row.draw_id: row for row in DrawParticipant.objects.filter(customer=merge.survivor, is_second=False)}
    rows = list(DrawParticipant.objects.filter(customer=merge.duplicate).select_related("draw").order_by("pk"))
    for row in rows:
        known = ours.get(row.draw_id)
        if known:
            merge.notes.setdefault("loyalty.draws", {})[str(row.draw_id)] = row.draw.state
        if known and row.draw.state in OPEN:
            _unite(known, row)
        is_second = row.is_second or known is not None
        DrawParticipant.objects.filter(pk=row.pk).update(customer=merge.survivor, is_second=is_second)
    return {
        "draws": len(rows),
        "prizes": DrawAward.objects.filter(customer=merge.duplicate).update(customer=merge.survivor),
    }


def obstacles(undoing: Undoing) -> Iterator[str]:
    """Where both took part, a list that was frozen or drawn since names them once."""
    noted = undoing.record.notes.get("loyalty.draws", {})
    for draw in Draw.objects.filter(pk__in=noted).order_by("pk"):
        if draw.state != noted[str(draw.pk)]:
            yield _("Both took part, and it has gone on since the merge: prize draw %(name)s") % {"name": draw}


def _unite(known: DrawParticipant, other: DrawParticipant) -> None:
    """All entries to one participant; of two sign-ups one counts."""
    if known.entries.filter(kind=DrawEntry.Kind.SIGNUP).exists():
        other.entries.filter(kind=DrawEntry.Kind.SIGNUP).update(kept=0)
    other.entries.update(participant=known)
