from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LoyaltyConfig(AppConfig):
    name = "loyalty"
    verbose_name = _("Loyalty")

    def ready(self) -> None:
        from core.integrations import Scope, register_scopes
        from loyalty import copying, erasing, facets, memberpage, merging, placeholders, roles
        from loyalty.cards import wiring as cards
        from loyalty.costs import wiring as costs
        from loyalty.draws import wiring as draws
        from loyalty.earning import wiring as earning
        from loyalty.editions import wiring as editions
        from loyalty.households import wiring as households
        from loyalty.ledger import wiring as ledger
        from loyalty.metrics import wiring
        from loyalty.pricing import wiring as pricing
        from loyalty.referrals import wiring as referrals
        from loyalty.rewards import wiring as rewards
        from loyalty.tiers import wiring as tiers
        from loyalty.till import wiring as till

        register_scopes(
            Scope("accounts:read", _("Read accounts and entries")),
            Scope("metrics:read", _("Read figures")),
        )
        # Around the ledger's hook: one policy raises levels before a purchase earns, the other after.
        tiers.register_before_earning()
        # Before the accounts: a pool follows its holder when two records are merged.
        households.register()
        ledger.register()
        earning.register()
        tiers.register()
        wiring.register()
        memberpage.register()
        cards.register()
        referrals.register()
        draws.register()
        editions.register()
        pricing.register()
        costs.register()
        till.register()
        rewards.register()
        merging.register()
        erasing.register()
        copying.register_sections()
        facets.register()
        placeholders.register()
        roles.register()
        ledger.register_last()
