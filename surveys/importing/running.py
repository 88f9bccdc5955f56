"""One run of an import: every row is an answer, written once, however often its file is told.

Batches are transactions with their checkpoint: a killed run goes on behind it, and what was written already is found
by its key.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from core import clock
from core.importing import rejects
from core.importing.staging import Stage
from core.models import User
from core.tabular import BadLine, open_table
from core.wording import pack
from surveys import scoring
from surveys.importing import planning, writing
from surveys.importing.planning import Plan
from surveys.importing.reading import CellError, People, Reader, Row
from surveys.models import SurveyVersion
from surveys.questionnaire import parsing

BATCH = 1000
Refused = tuple[int, str | None, str, str, str]


@dataclass
class State:
    """What a resumed run goes on from; the sums are of weights, for the score of the file."""

    line: int = 0
    rows: int = 0
    created: int = 0
    unchanged: int = 0
    # Without a score and without a word.
    no_answer: int = 0
    high: float = 0.0
    middle: float = 0.0
    low: float = 0.0
    squares: float = 0.0
    seconds: float = 0.0

    def count(self, row: Row, outcome: str) -> None:
        if outcome:
            weight = float(row.weight)
            setattr(self, outcome, getattr(self, outcome) + weight)
            self.squares += weight * weight

    @property
    def weights(self) -> float:
        return self.high + self.middle + self.low


class Run:
    """`limit` rows at most are read when it is above 0 (a preview)."""

    def __init__(
        self, *, path: Path, plan: Plan, source: str, actor: User | None, token: str, errors: Path, report: Any,
        limit: int = 0,
    ) -> None:  # fmt: skip
        self._path, self._plan, self._source = path, plan, source
        self._stage, self._errors, self._report, self._limit = Stage(token), errors, report, limit
        self._state = State(**report.saved)
        self._started = time.monotonic() - self._state.seconds
        self._seen: Counter[str] = Counter()
        self._version = SurveyVersion.objects.select_related("survey").get(pk=plan.version)
        form, now = parsing.read(self._version.form), clock.now()
        self._reader = Reader(plan, form, now)
        self._writer = writing.Writer(self._version, form, actor, now)

    def run(self) -> dict[str, Any]:
        if self._state.line and not self._stage.has("rejects"):
            self._state = State(seconds=self._state.seconds)
        if not self._state.line:
            with self._stage.step():
                self._stage.create("line bigint")
        for lines in self._batches():
            self._write(lines)
        return self._finish()

    def _batches(self) -> Iterator[list[Row | tuple[int, BadLine]]]:
        """Rows behind the checkpoint; those before it count for the keys of equal rows."""
        found: list[Row | tuple[int, BadLine]] = []
        read = 0
        with open_table(self._path, self._plan.reads) as table:
            places = {name: table.header.index(title) for name, title in self._plan.mapped.items()}
            for line, told in planning.lines(table):
                row = (line, told) if isinstance(told, BadLine) else self._row(line, told, places)
                if line <= self._state.line:
                    continue
                found.append(row)
                read += 1
                if self._limit and read >= self._limit:
                    break
                if len(found) == BATCH:
                    yield found
                    found = []
        if found:
            yield found

    def _row(self, line: int, told: list[str], places: dict[str, int]) -> Row:
        cells = {name: told[place].strip() for name, place in places.items()}
        return Row(line, self._key(cells), cells)

    def _key(self, cells: dict[str, str]) -> str:
        """By the reference, else by what the row says and its place among equal ones."""
        told = cells.get("reference", "")
        if not told:
            told = "|".join(f"{name}={cells[name]}" for name in sorted(cells))
            self._seen[told] += 1
            told = f"{told}|{self._seen[told]}"
        of = f"{self._version.survey_id}|{self._source}|{told}"
        return f"import:{sha256(of.encode('utf-8', 'surrogatepass')).hexdigest()[:40]}"

    def _write(self, lines: list[Row | tuple[int, BadLine]]) -> None:
        state = self._state
        rows = [line for line in lines if isinstance(line, Row)]
        refused = [_bad(*line) for line in lines if not isinstance(line, Row)]
        with self._stage.step():
            good, faults = self._read(rows)
            said = [row for row in good if not row.says_nothing]
            new, same, other = writing.unknown(said)
            created = self._writer.write(new) if new else 0
            refused += [self._refusal(row, error) for row, error in (*faults, *other)]
            self._stage.reject(refused)
            state.created, state.unchanged = state.created + created, state.unchanged + same + len(new) - created
            state.no_answer += len(good) - len(said)
            for row in said:
                state.count(row, scoring.outcome_of(self._version.metric, row.score))
            last = lines[-1]
            state.line, state.rows = last.line if isinstance(last, Row) else last[0], state.rows + len(lines)
            state.seconds = time.monotonic() - self._started
            self._report.report(state.rows, None, checkpoint=vars(state))

    def _read(self, rows: list[Row]) -> tuple[list[Row], list[tuple[Row, CellError]]]:
        people = None if self._version.survey.is_anonymous else People(rows)
        good: list[Row] = []
        faults: list[tuple[Row, CellError]] = []
        for row in rows:
            try:
                self._reader.read(row)
                row.customer = people.of(row) if people else None
            except CellError as error:
                faults.append((row, error))
            else:
                good.append(row)
        return good, faults

    def _refusal(self, row: Row, error: CellError) -> Refused:
        title = self._plan.mapped.get(error.field, "")
        return row.line, None, title, row.cells.get(error.field, ""), pack(error.reason)

    def _finish(self) -> dict[str, Any]:
        state = self._state
        with self._stage.step():
            rejected = rejects.write(self._stage, self._path, self._plan.reads, self._errors, self._plan.decimal)
        self._stage.drop()
        return {
            "rows": state.rows, "created": state.created, "unchanged": state.unchanged, "changed": 0,
            "new_no_answer": state.no_answer, **self._nps(), "rejected": rejected,
            "errors_file": str(self._errors) if rejected else None,
            "seconds": round(time.monotonic() - self._started, 2),
        }  # fmt: skip

    def _nps(self) -> dict[str, Any]:
        """The score that the file gives by itself, with its interval and, of weighted answers, the effective number."""
        state = self._state
        n = scoring.effective_n(state.weights, state.squares)
        found = scoring.nps(state.high, state.middle, state.low, n=n) if self._version.metric == "nps" else None
        if found is None:
            return {}
        return {
            "nps": f"{found.value:.1f}", "nps_low": f"{found.low:.1f}", "nps_high": f"{found.high:.1f}",
            "effective_n": f"{found.n:.1f}",
        }  # fmt: skip


def _bad(line: int, told: BadLine) -> Refused:
    return line, None, "", told.text, told.reason
