"""One run from file to report, resumable at every step. The steps are described in the package."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from django.db import OperationalError, connection
from psycopg.errors import DeadlockDetected, LockNotAvailable

from core import clock, planner
from core.importing import rejects
from core.importing.staging import Stage, run
from customers import quiet
from sales.imports import chunks, reading
from sales.imports.applying import Counts, Writer
from sales.imports.gathering import Options, customers_elsewhere, gather
from sales.imports.reading import Plan
from sales.imports.returning import CHUNK as BACKS
from sales.imports.returning import Returner, make_backs

# Rows staged in one transaction: what a kill can cost.
PIECE = 200_000
# Another run writes the same rows: its piece ends before ours has waited so often.
_TRIES = 4
# One waits for the database while the other reckons.
WORKERS = 2


class Report(Protocol):
    """What a run needs of its job; a dry run has none."""

    @property
    def saved(self) -> dict[str, Any]: ...

    def report(self, done: int, total: int | None = None, checkpoint: dict[str, Any] | None = None) -> None: ...


class Quiet:
    """For a dry run: nothing is remembered."""

    saved: dict[str, Any] = {}  # noqa: RUF012  # never written

    def report(self, done: int, total: int | None = None, checkpoint: dict[str, Any] | None = None) -> None:
        return None


@dataclass
class State:
    """The checkpoint: where a run stands, and what it has counted."""

    phase: str = "stage"
    line: int = 0
    rows: int = 0
    staged: int = 0
    receipts: int = 0
    backs: int = 0
    back: int = 1
    counts: Counts = field(default_factory=Counts)
    made: dict[str, int] = field(default_factory=dict)
    # Only a rehearsal asks: customers of the file whom other sources know by their number.
    elsewhere: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0

    def dump(self) -> dict[str, Any]:
        return vars(self) | {"counts": self.counts.dump()}

    @classmethod
    def load(cls, data: dict[str, Any]) -> State:
        return cls(**(data | {"counts": Counts(**data.get("counts", {}))})) if data else cls()


class Run:
    """`limit` rows at most are read when it is above 0 (a preview)."""

    def __init__(
        self, *, path: Path, plan: Plan, options: Options, token: str, errors: Path, report: Report, limit: int = 0
    ) -> None:
        self._path = path
        self._plan = plan
        self._options = options
        self._stage = Stage(token)
        self._errors = errors
        self._report = report
        self._limit = limit
        self._state = State.load(report.saved)
        self._started = time.monotonic() - self._state.seconds
        self._steps: dict[str, Callable[[], None]] = {
            "stage": self._stage_rows,
            "gather": self._gather,
            "apply": self._apply,
            "return": self._take_back,
        }

    def run(self) -> dict[str, Any]:
        """Do what is left to do; the summary counts the whole run."""
        self._begin_again_if_lost()
        for phase, step in self._steps.items():
            if self._state.phase == phase:
                step()
        return self._finish()

    def _begin_again_if_lost(self) -> None:
        """After a crash of the database the staged rows are gone: nothing is lost but time."""
        state = self._state
        is_whole = self._stage.count("rows") == state.staged
        if state.phase in {"apply", "return"}:
            is_whole = is_whole and self._stage.count("receipts") == state.receipts
        has_begun = state.phase != "stage" or state.line > 0
        if has_begun and not is_whole:
            self._state = State(seconds=state.seconds)

    def _save(self, phase: str, done: int, total: int | None = None) -> None:
        """In the transaction of the step that it ends."""
        self._state.phase = phase
        self._state.seconds = time.monotonic() - self._started
        self._report.report(done, total, checkpoint=self._state.dump())

    # --- Steps ------------------------------------------------------------------------------

    def _stage_rows(self) -> None:
        state = self._state
        if not state.line:
            with self._stage.step():
                self._stage.create(reading.DEFINITION)
        batches = reading.staged_batches(self._path, self._plan, clock.now(), state.line, self._limit)
        is_over = False
        while not is_over:
            with self._stage.step(in_business_time=True):
                is_over = self._stage_piece(batches)
                self._save("gather" if is_over else "stage", state.rows, state.rows)
        run(f"ANALYZE {self._stage.name('rows')}")

    def _stage_piece(self, batches: Any) -> bool:
        state, goal = self._state, self._state.rows + PIECE
        for batch in batches:
            if batch.staged:
                self._stage.copy("rows", batch.columns, batch.data)
            state.staged += batch.staged
            self._stage.reject(batch.refusals)
            state.line, state.rows = batch.last_line, state.rows + batch.count
            if state.rows >= goal:
                return False
        return True

    def _gather(self) -> None:
        with self._stage.step():
            run("SET LOCAL work_mem = '64MB'")
            if self._options.is_rehearsal:
                self._state.elsewhere = customers_elsewhere(self._stage, self._options)
            with self._quietly():
                self._state.made = gather(self._stage, self._options, clock.now())
            self._state.receipts = self._state.made.pop("receipts")
            self._state.staged += self._state.made.pop("parted")
            self._state.backs = make_backs(self._stage, self._options)
            chunks.cut(self._stage, self._state.receipts)
            self._save("apply", 0, self._total)

    def _apply(self) -> None:
        writer = Writer(self._stage, self._options)
        chunks.run_parallel(lambda: self._retrying(lambda: self._apply_chunk(writer), is_shared=True), WORKERS)
        with self._stage.step():
            self._state.counts = chunks.counted(self._stage)
            self._save("return", self._state.receipts, self._total)

    def _apply_chunk(self, writer: Writer) -> bool:
        """Write the next chunk; False when there is none left."""
        claimed = chunks.claim(self._stage)
        if claimed is None:
            return False
        number, first, last = claimed
        with self._quietly():  # each worker is a thread of its own
            counts = writer.apply(first, last, clock.now())
        chunks.mark_done(self._stage, number, counts)
        # Check foreign keys now: what follows locks the job, and a commit must then be short.
        run("SET CONSTRAINTS ALL IMMEDIATE")
        self._report.report(chunks.written(self._stage), self._total)
        return True

    def _take_back(self) -> None:
        returner = Returner(self._stage, self._options)
        while self._state.back <= self._state.backs:
            self._retrying(lambda: self._take_back_chunk(returner))

    def _take_back_chunk(self, returner: Returner) -> bool:
        state = self._state
        last = min(state.back + BACKS, state.backs + 1)
        with self._quietly():
            state.counts = state.counts.add(returner.apply(state.back, last, clock.now()))
        state.back = last
        self._save("return", state.receipts + last - 1, self._total)
        return True

    def _quietly(self) -> AbstractContextManager[None]:
        return quiet.importing(is_quiet=self._options.is_quiet)

    @property
    def _total(self) -> int:
        return self._state.receipts + self._state.backs

    def _retrying(self, work: Callable[[], bool], *, is_shared: bool = False) -> bool:
        """One step in one transaction; where another was in the way for too long, it begins again."""
        for attempt in range(1, _TRIES + 1):
            kept = self._state.dump()
            try:
                with self._stage.step(is_shared=is_shared):
                    return work()
            except OperationalError as error:
                is_passing = isinstance(error.__cause__, DeadlockDetected | LockNotAvailable)
                if attempt == _TRIES or not is_passing or connection.in_atomic_block:
                    raise
                if not is_shared:
                    self._state = State.load(kept)
        return False

    def _finish(self) -> dict[str, Any]:
        state = self._state
        with self._stage.step():
            rejected = rejects.write(self._stage, self._path, self._plan.layout, self._errors, self._plan.decimal)
        if state.counts.created > chunks.CHUNK and not self._options.is_rehearsal:
            planner.count_rows()
        self._stage.drop()
        return {
            "rows": state.rows,
            "created": state.counts.created,
            "unchanged": state.counts.unchanged,
            "changed": state.counts.changed,
            "rejected": rejected,
            "errors_file": str(self._errors) if rejected else None,
            "seconds": round(time.monotonic() - self._started, 2),
            **({"customers_elsewhere": state.elsewhere} if state.elsewhere else {}),
        } | state.made


def discard(token: str) -> None:
    """Remove the tables of a run that was cancelled or failed."""
    Stage(token).drop()
