"""What this part tells the rest of the project when it starts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

# Who said something has shown an interest.
_ANSWERED = """
    SELECT customer_id, finished_at AS since FROM surveys_response
    WHERE customer_id IS NOT NULL AND finished_at IS NOT NULL"""


def register() -> None:
    from core import webhooks
    from customers import erasing as parts
    from customers import merging as merges
    from customers import panels, timeline
    from loyalty.metrics import prospects
    from surveys.loop import caring, copying, erasing, facets, merging, wordings

    timeline.register(wordings.VERBS)
    facets.register()
    prospects.register("surveys.answered", prospects.Source(_ANSWERED))
    counted = ("surveys.FigureTouch", "surveys.ResponseFigure")
    merges.register("surveys", merging.move, apart=counted, yields=("surveys.Loop",))
    parts.register(parts.Part("surveys", erasing.erase, tells=erasing.tells))
    copying.register_sections()
    webhooks.register(webhooks.EventType(caring.EVENT, _("Very low score in a survey")))
    panels.register(panels.Panel(59, "surveys", _("Surveys"), "surveys:customer", "surveys.view_response"))
    panels.register(panels.Panel(10, "low_scores", _("Low scores"), "surveys:alerts", "surveys.run_survey", "today"))
