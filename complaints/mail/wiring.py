"""What this part tells the rest of the product at start."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core import navigation


def register() -> None:
    """Called once, when the apps are ready."""
    from complaints.mail import admin, tasks, trailwords  # noqa: F401  # so that Settings know mailboxes, and workers the sweeps
    from complaints.working import trails

    navigation.register(
        navigation.NavItem(
            "complaint_mail", _("Mail of complaints"), "complaints:mail", "inbox", "complaints.view_inboundmail", 61
        )
    )
    trails.register(trailwords.WORDINGS)
