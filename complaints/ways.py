"""From which state a case can go to which, who may do it, what must be known. A trigger holds the same ways."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from complaints.models.case import CaseState as S


class Way(NamedTuple):
    """`permission` of whoever goes it; `needs`: facts that the case must have afterwards."""

    permission: str
    needs: tuple[str, ...] = ()


_CHANGE, _CLOSE, _MERGE = "complaints.change_case", "complaints.close_case", "complaints.merge_case"
_WORK = Way(_CHANGE)
_RESOLVE = Way(_CLOSE, ("outcome",))
_JOIN = Way(_MERGE, ("merged_into",))
_SPAM = Way(_MERGE)
_END: dict[str, Way] = {S.RESOLVED: _RESOLVE, S.MERGED: _JOIN, S.SPAM: _SPAM}

WAYS: Mapping[str, Mapping[str, Way]] = {
    S.NEW: {S.OPEN: _WORK, S.WAITING_CUSTOMER: _WORK, S.WAITING_OTHERS: _WORK, **_END},
    S.OPEN: {S.WAITING_CUSTOMER: _WORK, S.WAITING_OTHERS: _WORK, **_END},
    S.WAITING_CUSTOMER: {S.OPEN: _WORK, S.WAITING_OTHERS: _WORK, **_END},
    S.WAITING_OTHERS: {S.OPEN: _WORK, S.WAITING_CUSTOMER: _WORK, **_END},
    S.RESOLVED: {S.CLOSED: Way(_CLOSE, ("outcome", "cause", "told")), S.REOPENED: _WORK, S.MERGED: _JOIN},
    S.CLOSED: {S.REOPENED: _WORK},
    S.REOPENED: {S.OPEN: _WORK, S.WAITING_CUSTOMER: _WORK, S.WAITING_OTHERS: _WORK, **_END},
    S.MERGED: {},
    # By mistake.
    S.SPAM: {S.OPEN: _SPAM},
}
# Somebody has to do something about it.
OPEN = (S.NEW, S.OPEN, S.WAITING_CUSTOMER, S.WAITING_OTHERS, S.REOPENED)
# Its clocks stand still; while it waits for others that of the solution alone.
PAUSED = (S.WAITING_CUSTOMER, S.WAITING_OTHERS)
ENDED = (S.RESOLVED, S.CLOSED, S.MERGED, S.SPAM)
