"""Rules and policies compiled, and the quick way for receipts whose rules give units per money. Pure.

What has units per piece, fixed units or caps goes the longer way of `extended`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import lcm, prod

from loyalty.earning import extended
from loyalty.earning.rates import FUNCTIONS, RATE_SCALE, divide, gcd_free, lay, money_text, rate_text, scaled
from loyalty.earning.terms import (
    ADD,
    BASE,
    BEST,
    BONUS,
    MULTIPLIER,
    PARTS,
    PIECE,
    Earned,
    Line,
    Policy,
    Receipt,
    Rule,
)
from loyalty.earning.words import MONEY, base_text, cut, factor_text, names_text, result_text

# Distinct combinations of rules and products whose factor is remembered.
_REMEMBERED = 100_000


@dataclass(frozen=True, slots=True)
class Factor:
    """`numerator / denominator` units per smallest unit of money, for lines of one kind."""

    numerator: int
    denominator: int
    text: str
    rules: tuple[Rule, ...]


NOTHING = Factor(0, 1, "0", ())


@dataclass
class Currency:
    """The rules of one currency: the winner of a line is the first base rule that fits."""

    policy: Policy
    exponent: int
    bases: tuple[Rule, ...]
    multipliers: tuple[Rule, ...]
    pieces: tuple[Rule, ...] = ()
    bonuses: tuple[Rule, ...] = ()
    flat: Factor | None = None
    # What the explanation of a receipt of one line says around its base.
    flat_words: tuple[str, str] = ("", "")
    flat_rules: tuple[tuple[int, str], ...] = ()
    is_extended: bool = False
    # The base is the receipt's own, and every line earns.
    is_plain: bool = True
    is_money: bool = False
    # Rules whose part may be cut or counted, so that it must be known.
    capped: frozenset[int] = frozenset()
    _factors: dict[tuple[object, ...], Factor] = field(default_factory=dict)
    chains: dict[tuple[object, ...], extended.Chain] = field(default_factory=dict)

    def __post_init__(self) -> None:
        policy = self.policy
        self.is_plain = policy.unearning == frozenset(PARTS) and not policy.has_unearning_goods
        rules = (*self.bases, *self.multipliers, *self.pieces, *self.bonuses)
        self.is_money = policy.currency in MONEY
        self.capped = frozenset(rule.id for rule in rules if rule.is_capped)
        self.is_extended = bool(self.pieces or self.bonuses or policy.is_capped or self.capped)
        for rule in rules:
            scaled(rule.rate)
        if not (self.bases or self.pieces or self.bonuses):
            self.flat = NOTHING
        elif self.is_extended or policy.has_unearning_goods or self.multipliers:
            return
        elif (policy.combines != ADD or len(self.bases) == 1) and not (
            self.bases[0].has_scope or self.bases[0].is_conditional
        ):
            self._flatten(self.bases[0])

    def _flatten(self, best: Rule) -> None:
        """The best base rule fits everything: no line can do better."""
        self.flat = self._factor((best,), ())
        self.flat_words = (
            f" = {FUNCTIONS[self.policy.rounding]}(",
            f" × {rate_text(best.rate)}); rule {best.name}",
        )
        self.flat_rules = ((best.id, rate_text(best.rate)),)

    def base_of(self, receipt: Receipt) -> int:
        return receipt.base_without(self.policy.unearning)

    def spend_of(self, receipt: Receipt, base: int, total: int) -> int:
        """What a minimum spend is held against: the base of the goods that earn."""
        if not self.policy.has_unearning_goods or not total:
            return base
        earning = sum([line.amount for line in receipt.lines if not self.policy.excludes(line)])
        return base * earning // total

    def fitting(self, rules: tuple[Rule, ...], receipt: Receipt, spend: int) -> tuple[Rule, ...]:
        return tuple([rule for rule in rules if not rule.is_conditional or rule.fits_receipt(receipt, spend)])

    def factors(self, receipt: Receipt, spend: int) -> list[Factor]:
        """The factor of each line."""
        if self.flat:
            return [self.flat] * len(receipt.lines)
        bases = self.fitting(self.bases, receipt, spend)
        multipliers = self.fitting(self.multipliers, receipt, spend)
        key = (*[r.id for r in bases], None, *[r.id for r in multipliers])
        return [self._line_factor(key, bases, multipliers, line) for line in receipt.lines]

    def _line_factor(
        self, key: tuple[int | None, ...], bases: tuple[Rule, ...], multipliers: tuple[Rule, ...], line: Line
    ) -> Factor:
        whole_key = (key, line.product, line.brand, line.categories)
        found = self._factors.get(whole_key)
        if found is None:
            if len(self._factors) >= _REMEMBERED:
                self._factors.clear()
            chosen = self.choose(bases, multipliers, line)
            found = self._factors[whole_key] = self._factor(*chosen) if chosen[0] else NOTHING
        return found

    def choose(
        self, bases: tuple[Rule, ...], multipliers: tuple[Rule, ...], line: Line
    ) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
        """The rules that count for a line, as the policy combines them."""
        if self.policy.has_unearning_goods and self.policy.excludes(line):
            return (), ()
        fitting = tuple([rule for rule in bases if rule.fits_line(line)])
        times = tuple([rule for rule in multipliers if rule.fits_line(line)])
        if self.policy.combines == ADD:
            return tuple(sorted(fitting, key=lambda rule: rule.id)), times
        if self.policy.combines == BEST and len(times) > 1:
            times = (max(times, key=lambda rule: (rule.rate, -rule.id)),)
        return fitting[:1], times

    def _factor(self, bases: tuple[Rule, ...], multipliers: tuple[Rule, ...]) -> Factor:
        if self.policy.combines == ADD:
            surplus = sum(scaled(rule.rate) - RATE_SCALE for rule in multipliers)
            numerator = sum(scaled(rule.rate) for rule in bases) * max(0, RATE_SCALE + surplus)
            denominator = RATE_SCALE**2
        else:
            numerator = prod(scaled(rule.rate) for rule in (*bases, *multipliers))
            denominator = RATE_SCALE ** (len(bases) + len(multipliers))
        if not self.is_money:  # the rate is per whole unit of money
            denominator *= 10**self.exponent
        common = gcd_free(numerator, denominator)
        text = factor_text(bases, multipliers, self.policy.combines)
        return Factor(*common, text=text, rules=(*bases, *multipliers))


class RuleBook:
    """Rules and policies, compiled. `exponent` is the number of decimal places of money."""

    def __init__(self, rules: Iterable[Rule], policies: Iterable[Policy], exponent: int = 2) -> None:
        self.exponent = exponent
        kept = list(rules)
        self._currencies = [_compile(kept, policy, exponent) for policy in policies if policy.is_active]
        self._earning = [found for found in self._currencies if found.bases or found.pieces or found.bonuses]
        asked = [
            (rule, currency.policy)
            for currency in self._earning
            for rule in (*currency.bases, *currency.multipliers, *currency.pieces, *currency.bonuses)
        ]
        self.asks_quantity = any(found.pieces for found in self._earning)
        self.asks_minute = any(rule.minutes for rule, _ in asked)
        self.asks_tier = any(rule.tiers for rule, _ in asked)
        self.segments = frozenset([rule.segment for rule, _ in asked if rule.segment is not None])
        self.asks_birthday = any(rule.in_birthday_month for rule, _ in asked)
        self.asks_number = any(rule.purchase_number is not None for rule, _ in asked)
        self.counted_rules = tuple(rule for rule, _ in asked if rule.is_counted)
        self.counted_policies = tuple(found.policy for found in self._earning if found.policy.is_counted)
        self.tells_parts = any(found.policy.unearning != frozenset(PARTS) for found in self._earning)
        # Currencies whose units depend on the member, so that their accounts are locked before anything is asked.
        self.asking = frozenset(
            [rule.currency for rule, _ in asked if rule.asks_member] + [p.currency for p in self.counted_policies]
        )
        self._free = [found for found in self._earning if found.policy.currency not in self.asking]
        self._bound = [found for found in self._earning if found.policy.currency in self.asking]
        self._order = {found.policy.currency: place for place, found in enumerate(self._earning)}

    def earn(self, receipt: Receipt) -> list[Earned]:
        """What the receipt earns, one result per currency whose rules give it more than nothing."""
        return [earned for earned in self._explain(receipt, self._earning) if earned[1]]

    def earn_free(self, receipt: Receipt) -> list[Earned]:
        """Of `earn` what no fact about the member decides."""
        return [earned for earned in self._explain(receipt, self._free) if earned[1]]

    def earn_bound(self, receipt: Receipt, free: Sequence[Earned]) -> list[Earned]:
        """`earn`, when `earn_free` is known already."""
        bound = [earned for earned in self._explain(receipt, self._bound) if earned[1]]
        return sorted([*free, *bound], key=lambda earned: self._order[earned.currency])

    def explain(self, receipt: Receipt) -> list[Earned]:
        """Like `earn`, with the reason also where it is nothing; for pages that say why."""
        return self._explain(receipt, self._currencies)

    def _explain(self, receipt: Receipt, currencies: list[Currency]) -> list[Earned]:
        base = receipt.base
        if not receipt.lines:
            receipt = receipt._replace(lines=(Line(0, base),))
        return [
            _earn(currency, receipt, base if currency.is_plain else currency.base_of(receipt))
            for currency in currencies
        ]


def _earn(currency: Currency, receipt: Receipt, base: int) -> Earned:
    lines = receipt.lines
    total = lines[0][1] if len(lines) == 1 else sum([line.amount for line in lines])
    if currency.flat_rules and len(lines) == 1 and base and total:
        return _flat(currency, lines[0], base)
    if not base or not total:
        return nothing(currency, base, "nothing of the receipt earns")
    spend = base if currency.is_plain else currency.spend_of(receipt, base, total)
    if currency.is_extended:
        found = extended.earn(currency, receipt, base, total, spend)
        return found or nothing(currency, base, "no rule fits")
    factors = currency.factors(receipt, spend)
    if factors == [NOTHING] * len(factors):
        return nothing(currency, base, "no rule fits")
    return _round(currency, receipt, factors, base, total)


def nothing(currency: Currency, base: int, reason: str) -> Earned:
    return Earned(currency.policy.currency, 0, f"0: {reason}", base, currency.policy.rounding, (), ())


def _flat(currency: Currency, line: Line, base: int) -> Earned:
    """The commonest receipt, one line under one rule: `_round` without its generality."""
    factor, policy = currency.flat, currency.policy
    assert factor
    units = divide(base * factor.numerator, factor.denominator, policy.rounding)
    before, after = currency.flat_words
    result = money_text(units, currency.exponent) if currency.is_money else str(units)
    explanation = f"{result}{before}{money_text(base, currency.exponent)}{after}"
    return Earned(
        policy.currency, units, explanation, base, policy.rounding, ((line[0], units, line[1]),), currency.flat_rules
    )


def _round(currency: Currency, receipt: Receipt, factors: list[Factor], base: int, total: int) -> Earned:
    """Round once, lay the units on the lines, and say how."""
    rounding = currency.policy.rounding
    is_spread = total != base
    if len(factors) == 1:
        factor = factors[0]
        position, amount = receipt.lines[0][:2]
        units = divide(base * factor.numerator, factor.denominator, rounding)
        laid: tuple[tuple[int, int, int], ...] = ((position, units, amount),)
    else:
        denominator = lcm(*[factor.denominator for factor in factors]) * (total if is_spread else 1)
        weight = base if is_spread else 1
        raw = [
            line.amount
            * weight
            * factor.numerator
            * (denominator // (factor.denominator * (total if is_spread else 1)))
            for line, factor in zip(receipt.lines, factors, strict=True)
        ]
        units = divide(sum(raw), denominator, rounding)
        shares = lay(units, raw, denominator)
        laid = tuple([(line[0], share, line[1]) for line, share in zip(receipt.lines, shares, strict=True)])
    used = tuple({rule.id: rule for factor in factors for rule in factor.rules}.values())
    return Earned(
        currency=currency.policy.currency,
        units=units,
        explanation=_explanation(currency, receipt, factors, (base, total, units), used),
        base=base,
        rounding=rounding,
        lines=laid,
        rules=tuple([(rule.id, rate_text(rule.rate)) for rule in used]),
    )


def _explanation(
    currency: Currency, receipt: Receipt, factors: list[Factor], sums: tuple[int, int, int], used: tuple[Rule, ...]
) -> str:
    base, total, units = sums
    exponent = currency.exponent
    amounts: dict[Factor, int] = {}
    if len(factors) == 1:
        amounts[factors[0]] = total
    else:
        for line, factor in zip(receipt.lines, factors, strict=True):
            if factor.numerator:
                amounts[factor] = amounts.get(factor, 0) + line.amount
    terms = [f"{base_text(amount * base, total, exponent)} × {factor.text}" for factor, amount in amounts.items()]
    result = result_text(units, currency.policy.currency, exponent)
    names = names_text(used, currency.policy.combines)
    return cut(f"{result} = {FUNCTIONS[currency.policy.rounding]}({' + '.join(terms) or '0'}){names}")


def _compile(rules: list[Rule], policy: Policy, exponent: int) -> Currency:
    ours = [rule for rule in rules if rule.currency == policy.currency]

    def of(kind: str, *, best_first: bool = False) -> tuple[Rule, ...]:
        found = [rule for rule in ours if rule.kind == kind]
        return tuple(sorted(found, key=lambda rule: (-rule.rate if best_first else 0, rule.id)))

    return Currency(policy, exponent, of(BASE, best_first=True), of(MULTIPLIER), of(PIECE), of(BONUS))
