"""When a new database may begin with the file of the whole schema."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from config import schema

NAMED = re.compile(r"^from (\w+(?:\.\w+)*\.roles) import", re.MULTILINE)


@pytest.fixture
def made_of_two(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, str]:
    now = {"a/migrations/0001.py": "1" * 16, "a/migrations/0002.py": "2" * 16}
    monkeypatch.setattr(schema, "FILE", tmp_path / "schema.sql")
    monkeypatch.setattr(schema, "sources", lambda: now)
    schema.FILE.write_text(schema._head() + "CREATE TABLE;\n-- made of nothing 0\n")
    return now


def test_it_fits_what_it_was_made_of(made_of_two: dict[str, str]) -> None:
    assert schema.made_of() == made_of_two
    assert schema.is_current()
    assert schema.is_base()


def test_more_is_run_on_top_of_it(made_of_two: dict[str, str]) -> None:
    made_of_two["b/migrations/0001.py"] = "3" * 16
    assert not schema.is_current()
    assert schema.is_base()


@pytest.mark.parametrize("is_gone", [False, True])
def test_what_is_another_now_makes_it_useless(made_of_two: dict[str, str], *, is_gone: bool) -> None:
    if is_gone:
        del made_of_two["a/migrations/0001.py"]
    else:
        made_of_two["a/migrations/0001.py"] = "4" * 16
    assert not schema.is_base()


def test_no_file_is_no_base(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(schema, "FILE", tmp_path / "nowhere.sql")
    assert not schema.is_base()


def test_what_migrations_take_from_elsewhere_is_looked_at() -> None:
    """Roles are all that they take of what may change; of apps' own `roles.py` they hold copies."""
    known = schema.sources()
    for path in schema.ROOT.glob("*/migrations/*.py"):
        for module in NAMED.findall(path.read_text()):
            assert f"{module.replace('.', '/')}.py" in known, f"{path} takes {module}"
