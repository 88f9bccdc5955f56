"""What surveys tell: only a task is enqueued, and a sweep finds what is lost."""

from __future__ import annotations

from typing import Any

from complaints.amends import tasks
from core.tasks import wake


def response_finished(sender: Any, *, response_id: int, **_told: Any) -> None:
    wake(tasks.heard, response_id)
