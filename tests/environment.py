"""The servers and names that a test run uses; imported before Django reads its settings.

Without variables: a PostgreSQL and a Valkey of our own under `var/test`, with `fsync` off, so that no
test can touch the data of `make run`. With variables: those servers, under names that belong to this
checkout. Runs of one checkout at the same time take different slots.
"""

from __future__ import annotations

import os
from hashlib import sha256

from config import embedded

# What a developer may have set for `make run` must not decide tests.
FORGET = (
    "BUSINESS_TIME_ZONE",
    "CURRENCY",
    "COUNTRY",
    "LANGUAGE_CODE",
    "DEBUG",
    "BEHIND_PROXY",
    "PROXY_COUNT",
    "ALLOWED_HOSTS",
)
# Redis and Valkey come with so many databases; the embedded one has more.
OUTSIDE_DATABASES = 16
_locks: list[int] = []


def prepare() -> None:
    """Set the environment of this process and of the xdist workers that inherit it."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    if "REGULARS_TEST" not in os.environ:
        _prepare_run()
    os.environ["CACHE_URL"] = _private_cache_url()
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
    os.environ["DATABASE_TEST_NAME"] = f"test_regulars_{checkout}_{_take('tests')}"
    os.environ["STATICFILES_BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    os.environ["USE_HTTPS"] = "0"
    for name in FORGET:
        os.environ.pop(name, None)
    for name, value in embedded.KEYS.items():
        os.environ.setdefault(name, f"{value} key of a test run, long enough for Django's checks: 0123456789")


def _take(kind: str, limit: int = 1000) -> int:
    """The first number that no living process of this checkout holds; ours until this process ends."""
    folder = embedded.run_dir()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for number in range(limit):
        descriptor = embedded.open_lock(folder / f"{kind}-{number}.lock")
        if embedded.try_lock(descriptor):
            _locks.append(descriptor)
            return number
        os.close(descriptor)
    raise SystemExit(f"All {limit} numbers for {kind} are taken by test runs of this checkout: use fewer workers (-n).")


def _private_cache_url() -> str:
    """A Redis database for this process alone: what one run's `cache.clear()` empties is nobody else's cache.

    The first is the queue's and the second the cache's of `make run`; neither is touched.
    """
    os.environ.pop("CACHE_URL", None)
    base = embedded.cache_url()
    count = embedded.REDIS_DATABASES if embedded.VALKEY.is_wanted else OUTSIDE_DATABASES
    number = 2 + _take("cache", count - 2)
    return base.replace("?db=1", f"?db={number}") if "?db=" in base else f"{base.rpartition('/')[0]}/{number}"
