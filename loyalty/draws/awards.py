"""What becomes of a prize: the winner is told, claims it by a code in time, gets it; or loses it again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core import clock, ids, webhooks
from core.errors import Conflict, DomainError, NotFound
from core.models import User
from customers import timeline
from loyalty.costs.services import post_cost, take_back
from loyalty.draws import reminders, states
from loyalty.models import Draw, DrawAward, DrawParticipant, DrawStep
from loyalty.models.draws import CODE_LENGTH

State, Reason = DrawAward.State, DrawStep.Reason


def award_prize(*, draw: Draw, step: DrawStep, now: datetime) -> DrawAward:
    """Give the winner a claim code, put it on the timeline and ask staff to tell them."""
    customer = step.line.participant.customer
    day = clock.business_day(now) + timedelta(days=draw.claim_days)
    award = DrawAward(
        step=step, customer=customer, claim_code=ids.short_code(CODE_LENGTH), claim_until=clock.day_end(day)
    )
    award.save(force_insert=True)
    post_cost(
        key=_cost_key(award), kind="prize", amount=step.prize.value, customer_id=customer.pk, at=now,
        note=f"{draw.name}: {step.prize.name}"[:200],
    )  # fmt: skip
    _tell(award, "draw.won", actor=None, now=now)
    webhooks.emit(
        event="draw.won",
        key=f"draw.won:{step.pk}",
        data={
            "draw": str(draw.public_id),
            "prize": step.prize.name,
            "customer": str(customer.public_id),
            "claim_until": award.claim_until,
        },
        at=now,
    )
    reminders.ask_to_tell(award, now)
    return award


def _cost_key(award: DrawAward) -> str:
    return f"draw:prize:{award.step_id}"


@transaction.atomic
def claim_prize(*, code: str, now: datetime, draw: Draw | None = None, actor: User | None = None) -> DrawAward:
    """The winner takes the prize by its code. Twice is once; refused from the deadline on, by the clock."""
    wanted = "".join(code.split()).replace("-", "").upper()
    rows = DrawAward.objects.select_related("step__prize", "step__draw").filter(claim_code=wanted)
    award = rows.filter(step__draw=draw).first() if draw else rows.first()
    if award is None or not wanted:
        raise NotFound("code_unknown", _("There is no prize with this code."), field="code")
    if award.state in {State.CLAIMED, State.HANDED}:
        return award
    if award.state == State.LOST or now >= award.claim_until:
        raise Conflict("claim_late", _("The time to claim this prize is over."), field="code")
    states.move_award(award, State.CLAIMED, claimed_at=now)
    _tell(award, "draw.claimed", actor=actor, now=now)
    return award


@transaction.atomic
def hand_over(*, award: DrawAward, now: datetime, actor: User | None) -> DrawAward:
    """The winner has the prize. Nothing takes it back from here on."""
    if award.state == State.HANDED:
        return award
    states.move_award(award, State.HANDED, handed_at=now, claimed_at=award.claimed_at or now)
    _tell(award, "draw.handed", actor=actor, now=now)
    reminders.finish_handed(award, now=now, actor=actor)
    return award


@transaction.atomic
def lose_prize(
    *, award: DrawAward, reason: str, now: datetime, actor: User | None = None, is_to_redraw: bool = True
) -> DrawAward:
    """The prize is free to be drawn again. `reason` is one of those that are published.

    Nobody is “not to be reached” before the time is over that everybody was told: else whoever draws could draw on,
    within a minute, until it suits.
    """
    if reason not in Reason.values:
        raise DomainError("reason_unknown", _("Say why, please."), field="reason")
    if reason == Reason.UNREACHABLE and now < award.claim_until:
        until = date_format(timezone.localtime(award.claim_until), "SHORT_DATETIME_FORMAT")
        raise Conflict(
            "winner_has_time",
            _("The winner has time to claim the prize before %(at)s.") % {"at": until},
            field="reason",
        )
    states.move_award(award, State.LOST, lost_at=now, lost_reason=reason)
    take_back(keys=[_cost_key(award)], at=now)
    _tell(award, "draw.lost", actor=actor, now=now, reason=reason)
    reminders.finish_lost(award, now=now, actor=actor)
    if is_to_redraw:
        reminders.ask_to_redraw(award, now)
    return award


def lose_returned(*, draw_id: int, participants: Sequence[int], now: datetime) -> int:
    """Winners of whose chances nothing is left lose a prize that was not handed over yet."""
    empty = DrawParticipant.objects.filter(pk__in=participants).annotate(held=Sum("entries__kept")).filter(held=0)
    found = DrawAward.objects.select_related("step__prize", "step__draw", "customer__assigned_to").filter(
        step__draw_id=draw_id, step__line__participant__in=empty.values("pk"), state__in=[State.WON, State.CLAIMED]
    )
    lost = list(found.order_by("pk"))
    for award in lost:
        lose_prize(award=award, reason=Reason.RETURNED, now=now)
    return len(lost)


def lapse_due(*, now: datetime, limit: int = 200) -> int:
    """Book what the clock has decided: prizes that nobody claimed in time."""
    due = DrawAward.objects.filter(state=State.WON, claim_until__lte=now).order_by("pk").values_list("pk", flat=True)
    return sum(_lapse(pk, now) for pk in list(due[:limit]))


@transaction.atomic
def _lapse(pk: int, now: datetime) -> bool:
    rows = DrawAward.objects.select_related("step__prize", "step__draw", "customer__assigned_to")
    award = rows.select_for_update(of=("self",)).filter(pk=pk, state=State.WON).first()
    if award is None:
        return False  # claimed at this very moment
    lose_prize(award=award, reason=Reason.DEADLINE, now=now)
    return True


def _tell(award: DrawAward, verb: str, *, actor: User | None, now: datetime, reason: str = "") -> None:
    timeline.record(
        customer=award.customer_id, verb=verb, actor=actor, at=now, reason=reason, target=f"draw:{award.step.draw_id}",
        data={"draw": award.step.draw.name, "prize": award.step.prize.name},
    )  # fmt: skip
