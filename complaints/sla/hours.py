"""Hours as people write them: `09:00-12:00, 13:00-18:00`; nothing on a day on which nobody works. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

Told = list[list[str]]
_TIME = r"(\d{1,2})(?:[:：.](\d{2}))?"
_SPAN = re.compile(rf"\s*{_TIME}\s*(?:-|–|—|~|～|至|to)\s*{_TIME}\s*", re.IGNORECASE)
_BETWEEN = re.compile(r"[,，、;；]")


def read(text: str) -> Told:
    """ValueError for what is none, or overlaps."""
    spans = sorted(_span(part) for part in _BETWEEN.split(text) if part.strip())
    for earlier, later in pairwise(spans):
        if earlier[1] >= later[0]:
            raise ValueError(text)
    return [[_clock(start), _clock(end)] for start, end in spans]


def write(told: Sequence[Sequence[str]]) -> str:
    return ", ".join(f"{start}-{end}" for start, end in told)


def _span(text: str) -> tuple[int, int]:
    found = _SPAN.fullmatch(text)
    if not found:
        raise ValueError(text)
    start, end = _minute(found[1], found[2]), _minute(found[3], found[4])
    if start >= end:
        raise ValueError(text)
    return start, end


def _minute(hour: str, minute: str | None) -> int:
    told = int(hour) * 60 + int(minute or 0)
    if int(minute or 0) > 59 or told > 24 * 60:
        raise ValueError(hour)
    return told


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
