"""Which targets of a template are counted, and where they stand. Pure.

Only what stands there whole, the same for everybody: an address that is filled in for each customer (a personal link,
the way out) is theirs, and is never touched. Nor is what is no page of the web (mailto, tel), nor our own doors.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from html import unescape

from django.conf import settings

# As much as an index of PostgreSQL holds, with room to spare.
LONGEST = 2000
_LIQUID = re.compile(r"(\{\{.*?\}\}|\{%.*?%\})", re.DOTALL)
# What stands in these is no text of the message, or is told as it stands.
_OPAQUE = re.compile(r"\{%-?\s*(?:raw|comment|#|doc)\b")
_HREF = re.compile(r'(<a\b[^<>]*?\bhref=")(https?://[^"\s<>{}\x00-\x1f]+)(?=")', re.IGNORECASE)
_WORD = re.compile(r"https?://[^\s<>\"'{}|\\^`\[\]()\x00-\x1f\u3000-\u303f\uff00-\uffef]+", re.IGNORECASE)
# Ends the sentence, not the address.
_TAIL = ".,;:!?*_~"
# Doors of ours that belong to one customer.
_OURS = ("/messages/", "/l/", "/m/", "/s/")
Swap = Callable[[str], str | None]


def targets(html: str, text: str) -> list[str]:
    """Each once, in the order of the page."""
    found: dict[str, None] = {}

    def note(target: str) -> None:
        found[target] = None

    swap_in_page(html, note)
    swap_in_words(text, note)
    return list(found)


def swap_in_page(html: str, swap: Swap) -> str:
    """Each address of a link by what `swap` answers; None leaves it."""

    def by(match: re.Match[str]) -> str:
        new = _ask(unescape(match[2]), swap)
        return match[0] if new is None else match[1] + new

    return _between(html, lambda piece, _is_last: _HREF.sub(by, piece))


def swap_in_words(text: str, swap: Swap) -> str:
    def in_piece(piece: str, is_last: bool) -> str:  # noqa: FBT001  # called by `_between` alone
        def by(match: re.Match[str]) -> str:
            target = match[0].rstrip(_TAIL)
            # What Liquid goes on with is no whole address.
            is_whole = is_last or match.end() < len(piece)
            new = _ask(target, swap) if is_whole else None
            return match[0] if new is None else new + match[0][len(target) :]

        return _WORD.sub(by, piece)

    return _between(text, in_piece)


def _between(source: str, work: Callable[[str, bool], str]) -> str:
    """Of what stands between the pieces of Liquid."""
    if _OPAQUE.search(source):
        return source
    pieces = _LIQUID.split(source)
    last = len(pieces) - 1
    return "".join(work(piece, at == last) if at % 2 == 0 else piece for at, piece in enumerate(pieces))


def _ask(target: str, swap: Swap) -> str | None:
    return swap(target) if is_counted(target) else None


def is_counted(target: str) -> bool:
    doors: Iterable[str] = (settings.SITE_URL + door for door in _OURS)
    is_web = re.fullmatch(r"https?://[^\s\x00-\x1f\x7f-\x9f]+", target, re.IGNORECASE)
    return bool(is_web) and len(target.encode()) <= LONGEST and not target.startswith(tuple(doors))
