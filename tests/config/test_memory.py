"""What every process keeps in memory, whatever it does: nothing that only a few need."""

from __future__ import annotations

import subprocess
import sys

from config.embedded import BASE_DIR

_LOADED = """
import django, sys
django.setup()
import config.urls
from config.celery import app
app.loader.import_default_modules()
print("scipy" in sys.modules)
"""


def test_pages_and_tasks_do_without_what_only_fits_need() -> None:
    """50 MB of each web process, worker and command: an import of a large file stays below its bar by them."""
    done = subprocess.run([sys.executable, "-c", _LOADED], cwd=BASE_DIR, capture_output=True, text=True, check=False)
    assert done.stdout.splitlines()[-1:] == ["False"], done.stderr
