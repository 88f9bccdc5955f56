"""What is documented exists, and what exists is documented."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

ROOT = Path(__file__).resolve().parent.parent.parent
OURS = ["config", "campaigns", "complaints", "surveys", "loyalty", "sales", "messaging", "customers", "core"]
# Set by the machinery itself, not by people.
INTERNAL = {"DJANGO_SETTINGS_MODULE", "REGULARS_TEST", "BENCH_DATABASE", "BENCH_SINK"}
_READS = re.compile(r"""(?:env\.\w+|environ\.get|environ|getenv)[(\[]\s*["']([A-Z][A-Z0-9_]+)["']""")


def read_variables() -> set[str]:
    found: set[str] = set()
    for package in [*OURS, "benchmarks"]:
        for path in (ROOT / package).rglob("*.py"):
            found.update(_READS.findall(path.read_text()))
    return (found | {"DATABASE_URL", "REDIS_URL"}) - INTERNAL


def documented() -> set[str]:
    return set(re.findall(r"^\| `([A-Z][A-Z0-9_]+)`", (ROOT / "docs" / "settings.md").read_text(), re.MULTILINE))


def test_every_setting_is_documented() -> None:
    assert read_variables() - documented() == set()


def test_every_documented_setting_exists() -> None:
    made_by_make = set(re.findall(r"^(\w+) \?=", (ROOT / "Makefile").read_text(), re.MULTILINE))
    browser = {"CHROMIUM"}
    assert documented() - read_variables() - made_by_make - browser == set()


def test_every_command_is_documented() -> None:
    text = "\n".join(path.read_text() for path in [*(ROOT / "docs").rglob("*.md"), ROOT / "README.md"])
    ours = {name for name, app in get_commands().items() if app in OURS}
    assert {name for name in ours if f"`{name}" not in text and f"manage.py {name}" not in text} == set()


@pytest.mark.parametrize("page", sorted((ROOT / "docs").rglob("*.md")), ids=lambda path: path.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text()):
        assert (page.parent / target).exists(), target


def test_the_services_of_a_server_are_those_of_operations() -> None:
    """Whoever copies the units runs what operations tells, with settings that exist."""
    server, operations = ((ROOT / "docs" / name).read_text() for name in ("server.md", "operations.md"))
    started = re.findall(r"^ExecStart=/srv/regulars/app/(.+)$", server, re.MULTILINE)
    assert sorted(started) == sorted(
        re.findall(r"^\| \w+ \| `(.venv/bin/python -m [^`]+)` \|", operations, re.MULTILINE)
    )
    settings = set(re.findall(r"^([A-Z][A-Z0-9_]+)=", server, re.MULTILINE))
    assert settings - documented() == set()
    assert {"SECRET_KEY", "LINK_KEYS", "SUPPRESSION_KEYS", "WEBHOOK_KEYS", "BEHIND_PROXY"} <= settings
