"""The project as an app: wires Celery, and names the admin site."""

from __future__ import annotations

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig as DjangoAdminConfig


class ConfigApp(AppConfig):
    name = "config"

    def ready(self) -> None:
        # Without it, `shared_task` in a web process would publish to a default broker.
        from config import celery  # noqa: F401


class AdminConfig(DjangoAdminConfig):
    default_site = "config.admin_site.AdminSite"
