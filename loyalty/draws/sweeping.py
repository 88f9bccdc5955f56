"""Opening, freezing, drawing and lapsing when their time has come; each step alone and repeatable."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import structlog
from django.db.models import Q

from core import clock
from core.errors import DomainError
from loyalty.draws import awards, cancelling, verifying
from loyalty.draws.drawing import draw_winners
from loyalty.draws.freezing import freeze_draw, open_draw
from loyalty.models import Draw

log = structlog.get_logger(__name__)
State = Draw.State
BATCH = 10


def sweep(now: datetime | None = None) -> int:
    """Catch up with the clock; returns how many draws moved. A draw that refuses stops no other."""
    now = now or clock.now()
    moved = 0
    for due, step in _steps(now):
        for draw in Draw.objects.filter(due).order_by("pk"):
            moved += _attempt(step, draw, now)
    while awards.lapse_due(now=now):
        pass
    cancelling.refund_due(now=now)
    for draw in Draw.objects.filter(frozen_at__isnull=False, proof__isnull=True).order_by("pk")[:BATCH]:
        verifying.keep(draw, now)  # frozen before proofs were kept
    return moved


def _steps(now: datetime) -> list[tuple[Q, Callable[..., Any]]]:
    has_its_number = Q(public_number_source="") | ~Q(public_number="")
    return [
        (Q(state=State.PUBLISHED, opens_at__lte=now), open_draw),
        (Q(state=State.OPEN, freezes_at__lte=now), freeze_draw),
        (Q(state=State.FROZEN, draws_at__lte=now) & has_its_number, draw_winners),
    ]


def _attempt(step: Callable[..., Any], draw: Draw, now: datetime) -> bool:
    try:
        step(draw=draw, now=now)
    except DomainError as error:
        log.warning("draw_not_moved", draw=draw.pk, code=error.code)
        return False
    return True
