"""For whom a price list or promotion may be: the kinds of targets, which other methods join.

A kind says how its rows are found and, in SQL, which of its keys a customer meets; all kinds
answer in one statement. Whoever brings another kind registers it in their own `wiring`:

    targets.register(targets.Kind("club", 60, _("Club"), "SELECT … = who.id", Club.objects.all))

In `sql`, `who.id` is the customer and `who.company` their company (a company is its own).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import prepared
from customers.models import Customer, CustomerGroup, Segment
from customers.querysets import CustomerQuerySet
from loyalty.models import TierLevel
from loyalty.pricing.records import ALL, Target

EVERYBODY = "all"
SEGMENT = "segment"


@dataclass(frozen=True)
class Kind:
    """`rows` finds what the keys name. Contracts beat all other kinds, the lowest order first."""

    code: str
    order: int
    title: Any
    sql: str
    rows: Callable[[], QuerySet[Any]]
    is_contract: bool = False
    # What anybody may read that a row stands for; staff find it by its own name.
    label: Callable[[Any], str] = str


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    _kinds[kind.code] = kind


def kinds() -> list[Kind]:
    return sorted(_kinds.values(), key=lambda kind: (kind.order, kind.code))


def choices() -> list[tuple[str, Any]]:
    return [*[(kind.code, kind.title) for kind in kinds()], (EVERYBODY, _("Everybody"))]


def contracts() -> tuple[str, ...]:
    return tuple(kind.code for kind in kinds() if kind.is_contract)


def names(found: Iterable[Target], user: Any = None) -> dict[Target, str]:
    """What each target is called; one statement per kind. What is gone is called by its number.

    With `user`, customers whom they may not see stay unnamed.
    """
    by_kind: dict[str, set[int]] = {}
    for code, key in found:
        by_kind.setdefault(code, set()).add(key)
    named: dict[Target, str] = {}
    for code, keys in by_kind.items():
        kind = _kinds.get(code)
        rows = _visible(kind, user).in_bulk(keys) if kind else {}
        for key in keys:
            named[code, key] = _name(kind, rows.get(key), key) if code != EVERYBODY else _("Everybody")
    return named


MOST_SHARED = 500


def shared_names() -> dict[Target, str]:
    """The groups, tiers and the like that a list or promotion can be for, by name; contracts are asked by customer."""
    return {
        (kind.code, row.pk): _name(kind, row, row.pk)
        for kind in kinds()
        if not kind.is_contract
        for row in kind.rows()[:MOST_SHARED]
    }


def _visible(kind: Kind, user: Any) -> QuerySet[Any]:
    rows = kind.rows()
    return rows.visible_to(user) if user is not None and isinstance(rows, CustomerQuerySet) else rows


def _name(kind: Kind | None, row: Any, key: int) -> str:
    shown = f"#{key}" if row is None else kind.label(row) if kind else str(row)
    return f"{kind.title}: {shown}" if kind else shown


def plain_name(code: str, key: int) -> str:
    """What a key is called, without its kind; `#7` for what is gone."""
    kind = _kinds.get(code)
    row = kind.rows().filter(pk=key).first() if kind else None
    return str(row) if row is not None else f"#{key}"


def find(code: str, name: str) -> list[int]:
    """Keys of what is called so (at most a few), or the one whose number is written as `#7`."""
    kind = _kinds.get(code)
    if kind is None or not name:
        return []
    rows = kind.rows()
    if name.startswith("#") and name[1:].isdecimal():
        return list(rows.filter(pk=int(name[1:])).values_list("pk", flat=True))
    known = {field.name for field in rows.model._meta.get_fields()}  # noqa: SLF001  # Django's documented API
    field = "name" if "name" in known else "display_name"
    return list(rows.filter(**{f"{field}__iexact": name}).values_list("pk", flat=True)[:3])


def facts_of(customer_id: int) -> frozenset[Target]:
    """The published criteria that a customer meets, everybody's included."""
    return many([customer_id]).get(customer_id, frozenset({ALL}))


def many(customers: Iterable[int]) -> Mapping[int, frozenset[Target]]:
    """The same for several, in one statement."""
    parts = [f"SELECT '{kind.code}', key FROM ({kind.sql}) AS met (key) WHERE key IS NOT NULL" for kind in kinds()]  # noqa: S608  # constants of the code
    statement = f"""
        SELECT who.id, met.kind, met.key
        FROM (SELECT id, CASE WHEN kind = 'company' THEN id ELSE company_id END AS company
              FROM customers_customer WHERE id = ANY(%(customers)s::bigint[])) AS who
        CROSS JOIN LATERAL ({" UNION ALL ".join(parts)}) AS met (kind, key)"""  # noqa: S608
    wanted = list(customers)
    found: dict[int, set[Target]] = {pk: {ALL} for pk in wanted}
    for pk, kind, key in prepared.fetch(statement, {"customers": wanted}):
        found[pk].add((kind, key))
    return {pk: frozenset(met) for pk, met in found.items()}


def register_own() -> None:
    """The kinds that customers themselves have, the tier that they hold now, the published segments they are in."""
    companies = Customer.objects.filter(kind=Customer.Kind.COMPANY)
    register(Kind("customer", 10, gettext_lazy("Customer"), "SELECT who.id", Customer.objects.all, is_contract=True))
    register(Kind("company", 20, gettext_lazy("Company"), "SELECT who.company", companies.all, is_contract=True))
    register(
        Kind(
            "group",
            30,
            gettext_lazy("Group"),
            "SELECT DISTINCT customergroup_id FROM customers_customer_groups"
            " WHERE customer_id = who.id OR customer_id = who.company",
            CustomerGroup.objects.all,
        )
    )
    register(
        Kind(
            "tier",
            40,
            gettext_lazy("Tier"),
            # Whoever is suspended keeps the level, and has its prices again when they are reinstated.
            "SELECT level_id FROM loyalty_tiermembership tier JOIN customers_membership member USING (customer_id)"
            " WHERE tier.customer_id = who.id AND member.state = 'active'",
            TierLevel.objects.all,
        )
    )
    register(
        Kind(
            SEGMENT,
            50,
            gettext_lazy("Segment"),
            "SELECT member.segment_id FROM customers_segmentmember member"
            " JOIN customers_segment segment ON segment.id = member.segment_id AND segment.published_as <> ''"
            " WHERE member.customer_id = who.id",
            published_segments,
            label=lambda segment: segment.published_as,
        )
    )


def published_segments() -> QuerySet[Segment]:
    """Those that prices may be for: whose criterion anybody may read."""
    return Segment.objects.exclude(published_as="").order_by("name")


def published_words() -> dict[Target, str]:
    """What customers read of each segment, so that a price can say why somebody has it."""
    return {(SEGMENT, pk): words for pk, words in published_segments().values_list("pk", "published_as")}
