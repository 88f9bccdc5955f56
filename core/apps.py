from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = _("Basics")

    def ready(self) -> None:
        from core import (
            checks,  # noqa: F401  # registers the system checks
            navigation,
            webhooks,
        )
        from core.api import schema  # noqa: F401  # drf-spectacular learns of our tokens

        navigation.register(
            navigation.NavItem("settings", _("Settings"), "admin:index", "sliders", order=90, for_admins=True),
        )
        webhooks.register(webhooks.EventType("webhook.test", _("Test")))
