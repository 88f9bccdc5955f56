"""What this part tells the rest of the product at start."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


def register() -> None:
    """Called once, when the apps are ready."""
    import complaints.doors.admin  # noqa: F401  # registers the pages in Settings
    from complaints.doors import links, memberpage, trailwords
    from complaints.working import trails
    from messaging.rendering import known

    memberpage.register()
    trails.register(trailwords.WORDINGS)
    known.register(
        known.Known(
            "complaint", {"complaint.link": _("link to the form for complaints, as an answer to this very message")},
            links.of_messages, {"link": "https://example.com/c/a/…"}, is_by_message=True, is_personal=False,
        )
    )  # fmt: skip
