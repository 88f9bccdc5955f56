"""Fixtures of all tests. The environment comes first: Django reads it when it loads."""

from __future__ import annotations

from tests import environment

environment.prepare()

import gc  # noqa: E402  # the environment comes first
import os  # noqa: E402  # the environment comes first
import sys  # noqa: E402  # the environment comes first
from collections import Counter  # noqa: E402  # the environment comes first
from collections.abc import Iterator  # noqa: E402  # the environment comes first
from typing import Any  # noqa: E402

import pytest  # noqa: E402


def pytest_configure() -> None:
    """Load the settings now that the environment is right; pytest-django then sets Django up.

    In an xdist worker it has done so already, with what the controller left in the environment: then the
    worker would share its cache, and what it empties, with the others.
    """
    from django.conf import settings

    from config import translations

    translations.compile_stale()  # a fresh clone has texts, but nothing that gettext reads
    assert settings.DATABASES
    settings.CACHES["default"]["LOCATION"] = os.environ["CACHE_URL"]


# What takes minutes, the longest first: begun last, it would keep one process busy while the others have nothing to do.
LONG = ("test_pages.py", "test_benchmarks.py", "test_ledger_machine.py", "test_schema.py", "test_supervisor.py")


def _length(item: pytest.Item) -> int:
    file = item.nodeid.partition("::")[0].rpartition("/")[2]
    return LONG.index(file) if file in LONG and item.get_closest_marker("slow") else len(LONG)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long files first. Two tests of one id are one to pytest-xdist: it would leave some of them out without a word."""
    items.sort(key=_length)
    namesakes = sorted(name for name, number in Counter(item.nodeid for item in items).items() if number > 1)
    if namesakes:
        raise pytest.UsageError(f"More than one test is called {namesakes[0]} ({len(namesakes)} such names).")


def pytest_collection_finish() -> None:
    """What was loaded by now lives to the end: collecting garbage need not look at it again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None, django_db_blocker: Any) -> None:
    """Copy the migrated template instead of migrating in every worker."""
    from django.db import connection

    from tests import databases

    with django_db_blocker.unblock():
        connection.settings_dict["TEST"]["TEMPLATE"] = databases.ensure_template()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """At the end the database is dropped, also when somebody still is connected to it; who, is said."""
    from tests import databases, putting_back

    with django_db_blocker.unblock():
        putting_back.remember()
    yield
    with django_db_blocker.unblock():
        for last_words in databases.end_sessions():
            print(f"A connection was left open; its last statement: {last_words}", file=sys.stderr)
        databases.forget_states()


@pytest.fixture(scope="session", autouse=True)
def _whole_database_after_transactional_tests() -> Iterator[None]:
    """Instead of a flush, which would also remove what migrations wrote."""
    from django.test import TransactionTestCase

    from tests import databases

    def restore(_self: Any) -> None:
        databases.restore()

    patch = pytest.MonkeyPatch()
    patch.setattr(TransactionTestCase, "_fixture_teardown", restore)
    yield
    patch.undo()


@pytest.fixture(scope="session", autouse=True)
def _quick_passwords() -> Iterator[None]:
    from django.test import override_settings

    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """Rate limits and cached figures of one test must not reach the next."""
    from django.core.cache import cache

    cache.clear()


@pytest.fixture(autouse=True)
def _private_uploads(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
