"""What apps above do for messages that have passed every question, before they are put together: hand over a gift.

`register("gifts", carrying, carry)` in `AppConfig.ready()`. The first says, with the rows of a batch in bulk, for which
of them there is something to do. The second does it for one of these, within the transaction in which the message is
put together: what cannot be put together has brought nothing. It must be safe to repeat: a message whose lease ran out
comes again. It answers with a verdict where the message does not go now after all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from messaging.judging import Verdict

if TYPE_CHECKING:
    from messaging.outbox.cases import Row

Carrying = Callable[[Sequence["Row"]], set[int]]
Act = Callable[["Row", datetime], Verdict | None]
_acts: dict[str, tuple[Carrying, Act]] = {}


def register(name: str, carrying: Carrying, act: Act) -> None:
    _acts[name] = (carrying, act)


def carrying(rows: Sequence[Row]) -> set[int]:
    """Those for which somebody has something to do first; a fixed number of statements."""
    return set().union(*(who(rows) for who, _act in _acts.values()))


def ready(row: Row, now: datetime) -> Verdict | None:
    """The first objection, by the order of registration."""
    for _who, act in _acts.values():
        verdict = act(row, now)
        if verdict:
            return verdict
    return None
