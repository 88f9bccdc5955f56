"""The browser tests find a Chromium, install Debian's where they may, or say how to get one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser import chromium

Look = Callable[[str], str | None]


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """A machine of root's with apt-get and without a browser; what is run there is only noted."""
    ran: list[list[str]] = []
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(chromium.os, "geteuid", lambda: 0)
    monkeypatch.setattr(chromium.shutil, "which", lambda name: "/usr/bin/apt-get" if name == "apt-get" else None)

    def run(command: list[str], **_options: object) -> object:
        ran.append(command)
        return type("Done", (), {"returncode": 0})

    monkeypatch.setattr(chromium.subprocess, "run", run)
    return ran


def test_one_that_is_there(bare: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chromium.shutil, "which", lambda name: f"/opt/{name}" if name == "google-chrome" else None)
    assert chromium.require() == "/opt/google-chrome"
    assert bare == []


def test_the_one_that_is_named_and_no_other(
    bare: list[list[str]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    named = tmp_path / "my-chromium"
    named.write_text("#!/bin/sh\n")
    monkeypatch.setenv("CHROMIUM", str(named))
    assert chromium.main() == 1, "it cannot be run"
    named.chmod(0o755)
    assert chromium.find() == str(named)
    assert bare == [], "nothing is installed in its place"


def test_debians_is_installed_where_that_is_allowed(bare: list[list[str]]) -> None:
    assert chromium.main() == 1, "there is none all the same"
    assert [command[:2] for command in bare] == [["apt-get", "update"], ["apt-get", "install"]]
    assert set(chromium.PACKAGES) <= set(bare[1])


@pytest.mark.parametrize(("user", "has_apt"), [(1000, True), (0, False)])
def test_else_it_says_how(
    bare: list[list[str]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    user: int,
    *,
    has_apt: bool,
) -> None:
    monkeypatch.setattr(chromium.os, "geteuid", lambda: user)
    if not has_apt:
        monkeypatch.setattr(chromium.shutil, "which", lambda _name: None)
    assert chromium.main() == 1
    assert bare == []
    assert capsys.readouterr().err.strip() == chromium.HOW
    with pytest.raises(RuntimeError, match="apt-get install chromium"):
        chromium.require()
