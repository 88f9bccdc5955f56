"""Operations of migrations, there and back on a real table."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection, models
from django.db.migrations import CreateModel
from django.db.migrations.state import ProjectState
from django.db.migrations.writer import MigrationWriter

from core.migrating import AddFields

pytestmark = pytest.mark.django_db
FIELDS: list[tuple[str, models.Field[Any, Any]]] = [
    ("rank", models.PositiveSmallIntegerField(default=7)),
    ("note", models.CharField(max_length=20, blank=True, default="")),
    ("until", models.DateField(null=True, db_index=True)),
]
ADD = AddFields("Scratch", FIELDS)


@pytest.fixture
def before() -> ProjectState:
    """A table with one row, in a state of the project that knows nothing else."""
    create = CreateModel("Scratch", [("id", models.BigAutoField(primary_key=True)), ("name", models.TextField())])
    empty, state = ProjectState(), ProjectState()
    create.state_forwards("core", state)
    with connection.schema_editor() as editor:
        create.database_forwards("core", editor, empty, state)
    state.apps.get_model("core", "Scratch").objects.create(name="Ada")
    return state


def after(before: ProjectState) -> ProjectState:
    state = before.clone()
    ADD.state_forwards("core", state)
    return state


def forwards(before: ProjectState) -> ProjectState:
    state = after(before)
    with connection.schema_editor() as editor:
        ADD.database_forwards("core", editor, before, state)
    return state


def columns() -> list[str]:
    with connection.cursor() as cursor:
        return [column.name for column in connection.introspection.get_table_description(cursor, "core_scratch")]


def test_the_state_knows_the_fields_and_the_one_before_does_not(before: ProjectState) -> None:
    state = after(before)
    assert list(state.models["core", "scratch"].fields) == ["id", "name", "rank", "note", "until"]
    assert list(before.models["core", "scratch"].fields) == ["id", "name"]
    assert state.apps.get_model("core", "Scratch")._meta.get_field("rank").default == 7


def test_rows_that_are_there_get_the_defaults(before: ProjectState) -> None:
    state = forwards(before)
    assert columns() == ["id", "name", "rank", "note", "until"]
    made = state.apps.get_model("core", "Scratch")
    assert made.objects.values_list("name", "rank", "note", "until").get() == ("Ada", 7, "", None)
    made.objects.create(name="Grace", rank=1, note="first")
    assert made.objects.filter(rank=1, note="first").count() == 1


def test_back_again(before: ProjectState) -> None:
    """As the executor does it: from the state with the fields to the one without."""
    state = forwards(before)
    with connection.schema_editor() as editor:
        ADD.database_backwards("core", editor, state, before)
    assert columns() == ["id", "name"]
    assert before.apps.get_model("core", "Scratch").objects.get().name == "Ada"
    forwards(before)
    assert columns() == ["id", "name", "rank", "note", "until"]


def test_it_says_what_it_does_and_can_be_written_into_a_migration() -> None:
    assert ADD.reversible
    assert ADD.describe() == "Add fields rank, note, until to Scratch"
    name, arguments, named = ADD.deconstruct()
    assert (name, named) == ("AddFields", {})
    text, imports = MigrationWriter.serialize(arguments)
    assert "Scratch" in text
    assert "import django.db.models" in " ".join(imports) or "from django.db import models" in imports
