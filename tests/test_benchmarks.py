"""The benchmarks run at a small size, so that they have not rotted when somebody needs them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import report
from benchmarks.report import Row
from benchmarks.scale import PARTS, QUICK

ROOT = Path(__file__).resolve().parent.parent
MEASURED = {
    *("import", f"recompute_{QUICK.orders}", f"incremental_{QUICK.orders}", "posting", "pages_search", "answers"),
    *("inviting", "surveys_dashboard", "clocks_sweep", "clocks_due", "cases_queue"),
    *("redeeming", "redeeming_hot"),
    *("inbound", "inbound_large", "inbound_bomb"),
}


def row(**changes: object) -> Row:
    told = {"key": "k", "work": "w", "measured": "2 s", "against": "1 s", "value": 2.0, "bar": 2.0, "unit": "×"}
    return Row(**told | changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "is_met"),
    [({}, True), ({"value": 2.1}, False), ({"is_upper": False}, True), ({"is_upper": False, "value": 1.9}, False)],
)
def test_a_bar_is_met_from_its_own_side(changes: dict, is_met: bool) -> None:
    assert row(**changes).is_met is is_met


def test_a_part_that_is_not_run_keeps_its_figures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGULARS_VAR", str(tmp_path))
    for part, value in (("import", 3.0), ("posting", 4.0), ("import", 5.0)):
        rows = tmp_path / "rows.json"
        rows.write_text(json.dumps({"rows": [vars(row(work=part, value=value))], "notes": []}))
        report.record(part, rows, [], quick=True)
    page = (tmp_path / "quick" / "RESULTS.md").read_text()
    assert "| import | 2 s | 1 s | 5 ×" in page
    assert "| posting | 2 s | 1 s | 4 ×" in page
    assert "3 ×" not in page


@pytest.mark.slow
def test_every_part_runs(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("REGULARS_")}
    environment["REGULARS_BENCH_VAR"] = str(tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", *PARTS, "--quick"],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=900, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    results = json.loads((tmp_path / "quick" / "results.json").read_text())
    found = {measured["key"] for part in results.values() for measured in part["rows"]}
    assert found >= MEASURED
