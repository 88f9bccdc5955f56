"""What apps above have to say before one of their messages leaves: held out, bought meanwhile, cancelled.

`register("campaigns", gate)` in `AppConfig.ready()`; a gate gets the leased rows, in bulk, and answers with the verdict
on those that may not go now. It must be set-based: it is asked with every batch, and of what is left of a batch again
every second while it goes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from messaging.judging import Verdict

if TYPE_CHECKING:
    from messaging.outbox.cases import Row

Gate = Callable[[Sequence["Row"], datetime], Mapping[int, Verdict]]
_gates: dict[str, Gate] = {}


def register(name: str, gate: Gate) -> None:
    _gates[name] = gate


def ask(rows: Sequence[Row], now: datetime) -> dict[int, Verdict]:
    """The first objection to each message, by the order of registration."""
    found: dict[int, Verdict] = {}
    for gate in _gates.values():
        found = {**gate(rows, now), **found}
    return found
