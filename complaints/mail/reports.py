"""Reports that a mail of ours did not arrive (RFC 3464), where they come into a mailbox instead of by a provider.

One names the mail by the number that we gave it, in what it returns of it. It is told of as providers' events are
(`messaging.tracking`), and so finds the mail of a case or any other message, and changes it once. Anybody can write a
report: none says of an address that nobody lives there, only that this mail was given up.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import BinaryIO

from complaints.mail.parsing import Parsed
from complaints.mail.splitting import Body, Part
from customers.models import Channel
from messaging.models import Kind
from messaging.tracking import keeping
from messaging.tracking.keeping import Told

PROVIDER = "report"
# The words of the server, and the head of what it returns.
MOST = 1 << 18
_STATUS, _RETURNED = ("message/delivery-status", "message/global-delivery-status"), "text/rfc822-headers"
_FAILED = re.compile(rb"^Action:[ \t]*failed\b", re.IGNORECASE | re.MULTILINE)
_SAYS = re.compile(rb"^Diagnostic-Code:[ \t]*(.+(?:\r?\n[ \t]+.+)*)", re.IGNORECASE | re.MULTILINE)
_NUMBER = rb"^Message-ID:\s*(<[0-9a-f]{24}@%s>)"


def tell(mail: Parsed, file: BinaryIO, *, number: str, domain: str, now: datetime) -> int:
    """What it says of a mail of ours; returns how many events were new. `number`: of the report itself."""
    status = _body(file, mail.files, *_STATUS)
    of = _about(file, mail, domain)
    if mail.kind != "multipart/report" or not _FAILED.search(status) or not of:
        return 0
    said = _SAYS.search(status)
    event = Told(
        provider=PROVIDER, channel=Channel.EMAIL, kind=Kind.UNDELIVERED, event_id=number, provider_id=of,
        detail=" ".join(said[1].decode("utf-8", "replace").split()) if said else "", at=_at(mail, now),
    )  # fmt: skip
    return keeping.keep([event], now=now)


def _body(file: BinaryIO, parts: tuple[Part, ...], *kinds: str) -> bytes:
    part = next((one for one in parts if one.kind in kinds), None)
    return Body(file, part).read(MOST) if part else b""


def _about(file: BinaryIO, mail: Parsed, domain: str) -> str:
    """The number of the one mail of ours that is returned; its thread names others, which are none."""
    file.seek(0)
    told = file.read(MOST) + b"\n" + _body(file, mail.files, _RETURNED)
    found = set(re.findall(_NUMBER % re.escape(domain.encode()), told, re.IGNORECASE | re.MULTILINE))
    return found.pop().decode().lower() if len(found) == 1 else ""


def _at(mail: Parsed, now: datetime) -> datetime:
    """When it was written: one that comes late is not about what was sent since."""
    try:
        at = parsedate_to_datetime(mail.header("date"))
    except (ValueError, IndexError):
        return now
    return min(at if at.tzinfo else at.replace(tzinfo=UTC), now)
