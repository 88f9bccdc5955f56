"""`python -m benchmarks [part…] [--quick] [--fresh]`."""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path

from benchmarks import report, watch
from benchmarks.scale import PARTS, QUICK
from config import embedded

TIME_LIMIT_SECONDS = 2400
SETTINGS = {"DJANGO_SETTINGS_MODULE": "benchmarks.settings", "PYTHONUNBUFFERED": "1"}
# The measured processes must not depend on what a developer has set for `make run`.
FORGET = (
    "DEBUG",
    "BUSINESS_TIME_ZONE",
    "CURRENCY",
    "COUNTRY",
    "LANGUAGE_CODE",
    "ALLOWED_HOSTS",
    "STATEMENT_TIMEOUT_MS",
)


def main() -> int:
    options = _options()
    _prepare_environment()
    embedded.start_if_needed()
    (embedded.var_dir() / "static").mkdir(exist_ok=True)
    failed = [part for part in options.parts or PARTS if not _run(part, options)]
    print(report.text(report.load(quick=options.quick)))
    for part in failed:
        print(f"The part {part} did not finish; see its messages above.", file=sys.stderr)
    return 1 if failed else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="part", help=f"any of: {', '.join(PARTS)} (default: all)")
    parser.add_argument("--quick", action="store_true", help=f"a small size: {QUICK.orders:,} purchases; not written")
    parser.add_argument("--fresh", action="store_true", help="make the databases anew")
    options = parser.parse_args()
    if unknown := sorted(set(options.parts) - set(PARTS)):
        parser.error(f"no such part: {', '.join(unknown)}")
    return options


def _prepare_environment() -> None:
    for name in FORGET:
        os.environ.pop(name, None)
    os.environ.update(SETTINGS)
    os.environ["REGULARS_VAR"] = os.environ.get("REGULARS_BENCH_VAR") or str(embedded.var_dir() / "bench")


def _run(part: str, options: argparse.Namespace) -> bool:
    """One child; its rows are on record as soon as it ends."""
    print(f"== {part} ==", flush=True)
    out = Path(os.environ["REGULARS_VAR"]) / f"{part}.rows.json"
    out.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    out.unlink(missing_ok=True)
    flags = [flag for flag, is_set in (("--quick", options.quick), ("--fresh", options.fresh)) if is_set]
    with watch.Watch() as watched:
        command = [sys.executable, "-m", "benchmarks.child", part, str(out), *flags]
        child = subprocess.Popen(command, start_new_session=True)
        try:
            code = child.wait(TIME_LIMIT_SECONDS)
        except subprocess.TimeoutExpired:
            print(f"{part}: stopped after {TIME_LIMIT_SECONDS} s", file=sys.stderr)
            code = 1
        finally:
            _end(child)
    report.record(part, out, watched.peaks(), quick=options.quick)
    return code == 0


def _end(child: subprocess.Popen[bytes]) -> None:
    """With everything that it started: what a part left behind would disturb the next."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


if __name__ == "__main__":
    sys.exit(main())
