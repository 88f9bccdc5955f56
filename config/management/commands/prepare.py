"""Bring the database, the static files and the first start to where `make run` can serve.

The first start (demo, owner) is marked by a file from before its first write until it is complete. A
marker that is found tells of a first start that broke off: the embedded database, which holds nothing
but that attempt, is then made anew; an outside one is gone on with.
"""

from __future__ import annotations

import logging
import os
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command, get_commands
from django.db import OperationalError, connection

from config import embedded, translations
from config.second import Second
from core.models import User


class Command(BaseCommand):
    help = "Migrate, collect static files, and on the first start load the demo and make the owner."
    requires_system_checks = "__all__"

    def handle(self, *args: Any, **options: Any) -> None:
        quiet_logs()
        self.reset_half_finished()
        is_first = self.begin_first_start()
        collecting = Second(lambda _told: self.step("Static files collected", collect_static))
        collecting.go(None)
        self.step("Translations compiled", translations.compile_stale)
        self.step("Database migrated", lambda: call_command("migrate", interactive=False, verbosity=0))
        # The owner first: the demo gives them work to do.
        make_owner()
        if is_first:
            self.step("Demo loaded", lambda: load_demo(self.say))
        collecting.end()
        marker().unlink(missing_ok=True)

    def step(self, title: str, work: Callable[[], Any]) -> None:
        started = time.monotonic()
        if work() is not False:
            self.say(f"{title} ({time.monotonic() - started:.1f} s)")

    def say(self, text: str) -> None:
        self.stdout.write("  " + text)
        self.stdout.flush()

    def reset_half_finished(self) -> None:
        if not marker().exists():
            return
        if not embedded.is_embedded():
            self.say("A half-finished first start was found and is gone on with.")
            return
        self.say("A half-finished first start was found and is done again.")
        with other_database() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{embedded.DATABASE}" WITH (FORCE)')
            cursor.execute(f'CREATE DATABASE "{embedded.DATABASE}"')

    def begin_first_start(self) -> bool:
        try:
            is_empty = not connection.introspection.table_names()
        except OperationalError as error:
            raise CommandError(f"The database does not answer: {str(error).splitlines()[0]}") from error
        if is_empty:
            marker().touch(mode=0o600)
        return marker().exists()


def quiet_logs() -> None:
    """A person reads this terminal: a line per step, and of the logs only what went wrong."""
    logging.getLogger().setLevel(logging.WARNING)


def marker() -> Path:
    return embedded.var_dir() / "first-start-unfinished"


@contextmanager
def other_database() -> Iterator[Any]:
    connection.close()
    with connection._nodb_cursor() as cursor:  # noqa: SLF001  # the only way without ours
        yield cursor


def collect_static() -> bool:
    """Only when a source file changed: hashing and compressing takes seconds."""
    stamp = Path(settings.STATIC_ROOT) / "collected"
    digest = sha256((settings.BASE_DIR / "requirements.txt").read_bytes())
    for path in sorted((settings.BASE_DIR / "static").rglob("*")):
        found = path.stat()
        digest.update(f"{path}{found.st_size}{found.st_mtime_ns}".encode())
    if stamp.exists() and stamp.read_text() == digest.hexdigest():
        return False
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(digest.hexdigest())
    return True


def load_demo(say: Callable[[str], None]) -> bool:
    """Unless `DEMO=0`, or the build has none. Its summary is for programs: here only its steps are shown."""
    if os.environ.get("DEMO", "1") == "0" or "seed_demo" not in get_commands():
        return False
    told = {"say": lambda text: say("  " + text), "is_alone": embedded.is_embedded() and not connection.in_atomic_block}
    call_command("seed_demo", stdout=StringIO(), **told)
    return True


def make_owner() -> None:
    """The first person, with a random password that only this machine's user can read.

    The file holds address, password and a print of the stored hash: a password that was changed in the
    program is theirs, and the file then says so (checking it by hashing would cost a second each start).
    """
    path = embedded.private_dir(embedded.var_dir() / "secrets") / "owner"
    email, password, print_then = (*(path.read_text().split() if path.exists() else []), "", "", "")[:3]
    known = User.objects.filter(email=email or owner_email()).first()
    if known is None:
        password = secrets.token_urlsafe(12)
        known = User.objects.create_superuser(email or owner_email(), password)
    elif print_then != hash_print(known):
        password = "(yours)"  # noqa: S105  # a remark, not a password
    write_private(path, f"{known.email} {password} {hash_print(known)}")


def hash_print(user: User) -> str:
    return sha256(user.password.encode()).hexdigest()[:16]


def owner_email() -> str:
    return os.environ.get("OWNER_EMAIL", "owner@example.com").strip().lower()


def write_private(path: Path, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
