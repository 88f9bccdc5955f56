"""The published criteria: by which lists and offers prices differ now, in words that anybody may read.

Nobody is named: agreements with single customers and companies are told of, not shown, and a list that is also
for one of them goes without its name, which may be theirs. Nothing of costs, budgets, codes or stock is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from loyalty.models import PriceList, PriceRow, Promotion
from loyalty.pricing import queries, targets, wording
from loyalty.pricing.records import ALL, Target

# A list may have half a million rows: the page says what it is about, the price itself stands at the product.
MOST_ROWS = 20
MOST_LISTS = 200
MOST_OFFERS = 200


@dataclass(frozen=True)
class Published:
    """One list or offer: what it is called, for whom, what it gives, when and where."""

    name: str
    audience: Sequence[str]
    terms: Sequence[str]
    has_more: bool = False
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    channels: Sequence[str] = ()
    weekdays: Sequence[str] = ()


@dataclass(frozen=True)
class Criteria:
    """All of them; `has_agreements` when some customer or company has a contract of its own."""

    lists: Sequence[Published]
    offers: Sequence[Published]
    has_agreements: bool


def published(now: datetime) -> Criteria:
    """What is in force now; the number of statements does not depend on how much that is."""
    lists = list(_running(PriceList.objects.order_by("name", "pk"), now)[:MOST_LISTS])
    running = queries.promotions(now).prefetch_related("parts__product")
    offers = list(running.order_by("group__order", "name", "pk")[:MOST_OFFERS])
    private = set(targets.contracts())
    every: list[PriceList | Promotion] = [*lists, *offers]
    met = {_met(row) for row in every}
    names = targets.names({target for found in met for target in found if target[0] not in private})
    rows = _rows([found.pk for found in lists])
    return Criteria(
        lists=[_list(row, rows.get(row.pk, []), names) for row in lists if _is_public(row, private)],
        offers=[_offer(row, names) for row in offers if _is_public(row, private)],
        has_agreements=any(kind in private for found in met for kind, _key in found),
    )


def _running(found: QuerySet[PriceList], now: datetime) -> QuerySet[PriceList]:
    return found.filter(queries.in_force(now)).prefetch_related("targets", "channels")


def _met(row: PriceList | Promotion) -> frozenset[Target]:
    """For whom it is; an offer that names nobody is for everybody, a list for nobody yet."""
    found = frozenset((target.kind, target.key) for target in row.targets.all())
    return found or (frozenset({ALL}) if isinstance(row, Promotion) else found)


def _is_public(row: PriceList | Promotion, private: set[str]) -> bool:
    return any(kind not in private for kind, _key in _met(row))


def _audience(row: PriceList | Promotion, names: dict[Target, str]) -> list[str]:
    return sorted(names[target] for target in _met(row) if target in names)


def _name(row: PriceList | Promotion, names: dict[Target, str]) -> str:
    """Its own, unless that may be the name of a customer."""
    return row.name if all(target in names for target in _met(row)) else ", ".join(_audience(row, names))


def _list(row: PriceList, rows: Sequence[PriceRow], names: dict[Target, str]) -> Published:
    return Published(
        name=_name(row, names),
        audience=_audience(row, names),
        terms=[_terms(found) for found in rows[:MOST_ROWS]],
        has_more=len(rows) > MOST_ROWS,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        channels=[str(channel) for channel in row.channels.all()],
    )


def _terms(row: PriceRow) -> str:
    about = row.product or row.category
    return _("%(what)s: %(terms)s") % {
        "what": str(about) if about else _("Everything"),
        "terms": wording.row_terms(row),
    }


def _offer(row: Promotion, names: dict[Target, str]) -> Published:
    terms = [wording.promotion(row)]
    if row.kind == Promotion.Kind.BUNDLE:
        parts = sorted(row.parts.all(), key=lambda part: part.pk)
        terms.append(" + ".join(f"{part.quantity} × {part.product}" for part in parts))
    if row.only_standard:
        terms.append(_("only for what no price list makes cheaper"))
    if row.gift_id or row.budget_uses is not None or row.budget_amount is not None:
        terms.append(_("as long as there is enough of it"))
    return Published(
        name=_name(row, names),
        audience=_audience(row, names),
        terms=terms,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        channels=[str(channel) for channel in row.channels.all()],
        weekdays=[str(WEEKDAYS[day - 1]) for day in sorted(row.weekdays)],
    )


# --- Rows -----------------------------------------------------------------------------------

# Backwards along the index of the unique constraint: everything, then categories, then products; no list is sorted.
_FIRST = """
SELECT row.id FROM unnest(%(lists)s::bigint[]) AS wanted (id)
CROSS JOIN LATERAL (
    SELECT id FROM loyalty_pricerow WHERE price_list_id = wanted.id
    ORDER BY price_list_id DESC, product_id DESC, category_id DESC LIMIT %(most)s
) AS row"""


def _rows(lists: Iterable[int]) -> dict[int, list[PriceRow]]:
    """The first rows of each list, one more than is shown; the widest first."""
    with connection.cursor() as cursor:
        cursor.execute(_FIRST, {"lists": list(lists), "most": MOST_ROWS + 1})
        wanted = [pk for (pk,) in cursor.fetchall()]
    found: dict[int, list[PriceRow]] = {}
    rows = PriceRow.objects.filter(pk__in=wanted).select_related("product", "category").prefetch_related("breaks")
    for row in sorted(rows, key=_widest_first):
        found.setdefault(row.price_list_id, []).append(row)
    return found


def _widest_first(row: PriceRow) -> tuple[Any, ...]:
    return row.product_id is not None, row.category_id is not None, str(row)
