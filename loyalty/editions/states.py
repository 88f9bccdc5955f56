"""The states of a claim: one table, and the only way to change them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from core.errors import Conflict
from loyalty.models import EditionClaim

State = EditionClaim.State
MOVES: dict[str, frozenset[str]] = {
    State.WAITING: frozenset({State.HELD, State.CANCELLED}),
    State.HELD: frozenset({State.PAID, State.LAPSED, State.CANCELLED}),
    State.PAID: frozenset({State.RETURNED, State.CANCELLED}),
    State.LAPSED: frozenset(),
    State.CANCELLED: frozenset(),
    State.RETURNED: frozenset(),
}
# States in which a claim has pieces, and those that count towards the customer's limit.
HOLDING: Sequence[str] = (State.HELD, State.PAID)
LIVE: Sequence[str] = (State.WAITING, State.HELD, State.PAID)


def may_move(claim: EditionClaim, state: str) -> bool:
    return state in MOVES[claim.state]


def move(claim: EditionClaim, state: str, **changes: Any) -> None:
    """Write the next state and what goes with it; Conflict `claim_state` when the table does not allow it."""
    if claim.offered_at:
        changes["is_reminder_due"] = True
    if not may_move(claim, state) or not EditionClaim.objects.filter(pk=claim.pk, state=claim.state).update(
        state=state, **changes
    ):
        message = _("A claim in the state “%(state)s” cannot do this.") % {"state": claim.get_state_display()}
        raise Conflict("claim_state", message)
    claim.state = state
    for name, value in changes.items():
        setattr(claim, name, value)


def has_lapsed(claim: EditionClaim, now: datetime) -> bool:
    """By the clock, whether or not anybody has booked it."""
    return claim.state == State.HELD and claim.held_until is not None and claim.held_until <= now
