"""The programme in force: its settings, policies and compiled rules, cached in the process.

Every change of programme, policies or rules, by whichever door, gives the programme row a new
`stamp` (a trigger does). A reader brings the stamp that its own transaction sees; only an
unknown one costs reading the rules again.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q

from core import money
from loyalty.dates import Dates
from loyalty.earning import Policy, Rule, RuleBook
from loyalty.models import CurrencyPolicy, EarnRule, Programme

# As a scalar in another statement, so that asking costs no round trip.
STAMP_SQL = "(SELECT stamp FROM loyalty_programme WHERE id = 1)"


@dataclass(frozen=True)
class Terms:
    """One state of the programme."""

    stamp: UUID
    enrols_on_first_purchase: bool
    terms_version: str
    rules: tuple[Rule, ...]
    policies: dict[str, CurrencyPolicy]

    @cached_property
    def book(self) -> RuleBook:
        policies = [Policy(p.currency, p.rounding, p.is_active) for p in self.policies.values()]
        return RuleBook(self.rules, policies, money.exponent())

    @cached_property
    def dates(self) -> dict[str, Dates]:
        return {p.currency: Dates(p.pending_days, p.expiry, p.expiry_n) for p in self.policies.values()}


_terms: Terms | None = None


def current() -> Programme:
    """The settings as they are now."""
    return Programme.objects.get(pk=1)


def terms(stamp: UUID | None = None) -> Terms:
    """The programme as of `stamp`, or as the database has it now."""
    global _terms  # noqa: PLW0603  # the process-wide cache; replaced as a whole, so threads see one or the other
    wanted = stamp or Programme.objects.values_list("stamp", flat=True).get(pk=1)
    if _terms is None or _terms.stamp != wanted:
        _terms = _load()
    return _terms


def _load() -> Terms:
    programme = current()
    policies = sorted(CurrencyPolicy.objects.all(), key=lambda policy: _order(policy.currency))
    return Terms(
        stamp=programme.stamp,
        enrols_on_first_purchase=programme.enrol_on_first_purchase,
        terms_version=programme.terms_version,
        rules=tuple(as_rule(row) for row in _rows()),
        policies={policy.currency: policy for policy in policies},
    )


def _order(currency: str) -> tuple[bool, str]:
    return (currency != "points", currency)


def _rows() -> list[EarnRule]:
    """Active rules with the ids of their scopes, in one statement."""
    scopes: dict[str, Any] = {
        f"{name}_ids": ArrayAgg(name, distinct=True, filter=Q(**{f"{name}__isnull": False}), default=[])
        for name in ("categories", "brands", "products", "channels")
    }
    return list(EarnRule.objects.filter(is_active=True).annotate(**scopes).order_by("pk"))


def as_rule(row: Any) -> Rule:
    """The pure form of an `EarnRule` row that carries the ids of its scopes."""
    return Rule(
        id=row.pk,
        name=row.name,
        currency=row.currency,
        rate=row.rate,
        is_multiplier=row.kind == EarnRule.Kind.MULTIPLIER,
        minimum_spend=row.minimum_spend,
        categories=frozenset(row.categories_ids),
        brands=frozenset(row.brands_ids),
        products=frozenset(row.products_ids),
        channels=frozenset(row.channels_ids),
        weekdays=frozenset(row.weekdays),
        valid_from=row.valid_from,
        valid_until=row.valid_until,
    )
