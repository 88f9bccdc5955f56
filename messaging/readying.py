"""What apps above do for messages that have passed every question, before they are put together: hand over a gift.

`register("gifts", carry)` in `AppConfig.ready()`. It gets the leased rows of a batch in bulk, may read and write, and
must be safe to repeat: a message whose lease ran out comes again. It answers with the verdict on those that do not go
now after all.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from messaging.gates import Gate
from messaging.judging import Verdict

if TYPE_CHECKING:
    from messaging.outbox.cases import Row

_acts: dict[str, Gate] = {}


def register(name: str, act: Gate) -> None:
    _acts[name] = act


def ready(rows: Sequence[Row], now: datetime) -> dict[int, Verdict]:
    """Objections by message, by the order of registration."""
    found: dict[int, Verdict] = {}
    for act in _acts.values():
        found |= act([row for row in rows if row.id not in found], now)
    return found
