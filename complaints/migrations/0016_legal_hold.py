"""Lifting a legal hold is a permission of its own."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from customers.roles import extend_roles

_MAY = ("complaints.lift_legal_hold",)


def give_roles(apps: Any, _schema_editor: Any) -> None:
    extend_roles(apps, {"owner": _MAY, "manager": _MAY})


class Migration(migrations.Migration):
    dependencies = [("complaints", "0015_facts_of_the_register")]

    operations = [
        migrations.AlterModelOptions(
            name="case",
            options={
                "default_permissions": ("view", "add", "change"),
                "permissions": (
                    ("close_case", "Can resolve, close and reopen cases"),
                    ("assign_case", "Can assign cases"),
                    ("merge_case", "Can merge cases, and reject spam"),
                    ("see_confidential_case", "Can see cases by and about staff"),
                    ("export_case", "Can export cases"),
                    ("lift_legal_hold", "Can lift what keeps a case for the law"),
                ),
                "verbose_name": "case",
                "verbose_name_plural": "cases",
            },
        ),
        migrations.RunPython(give_roles, migrations.RunPython.noop),
    ]
