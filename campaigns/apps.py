from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CampaignsConfig(AppConfig):
    name = "campaigns"
    verbose_name = _("Campaigns")

    def ready(self) -> None:
        from campaigns import copying, roles, wordings
        from campaigns.automations import sending
        from core import definitions, navigation
        from messaging import gates
        from messaging.links import wrapping

        roles.register()
        wordings.register()
        copying.register_sections()
        definitions.register([wordings.UPLIFT, wordings.ATTRIBUTION])
        gates.register("automations", sending.gate)
        for source in ("campaign", "automation"):
            wrapping.register(source)
        navigation.register(
            navigation.NavItem(
                "campaigns", _("Campaigns"), "campaigns:list", "megaphone", "campaigns.view_campaign", 70,
                prefix="/campaigns/",
            )
        )  # fmt: skip
