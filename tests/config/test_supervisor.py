"""What `make run` says when it cannot start: one sentence, before anything is started."""

from __future__ import annotations

import hashlib
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from config import embedded, supervisor
from config.embedded import BASE_DIR


def run(var: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    given = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL", "PORT"}}
    command = [sys.executable, "manage.py", "run"]
    return subprocess.run(
        command,
        cwd=BASE_DIR,
        env=given | {"REGULARS_VAR": str(var)} | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_taken_port(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = run(tmp_path / "var", PORT=port)
    assert done.returncode == 1
    assert done.stderr == f"Port {port} is taken or not allowed; choose another one: make run PORT=8001\n"
    assert not (tmp_path / "var" / "pg").exists()


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A clone in which nothing is installed."""
    (tmp_path / "clone" / "config").mkdir(parents=True)
    for name in ("config/bootstrap.py", "requirements.txt", "Makefile"):
        shutil.copy(BASE_DIR / name, tmp_path / "clone" / name)
    return tmp_path / "clone"


def make_run(clone: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    command = ["make", "--no-print-directory", "run", f"PYTHON={sys.executable}"]
    given = {name: value for name, value in os.environ.items() if name not in {"PORT", "REGULARS_VAR"}}
    return subprocess.run(
        command, cwd=clone, env=given | environment, capture_output=True, text=True, timeout=60, check=False
    )


class TestBeforeInstalling:
    """What would keep it from starting is told before anything is installed."""

    def test_a_taken_port(self, bare: Path) -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = str(taken.getsockname()[1])
            done = make_run(bare, PORT=port)
        told = done.stderr.splitlines()
        assert told[0] == f"Port {port} is taken or not allowed; choose another one: make run PORT=8001"
        assert done.returncode != 0
        assert sorted(path.name for path in bare.iterdir()) == ["Makefile", "config", "requirements.txt"]

    def test_an_unwritable_folder(self, bare: Path) -> None:
        (bare / "var").write_text("")
        done = make_run(bare, PORT="18998")
        assert done.stderr.splitlines()[0] == f"Cannot use {bare}/var: Not a directory."
        assert not (bare / ".venv").exists()


def test_a_first_start_killed_while_the_database_was_made_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("REGULARS_VAR", str(tmp_path / "var"))
    monkeypatch.setenv("PORT", "18997")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr(embedded, "start_if_needed", _stop)
    for found in (False, True):
        if found:
            embedded.unfinished_dir().mkdir(parents=True)
        with pytest.raises(KeyboardInterrupt):
            supervisor._start_all()
        told = capsys.readouterr().out.splitlines()
        assert ("  A half-finished first start was found and is done again." in told) == found


def _stop() -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("port", ["0", "65536", "web", "-1"])
def test_not_a_port(tmp_path: Path, port: str) -> None:
    done = run(tmp_path / "var", PORT=port)
    assert (done.returncode, done.stderr) == (1, f"PORT must be a number from 1 to 65535, not “{port}”.\n")


def test_an_unwritable_folder(tmp_path: Path) -> None:
    """A file where the folder should be: not even root can write below it."""
    (tmp_path / "var").write_text("")
    done = run(tmp_path / "var")
    assert done.returncode == 1
    assert done.stderr.startswith(f"Cannot use {tmp_path}/var")
    assert len(done.stderr.splitlines()) == 1


def test_a_second_supervisor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGULARS_VAR", str(tmp_path / "var"))
    with supervisor._alone():
        done = run(tmp_path / "var", PORT="18999")
    assert (done.returncode, done.stderr) == (1, f"Regulars already runs with the data in {tmp_path}/var.\n")


def test_outside_servers_get_keys_that_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGULARS_VAR", str(tmp_path / "var"))
    monkeypatch.setenv("DATABASE_URL", "postgresql://a@b/c")
    monkeypatch.setenv("SECRET_KEY", "given")
    for name in ("LINK_KEYS", "SUPPRESSION_KEYS", "BIND"):
        monkeypatch.delenv(name, raising=False)
    first, second = supervisor._environment(8000), supervisor._environment(8000)
    assert first == second
    assert first["SECRET_KEY"] == "given"
    assert len(first["LINK_KEYS"]) > 50
    assert first["LINK_KEYS"] != first["SUPPRESSION_KEYS"]
    assert first["BIND"].startswith("127.0.0.1:8000")


def test_an_old_python_is_named() -> None:
    """Run with a version that claims to be older, on a machine that has no other."""
    code = (
        "import sys, shutil; sys.path.insert(0, 'config'); import bootstrap;"
        "shutil.which = lambda name: None; sys.version_info = (3, 9, 2, 'final', 0);"
        "bootstrap.use_new_enough_python()"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=BASE_DIR, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("Python 3.11 or newer is needed, this is 3.9; ")
    assert len(done.stderr.splitlines()) == 1


def test_compiled_modules_are_kept_whatever_the_environment_says(bare: Path) -> None:
    """Where no bytecode may be written, every process would compile everything anew."""
    (bare / ".venv" / "bin").mkdir(parents=True)
    (bare / ".venv" / "bin" / "python").symlink_to(sys.executable)
    (bare / ".venv" / "installed-run").write_text(hashlib.sha256((bare / "requirements.txt").read_bytes()).hexdigest())
    given = {name: value for name, value in os.environ.items() if name != "PYTHONPYCACHEPREFIX"}
    asked = "import sys; print(sys.dont_write_bytecode, sys.pycache_prefix)"
    done = subprocess.run(
        [sys.executable, "config/bootstrap.py", "-c", asked],
        cwd=bare, env=given | {"PYTHONDONTWRITEBYTECODE": "1"}, capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    assert done.stdout == f"False {bare / '.venv' / 'bytecode'}\n"
