"""A figure: a value that knows its sample size, its period, its definition and whether to trust it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from core import money
from loyalty.metrics.days import Period

OK, TOO_FEW, NO_DATA, SHORT_HISTORY, NOT_HERE = "ok", "too_few", "no_data", "short_history", "not_here"

# How values are written: a share of one, money (integer of the smallest unit, or a mean of such),
# a count, any other number, a day, text.
SHARE, MONEY, COUNT, NUMBER, DAY, TEXT = "share", "money", "count", "number", "day", "text"


@dataclass(frozen=True)
class Figure:
    """`value` is a number, or the rows of a table (`kinds` then tells how to write each column).

    `n` is the number of customers (or what `definition` names) behind it. A figure of fewer than
    the programme's minimum says `too_few` and hides its value.
    """

    key: str
    value: Any
    kind: str = NUMBER
    n: int = 0
    period: Period | None = None
    status: str = OK
    definition: str = ""
    kinds: dict[str, str] = field(default_factory=dict)
    # A sum or a count is a fact however few are behind it; a share or a mean is not.
    is_total: bool = False
    # Of a table: shares and means of a row, each with the column that says how many customers are behind it.
    guards: dict[str, str] = field(default_factory=dict)
    # What pages need to compute on; not part of the public answer.
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def is_ok(self) -> bool:
        return self.status == OK

    @property
    def is_table(self) -> bool:
        return bool(self.kinds)

    def guarded(self, minimum: int) -> Figure:
        """The figure as it may be shown: without its value when there are too few customers."""
        if self.status != OK:
            return replace(self, value=[] if self.is_table else None)
        is_fact = self.is_total or (self.kind == COUNT and not self.is_table)
        if not is_fact and self.n < minimum:
            return replace(self, value=[] if self.is_table else None, status=TOO_FEW if self.n else NO_DATA)
        if not self.guards:
            return self
        rows = [_guarded(row, self.guards, minimum) for row in self.value]
        return replace(self, value=rows, kinds=self.kinds | {"status": TEXT})

    def to_json(self) -> dict[str, Any]:
        """For storing: raw values."""
        period = [self.period.first.isoformat(), self.period.last.isoformat()] if self.period else None
        return {
            "value": self.value, "kind": self.kind, "n": self.n, "period": period, "status": self.status,
            "definition": self.definition, "kinds": self.kinds, "is_total": self.is_total, "extra": self.extra,
        }  # fmt: skip

    @classmethod
    def from_json(cls, key: str, stored: dict[str, Any]) -> Figure:
        days = [date.fromisoformat(day) for day in stored["period"] or ()]
        return cls(key=key, **stored | {"period": Period(*days) if days else None})

    def to_public(self) -> dict[str, Any]:
        """For the command and the API: money as decimal strings, at least six decimals of what is computed."""
        value = [_row(row, self.kinds) for row in self.value] if self.is_table else _write(self.value, self.kind)
        period = {"first": self.period.first.isoformat(), "last": self.period.last.isoformat()} if self.period else None
        return {
            "value": value,
            "kind": self.kind,
            "n": self.n,
            "period": period,
            "status": self.status,
            "definition": self.definition,
        }


def _guarded(row: dict[str, Any], guards: dict[str, str], minimum: int) -> dict[str, Any]:
    """A row without the shares and means of too few customers; `status` says so. Its counts and sums stay.

    How many are behind it may be unknown (None): then there is no data.
    """
    hidden = {column: row[behind] for column, behind in guards.items() if row[behind] is None or row[behind] < minimum}
    status = OK if not hidden else TOO_FEW if any(hidden.values()) else NO_DATA
    return row | dict.fromkeys(hidden) | {"status": status}


def _row(row: dict[str, Any], kinds: dict[str, str]) -> dict[str, Any]:
    return {key: _write(value, kinds.get(key, TEXT)) for key, value in row.items()}


def _write(value: Any, kind: str) -> Any:
    if isinstance(value, list):
        return [_write(item, kind) for item in value]
    if value is None or kind in {COUNT, DAY, TEXT}:
        return value
    if kind == MONEY:
        return (
            money.format_plain(value) if isinstance(value, int) else f"{money.from_minor(1) * Decimal(repr(value)):.6f}"
        )
    return round(float(value), 9)


def ratio(part: float, whole: float) -> float | None:
    """None instead of a division by nothing."""
    return part / whole if whole else None
