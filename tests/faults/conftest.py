from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.faults import processes


@pytest.fixture
def var() -> Iterator[Path]:
    """A data folder below a closed parent; whatever still runs there at the end is killed."""
    parent = Path(tempfile.mkdtemp(prefix="regulars-"))  # mode 0700
    yield parent / "var"
    processes.kill_all(parent / "var")
    processes.wait_for_nothing(parent / "var", 10)
    shutil.rmtree(parent)
    for sockets in Path(tempfile.gettempdir()).glob(f"regulars-{os.geteuid()}-*"):
        with suppress(OSError):
            sockets.rmdir()  # of a test with a long path; one in use is not empty
