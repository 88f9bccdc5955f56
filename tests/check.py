"""`make check`: everything that can be told about the code without running it. Also what `.ci/run` calls.

Runs two checks at a time, prints what the failing ones said, and ends with one line for each.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PACKAGES = ["config", "campaigns", "complaints", "surveys", "loyalty", "sales", "messaging", "customers", "core"]
CODE = [*PACKAGES, "tests", "benchmarks", "manage.py"]
MANAGE = [sys.executable, "manage.py"]
# What a careful operator sets; `check --deploy` must then find nothing.
PRODUCTION = {
    "DATABASE_URL": "postgresql://regulars@database/regulars",
    "REDIS_URL": "redis://redis:6379/0",
    "SECRET_KEY": "only for this check: 4f1d0c3b7a9e5d2c8b6a1f0e3d7c9b5a",
    "LINK_KEYS": "only for this check: links 7a9e5d2c8b6a1f0e",
    "SUPPRESSION_KEYS": "only for this check: suppression 1f0e3d7c",
    "WEBHOOK_KEYS": "only for this check: webhooks 0c1b2a3948576f6e",
    "ALLOWED_HOSTS": "shop.example",
    "BEHIND_PROXY": "1",
}


@dataclass(frozen=True)
class Check:
    name: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)


CHECKS = [
    Check("types", [str(BIN / "mypy"), *PACKAGES, "manage.py"]),
    Check("lint", [str(BIN / "ruff"), "check", "--output-format", "concise", *CODE]),
    Check("format", [str(BIN / "ruff"), "format", "--check", "--output-format", "concise", *CODE]),
    Check("layers", [str(BIN / "lint-imports"), "--no-cache"]),
    Check("migrations", [*MANAGE, "makemigrations", "--check", "--dry-run"]),
    Check("schema", [sys.executable, "-m", "config.schema", "check"]),
    Check("translations", [sys.executable, "-m", "config.translations", "check"]),
    Check("formats", [sys.executable, "-m", "config.translations", "formats"]),
    Check("templates", [str(BIN / "djlint"), "--lint", "--quiet", "templates"]),
    Check("system", [*MANAGE, "check", "--fail-level", "WARNING"]),
    Check("deploy", [*MANAGE, "check", "--deploy", "--fail-level", "WARNING"], PRODUCTION),
]


def run(check: Check) -> bool:
    started = time.monotonic()
    done = subprocess.run(
        check.command,
        cwd=ROOT,
        env=os.environ | check.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    is_good = done.returncode == 0
    verdict = "ok" if is_good else f"FAILED: {' '.join(map(str, check.command))}\n{done.stdout.rstrip()}"
    print(f"{check.name}: {verdict} ({time.monotonic() - started:.0f} s)", flush=True)
    return is_good


def main(names: list[str]) -> int:
    chosen = [check for check in CHECKS if not names or check.name in names]
    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(run, chosen))
    print(f"make check: {results.count(True)} of {len(results)} passed")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
