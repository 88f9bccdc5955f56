"""One migrated template database; every worker's database, and every reset of it, is a copy.

Copying takes a fraction of migrating. It also gives transactional tests back what migrations wrote
(roles, programme settings), which Django's flush would lose, and needs no TRUNCATE, which the ledger
refuses.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, connections

from tests import putting_back

ROOT = Path(__file__).resolve().parent.parent
# The databases of this worker's that hold more than the template.
_states: set[str] = set()


def template_name() -> str:
    """Changes with anything that decides what an empty database looks like."""
    digest = sha256()
    paths = [*ROOT.glob("*/migrations/**/*.py"), *ROOT.glob("*/models.py"), *ROOT.glob("*/models/*.py")]
    for path in [
        ROOT / "requirements.txt",
        ROOT / "core" / "migrating.py",
        ROOT / "customers" / "roles.py",
        *sorted(paths),
    ]:
        digest.update(str(path.relative_to(ROOT)).encode())
        digest.update(path.read_bytes() if path.exists() else b"")
    return f"{os.environ['REGULARS_TEST']}_tpl_{digest.hexdigest()[:12]}"


def ensure_template() -> str:
    """Make the template unless it is there; other workers wait meanwhile."""
    name = template_name()
    with connection._nodb_cursor() as cursor:
        # Migrating may take longer than any lock should in business.
        cursor.execute("SET lock_timeout = 0")
        # The other worker migrates for as long as it takes.
        cursor.execute("SELECT set_config('lock_timeout', '0', false), set_config('statement_timeout', '0', false)")
        cursor.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [os.environ["REGULARS_TEST"]])
        cursor.execute(
            "SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{os.environ['REGULARS_TEST']}_tpl_%"]
        )
        known = {row[0] for row in cursor.fetchall()}
        if name not in known:
            for old in known:
                cursor.execute(f'DROP DATABASE IF EXISTS "{old}" WITH (FORCE)')
            migrate_into(f"{name}_draft")
            cursor.execute(f'ALTER DATABASE "{name}_draft" RENAME TO "{name}"')
    return name


def end_sessions() -> list[str]:
    """End what is still connected to this worker's database, ours too; the last statements of the others."""
    connections.close_all()
    # In the list of columns: as a condition it might be asked before the database is, and end everybody's.
    statement = (
        "SELECT query, pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
        " WHERE datname = %s AND backend_type = 'client backend'"
    )
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement, [connection.settings_dict["NAME"]])
        return [row[0] for row in cursor.fetchall()]


def migrate_into(name: str) -> None:
    """Make a database of that name from nothing."""
    ours = connection.settings_dict["NAME"]
    test: dict[str, Any] = connection.settings_dict["TEST"]
    kept = {key: test.get(key) for key in ("NAME", "TEMPLATE")}
    test.update(NAME=name, TEMPLATE=None)
    try:
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        connection.creation.destroy_test_db(ours, verbosity=0, keepdb=True)
    finally:
        test.update(kept)
        settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = ours


def restore() -> None:
    """Put this worker's database back to the template, whoever is still connected to it."""
    _forget_versions()
    if not putting_back.is_put_back(end_sessions):
        _copy(connection.settings_dict["TEST"]["TEMPLATE"], connection.settings_dict["NAME"])


def bring_to(state: str, make: Callable[[], Any]) -> None:
    """Have in this worker's database what `make` makes of the template: made once, then copied."""
    ours = connection.settings_dict["NAME"]
    kept = f"{ours}_{state}"
    if kept in _states:
        _forget_versions()
        _copy(kept, ours)
        return
    make()
    end_sessions()
    _copy(ours, kept)
    _states.add(kept)


def forget_states() -> None:
    with connection._nodb_cursor() as cursor:
        while _states:
            cursor.execute(f'DROP DATABASE IF EXISTS "{_states.pop()}" WITH (FORCE)')


def _forget_versions() -> None:
    """What this process remembers by number, as a version never changes: in another database others have the number."""
    from campaigns import neutral
    from messaging.links import wrapping
    from messaging.rendering import texts

    for kept in (texts.compiled, texts.roots, neutral.personal, wrapping.counted):
        kept.cache_clear()


def _copy(source: str, target: str) -> None:
    connections.close_all()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{target}" WITH (FORCE)')
        # By default a copy goes through the log; as files it takes a tenth of the time, as nothing waits for a disk.
        cursor.execute(f'CREATE DATABASE "{target}" TEMPLATE "{source}" STRATEGY FILE_COPY')
