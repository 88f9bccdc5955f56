from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CampaignsConfig(AppConfig):
    name = "campaigns"
    verbose_name = _("Campaigns")

    def ready(self) -> None:
        from campaigns import copying, enclosing, erasing, facets, neutral, notices, roles, standing, wordings
        from campaigns.automations import asking
        from campaigns.events import wiring
        from campaigns.gifts import wiring as gifts
        from core import definitions, navigation
        from core.integrations import Scope, register_scopes
        from customers import erasing as parts
        from customers import panels
        from messaging import gates, templating
        from messaging.links import wrapping
        from surveys.asking.enclosing import chosen_by

        roles.register()
        register_scopes(
            Scope("campaigns:read", _("Read campaigns and who is in them")),
            Scope("campaigns:write", _("Draft campaigns, start, pause and cancel them")),
            Scope("automations:read", _("Read automatic messages")),
            Scope("automations:write", _("Switch automatic messages on and off")),
        )
        wordings.register()
        facets.register()
        copying.register_sections()
        parts.register(parts.Part("campaigns", erasing.erase))
        gates.register("standing", standing.gate)
        gates.register("automations", asking.gate)
        gates.register("neutral", neutral.gate)
        templating.watch("neutral", neutral.watch)
        gates.register("notices", notices.gate)
        templating.offer(
            words=wordings.PLACEHOLDERS, examples={"notice": wordings.EXAMPLE}, personal=("notice.reason",)
        )
        panels.register(panels.Panel(61, "campaigns", _("Campaigns"), "campaigns:customer", "campaigns.view_recipient"))
        chosen_by("campaigns", enclosing.surveys_of)
        wiring.register()
        gifts.register()
        definitions.register([wordings.UPLIFT, wordings.ATTRIBUTION])
        for source in ("campaign", "automation", "step"):
            wrapping.register(source)
        navigation.register(
            navigation.NavItem(
                "campaigns", _("Campaigns"), "campaigns:list", "megaphone", "campaigns.view_campaign", 70,
                prefix="/campaigns/",
            )
        )  # fmt: skip
