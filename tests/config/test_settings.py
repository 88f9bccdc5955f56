"""What the environment makes of the settings; read in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any


def options(**given: str) -> dict[str, Any]:
    code = "import json; from config import settings; print(json.dumps(settings.DATABASES['default']['OPTIONS']))"
    told = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | given, capture_output=True, text=True, check=True
    )
    found: dict[str, Any] = json.loads(told.stdout)
    return found


def test_statements_have_a_time_limit() -> None:
    assert "statement_timeout=1234 " in options(STATEMENT_TIMEOUT_MS="1234")["options"]


def test_pgbouncer_is_sent_nothing_that_it_refuses() -> None:
    assert "options" not in options(PGBOUNCER="1")
