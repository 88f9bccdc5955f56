"""Time zones by their names in the IANA list: `Asia/Shanghai`, however somebody writes the letters."""

from __future__ import annotations

from functools import cache
from zoneinfo import available_timezones

from core.errors import DomainError
from core.wording import worded as _


def time_zone(text: str) -> str:
    """The name as the list has it; empty stays empty. Refuses `time_zone_unknown`."""
    word = "_".join(text.split())
    if not word:
        return ""
    known = _known().get(word.casefold())
    if known is None:
        raise DomainError(
            "time_zone_unknown", _("“%(text)s” is no time zone: write it like Asia/Shanghai.") % {"text": text[:40]},
            field="time_zone",
        )  # fmt: skip
    return known


@cache
def _known() -> dict[str, str]:
    """Without the name that means whatever the machine is set to."""
    return {name.casefold(): name for name in available_timezones() - {"localtime"}}
