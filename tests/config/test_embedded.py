"""Addresses, secrets and locks; the servers themselves are tried in tests/faults."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import environ
import pytest

from config import embedded


@pytest.fixture
def var(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An installation of its own, with nothing started."""
    for name in ("DATABASE_URL", "REDIS_URL", "CACHE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("REGULARS_VAR", str(tmp_path / "var"))
    monkeypatch.setattr(embedded, "_drafts", {})
    return tmp_path / "var"


class TestAddresses:
    def test_embedded(self, var: Path) -> None:
        assert embedded.is_embedded()
        found = environ.Env().db_url_config(embedded.database_url())
        assert (found["NAME"], found["OPTIONS"]) == ("regulars", {"host": str(var / "run")})
        assert embedded.broker_url() == f"redis+socket://{var}/run/valkey.sock?virtual_host=0"
        assert embedded.cache_url() == f"unix://{var}/run/valkey.sock?db=1"

    def test_a_blank_in_the_path_survives(self, var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("REGULARS_VAR", str(var.parent / "my shop"))
        found = environ.Env().db_url_config(embedded.database_url())
        assert found["OPTIONS"] == {"host": str(var.parent / "my shop" / "run")}

    def test_outside(self, var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("DATABASE_URL", "postgresql://a@b/c")
        monkeypatch.setenv("REDIS_URL", "redis://h:6379/3")
        assert not embedded.is_embedded()
        assert embedded.database_url() == "postgresql://a@b/c"
        assert embedded.broker_url() == embedded.redis_url() == "redis://h:6379/3"

    @pytest.mark.parametrize(
        ("url", "cache"),
        [
            ("redis://h:6379", "redis://h:6379/1"),
            ("redis://h:6379/0", "redis://h:6379/1"),
            ("unix:///run/redis.sock", "unix:///run/redis.sock?db=1"),
            ("unix:///run/redis.sock?db=2", "unix:///run/redis.sock?db=3"),
            ("rediss://u:p@h:6379/4?x=1", "rediss://u:p@h:6379/5?x=1"),
        ],
    )
    def test_the_cache_never_shares_the_queues_database(
        self, var: Path, monkeypatch: pytest.MonkeyPatch, url: str, cache: str
    ) -> None:
        monkeypatch.setenv("REDIS_URL", url)
        assert embedded.cache_url() == cache

    def test_a_long_path_moves_the_sockets(self, var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("REGULARS_VAR", str(var / ("long" * 30)))
        assert len(os.fsencode(embedded.POSTGRES.socket_path)) <= embedded.MAX_SOCKET_PATH
        assert str(os.geteuid()) in embedded.socket_dir().name


class TestSecrets:
    def test_reading_writes_nothing(self, var: Path) -> None:
        assert len(embedded.secret("session")) > 50
        assert embedded.secret("session") == embedded.secret("session")
        assert not var.exists()

    def test_what_was_read_is_what_is_kept(self, var: Path) -> None:
        known = embedded.secret("links")
        assert embedded.keep_secret("links", known) == known
        embedded._drafts.clear()
        assert embedded.secret("links") == known

    def test_every_key_of_the_settings_is_kept(self, var: Path) -> None:
        """Else each process would have its own, and could not open what another sealed."""
        read = {name: embedded.secret(name) for name in embedded.KEYS.values()}
        embedded._keep_secrets()
        embedded._drafts.clear()
        assert {name: embedded.secret(name) for name in read} == read
        with pytest.raises(ValueError, match="No start keeps"):
            embedded.secret("another")

    def test_the_first_writer_wins(self, var: Path) -> None:
        assert embedded.keep_secret("links", "first") == "first"
        assert embedded.keep_secret("links", "second") == "first"
        assert [path.name for path in (var / "secrets").iterdir()] == ["links"]

    def test_a_key_in_use_is_not_exchanged_silently(self, var: Path) -> None:
        embedded.secret("links")
        embedded.keep_secret("links", "another process's")
        with pytest.raises(embedded.EmbeddedError, match="please start again"):
            embedded._keep_secrets()

    def test_only_the_owner_reads(self, var: Path) -> None:
        embedded.keep_secret("links", "first")
        assert stat.S_IMODE((var / "secrets" / "links").stat().st_mode) == 0o600
        assert stat.S_IMODE((var / "secrets").stat().st_mode) == 0o700

    def test_none_outside(self, var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("DATABASE_URL", "postgresql://a@b/c")
        assert embedded.secret("session") == ""


class TestLocks:
    def test_held_only_while_open(self, tmp_path: Path) -> None:
        path = tmp_path / "lock"
        assert not embedded.is_held(path)
        with embedded.locked(path):
            assert embedded.is_held(path)
        assert not embedded.is_held(path)

    def test_a_planted_folder_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "elsewhere").mkdir()
        (tmp_path / "run").symlink_to(tmp_path / "elsewhere")
        with pytest.raises(embedded.EmbeddedError, match="belongs to somebody else"):
            embedded.private_dir(tmp_path / "run")

    def test_an_open_folder_is_closed(self, tmp_path: Path) -> None:
        (tmp_path / "run").mkdir(mode=0o755)
        embedded.private_dir(tmp_path / "run")
        assert stat.S_IMODE((tmp_path / "run").stat().st_mode) == 0o700
