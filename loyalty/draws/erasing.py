"""Draws: who is erased takes no part any more. Points for chances go back; a frozen list passes them over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from customers.erasing import Erasure, Line, Obstacle
from loyalty.draws.merging import OPEN
from loyalty.draws.withdrawing import withdraw_points
from loyalty.models import DrawAward, DrawEntry

WAITING = (DrawAward.State.WON, DrawAward.State.CLAIMED)


def erase(erasure: Erasure) -> dict[str, int]:
    entries = _entries(erasure.ids)
    now = erasure.now
    bought = entries.filter(kind=DrawEntry.Kind.POINTS, refunded_at__isnull=True, draw__closes_at__gt=now)
    for entry in bought.order_by("pk"):
        withdraw_points(entry=entry, reason=erasure.reason, now=now, actor=erasure.actor)
    return {"chances": entries.exclude(kept=0).update(kept=0) + len(bought)}


def _entries(ids: Sequence[int]) -> QuerySet[DrawEntry]:
    return DrawEntry.objects.filter(participant__customer__in=ids, draw__state__in=OPEN)


def obstacles(ids: Sequence[int]) -> Iterator[Obstacle]:
    if DrawAward.objects.filter(customer__in=ids, state__in=WAITING).exists():
        yield Obstacle("prize_waits", _("A prize that they have won has not been handed over yet."))


def tells(ids: Sequence[int]) -> Iterator[Line]:
    if n := _entries(ids).exclude(kept=0).values("draw").distinct().count():
        yield Line("ends", _("Part in prize draws: %(n)d") % {"n": n})
