"""One run of a customers import: batches of rows, each one transaction with its checkpoint.

Nothing is staged: a batch is read, cleaned, compared with what stands, and written. A killed
run goes on after the last line of its checkpoint; what it already wrote is found unchanged.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

from django.db import IntegrityError, OperationalError
from django.db.transaction import get_connection
from django.utils.translation import gettext as _

from core import clock
from core.errors import DomainError
from core.importing import fields as mapping
from core.importing import rejects
from core.importing.staging import Stage
from core.importing.values import ISO, DateGuess
from core.models import User
from core.tabular import BadLine, Layout, open_table
from core.wording import pack
from customers import custom_fields, quiet, terms
from customers.imports.cells import Staff
from customers.imports.fields import all_fields
from customers.imports.rows import RowError, RowReader, Told
from customers.imports.writing import Context, Written, write
from customers.models import CustomField

BATCH = 500
_DAYS = ("enrolled_at", "supplier_follow_up_on")
_TRIES = 3


class Report(Protocol):
    """What a run needs of its job; a rehearsal has none."""

    @property
    def saved(self) -> dict[str, Any]: ...

    def report(self, done: int, total: int | None = None, checkpoint: dict[str, Any] | None = None) -> None: ...


class Quiet:
    saved: dict[str, Any] = {}  # noqa: RUF012  # never written

    def report(self, done: int, total: int | None = None, checkpoint: dict[str, Any] | None = None) -> None:
        return None


@dataclass
class Plan:
    """How one file is read: decided once, kept with the job as plain values."""

    layout: Layout
    mapped: dict[str, str]
    date_format: str
    month_first: bool

    def dump(self) -> dict[str, Any]:
        return {
            "layout": [self.layout.kind, self.layout.encoding, self.layout.delimiter],
            "mapped": self.mapped,
            "date_format": self.date_format,
            "month_first": self.month_first,
        }

    @classmethod
    def load(cls, data: dict[str, Any]) -> Plan:
        return cls(Layout(*data["layout"]), dict(data["mapped"]), data["date_format"], data["month_first"])


def make_plan(path: Path, layout: Layout, given: dict[str, str], date_format: str = "") -> Plan:
    fields = all_fields()
    with open_table(path, layout) as table:
        mapped = mapping.guess(fields, table.header, given)
        if not {"public_id", "external_id", "email", "phone"} & set(mapped):
            raise DomainError(
                "field_missing",
                _(
                    "No column was found for the customer number, the e-mail address or the phone."
                    " Say which column it is."
                ),
            )
        # Days are written in one form; birthdays have forms of their own and share the order of day and month.
        places = {name: table.header.index(mapped[name]) for name in (*_DAYS, "birthday") if name in mapped}
        days, births = DateGuess(), DateGuess()
        guesses = {name: births if name == "birthday" else days for name in places}
        for batch in table.batches() if places and not date_format else ():
            for name, guess in guesses.items():
                guess.feed(row[places[name]] for row in batch.rows)
            if all(guess.is_sure for guess in guesses.values()):
                break
    forms = [form for guess in (days, births) if guess.count for form in guess.forms]
    if not date_format and days.count:
        date_format = days.result()
    month_first = "%d/%m/%Y" not in (forms or [date_format]) or "%m/%d/%Y" in forms
    return Plan(layout, mapped, date_format or ISO, month_first)


@dataclass
class State:
    """The checkpoint: the last line done, and what was counted."""

    line: int = 0
    rows: int = 0
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    shared_phones: int = 0
    seconds: float = 0.0

    def add(self, written: Written) -> None:
        self.created += written.created
        self.changed += written.changed
        self.unchanged += written.unchanged
        self.shared_phones += written.shared_phones


Refusal = tuple[int, str | None, str, str, str]


@dataclass
class Piece:
    """Rows for one transaction: no customer twice, so that they can be compared as a set."""

    rows: list[Told] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    count: int = 0
    last_line: int = 0
    share: float = 0.0


class Run:
    """`limit` rows at most are read when it is above 0 (a preview)."""

    is_rehearsal = False

    def __init__(
        self, *, path: Path, plan: Plan, source: str, actor: User | None, token: str, errors: Path, report: Report,
        limit: int = 0, is_quiet: bool = True,
    ) -> None:  # fmt: skip
        self._path, self._plan, self._source, self._actor = path, plan, source, actor
        self._stage = Stage(token)
        self._errors = errors
        self._report = report
        self._limit = limit
        self._is_quiet = is_quiet
        self._state = State(**report.saved)
        self._started = time.monotonic() - self._state.seconds

    def run(self) -> dict[str, Any]:
        state = self._state
        if state.line and not self._stage.has("rejects"):
            self._state = state = State(seconds=state.seconds)
        if not state.line:
            with self._stage.step():
                self._stage.create("line bigint")
        self._do(self._pieces(clock.now()))
        return self._finish()

    def _do(self, pieces: Iterator[Piece]) -> None:
        for piece in pieces:
            self._write(piece)

    def _pieces(self, now: datetime) -> Iterator[Piece]:
        with open_table(self._path, self._plan.layout) as table:
            places = {name: table.header.index(title) for name, title in self._plan.mapped.items()}
            reader = RowReader(
                custom=list(CustomField.objects.all()), staff=Staff.of(User.objects.order_by("pk")),
                date_format=self._plan.date_format, month_first=self._plan.month_first, now=now,
            )  # fmt: skip
            piece = Piece()
            for line, row in islice(self._lines(table), self._limit or None):
                if piece.count >= BATCH:
                    piece.share = table.share_read()
                    yield piece
                    piece = Piece()
                told = self._read(piece, reader, line, row, places)
                if told and told.keys & piece.keys:
                    yield piece
                    piece = Piece()
                piece.count, piece.last_line = piece.count + 1, line
                if told:
                    piece.rows.append(told)
                    piece.keys |= told.marks
            if piece.count:
                piece.share = 1.0
                yield piece

    def _lines(self, table: Any) -> Iterator[tuple[int, list[str] | BadLine]]:
        for batch in table.batches():
            rows: list[tuple[int, Any]] = list(zip(batch.lines, batch.rows, strict=True))
            if batch.bad:
                rows = sorted([*rows, *((bad.line, bad) for bad in batch.bad)], key=lambda item: item[0])
            yield from (item for item in rows if item[0] > self._state.line)

    def _read(
        self, piece: Piece, reader: RowReader, line: int, row: list[str] | BadLine, places: dict[str, int]
    ) -> Told | None:
        if isinstance(row, BadLine):
            piece.refusals.append((line, None, "", row.text, row.reason))
            return None
        cells = {name: row[place] for name, place in places.items()}
        try:
            return reader.read(line, cells)
        except RowError as error:
            piece.refusals += [self._refusal(line, fault.field, cells, pack(fault.message)) for fault in error.faults]
            return None

    def _refusal(self, line: int, name: str, cells: dict[str, str], reason: str) -> Refusal:
        return line, None, self._plan.mapped.get(name, ""), cells.get(name, ""), reason

    def _write(self, piece: Piece) -> None:
        """One transaction; tried again when another one made the same customer meanwhile."""
        kept = vars(self._state).copy()
        for attempt in range(1, _TRIES + 1):
            try:
                with self._stage.step():
                    self._write_once(piece)
                return
            except (IntegrityError, OperationalError):
                if attempt == _TRIES or get_connection().in_atomic_block:
                    raise
                self._state = State(**kept)

    def _write_once(self, piece: Piece) -> None:
        state, now = self._state, clock.now()
        context = Context(
            self._source, self._actor, now, terms.current_version(), self.is_rehearsal, custom_fields.required()
        )
        with quiet.importing(is_quiet=self._is_quiet):
            written = write(piece.rows, context)
        state.add(written)
        refused = [self._refusal(told.line, name, dict(told.cells), reason) for told, name, reason in written.refused]
        self._keep([*piece.refusals, *refused])
        state.line, state.rows = piece.last_line, state.rows + piece.count
        self._saved(piece)

    def _keep(self, refusals: list[Refusal]) -> None:
        self._stage.reject(refusals)

    def _saved(self, piece: Piece) -> None:
        """In the transaction of the piece: whoever goes on after a kill goes on after it."""
        state = self._state
        state.seconds = time.monotonic() - self._started
        total = round(state.rows / piece.share) if piece.share else None
        self._report.report(state.rows, total, checkpoint=vars(state))

    def _finish(self) -> dict[str, Any]:
        state = self._state
        with self._stage.step():
            rejected = rejects.write(self._stage, self._path, self._plan.layout, self._errors)
        self._stage.drop()
        result: dict[str, Any] = {
            "rows": state.rows,
            "created": state.created,
            "unchanged": state.unchanged,
            "changed": state.changed,
            "rejected": rejected,
            "errors_file": str(self._errors) if rejected else None,
            "seconds": round(time.monotonic() - self._started, 2),
        }
        return result | ({"shared_phones": state.shared_phones} if state.shared_phones else {})
