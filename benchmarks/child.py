"""One part in a process of its own: `python -m benchmarks.child PART FILE [--quick] [--fresh]`."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from importlib import import_module
from pathlib import Path

from benchmarks.scale import FULL, QUICK

MODULES = {
    "import": "imports",
    "import-memory": "importmemory",
    "recompute": "recompute",
    "posting": "posting",
    "pages": "pages",
    "quotes": "quotes",
    "tiers": "tiers",
    "simulator": "simulator",
    "redeeming": "redeeming",
    "expiring": "expiring",
    "segments": "segments",
    "sending": "sending",
    "birthdays": "birthdays",
    "surveys": "surveyfigures",
    "answers": "answers",
    "inviting": "inviting",
    "clocks": "clocks",
    "cases": "cases",
    "inbound": "inbound",
}


def main() -> None:
    part, out, *flags = sys.argv[1:]
    scale = QUICK if "--quick" in flags else FULL
    module = import_module(f"benchmarks.{MODULES[part]}")
    rows, notes = module.measure(scale, fresh="--fresh" in flags)
    found = {"rows": [asdict(row) for row in rows], "notes": notes}
    Path(out).write_text(json.dumps(found, ensure_ascii=False))


if __name__ == "__main__":
    main()
