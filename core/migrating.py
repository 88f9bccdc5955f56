"""What migrations need that Django has not."""

from __future__ import annotations

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models import Field


class AddFields(Operation):
    """Plain columns of one table, together.

    After every change of a table Django builds all models anew that are connected with it, which is most of
    them: forty columns one by one take ten seconds, together one. No relations, and
    defaults stay.
    """

    reversible = True

    def __init__(self, model_name: str, fields: list[tuple[str, Field[Any, Any]]]) -> None:
        self.model_name = model_name
        self.fields = fields

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        state.models[app_label, self.model_name.lower()].fields.update(self.fields)
        state.reload_model(app_label, self.model_name.lower(), delay=True)

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        table, had = (state.apps.get_model(app_label, self.model_name) for state in (to_state, from_state))
        for name, _field in self.fields:
            schema_editor.add_field(had, table._meta.get_field(name))  # noqa: SLF001  # its documented API

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        table = from_state.apps.get_model(app_label, self.model_name)
        for name, _field in reversed(self.fields):
            schema_editor.remove_field(table, table._meta.get_field(name))  # noqa: SLF001  # its documented API

    def describe(self) -> str:
        return "Add fields {} to {}".format(", ".join(name for name, _field in self.fields), self.model_name)
