"""Whether a message may go now: the one rule, pure, asked at the moment of sending.

    judge(case, rules, now) -> Verdict

Everything that it needs is in the `Case`; nothing is looked up. The order of the questions is the order in which a
person would give the reasons: what can never be (too late, no address, refused) before what passes (quiet hours).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from messaging.quiet import Hours, end_of_quiet


class Act(StrEnum):
    SEND = "send"
    SKIP = "skip"
    WAIT = "wait"
    # What it belongs to was paused, or cancelled: for all of its messages alike.
    PAUSE = "pause"
    CANCEL = "cancel"


class Reason(StrEnum):
    EXPIRED = "expired"
    NO_ADDRESS = "no_address"
    ADDRESS_INVALID = "address_invalid"
    SUPPRESSED = "suppressed"
    CONSENT = "consent"
    HELD = "held"
    PAUSED = "paused"
    HELD_OUT = "held_out"
    CAPPED = "capped"
    OUTRANKED = "outranked"
    QUIET = "quiet"
    RENDER_ERROR = "render_error"


@dataclass(frozen=True, slots=True)
class Verdict:
    act: Act
    reason: str = ""
    # For `WAIT`: look again then.
    until: datetime | None = None
    detail: str = ""


SEND = Verdict(Act.SEND)
STOPS = frozenset({Act.PAUSE, Act.CANCEL})
# How long a message waits for one that has more right to the last place, until it asks again.
RIVAL_WAIT = timedelta(minutes=2)
# A month is four weeks, so that a letter of every first Monday always finds its place.
DAYS = {"week": 7, "month": 28}


@dataclass(frozen=True, slots=True)
class Case:
    """A message and what is known of its customer at this moment."""

    purpose: str
    valid_until: datetime
    address: str
    zone: ZoneInfo
    # State of the consent for this channel and purpose at this address, "" when nobody ever asked.
    consent: str = ""
    is_suppressed: bool = False
    hold: str = ""
    paused_until: datetime | None = None
    # When those messages went out that count for the cap, oldest first.
    counted: tuple[datetime, ...] = ()
    # Waiting and due for the same place, with more right to it.
    rivals: int = 0
    # "week" or "month": how rarely they want news and offers, "" as often as usual.
    frequency: str = ""
    # When the last news went out to them, over any channel; only known of who has a frequency.
    heard: datetime | None = None
    # News for them over any channel, waiting and due, with more right to the one place.
    ahead: int = 0
    # What apps above say (`messaging.gates`).
    objection: Verdict | None = None


@dataclass(frozen=True, slots=True)
class CapRule:
    messages: int
    days: int


@dataclass(frozen=True, slots=True)
class Rules:
    """What administrators decided, for one channel."""

    quiet: Hours | None = None
    caps: Mapping[str, CapRule] = field(default_factory=dict)


def judge(case: Case, rules: Rules, now: datetime) -> Verdict:
    """SEND, SKIP with a reason, WAIT until an instant; PAUSE or CANCEL where its source stands still."""
    if case.objection and case.objection.act in STOPS:
        return case.objection
    if now >= case.valid_until:
        return _skip(Reason.EXPIRED)
    if not case.address:
        return _skip(Reason.NO_ADDRESS)
    if not may_hear(case.purpose, case.consent):
        return _skip(Reason.CONSENT, case.consent)
    if case.is_suppressed:
        return _skip(Reason.SUPPRESSED)
    if case.purpose == "transactional":
        return case.objection or SEND
    return _unasked(case, rules, now)


def may_hear(purpose: str, consent: str) -> bool:
    """News and surveys need a yes; service needs that nobody said no; what was just asked for needs nothing."""
    if purpose in ("marketing", "survey"):
        return consent == "granted"
    return purpose == "transactional" or consent not in ("refused", "withdrawn")


def _unasked(case: Case, rules: Rules, now: datetime) -> Verdict:
    if case.hold:
        return _skip(Reason.HELD, case.hold)
    if case.paused_until and case.paused_until > now and case.purpose != "service":
        return _wait(case, Reason.PAUSED, case.paused_until)
    if case.objection:
        return case.objection
    quiet_until = end_of_quiet(rules.quiet, case.zone, now)
    if quiet_until:
        return _wait(case, Reason.QUIET, quiet_until)
    rare = _rare(case, now)
    return _capped(case, rules.caps.get(case.purpose), now) if rare is SEND else rare


def _rare(case: Case, now: datetime) -> Verdict:
    """One place in the days that the customer chose, counted by their own calendar: an hour later each time, a weekly
    letter would else miss its week in the end."""
    if not case.frequency or case.purpose != "marketing":
        return SEND
    if case.heard:
        day = case.heard.astimezone(case.zone).date() + timedelta(days=DAYS[case.frequency])
        free = datetime.combine(day, time(), case.zone)
        if now < free:
            return _wait(case, Reason.CAPPED, free, case.frequency)
    return _wait(case, Reason.OUTRANKED, now + RIVAL_WAIT) if case.ahead else SEND


def _capped(case: Case, cap: CapRule | None, now: datetime) -> Verdict:
    """The last place is for the message with the most right to it; who finds none waits until one is free."""
    if cap is None:
        return SEND
    since = now - timedelta(days=cap.days)
    within = [at for at in case.counted if at > since]
    free = cap.messages - len(within)
    if free <= 0:
        # The place of the oldest of the last `messages` is the next to be free.
        return _wait(case, Reason.CAPPED, within[-cap.messages] + timedelta(days=cap.days))
    if case.rivals >= free:
        return _wait(case, Reason.OUTRANKED, now + RIVAL_WAIT)
    return SEND


def _skip(reason: Reason, detail: str = "") -> Verdict:
    return Verdict(Act.SKIP, reason, detail=detail)


def _wait(case: Case, reason: Reason, until: datetime, detail: str = "") -> Verdict:
    """Later, or never, when it would be of no use then."""
    if until >= case.valid_until:
        return _skip(reason, detail)
    return Verdict(Act.WAIT, reason, until.astimezone(UTC), detail)


__all__ = ["SEND", "STOPS", "Act", "CapRule", "Case", "Reason", "Rules", "Verdict", "judge", "may_hear"]
