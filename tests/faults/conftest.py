from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults import processes


@pytest.fixture
def var(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data folder below a closed parent; whatever still runs there at the end is killed.

    Its processes keep their temporary files there too: sockets of long paths, which no other test may touch.
    """
    parent = Path(tempfile.mkdtemp(prefix="regulars-"))  # mode 0700
    (parent / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", str(parent / "tmp"))
    yield parent / "var"
    processes.kill_all(parent / "var")
    processes.wait_for_nothing(parent / "var", 10)
    shutil.rmtree(parent)
