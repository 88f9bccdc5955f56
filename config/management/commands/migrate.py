"""Django's `migrate`, which makes an empty database from one file."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import migrate
from django.db import connections

from config import schema

# Who asks for something particular gets it from Django.
PARTICULAR = ("app_label", "migration_name", "fake", "fake_initial", "plan", "check_unapplied", "prune")


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        if not any(options[name] for name in PARTICULAR) and schema.is_wanted(connection):
            schema.load(connection)
        super().handle(*args, **options)
