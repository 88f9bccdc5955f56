from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ComplaintsConfig(AppConfig):
    name = "complaints"
    verbose_name = _("Complaints")

    def ready(self) -> None:
        from complaints import facets, privacy, roles
        from complaints.amends import wiring as amends
        from complaints.doors import wiring as doors
        from complaints.incidents import wiring as incidents
        from complaints.learning import wiring as learning
        from complaints.mail import wiring as mail
        from complaints.sla import wiring as sla
        from complaints.telling import wiring as telling
        from complaints.working import wiring as working
        from core.integrations import Scope, register_scopes

        roles.register()
        privacy.register()
        facets.register()
        register_scopes(
            Scope("complaints:read", _("Read cases and their figures")),
            Scope("complaints:write", _("Submit complaints")),
            Scope("confidential_complaints:read", _("Read cases by and about staff, too")),
        )
        for part in (doors, mail, telling, working, sla, amends, incidents, learning):
            part.register()
