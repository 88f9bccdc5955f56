"""What this part tells the rest of the product at start."""

from __future__ import annotations


def register() -> None:
    """Called once, when the apps are ready."""
    import complaints.doors.admin  # noqa: F401  # registers the pages in Settings
    from complaints.doors import memberpage, trailwords
    from complaints.working import trails

    memberpage.register()
    trails.register(trailwords.WORDINGS)
