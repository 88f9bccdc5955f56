"""How far a campaign or an automation is: who is in it and what became of each. The sum always holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from campaigns.models import Automation, Campaign, GiftReason, Mailing, PassageVerdict, State, Step
from messaging.models import Message

_OUT = ("sent", "delivered", "bounced", "complained")
_UNDER_WAY = ("queued", "leased", "paused")


@dataclass(frozen=True, slots=True)
class Progress:
    """`merged`: records of one person, of whom one message is enough; `left_out`: not worth a message."""

    audience: int
    held_out: int
    waiting: int
    sent: int
    skipped: int
    failed: int
    uncertain: int
    cancelled: int
    merged: int
    left_out: int
    # Of those that were sent, what providers told later; of the others nothing was told.
    delivered: int
    bounced: int
    complained: int

    @property
    def to_hear(self) -> int:
        return self.audience - self.held_out

    @property
    def done(self) -> int:
        return self.to_hear - self.waiting

    @property
    def share(self) -> float:
        return self.done / self.to_hear if self.to_hear else 1.0


def progress(campaign: Campaign) -> Progress:
    return _tally(campaign, campaign.recipients, is_off=campaign.state == State.CANCELLED)


def so_far(automation: Automation) -> Progress:
    """Since it was made."""
    left_out = automation.gifts.filter(reason=GiftReason.NOT_WORTH).count()
    return _tally(automation, automation.occasions, is_off=False, left_out=left_out)


@dataclass(frozen=True, slots=True)
class StepProgress:
    """`reached` = `waiting` + `skipped` + `ended` + `heard`; of those, `sent` have left and `unsent` will not."""

    step: Step
    reached: int
    waiting: int
    skipped: int
    ended: int
    heard: int
    sent: int
    unsent: int


def of_steps(automation: Automation) -> list[StepProgress]:
    """How far people are beyond its first message, step by step."""
    heard, skipped, ended = (Count("passages", filter=Q(passages__verdict=one)) for one in (
        PassageVerdict.HEARD, PassageVerdict.SKIPPED, PassageVerdict.ENDED,
    ))  # fmt: skip
    steps = list(
        automation.steps.select_related("template", "neutral", "segment").order_by("position")
        .annotate(reached=Count("passages"), heard=heard, skipped=skipped, ended=ended)
    )  # fmt: skip
    states: dict[str, dict[str, int]] = {step.source: {} for step in steps}
    rows = Message.objects.filter(source__in=states).values_list("source", "state").annotate(n=Count("pk")).order_by()
    for source, state, count in rows:
        states[source][state] = count
    return [_of_step(step, states[step.source]) for step in steps]


def _of_step(step: Any, states: dict[str, int]) -> StepProgress:
    waiting = step.reached - step.heard - step.skipped - step.ended
    unsent = _sum(states, "skipped", "failed", "cancelled")
    return StepProgress(step, step.reached, waiting, step.skipped, step.ended, step.heard, _sum(states, *_OUT), unsent)


def _tally(mailing: Mailing, people: Any, *, is_off: bool, left_out: int = 0) -> Progress:
    """`people` have a row for each message that is to be, or is not, since they are held out."""
    rows = people.aggregate(
        audience=Count("pk"),
        held=Count("pk", filter=Q(is_held_out=True)),
        left=Count("pk", filter=Q(is_held_out=False, queued_at__isnull=True)),
    )
    states = dict(Message.objects.filter(source=mailing.source).values_list("state").annotate(Count("pk")).order_by())
    in_outbox = rows["audience"] - rows["held"] - rows["left"]
    return Progress(
        audience=rows["audience"],
        held_out=rows["held"],
        waiting=_sum(states, *_UNDER_WAY) + (0 if is_off else rows["left"]),
        sent=_sum(states, *_OUT),
        skipped=_sum(states, "skipped"),
        failed=_sum(states, "failed"),
        uncertain=_sum(states, "uncertain"),
        cancelled=_sum(states, "cancelled") + (rows["left"] if is_off else 0),
        merged=in_outbox - sum(states.values()) - left_out,
        left_out=left_out,
        delivered=_sum(states, "delivered"),
        bounced=_sum(states, "bounced"),
        complained=_sum(states, "complained"),
    )


def reasons(mailing: Mailing) -> list[tuple[str, str, int]]:
    """Why messages were not sent or wait: state, reason, how many; the most frequent first."""
    rows = Message.objects.filter(source=mailing.source).exclude(reason="")
    counted = rows.values_list("state", "reason").annotate(n=Count("pk")).order_by("-n", "reason")
    return list(counted)


def _sum(states: dict[str, int], *names: str) -> int:
    return sum(states.get(name, 0) for name in names)
