"""The first step on a bare machine: a virtual environment with the pinned packages.

    python3 config/bootstrap.py [--dev] [COMMAND ...]

installs, then becomes `.venv/bin/python COMMAND ...`. Runs on the system's Python, so it imports nothing
of ours and keeps to syntax that an old Python can read, to be able to say that it is too old. A stamp
names the installed pins: an interrupted installation has none and is resumed, changed pins are
installed at the next start.

GNU make hands SIGTERM on to what it started, but SIGINT and SIGHUP not: it trusts that the terminal told
everybody, and waits. Who sends SIGINT to make alone would wait for ever; so what make started looks, now
and then, whether make waits like that.
"""

import contextlib
import ctypes
import hashlib
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import time
import typing

OLDEST = (3, 11)
ROOT = pathlib.Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
PR_SET_PDEATHSIG = 1
MAKE_SECONDS = 0.5
# The command that serves: what would keep it from starting is told before minutes of installation.
SERVING = ["manage.py", "run"]


def main(arguments: "list[str]") -> None:
    use_new_enough_python()
    signal.signal(signal.SIGTERM, stop)
    watch_make(stop)
    is_dev = arguments[:1] == ["--dev"]
    kind = "dev" if is_dev else "run"
    if arguments[:2] == SERVING and not is_installed(kind):
        refuse_hopeless_start()
    try:
        install(kind)
    except PermissionError as error:
        sys.exit(f"Cannot write {error.filename or VENV}: the project's folder must be writable.")
    except OSError as error:
        sys.exit(f"Cannot install into {VENV}: {error.strerror}.")
    command = arguments[is_dev:]
    if command:
        keep_bytecode()
        signal.setitimer(signal.ITIMER_REAL, 0)  # a timer would outlive exec, its handler would not
        die_with_parent()
        os.execv(str(PYTHON), [str(PYTHON), *command])


def keep_bytecode() -> None:
    """Keep what Python compiles in `.venv`, also where the environment forbids files beside the sources.

    Each of our processes would otherwise compile some three thousand modules anew: 6.5 s of work instead of 2.2.
    """
    if not os.environ.get("PYTHONPYCACHEPREFIX"):
        os.environ["PYTHONPYCACHEPREFIX"] = str(VENV / "bytecode")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def use_new_enough_python() -> None:
    """Go on in the newest Python of this machine when this one is too old."""
    if sys.version_info >= OLDEST:
        return
    for minor in range(19, OLDEST[1] - 1, -1):
        newer = shutil.which(f"python3.{minor}")
        if newer:
            os.execv(newer, [newer, *sys.argv])
    needed = "Python 3.11 or newer is needed, this is {}.{}; install one and name it: make run PYTHON=/path/to/python3"
    sys.exit(needed.format(*sys.version_info))


def refuse_hopeless_start() -> None:
    """Say at once what the supervisor would say after the installation: a port or a folder that cannot be used."""
    trouble = port_trouble(os.environ.get("PORT") or "8000") or folder_trouble(
        pathlib.Path(os.environ.get("REGULARS_VAR") or ROOT / "var")
    )
    if trouble:
        sys.exit(trouble)


def port_trouble(text: str) -> str:
    """Why the web cannot listen there, in one sentence; empty when it can."""
    if not text.isdigit() or not 1 <= int(text) <= 65535:
        return f"PORT must be a number from 1 to 65535, not “{text}”."
    if not can_bind("127.0.0.1", int(text)):
        return f"Port {text} is taken or not allowed; choose another one: make run PORT=8001"
    return ""


def can_bind(host: str, port: int) -> bool:
    try:
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError:
        return False
    return True


def folder_trouble(folder: pathlib.Path) -> str:
    """Why the data cannot lie there; nothing is made yet."""
    found = next(path for path in (folder, *folder.resolve().parents) if path.exists())
    if found.is_dir() and os.access(str(found), os.W_OK | os.X_OK):
        return ""
    return "Cannot use {}: {}.".format(found, "Permission denied" if found.is_dir() else "Not a directory")


def pins(kind: str) -> "list[str]":
    return ["requirements.txt"] + (["requirements-dev.txt"] if kind == "dev" else [])


def wanted(kind: str) -> str:
    """What the stamp says when these pins are installed."""
    return hashlib.sha256(b"".join((ROOT / name).read_bytes() for name in pins(kind))).hexdigest()


def is_installed(kind: str) -> bool:
    stamp = VENV / f"installed-{kind}"
    return PYTHON.exists() and stamp.exists() and stamp.read_text() == wanted(kind)


def install(kind: str) -> None:
    """Make `.venv` hold the pins of `kind`; does nothing when it already does."""
    if is_installed(kind):
        return
    files = pins(kind)
    started = time.monotonic()
    make_venv(is_new=not VENV.exists())
    say("Installing the Python packages into .venv ({})".format(", ".join(files)))
    # Python compiles what it imports when it first does; pip would compile every file of every package.
    options = ["--quiet", "--no-input", "--disable-pip-version-check", "--no-compile"]
    given = [part for name in files for part in ("-r", name)]
    if subprocess.call([str(PYTHON), "-m", "pip", "install", *options, *given], cwd=str(ROOT)):
        sys.exit("The Python packages could not be installed (see above); the next start tries again.")
    (VENV / f"installed-{kind}").write_text(wanted(kind))
    say(f"Packages installed in {time.monotonic() - started:.0f} s")


def make_venv(*, is_new: bool) -> None:
    """Create `.venv`, or again when an interrupted creation left one without a working pip."""
    if not is_new:
        works = PYTHON.exists() and not subprocess.call(
            [str(PYTHON), "-m", "pip", "--version"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        if works:
            return
        say("A half-finished .venv was found and is made again")
    say("Creating .venv with Python {}.{}.{}".format(*sys.version_info))
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(VENV)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if made.returncode and "ensurepip" in made.stdout:
        sys.exit("Python's venv module is incomplete here; on Debian or Ubuntu: apt install python3-venv")
    if made.returncode:
        sys.exit("Cannot create {}: {}".format(VENV, (made.stdout.strip().splitlines() or ["no reason given"])[-1]))


def say(text: str) -> None:
    print("  " + text, flush=True)


def stop(_sign: int, _frame: typing.Any) -> None:
    sys.exit(130)  # on its way out, `subprocess` ends what it waits for


def watch_make(handler: "typing.Callable[[int, typing.Any], None]") -> None:
    """Call the handler of a signal when make, our parent, was interrupted by itself."""

    def look(sign: int, frame: typing.Any) -> None:
        if make_was_interrupted():
            signal.setitimer(signal.ITIMER_REAL, 0)
            handler(sign, frame)

    signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, MAKE_SECONDS, MAKE_SECONDS)


def make_was_interrupted() -> bool:
    """Is our parent a make that is in its handler of a signal, which blocks that signal meanwhile?"""
    try:
        status = pathlib.Path(f"/proc/{os.getppid()}/status").read_text()
    except OSError:
        return False  # not Linux, or make is gone
    facts = dict(line.split(":", 1) for line in status.splitlines() if ":" in line)
    is_make = "make" in facts.get("Name", "")
    asked = sum(1 << (sign - 1) for sign in (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT))
    return is_make and bool(int(facts.get("SigBlk", "0"), 16) & asked)


def die_with_parent() -> None:
    """When `make` is killed, what it started hears of it and stops too."""
    with contextlib.suppress(OSError, AttributeError):  # not Linux
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(signal.SIGTERM))


if __name__ == "__main__":
    main(sys.argv[1:])
