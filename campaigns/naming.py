"""Names for what is made by itself."""

from __future__ import annotations

from itertools import count

from django.db import models

NAME_LENGTH = 80


def free(model: type[models.Model], name: str) -> str:
    """This name, shortened to fit, or with a number where it is taken."""
    plain = " ".join(name.split())
    tried = (_cut(plain, "" if number == 1 else f" {number}") for number in count(1))
    return next(one for one in tried if not model._default_manager.filter(name=one).exists())  # noqa: SLF001


def _cut(name: str, number: str) -> str:
    return name[: NAME_LENGTH - len(number)].rstrip() + number
