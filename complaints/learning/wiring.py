"""What this part tells the rest of the product at start."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


def register() -> None:
    """Called once, when the apps are ready."""
    from complaints.learning import tasks  # noqa: F401  # so that workers know the sweeps
    from complaints.learning.definitions import DEFINITIONS
    from core import definitions, settings_index
    from customers import panels

    definitions.register(DEFINITIONS)
    panels.register(
        panels.Panel(
            12, "complaint_causes", _("Causes that come back"), "complaints:learning_today", "complaints.view_alarm",
            "today", wanted=_is_any,
        )
    )  # fmt: skip
    settings_index.register(
        "complaints",
        settings_index.Item("complaints.Category", _("What complaints are about, as a tree")),
        settings_index.Item("complaints.Cause", _("Why it came to it, as a tree")),
        title=_("Complaints"),
    )


def _is_any(user: object) -> bool:
    from complaints.learning import actions
    from complaints.models import Alarm, CorrectiveAction
    from core import clock

    late = CorrectiveAction.objects.filter(state__in=actions.OPEN, due_on__lt=clock.today())
    return Alarm.objects.filter(closed_at__isnull=True).exists() or late.exists()
