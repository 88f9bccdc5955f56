"""That a case may be seen is checked before anything is done to it; the rule is `Case.objects.seen_by`."""

from __future__ import annotations

from typing import Any

from complaints.models import Case
from core.errors import NotFound
from core.wording import worded as _


def check_may_see(user: Any, case: Case) -> None:
    """As if it did not exist: that there is one is told to nobody else."""
    if not Case.objects.seen_by(user).filter(pk=case.pk).exists():
        raise NotFound("case_unknown", _("There is no such case."))
