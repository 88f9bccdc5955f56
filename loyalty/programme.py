"""The programme in force: its settings, policies and compiled rules, cached in the process.

Every change of programme, policies or rules, by whichever door, gives the programme row a new
`stamp` (a trigger does). A reader brings the stamp that its own transaction sees; only an
unknown one costs reading the rules again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal
from functools import cached_property
from typing import Any
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import F, Q, QuerySet

from core import money
from loyalty.currencies import rank
from loyalty.dates import Dates
from loyalty.earning import Policy, Rule, RuleBook
from loyalty.earning.parts import EARNS
from loyalty.earning.terms import EVENT, GOAL, MULTIPLIER
from loyalty.models import CurrencyPolicy, EarnRule, Programme, TierLevel

# As a scalar in another statement, so that asking costs no round trip.
STAMP_SQL = "(SELECT stamp FROM loyalty_programme WHERE id = 1)"


@dataclass(frozen=True)
class Terms:
    """One state of the programme. `rules` are those that purchases ask; goals and events are asked apart.

    `past_goals` are granted no more, because their currency is switched off; what they granted may be missed yet.
    """

    stamp: UUID
    enrols_on_first_purchase: bool
    terms_version: str
    rules: tuple[Rule, ...]
    policies: dict[str, CurrencyPolicy]
    pure_policies: tuple[Policy, ...] = ()
    goals: tuple[Rule, ...] = ()
    past_goals: tuple[Rule, ...] = ()
    events: tuple[Rule, ...] = ()

    @cached_property
    def asking(self) -> frozenset[str]:
        """Currencies of which some rule asks about the member, so that their accounts are locked first."""
        return self.book.asking | {rule.currency for rule in self.goals}

    @cached_property
    def book(self) -> RuleBook:
        return self.book_of(self.rules)

    def book_of(self, rules: Iterable[Rule]) -> RuleBook:
        """A book of other rules under the policies in force, for previews and the simulator."""
        return RuleBook(rules, self.pure_policies, money.exponent())

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
    policies = sorted(_policies(), key=lambda policy: rank(policy.currency))
    rows, roots = _rows()
    rules = [as_rule(row, roots) for row in rows]
    running = {currency for currency, policy in policies_of(policies).items() if policy.is_active}
    goals = [rule for rule in rules if rule.kind == GOAL]
    return Terms(
        stamp=programme.stamp,
        enrols_on_first_purchase=programme.enrol_on_first_purchase,
        terms_version=programme.terms_version,
        rules=(*[rule for rule in rules if rule.kind not in {GOAL, EVENT}], *_tier_rules(policies)),
        policies={policy.currency: policy for policy in policies},
        pure_policies=tuple(as_policy(policy) for policy in policies),
        goals=tuple(rule for rule in goals if rule.currency in running),
        past_goals=tuple(rule for rule in goals if rule.currency not in running),
        events=tuple(rule for rule in rules if rule.kind == EVENT and rule.currency in running),
    )


def policies_of(policies: Iterable[CurrencyPolicy]) -> dict[str, CurrencyPolicy]:
    return {policy.currency: policy for policy in policies}


# --- Rows into pure values --------------------------------------------------------------------


def _ids(path: str, field: str = "") -> Any:
    return ArrayAgg(field or path, distinct=True, filter=Q(**{f"{path}__isnull": False}), default=[])


def _policies() -> list[Any]:
    scopes = {
        "category_ids": _ids("unearning_categories"),
        "product_ids": _ids("unearning_products"),
    }
    return list(CurrencyPolicy.objects.annotate(**scopes))


def as_policy(row: Any) -> Policy:
    return Policy(
        currency=row.currency,
        rounding=row.rounding,
        is_active=row.is_active,
        combines=row.combines,
        unearning=frozenset(part for part, field in EARNS.items() if not getattr(row, field)),
        unearning_categories=frozenset(row.category_ids),
        unearning_products=frozenset(row.product_ids),
        per_order=row.per_order,
        per_day=row.per_day,
        per_month=row.per_month,
    )


def annotated(rules: QuerySet[EarnRule]) -> QuerySet[Any]:
    """Rules with the ids of their scopes, in one statement."""
    scopes: dict[str, Any] = {f"{name}_ids": _ids(name) for name in ("categories", "brands", "products", "channels")}
    return rules.annotate(
        **scopes, tier_codes=_ids("tiers", "tiers__code"), published_as=F("segment__published_as")
    ).order_by("pk")


def _rows() -> tuple[list[Any], dict[int, int]]:
    """Active rules, and the first ancestor of each rule that succeeds another."""
    rows = list(annotated(EarnRule.objects.filter(is_active=True)))
    return rows, roots_of(rows)


def roots_of(rows: Iterable[EarnRule]) -> dict[int, int]:
    """Successors and the first rule of their line; one statement, none where nothing was succeeded."""
    if not any(row.replaces_id for row in rows):
        return {}
    before = dict(EarnRule.objects.exclude(replaces=None).values_list("pk", "replaces_id"))
    roots: dict[int, int] = {}
    for pk in before:
        root = pk
        while root in before:
            root = before[root] or root
        roots[pk] = root
    return roots


def as_rule(row: Any, roots: Mapping[int, int]) -> Rule:
    """The pure form of an `EarnRule` row that carries the ids of its scopes."""
    return Rule(
        id=row.pk,
        name=f"{row.name} ({row.published_as})" if row.published_as else row.name,
        currency=row.currency,
        rate=row.rate,
        kind=row.kind,
        root=roots.get(row.pk, row.pk),
        minimum_spend=row.minimum_spend,
        categories=frozenset(row.categories_ids),
        brands=frozenset(row.brands_ids),
        products=frozenset(row.products_ids),
        channels=frozenset(row.channels_ids),
        weekdays=frozenset(row.weekdays),
        minutes=_minutes(row.time_from, row.time_until),
        tiers=frozenset(row.tier_codes),
        segment=row.segment_id,
        in_birthday_month=row.in_birthday_month,
        purchase_number=row.purchase_number,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        per_order=row.per_order,
        per_day=row.per_day,
        per_month=row.per_month,
        per_customer=row.per_customer,
        budget=row.budget,
        period=row.period,
        event=row.event,
        times=row.times,
    )


def _minutes(start: time | None, end: time | None) -> tuple[int, int] | None:
    if start is None or end is None:
        return None
    return start.hour * 60 + start.minute, end.hour * 60 + end.minute


def _tier_rules(policies: Iterable[CurrencyPolicy]) -> list[Rule]:
    """The multipliers of levels as rules, each for the time in which it was in force."""
    currencies = [policy.currency for policy in policies if policy.tier_multiplies]
    if not currencies:
        return []
    levels = list(TierLevel.objects.all())
    stretches = [found for level in levels for found in _stretches(level)]
    return [
        Rule(
            id=-(number * len(currencies) + place + 1), name=level.name, currency=currency, rate=rate,
            kind=MULTIPLIER, tiers=frozenset({level.code}), valid_from=since, valid_until=until,
        )
        for number, (level, rate, since, until) in enumerate(stretches)
        for place, currency in enumerate(currencies)
    ]  # fmt: skip


def _stretches(level: TierLevel) -> Iterator[tuple[TierLevel, Decimal, datetime | None, datetime | None]]:
    """(level, multiplier, since, until) by the level's history; the first reaches back for ever."""
    told: list[tuple[Decimal, datetime | None]] = []
    for rate, at in level.history.order_by("history_date", "history_id").values_list("multiplier", "history_date"):
        if not told or told[-1][0] != rate:
            told.append((rate, at if told else None))
    if not told or told[-1][0] != level.multiplier:
        told = [(level.multiplier, None)]
    ends = [since for _, since in told[1:]] + [None]
    for (rate, since), until in zip(told, ends, strict=True):
        if rate != 1:
            yield level, rate, since, until
