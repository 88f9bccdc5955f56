"""What is said in a case, by whom and how: the one way in for every message, whichever door it came by.

A public reply of a person stops the clocks of the first and the next answer; a machine's stops only that of the
acknowledgement. What the customer says starts the clock of the next answer and brings a waiting case back to work.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from complaints import keeping, timing, trail
from complaints.models import Case, CaseMessage, CaseState, ClockKind, ComplaintSettings, Direction, Means
from complaints.moving import transition
from complaints.telling import outbox
from complaints.thanking import is_thanks
from core import inserting, prepared
from core.models import User

_ANSWERS = (ClockKind.ACKNOWLEDGE, ClockKind.RESPOND, ClockKind.NEXT)


# Whoever calls within a transaction undoes theirs with it: there is nothing in here that they could go on without.
@transaction.atomic(savepoint=False)
def say(
    *,
    case: Case,
    direction: str,
    means: str,
    text: str,
    author: User | None,
    now: datetime,
    at: datetime | None = None,
    html: str = "",
    message_id: str | None = None,
    sender: str = "",
    is_foreign: bool = False,
    proof: str = "",
) -> CaseMessage:
    """One more message of the case; the same `message_id` again is the same message (`is_new` on it tells).

    `at`: when it was really said; `now` is when we hear of it. Files are kept by the caller, with the message.
    """
    row = survivor(case)
    message = CaseMessage(
        case=row, direction=direction, means=means, author=author, at=at or now, text=text, html=html,
        message_id=message_id, sender=sender, is_foreign=is_foreign, proof=proof,
    )  # fmt: skip
    if not inserting.insert(message, unless=["message_id"]):
        # Said before, or over two mailboxes at the same moment.
        return CaseMessage.objects.get(message_id=message_id)
    message.is_new = True  # type: ignore[attr-defined]  # said to the caller
    trail.record(f"case.said_{direction}", row, actor=author, now=now, message=message.pk, means=means)
    outbox.queue(message)
    _follow(row, message, now)
    return message


def survivor(case: Case) -> Case:
    """What is said in a merged case is said in the one that it went into."""
    row = keeping.hold(case.pk)
    return survivor(row.merged_into) if row.merged_into else row


def _follow(case: Case, message: CaseMessage, now: datetime) -> None:
    if message.direction == Direction.OUT:
        _answered(case, message)
    elif message.direction == Direction.IN and not message.is_foreign:
        heard(case, message, now)


_ANSWERED = """
UPDATE complaints_case SET version = %(version)s::int, acknowledged_at = %(acknowledged)s::timestamptz,
       responded_at = %(responded)s::timestamptz
WHERE id = %(case)s::bigint RETURNING id"""


def _answered(case: Case, message: CaseMessage) -> None:
    """The caller holds the case."""
    by_person = message.means != Means.AUTOMATIC
    case.acknowledged_at, case.version = case.acknowledged_at or message.at, case.version + 1
    if by_person:
        case.responded_at = case.responded_at or message.at
    told = {"version": case.version, "acknowledged": case.acknowledged_at, "responded": case.responded_at}
    prepared.fetch(_ANSWERED, told | {"case": case.pk})
    timing.stop(case, _ANSWERS if by_person else [ClockKind.ACKNOWLEDGE], at=message.at)


def heard(case: Case, message: CaseMessage, now: datetime) -> None:
    """Words bring a case back to work; mere thanks after its end start nothing."""
    ended = case.state in (CaseState.RESOLVED, CaseState.CLOSED)
    if case.state == CaseState.SPAM:
        return
    if ended and (is_thanks(message.text) or not may_reopen(case, now)):
        return
    if ended:
        case = transition(case=case, to=CaseState.REOPENED, actor=None, now=now, reason="customer")
    elif case.state == CaseState.WAITING_CUSTOMER:
        case = transition(case=case, to=CaseState.OPEN, actor=None, now=now, reason="customer")
    timing.customer_wrote(case, at=message.at)


def may_reopen(case: Case, now: datetime) -> bool:
    """Whether what the customer says now still belongs to this case; later it begins another."""
    ended = case.closed_at or case.resolved_at
    return ended is not None and now - ended <= timedelta(days=ComplaintSettings.current().reopen_days)
