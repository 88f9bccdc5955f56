"""The states of a draw and of a prize that was won: one table each, and the only way to change them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from core.errors import Conflict
from loyalty.models import Draw, DrawAward

_D, _A = Draw.State, DrawAward.State
MOVES: dict[str, frozenset[str]] = {
    _D.DRAFT: frozenset({_D.PUBLISHED}),
    _D.PUBLISHED: frozenset({_D.OPEN, _D.CANCELLED}),
    _D.OPEN: frozenset({_D.FROZEN, _D.CANCELLED}),
    _D.FROZEN: frozenset({_D.DRAWN, _D.CANCELLED}),
    _D.DRAWN: frozenset(),
    _D.CANCELLED: frozenset(),
}
AWARD_MOVES: dict[str, frozenset[str]] = {
    _A.WON: frozenset({_A.CLAIMED, _A.HANDED, _A.LOST}),
    _A.CLAIMED: frozenset({_A.HANDED, _A.LOST}),
    _A.HANDED: frozenset(),
    _A.LOST: frozenset(),
}


def may_move(draw: Draw, state: str) -> bool:
    return state in MOVES[draw.state]


def move(draw: Draw, state: str, **changes: Any) -> None:
    """Write the next state and what goes with it; Conflict `draw_state` when the table does not allow it."""
    if not may_move(draw, state):
        raise Conflict(
            "draw_state", _("A draw in the state “%(state)s” cannot do this.") % {"state": draw.get_state_display()}
        )
    changed = Draw.objects.filter(pk=draw.pk, state=draw.state).update(state=state, **changes)
    if not changed:
        raise Conflict("draw_state", _("Somebody else has changed this draw at this moment."))
    draw.state = state
    for name, value in changes.items():
        setattr(draw, name, value)


def move_award(award: DrawAward, state: str, **changes: Any) -> None:
    """The same for a prize that was won; Conflict `award_state`."""
    allowed = [before for before, after in AWARD_MOVES.items() if state in after]
    changed = DrawAward.objects.filter(pk=award.pk, state__in=allowed).update(state=state, **changes)
    if not changed:
        raise Conflict("award_state", _("This prize is handed over or lost already."))
    award.state = state
    for name, value in changes.items():
        setattr(award, name, value)
