"""The roles, with the permissions that they need even before `post_migrate` has made them."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from customers.roles import ensure_roles


def forward(apps: Any, _schema_editor: Any) -> None:
    ensure_roles(apps)


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0002_guards_and_search"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]
