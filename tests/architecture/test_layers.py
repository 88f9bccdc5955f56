"""The order of the apps, also where import-linter cannot look: relations by name, and the pinned packages."""

from __future__ import annotations

import ast
import importlib.metadata
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parent.parent.parent
# From top to bottom: a line may know those below it.
ORDER = ["config", "campaigns", "complaints", "surveys", "loyalty", "sales", "messaging", "customers", "core"]
APPS = ORDER[1:]


@pytest.mark.parametrize("label", APPS)
def test_relations_never_point_up(label: str) -> None:
    """A foreign key named by a string is an import that import-linter does not see."""
    for model in apps.get_app_config(label).get_models():
        for field in model._meta.get_fields():
            if field.auto_created or not field.is_relation or not field.related_model:
                continue
            target = field.related_model._meta.app_label
            if target in APPS:
                assert APPS.index(target) >= APPS.index(label), f"{model.__name__}.{field.name} points up to {target}"


def test_the_linter_knows_the_same_order() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    layers = re.search(r"layers = \[(.*?)\]", text, re.DOTALL)
    assert layers
    assert re.findall(r'"(\w+)"', layers[1]) == ORDER


def sources() -> Iterator[Path]:
    for package in ORDER:
        yield from (ROOT / package).rglob("*.py")


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def test_every_imported_package_is_pinned_to_run() -> None:
    """A package that only requirements-dev.txt brings would be missing after `make run`."""
    pins = {name.lower() for name in re.findall(r"^([\w.-]+)==", (ROOT / "requirements.txt").read_text(), re.MULTILINE)}
    owners = importlib.metadata.packages_distributions()
    found = {name for path in sources() for name in imported(path)} - set(ORDER) - sys.stdlib_module_names
    unpinned = {name for name in found if not {owner.lower() for owner in owners.get(name, [])} & pins}
    assert not unpinned


def test_pins_are_exact_and_in_one_file_only() -> None:
    def names(file: str) -> list[str]:
        lines = [line for line in (ROOT / file).read_text().splitlines() if line and not line.startswith("#")]
        assert all(re.match(r"^[\w.-]+==[\w.]+( ; .+)?$", line) for line in lines), file
        return [line.partition("==")[0].lower() for line in lines]

    run, dev = names("requirements.txt"), names("requirements-dev.txt")
    assert len(run + dev) == len(set(run + dev))


def test_no_model_signals() -> None:
    """Business logic in `post_save` and friends runs where nobody looks, and not at all in bulk writes."""
    banned = {"pre_save", "post_save", "pre_delete", "post_delete", "m2m_changed"}
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and node.module == "django.db.models.signals":
                assert not banned & {alias.name for alias in node.names}, path
