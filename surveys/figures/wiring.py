"""What this part tells the rest of the project when it starts."""

from __future__ import annotations


def register() -> None:
    from core import definitions
    from surveys.figures import tasks  # noqa: F401  # so that workers know the sweeps
    from surveys.figures.definitions import DEFINITIONS

    definitions.register(DEFINITIONS)
