"""What becomes of mail that waits: words in a case, a new case, or a place in the list of what was left out and why.

A worker takes a mail on lease, committed, and then does all of it in one transaction that holds its row: two workers
never do the same, and one that dies leaves it to the next. What fails time and again is listed, as it came.
"""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from typing import BinaryIO, cast

import structlog
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext, override

from complaints import files, quoting
from complaints.mail import addresses, machines, parsing, spooling, threading
from complaints.mail.parsing import Parsed
from complaints.mail.splitting import Body
from complaints.models import Case, CaseMessage, ComplaintSettings, Direction, Door, InboundMail, Means
from complaints.receiving import open_case
from complaints.saying import say
from core import clock
from core.locks import advisory_lock, outermost

log = structlog.get_logger(__name__)
State, Reason = InboundMail.State, InboundMail.Reason

LEASE = timedelta(minutes=10)
ATTEMPTS = 3
WAIT = timedelta(minutes=2)
_CJK = ("\u4e00", "\u9fff")
_KANA = ("\u3041", "\u30ff")


def process_due(*, seconds: float = 40.0) -> int:
    """Until nothing is due or the time is up; how many were taken up."""
    end, count = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        pk = claim(now=clock.now())
        if pk is None:
            break
        process(pk, now=clock.now())
        count += 1
    return count


_CLAIM = """
UPDATE complaints_inboundmail SET attempts = attempts + 1, next_at = %(until)s
WHERE id = (SELECT id FROM complaints_inboundmail WHERE state = 'waiting' AND next_at <= %(now)s
            ORDER BY next_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING id"""


def claim(*, now: datetime) -> int | None:
    """The next that is due, ours until the lease is over. Committed on return."""
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, {"now": now, "until": now + LEASE})
        found = cursor.fetchone()
    return found[0] if found else None


def process(pk: int, *, now: datetime) -> None:
    """One mail, in one transaction; whatever is wrong with it stops none behind it."""
    try:
        outermost(lambda: _process(pk, now))
    except Exception as error:  # noqa: BLE001  # hostile input: nothing that it raises may stop the others
        _put_off(pk, now, error)


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


@transaction.atomic
def _process(pk: int, now: datetime) -> None:
    rows = InboundMail.objects.select_for_update(skip_locked=True, of=("self",)).select_related("mailbox__team")
    row = rows.filter(pk=pk, state=State.WAITING).first()
    if row is None:
        return
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
        _end(row, State.IGNORED, why)
    elif not mail.sender or not (mail.text or mail.subject or mail.files):
        _end(row, State.FAILED, Reason.UNREADABLE)
    else:
        take(row, mail, file, now=now)


def _end(row: InboundMail, state: str, reason: str = "") -> None:
    row.state, row.reason, row.next_at = state, reason, None
    row.save()


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
    return InboundMail.objects.filter(mail_id=number).values_list("fingerprint", flat=True).first()


def take(row: InboundMail, mail: Parsed, file: BinaryIO, *, now: datetime) -> CaseMessage:
    """Its words and files, in the case that they belong to or in a new one. The row is locked by whoever calls."""
    thread = threading.find(mail, now=now)
    case = thread.case or _begin(row, mail, thread, now)
    message = say(
        case=case, direction=Direction.IN, means=Means.EMAIL, text=mail.text or mail.subject, html=mail.html,
        author=None, now=now, at=row.received_at, message_id=row.mail_id, sender=mail.sender,
        is_foreign=thread.is_foreign,
    )  # fmt: skip
    if mail.files and getattr(message, "is_new", False):
        _keep_files(message, mail, file)
    row.message = message
    _end(row, State.TAKEN, Reason.CUT if mail.is_cut else Reason.NONE)
    return message


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
        "contact_email": _checked(mail.sender),
        "team": row.mailbox.team if row.mailbox else None,
    }
    return open_case(
        door=Door.REPLY if thread.answered else Door.EMAIL, data=data, actor=None, now=now,
        received_at=row.received_at, source=f"mail:{row.public_id.hex}",
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
