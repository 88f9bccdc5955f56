"""What this part tells the rest of the product at start."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


def register() -> None:
    """Called once, when the apps are ready."""
    from complaints.amends import admin, receivers, tasks, trailwords, views  # noqa: F401  # known by being imported
    from complaints.working import trails
    from core import settings_index
    from customers import panels, timeline
    from surveys.signals import response_finished

    response_finished.connect(receivers.response_finished, dispatch_uid="complaints.amends")
    timeline.register(trailwords.VERBS)
    trails.register(trailwords.WORDINGS)
    panels.register(
        panels.Panel(10, "amends", _("Amends"), "complaints:amends", "complaints.view_amend", "case"),
    )
    panels.register(
        panels.Panel(
            12, "amends_waiting", _("Amends to approve"), "complaints:approvals_card", "complaints.approve_amend",
            "today", wanted=views.waits_for,
        )
    )  # fmt: skip
    settings_index.register(
        "complaints",
        settings_index.Item("complaints.AmendLimit", _("What each role may give without a second person")),
        title=_("Complaints"),
    )
