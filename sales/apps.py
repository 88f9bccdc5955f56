from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SalesConfig(AppConfig):
    name = "sales"
    verbose_name = _("Sales")

    def ready(self) -> None:
        from core import definitions, jobs, navigation
        from core.integrations import Scope, register_scopes
        from customers import erasing, finders, interests, listfiles, merging, panels, timeline
        from messaging import gates
        from messaging.wordings import REASONS as OUTBOX
        from sales import copying, facets, placeholders, restocking
        from sales import erasing as selling
        from sales.definitions import DEFINITIONS
        from sales.finders import find_products, find_receipts
        from sales.imports.importer import register_labels
        from sales.imports.jobs import KIND, REHEARSAL, rehearse_job, run_job
        from sales.merging import move_purchases
        from sales.wordings import REASONS, VERBS

        definitions.register(DEFINITIONS)
        register_scopes(
            Scope("products:read", _("Read products")),
            Scope("products:write", _("Create and change products")),
            Scope("purchases:read", _("Read purchases")),
            Scope("purchases:write", _("Record purchases and returns")),
        )
        navigation.register(
            navigation.NavItem("sales", _("Sales"), "sales:purchases", "receipt", "sales.view_purchase", 30)
        )
        panels.register(
            panels.Panel(20, "purchases", _("Purchases"), "sales:customer_purchases", "sales.view_purchase")
        )
        finders.register(finders.Finder("receipts", _("Receipts"), "sales.view_purchase", find_receipts, 20))
        finders.register(finders.Finder("products", _("Products"), "sales.view_product", find_products, 30))
        merging.register("sales", move_purchases)
        copying.register_sections()
        facets.register()
        placeholders.register()
        gates.register("stock", restocking.gate)
        OUTBOX.update(
            {
                restocking.OUT: _("It is out of stock again; it waits until it is back."),
                restocking.BOUGHT: _("They have bought it meanwhile."),
            }
        )
        erasing.register(erasing.Part("sales", selling.erase, obstacles=selling.obstacles, tells=selling.tells))
        timeline.register(VERBS)
        interests.register(REASONS)
        for kind, runner in ((KIND, run_job), (REHEARSAL, rehearse_job)):
            jobs.register(kind, runner, needs=("sales.import_purchase",), shown_to="sales.import_purchase")
        listfiles.register_kind("sales.export_purchase")
        register_labels()
