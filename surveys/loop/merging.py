"""Two records of one customer become one: what either was asked and answered is the survivor's.

For the same occasion of the same survey both may have been asked. Both rows stay, because both happened; the one that
got further keeps the occasion, the other bears its own number behind it, and is not asked any more.
"""

from __future__ import annotations

from customers.merging import Merge
from surveys.loop import following
from surveys.models import Invitation, InvitationState, Loop, Response

# From the one that counts most to the one that counts least.
_RANKS = (
    InvitationState.ANSWERED,
    InvitationState.ASKED,
    InvitationState.WAITING,
    InvitationState.EXPIRED,
    InvitationState.DROPPED,
    InvitationState.REVOKED,
)
_OPEN = (InvitationState.WAITING, InvitationState.ASKED)
_LONGEST = 60


def move(merge: Merge) -> dict[str, int]:
    invitations = _theirs(merge)
    for row in invitations:
        _move(row, merge)
    mine = Response.objects.filter(customer=merge.duplicate)
    moved = {"survey_invitations": len(invitations), "survey_answers": mine.update(customer=merge.survivor)}
    Loop.objects.filter(customer=merge.duplicate).update(customer=merge.survivor)
    following.tie([merge.survivor.pk])
    return {name: count for name, count in moved.items() if count}


def _theirs(merge: Merge) -> list[Invitation]:
    rows = Invitation.objects.select_for_update().filter(customer__in=[merge.survivor.pk, merge.duplicate.pk])
    found = list(rows.order_by("pk"))
    ours = {_of(row): row for row in found if row.customer_id == merge.survivor.pk}
    theirs = [row for row in found if row.customer_id == merge.duplicate.pk]
    for row in theirs:
        row.met = ours.get(_of(row))  # type: ignore[attr-defined]  # for `_move`
    return theirs


def _of(row: Invitation) -> tuple[int, str]:
    return row.survey_id, row.occasion


def _move(row: Invitation, merge: Merge) -> None:
    met: Invitation | None = row.met  # type: ignore[attr-defined]  # see above
    if met is not None:
        _set_aside(max(met, row, key=_place))
    Invitation.objects.filter(pk=row.pk).update(customer=merge.survivor)


def _place(row: Invitation) -> tuple[int, int]:
    return _RANKS.index(InvitationState(row.state)), row.pk


def _set_aside(row: Invitation) -> None:
    number = f"#{row.pk}"
    told = {"occasion": f"{row.occasion[: _LONGEST - len(number)]}{number}"}
    if row.state in _OPEN:
        told |= {"state": InvitationState.REVOKED, "reason": "merged", "remind_at": None}  # type: ignore[dict-item]
    Invitation.objects.filter(pk=row.pk).update(**told)
