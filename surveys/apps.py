from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SurveysConfig(AppConfig):
    name = "surveys"
    verbose_name = _("Surveys")

    def ready(self) -> None:
        from core.integrations import Scope, register_scopes
        from surveys import roles
        from surveys.answering import wiring as answering
        from surveys.asking import wiring as asking
        from surveys.building import wiring as building
        from surveys.figures import wiring as figures
        from surveys.importing import wiring as importing
        from surveys.loop import wiring as loop
        from surveys.words import wiring as words

        roles.register()
        register_scopes(
            Scope("surveys:read", _("Read surveys, answers and their figures")),
            Scope("surveys:write", _("Invite to surveys, and submit answers")),
        )
        for part in (building, asking, answering, loop, figures, words, importing):
            part.register()
