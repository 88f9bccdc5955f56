"""Names for what is made by itself."""

from __future__ import annotations

from itertools import count

from django.db import models

NAME_LENGTH = 80


def free(model: type[models.Model], name: str) -> str:
    """This name, shortened to fit, or with a number where it is taken."""
    tried = (name[:NAME_LENGTH] if number == 1 else f"{name[: NAME_LENGTH - 4]} {number}" for number in count(1))
    return next(one for one in tried if not model._default_manager.filter(name=one).exists())  # noqa: SLF001
