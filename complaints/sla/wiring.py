"""What this part tells the rest of the product at start."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


def register() -> None:
    """Called once, when the apps are ready."""
    from complaints.sla import admin, holidaying, laying, reading, roles, trailwords  # noqa: F401  # admin registers itself
    from complaints.working import trails
    from core import clock, jobs
    from customers import panels

    roles.register()
    jobs.register(laying.KIND, laying.run_job, shown_to="complaints.view_slapolicy")
    panels.register(
        panels.Panel(
            5, "promises", _("Promises running out"), "complaints:promises_today", "complaints.view_case", "today",
            wanted=lambda user: reading.told(user).exists(),
        )
    )  # fmt: skip
    panels.register(
        panels.Panel(
            6, "holidays", _("Holidays to be entered"), "complaints:holidays_today", "complaints.change_workcalendar",
            "today", wanted=lambda _user: bool(holidaying.lacking(clock.today())),
        )
    )  # fmt: skip
    trails.register(trailwords.WORDINGS, trailwords.REASONS)
