"""What this part tells the rest of the project when it starts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


def register() -> None:
    from core import webhooks
    from customers import erasing as parts
    from customers import merging as merges
    from customers import panels, timeline
    from surveys.loop import caring, copying, erasing, facets, merging, wordings

    timeline.register(wordings.VERBS)
    facets.register()
    counted = ("surveys.FigureTouch", "surveys.ResponseFigure")
    merges.register("surveys", merging.move, apart=counted, yields=("surveys.Loop",))
    parts.register(parts.Part("surveys", erasing.erase, tells=erasing.tells))
    copying.register_sections()
    webhooks.register(webhooks.EventType(caring.EVENT, _("Very low score in a survey")))
    panels.register(panels.Panel(59, "surveys", _("Surveys"), "surveys:customer", "surveys.view_response"))
    panels.register(panels.Panel(10, "low_scores", _("Low scores"), "surveys:alerts", "surveys.run_survey", "today"))
