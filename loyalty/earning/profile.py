"""A profile is complete with a name, a way to reach its owner, and a birthday: that may earn, once.

A rule is for those who complete it, or become members, once the rule has begun: whoever was there before has done
nothing for it, and thousands of them would be paid on the day on which an owner makes a rule. When that was is noted
once (`Occurrence`), so that no later change of a profile counts; a file that starts nothing is noted as such.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from customers import quiet
from loyalty import programme
from loyalty.earning.events import grant_event
from loyalty.earning.terms import Rule
from loyalty.ledger import store

EVENT = "profile"
# Larger batches (imports) are noted and wait for the sweep, so that they are not held up.
AT_ONCE = 100
IS_COMPLETE = """customer.kind = 'person' AND customer.merged_into_id IS NULL AND customer.erased_at IS NULL
  AND (customer.given_name <> '' OR customer.family_name <> '') AND (customer.email <> '' OR customer.phone <> '')
  AND customer.birth_month IS NOT NULL"""
# The first time that it is seen complete, whether or not anything is given for it; on the way to the rules in force.
_NOTE = f"""
WITH noted AS (
    INSERT INTO loyalty_occurrence (customer_id, event, reference, occurred_at, is_quiet)
    SELECT customer.id, 'profile', 'profile', %(at)s, %(quiet)s FROM customers_customer customer
    JOIN customers_membership membership ON membership.customer_id = customer.id AND membership.state = 'active'
    WHERE customer.id = ANY(%(customers)s::bigint[]) AND {IS_COMPLETE}
    ORDER BY customer.id ON CONFLICT (customer_id, event, reference) DO NOTHING
)
SELECT {programme.STAMP_SQL}"""  # noqa: S608  # constants
# Whoever no hook told of, since the rules in force began.
_NOTE_UNTOLD = f"""
INSERT INTO loyalty_occurrence (customer_id, event, reference, occurred_at)
SELECT customer.id, 'profile', 'profile', greatest(customer.updated_at, membership.enrolled_at)
FROM customers_customer customer
JOIN customers_membership membership ON membership.customer_id = customer.id AND membership.state = 'active'
WHERE {IS_COMPLETE} AND NOT EXISTS (
    SELECT FROM loyalty_occurrence told WHERE told.customer_id = customer.id AND told.event = 'profile')
ORDER BY customer.id LIMIT %(limit)s ON CONFLICT (customer_id, event, reference) DO NOTHING"""  # noqa: S608  # constants
_COMPLETE = """
SELECT customer.id FROM loyalty_occurrence told JOIN customers_customer customer ON customer.id = told.customer_id
JOIN customers_membership membership ON membership.customer_id = customer.id AND membership.state = 'active'
WHERE {which} AND {complete} AND told.event = 'profile' AND told.occurred_at >= %(since)s
  AND NOT told.is_quiet AND told.revoked_at IS NULL
  AND NOT EXISTS (SELECT FROM loyalty_ruleuse use WHERE use.customer_id = customer.id
                  AND use.scope = ANY(%(scopes)s::text[]))
ORDER BY customer.id LIMIT %(limit)s"""
# A changed rule goes on where the one that it replaces began.
_BEGAN = """
WITH RECURSIVE line AS (
    SELECT id, replaces_id, valid_from FROM loyalty_earnrule WHERE id = ANY(%(rules)s::bigint[])
    UNION SELECT rule.id, rule.replaces_id, rule.valid_from
          FROM loyalty_earnrule rule JOIN line ON line.replaces_id = rule.id
)
SELECT min(coalesce(
    valid_from, (SELECT min(history_date) FROM loyalty_historicalearnrule past WHERE past.id = line.id)
)) FROM line"""


def profile_hook(customers: Sequence[int], at: datetime) -> None:
    """Note and grant whoever has just completed the profile."""
    told = {"customers": store.array(customers)}
    ((stamp,),) = store.rows(_NOTE, told | {"at": at, "quiet": quiet.is_quiet()})
    if len(customers) > AT_ONCE or quiet.is_quiet():
        return
    _grant("customer.id = ANY(%(customers)s::bigint[])", told | {"limit": AT_ONCE}, programme.terms(stamp), at)


def sweep(now: datetime, limit: int = 2000) -> int:
    """Whoever came with an import that said so, and whoever a hook did not tell of."""
    terms = programme.terms()
    if not _rules(terms):
        return 0
    while store.execute(_NOTE_UNTOLD, {"limit": limit}):
        pass
    return _grant("true", {"limit": limit}, terms, now)


def _rules(terms: programme.Terms) -> list[Rule]:
    return [rule for rule in terms.events if rule.event == EVENT]


def _grant(which: str, told: dict[str, object], terms: programme.Terms, now: datetime) -> int:
    rules = _rules(terms)
    if not rules:
        return 0
    ((since,),) = store.rows(_BEGAN, {"rules": store.array(rule.id for rule in rules)})
    told |= {"scopes": store.array(sorted(rule.scope for rule in rules)), "since": since}
    found = store.rows(_COMPLETE.format(which=which, complete=IS_COMPLETE), told)
    return sum(bool(grant_event(customer_id=pk, event=EVENT, reference=EVENT, now=now)) for (pk,) in found)
