"""What this part tells the rest of the product at start."""

from __future__ import annotations


def register() -> None:
    """Called once, when the apps are ready."""
