"""The loop of a worker: claim, render, hand over one after the other, write down what came of each.

Two facts about one message are committed apart: "handed over" before the network is touched, and its end after the
answer. Handing over is a commit of its own for every message. Its end is not: a worker that hands over the next one
says by that alone that the one before was taken, so ends are written for many at once, every second. Any other
answer than "taken" is written together with the next handing over. So at any instant at most one message of a worker
is between the two: the latest that was handed over. That one is `uncertain` when the worker dies.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta
from itertools import zip_longest

import structlog
from django.db import transaction

from core import clock
from messaging import channels, gates, readying
from messaging.channels import AddressInvalid, Line, Outcome, Parcel, Wait
from messaging.judging import STOPS, Act, Reason, Verdict
from messaging.links import wrapping
from messaging.outbox import claiming, recovering, reporting
from messaging.outbox.cases import Row
from messaging.outbox.claiming import Claim
from messaging.outbox.reporting import Ending
from messaging.rendering import facts, known
from messaging.rendering.liquid import RenderError

log = structlog.get_logger(__name__)
# Whoever looks at a campaign sees what has gone with this delay at most.
TELL_AFTER = timedelta(seconds=1)
# What apps above object is known with this delay at most, however slowly a batch goes.
ASK_AGAIN = timedelta(seconds=1)


def send_due(channel: str, *, seconds: float = 20.0, call_for_help: Callable[[], None] = lambda: None) -> int:
    """Send what is due on a channel until nothing is or the time is up; returns how many were looked at.

    `call_for_help` is called once, when there is more than one batch to do.
    """
    end = time.monotonic() + seconds
    count = 0
    recovering.recover(now=clock.now())
    with channels.find(channel).open() as line:
        while time.monotonic() < end:
            claimed = claiming.claim(channel, now=clock.now())
            if claimed.seen == claiming.BATCH and not count:
                call_for_help()
            count += claimed.seen
            if not claimed.seen or not _send_batch(channel, claimed, line, end):
                break
    return count


def _send_batch(channel: str, claimed: Claim, line: Line, end: float) -> bool:
    """False when nothing more can be sent for now."""
    bringing = readying.carrying(claimed.rows)
    parcels, broken = _compose(channel, claimed.rows, bringing)
    claiming.let_go(broken, now=clock.now())
    goes_on = _Run(claimed, line, end, bringing).send(parcels)
    claiming.close(claimed.lease)
    return goes_on


Made = list[tuple[Row, Parcel]]
Broken = list[tuple[int, Verdict]]


def _compose(channel: str, rows: Sequence[Row], bringing: Collection[int] = ()) -> tuple[list[Parcel], Broken]:
    """Everything that is made of words is made before anything is handed over; first, one by one, those `bringing`
    something, since others may name that, too."""
    now = clock.now()
    maker = _Maker(channel, now)
    made: Made = []
    broken: Broken = []
    for row in (row for row in rows if row.id in bringing):
        _add(made, broken, _with_what_it_brings(maker, row, now))
    _add(made, broken, maker.make([row for row in rows if row.id not in bringing]))
    if bringing:
        places = {row.id: place for place, row in enumerate(rows)}
        made.sort(key=lambda one: places[one[0].id])
    reporting.prepare(made)
    return [parcel for _row, parcel in made], broken


def _add(made: Made, broken: Broken, more: tuple[Made, Broken]) -> None:
    made += more[0]
    broken += more[1]


def _with_what_it_brings(maker: _Maker, row: Row, now: datetime) -> tuple[Made, Broken]:
    """Both or neither: what cannot be put together has brought nothing."""
    with transaction.atomic():
        waits = readying.ready(row, now)
        made, broken = ([], [(row.id, waits)]) if waits else maker.make([row])
        if broken:
            transaction.set_rollback(True)
    return made, broken


class _Maker:
    """Puts messages together; what is common to all is asked once."""

    def __init__(self, channel: str, now: datetime) -> None:
        self._channel, self._now = channel, now
        self._compose = channels.find(channel).composer(now)
        self._given = facts.common(now)

    def make(self, rows: Sequence[Row]) -> tuple[Made, Broken]:
        made: Made = []
        broken: Broken = []
        told = known.tell(rows, self._now)
        batch = wrapping.Batch(self._channel, told)
        for row in told:
            try:
                rendered = batch.render(row, facts.of(row, self._given, self._channel))
                made.append((row, self._compose(row, rendered)))
            except Exception as error:  # noqa: BLE001  # whatever is wrong with one must not stop those behind it
                broken.append((row.id, _verdict_of(error, row)))
        return made, broken


def _verdict_of(error: Exception, row: Row) -> Verdict:
    if isinstance(error, AddressInvalid):
        return Verdict(Act.SKIP, Reason.ADDRESS_INVALID)
    if isinstance(error, RenderError):
        return Verdict(Act.SKIP, Reason.RENDER_ERROR, detail=str(error))
    # By its kind alone: its words may tell of the customer.
    log.error("message_not_composed", message=row.id, error=type(error).__name__)
    return Verdict(Act.SKIP, Reason.RENDER_ERROR, detail=type(error).__name__)


class _Run:
    """One batch on its way over one line."""

    def __init__(self, claimed: Claim, line: Line, end: float, bringing: Collection[int] = ()) -> None:
        self._claimed = claimed
        self._bringing = bringing
        self._until = claimed.until
        # Those still to go, and when it was last asked whether they may.
        self._left: dict[int, Row] = {}
        self._asked = claimed.at
        self._line = line
        self._end = end
        # When the latest was handed over, and what is not written down yet of it and of those before.
        self._latest: datetime | None = None
        self._ended: list[Ending] = []
        self._handed = 0

    def send(self, parcels: list[Parcel]) -> bool:
        to_go = {parcel.id for parcel in parcels}
        self._left = {row.id: row for row in self._claimed.rows if row.id in to_go}
        for parcel, following in zip_longest(parcels, parcels[1:]):
            now = self._later(clock.now())
            if time.monotonic() >= self._end:
                return self._stop("", now)
            self._renew(now)
            self._ask_again(now)
            if self._left.pop(parcel.id, None) is None:
                continue
            self._line.foresee(following if following and following.id in self._left else None)
            outcome = self._hand_over(parcel, now)
            if outcome and outcome.wait is Wait.DOWN:
                return self._stop(outcome.detail, clock.now())
        self._write()
        return True

    def _ask_again(self, now: datetime) -> None:
        """Apps above are asked every second, of all that is left at once: a batch that goes slowly does not take with
        it what was paused, or bought, meanwhile. What has brought something only stops with all of its source."""
        if now - self._asked < ASK_AGAIN:
            return
        self._asked = now
        asked = gates.ask(list(self._left.values()), now)
        verdicts = {pk: told for pk, told in asked.items() if told.act in STOPS or pk not in self._bringing}
        claiming.let_go(list(verdicts.items()), now=now)
        self._left = {pk: row for pk, row in self._left.items() if pk not in verdicts}

    def _later(self, now: datetime) -> datetime:
        """Later than the one before, whatever the clock says: their order is what is known of a dead worker."""
        self._latest = max(now, self._latest + timedelta(microseconds=1)) if self._latest else now
        return self._latest

    def _hand_over(self, parcel: Parcel, now: datetime) -> Outcome | None:
        """None when the message is ours no more: paused, cancelled, or the lease was lost."""
        told = self._to_tell(now)
        is_sure = self._handed % reporting.SURE_EVERY == 0
        self._line.announce(parcel)
        is_ours = reporting.hand_over(self._claimed.lease, parcel, told, now=now, is_sure=is_sure)
        self._handed += 1
        if told:
            self._ended = []
        if not is_ours:
            self._line.take_back()
            return None
        outcome = self._line.send(parcel)
        self._ended.append(Ending(parcel, self._claimed.lease, now, clock.now(), outcome))
        return outcome

    def _to_tell(self, now: datetime) -> list[Ending]:
        """Nothing while all that could be told is what the next handing over says by itself, for a second."""
        ended = self._ended
        is_due = ended and (not ended[-1].is_expected or now - ended[0].at >= TELL_AFTER)
        return ended if is_due else []

    def _renew(self, now: datetime) -> None:
        if self._until - now < claiming.LEASE / 2:
            self._until = claiming.renew(self._claimed.lease, now=now)

    def _write(self) -> None:
        reporting.end(self._ended)
        self._ended = []

    def _stop(self, detail: str, now: datetime) -> bool:
        """The rest goes back: it was not handed over."""
        self._write()
        back = claiming.give_back(self._claimed.lease, is_down=bool(detail), detail=detail, now=now)
        if detail:
            log.warning("channel_down", detail=detail, waiting=back)
        return False
