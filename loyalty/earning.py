"""From a receipt and the rules to units: one pure function for till, import, preview and simulator.

`docs/algorithms/earning.md` says what it guarantees, case by case. A `RuleBook` is compiled
once from rules and policies and then earns any number of receipts; rates become integers over a
common denominator, so that the arithmetic is exact and a simple programme costs some microseconds
per receipt. Nothing here knows Django, the database or the clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from hashlib import blake2b
from math import lcm, prod
from typing import Any, NamedTuple

RATE_SCALE = 10_000
# Distinct combinations of rules and products whose factor is remembered.
_REMEMBERED = 100_000
_LONGEST_EXPLANATION = 500
POINTS = "points"
_FUNCTIONS = {"floor": "floor", "half_up": "round", "ceiling": "ceil"}


@dataclass(frozen=True, slots=True)
class Rule:
    """A base rate or a multiplier; empty scopes mean all. Rates have at most four decimal places."""

    id: int
    name: str
    currency: str
    rate: Decimal
    is_multiplier: bool = False
    minimum_spend: int = 0
    categories: frozenset[int] = frozenset()
    brands: frozenset[int] = frozenset()
    products: frozenset[int] = frozenset()
    channels: frozenset[int] = frozenset()
    weekdays: frozenset[int] = frozenset()
    valid_from: datetime | None = None
    valid_until: datetime | None = None

    @property
    def has_scope(self) -> bool:
        return bool(self.categories or self.brands or self.products)

    @property
    def is_conditional(self) -> bool:
        conditions = (self.minimum_spend, self.channels, self.weekdays, self.valid_from, self.valid_until)
        return any(bool(condition) for condition in conditions)

    def fits_receipt(self, receipt: Receipt, base: int) -> bool:
        return (
            (self.valid_from is None or self.valid_from <= receipt.occurred_at)
            and (self.valid_until is None or receipt.occurred_at < self.valid_until)
            and base >= self.minimum_spend
            and (not self.channels or receipt.channel in self.channels)
            and (not self.weekdays or receipt.weekday in self.weekdays)
        )

    def fits_line(self, line: Line) -> bool:
        return (
            (not self.products or line.product in self.products)
            and (not self.brands or line.brand in self.brands)
            and (not self.categories or not self.categories.isdisjoint(line.categories))
        )


@dataclass(frozen=True, slots=True)
class Policy:
    currency: str
    rounding: str = "floor"
    is_active: bool = True


class Line(NamedTuple):
    """`amount` was paid for the line in all; `categories` is the path from the root to its category."""

    position: int
    amount: int
    product: int | None = None
    brand: int | None = None
    categories: tuple[int, ...] = ()
    quantity: Decimal = Decimal(1)


class Receipt(NamedTuple):
    """`weekday` is that of the business day: 1 is Monday, 7 is Sunday."""

    occurred_at: datetime
    weekday: int
    amount: int
    lines: Sequence[Line]
    channel: int | None = None
    tax: int = 0
    delivery: int = 0
    tip: int = 0
    paid_points: int = 0
    paid_cashback: int = 0

    @property
    def base(self) -> int:
        """What of the receipt earns."""
        unearning = self.tax + self.delivery + self.tip + self.paid_points + self.paid_cashback
        return max(0, self.amount - unearning)

    @property
    def basis(self) -> str:
        """A fingerprint of everything told about the sale: units of an unchanged sale need no second thought."""
        lines = "|".join([f"{line[0]};{line[1]};{line[2]};{line[5]}" for line in self.lines])
        told = f"{self.occurred_at.timestamp()}|{self.channel}|{self.base}|{lines}"
        return blake2b(told.encode(), digest_size=8).hexdigest()


class Earned(NamedTuple):
    """What a receipt earns in one currency, and why.

    `lines` has (position, units, amount of the line) and sums to `units`; `rules` the id and
    rate of each rule that made it.
    """

    currency: str
    units: int
    explanation: str
    base: int
    rounding: str
    lines: tuple[tuple[int, int, int], ...]
    rules: tuple[tuple[int, str], ...]

    def facts(self, basis: str) -> dict[str, Any]:
        """What the entry keeps, so that a later return asks no rule."""
        return {
            "basis": basis,
            "base": self.base,
            "rounding": self.rounding,
            "rules": [list(rule) for rule in self.rules],
            "lines": [list(line) for line in self.lines],
        }

    def facts_json(self, basis: str) -> str:
        """`facts` as JSON, written directly: an import makes a million of them."""
        lines = ",".join([f"[{position},{units},{amount}]" for position, units, amount in self.lines])
        rules = ",".join([f'[{pk},"{rate}"]' for pk, rate in self.rules])
        return (
            f'{{"basis":"{basis}","base":{self.base},"rounding":"{self.rounding}","rules":[{rules}],"lines":[{lines}]}}'
        )


@dataclass(frozen=True, slots=True)
class _Factor:
    """`numerator / denominator` units per smallest unit of money, for lines of one kind."""

    numerator: int
    denominator: int
    text: str
    rules: tuple[Rule, ...]


_NOTHING = _Factor(0, 1, "0", ())


@dataclass
class _Currency:
    """The rules of one currency, sorted so that the winner of a line is the first base rule that fits."""

    policy: Policy
    exponent: int
    bases: tuple[Rule, ...]
    multipliers: tuple[Rule, ...]
    flat: _Factor | None = None
    # What the explanation of a receipt of one line says around its base.
    flat_words: tuple[str, str] = ("", "")
    flat_rules: tuple[tuple[int, str], ...] = ()
    _factors: dict[tuple[Any, ...], _Factor] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.bases:
            self.flat = _NOTHING
        elif not self.multipliers and not (self.bases[0].has_scope or self.bases[0].is_conditional):
            # The best base rule fits everything: no line can do better.
            best = self.bases[0]
            self.flat = self._factor(best, ())
            self.flat_words = (
                f" = {_FUNCTIONS[self.policy.rounding]}(",
                f" × {_rate_text(best.rate)}); rule {best.name}",
            )
            self.flat_rules = ((best.id, _rate_text(best.rate)),)

    def factors(self, receipt: Receipt, base: int) -> list[_Factor]:
        """The factor of each line."""
        if self.flat:
            return [self.flat] * len(receipt.lines)
        bases = tuple(r for r in self.bases if not r.is_conditional or r.fits_receipt(receipt, base))
        multipliers = tuple(r for r in self.multipliers if not r.is_conditional or r.fits_receipt(receipt, base))
        key = (*[r.id for r in bases], None, *[r.id for r in multipliers])
        return [self._line_factor(key, bases, multipliers, line) for line in receipt.lines]

    def _line_factor(
        self, key: tuple[int | None, ...], bases: tuple[Rule, ...], multipliers: tuple[Rule, ...], line: Line
    ) -> _Factor:
        whole_key = (key, line.product, line.brand, line.categories)
        found = self._factors.get(whole_key)
        if found is None:
            if len(self._factors) >= _REMEMBERED:
                self._factors.clear()
            best = next((rule for rule in bases if rule.fits_line(line)), None)
            fitting = tuple(rule for rule in multipliers if rule.fits_line(line))
            found = self._factors[whole_key] = self._factor(best, fitting) if best else _NOTHING
        return found

    def _factor(self, best: Rule, multipliers: tuple[Rule, ...]) -> _Factor:
        rules = (best, *multipliers)
        numerator = prod(_scaled(rule.rate) for rule in rules)
        denominator: int = RATE_SCALE ** len(rules)
        if self.policy.currency == POINTS:  # the rate is per whole unit of money
            denominator *= 10**self.exponent
        common = _gcd_free(numerator, denominator)
        return _Factor(*common, text=" × ".join(_rate_text(rule.rate) for rule in rules), rules=rules)


class RuleBook:
    """Rules and policies, compiled. `exponent` is the number of decimal places of money."""

    def __init__(self, rules: Iterable[Rule], policies: Iterable[Policy], exponent: int = 2) -> None:
        self.exponent = exponent
        kept = list(rules)
        self._currencies = [_compile(kept, policy, exponent) for policy in policies if policy.is_active]
        self._earning = [currency for currency in self._currencies if currency.bases]

    def earn(self, receipt: Receipt) -> list[Earned]:
        """What the receipt earns, one result per currency whose rules give it more than nothing."""
        return [earned for earned in self._explain(receipt, self._earning) if earned[1]]

    def explain(self, receipt: Receipt) -> list[Earned]:
        """Like `earn`, with the reason also where it is nothing; for pages that say why."""
        return self._explain(receipt, self._currencies)

    def _explain(self, receipt: Receipt, currencies: list[_Currency]) -> list[Earned]:
        base = receipt.base
        if not receipt.lines:
            receipt = receipt._replace(lines=(Line(0, base),))
        return [self._earn(currency, receipt, base) for currency in currencies]

    def _earn(self, currency: _Currency, receipt: Receipt, base: int) -> Earned:
        lines = receipt.lines
        total = lines[0][1] if len(lines) == 1 else sum([line.amount for line in lines])
        if currency.flat_rules and len(lines) == 1 and base and total:
            return _flat(currency, lines[0], base)
        factors = currency.factors(receipt, base)
        if not base or not total or factors == [_NOTHING] * len(factors):
            reason = "no rule fits" if base and total else "nothing of the receipt earns"
            return Earned(currency.policy.currency, 0, f"0: {reason}", base, currency.policy.rounding, (), ())
        return _round(currency, receipt, factors, base, total)


def _flat(currency: _Currency, line: Line, base: int) -> Earned:
    """The commonest receipt, one line under one rule: `_round` without its generality."""
    factor, policy = currency.flat, currency.policy
    assert factor
    units = divide(base * factor.numerator, factor.denominator, policy.rounding)
    before, after = currency.flat_words
    result = str(units) if policy.currency == POINTS else money_text(units, currency.exponent)
    explanation = f"{result}{before}{money_text(base, currency.exponent)}{after}"
    return Earned(
        policy.currency, units, explanation, base, policy.rounding, ((line[0], units, line[1]),), currency.flat_rules
    )


def _round(currency: _Currency, receipt: Receipt, factors: list[_Factor], base: int, total: int) -> Earned:
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
        rules=tuple([(rule.id, _rate_text(rule.rate)) for rule in used]),
    )


def divide(numerator: int, denominator: int, rounding: str) -> int:
    """Exact division of non-negative integers, rounded as the policy says."""
    if rounding == "floor":
        return numerator // denominator
    if rounding == "ceiling":
        return -(-numerator // denominator)
    return (2 * numerator + denominator) // (2 * denominator)


def lay(units: int, raw: Sequence[int], denominator: int) -> list[int]:
    """Lay whole units on lines whose exact shares are `raw / denominator`, by largest remainder."""
    shares = [value // denominator for value in raw]
    missing = units - sum(shares)
    if missing:
        order = sorted(range(len(raw)), key=lambda index: (-(raw[index] % denominator), index))
        for index in order[:missing]:
            shares[index] += 1
    return shares


# --- Compiling and wording ----------------------------------------------------------------


def _compile(rules: list[Rule], policy: Policy, exponent: int) -> _Currency:
    ours = [rule for rule in rules if rule.currency == policy.currency]
    bases = sorted((rule for rule in ours if not rule.is_multiplier), key=lambda rule: (-rule.rate, rule.id))
    multipliers = sorted((rule for rule in ours if rule.is_multiplier), key=lambda rule: rule.id)
    return _Currency(policy, exponent, tuple(bases), tuple(multipliers))


def _scaled(rate: Decimal) -> int:
    scaled = rate * RATE_SCALE
    if scaled != int(scaled) or scaled <= 0:
        raise ValueError(f"a rate is above 0 and has at most four decimal places: {rate}")
    return int(scaled)


def _gcd_free(numerator: int, denominator: int) -> tuple[int, int]:
    common = numerator * denominator // lcm(numerator, denominator)
    return numerator // common, denominator // common


_rate_texts: dict[Decimal, str] = {}


def _rate_text(rate: Decimal) -> str:
    text = _rate_texts.get(rate)
    if text is None:
        text = _rate_texts[rate] = f"{rate.normalize():f}"
    return text


def money_text(amount: int, exponent: int) -> str:
    """`8350` → `"83.50"`."""
    if not exponent:
        return str(amount)
    if exponent == 2:
        return f"{amount // 100}.{amount % 100:02d}"
    whole, part = divmod(amount, 10**exponent)
    return f"{whole}.{part:0{exponent}d}"


def _explanation(
    currency: _Currency, receipt: Receipt, factors: list[_Factor], sums: tuple[int, int, int], used: tuple[Rule, ...]
) -> str:
    base, total, units = sums
    exponent = currency.exponent
    amounts: dict[_Factor, int] = {}
    if len(factors) == 1:
        amounts[factors[0]] = total
    else:
        for line, factor in zip(receipt.lines, factors, strict=True):
            if factor.numerator:
                amounts[factor] = amounts.get(factor, 0) + line.amount
    terms = [f"{_base_text(amount * base, total, exponent)} × {factor.text}" for factor, amount in amounts.items()]
    result = str(units) if currency.policy.currency == POINTS else money_text(units, exponent)
    names = ", ".join([rule.name for rule in used])
    noun = "rule" if len(used) == 1 else "rules"
    text = f"{result} = {_FUNCTIONS[currency.policy.rounding]}({' + '.join(terms)}); {noun} {names}"
    return text if len(text) <= _LONGEST_EXPLANATION else text[: _LONGEST_EXPLANATION - 1] + "…"


def _base_text(numerator: int, denominator: int, exponent: int) -> str:
    """The base of a group of lines; with `≈` and four more places where it was spread unevenly."""
    whole, rest = divmod(numerator, denominator)
    if not rest:
        return money_text(whole, exponent)
    return "≈" + money_text(divide(numerator * 10_000, denominator, "half_up"), exponent + 4)
