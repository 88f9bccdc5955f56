"""Drawing the winners, once, and drawing a prize again: both go on with the same stream of numbers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from core.errors import Conflict
from core.models import User
from loyalty.draws import awards, reminders, rules, states, verifying
from loyalty.draws.freezing import lock_draw
from loyalty.draws.frozenlist import document_of, steps_of
from loyalty.draws.publishing import tell
from loyalty.models import Draw, DrawAward, DrawParticipant, DrawStep, FrozenLine

Reason = DrawStep.Reason


@transaction.atomic
def draw_winners(*, draw: Draw, now: datetime, actor: User | None = None) -> Draw:
    """Draw all prizes and reveal the seed. By hand, by schedule or by both at once: it happens once."""
    row = lock_draw(draw.pk)
    if row.drawn_at:
        return row
    if not states.may_move(row, Draw.State.DRAWN):
        raise Conflict("draw_state", _("Winners are drawn from a frozen list."))
    if now < row.draws_at:
        raise Conflict("too_early", _("The time of the draw has not come."))
    if row.public_number_source and not row.public_number:
        raise Conflict("number_missing", _("The public number has not been written down yet."))
    document, seed = document_of(row), row.secret.seed
    _check(row, document, seed)
    drawing = rules.Drawing(document, _blocks(row, seed))
    judge = _Judge(row)
    for prize in range(1, len(document.prizes) + 1):
        judge.note(drawing.draw(prize, judge))
    states.move(row, Draw.State.DRAWN, drawn_at=now, seed=seed)
    _write(row, drawing.steps, now, actor)
    verifying.keep(row, now, document)
    tell(row, "draw.drawn", actor=actor, now=now, data={"winners": sum(step.has_won for step in drawing.steps)})
    return row


@transaction.atomic
def redraw_prize(*, award: DrawAward, reason: str, now: datetime, actor: User | None = None) -> list[DrawStep]:
    """Draw a prize again whose winner cannot have it; gives the new steps, none when nobody is left.

    Refuses with `already_redrawn` when somebody did so before, with `award_state` once it was handed over, and with
    `winner_has_time` a winner who could not be reached before the time to claim is over.
    """
    row = lock_draw(award.step.draw_id)
    fresh = DrawAward.objects.select_related("step__prize").get(pk=award.pk)
    if fresh.is_redrawn:
        raise Conflict("already_redrawn", _("This prize was drawn again already."))
    if fresh.state != DrawAward.State.LOST:
        awards.lose_prize(award=fresh, reason=reason, now=now, actor=actor, is_to_redraw=False)
    document = document_of(row)
    earlier = steps_of(row)
    drawing = rules.Drawing(document, _blocks(row, row.seed), list(earlier))
    judge = _Judge(row)
    judge.note(earlier)
    taken = drawing.draw(fresh.step.prize.position, judge, replaces=earlier[fresh.step.step - 1])
    DrawAward.objects.filter(pk=fresh.pk).update(is_redrawn=True)
    reminders.finish_redrawn(fresh, now=now, actor=actor)
    written = _write(row, taken, now, actor)
    verifying.keep(row, now, document)
    tell(row, "draw.redrawn", actor=actor, now=now, data={"prize": fresh.step.prize.name}, reason=fresh.lost_reason)
    return written


def _blocks(draw: Draw, seed: str) -> rules.Block:
    return rules.blocks(seed=seed, list_hash=draw.list_hash, public_number=draw.public_number)


def _check(draw: Draw, document: rules.Document, seed: str) -> None:
    """A list or seed that is not the published one is reported, never used."""
    if rules.sha256(document.text()) != draw.list_hash or rules.sha256(seed) != draw.commitment:
        raise Conflict("draw_tampered", _("The list or the seed is not the one whose hash was published."))


class _Judge:
    """Says why a drawn line cannot win now.

    Who is excluded was settled at the freeze, so that nobody can clear the way for somebody by a mark on a record.
    After it only returned purchases take a chance to win, a prize won before, and an erasure that the customer asked
    for: there is nobody left to give the prize to.
    """

    def __init__(self, draw: Draw) -> None:
        self.draw = draw
        self.winners: set[int] = set()
        self._seen: dict[int, Any] = {}

    def __call__(self, index: int) -> str:
        participant = self._participant(index)
        customer = participant.customer
        if customer.erased_at:
            return Reason.EXCLUDED
        if not participant.held:
            return Reason.RETURNED
        if not self.draw.several_prizes and customer.pk in self.winners:
            return Reason.ALREADY
        return ""

    def note(self, steps: Sequence[rules.Step]) -> None:
        """Remember the customers who have won: one who was merged may have two lines."""
        for step in steps:
            if step.has_won:
                self.winners.add(self._participant(step.index).customer_id)

    def _participant(self, index: int) -> Any:
        """The participant of a line, with the chances `held` now."""
        if index not in self._seen:
            rows = DrawParticipant.objects.select_related("customer").annotate(held=Sum("entries__kept"))
            self._seen[index] = rows.get(lines__draw=self.draw, lines__number=index + 1)
        return self._seen[index]


def _write(draw: Draw, steps: Sequence[rules.Step], now: datetime, actor: User | None) -> list[DrawStep]:
    prizes = {prize.position: prize for prize in draw.prizes.all()}
    numbers = [step.index + 1 for step in steps]
    lines = {line.number: line for line in FrozenLine.objects.filter(draw=draw, number__in=numbers)}
    earlier = dict(DrawStep.objects.filter(draw=draw).values_list("step", "pk"))
    rows = [
        DrawStep(
            draw=draw, step=step.step, prize=prizes[step.prize], line=lines[step.index + 1], counter=step.counter,
            below=step.below, value=step.value, has_won=step.has_won, reason=step.reason, drawn_at=now, actor=actor,
            replaces_id=earlier[step.replaces] if step.replaces else None,
        )
        for step in steps
    ]  # fmt: skip
    written = DrawStep.objects.bulk_create(rows)
    for row in written:
        if row.has_won:
            awards.award_prize(draw=draw, step=row, now=now)
    return written
