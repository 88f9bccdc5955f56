"""Doing a draw again from what is published, and saying of each promise whether it was kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from loyalty.draws import rules
from loyalty.draws.drawing import steps_of
from loyalty.draws.freezing import document_of
from loyalty.models import Draw, DrawAward, DrawStep


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
    lost: str
    replaces: int | None


@dataclass(frozen=True)
class Report:
    draw: Draw
    document: rules.Document
    proofs: list[Proof]
    steps: list[ShownStep]
    faults: list[str]

    @property
    def is_right(self) -> bool:
        return not self.faults and all(proof.is_kept for proof in self.proofs)


def verify(draw: Draw) -> Report:
    """Hashes and every step again, from the stored list and the revealed seed."""
    document = document_of(draw)
    proofs = []
    faults: list[str] = []
    shown: list[ShownStep] = []
    if draw.frozen_at:
        proofs.append(Proof(_("SHA-256 of the list"), draw.list_hash, rules.sha256(document.text())))
    if draw.drawn_at:
        proofs.insert(0, Proof(_("SHA-256 of the seed"), draw.commitment, rules.sha256(draw.seed)))
        block = rules.blocks(seed=draw.seed, list_hash=draw.list_hash, public_number=draw.public_number)
        steps = steps_of(draw)
        faults = rules.replay(document, block, steps)
        served, due = rules.prizes_served(document, steps)
        proofs.append(Proof(_("Prizes drawn"), str(served), str(due)))
        shown = list(_shown(draw, document, block, steps))
    return Report(draw, document, proofs, shown, faults)


def winners(draw: Draw) -> list[DrawStep]:
    """Steps whose prize was not lost again, by prize; reads nothing but those, however long the list is."""
    won = DrawStep.objects.filter(draw=draw, has_won=True).exclude(award__state=DrawAward.State.LOST)
    return list(won.select_related("prize", "line").order_by("prize__position", "step"))


def _shown(draw: Draw, document: rules.Document, block: rules.Block, steps: list[rules.Step]) -> Iterator[ShownStep]:
    names = {prize.position: prize.title for prize in draw.prizes.all()}
    reasons = dict(DrawStep.Reason.choices)
    awards = DrawAward.objects.filter(step__draw=draw).exclude(lost_reason="")
    lost: dict[int, str] = dict(awards.values_list("step__step", "lost_reason"))
    for step in steps:
        digest = block(step.counter)
        yield ShownStep(
            step=step.step,
            prize=step.prize,
            prize_name=names[step.prize],
            counter=step.counter,
            block=digest,
            head=digest[: rules.DIGITS],
            below=step.below,
            value=step.value,
            line=step.index + 1,
            code=document.lines[step.index].code,
            has_won=step.has_won,
            reason=str(reasons.get(step.reason, "")),
            lost=str(reasons.get(lost.get(step.step, ""), "")),
            replaces=step.replaces,
        )


def published_steps(report: Report) -> list[dict[str, Any]]:
    """The steps for a program: what the stand-alone script of the documentation reads."""
    return [
        {
            "step": step.step,
            "prize": step.prize,
            "block": step.counter,
            "below": step.below,
            "number": step.value,
            "line": step.line,
            "code": step.code,
            "won": step.has_won,
            "replaces": step.replaces,
        }
        for step in report.steps
    ]
