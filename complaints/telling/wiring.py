"""What this part tells the rest of the product at start."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


def register() -> None:
    """Called once, when the apps are ready."""
    from complaints.telling import arriving, deciding, outbox, trailwords
    from complaints.working import trails
    from customers import panels
    from messaging.channels import mailbox
    from messaging.tracking import elsewhere

    elsewhere.register("complaints", arriving.hear)
    mailbox.show_to(outbox.PREFIX, "complaints.view_case")
    mailbox.show_to(outbox.CONFIDENTIAL, deciding.SEES_ALL)
    panels.register(
        panels.Panel(
            13, "complaint_mails", _("E-mails of complaints"), "complaints:mails_today", deciding.DECIDE, "today",
            wanted=lambda user: deciding.in_trouble(user).exists(),
        )
    )  # fmt: skip
    trails.register(trailwords.WORDINGS)
