"""Django's `migrate`, in a third less time on an empty database."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import migrate

from core.migrating import near_relations


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        with near_relations():
            super().handle(*args, **options)
