"""A database migrated in the shorter way is the one that Django's own way makes."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any

import psycopg
import pytest
from django.db import connection

from config.management.commands import migrate
from tests import databases

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
SCHEMA = {
    "columns": """
        SELECT table_name, column_name, data_type, udt_name, character_maximum_length, is_nullable, column_default,
               is_identity, generation_expression
        FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2""",
    "constraints": """
        SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2""",
    "indexes": "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1, 2",
    "triggers": """
        SELECT tgrelid::regclass::text, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal ORDER BY 2""",
    "functions": """
        SELECT proname, pg_get_functiondef(pg_proc.oid) FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace AND prokind = 'f' AND prolang IN (
            SELECT oid FROM pg_language WHERE lanname IN ('plpgsql', 'sql')) ORDER BY 1, 2""",
    "permissions": """
        SELECT app_label, model, codename, name FROM auth_permission
        JOIN django_content_type ON django_content_type.id = content_type_id ORDER BY 1, 2, 3""",
    "roles": """
        SELECT auth_group.name, codename FROM auth_group JOIN auth_group_permissions ON group_id = auth_group.id
        JOIN auth_permission ON auth_permission.id = permission_id ORDER BY 1, 2""",
}


def schema(name: str) -> dict[str, list[Any]]:
    parameters = connection.get_connection_params() | {"dbname": name}
    parameters = {key: parameters[key] for key in ("dbname", "user", "password", "host", "port") if key in parameters}
    with psycopg.connect(**parameters) as session:
        return {part: session.execute(statement).fetchall() for part, statement in SCHEMA.items()}  # type: ignore[arg-type]


def test_the_shorter_way_makes_the_same_database(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, plain = connection.settings_dict["NAME"], f"{connection.settings_dict['NAME']}_plain"
    monkeypatch.setattr(migrate, "near_relations", nullcontext)
    databases.migrate_into(plain)
    try:
        expected, found = schema(plain), schema(ours)
    finally:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{plain}" WITH (FORCE)')
    for part in SCHEMA:
        assert len(expected[part]) > 6
        assert found[part] == expected[part], part
