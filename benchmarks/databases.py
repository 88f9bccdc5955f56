"""Databases of the benchmarks' own, each named after its content and made once.

A filled database carries the fingerprint of what filled it as its comment; it is used again
while the migrations and the generator are the same.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from config import embedded

ROOT = Path(__file__).resolve().parent.parent
PREFIX = "regulars_bench"


def ensure(name: str, fill: str, *, fresh: bool) -> str:
    """Name of a database that `fill` (a command line of `benchmarks.generate`) has filled."""
    database = f"{PREFIX}_{name}"
    mark = _fingerprint(fill)
    if fresh or comment(database) != mark:
        print(f"filling {database} …", flush=True)
        make(database)
        run([sys.executable, "-m", "benchmarks.generate", *fill.split()], database)
        _execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(database), sql.Literal(mark)))
    return database


def make(database: str) -> None:
    """An empty, migrated database in the place of an old one."""
    copy(_template(), database)


def copy(source: str, database: str) -> None:
    """In the place of an old one."""
    _execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database)))
    _execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(database), sql.Identifier(source)))


def run(command: list[str], database: str, *, timeout: float = 2000) -> str:
    """Run a command on a database; its output, or an error that shows it."""
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | {"BENCH_DATABASE": database}, capture_output=True, text=True,
        timeout=timeout, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(
            f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}"
        )
    return done.stdout


def manage(*command: str, database: str) -> str:
    return run([sys.executable, "manage.py", *command], database)


@contextmanager
def connect(database: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(address(database), autocommit=True) as connection:
        yield connection


def address(database: str) -> str:
    parts = urlsplit(embedded.database_url())
    return urlunsplit(parts._replace(path=f"/{database}"))


def use(database: str) -> None:
    """Make this very process work on a database; before Django is set up."""
    import django

    os.environ["BENCH_DATABASE"] = database
    django.setup()


def comment(database: str) -> str | None:
    statement = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s"
    with connect(_maintenance()) as connection:
        found = connection.execute(statement, [database]).fetchone()
    return found[0] if found else None


def _template() -> str:
    """A migrated database that others are copied from."""
    database, mark = f"{PREFIX}_template", _fingerprint("")
    if comment(database) != mark:
        _execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database)))
        _execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database)))
        manage("migrate", "--verbosity=0", database=database)
        _execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(database), sql.Literal(mark)))
    return database


def _fingerprint(fill: str) -> str:
    digest = sha256(fill.encode())
    for path in sorted(ROOT.glob("*/migrations/*.py")):
        digest.update(path.read_bytes())
    if fill:
        digest.update((ROOT / "benchmarks" / "generate.py").read_bytes())
    return digest.hexdigest()


def _maintenance() -> str:
    return embedded.DATABASE if embedded.is_embedded() else urlsplit(embedded.database_url()).path.lstrip("/")


def _execute(statement: sql.Composed) -> None:
    with connect(_maintenance()) as connection:
        connection.execute(statement)
