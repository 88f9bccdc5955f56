"""How many SMS a text takes: worked examples at each border, and any text against a model that cuts it by hand."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from messaging.rendering.segments import Alphabet, measure

GSM7, UCS2 = Alphabet.GSM7, Alphabet.UCS2


@pytest.mark.parametrize(
    ("text", "alphabet", "places", "segments"),
    [
        ("", GSM7, 0, 0),
        ("a", GSM7, 1, 1),
        ("a" * 160, GSM7, 160, 1),
        ("a" * 161, GSM7, 161, 2),
        ("a" * 306, GSM7, 306, 2),
        ("a" * 307, GSM7, 307, 3),
        # A sign of the extension table takes two places …
        ("€" * 80, GSM7, 160, 1),
        ("a" + "€" * 80, GSM7, 161, 2),
        # … and is not torn apart: 76 of them and one place that stays empty fill a part.
        ("€" * 152, GSM7, 304, 2),
        ("€" * 153, GSM7, 306, 3),
        ("a" * 152 + "€" + "a" * 151, GSM7, 305, 2),
        ("a" * 152 + "€" + "a" * 152, GSM7, 306, 3),
        # The opening bracket is in the extension table, so is the form feed.
        ("[shop]\f", GSM7, 10, 1),
        ("àéÇñ¿ÄΩ\n\r", GSM7, 9, 1),
        # One foreign sign, and all is counted in UTF-16.
        ("ç", UCS2, 1, 1),
        ("a" * 69 + "ç", UCS2, 70, 1),
        ("a" * 70 + "ç", UCS2, 71, 2),
        ("常" * 70, UCS2, 70, 1),
        ("常" * 71, UCS2, 71, 2),
        ("常" * 134, UCS2, 134, 2),
        ("常" * 135, UCS2, 135, 3),
        # What lies beyond the first plane takes two units, never in two parts.
        ("🎁" * 35, UCS2, 70, 1),
        ("🎁" * 36, UCS2, 72, 2),
        ("🎁" * 66, UCS2, 132, 2),
        ("🎁" * 67, UCS2, 134, 3),
        ("常" * 66 + "🎁" + "常" * 65, UCS2, 133, 2),
        ("常" * 66 + "🎁" + "常" * 66, UCS2, 134, 3),
        # A tab, a curly quote and a no-break space are in no table of GSM.
        ("\t", UCS2, 1, 1),
        ("Anna’s", UCS2, 6, 1),
        ("10\u00a0€", UCS2, 4, 1),
    ],
)
def test_borders(text: str, alphabet: Alphabet, places: int, segments: int) -> None:
    found = measure(text)
    assert (found.alphabet, found.places, found.segments) == (alphabet, places, segments)


# The tables as the standard prints them, by code; ESC has no sign.
_TABLE = (
    "@£$¥èéùìòÇ\nØø\rÅå"
    "Δ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ"
    " !\"#¤%&'()*+,-./"
    "0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNO"
    "PQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmno"
    "pqrstuvwxyzäöñüà"
)
_BEHIND_ESC = {
    "\f": 0x0A, "^": 0x14, "{": 0x28, "}": 0x29, "\\": 0x2F, "[": 0x3C, "~": 0x3D, "]": 0x3E, "|": 0x40, "€": 0x65,
}  # fmt: skip


def _septets(text: str) -> list[list[int]] | None:
    found = []
    for sign in text:
        if sign in _BEHIND_ESC:
            found.append([0x1B, _BEHIND_ESC[sign]])
        elif sign in _TABLE and sign != "\x1b":
            found.append([_TABLE.index(sign)])
        else:
            return None
    return found


def _units(text: str) -> list[list[int]]:
    found = []
    for sign in text:
        raw = sign.encode("utf-16-be", "surrogatepass")
        found.append([int.from_bytes(raw[at : at + 2], "big") for at in range(0, len(raw), 2)])
    return found


def _cut(signs: list[list[int]], alone: int, each: int) -> list[list[int]]:
    """Parts written out one after the other, as a phone gets them."""
    whole = [unit for sign in signs for unit in sign]
    if len(whole) <= alone:
        return [whole] if whole else []
    parts: list[list[int]] = [[]]
    for sign in signs:
        if len(parts[-1] + sign) > each:
            parts.append([])
        parts[-1] += sign
    return parts


def _slowly(text: str) -> tuple[Alphabet, int, int]:
    septets = _septets(text)
    signs = _units(text) if septets is None else septets
    parts = _cut(signs, 70, 67) if septets is None else _cut(signs, 160, 153)
    return (UCS2 if septets is None else GSM7), sum(map(len, parts)), len(parts)


_SIGNS = st.sampled_from([*"aZ9 @\n€[]{}\f", "常", "🎁", "ç", "Ç"])


@given(st.one_of(st.text(max_size=500), st.lists(_SIGNS, max_size=500).map("".join), st.text("ab€[常🎁", max_size=500)))
@example("\ud800")
@example("€" * 229 + "a")
def test_any_text_as_if_cut_by_hand(text: str) -> None:
    found = measure(text)
    assert (found.alphabet, found.places, found.segments) == _slowly(text)
