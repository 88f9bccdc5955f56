"""The whole schema in one file, `config/schema.sql`: an empty database is made from it instead of by every migration.

    python -m config.schema [write | check]

Replaying the migrations builds Django's models anew thousands of times and took a fifth of a first start. The file
holds what they come to: tables, guards, and the rows that they write (settings, roles, what was migrated). It begins
with a print of each migration. What came since is run on top of it; when one of them is another now, all of them are
replayed as ever, only slower. In both cases `make check` asks for `make schema`. A test compares both ways, table by
table.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from itertools import takewhile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "config" / "schema.sql"
DRAFT = "regulars_schema_draft"
# Beside the migrations what they take from elsewhere: the permissions of the roles are in files of their own.
SOURCES = ("*/migrations/*.py", "customers/roles.py", "*/*/roles.py")
_PRINT = re.compile(r"-- made of (\S+) (\w+)\n")
# How PostgreSQL's programs speak to each other, not to a server of any version.
_TALK = re.compile(r"$|SET |\\|--|SELECT pg_catalog\.set_config")
_QUOTE = re.compile(r"\$\w*\$")
# What must differ from one installation to the next: tokens and moments.
_UUID = re.compile(r"'[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'")
_MOMENT = re.compile(r"'\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[.\d]*\+00'")


def sources() -> dict[str, str]:
    """File → print, of everything that decides what the migrations come to."""
    names = (line for line in (ROOT / "requirements.txt").read_text().splitlines() if line.lower().startswith("django"))
    found = {"requirements.txt": "\n".join(names).encode()}
    for path in sorted(path for pattern in SOURCES for path in ROOT.glob(pattern)):
        found[str(path.relative_to(ROOT))] = path.read_bytes()
    return {name: sha256(content).hexdigest()[:16] for name, content in found.items()}


def made_of() -> dict[str, str]:
    """What the file was made of; nothing where there is none."""
    if not FILE.exists():
        return {}
    with FILE.open() as file:
        return {found[1]: found[2] for found in takewhile(bool, map(_PRINT.match, file)) if found}


def is_current() -> bool:
    return made_of() == sources()


def is_base() -> bool:
    """Whether whatever it was made of is still the same: more may have come since."""
    return bool(made_of()) and made_of().items() <= sources().items()


def _head() -> str:
    return "".join(f"-- made of {name} {value}\n" for name, value in sources().items())


def load(connection: Any) -> None:
    """Make everything in an empty database, or nothing."""
    from django.db import transaction

    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute("SET LOCAL check_function_bodies = off; SET LOCAL statement_timeout = 0")
        cursor.execute(FILE.read_text())


def is_wanted(connection: Any) -> bool:
    """An empty database whose tables go where the file says, and a file to begin with."""
    if connection.vendor != "postgresql" or connection.introspection.table_names():
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        return cursor.fetchone() == ("public",) and is_base()


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
