"""What this part tells the rest of the product at start."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


def register() -> None:
    """Called once, when the apps are ready."""
    from complaints.working import finding, telling

    # Django looks for pages of settings in apps, not in their parts.
    from complaints.working import macroadmin as _macroadmin  # noqa: F401
    from core import navigation, settings_index
    from customers import finders, panels, timeline

    timeline.register(telling.VERBS)
    settings_index.register(
        "complaints",
        settings_index.Item("complaints.Macro", _("Answers that staff put in with one click, by language")),
        title=_("Complaints"),
    )
    finders.register(finders.Finder("cases", _("Complaints"), "complaints.view_case", finding.find_cases, 15))
    panels.register(panels.Panel(12, "cases", _("Complaints"), "complaints:today", "complaints.change_case", "today"))
    panels.register(panels.Panel(58, "cases_of", _("Complaints"), "complaints:customer", "complaints.view_case"))
    navigation.register(
        navigation.NavItem(
            "complaints", _("Complaints"), "complaints:queue", "chat-left-dots", "complaints.view_case", 55,
            prefix="/complaints/",
        )
    )  # fmt: skip
