"""Spending goals: "spend 500 in November: 100 points".

After every batch the spending of the members concerned is summed up again for the periods
concerned. Whoever has reached the goal and was not granted it gets it, once, dated on the purchase
that crosses it in the order of sale; whoever falls below, because goods came back, gives it
back, by what the entry says was its goal. A use of the rule (`RuleUse`) marks what was granted.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from core import money
from customers.services.people import hold_customers
from loyalty.earning import parts, uses
from loyalty.earning.rates import money_text, rate_text
from loyalty.earning.terms import Rule
from loyalty.earning.words import cut, result_text
from loyalty.ledger import store
from loyalty.ledger.planning import Book
from loyalty.ledger.records import LotState

if TYPE_CHECKING:
    from loyalty.ledger.sales import Sales
    from loyalty.models import CurrencyPolicy
    from loyalty.programme import Terms
    from sales.hooks import Change


class Bought(NamedTuple):
    """What a purchase counts towards a goal, returns taken off."""

    id: int
    customer: int
    occurred_at: datetime
    day: date
    spend: int


def period_of(rule: Rule, day: date) -> str:
    """`2026-11`, `2026-Q4`, `2026` or `all`."""
    return {
        "month": f"{day.year}-{day.month:02d}",
        "quarter": f"{day.year}-Q{(day.month + 2) // 3}",
        "year": str(day.year),
    }.get(rule.period, "all")


def bounds(period: str) -> tuple[date, date]:
    """First day, and the first day after; `all` is everything."""
    if period == "all":
        return date.min, date.max
    year = int(period[:4])
    if len(period) == 4:
        return date(year, 1, 1), date(year + 1, 1, 1)
    first = (int(period[-1]) - 1) * 3 + 1 if "Q" in period else int(period[5:])
    months = 3 if "Q" in period else 1
    after = first + months
    return date(year, first, 1), date(year + (after > 12), (after - 1) % 12 + 1, 1)


# --- Who is concerned -------------------------------------------------------------------------

_BUYERS = """
SELECT DISTINCT purchase.customer_id, coalesce(
    (SELECT holder_id FROM loyalty_householdmember WHERE customer_id = purchase.customer_id), purchase.customer_id)
FROM sales_purchase purchase WHERE purchase.id = ANY(%(purchases)s::bigint[]) AND purchase.customer_id IS NOT NULL"""


def wanted(terms: Terms, returned: Iterable[int]) -> set[store.Key]:
    """Accounts of those whose returns may undo a goal. Their owners are held before: a missed goal is told to them."""
    told, known = sorted(returned), (*terms.goals, *terms.past_goals)
    if not known or not told:
        return set()
    buyers = store.rows(_BUYERS, {"purchases": store.array(told)})
    hold_customers({*chain.from_iterable(buyers)})
    return {(collector, rule.currency) for _, collector in buyers for rule in known}


_OWNERS = """
SELECT holder_id FROM loyalty_householdmember WHERE customer_id = ANY(%(customers)s::bigint[])
UNION
SELECT account.customer_id FROM loyalty_ruleuse use
JOIN loyalty_entry entry ON entry.event_key = use.event_key
JOIN loyalty_account account ON account.id = entry.account_id
WHERE use.customer_id = ANY(%(customers)s::bigint[]) AND use.kept > 0 AND use.event_key LIKE 'goal:%%'"""


def owners_of(customers: Sequence[int]) -> list[int]:
    """In whose accounts their goals are or will be: of the household that they belong to, or belonged to."""
    return [row[0] for row in store.rows(_OWNERS, {"customers": store.array(customers)})]


_CONCERNED = """
SELECT purchase.id, purchase.customer_id, purchase.occurred_at, purchase.occurred_on,
       coalesce(membership.state = 'active', false), coalesce(household.holder_id, purchase.customer_id)
FROM sales_purchase purchase
LEFT JOIN customers_membership membership ON membership.customer_id = purchase.customer_id
LEFT JOIN loyalty_householdmember household ON household.customer_id = purchase.customer_id
WHERE purchase.id = ANY(%(purchases)s::bigint[]) AND purchase.customer_id IS NOT NULL"""


@dataclass
class _Concern:
    """A rule with the periods to look at, and who may get it into which accounts: nobody, if it is granted no more."""

    rule: Rule
    periods: dict[str, set[int]]
    earners: dict[int, int]


def settle(sales: Sales, change: Change, returned: Sequence[int]) -> None:
    """Grant goals that are reached now, take back those that are missed now."""
    told = sorted({*change.created, *change.amended, *returned})
    found = store.rows(_CONCERNED, {"purchases": store.array(told)}) if told else []
    collectors = {customer: collector for _, customer, _, _, _, collector in found}
    # Whose purchase became somebody else's.
    former = sorted(set(change.customers) - set(collectors)) if change.amended else []
    if not found and not former:
        return
    granted_now = {sale.customer for sale in sales.by_id.values() if sale.may_earn}
    earners = {
        customer: collector
        for pk, customer, _, _, is_active, collector in found
        if (customer in granted_now if pk in sales.by_id else is_active and change.earn)
    }
    # A sale more is no reason to take anything back.
    past = sales.terms.past_goals if change.amended or returned else ()
    for rule in (*sales.terms.goals, *past):
        periods: dict[str, set[int]] = defaultdict(set)
        for _, customer, at, day, _, _ in found:
            if _is_valid(rule, at):
                periods[period_of(rule, day)].add(customer)
        for customer, period in _granted(rule, former)[0] if former else ():
            periods[period].add(customer)
        if periods:
            may_earn = {} if rule in past else earners
            _settle_rule(sales.terms, _Concern(rule, periods, may_earn), collectors, change.now)


def _is_valid(rule: Rule, at: datetime) -> bool:
    return (rule.valid_from is None or rule.valid_from <= at) and (rule.valid_until is None or at < rule.valid_until)


def _settle_rule(terms: Terms, concern: _Concern, collectors: dict[int, int], now: datetime) -> None:
    rule = concern.rule
    customers = sorted({customer for found in concern.periods.values() for customer in found})
    live, counts = _granted(rule, customers)
    if not live and not concern.earners:
        return
    reached: list[tuple[str, Bought, int]] = []
    for period, concerned in sorted(concern.periods.items()):
        spending = _spending(terms, rule, period, sorted(concerned))
        for customer in sorted(concerned):
            bought = spending.get(customer, [])
            total = sum(purchase.spend for purchase in bought)
            had = live.get((customer, period), [])
            if total >= rule.minimum_spend and not had and customer in concern.earners:
                reached.append((period, *_crossing(bought, rule.minimum_spend)))
            elif had and total < rule.minimum_spend:
                _miss(had, total, now)
    if reached:
        _grant(terms, rule, reached, (collectors, counts), now)


def _crossing(bought: Sequence[Bought], goal: int) -> tuple[Bought, int]:
    """The purchase by which the goal is reached in the order of sale, and what was spent with it."""
    so_far = 0
    for purchase in bought:
        so_far += purchase.spend
        if so_far >= goal:
            return purchase, so_far
    raise ValueError("the goal is not reached")


# --- What was spent ---------------------------------------------------------------------------

_OF_LINES = """(SELECT coalesce(sum(line.amount - line.returned_amount), 0)::bigint
    FROM sales_purchaseline line
    LEFT JOIN sales_product product ON product.id = line.product_id
    LEFT JOIN sales_category category ON category.id = product.category_id
    WHERE line.purchase_id = purchase.id
      AND (%(products)s::bigint[] = '{{}}' OR line.product_id = ANY(%(products)s::bigint[]))
      AND (%(brands)s::bigint[] = '{{}}' OR product.brand_id = ANY(%(brands)s::bigint[]))
      AND (%(categories)s::bigint[] = '{{}}'
           OR string_to_array(trim(BOTH '/' FROM category.path), '/')::bigint[] && %(categories)s::bigint[]))"""
_SPENDING = """
SELECT purchase.id, purchase.customer_id, purchase.occurred_at, purchase.occurred_on, {spend}
FROM sales_purchase purchase
WHERE purchase.customer_id = ANY(%(customers)s::bigint[]) AND purchase.state <> 'cancelled'
  AND purchase.occurred_on >= %(first)s AND purchase.occurred_on < %(after)s
  AND (%(since)s::timestamptz IS NULL OR purchase.occurred_at >= %(since)s)
  AND (%(until)s::timestamptz IS NULL OR purchase.occurred_at < %(until)s)
  AND (%(channels)s::bigint[] = '{{}}' OR purchase.channel_id = ANY(%(channels)s::bigint[]))
ORDER BY purchase.customer_id, purchase.occurred_at, purchase.id"""


def spend_sql(rule: Rule, policy: CurrencyPolicy) -> str:
    """A purchase's part in a goal: what earns of it, less what came back; of its goods where the rule names some."""
    if rule.has_scope:
        return _OF_LINES.format()
    return parts.spend_sql(part for part, field in parts.EARNS.items() if not getattr(policy, field))


def scope_parameters(rule: Rule) -> dict[str, str]:
    return {name: store.array(sorted(getattr(rule, name))) for name in ("products", "brands", "categories", "channels")}


def _spending(terms: Terms, rule: Rule, period: str, customers: Sequence[int]) -> dict[int, list[Bought]]:
    """By customer, in the order of sale. A rule whose terms changed counts from its first version on."""
    first, after = bounds(period)
    roots = [other.valid_from for other in (*terms.goals, *terms.past_goals) if other.id == rule.root]
    told = scope_parameters(rule) | {
        "customers": store.array(customers), "first": first, "after": after,
        "since": roots[0] if roots else rule.valid_from, "until": rule.valid_until,
    }  # fmt: skip
    found: dict[int, list[Bought]] = defaultdict(list)
    statement = _SPENDING.format(spend=spend_sql(rule, terms.policies[rule.currency]))
    for row in store.rows(statement, told):
        found[row[1]].append(Bought(*row))
    return found


# --- What was granted -------------------------------------------------------------------------

_GRANTED = """
SELECT use.customer_id, use.event_key, use.kept, entry.facts
FROM loyalty_ruleuse use JOIN loyalty_entry entry ON entry.event_key = use.event_key
WHERE use.customer_id = ANY(%(customers)s::bigint[]) AND use.scope = %(scope)s AND use.event_key LIKE 'goal:%%'
ORDER BY use.id"""

Live = dict[tuple[int, str], list[tuple[str, int]]]


def _granted(rule: Rule, customers: Sequence[int]) -> tuple[Live, dict[int, int]]:
    """(key, goal) of what is granted and kept, by customer and period; and how often each was granted in all."""
    live: Live = defaultdict(list)
    counts: dict[int, int] = defaultdict(int)
    for customer, key, kept, stored in store.rows(_GRANTED, {"customers": store.array(customers), "scope": rule.scope}):
        counts[customer] += 1
        facts = json.loads(stored) if isinstance(stored, str) else stored
        if kept:
            live[customer, facts["period"]].append((key, facts["target"]))
    return live, counts


def _miss(had: Iterable[tuple[str, int]], total: int, now: datetime) -> None:
    """Give back what the entry's own goal no longer justifies."""
    from loyalty import ledger

    for key, target in had:
        if total >= target:
            continue
        words = f"goal missed: {money_text(total, money.exponent())} of {money_text(target, money.exponent())} left"
        ledger.reverse_grant(event_key=f"{key}:missed", of=key, now=now, explanation=words)


def _grant(
    terms: Terms,
    rule: Rule,
    reached: Sequence[tuple[str, Bought, int]],
    known: tuple[dict[int, int], dict[int, int]],
    now: datetime,
) -> None:
    """All who reached the goal, in one book; limits and budget count them one after another."""
    collectors, counts = known
    customers = sorted({bought.customer for _, bought, _ in reached})
    accounts = store.lock_accounts({(collectors[customer], rule.currency) for customer in customers}, now=now)
    tally = uses.read_tally(customers=customers, rules=[rule], policies=[])
    book = Book(now, slides=True)
    store.load_lots(accounts.values(), only_sliding=True)
    dates = terms.dates[rule.currency]
    written = []
    for period, bought, total in sorted(reached, key=lambda item: (item[1].occurred_at, item[1].id)):
        asked = int(rule.rate)
        room = tally.room(rule, rule.scope, bought.customer, bought.day)
        units = asked if room is None else min(asked, max(0, room.units))
        if not units:
            continue
        counts[bought.customer] += 1
        key = f"goal:{rule.root or rule.id}:{period}:{bought.customer}:{counts[bought.customer]}"
        lot = LotState(
            units, units, dates.available_at(bought.occurred_at, bought.day), dates.expires_at(bought.day),
            dates.activity_months,
        )  # fmt: skip
        book.give(
            accounts[collectors[bought.customer], rule.currency], "grant", units, lot, event_key=key,
            occurred_at=bought.occurred_at, facts=_facts(rule, period, bought, total),
            explanation=_words(rule, period, total, (units, asked), room.cap if room else ""), is_activity=True,
        )  # fmt: skip
        tally.count(bought.customer, bought.day, [(rule.scope, asked, units)])
        written.append((bought, key, asked, units))
    store.write(book)
    for bought, key, asked, units in written:
        uses.add(scope=rule.scope, customer=bought.customer, event_key=key, day=bought.day, asked=asked, granted=units)


def _facts(rule: Rule, period: str, bought: Bought, total: int) -> dict[str, object]:
    return {
        "goal": rule.root or rule.id, "rules": [[rule.id, rate_text(rule.rate)]], "period": period,
        "target": rule.minimum_spend, "spend": total, "order": bought.id, "earner": bought.customer,
    }  # fmt: skip


def _words(rule: Rule, period: str, total: int, units: tuple[int, int], cap: str) -> str:
    exponent = money.exponent()
    granted, asked = units
    shown = result_text(granted, rule.currency, exponent)
    if granted < asked:
        shown += f" of {result_text(asked, rule.currency, exponent)}"
    goal = f"{money_text(total, exponent)} of {money_text(rule.minimum_spend, exponent)} spent ({period})"
    capped = f"; capped: {rule.name} {granted} of {asked} ({cap})" if granted < asked else ""
    return cut(f"{shown} = {goal}; rule {rule.name}{capped}")
