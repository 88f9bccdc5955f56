"""Doing a draw again from what is published, and saying of each promise whether it was kept.

`verify` does all of it from the rows. The public page reads what came out the last time (`kept`): list and steps
cannot be changed, so that it is made anew when something is frozen or drawn, or when somebody asks (`keep`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from loyalty.draws import rules
from loyalty.draws.frozenlist import document_of, steps_of
from loyalty.models import Draw, DrawAward, DrawProof, DrawStep


@dataclass(frozen=True)
class Proof:
    """One promise: what was published, what comes out when it is done again."""

    name: str
    published: str
    again: str

    @property
    def is_kept(self) -> bool:
        return self.published == self.again


@dataclass(frozen=True)
class ShownStep:
    """A step with everything that doing it by hand needs; no person is named."""

    step: int
    prize: int
    prize_name: str
    counter: int
    block: str
    head: str
    below: int
    value: int
    line: int
    code: str
    has_won: bool
    reason: str
    drawn_at: datetime
    lost: str
    lost_at: datetime | None
    replaces: int | None


@dataclass(frozen=True)
class Report:
    draw: Draw
    proofs: list[Proof]
    steps: list[ShownStep]
    faults: list[str]
    checked_at: datetime | None = None

    @property
    def is_right(self) -> bool:
        return not self.faults and all(proof.is_kept for proof in self.proofs)

    @property
    def passed_over(self) -> int:
        return sum(not step.has_won for step in self.steps)

    @property
    def lost_again(self) -> int:
        return sum(bool(step.lost) for step in self.steps)


def verify(draw: Draw) -> Report:
    """Hashes and every step again, from the stored list and the revealed seed."""
    return _report(_prove(draw, document_of(draw))) if draw.frozen_at else Report(draw, [], [], [])


def keep(draw: Draw, now: datetime, document: rules.Document | None = None) -> Report:
    """The same, and what came out is kept for the public page. `document`: when it was just read from the rows."""
    proof = _prove(draw, document or document_of(draw))
    told = {name: getattr(proof, name) for name in ("steps", "list_hash", "seed_hash", "served", "due", "faults")}
    DrawProof.objects.update_or_create(draw=draw, defaults=told | {"checked_at": now})
    proof.checked_at = now
    return _report(proof)


def kept(draw: Draw) -> Report | None:
    """What came out the last time, without reading the list; None when that was before the latest step."""
    proof = DrawProof.objects.filter(draw=draw).first()
    if proof is None or bool(proof.seed_hash) != bool(draw.drawn_at):
        return None
    if draw.drawn_at and proof.steps != DrawStep.objects.filter(draw=draw).count():
        return None
    proof.draw = draw
    return _report(proof)


def _prove(draw: Draw, document: rules.Document) -> DrawProof:
    proof = DrawProof(draw=draw, steps=0, list_hash=rules.sha256(document.text()))
    if draw.drawn_at:
        steps = steps_of(draw)
        proof.steps, proof.seed_hash = len(steps), rules.sha256(draw.seed)
        proof.faults = rules.replay(document, _blocks(draw), steps)
        proof.served, proof.due = rules.prizes_served(document, steps)
    return proof


def _blocks(draw: Draw) -> rules.Block:
    return rules.blocks(seed=draw.seed, list_hash=draw.list_hash, public_number=draw.public_number)


def _report(proof: DrawProof) -> Report:
    draw = proof.draw
    proofs = [Proof(_("SHA-256 of the list"), draw.list_hash, proof.list_hash)]
    if not draw.drawn_at:
        return Report(draw, proofs, [], list(proof.faults), proof.checked_at)
    proofs.insert(0, Proof(_("SHA-256 of the seed"), draw.commitment, proof.seed_hash))
    proofs.append(Proof(_("Prizes drawn"), str(proof.served), str(proof.due)))
    return Report(draw, proofs, list(_shown(draw)), list(proof.faults), proof.checked_at)


def winners(draw: Draw) -> list[DrawStep]:
    """Steps whose prize was not lost again, by prize; reads nothing but those, however long the list is."""
    won = DrawStep.objects.filter(draw=draw, has_won=True).exclude(award__state=DrawAward.State.LOST)
    return list(won.select_related("prize", "line").order_by("prize__position", "step"))


def _shown(draw: Draw) -> Iterator[ShownStep]:
    block, reasons = _blocks(draw), dict(DrawStep.Reason.choices)
    rows = DrawStep.objects.filter(draw=draw).select_related("prize", "line", "replaces", "award").order_by("step")
    for row in rows:
        digest, award = block(row.counter), getattr(row, "award", None)
        yield ShownStep(
            step=row.step,
            prize=row.prize.position,
            prize_name=row.prize.title,
            counter=row.counter,
            block=digest,
            head=digest[: rules.DIGITS],
            below=row.below,
            value=row.value,
            line=row.line.number,
            code=row.line.code,
            has_won=row.has_won,
            reason=str(reasons.get(row.reason, "")),
            drawn_at=row.drawn_at,
            lost=str(reasons.get(award.lost_reason, "")) if award else "",
            lost_at=award.lost_at if award else None,
            replaces=row.replaces.step if row.replaces else None,
        )


def published_steps(draw: Draw) -> list[dict[str, Any]]:
    """The steps for a program: what the stand-alone script of the documentation reads."""
    rows = DrawStep.objects.filter(draw=draw).select_related("prize", "line", "replaces", "award").order_by("step")
    return [_published(row, getattr(row, "award", None)) for row in rows]


def _published(row: DrawStep, award: DrawAward | None) -> dict[str, Any]:
    lost_at = award.lost_at if award else None
    return {
        "step": row.step,
        "prize": row.prize.position,
        "block": row.counter,
        "below": row.below,
        "number": row.value,
        "line": row.line.number,
        "code": row.line.code,
        "won": row.has_won,
        "passed_over": row.reason or None,
        "drawn_at": row.drawn_at.isoformat(),
        "replaces": row.replaces.step if row.replaces else None,
        "lost": (award.lost_reason or None) if award else None,
        "lost_at": lost_at.isoformat() if lost_at else None,
    }
