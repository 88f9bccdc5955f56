"""The whole schema in one file, `config/schema.sql`: an empty database is made from it instead of by every migration.

    python -m config.schema [write | check]

Replaying the migrations builds Django's models anew thousands of times and took a fifth of a first start. The file
holds what they come to: tables, guards, and the rows that they write (settings, roles, what was migrated). It begins
with a print of the migrations; when that no longer fits, the migrations are replayed as ever, only slower, and
`make check` asks for `make schema`. A test compares both ways, table by table.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "config" / "schema.sql"
DRAFT = "regulars_schema_draft"
# Migrations name the permissions of the roles in files of their own.
SOURCES = ("*/migrations/*.py", "*/roles.py", "*/*/roles.py")
# How PostgreSQL's programs speak to each other, not to a server of any version.
_TALK = re.compile(r"$|SET |\\|--|SELECT pg_catalog\.set_config")
_QUOTE = re.compile(r"\$\w*\$")
# What must differ from one installation to the next: tokens and moments.
_UUID = re.compile(r"'[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'")
_MOMENT = re.compile(r"'\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[.\d]*\+00'")


def stamp() -> str:
    """A print of everything that decides what the migrations come to."""
    digest = sha256()
    names = (line for line in (ROOT / "requirements.txt").read_text().splitlines() if line.lower().startswith("django"))
    digest.update("\n".join(names).encode())
    for path in sorted(path for pattern in SOURCES for path in ROOT.glob(pattern)):
        digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()


def is_current() -> bool:
    if not FILE.exists():
        return False
    with FILE.open() as file:
        return file.readline() == _head()


def _head() -> str:
    return f"-- migrations: {stamp()}\n"


def load(connection: Any) -> None:
    """Make everything in an empty database, or nothing."""
    from django.db import transaction

    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute("SET LOCAL check_function_bodies = off; SET LOCAL statement_timeout = 0")
        cursor.execute(FILE.read_text())


def is_wanted(connection: Any) -> bool:
    """An empty database whose tables go where the file says, and a file that fits."""
    if connection.vendor != "postgresql" or connection.introspection.table_names():
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        return cursor.fetchone() == ("public",) and is_current()


# --- Writing ------------------------------------------------------------------------------


def write() -> None:
    """Migrate a database of its own from nothing, and write down what came of it."""
    with _draft() as connection:
        parameters = connection.get_connection_params()
        FILE.write_text(_head() + "\n".join(_kept(_dump(parameters).splitlines())) + "\n")


@contextmanager
def _draft() -> Iterator[Any]:
    from django.core.management import call_command
    from django.db import connection

    ours = connection.settings_dict["NAME"]
    FILE.unlink(missing_ok=True)  # else it would be loaded
    with connection._nodb_cursor() as cursor:  # noqa: SLF001  # the only way without ours
        cursor.execute(f'DROP DATABASE IF EXISTS "{DRAFT}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{DRAFT}"')
    connection.close()
    connection.settings_dict["NAME"] = DRAFT
    try:
        call_command("migrate", interactive=False, verbosity=0)
        yield connection
    finally:
        connection.close()
        connection.settings_dict["NAME"] = ours
        with connection._nodb_cursor() as cursor:  # noqa: SLF001
            cursor.execute(f'DROP DATABASE "{DRAFT}" WITH (FORCE)')


def _dump(parameters: dict[str, Any]) -> str:
    from config import keeper

    command = [
        str(keeper.postgres_programs() / "pg_dump"),
        *("--no-owner", "--no-privileges", "--no-comments", "--column-inserts", "--rows-per-insert=500"),
        *("--host", str(parameters["host"]), "--username", parameters["user"], parameters["dbname"]),
    ]  # fmt: skip
    port, password = str(parameters.get("port") or ""), str(parameters.get("password") or "")
    environment = os.environ | {key: value for key, value in (("PGPORT", port), ("PGPASSWORD", password)) if value}
    return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout


def _kept(lines: list[str]) -> Iterator[str]:
    is_row = is_body = False
    for line in lines:
        is_body ^= len(_QUOTE.findall(line)) % 2 == 1
        is_row = line.startswith("INSERT INTO ") or (is_row and line.startswith("\t("))
        if is_row:
            yield _MOMENT.sub("now()", _UUID.sub("gen_random_uuid()", line))
        elif is_body or not _TALK.match(line):
            yield line


def main(command: str) -> int:
    if command == "check":
        if is_current():
            return 0
        print("The migrations changed: run `make schema` and commit config/schema.sql.")
        return 1
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    from config import embedded

    embedded.start_if_needed()
    django.setup()
    write()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:] or ["write"]))
