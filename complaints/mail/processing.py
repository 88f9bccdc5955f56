"""What becomes of mail that waits: words in a case, a new case, or a place in the list of what was left out and why.

A worker takes some mails on lease, committed, and then does all of them in one transaction that holds their rows, each
behind a savepoint: two workers never do the same, one that dies leaves them to the next, and what is wrong with one is
undone with that one alone. Whatever was tried before is tried by itself, so that no other comes to be blamed for it.
What fails time and again is listed, as it came.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import BinaryIO, cast

import structlog
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import DatabaseError, OperationalError, transaction
from django.utils.translation import gettext, override

from complaints import files, quoting
from complaints.mail import addresses, machines, parsing, proving, reports, spooling, threading
from complaints.mail.parsing import Parsed
from complaints.mail.splitting import Body
from complaints.models import Case, CaseMessage, ComplaintSettings, Direction, Door, InboundMail, Means, Proof
from complaints.receiving import open_case
from complaints.saying import say
from core import clock, prepared
from core.locks import advisory_lock, outermost

log = structlog.get_logger(__name__)
State, Reason = InboundMail.State, InboundMail.Reason

LEASE = timedelta(minutes=10)
# In one transaction: the disk is waited for once. More would keep their cases from others for longer than is noticed.
BATCH = 10
ATTEMPTS = 3
WAIT = timedelta(minutes=2)
_CJK = ("\u4e00", "\u9fff")
_KANA = ("\u3041", "\u30ff")


def process_due(*, seconds: float = 40.0) -> int:
    """Until nothing is due or the time is up; how many were taken up."""
    end, count = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        claimed = claim(now=clock.now())
        if not claimed:
            break
        process(claimed, now=clock.now())
        count += len(claimed)
    return count


# New ones together; one that was tried before comes alone.
_CLAIM = """
WITH due AS (
    SELECT id, attempts, row_number() OVER (ORDER BY next_at, id) AS place FROM (
        SELECT id, attempts, next_at FROM complaints_inboundmail
        WHERE state = 'waiting' AND next_at <= %(now)s::timestamptz
        ORDER BY next_at, id LIMIT %(most)s::int FOR UPDATE SKIP LOCKED) AS ours
), tried AS (SELECT coalesce(min(place), %(most)s::int + 1) AS place FROM due WHERE attempts > 0)
UPDATE complaints_inboundmail mail SET attempts = mail.attempts + 1, next_at = %(until)s::timestamptz
FROM due, tried WHERE mail.id = due.id AND (due.place < tried.place OR due.place = 1)
RETURNING mail.id"""


def claim(*, now: datetime) -> list[int]:
    """The next that are due, ours until the lease is over. Committed on return."""
    found = prepared.fetch(_CLAIM, {"now": now, "until": now + LEASE, "most": BATCH})
    return sorted(pk for (pk,) in found)


def process(pks: Sequence[int], *, now: datetime) -> None:
    """In one transaction, or each in its own where that does not work out; none stops those behind it."""
    try:
        failed = _process_together(pks, now)
    except Exception as error:  # noqa: BLE001  # hostile input: nothing that it raises may stop the others
        if len(pks) == 1:
            _put_off(pks[0], now, error)
            return
        for pk in pks:
            process([pk], now=now)
        return
    for pk, why in failed.items():
        _put_off(pk, now, why)


def _process_together(pks: Sequence[int], now: datetime) -> dict[int, Exception]:
    """What was wrong with which. Raises what ended the transaction for all of them."""

    @transaction.atomic
    def work() -> dict[int, Exception]:
        failed: dict[int, Exception] = {}
        for row in _rows(pks):
            try:
                with transaction.atomic():
                    _process(row, now)
            except OperationalError:
                raise
            except Exception as error:  # noqa: BLE001  # as above
                failed[row.pk] = error
        return failed

    return outermost(work)


def _put_off(pk: int, now: datetime, error: Exception) -> None:
    # By its kind alone: its words may tell of the customer.
    log.error("inbound_mail_failed", mail=pk, error=type(error).__name__)
    waiting = InboundMail.objects.filter(pk=pk, state=State.WAITING)
    try:
        told = {"error": type(error).__name__, "next_at": None, "state": State.FAILED, "reason": Reason.UNREADABLE}
        if not waiting.filter(attempts__gte=ATTEMPTS).update(**told):
            waiting.update(next_at=now + WAIT, error=type(error).__name__)
    except DatabaseError:
        # Its lease runs out, and somebody takes it up.
        log.warning("inbound_mail_waits", mail=pk)


def _rows(pks: Sequence[int]) -> list[InboundMail]:
    """Held; without those that somebody else holds, or has dealt with."""
    rows = InboundMail.objects.select_for_update(skip_locked=True, of=("self",)).select_related("mailbox__team")
    return list(rows.filter(pk__in=pks, state=State.WAITING).order_by("pk"))


def _process(row: InboundMail, now: datetime) -> None:
    if row.attempts > ATTEMPTS:
        # Whoever took it before died over it, every time.
        _end(row, State.FAILED, Reason.UNREADABLE)
        return
    with spooling.path_of(row.public_id).open("rb") as file:
        _judge(row, parsing.read(file), file, now)


def _judge(row: InboundMail, mail: Parsed, file: BinaryIO, now: datetime) -> None:
    row.sender, row.subject, row.fingerprint = mail.sender, mail.subject, mail.fingerprint
    if not _is_first(row, mail):
        _end(row, State.IGNORED, Reason.DUPLICATE)
    elif why := machines.reason(mail, own_header=addresses.HEADER, own_domain=settings.MAIL_DOMAIN):
        if why == machines.BOUNCE:
            reports.tell(mail, file, number=row.mail_id or "", domain=settings.MAIL_DOMAIN, now=row.received_at)
        _end(row, State.IGNORED, why)
    elif not mail.sender or not (mail.text or mail.subject or mail.files):
        _end(row, State.FAILED, Reason.UNREADABLE)
    else:
        take(row, mail, file, now=now)


_END = """
UPDATE complaints_inboundmail SET state = %(state)s::text, reason = %(reason)s::text, next_at = NULL,
       sender = %(sender)s::text, subject = %(subject)s::text, fingerprint = %(fingerprint)s::text,
       mail_id = %(mail_id)s::text, message_id = %(message)s::bigint, decided_by_id = %(by)s::bigint
WHERE id = %(id)s::bigint RETURNING id"""


def _end(row: InboundMail, state: str, reason: str = "") -> None:
    row.state, row.reason, row.next_at = state, reason, None
    told = {"sender": row.sender, "subject": row.subject, "fingerprint": row.fingerprint, "mail_id": row.mail_id}
    about = {"id": row.pk, "message": row.message_id, "by": row.decided_by_id}
    prepared.fetch(_END, {"state": str(state), "reason": str(reason), **told, **about})


def _is_first(row: InboundMail, mail: Parsed) -> bool:
    """Its number is taken by the first; another mail under the same number (some machines have only one) is its own."""
    number = mail.message_id[:200] or f"<{row.digest}@digest>"
    known = _taken(number)
    if known and known != mail.fingerprint:
        number = f"{number}#{mail.fingerprint[:32]}"
        known = _taken(number)
    if known is not None:
        return False
    row.mail_id = number
    return True


def _taken(number: str) -> str | None:
    """By whom, told by their fingerprint; whoever comes at the same moment waits until it is decided. None: nobody."""
    advisory_lock(f"complaints.mail.{number}")
    found = prepared.fetch(_FIRST, {"number": number})
    return found[0][0] if found else None


_FIRST = "SELECT fingerprint FROM complaints_inboundmail WHERE mail_id = %(number)s::text"


def take(row: InboundMail, mail: Parsed, file: BinaryIO, *, now: datetime) -> CaseMessage:
    """Its words and files, in the case that they belong to or in a new one. The row is locked by whoever calls."""
    proof = _proof(row, mail)
    thread = threading.find(mail, now=now, is_doubted=_is_doubted(row, proof))
    case = thread.case or _begin(row, mail, thread, now)
    message = say(
        case=case, direction=Direction.IN, means=Means.EMAIL, text=mail.text or mail.subject, html=mail.html,
        author=None, now=now, at=row.received_at, message_id=row.mail_id, sender=mail.sender,
        is_foreign=thread.is_foreign, proof=proof,
    )  # fmt: skip
    if mail.files and getattr(message, "is_new", False):
        _keep_files(message, mail, file)
    row.message = message
    _end(row, State.TAKEN, Reason.CUT if mail.is_cut else Reason.NONE)
    return message


def _proof(row: InboundMail, mail: Parsed) -> str:
    names = proving.names_of(row.mailbox.vouchers) if row.mailbox else ()
    return proving.judge(mail, names=names, told=row.told)


def _is_doubted(row: InboundMail, proof: str) -> bool:
    needs_proof = row.mailbox is not None and row.mailbox.needs_proof
    return proof == Proof.FAILED or (needs_proof and proof == Proof.UNPROVEN)


def _keep_files(message: CaseMessage, mail: Parsed, file: BinaryIO) -> None:
    """One more than may be shows that there were too many."""
    rules = ComplaintSettings.current()
    for part in mail.files[: rules.most_files + 1]:
        name = part.name or "file"
        files.keep(message=message, name=name, stream=cast("BinaryIO", Body(file, part)), rules=rules)


def _begin(row: InboundMail, mail: Parsed, thread: threading.Thread, now: datetime) -> Case:
    words = quoting.said(mail.text)
    language = thread.customer.language if thread.customer else _language(words)
    data = {
        "subject": (mail.topic or words.split("\n")[0] or _untitled(language))[:200],
        "text": words[:20_000],
        "language": language,
        "customer": thread.customer,
        "contact_name": mail.sender_name,
        # Whoever was named wrongly gets no answer: they wrote nothing.
        "contact_email": "" if thread.is_foreign else _checked(mail.sender),
        "team": row.mailbox.team if row.mailbox else None,
    }
    return open_case(
        door=Door.REPLY if thread.answered else Door.EMAIL, data=data, actor=None, now=now,
        received_at=row.received_at, source=thread.source or f"mail:{row.public_id.hex}",
    )  # fmt: skip


def _untitled(language: str) -> str:
    with override(language or settings.LANGUAGE_CODE):
        return gettext("Without a subject")


def _checked(address: str) -> str:
    try:
        validate_email(address)
    except ValidationError:
        return ""
    return address


def _language(words: str) -> str:
    """Of somebody we do not know: Chinese is plain to see."""
    is_chinese = any(_CJK[0] <= sign <= _CJK[1] for sign in words[:2000])
    has_kana = any(_KANA[0] <= sign <= _KANA[1] for sign in words[:2000])
    return "zh-hans" if is_chinese and not has_kana else settings.LANGUAGE_CODE
