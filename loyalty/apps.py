from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LoyaltyConfig(AppConfig):
    name = "loyalty"
    verbose_name = _("Loyalty")

    def ready(self) -> None:
        from core.integrations import Scope, register_scopes
        from loyalty.ledger import earning_hook
        from sales import hooks

        register_scopes(
            Scope("accounts:read", _("Read accounts and entries")),
            Scope("metrics:read", _("Read figures")),
        )
        hooks.register("loyalty.earning", earning_hook)
