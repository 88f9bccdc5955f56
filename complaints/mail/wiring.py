"""What this part tells the rest of the product at start."""

from __future__ import annotations


def register() -> None:
    """Called once, when the apps are ready."""
    from complaints.mail import addresses, admin, tasks, trailwords  # noqa: F401  # so that Settings know mailboxes, workers sweeps
    from complaints.working import trails
    from messaging import answering

    answering.register(addresses.answers_to)
    trails.register(trailwords.WORDINGS)
