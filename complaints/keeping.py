"""The case as it stands, or held until the end of the transaction. Nearly everything begins so: it is planned once."""

from __future__ import annotations

from complaints.models import Case
from core import columns, prepared

_NAMES = columns.of(Case, *(field.attname for field in Case._meta.concrete_fields))  # noqa: SLF001  # documented API
_ALL = f"SELECT {', '.join(_NAMES)} FROM complaints_case"  # noqa: S608
_READ = f"{_ALL} WHERE id = %(told)s::bigint"
_OF_SOURCE = f"{_ALL} WHERE source = %(told)s::text"
_HOLD = f"{_READ} FOR UPDATE"


def hold(pk: int) -> Case:
    """As it stands once whoever held it before is done. Raises `Case.DoesNotExist`."""
    row = _fetch(_HOLD, pk)
    if row is None:
        raise Case.DoesNotExist(pk)
    return row


def read(pk: int) -> Case | None:
    return _fetch(_READ, pk)


def of_source(source: str) -> Case | None:
    """What the same form, mail or answer made before."""
    return _fetch(_OF_SOURCE, source)


def _fetch(statement: str, told: int | str) -> Case | None:
    found = prepared.fetch(statement, {"told": told})
    return Case.from_db("default", _NAMES, found[0]) if found else None
