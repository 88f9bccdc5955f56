"""Columns of a model for a statement of one's own whose rows become instances again, by `Model.from_db`."""

from __future__ import annotations

from django.db.models import Model


def of(model: type[Model], *names: str) -> tuple[str, ...]:
    """These columns in the order in which `from_db` takes their values; the others are read when they are asked for.

    A name that the model does not have is a LookupError.
    """
    known = [field.attname for field in model._meta.concrete_fields]  # noqa: SLF001  # its documented API
    if unknown := set(names) - set(known):
        raise LookupError(f"{model.__name__} has no column {min(unknown)}.")
    return tuple(name for name in known if name in names)
