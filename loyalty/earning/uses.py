"""What limits have given: counted from the ledger's entries, read under the account's lock.

A use belongs to the entry that granted it and to the business day of its sale. What returns took
back frees the limit: `kept` follows what is left of the entry. Budgets over all members have a
row in `RuleCounter`, locked after the accounts and before anything is decided.

An event that shows that somebody likes us counts in their figures too: whose are due again is noted here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from loyalty.earning.terms import Policy, Room, Rule
from loyalty.ledger import store
from loyalty.metrics import acts

Key = tuple[str, int]

_USED = """
SELECT scope, customer_id, occurred_on, sum(kept)::bigint, count(*) FILTER (WHERE kept > 0)
FROM loyalty_ruleuse
WHERE customer_id = ANY(%(customers)s::bigint[]) AND scope = ANY(%(scopes)s::text[])
  AND (purchase_id IS NULL OR NOT purchase_id = ANY(%(without)s::bigint[]))
GROUP BY scope, customer_id, occurred_on"""
# A rule that gets a budget later has given some of it already, where it had other limits before.
_OPEN_COUNTERS = """
INSERT INTO loyalty_rulecounter (scope, spent)
SELECT scope, coalesce((SELECT sum(kept) FROM loyalty_ruleuse used WHERE used.scope = wanted.scope), 0)
FROM unnest(%(scopes)s::text[]) AS wanted (scope)
WHERE NOT EXISTS (SELECT FROM loyalty_rulecounter known WHERE known.scope = wanted.scope)
ORDER BY scope ON CONFLICT DO NOTHING"""
_COUNTERS = "SELECT scope, spent FROM loyalty_rulecounter WHERE scope = ANY(%(scopes)s::text[]) ORDER BY scope"
# What the sales told again keep of a budget: it is free for them.
_OWN = """
SELECT scope, sum(kept)::bigint FROM loyalty_ruleuse
WHERE purchase_id = ANY(%(without)s::bigint[]) AND scope = ANY(%(scopes)s::text[]) GROUP BY scope"""


@dataclass
class Tally:
    """Units used so far, by scope and customer; `count` adds what is decided meanwhile."""

    days: dict[Key, dict[date, int]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(int)))
    times: dict[Key, dict[date, int]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(int)))
    spent: dict[str, int] = field(default_factory=dict)

    def count(self, customer: int, day: date, counted: Iterable[tuple[str, int, int]]) -> None:
        for scope, _, granted in counted:
            self.days[scope, customer][day] += granted
            self.times[scope, customer][day] += granted > 0
            if scope in self.spent:
                self.spent[scope] += granted

    def had(self, scope: str, customer: int) -> bool:
        return any(self.times[scope, customer].values()) if (scope, customer) in self.times else False

    def room(self, limits: Rule | Policy, scope: str, customer: int, day: date) -> Room | None:
        """The cap that leaves least; None: nothing limits."""
        used = self.days.get((scope, customer), {})
        left = []
        if limits.per_day is not None:
            left.append(Room(limits.per_day - used.get(day, 0), "day"))
        if limits.per_month is not None:
            month = (day.year, day.month)
            in_month = sum(units for on, units in used.items() if (on.year, on.month) == month)
            left.append(Room(limits.per_month - in_month, "month"))
        if isinstance(limits, Rule):
            if limits.per_customer is not None:
                left.append(Room(limits.per_customer - sum(used.values()), "member"))
            if limits.budget is not None:
                left.append(Room(limits.budget - self.spent.get(scope, 0), "budget"))
        return min(left, default=None)


def read_tally(
    *,
    customers: Iterable[int],
    rules: Sequence[Rule],
    policies: Sequence[Policy],
    without: Sequence[int] = (),
    locks: bool = True,
) -> Tally:
    """Lock the budgets and read what is used; `without`: sales that are told again, whose uses are decided anew."""
    tally = Tally()
    budgets = sorted({rule.scope for rule in rules if rule.budget is not None})
    scopes = {rule.scope for rule in rules} | {policy.currency for policy in policies}
    told = {"scopes": store.array(sorted(scopes)), "without": store.array(without)}
    if budgets:
        if locks:
            store.execute(_OPEN_COUNTERS, {"scopes": store.array(budgets)})
        statement = _COUNTERS + (" FOR NO KEY UPDATE" if locks else "")
        tally.spent = dict.fromkeys(budgets, 0) | dict(store.rows(statement, {"scopes": store.array(budgets)}))
        if without:
            for scope, kept in store.rows(_OWN, told | {"scopes": store.array(budgets)}):
                tally.spent[scope] -= kept
    for scope, customer, day, kept, times in store.rows(_USED, told | {"customers": store.array(customers)}):
        tally.days[scope, customer][day] += kept
        tally.times[scope, customer][day] += times
    return tally


# --- Booking ----------------------------------------------------------------------------------

_BOOK = """
INSERT INTO loyalty_ruleuse (scope, customer_id, event_key, purchase_id, occurred_on, asked, granted, kept)
SELECT use ->> 0, coalesce((entry.facts ->> 'earner')::bigint, account.customer_id), entry.event_key, purchase.id,
       purchase.occurred_on, (use ->> 1)::bigint, (use ->> 2)::bigint, 0
FROM loyalty_entry entry
JOIN loyalty_account account ON account.id = entry.account_id
JOIN sales_purchase purchase ON purchase.id = entry.purchase_id
CROSS JOIN LATERAL jsonb_array_elements(entry.facts -> 'counted') use
WHERE entry.purchase_id = ANY(%(purchases)s::bigint[]) AND entry.kind = 'grant'
ON CONFLICT (event_key, scope) DO NOTHING"""
# Rounded up: a part that is still there counts.
_SETTLE = """
WITH due AS (
    SELECT use.id, use.scope, use.kept AS before,
           CASE WHEN entry.units > 0
                THEN ceil(use.granted::numeric * (entry.units - coalesce(back.units, 0)) / entry.units)::bigint
                ELSE 0 END AS kept
    FROM loyalty_ruleuse use
    JOIN loyalty_entry entry ON entry.event_key = use.event_key
    LEFT JOIN LATERAL (
        SELECT sum(-taken.units) AS units FROM loyalty_entry taken
        WHERE taken.purchase_id = entry.purchase_id AND taken.kind = 'return'
          AND taken.facts ->> 'of' = entry.event_key
    ) back ON true
    WHERE use.purchase_id = ANY(%(purchases)s::bigint[])
), moved AS (
    UPDATE loyalty_ruleuse SET kept = due.kept FROM due
    WHERE loyalty_ruleuse.id = due.id AND due.kept <> due.before
)
SELECT due.scope, sum(due.kept - due.before)::bigint FROM due
WHERE EXISTS (SELECT FROM loyalty_rulecounter counter WHERE counter.scope = due.scope)
GROUP BY due.scope HAVING sum(due.kept - due.before) <> 0 ORDER BY due.scope"""
_MOVE_COUNTER = "UPDATE loyalty_rulecounter SET spent = spent + %(units)s WHERE scope = %(scope)s"


def settle(purchases: Sequence[int]) -> None:
    """Bring the uses of these sales, and the budgets, to what the ledger has of them now."""
    if not purchases:
        return
    told = {"purchases": store.array(purchases)}
    store.execute(_BOOK, told)
    move_counters(dict(store.rows(_SETTLE, told)))


def move_counters(changes: Mapping[str, int]) -> None:
    """Budgets grow and shrink; always in the order of their scopes."""
    for scope, units in sorted(changes.items()):
        store.execute(_MOVE_COUNTER, {"scope": scope, "units": units})


_USE = """
INSERT INTO loyalty_ruleuse (scope, customer_id, event_key, purchase_id, occurred_on, asked, granted, kept)
VALUES (%(scope)s, %(customer)s, %(key)s, NULL, %(day)s, %(asked)s, %(granted)s, %(granted)s)
ON CONFLICT (event_key, scope) DO NOTHING"""


def add(*, scope: str, customer: int, event_key: str, day: date, asked: int, granted: int) -> None:
    """The use of an entry that is of no purchase: an event or a goal."""
    told = {"scope": scope, "customer": customer, "key": event_key, "day": day, "asked": asked, "granted": granted}
    if store.execute(_USE, told):
        move_counters({scope: granted})
        _touch(event_key)


# Rounded up, as for purchases.
_FREE = """
WITH due AS (
    SELECT used.id, used.scope, used.kept AS before,
           ceil(used.granted::numeric * (entry.units - coalesce(back.units, 0)) / entry.units)::bigint AS kept
    FROM loyalty_ruleuse used JOIN loyalty_entry entry ON entry.event_key = used.event_key AND entry.units > 0
    LEFT JOIN LATERAL (
        SELECT sum(-taken.units) AS units FROM loyalty_entry taken
        WHERE taken.account_id = entry.account_id AND taken.kind = 'return'
          AND taken.facts ->> 'of' = entry.event_key
    ) back ON true
    WHERE used.event_key = %(key)s AND used.purchase_id IS NULL
), moved AS (
    UPDATE loyalty_ruleuse SET kept = due.kept FROM due WHERE loyalty_ruleuse.id = due.id AND due.kept <> due.before
)
SELECT scope, kept - before FROM due WHERE kept <> before"""


def free(event_key: str) -> None:
    """What is left of an entry that is of no purchase; the rest of the limit is free again."""
    move_counters(dict(store.rows(_FREE, {"key": event_key})))
    _touch(event_key)


# The queue of `loyalty.metrics.touch`.
_TOUCH = """
INSERT INTO loyalty_touchedcustomer (customer_id)
SELECT DISTINCT customer_id FROM loyalty_ruleuse WHERE event_key = %(key)s"""


def _touch(event_key: str) -> None:
    if acts.is_evidence(event_key):
        store.execute(_TOUCH, {"key": event_key})
