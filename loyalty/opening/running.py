"""One run of the import: each row is a lot, booked once, however often its file is told.

Batches are transactions with their checkpoint; a killed run goes on behind it, and what was
booked already is found by its key.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from core import clock
from core.errors import DomainError
from core.importing import fields as mapping
from core.importing import rejects, values
from core.importing.staging import Stage
from core.models import User
from core.tabular import BadLine, Layout, open_table
from core.wording import pack
from customers.models import Customer
from loyalty import ledger
from loyalty.currencies import is_money
from loyalty.ledger.services import OpeningLot, check_currency
from loyalty.opening.fields import FIELDS

BATCH = 200
# Batches of the file whose units show the decimal mark, when nobody tells it.
SAMPLE_BATCHES = 20
ISO = "%Y-%m-%d"
_WHO = ("external_id", "email", "phone")


@dataclass
class Plan:
    """How one file is read; kept with the job as plain values."""

    layout: Layout
    mapped: dict[str, str]
    date_format: str
    # As `core.importing.values.Mark` writes itself.
    decimal: str = ""

    def dump(self) -> dict[str, Any]:
        layout = [self.layout.kind, self.layout.encoding, self.layout.delimiter]
        return {"layout": layout, "mapped": self.mapped, "date_format": self.date_format, "decimal": self.decimal}

    @classmethod
    def load(cls, data: dict[str, Any]) -> Plan:
        return cls(Layout(*data["layout"]), dict(data["mapped"]), data["date_format"], data.get("decimal", ""))


def make_plan(path: Path, layout: Layout, given: dict[str, str], date_format: str = "", decimal: str = "") -> Plan:
    with open_table(path, layout) as table:
        mapped = mapping.guess(FIELDS, table.header, given)
        mark = values.Mark(decimal, is_stated=True) if decimal else _mark(table, mapped)
    if "units" not in mapped or not set(_WHO) & set(mapped):
        raise DomainError(
            "field_missing", _("No column was found for the units, or for whom they are. Say which column it is.")
        )
    return Plan(layout, mapped, date_format or ISO, mark.dump())


def _mark(table: Any, mapped: dict[str, str]) -> values.Mark:
    """As the first file was read whose refused rows these are, else as the units of this one show it."""
    kept = table.header.index(mapping.DECIMAL_COLUMN) if mapping.DECIMAL_COLUMN in table.header else -1
    place = table.header.index(mapped["units"]) if "units" in mapped else -1
    numbers: list[str] = []
    for position, batch in enumerate(table.batches()):
        if kept >= 0:
            found = next((mark for row in batch.rows if (mark := values.Mark.load(row[kept])).sign), None)
            if found:
                return found
        if position < SAMPLE_BATCHES and place >= 0:
            numbers += [row[place].strip() for row in batch.rows]
        elif kept < 0:
            break
    return values.Mark(values.guess_decimal(numbers))


class CellError(Exception):
    def __init__(self, field: str, reason: str) -> None:
        super().__init__(reason)
        self.field, self.reason = field, reason


@dataclass
class State:
    line: int = 0
    rows: int = 0
    created: int = 0
    unchanged: int = 0
    changed: int = 0
    seconds: float = 0.0


class Run:
    """`limit` rows at most are read when it is above 0 (a preview)."""

    def __init__(
        self, *, path: Path, plan: Plan, source: str, actor: User | None, token: str, errors: Path, report: Any,
        limit: int = 0,
    ) -> None:  # fmt: skip
        self._path, self._plan, self._source, self._actor = path, plan, source, actor
        self._stage, self._errors, self._report, self._limit = Stage(token), errors, report, limit
        self._mark = values.Mark.load(plan.decimal)
        self._state = State(**report.saved)
        self._started = time.monotonic() - self._state.seconds
        self._seen: Counter[str] = Counter()

    def run(self) -> dict[str, Any]:
        if self._state.line and not self._stage.has("rejects"):
            self._state = State(seconds=self._state.seconds)
        if not self._state.line:
            with self._stage.step():
                self._stage.create("line bigint")
        for lines in self._batches():
            self._write(lines)
        return self._finish()

    def _batches(self) -> Iterator[list[tuple[int, dict[str, str] | BadLine, str]]]:
        """Rows behind the checkpoint, each with its key; those before it count for the keys of equal rows."""
        found: list[tuple[int, dict[str, str] | BadLine, str]] = []
        read = 0
        with open_table(self._path, self._plan.layout) as table:
            places = {name: table.header.index(title) for name, title in self._plan.mapped.items()}
            for line, row in _lines(table):
                told = row if isinstance(row, BadLine) else {name: row[place].strip() for name, place in places.items()}
                key = "" if isinstance(told, BadLine) else self._key(told)
                if line <= self._state.line:
                    continue
                found.append((line, told, key))
                read += 1
                if self._limit and read >= self._limit:
                    break
                if len(found) == BATCH:
                    yield found
                    found = []
        if found:
            yield found

    def _key(self, cells: dict[str, str]) -> str:
        if cells.get("reference"):
            told = cells["reference"]
        else:
            told = "|".join(f"{name}={cells[name]}" for name in sorted(cells))
            self._seen[told] += 1
            told = f"{told}|{self._seen[told]}"
        return sha256(f"{self._source}|{told}".encode()).hexdigest()[:40]

    def _write(self, lines: list[tuple[int, dict[str, str] | BadLine, str]]) -> None:
        state = self._state
        refusals: list[tuple[int, str | None, str, str, str]] = []
        with self._stage.step():
            for line, told, key in lines:
                if isinstance(told, BadLine):
                    refusals.append((line, None, "", told.text, told.reason))
                    continue
                try:
                    is_new = self._book(told, key)
                except CellError as error:
                    title, value = self._plan.mapped.get(error.field, ""), told.get(error.field, "")
                    refusals.append((line, None, title, value, pack(error.reason)))
                else:
                    state.created, state.unchanged = state.created + is_new, state.unchanged + (not is_new)
            self._stage.reject(refusals)
            state.line, state.rows = lines[-1][0], state.rows + len(lines)
            state.seconds = time.monotonic() - self._started
            self._report.report(state.rows, None, checkpoint=vars(state))

    def _book(self, cells: dict[str, str], key: str) -> bool:
        now = clock.now()
        currency = cells.get("currency", "").lower() or "points"
        try:
            check_currency(currency)
            customer = self._customer(cells)
            outcome = ledger.open_balance(
                customer_id=customer, currency=currency, lots=[self._lot(cells, currency, now)],
                event_key=f"opening:{key}", now=now, actor=self._actor, reason=self._source[:200],
            )[0]  # fmt: skip
        except DomainError as error:
            raise CellError(error.field or "units", str(error)) from error
        return not outcome.is_replay

    def _lot(self, cells: dict[str, str], currency: str, now: datetime) -> OpeningLot:
        earned = self._day(cells, "earned_on")
        available, last = self._day(cells, "available_on"), self._day(cells, "last_day")
        return OpeningLot(
            _units(cells.get("units", ""), currency, self._mark),
            earned_at=earned or now,
            available_at=available,
            expires_at=last + timedelta(days=1) if last else None,
        )

    def _day(self, cells: dict[str, str], name: str) -> datetime | None:
        text = cells.get(name, "")
        if not text:
            return None
        try:
            day = datetime.strptime(text, self._plan.date_format).date()  # noqa: DTZ007  # a business day
        except ValueError as error:
            shown = {"text": text[:40], "form": date(2026, 1, 31).strftime(self._plan.date_format)}
            raise CellError(name, _("“%(text)s” is not a day of the form %(form)s.") % shown) from error
        if day.year not in clock.YEARS:
            bounds = {"text": text[:40], "first": clock.YEARS[0], "last": clock.YEARS[-1]}
            raise CellError(
                name,
                _("“%(text)s” is not between %(first)s and %(last)s. Units that never expire have an empty cell.")
                % bounds,
            )
        return clock.day_start(day)

    def _customer(self, cells: dict[str, str]) -> int:
        """By number, e-mail or phone, the first that is told; a merged record leads to the survivor."""
        for name in _WHO:
            if cells.get(name):
                found = list(Customer.objects.filter(**_by(name, cells[name])).order_by("pk")[:2])
                if len(found) == 1:
                    return found[0].merged_into_id or found[0].pk
                reason = _("Several customers have it.") if found else _("No customer has it.")
                raise CellError(name, reason)
        raise CellError(_WHO[0], _("Nobody is named."))

    def _finish(self) -> dict[str, Any]:
        state = self._state
        with self._stage.step():
            rejected = rejects.write(self._stage, self._path, self._plan.layout, self._errors, self._plan.decimal)
        self._stage.drop()
        return {
            "rows": state.rows, "created": state.created, "unchanged": state.unchanged, "changed": state.changed,
            "rejected": rejected, "errors_file": str(self._errors) if rejected else None,
            "seconds": round(time.monotonic() - self._started, 2),
        }  # fmt: skip


def _lines(table: Any) -> Iterator[tuple[int, list[str] | BadLine]]:
    for batch in table.batches():
        rows: list[tuple[int, Any]] = list(zip(batch.lines, batch.rows, strict=True))
        rows += [(bad.line, bad) for bad in batch.bad]
        yield from sorted(rows, key=lambda item: item[0])


def _by(name: str, text: str) -> dict[str, str]:
    if name == "external_id":
        return {"external_id": text}
    if name == "email":
        return {"email__iexact": text}
    return {"phone": "".join(sign for sign in text if sign.isdigit() or sign == "+")}


def _units(text: str, currency: str, mark: values.Mark) -> int:
    """Money by the file's decimal mark; points and stamps are whole, told with zeros behind the mark or without.

    What could be thousands or decimals is refused, as everywhere.
    """
    if is_money(currency) and text:
        return int(values.AmountReader(mark)(text))
    number = values.AmountReader(mark).plain(text.replace(" ", ""))
    whole, _mark, places = number.partition(".")
    if not (whole.isascii() and whole.isdigit() and not places.strip("0")):
        raise CellError("units", _("Units are a whole number above zero."))
    return int(whole)
