"""The servers and names that a test run uses; imported before Django reads its settings.

Without variables: a PostgreSQL and a Valkey of our own under `var/test`, with `fsync` off, so that no
test can touch the data of `make run`. With variables: those servers, under names that belong to this
checkout. Runs of one checkout at the same time take different slots.
"""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

from config import embedded

# What a developer may have set for `make run` must not decide tests.
FORGET = ("BUSINESS_TIME_ZONE", "CURRENCY", "COUNTRY", "LANGUAGE_CODE", "DEBUG", "BEHIND_PROXY", "ALLOWED_HOSTS")
KEYS = {"SECRET_KEY": "session", "LINK_KEYS": "links", "SUPPRESSION_KEYS": "suppression", "WEBHOOK_KEYS": "webhooks"}
_slots: list[int] = []


def prepare() -> None:
    """Set the environment of this process and of the xdist workers that inherit it."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    if "REGULARS_TEST" not in os.environ:
        _prepare_run()
    os.environ["CACHE_URL"] = _cache_url(_worker_number())
    try:
        embedded.start_if_needed()
    except embedded.EmbeddedError as error:
        raise SystemExit(str(error)) from error
    # WhiteNoise warns when there is none, and warnings are errors.
    (embedded.var_dir() / "static").mkdir(exist_ok=True)


def _prepare_run() -> None:
    checkout = sha256(str(embedded.var_dir()).encode()).hexdigest()[:8]
    os.environ["REGULARS_VAR"] = str(embedded.var_dir() / "test")
    os.environ["REGULARS_TEST"] = f"test_regulars_{checkout}"
    os.environ["DATABASE_TEST_NAME"] = f"test_regulars_{checkout}_{_take_slot(embedded.run_dir())}"
    os.environ["STATICFILES_BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    os.environ["USE_HTTPS"] = "0"
    for name in FORGET:
        os.environ.pop(name, None)
    for name, value in KEYS.items():
        os.environ.setdefault(name, f"{value} key of a test run, long enough for Django's checks: 0123456789")


def _take_slot(folder: Path) -> int:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    number = 0
    while True:
        descriptor = embedded.open_lock(folder / f"tests-{number}.lock")
        if embedded.try_lock(descriptor):
            _slots.append(descriptor)
            return number
        os.close(descriptor)
        number += 1


def _worker_number() -> int:
    return int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))


def _cache_url(worker: int) -> str:
    """A Redis database per worker: one worker's `cache.clear()` must not empty another's cache."""
    os.environ.pop("CACHE_URL", None)
    base = embedded.cache_url()
    number = 2 + worker % 12
    return base.replace("?db=1", f"?db={number}") if "?db=" in base else f"{base.rpartition('/')[0]}/{number}"
