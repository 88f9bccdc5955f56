"""How many SMS a finished text takes (3GPP TS 23.038 and 23.040); pure.

A text of GSM's own alphabet has 160 places in one SMS, and 153 in each of several, which carry a header that
joins them. The signs of the extension table take two places. Any other sign makes the whole text UCS-2, counted in
UTF-16: 70 places alone, 67 each. What takes two places is never torn apart: it moves to the next one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = frozenset("\f^{}\\[~]|€")
_LAST_OF_ONE_UNIT = "\uffff"


class Alphabet(StrEnum):
    GSM7 = "gsm7"
    UCS2 = "ucs2"


@dataclass(frozen=True, slots=True)
class Room:
    """Places in an SMS by itself, and in each of several."""

    alone: int
    each: int


ROOMS = {Alphabet.GSM7: Room(160, 153), Alphabet.UCS2: Room(70, 67)}


@dataclass(frozen=True, slots=True)
class Size:
    alphabet: Alphabet
    # Septets, or code units of UTF-16.
    places: int
    segments: int


def measure(text: str) -> Size:
    """An empty text takes none."""
    used = set(text)
    if used <= _BASIC | _EXTENDED:
        return _size(Alphabet.GSM7, [2 if sign in _EXTENDED else 1 for sign in text])
    return _size(Alphabet.UCS2, [2 if sign > _LAST_OF_ONE_UNIT else 1 for sign in text])


def _size(alphabet: Alphabet, places: list[int]) -> Size:
    room, whole = ROOMS[alphabet], sum(places)
    if whole <= room.alone:
        return Size(alphabet, whole, 1 if places else 0)
    return Size(alphabet, whole, _parts(places, room.each))


def _parts(places: Iterable[int], room: int) -> int:
    count, left = 0, 0
    for wanted in places:
        if wanted > left:
            count, left = count + 1, room
        left -= wanted
    return count
