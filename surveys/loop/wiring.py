"""What this part tells the rest of the project when it starts."""

from __future__ import annotations


def register() -> None:
    pass
