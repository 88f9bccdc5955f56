"""How states, priorities and times of cases are said and coloured."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from complaints.models import Case, CaseState, Door
from complaints.ways import OPEN
from complaints.working import queue

TONES = {
    CaseState.NEW: "badge-info",
    CaseState.OPEN: "badge-info",
    CaseState.REOPENED: "badge-warn",
    CaseState.RESOLVED: "badge-good",
    CaseState.CLOSED: "badge-good",
}
LEVELS = {"jumps": "badge-bad", "high": "badge-warn", "middle": "", "low": ""}
SEVERITIES = (
    (1, pgettext_lazy("severity", "1 · slight")),
    (2, pgettext_lazy("severity", "2 · annoying")),
    (3, pgettext_lazy("severity", "3 · grave")),
    (4, pgettext_lazy("severity", "4 · very grave")),
)
URGENCIES = (
    (1, pgettext_lazy("urgency", "1 · can wait")),
    (2, pgettext_lazy("urgency", "2 · usual")),
    (3, pgettext_lazy("urgency", "3 · at once")),
)
# What leads there, on buttons.
ACTS = {
    CaseState.OPEN: gettext_lazy("Work on it"),
    CaseState.WAITING_CUSTOMER: gettext_lazy("Wait for the customer"),
    CaseState.WAITING_OTHERS: gettext_lazy("Wait for others"),
    CaseState.RESOLVED: gettext_lazy("Resolve"),
    CaseState.CLOSED: pgettext_lazy("act on a case", "Close"),
    CaseState.REOPENED: gettext_lazy("Reopen"),
    CaseState.SPAM: gettext_lazy("Reject as spam"),
}
_MINUTE, _HOUR, _DAY = 60, 3600, 86400


def decorate(rows: Iterable[Case], now: datetime) -> None:
    """`tone`, `level` with its words and colour, `left` until it is due, `is_late`."""
    for row in rows:
        row.tone = TONES.get(CaseState(row.state), "")  # type: ignore[attr-defined]  # for templates
        level = queue.level_of(row.priority)
        row.level, row.level_tone = queue.PRIORITIES[level][0], LEVELS[level]  # type: ignore[attr-defined]
        is_open = row.state in OPEN
        row.left = left(row.due_at, now) if row.due_at and is_open else ""  # type: ignore[attr-defined]
        row.is_late = bool(is_open and row.due_at and row.due_at < now)  # type: ignore[attr-defined]


def left(due: datetime, now: datetime) -> str:
    """Of the wall clock: “in 3 hours”, “20 minutes late”."""
    seconds = int((due - now).total_seconds())
    told = {"span": span(abs(seconds))}
    return _("in %(span)s") % told if seconds >= 0 else _("%(span)s late") % told


def span(seconds: int) -> str:
    """In its largest unit: “40 minutes”, “5 hours”, “3 days”."""
    if seconds < _HOUR:
        n = seconds // _MINUTE
        return ngettext("%(n)s minute", "%(n)s minutes", n) % {"n": n}
    if seconds < 2 * _DAY:
        n = seconds // _HOUR
        return ngettext("%(n)s hour", "%(n)s hours", n) % {"n": n}
    n = seconds // _DAY
    return ngettext("%(n)s day", "%(n)s days", n) % {"n": n}


def worked(seconds: int) -> str:
    """Of working time, in which a day is no unit: “40 minutes”, “56 hours”."""
    if seconds < _HOUR:
        return span(seconds)
    n = seconds // _HOUR
    return ngettext("%(n)s working hour", "%(n)s working hours", n) % {"n": n}


def policy_reason(case: Case) -> str:
    """Why this promise holds, in words."""
    return policy_words(case.policy_reason)


def policy_words(text: str) -> str:
    """Of `category=Goods, severity=3`, which was kept when it was chosen."""
    named: dict[str, Any] = {
        "category": _("category"), "tier": _("level"), "door": _("way in"), "severity": _("severity"),
    }  # fmt: skip
    if text in {"", "all"}:
        return str(_("it holds for all cases")) if text else ""
    told = [part.partition("=") for part in text.split(", ")]
    return ", ".join(f"{named.get(name, name)}: {_meant(name, value)}" if sign else name for name, sign, value in told)


def _meant(name: str, value: str) -> str:
    return str(Door(value).label) if name == "door" and value in Door.values else value
