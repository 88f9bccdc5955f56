"""Mail out of a mailbox over IMAP: what is new since last time, each spooled before the place is remembered.

One worker at a time looks into a mailbox; nothing in it is changed, marked or deleted. A mail comes in pieces, so that
a large one never lies in memory. When the server counts anew (UIDVALIDITY), the last days are looked at again, and
what came before is known by its number.
"""

from __future__ import annotations

import imaplib
import re
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import structlog
from django.db import transaction
from django.db.models import Q

from complaints.mail import spooling
from complaints.models import InboundMail, Mailbox
from core import clock
from core.locks import singleton
from core.webhooks.secrets import unseal
from messaging.channels.smtp import trusted

log = structlog.get_logger(__name__)
TIMEOUT_SECONDS = 30.0
PIECE = 1 << 18
# In one visit.
MOST = 500
_AGAIN = timedelta(days=2)
_RESTS = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 15, 30))
_SIZE, _UID = re.compile(rb"RFC822\.SIZE (\d+)"), re.compile(rb"UID (\d+)")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Unreachable(Exception):  # noqa: N818  # reads as the sentence it is
    """The mailbox could not be opened; the words are for whoever configured it."""


def fetch_all(*, seconds: float = 40.0) -> int:
    """Every active mailbox that does not rest; how many mails were new."""
    end, now = time.monotonic() + seconds, clock.now()
    due = Mailbox.objects.filter(Q(rests_until=None) | Q(rests_until__lte=now), is_active=True, way=Mailbox.Way.IMAP)
    return sum(fetch(box, end=end) for box in due.order_by("looked_at", "pk") if time.monotonic() < end)


def fetch(mailbox: Mailbox, *, end: float | None = None) -> int:
    """How many were new; 0 while somebody else looks into it, or when it cannot be opened."""
    with singleton(f"complaints.mailbox.{mailbox.pk}") as is_ours:
        if not is_ours:
            return 0
        mailbox.refresh_from_db()
        try:
            count = _visit(mailbox, end or time.monotonic() + TIMEOUT_SECONDS)
        except (imaplib.IMAP4.error, OSError, Unreachable, ValueError) as error:
            _failed(mailbox, error)
            return 0
        _went_well(mailbox)
        return count


def _visit(mailbox: Mailbox, end: float) -> int:
    line = _connect(mailbox)
    try:
        validity, uid_next = _select(line, mailbox.folder)
        count = 0
        for uid in _new(line, mailbox, validity, uid_next)[:MOST]:
            count += _take(line, mailbox, spooling.Place(validity, uid))
            if time.monotonic() > end:
                break
        return count
    finally:
        for goodbye in (line.logout, line.shutdown):
            with suppress(imaplib.IMAP4.error, OSError, ValueError):
                goodbye()


def _connect(mailbox: Mailbox) -> imaplib.IMAP4:
    """Only over TLS, with a certificate of the server's name that somebody known has signed."""
    password = unseal(mailbox.sealed) if mailbox.sealed else None
    if password is None:
        raise Unreachable("no password that can be read")
    context = trusted()
    line: imaplib.IMAP4
    if mailbox.security == Mailbox.Security.SSL:
        line = imaplib.IMAP4_SSL(mailbox.host, mailbox.port, ssl_context=context, timeout=TIMEOUT_SECONDS)
    else:
        line = imaplib.IMAP4(mailbox.host, mailbox.port, timeout=TIMEOUT_SECONDS)
    try:
        if mailbox.security != Mailbox.Security.SSL:
            line.starttls(ssl_context=context)
        line.login(_quotable(mailbox.login), password)
    except (imaplib.IMAP4.error, OSError):
        with suppress(imaplib.IMAP4.error, OSError):
            line.shutdown()
        raise
    return line


def _quotable(text: str) -> str:
    """imaplib puts the password into quotes, and the user as it is."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"' if re.search(r'[\s"\\(){%*]', text) else text


def _select(line: imaplib.IMAP4, folder: str) -> tuple[int, int]:
    kind, told = line.select(f'"{_encoded(folder)}"', readonly=True)
    if kind != "OK":
        raise Unreachable(f"folder: {_words(told)}")
    return _number(line, "UIDVALIDITY"), _number(line, "UIDNEXT")


def _encoded(folder: str) -> str:
    """Modified UTF-7 (RFC 3501, 5.1.3): servers name folders so."""
    told = re.sub(r'[\\"\r\n]', "", folder).replace("&", "&-")
    return re.sub(
        r"[^\x20-\x7e]+",
        lambda match: "&" + match[0].encode("utf-7").decode()[1:].rstrip("-").replace("/", ",") + "-",
        told,
    )


def _number(line: imaplib.IMAP4, name: str) -> int:
    _kind, told = line.response(name)
    number = told[0] if told else None
    return int(number) if isinstance(number, bytes) and number.isdigit() else 0


def _new(line: imaplib.IMAP4, mailbox: Mailbox, validity: int, uid_next: int) -> list[int]:
    """In their order. A mailbox is not read from its first day: only what is new, and as many days as staff said."""
    if mailbox.uid_validity == validity and mailbox.last_uid is not None:
        first = mailbox.last_uid + 1
        # A range to "*" always holds the last mail, however low its number.
        return [uid for uid in _search(line, "UID", f"{first}:*") if uid >= first]
    since = mailbox.looked_at - _AGAIN if mailbox.looked_at else clock.now() - timedelta(days=mailbox.first_days)
    is_first = mailbox.looked_at is None and mailbox.first_days == 0
    found = [] if is_first else _search(line, "SINCE", f"{since.day}-{_MONTHS[since.month - 1]}-{since.year}")
    lowest = min(found, default=uid_next or 1)
    _remember(mailbox, spooling.Place(validity, max(0, lowest - 1)))
    return found


def _search(line: imaplib.IMAP4, *told: str) -> list[int]:
    kind, found = line.uid("SEARCH", *told)
    if kind != "OK":
        raise Unreachable(f"search: {_words(found)}")
    return sorted(int(uid) for row in found if row for uid in row.split() if uid.isdigit())


def _take(line: imaplib.IMAP4, mailbox: Mailbox, place: spooling.Place) -> int:
    """1 for a new one. One that the server does not hand out is listed, and those behind it come all the same."""
    known = InboundMail.objects.filter(mailbox=mailbox, uid_validity=place.uid_validity, uid=place.uid)
    with transaction.atomic():
        row = None if known.exists() else _spooled(line, mailbox, place)
        _remember(mailbox, place)
    return int(row is not None)


def _spooled(line: imaplib.IMAP4, mailbox: Mailbox, place: spooling.Place) -> InboundMail | None:
    now = clock.now()
    size, came = _facts(line, place.uid)
    told = {"mailbox": mailbox, "received_at": came or now, "now": now, "place": place}
    if size is None:
        return spooling.spool((), reason=InboundMail.Reason.NOT_FETCHED, **told)  # type: ignore[arg-type]
    return spooling.spool(_pieces(line, place.uid), **told)  # type: ignore[arg-type]


def _facts(line: imaplib.IMAP4, uid: int) -> tuple[int | None, datetime | None]:
    try:
        _kind, found = line.uid("FETCH", str(uid), "(UID RFC822.SIZE INTERNALDATE)")
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error:
        return None, None
    told = next((row for row in found if isinstance(row, bytes) and _is_of(row, uid)), b"")
    size, came = _SIZE.search(told), imaplib.Internaldate2tuple(told)
    return (int(size[1]) if size else None), (datetime.fromtimestamp(time.mktime(came), UTC) if came else None)


def _is_of(row: bytes, uid: int) -> bool:
    match = _UID.search(row)
    return bool(match) and int(match[1]) == uid  # type: ignore[index]  # there is one


def _pieces(line: imaplib.IMAP4, uid: int) -> Iterator[bytes]:
    """`PEEK`: whoever reads the mailbox with another program still finds it unread."""
    at = 0
    while at <= spooling.LARGEST:
        _kind, found = line.uid("FETCH", str(uid), f"(UID BODY.PEEK[]<{at}.{PIECE}>)")
        piece = next((row[1] for row in found if isinstance(row, tuple) and b"BODY[" in row[0]), b"")
        if piece:
            yield piece
        at += len(piece)
        if len(piece) < PIECE:
            return


def _remember(mailbox: Mailbox, place: spooling.Place) -> None:
    mailbox.uid_validity, mailbox.last_uid = place.uid_validity, place.uid
    Mailbox.objects.filter(pk=mailbox.pk).update(uid_validity=place.uid_validity, last_uid=place.uid)


def _went_well(mailbox: Mailbox) -> None:
    Mailbox.objects.filter(pk=mailbox.pk).update(looked_at=clock.now(), error="", failures=0, rests_until=None)


def _failed(mailbox: Mailbox, error: Exception) -> None:
    """Tried again after a while, and after a longer one."""
    failures = mailbox.failures + 1
    rest = _RESTS[min(failures, len(_RESTS)) - 1]
    log.warning("mailbox_failed", mailbox=mailbox.pk, error=type(error).__name__)
    Mailbox.objects.filter(pk=mailbox.pk).update(
        error=_words([error]), failures=failures, rests_until=clock.now() + rest
    )


def _words(told: Sequence[object]) -> str:
    text = " ".join(one.decode("utf-8", "replace") if isinstance(one, bytes) else str(one) for one in told)
    return "".join(sign if sign.isprintable() else " " for sign in text)[:200]
