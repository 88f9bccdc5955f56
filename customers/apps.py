from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CustomersConfig(AppConfig):
    name = "customers"
    verbose_name = _("Customers")

    def ready(self) -> None:
        from core.integrations import Scope, register_scopes

        register_scopes(
            Scope("customers:read", _("Read customers")),
            Scope("customers:write", _("Create and change customers")),
        )
