"""What a column may mean, and which column of a file probably does.

A mapping is `{field name: column title}`. Titles are compared without case, spaces and
punctuation, against the field's aliases and its label in English and Chinese.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.errors import DomainError

# Columns that a file of refused rows carries; ignored when it is imported again.
MARK = "import_"
LINE_COLUMN, FIELD_COLUMN, VALUE_COLUMN, REASON_COLUMN = (
    f"{MARK}{name}" for name in ("line", "column", "value", "reason")
)
# How the amounts of the first file were read, so that its mended rows are read alike.
DECIMAL_COLUMN = f"{MARK}decimal"
ERROR_COLUMNS = (LINE_COLUMN, FIELD_COLUMN, VALUE_COLUMN, REASON_COLUMN)
OWN_COLUMNS = (*ERROR_COLUMNS, DECIMAL_COLUMN)
Mapped = dict[str, str]


@dataclass(frozen=True)
class Field:
    """A target. `aliases` are titles under which other systems export it, most typical first."""

    name: str
    label: str | Promise
    aliases: tuple[str, ...] = ()
    help_text: str | Promise = ""
    is_required: bool = False
    group: str = ""


def plain(title: str) -> str:
    """`"Invoice No."` and `"invoice_no"` are one title."""
    return re.sub(r"[\W_]+", "", title.casefold())


def guess(fields: Sequence[Field], header: Sequence[str], given: Mapping[str, str] | None = None) -> Mapped:
    """What was given, completed by the columns whose title fits; each column is used once.

    A field given as "" stays without a column. Fields earlier in the list, and aliases earlier
    in a field, win; the field's own label is the last of them.
    """
    mapped = check(fields, header, given or {})
    closed = set(given or {})
    free = {plain(title): title for title in reversed(header) if _is_free(title, mapped)}
    for told in (lambda field: (field.name, *field.aliases), _labels):
        titles = {field.name: told(field) for field in fields if field.name not in closed}
        for rank in range(max(map(len, titles.values()), default=0)):
            for name, known in titles.items():
                if name not in mapped and rank < len(known) and (title := free.pop(plain(known[rank]), None)):
                    mapped[name] = title
    return mapped


def _labels(field: Field) -> tuple[str, ...]:
    """What pages and guides call it, in each language of the installation; tried last, to take nothing away."""
    labels: tuple[str, ...] = ()
    for code, _name in settings.LANGUAGES:
        with override(code):
            labels += (str(field.label),)
    return labels


def _is_free(title: str, mapped: Mapped) -> bool:
    return title not in mapped.values() and title not in OWN_COLUMNS


def check(fields: Sequence[Field], header: Sequence[str], given: Mapping[str, str]) -> Mapped:
    """The given mapping with each title as it stands in the file; refuses what is not there."""
    known = {field.name: field for field in fields}
    titles = {plain(title): title for title in reversed(header)}
    mapped: Mapped = {}
    for name, column in given.items():
        if name not in known:
            raise DomainError(
                "field_unknown",
                _("There is no field “%(name)s”. The fields are: %(all)s.") % {"name": name, "all": ", ".join(known)},
            )
        if not column:
            continue
        title = column if column in header else titles.get(plain(column))
        if title is None:
            raise DomainError(
                "column_unknown",
                _("The file has no column “%(column)s”. Its columns are: %(all)s.")
                % {"column": column, "all": ", ".join(header[:40])},
            )
        mapped[name] = title
    return mapped


def require(fields: Sequence[Field], mapped: Mapping[str, str]) -> None:
    """Refuse a mapping without its required fields."""
    missing = [str(field.label) for field in fields if field.is_required and field.name not in mapped]
    if missing:
        raise DomainError(
            "field_missing",
            _("No column was found for: %(fields)s. Say which column it is.") % {"fields": ", ".join(missing)},
        )
