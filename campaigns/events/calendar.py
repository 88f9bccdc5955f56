"""An event as an entry for somebody's calendar (RFC 5545)."""

from __future__ import annotations

from datetime import UTC, datetime

from django.conf import settings

from campaigns.events import wordings
from campaigns.models import Event

_LINE = 75


def entry(event: Event, *, url: str, now: datetime) -> str:
    """In the language of the moment; for who has a place, since it names the address online."""
    where = event.address_online if event.kind == Event.Kind.ONLINE else wordings.where(event)
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Regulars//Events//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{event.public_id}@{settings.MAIL_DOMAIN}", f"DTSTAMP:{_instant(now)}", f"SEQUENCE:{event.version}",
        f"DTSTART:{_instant(event.starts_at)}", f"DTEND:{_instant(event.ends_at)}", f"SUMMARY:{_text(event.title)}",
        f"LOCATION:{_text(where)}", f"DESCRIPTION:{_text(event.description_text)}", f"URL:{url}",
        "STATUS:CANCELLED" if event.state == "cancelled" else "STATUS:CONFIRMED", "END:VEVENT", "END:VCALENDAR",
    ]  # fmt: skip
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _instant(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(words: str) -> str:
    """What has a meaning of its own is escaped, and no line of a text becomes a line of the file."""
    for sign in ("\\", ";", ","):
        words = words.replace(sign, f"\\{sign}")
    return "\\n".join(line.strip() for line in words.splitlines())


def _folded(line: str) -> list[str]:
    """In pieces of at most 75 bytes, no sign torn apart; all but the first begin with a space."""
    pieces, piece = [], ""
    for sign in line:
        if len((piece + sign).encode()) > _LINE:
            pieces.append(piece)
            piece = " "
        piece += sign
    return [*pieces, piece]
