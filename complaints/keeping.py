"""The case held until the end of the transaction. Nearly everything begins with it, so it is planned once."""

from __future__ import annotations

from complaints.models import Case
from core import columns, prepared

_NAMES = columns.of(Case, *(field.attname for field in Case._meta.concrete_fields))  # noqa: SLF001  # documented API
_HOLD = f"SELECT {', '.join(_NAMES)} FROM complaints_case WHERE id = %(id)s::bigint FOR UPDATE"  # noqa: S608


def hold(pk: int) -> Case:
    """As it stands once whoever held it before is done. Raises `Case.DoesNotExist`."""
    found = prepared.fetch(_HOLD, {"id": pk})
    if not found:
        raise Case.DoesNotExist(pk)
    return Case.from_db("default", _NAMES, found[0])
