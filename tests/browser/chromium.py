"""Where Chromium is: named by `CHROMIUM`, found on the system, or installed from Debian when that is allowed.

`python -m tests.browser.chromium` prints the path, or fails saying how to get one.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Chinese text needs a font; without it screenshots show boxes.
PACKAGES = ("chromium", "fonts-noto-cjk")
# No sandbox as root; nothing that talks to the network on its own.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
HOW = (
    "The browser tests need Chromium. Install it (Debian, Ubuntu: `apt-get install chromium fonts-noto-cjk`) "
    "or name one: `CHROMIUM=/path/to/chromium make test-slow`."
)


def find() -> str | None:
    named = os.environ.get("CHROMIUM")
    if named:
        return named if os.access(named, os.X_OK) else None
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def require() -> str:
    path = find()
    if path is None:
        raise RuntimeError(HOW)
    return path


def install() -> bool:
    """With apt-get and as root only."""
    if os.geteuid() != 0 or not shutil.which("apt-get") or os.environ.get("CHROMIUM"):
        return False
    print("Installing Chromium from the distribution…", file=sys.stderr, flush=True)
    quiet = {"stdout": subprocess.DEVNULL, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
    subprocess.run(["apt-get", "update", "-q"], check=False, **quiet)  # type: ignore[call-overload]
    answer = subprocess.run(["apt-get", "install", "-qy", "--no-install-recommends", *PACKAGES], check=False, **quiet)  # type: ignore[call-overload]
    return bool(answer.returncode == 0)


def main() -> int:
    path = find()
    if path is None and install():
        path = find()
    if path is None:
        print(HOW, file=sys.stderr)
        return 1
    print(path)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
