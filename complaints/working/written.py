"""Of which cases the last word is not ours: marked in the queue until somebody has answered."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from complaints.models import Case, CaseState, Direction
from core import prepared

# After the first words, which every case begins with.
_LAST = """
SELECT DISTINCT ON (said.case_id) said.case_id, said.direction, said.is_foreign
FROM complaints_casemessage said JOIN complaints_case told ON told.id = said.case_id
WHERE said.case_id = ANY(%(cases)s::bigint[]) AND said.direction <> 'note' AND said.means <> 'automatic'
    AND said.at > told.received_at
ORDER BY said.case_id, said.at DESC, said.id DESC"""
_OVER = (CaseState.CLOSED, CaseState.MERGED, CaseState.SPAM)


def mark(rows: Sequence[Case]) -> None:
    """`wrote`: in words, or empty. One question for a whole page."""
    asked = [row.pk for row in rows if row.state not in _OVER]
    found = prepared.fetch(_LAST, {"cases": asked}) if asked else []
    last = {pk: is_foreign for pk, direction, is_foreign in found if direction == Direction.IN}
    words = {True: _("Somebody else wrote"), False: _("Has written")}
    for row in rows:
        row.wrote = words[last[row.pk]] if row.pk in last else ""  # type: ignore[attr-defined]  # for the template
