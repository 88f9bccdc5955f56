"""Sending what waits, with the promises of the outbox of messages.

A batch is taken on lease and committed before anything leaves. That one is handed over is committed before the network
is touched, and what came of it before the next one is: so of a worker that dies at most one mail is `uncertain`, and
only a person decides on that.
"""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import structlog
from django.db import connection, transaction
from django.db.models import Q

from complaints import trail
from complaints.models import CaseMail, MailState
from complaints.telling import alerting, composing, outbox
from core import clock
from messaging import hashing, suppressing
from messaging.channels import AddressInvalid, Line, Outcome, Parcel, Wait
from messaging.channels.email import open_line
from messaging.models import Suppression
from messaging.rendering import mime

log = structlog.get_logger(__name__)
BATCH = 50
LEASE = timedelta(seconds=120)
# After the 1st, 2nd, … failure: 1, 4, 16 minutes, an hour and so on, at most 6 h; after these days nobody waits for it.
FIRST_WAIT, FACTOR, LONGEST_WAIT = timedelta(minutes=1), 4, timedelta(hours=6)
GIVES_UP = timedelta(days=5)
DOWN_WAIT = timedelta(seconds=30)


@dataclass
class _Batch:
    lease: UUID
    ids: list[int]


def send_due(*, seconds: float = 20.0) -> int:
    """Until nothing is due or the time is up; returns how many were looked at."""
    end, count = time.monotonic() + seconds, 0
    recover(now=clock.now())
    batch = _claim(clock.now())
    if not batch.ids:
        return 0
    with open_line() as line:
        while batch.ids:
            count += len(batch.ids)
            if not _send(batch, line, end):
                break
            batch = _claim(clock.now()) if time.monotonic() < end else _Batch(batch.lease, [])
    return count


# --- Leases -----------------------------------------------------------------------------------

_CLAIM = """
WITH due AS (
    SELECT id FROM complaints_casemail WHERE state = 'queued' AND next_at <= %(now)s
    ORDER BY next_at, id LIMIT %(limit)s FOR UPDATE SKIP LOCKED
)
UPDATE complaints_casemail mail SET state = 'leased', lease = %(lease)s, leased_until = %(until)s, handed_at = NULL,
       reason = '', detail = ''
FROM due WHERE mail.id = due.id RETURNING mail.id"""


def _claim(now: datetime) -> _Batch:
    lease = uuid4()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_CLAIM, {"now": now, "limit": BATCH, "lease": lease, "until": now + LEASE})
        return _Batch(lease, sorted(pk for (pk,) in cursor.fetchall()))


def recover(*, now: datetime) -> int:
    """Leases that ran out: what was not handed over waits again; what was may have arrived. Returns how many may."""
    lost = CaseMail.objects.filter(state=MailState.LEASED, leased_until__lte=now)
    free: dict[str, Any] = {"lease": None, "leased_until": None}
    lost.filter(handed_at=None).update(state=MailState.QUEUED, next_at=now, **free)
    told = lost.filter(handed_at__isnull=False)
    return told.update(state=MailState.UNCERTAIN, reason="worker_lost", settled_at=now, **free)


def _give_back(lease: UUID, now: datetime, detail: str = "") -> None:
    CaseMail.objects.filter(lease=lease, handed_at=None).update(
        state=MailState.QUEUED, lease=None, leased_until=None, reason="channel_down" if detail else "",
        detail=detail[:500], next_at=now + DOWN_WAIT if detail else now,
    )  # fmt: skip


# --- One after the other ----------------------------------------------------------------------


def _send(batch: _Batch, line: Line, end: float) -> bool:
    """False when nothing more can be sent for now."""
    for pk in batch.ids:
        now = clock.now()
        if time.monotonic() >= end:
            _give_back(batch.lease, now)
            return False
        outcome = _send_one(pk, batch.lease, line, now)
        if outcome and outcome.wait is Wait.DOWN:
            log.warning("channel_down", detail=outcome.detail)
            _give_back(batch.lease, clock.now(), outcome.detail or outcome.reason)
            return False
    return True


def _send_one(pk: int, lease: UUID, line: Line, now: datetime) -> Outcome | None:
    """None when it was not handed over: it cannot be, or it is ours no more."""
    row = _mine(pk, lease)
    if row is None:
        return None
    parcel, why = _parcel(row)
    if parcel is None:
        _end(row, lease, MailState.SKIPPED, why, now=now)
        return None
    if not _hand_over(row, lease, parcel, now):
        return None
    outcome = line.send(parcel)
    _write_down(row, lease, parcel, outcome, clock.now())
    return outcome


def _mine(pk: int, lease: UUID) -> CaseMail | None:
    beside = ("message__case__customer", "case", "to")
    rows = CaseMail.objects.select_related(*beside).filter(pk=pk, lease=lease)
    return rows.first()


def _parcel(row: CaseMail) -> tuple[Parcel | None, str]:
    address = row.to.email if row.to else outbox.address_of(row.of_case)
    if row.to and not (row.to.is_active and alerting.may_read(row.to, row.of_case)):
        return None, "unseen"
    if not address:
        return None, "no_address"
    if is_suppressed(address):
        return None, "suppressed"
    try:
        return composing.compose(row), ""
    except AddressInvalid:
        return None, "address_invalid"
    except Exception as error:  # noqa: BLE001  # whatever is wrong with one must not stop those behind it
        # By its kind alone: its words may tell of the customer.
        log.error("case_mail_not_composed", mail=row.pk, error=type(error).__name__)  # noqa: TRY400  # see above
        return None, "render_error"


def is_suppressed(address: str) -> bool:
    """Nobody lives there, or nothing at all is wanted there."""
    known = Suppression.objects.filter(channel="email", address_hash__in=hashing.hashes(address), purpose="")
    return known.exists()


def _hand_over(row: CaseMail, lease: UUID, parcel: Parcel, now: datetime) -> bool:
    """Committed before the network is touched; the lease of those that follow runs anew with it."""
    CaseMail.objects.filter(lease=lease).update(leased_until=now + LEASE)
    mine = CaseMail.objects.filter(pk=row.pk, lease=lease, state=MailState.LEASED)
    row.handed_at, row.attempts = now, row.attempts + 1
    return bool(mine.update(handed_at=now, attempts=row.attempts, address=parcel.address,
                            reference=mime.digest(parcel.key)))  # fmt: skip


# --- What came of it --------------------------------------------------------------------------


def _write_down(row: CaseMail, lease: UUID, parcel: Parcel, outcome: Outcome, now: datetime) -> None:
    if outcome.reason == suppressing.NO_SUCH_ADDRESS:
        suppressing.suppress(
            channel="email", address=parcel.address, reason=Suppression.Reason.BOUNCED, now=now
        )  # fmt: skip
    if outcome.wait is Wait.DONE:
        _end(row, lease, MailState.SENT, "", now=now, sent_at=now, provider_id=outcome.provider_id[:200])
    elif outcome.wait is Wait.UNKNOWN:
        _end(row, lease, MailState.UNCERTAIN, outcome.reason, outcome.detail, now=now)
    elif outcome.wait is Wait.NEVER or now - row.queued_at >= GIVES_UP:
        _end(row, lease, MailState.FAILED, outcome.reason or "refused", outcome.detail, now=now)
    else:
        _wait(row, lease, outcome, now)


def _ours(row: CaseMail, lease: UUID) -> Q:
    """A worker that was slow, not dead, still tells what it heard of this very handing over."""
    return Q(pk=row.pk) & (
        Q(state=MailState.LEASED, lease=lease) | Q(state=MailState.UNCERTAIN, handed_at=row.handed_at)
    )


@transaction.atomic
def _end(row: CaseMail, lease: UUID, state: str, reason: str, detail: str = "", *, now: datetime, **told: Any) -> None:
    values = {"state": state, "reason": reason, "detail": _clean(detail), "settled_at": now, **told}
    done = CaseMail.objects.filter(_ours(row, lease)).update(lease=None, leased_until=None, **values)
    if done and state != MailState.SENT:
        trail.record(
            "case.mail_trouble", row.of_case, actor=None, now=now, message=row.message_id, state=state, why=reason
        )


def _wait(row: CaseMail, lease: UUID, outcome: Outcome, now: datetime) -> None:
    wait = DOWN_WAIT if outcome.wait is Wait.DOWN else _back_off(row.attempts)
    CaseMail.objects.filter(_ours(row, lease)).update(
        state=MailState.QUEUED, lease=None, leased_until=None, handed_at=None, reason=outcome.reason,
        detail=_clean(outcome.detail), next_at=now + wait,
    )  # fmt: skip


def _back_off(attempts: int) -> timedelta:
    """Exponential, spread a little, so that what failed together is not tried again together."""
    seconds = min(FIRST_WAIT.total_seconds() * FACTOR ** min(attempts - 1, 8), LONGEST_WAIT.total_seconds())
    return timedelta(seconds=seconds * random.uniform(0.75, 1.25))  # noqa: S311  # only to spread the load


def _clean(detail: str) -> str:
    return detail.replace("\0", "")[:500]
