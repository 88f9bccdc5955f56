"""Templates as carriers know them: by the number under which they approved one, and by what fills its gaps.

What our text asks for as `customer.given_name` is filled in there under `customer_given_name`: names of
carriers know no dots.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from messaging.models import TemplateVersion
from messaging.outbox.cases import Row
from messaging.rendering import facts, plain, texts


@dataclass(frozen=True, slots=True)
class Filled:
    number: str
    values: dict[str, str] = field(default_factory=dict)


class Approved:
    """For one batch: each version is looked up once."""

    def __init__(self, now: datetime) -> None:
        self._given = facts.common(now)
        self._numbers: dict[int, str] = {}

    def fill(self, row: Row) -> Filled:
        """Without a number for templates that no carrier was asked about."""
        number = self._number(row.version)
        return Filled(number, _values(row, facts.of(row, self._given))) if number else Filled("")

    def _number(self, version: int) -> str:
        if version not in self._numbers:
            found = TemplateVersion.objects.filter(pk=version).values_list("template__approved_id", flat=True)
            self._numbers[version] = found.get()
        return self._numbers[version]


def _values(row: Row, given: dict[str, Any]) -> dict[str, str]:
    """Of the language in which the message was rendered; a name that a template only asks about may be missing."""
    text = texts.choose(texts.compiled(row.version), row.language).text
    found = {name: plain.look_up(tuple(name.split(".")), given) for name in text.names}
    return {name.replace(".", "_"): value for name, value in found.items() if value is not None}
