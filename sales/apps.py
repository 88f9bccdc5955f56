from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SalesConfig(AppConfig):
    name = "sales"
    verbose_name = _("Sales")

    def ready(self) -> None:
        from core.integrations import Scope, register_scopes

        register_scopes(
            Scope("products:read", _("Read products")),
            Scope("purchases:read", _("Read purchases")),
            Scope("purchases:write", _("Record purchases and returns")),
        )
