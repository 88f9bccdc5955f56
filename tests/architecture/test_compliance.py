"""Each line of the compliance table names a test that exists."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def test_what_is_promised_is_tested() -> None:
    lines = (ROOT / "docs" / "compliance.md").read_text().splitlines()
    promises = [line for line in lines if line.startswith("| ") and not line.startswith("| asked")]
    assert len(promises) > 10
    for promise in promises:
        named = _NAMED.findall(promise)
        assert named, promise
        for file, test in named:
            assert f"def {test}(" in (ROOT / file).read_text(), f"{file}::{test}"
