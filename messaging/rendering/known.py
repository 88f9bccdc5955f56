"""What apps above know of a customer, for texts that mention it: `points.balance`, `purchase.last_on`.

An app registers a group of names in `AppConfig.ready()`. A group is read with one statement for a whole batch, and only
for messages whose version mentions it. What a customer does not have is `liquid.Nothing`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import structlog
from django.db import InterfaceError, OperationalError

from messaging.outbox.cases import Row
from messaging.rendering import texts
from messaging.rendering.liquid import Nothing

log = structlog.get_logger(__name__)
# By customer, by the name after the dot: words and numbers as they are printed, days as `2026-03-10`.
Found = Mapping[int, Mapping[str, Any]]


@dataclass(frozen=True)
class Known:
    """`words` say by whole name what each is; `example`, by the name after the dot, is for previews of nobody's.

    `is_by_message`: it belongs to the message, not to whoever gets it: `read` gets the keys of messages, and previews
    of any customer show the example.
    """

    root: str
    words: Mapping[str, Any]
    read: Callable[[Sequence[int], datetime], Found]
    example: Mapping[str, Any]
    is_by_message: bool = False
    # It speaks of what the shop knows of them: nothing for who refused personal recommendations.
    is_personal: bool = True
    # Messages from there (the first word of their source) bring it along themselves.
    own: str = ""

    def key(self, row: Row) -> int:
        return row.id if self.is_by_message else row.customer

    def told(self, found: Mapping[str, Any]) -> dict[str, Any]:
        """With `Nothing` under each name that was not found."""
        names = {name: name.partition(".")[2] for name in self.words}
        values = {field: (name, found.get(field)) for name, field in names.items()}
        return {field: Nothing(name) if value is None else value for field, (name, value) in values.items()}


_groups: dict[str, Known] = {}
_wanted: list[Callable[[Row], str]] = []


def register(group: Known) -> None:
    _groups[group.root] = group


def wanted(root_of: Callable[[Row], str]) -> None:
    """A group that some messages need whether or not their text mentions it; "" for those that do not."""
    _wanted.append(root_of)


def personal() -> frozenset[str]:
    """The roots of all groups that speak of what is known of one customer."""
    return frozenset(root for root, group in _groups.items() if group.is_personal)


def words() -> dict[str, Any]:
    """Every name with what it is, in the order of the apps."""
    return {name: words for group in _groups.values() for name, words in group.words.items()}


def tell(rows: Sequence[Row], now: datetime) -> list[Row]:
    """Messages of a batch with what their versions mention of their customers."""
    mentioned = {version: _mentioned(version) for version in {row.version for row in rows}}
    asked = [_not_its_own(row, mentioned[row.version]) | _needed(row) for row in rows]
    found = {}
    for root in sorted(set().union(*asked)):
        ids = sorted({_groups[root].key(row) for row, roots in zip(rows, asked, strict=True) if root in roots})
        found[root] = _read(_groups[root], ids, now)
    return [_with(row, roots, found) for row, roots in zip(rows, asked, strict=True)] if found else list(rows)


def recall(row: Row) -> Row:
    """One that has gone, with what it said: it was kept (`outbox.reporting.prepare`)."""
    return replace(row, known={root: _groups[root].told(row.facts.get(root) or {}) for root in _mentioned(row.version)})


def everything(customer: int | None, now: datetime) -> dict[str, Any]:
    """Of all groups: of this customer, or the examples."""
    if customer is None:
        return {root: group.told(group.example) for root, group in _groups.items()}
    found = {root: _of(group, customer, now) for root, group in _groups.items()}
    return {root: _groups[root].told(one.get(customer, {})) for root, one in found.items() if one is not None}


def _of(group: Known, customer: int, now: datetime) -> Found | None:
    return {customer: group.example} if group.is_by_message else _read(group, [customer], now)


def kept(row: Row) -> dict[str, Any]:
    """What was found, to be kept with the message."""
    return {
        root: {field: value for field, value in told.items() if not isinstance(value, Nothing)}
        for root, told in row.known.items()
    }


def _needed(row: Row) -> frozenset[str]:
    return frozenset(root for root_of in _wanted if (root := root_of(row)))


def _not_its_own(row: Row, roots: frozenset[str]) -> frozenset[str]:
    source = row.source.partition(":")[0]
    return frozenset(root for root in roots if not _groups[root].own or _groups[root].own != source)


def _mentioned(version: int) -> frozenset[str]:
    try:
        return texts.roots(version) & _groups.keys()
    except Exception:  # noqa: BLE001  # a version that cannot be read is told of message by message
        return frozenset()


def _read(group: Known, ids: Sequence[int], now: datetime) -> Found | None:
    """None when it cannot be read: messages that mention it are then left out, and no other ones."""
    try:
        return group.read(ids, now)
    except (OperationalError, InterfaceError):  # the database is away: nothing is wrong with the messages
        raise
    except Exception as error:  # noqa: BLE001  # one group must not stop the channel
        log.error("facts_not_read", group=group.root, error=type(error).__name__)  # noqa: TRY400  # may tell of customers
        return None


def _with(row: Row, roots: frozenset[str], found: Mapping[str, Found | None]) -> Row:
    """A group that could not be read is not there at all: even asking whether it is there is an error then."""
    told = {root: one.get(_groups[root].key(row), {}) for root in roots if (one := found[root]) is not None}
    return replace(row, known={root: _groups[root].told(values) for root, values in told.items()}) if told else row
