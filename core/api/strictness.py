"""A field that nobody reads is refused: a misspelt one would be lost in silence, and the caller believe in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.serializers import BaseSerializer, ListSerializer, Serializer

UNKNOWN = "unknown_field"
# What is named of a body that holds nothing but nonsense.
MOST, LONGEST = 20, 60


@cache
def _reader(serializer: type[BaseSerializer[Any]]) -> Any:
    """One instance for all requests: DRF copies every declared field for each new one, a sixth of a till's time.

    `run_validation` keeps nothing of what it reads, so threads may share it.
    """
    return serializer()


def read(serializer: type[BaseSerializer[Any]], data: Any) -> dict[str, Any]:
    """The body as its serializer reads it; ValidationError with every fault, unknown fields first."""
    kind: Any = serializer
    reads = _reader(kind)
    unknown = _unknown(reads, data)
    if not unknown:
        return dict(reads.run_validation(data))
    try:
        reads.run_validation(data)
    except ValidationError as error:
        raise ValidationError({**unknown, **_named(error.detail)}) from None
    raise ValidationError(unknown)


def refuse_body(data: Any) -> None:
    """For operations that take no body: whatever stands in it would be ignored."""
    if isinstance(data, Mapping):
        if data:
            raise ValidationError({_name(name): [_detail(_name(name))] for name in list(data)[:MOST]})
    elif data:
        raise ValidationError(_("This operation takes no body."), code="body_unexpected")


def printable(text: str) -> str:
    """What a caller wrote, fit to be answered and kept: no zero byte, no half of a pair."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)


def _unknown(serializer: Any, data: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for path in _paths(serializer, data, ""):
        found[path] = [_detail(path.rpartition(".")[2])]
        if len(found) == MOST:
            break
    return found


def _paths(serializer: Any, data: Any, path: str) -> Iterator[str]:
    """Dotted paths of the fields that no serializer reads: `lines.0.prize`."""
    if isinstance(serializer, ListSerializer) and isinstance(data, list):
        for position, row in enumerate(data):
            yield from _paths(serializer.child, row, f"{path}{position}.")
    elif isinstance(serializer, Serializer) and isinstance(data, Mapping):
        fields = serializer.fields
        for name, value in data.items():
            field = fields.get(name)
            if field is None or field.read_only:
                yield f"{path}{_name(name)}"
            else:
                yield from _paths(field, value, f"{path}{name}.")


def _name(name: Any) -> str:
    return printable(str(name)[:LONGEST])


def _detail(name: str) -> ErrorDetail:
    return ErrorDetail(_("There is no field %(name)s.") % {"name": name or "“”"}, code=UNKNOWN)


def _named(detail: Any) -> dict[str, Any]:
    return detail if isinstance(detail, dict) else {"non_field_errors": detail}
