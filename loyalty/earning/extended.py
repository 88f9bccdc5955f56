"""The longer way to the units of a receipt: units per piece, fixed units, and caps. Pure.

Each rule's part is what the units grow by when it joins those before it: base rules and rules
per piece by age, then multipliers below one, then the others by age. Every part is at least 0,
together they are the rounded units, and a cap cuts the part of its rule. Multipliers below one
count within the part of the rules that they lower.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from loyalty.earning.rates import FUNCTIONS, RATE_SCALE, divide, lay, rate_text, scaled, spread
from loyalty.earning.terms import ADD, BEST, Earned, Line, Policy, Receipt, Rule
from loyalty.earning.words import (
    MONEY,
    base_text,
    caps_text,
    cut,
    factor_text,
    names_text,
    quantity_text,
    result_text,
)

if TYPE_CHECKING:
    from loyalty.earning.book import Currency

# Quantities have three decimal places.
_THOUSAND = 1000
_REMEMBERED = 100_000
# After every rule.
_LAST = (3, 0)


class Step(NamedTuple):
    """What a line earns with the rules up to this one: per smallest unit of money, and per thousandth of a piece."""

    rank: tuple[int, int]
    rule: Rule
    money: int
    piece: int


@dataclass(frozen=True, slots=True)
class Chain:
    """The steps of lines of one kind, and how the whole is written; numerators over the currency's `scale`."""

    steps: tuple[Step, ...] = ()
    money_text: str = ""
    piece_text: str = ""

    def upto(self, rank: tuple[int, int]) -> tuple[int, int]:
        money = piece = 0
        for step in self.steps:
            if step.rank > rank:
                break
            money, piece = step.money, step.piece
        return money, piece


class Part(NamedTuple):
    """What one rule asks of the receipt, and its exact shares of the lines over one denominator."""

    rule: Rule
    asked: int
    raw: Sequence[int]


def earn(currency: Currency, receipt: Receipt, base: int, total: int, spend: int) -> Earned | None:
    """None: no rule fits."""
    chains = _chains(currency, receipt, spend)
    bonuses = _bonuses(currency, receipt, spend)
    if not bonuses and not any(chain.steps for chain in chains):
        return None
    sums = _Sums(currency, receipt, chains, base, total)
    used = _used(chains, bonuses)
    is_capped = currency.policy.is_capped or any(rule.id in currency.capped for rule in used)
    parts = sums.parts() if is_capped else sums.whole()
    every = [*parts, *bonuses]
    granted, caps = _cap(every, currency.policy, receipt) if is_capped else ([part.asked for part in every], ())
    asked, units = sum([part.asked for part in every]), sum(granted)
    if asked == units:
        rated = sum([part.asked for part in parts])
        shares = _add([sums.lay(rated), *[spread(part.asked, part.raw) for part in bonuses]])
    else:
        shares = _add([spread(kept, part.raw) for part, kept in zip(every, granted, strict=True)])
    return Earned(
        currency=currency.policy.currency,
        units=units,
        explanation=_explanation(sums, bonuses, used, (asked, units), caps),
        base=base,
        rounding=currency.policy.rounding,
        lines=tuple([(line[0], share, line[1]) for line, share in zip(receipt.lines, shares, strict=True)]),
        rules=tuple([(rule.id, rate_text(rule.rate)) for rule in used]),
        asked=asked,
        counted=_counted(every, granted, currency.policy) if is_capped else (),
        caps=caps,
    )


def _used(chains: Sequence[Chain], bonuses: Sequence[Part]) -> tuple[Rule, ...]:
    steps = {step.rule.id: step.rule for chain in chains for step in chain.steps}
    return tuple((steps | {part.rule.id: part.rule for part in bonuses}).values())


def _add(shares: Sequence[Sequence[int]]) -> list[int]:
    return [sum(column) for column in zip(*shares, strict=True)]


# --- Lines and rules ------------------------------------------------------------------------


def _chains(currency: Currency, receipt: Receipt, spend: int) -> list[Chain]:
    bases = currency.fitting(currency.bases, receipt, spend)
    pieces = currency.fitting(currency.pieces, receipt, spend)
    times = currency.fitting(currency.multipliers, receipt, spend)
    key = (*[r.id for r in bases], None, *[r.id for r in pieces], None, *[r.id for r in times])
    return [_chain(currency, key, (bases, pieces, times), line) for line in receipt.lines]


def _chain(
    currency: Currency,
    key: tuple[int | None, ...],
    rules: tuple[tuple[Rule, ...], tuple[Rule, ...], tuple[Rule, ...]],
    line: Line,
) -> Chain:
    if not line.amount:
        return Chain()
    whole_key = (key, line.product, line.brand, line.categories)
    found = currency.chains.get(whole_key)
    if found is None:
        if len(currency.chains) >= _REMEMBERED:
            currency.chains.clear()
        found = currency.chains[whole_key] = _make_chain(currency, rules, line)
    return found


def _make_chain(
    currency: Currency, rules: tuple[tuple[Rule, ...], tuple[Rule, ...], tuple[Rule, ...]], line: Line
) -> Chain:
    policy = currency.policy
    bases, times = currency.choose(rules[0], rules[2], line)
    excluded = policy.has_unearning_goods and policy.excludes(line)
    pieces = () if excluded else tuple([rule for rule in rules[1] if rule.fits_line(line)])
    if policy.combines != ADD:
        pieces = tuple(sorted(pieces, key=lambda rule: (-rule.rate, rule.id))[:1])
    if not bases and not pieces:
        return Chain()
    steps = _steps(currency, (*bases, *pieces), times)
    return Chain(
        steps,
        factor_text(bases, times, policy.combines) if bases else "",
        factor_text(pieces, times, policy.combines) if pieces else "",
    )


def _steps(currency: Currency, givers: tuple[Rule, ...], times: tuple[Rule, ...]) -> tuple[Step, ...]:
    """The line's numerators as rule after rule joins: givers with what lowers them, then multipliers by age."""
    whole = scale(currency)
    per_money = 1 if currency.policy.currency in MONEY else 10**currency.exponent
    lowering = [rule for rule in times if rule.rate < 1]
    raising = sorted((rule for rule in times if rule.rate >= 1), key=lambda rule: rule.id)
    money = piece = 0
    steps: list[Step] = []
    for rule in sorted(givers, key=lambda rule: rule.id):
        if rule.kind == "piece":
            piece += scaled(rule.rate)
        else:
            money += scaled(rule.rate)
        steps.append(_step((0, rule.id), rule, (money, piece), lowering, (whole, per_money, currency.policy)))
    joined = list(lowering)
    steps += [
        # A lowering rule's part is nothing of its own; it is named, and counted in those that it lowers.
        _step((1, rule.id), rule, (money, piece), joined, (whole, per_money, currency.policy))
        for rule in sorted(lowering, key=lambda rule: rule.id)
    ]
    for rule in raising:
        joined.append(rule)
        steps.append(_step((2, rule.id), rule, (money, piece), joined, (whole, per_money, currency.policy)))
    return tuple(steps)


def _step(
    rank: tuple[int, int],
    rule: Rule,
    rates: tuple[int, int],
    times: Sequence[Rule],
    terms: tuple[int, int, Policy],
) -> Step:
    whole, per_money, policy = terms
    numerator, denominator = RATE_SCALE, RATE_SCALE
    if policy.combines == ADD:
        numerator = max(0, RATE_SCALE + sum(scaled(rule.rate) - RATE_SCALE for rule in times))
    else:
        for other in times:
            numerator, denominator = numerator * scaled(other.rate), denominator * RATE_SCALE
    money, piece = rates
    unit = whole // (denominator * RATE_SCALE)
    return Step(rank, rule, money * numerator * unit // per_money, piece * numerator * unit // _THOUSAND)


def scale(currency: Currency) -> int:
    """A denominator that every numerator of the currency has room in."""
    depth = 1 if currency.policy.combines in {ADD, BEST} else len(currency.multipliers)
    power: int = RATE_SCALE ** (depth + 2)
    money: int = 10**currency.exponent
    return power * money * _THOUSAND


def _bonuses(currency: Currency, receipt: Receipt, spend: int) -> list[Part]:
    """Fixed units of the receipt, each on the lines that its rule names."""
    found = []
    for rule in currency.fitting(currency.bonuses, receipt, spend):
        weights = [
            line.amount if rule.fits_line(line) and not currency.policy.excludes(line) else 0 for line in receipt.lines
        ]
        if any(weights):
            found.append(Part(rule, int(rule.rate), weights))
    if currency.policy.combines == BEST and len(found) > 1:
        found = [max(found, key=lambda part: (part.asked, -part.rule.id))]
    return found


# --- Sums, caps -------------------------------------------------------------------------------


@dataclass
class _Sums:
    """The exact units of the lines under the rules so far."""

    currency: Currency
    receipt: Receipt
    chains: Sequence[Chain]
    base: int
    total: int

    @property
    def denominator(self) -> int:
        return scale(self.currency) * self.total

    def raw(self, rank: tuple[int, int]) -> list[int]:
        raws = []
        for line, chain in zip(self.receipt.lines, self.chains, strict=True):
            money, piece = chain.upto(rank)
            raw = line.amount * self.base * money
            if piece:
                raw += int(line.quantity * _THOUSAND) * self.total * piece
            raws.append(raw)
        return raws

    def parts(self) -> list[Part]:
        """What each rule adds to the units, in the order in which they join."""
        steps = {step.rank: step.rule for chain in self.chains for step in chain.steps}
        found: list[Part] = []
        before, so_far = [0] * len(self.chains), 0
        for rank in sorted(steps):
            raw = self.raw(rank)
            units = divide(sum(raw), self.denominator, self.currency.policy.rounding)
            added = [now - then for now, then in zip(raw, before, strict=True)]
            found.append(Part(steps[rank], units - so_far, added))
            before, so_far = raw, units
        return found

    def whole(self) -> list[Part]:
        """All rules in one part, where nobody asks for theirs."""
        raw = self.raw(_LAST)
        rule = next((step.rule for chain in self.chains for step in chain.steps), None)
        units = divide(sum(raw), self.denominator, self.currency.policy.rounding)
        return [Part(rule, units, raw)] if rule else []

    def lay(self, units: int) -> list[int]:
        return lay(units, self.raw(_LAST), self.denominator)


def _cap(
    parts: Sequence[Part], policy: Policy, receipt: Receipt
) -> tuple[list[int], tuple[tuple[str, str, int, int], ...]]:
    """The units that each part may keep, and (name, cap, asked, granted) of every cap that cut."""
    granted, caps = [], []
    for part in parts:
        kept, cap = _allowed(part.asked, part.rule.per_order, part.rule.scope, receipt)
        granted.append(kept)
        if kept < part.asked:
            caps.append((part.rule.name, cap, part.asked, kept))
    whole = sum(granted)
    kept, cap = _allowed(whole, policy.per_order, policy.currency, receipt)
    if kept < whole:
        caps.append(("", cap, whole, kept))
        _cut_back(granted, whole - kept)
    return granted, tuple(caps)


def _allowed(asked: int, per_order: int | None, scope: str, receipt: Receipt) -> tuple[int, str]:
    kept, cap = asked, ""
    if per_order is not None and per_order < kept:
        kept, cap = per_order, "order"
    room = receipt.member.room.get(scope)
    if room and room.units < kept:
        kept, cap = max(0, room.units), room.cap
    return kept, cap


def _cut_back(granted: list[int], excess: int) -> None:
    """The programme's own cap cuts from the last part backwards."""
    for index in range(len(granted) - 1, -1, -1):
        cut_units = min(excess, granted[index])
        granted[index] -= cut_units
        excess -= cut_units


def _counted(parts: Sequence[Part], granted: Sequence[int], policy: Policy) -> tuple[tuple[str, int, int], ...]:
    found = [
        (part.rule.scope, part.asked, kept)
        for part, kept in zip(parts, granted, strict=True)
        if part.rule.is_counted and (part.asked or part.rule.purchase_number is not None)
    ]
    if policy.is_counted:
        found.append((policy.currency, sum(part.asked for part in parts), sum(granted)))
    return tuple(found)


# --- Words ------------------------------------------------------------------------------------


def _explanation(
    sums: _Sums,
    bonuses: Sequence[Part],
    used: Sequence[Rule],
    units: tuple[int, int],
    caps: tuple[tuple[str, str, int, int], ...],
) -> str:
    """`asked = floor(…) + bonuses; rules …`, and `granted of asked = …` when a cap cut."""
    asked, granted = units
    currency, exponent = sums.currency, sums.currency.exponent
    policy = currency.policy
    terms = _terms(sums)
    written = [f"{FUNCTIONS[policy.rounding]}({' + '.join(terms)})"] if terms else []
    written += [result_text(part.asked, policy.currency, exponent) for part in bonuses]
    result = result_text(asked, policy.currency, exponent)
    if caps:
        result = f"{result_text(granted, policy.currency, exponent)} of {result}"
    names = names_text(used, policy.combines)
    return cut(f"{result} = {' + '.join(written) or '0'}{names}{caps_text(caps)}")


def _terms(sums: _Sums) -> list[str]:
    amounts: dict[str, int] = {}
    pieces: dict[str, object] = {}
    for line, chain in zip(sums.receipt.lines, sums.chains, strict=True):
        if chain.money_text:
            amounts[chain.money_text] = amounts.get(chain.money_text, 0) + line.amount
        if chain.piece_text:
            pieces[chain.piece_text] = pieces.get(chain.piece_text, 0) + line.quantity  # type: ignore[operator]
    exponent = sums.currency.exponent
    money = [f"{base_text(amount * sums.base, sums.total, exponent)} × {text}" for text, amount in amounts.items()]
    return money + [f"{quantity_text(quantity)} pcs × {text}" for text, quantity in pieces.items()]  # type: ignore[arg-type]
