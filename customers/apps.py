from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CustomersConfig(AppConfig):
    name = "customers"
    verbose_name = _("Customers")

    def ready(self) -> None:
        from core import jobs
        from customers import (
            copying,
            listcolumns,
            listfiles,
            memberpage,
            portability,
            scopes,
            timeline,
            wordings,
        )
        from customers.erasing import own
        from customers.imports.importer import register_labels
        from customers.imports.jobs import KIND, REHEARSAL, rehearse_job, run_job
        from customers.memberpage import choices
        from customers.segments import wiring as segments

        scopes.register()
        _register_places()
        memberpage.register(
            memberpage.Section(80, "choices", _("What we may do"), "memberpage/_choices.html", choices.choices_section)
        )
        memberpage.register(
            memberpage.Section(
                95, "leaving", _("Leave the programme"), "memberpage/_leaving.html", choices.leaving_section
            )
        )
        timeline.register(wordings.VERBS)
        own.register_own()
        copying.register_sections()
        may_copy = portability.PERMISSION
        jobs.register(portability.KIND, portability.run_job, needs=(may_copy,), private_to=may_copy, shown_to=may_copy)
        for kind, runner in ((KIND, run_job), (REHEARSAL, rehearse_job)):
            jobs.register(kind, runner, needs=("customers.import_customer",), shown_to="customers.import_customer")
        listfiles.register()
        register_labels()
        listcolumns.register()
        segments.register()


def _register_places() -> None:
    """Entries of the navigation, and panels of the customer's record."""
    from core.navigation import NavItem, register
    from customers import panels

    register(NavItem("today", _("Today"), "customers:today", "house", order=10))
    register(
        NavItem("customers", _("Customers"), "customers:list", "people", "customers.view_customer", 20, "/customers/")
    )
    for panel in (
        panels.Panel(20, "follow-ups", _("Follow-ups"), "customers:follow_ups", "customers.view_followup"),
        panels.Panel(60, "notes", _("Notes"), "customers:notes", "customers.view_note"),
        panels.Panel(70, "interests", _("Interests"), "customers:interests", "customers.view_customer"),
        panels.Panel(80, "consents", _("Consents"), "customers:consents", "customers.view_consent"),
        panels.Panel(90, "memberpage", _("Personal page"), "customers:memberpage", "customers.share_memberlink"),
        panels.Panel(95, "timeline", _("Timeline"), "customers:timeline", "customers.view_timelineentry"),
    ):
        panels.register(panel)
