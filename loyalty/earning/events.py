"""Units for what is no purchase: a profile completed, a survey answered, an event attended, a review, a friend.

The event itself is kept, whatever it earns (`occurrences`): drafts are tried on what happened.
Each rule for the event grants once per reference; how often in a period, and how many units per
member and in all, is the rule's own limit, decided under the lock of the member's account.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from core import clock, money
from core.errors import NotFound
from core.models import User
from customers import timeline
from customers.models import Membership
from loyalty import ledger, programme
from loyalty.earning import members, occasions, occurrences, uses
from loyalty.earning.rates import rate_text
from loyalty.earning.terms import BEST, Line, Receipt, Rule
from loyalty.earning.words import cut, result_text
from loyalty.ledger import Outcome, pool, store
from loyalty.ledger.services import check_permission, check_reason
from loyalty.models import EarnRule


@transaction.atomic
def grant_event(
    *, customer_id: int, event: str, reference: str, now: datetime, actor: User | None = None, reason: str = ""
) -> list[Outcome]:
    """Grant what the rules give for an event; told again it changes nothing. Empty: nothing was earned.

    `reference` names the event among those of its kind: the answer, the review, the visit. With an `actor`, a
    member of staff records it by hand: they need the permission and a reason, and the timeline keeps it.
    """
    if actor:
        check_permission(actor, "loyalty.adjust_account")
        check_reason(reason)
    if event not in EarnRule.Event.values:
        raise NotFound("event_unknown", f"There is no event {event!r} to earn by.", field="event")
    terms = programme.terms()
    rules = [rule for rule in terms.events if rule.event == event]
    customer_id, owner = pool.hold(customer_id)
    is_member = Membership.objects.filter(pk=customer_id, state=Membership.State.ACTIVE).exists()
    occurrences.note(customer=customer_id, event=event, reference=reference, at=now)
    if not rules or not is_member:
        return []
    store.lock_accounts({(owner, rule.currency) for rule in rules}, now=now)
    told: dict[str, Any] = {"customer_id": customer_id, "event": event, "reference": reference, "now": now}
    fitting = _fitting(terms, rules, customer_id, now)
    granted = [(rule, outcome) for rule in fitting if (outcome := _grant(rule, actor=actor, reason=reason, **told))]
    fresh = [(rule, outcome) for rule, outcome in granted if not outcome.is_replay]
    if fresh:
        occurrences.restore(customer=customer_id, event=event, reference=reference)
    for rule, outcome in fresh if actor else ():
        _record(rule, outcome, customer=customer_id, actor=actor, now=now, reason=reason)
    return [outcome for _rule, outcome in granted]


def _record(rule: Rule, outcome: Outcome, *, customer: int, actor: User | None, now: datetime, reason: str) -> None:
    data = {"currency": rule.currency, "units": outcome.units, "event": rule.event}
    timeline.record(
        customer=customer, verb="loyalty.event", actor=actor, at=now, data=data, reason=reason,
        target=f"entry:{outcome.entry_id}",
    )  # fmt: skip


def revoke_event(*, customer_id: int, event: str, reference: str, now: datetime, reason: str = "") -> list[Outcome]:
    """The event is taken back: a review withdrawn, an attendance cancelled. Frees the rules' limits.

    By what was granted, whether or not the rule still runs.
    """
    with transaction.atomic():
        lines = EarnRule.objects.filter(event=event).order_by("pk").values_list("pk", flat=True)
        told: dict[str, Any] = {"customer_id": customer_id, "event": event, "reference": reference}
        keys = [key for line in lines for key in _keys(line, **told)]
        outcomes = [
            ledger.reverse_grant(event_key=f"{key}:back", of=key, now=now, reason=reason, explanation=reason)
            for (key,) in store.rows(_KEPT, {"keys": store.array(keys)})
        ]
        occurrences.revoke(customer=customer_id, event=event, reference=reference, at=now)
    return outcomes


def _fitting(terms: programme.Terms, rules: list[Rule], customer: int, now: datetime) -> list[Rule]:
    """The rules that give something for the event, as far as their limits leave any."""
    day = clock.business_day(now)
    local = now.astimezone(clock.business_zone())
    asked = terms.book_of([*terms.rules, *[_as_bonus(rule) for rule in rules]])
    facts = members.facts_of(asked, customer=customer, at=now, day=day)
    receipt = Receipt(
        now, day.isoweekday(), 0, (Line(0, 0),), minute=local.hour * 60 + local.minute, member=facts
    )  # fmt: skip
    return occasions.fitting(rules, receipt, best_of(terms))


def best_of(terms: programme.Terms) -> frozenset[str]:
    """Currencies of which only the best of several rules counts."""
    return frozenset(policy.currency for policy in terms.policies.values() if policy.combines == BEST)


def _as_bonus(rule: Rule) -> Rule:
    """For asking the book which facts are needed."""
    from dataclasses import replace

    return replace(rule, kind="bonus", per_day=None, per_month=None, per_customer=None, budget=None)


def _grant(
    rule: Rule, *, customer_id: int, event: str, reference: str, now: datetime, actor: User | None, reason: str
) -> Outcome | None:
    line = rule.root or rule.id
    key = _key(line, customer_id=customer_id, event=event, reference=reference)
    others = [one for one in _keys(line, customer_id=customer_id, event=event, reference=reference) if one != key]
    if others and store.rows(_TOLD, {"keys": store.array(others)}):
        return None
    day = clock.business_day(now)
    prior = store.rows("SELECT granted FROM loyalty_ruleuse WHERE event_key = %(key)s", {"key": key})
    asked = int(rule.rate)
    if prior:
        units, cap = int(prior[0][0]), ""
    else:
        tally = uses.read_tally(customers=[customer_id], rules=[rule], policies=[])
        units, cap = occasions.granted(rule, tally, customer_id, day)
    if not units:
        return None
    outcome = ledger.grant(
        customer_id=customer_id, currency=rule.currency, units=units, event_key=key, occurred_at=now, now=now,
        explanation=_words(rule, units, asked, cap), actor=actor, reason=reason,
        facts={"event": event, "reference": reference[:100], "rules": [[rule.id, rate_text(rule.rate)]]},
    )  # fmt: skip
    uses.add(scope=rule.scope, customer=customer_id, event_key=key, day=day, asked=asked, granted=units)
    return outcome


_DUPLICATES = "SELECT id FROM customers_customer WHERE merged_into_id = %(customer)s"


_TOLD = "SELECT event_key FROM loyalty_ruleuse WHERE event_key = ANY(%(keys)s::text[])"
_KEPT = f"{_TOLD} AND kept > 0 ORDER BY id"


def _keys(line: int, *, customer_id: int, event: str, reference: str) -> list[str]:
    """Under which the event may be booked: of the member, and of records that were merged into theirs."""
    customers = [customer_id, *(row[0] for row in store.rows(_DUPLICATES, {"customer": customer_id}))]
    return [_key(line, customer_id=customer, event=event, reference=reference) for customer in customers]


def _key(line: int, *, customer_id: int, event: str, reference: str) -> str:
    """One per line of rules (its first one's id), member and reference; long references by their fingerprint."""
    return f"event:{event}:{line}:{customer_id}:{occurrences.short(reference)}"


def _words(rule: Rule, units: int, asked: int, cap: str) -> str:
    shown = result_text(units, rule.currency, money.exponent())
    whole = result_text(asked, rule.currency, money.exponent())
    if units < asked:
        return cut(f"{shown} of {whole} = {whole}; rule {rule.name}; capped: {rule.name} {units} of {asked} ({cap})")
    return cut(f"{shown} = {whole}; rule {rule.name}")
