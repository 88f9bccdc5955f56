"""What this part tells the rest of the project when it starts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.definitions import Definition

DEFINITIONS = (
    Definition(
        "theme_low_share",
        _("Low scores of a theme"),
        _("Of the comments that speak of it and came with a score, how many came with a low one."),
        _("low ÷ (low + middle + high)"),
    ),
    Definition(
        "standing_words",
        _("Words that stand out"),
        _(
            "Words that are in more of these comments than in the others, by more than chance explains. The bar is the"
            " difference of log-odds in standard errors; rare words are held back by what all comments say."
        ),
        _("difference of log-odds ÷ its standard error ≥ 1.96"),
    ),
)


def register() -> None:
    from core import definitions, jobpages, jobs
    from customers import listfiles
    from surveys.words import facets, results, themes

    # Celery looks for tasks in apps, not in their parts.
    from surveys.words import tasks as _tasks  # noqa: F401

    definitions.register(DEFINITIONS)
    facets.register()
    jobs.register(themes.RETAG, themes.run_again, needs=("surveys.change_survey",))
    jobs.register(results.KIND, results.run, needs=("surveys.view_response",))
    listfiles.register_kind("surveys.export_response")
    jobpages.register_label("answers", _("Answers"))
