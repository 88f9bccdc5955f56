"""The `DatabaseWrapper` that Django looks for in a database backend."""

from __future__ import annotations

from typing import Any

from django.db.backends.postgresql import base

from config import embedded


class DatabaseWrapper(base.DatabaseWrapper):
    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        embedded.start_if_needed()
        return super().get_new_connection(conn_params)
