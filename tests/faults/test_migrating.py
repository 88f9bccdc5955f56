"""A database made in the shorter way, from one file, is the one that Django's own way makes."""

from __future__ import annotations

import re
from typing import Any

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection

from config import schema as shorter
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
    "migrations": "SELECT app, name FROM django_migrations ORDER BY 1, 2",
    "roles": """
        SELECT auth_group.name, codename FROM auth_group JOIN auth_group_permissions ON group_id = auth_group.id
        JOIN auth_permission ON auth_permission.id = permission_id ORDER BY 1, 2""",
}
# What an installation starts with.
TABLES = (
    *(
        "loyalty_programme",
        "loyalty_currencypolicy",
        "loyalty_earnrule",
        "loyalty_ledgersettings",
        "loyalty_spendingterms",
    ),
    *("loyalty_pricingsettings", "loyalty_stackinggroup", "loyalty_tiersettings", "messaging_countrywording"),
)
_OTHERWISE = re.compile(
    r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|datetime\([^)]*\)|::character varying|::text|[\[\]() ]"
)


def schema(name: str) -> dict[str, list[Any]]:
    parameters = connection.get_connection_params() | {"dbname": name}
    parameters = {key: parameters[key] for key in ("dbname", "user", "password", "host", "port") if key in parameters}
    with psycopg.connect(**parameters) as session:
        parts = {part: session.execute(statement).fetchall() for part, statement in SCHEMA.items()}  # type: ignore[arg-type]
        return parts | {
            "rows": [row for table in TABLES for row in session.execute(f"SELECT '{table}', * FROM {table}")]
        }


def plain(rows: list[Any]) -> set[str]:
    """Without tokens and moments, and without casts: of a list of words PostgreSQL casts the whole, or word by word."""
    return {_OTHERWISE.sub("", str(row)) for row in rows}


def test_the_shorter_way_makes_the_same_database(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, slow = connection.settings_dict["NAME"], f"{connection.settings_dict['NAME']}_slow"
    monkeypatch.setattr(shorter, "is_base", lambda: False)
    databases.migrate_into(slow)
    try:
        expected, found = schema(slow), schema(ours)
    finally:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{slow}" WITH (FORCE)')
    for part in SCHEMA:
        assert len(expected[part]) > 6
        assert plain(found[part]) ^ plain(expected[part]) == set(), part
        assert len(found[part]) == len(expected[part])


def test_no_two_installations_share_a_token() -> None:
    rows = [line for line in shorter.FILE.read_text().splitlines() if line.startswith("\t(")]
    assert len(rows) > 1000
    assert not [row for row in rows if shorter._UUID.search(row) or shorter._MOMENT.search(row)]


def test_who_asks_for_something_particular_gets_it_from_django(monkeypatch: pytest.MonkeyPatch) -> None:
    empty = f"{connection.settings_dict['NAME']}_empty"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{empty}"')
    ours = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = empty
    try:
        call_command("migrate", "contenttypes", verbosity=0)
        assert set(connection.introspection.table_names()) == {"django_content_type", "django_migrations"}
    finally:
        connection.close()
        connection.settings_dict["NAME"] = ours
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{empty}" WITH (FORCE)')
