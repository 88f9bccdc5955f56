"""What the ledger plans with: accounts and lots as they will be, the moves to be written, grants as stored. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from loyalty.ledger import keys

_FIRST = datetime.min.replace(tzinfo=UTC)


@dataclass(slots=True, eq=False)
class LotState:
    """A lot as it will be. `id` is 0 until the move that makes it is written."""

    granted: int
    remaining: int
    available_at: datetime
    expires_at: datetime | None = None
    activity_months: int | None = None
    id: int = 0
    # Units that a sweep has booked as expired, net of what was given back.
    expired: int = 0
    # Of the move that makes it; 0 for a lot that exists. A number, not the move: no cycles, so that
    # a batch of objects is freed at once.
    n: int = 0
    is_moved: bool = False

    def is_alive(self, at: datetime) -> bool:
        return self.expires_at is None or self.expires_at > at

    def outlive(self, replaced: LotState) -> None:
        """What activities have kept alive so far lives on in the lot that takes its place."""
        if self.activity_months and self.expires_at and replaced.activity_months and replaced.expires_at:
            self.expires_at = max(self.expires_at, replaced.expires_at)

    @property
    def spending_order(self) -> tuple[Any, ...]:
        """Soonest expiring first, undated last; between equals the older first (an unwritten one is younger)."""
        return (self.expires_at is None, self.expires_at or _FIRST, self.available_at, self.n, self.id)


@dataclass(slots=True, eq=False)
class AccountState:
    """A locked account. `lots` are those that the work at hand may touch, None when it cannot need any."""

    id: int
    customer: int
    currency: str
    balance: int = 0
    debt: int = 0
    # The latest activity known, whenever it was told.
    active_at: datetime | None = None
    lots: list[LotState] | None = None


@dataclass(slots=True, eq=False)
class Move:
    """An entry to be written; `n` counts from 1 in the order of writing. `facts` may be ready-made JSON."""

    n: int
    account: AccountState
    kind: str
    units: int
    event_key: str
    occurred_at: datetime
    facts: dict[str, Any] | str
    explanation: str = ""
    debt_units: int = 0
    purchase: int | None = None
    reason: str = ""
    actor: int | None = None
    lot: LotState | None = None
    is_activity: bool = False
    taken: list[tuple[LotState, int]] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class GrantState:
    """A grant as stored, with what returns have taken of it so far."""

    account: AccountState
    purchase: int | None
    units: int
    facts: dict[str, Any]
    event_key: str
    lot: LotState
    taken: dict[int, int] = field(default_factory=dict)
    is_undone: bool = False

    @property
    def n(self) -> int:
        return keys.number(self.event_key)

    @property
    def units_taken(self) -> int:
        return sum(self.taken.values())


@dataclass(slots=True, eq=False)
class Displaced:
    """The lots of an account in which a household or a merge has put units of a grant of another account."""

    of: str
    purchase: int | None
    lots: list[LotState]
    # The grant is being replaced by another one at once.
    is_replaced: bool = False
