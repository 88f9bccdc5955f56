"""From which state amends can go to which. A trigger holds the same ways.

offered ──────────────→ granted → taken back
   ↓                      ↑
waiting → approved ───────┘        refused: by whoever would have approved; withdrawn: no longer wanted
"""

from __future__ import annotations

from collections.abc import Mapping

from complaints.models import AmendState as S

WAYS: Mapping[str, tuple[str, ...]] = {
    # To waiting where others were given meanwhile, and the limit is passed by now.
    S.OFFERED: (S.WAITING, S.GRANTED, S.WITHDRAWN),
    S.WAITING: (S.APPROVED, S.REFUSED, S.WITHDRAWN),
    S.APPROVED: (S.GRANTED, S.WITHDRAWN),
    S.GRANTED: (S.TAKEN_BACK,),
    S.REFUSED: (),
    S.WITHDRAWN: (),
    S.TAKEN_BACK: (),
}
# What counts against the limits: given, or still to be.
COUNTS = (S.OFFERED, S.WAITING, S.APPROVED, S.GRANTED)
