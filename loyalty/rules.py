"""Changing the programme without changing the past.

A rule that has been in force is never rewritten: `revise_rule` closes it and opens its
successor at the same instant, so that `valid_from <= t < valid_until` finds for every sale the
rules of its own time, however late it is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core import money
from core.errors import DomainError
from loyalty import wording
from loyalty.models import CurrencyPolicy, EarnRule, Lot

SCOPES = ("categories", "brands", "products", "channels", "tiers")
# What decides how much a sale earns; a rule's name does not.
TERMS = (
    "currency", "kind", "event", "rate", "minimum_spend", "weekdays", "time_from", "time_until", "segment",
    "in_birthday_month", "purchase_number", "period", "times", "per_order", "per_day", "per_month", "per_customer",
    "budget", "valid_from", "is_active",
)  # fmt: skip
POLICY_SCOPES = ("unearning_categories", "unearning_products")


def was_in_force(rule: EarnRule, now: datetime) -> bool:
    """True when some sale before `now` may have earned by it."""
    return rule.is_active and (rule.valid_from is None or rule.valid_from < now)


def is_over(rule: EarnRule, now: datetime) -> bool:
    return rule.valid_until is not None and rule.valid_until <= now


@transaction.atomic
def revise_rule(*, rule: EarnRule, now: datetime) -> EarnRule:
    """Save a changed rule: as it is while it was never in force, else as the successor of what it was.

    `rule` carries the new values under the old key. Switching a rule off that was in force only
    ends it: what it granted stays explained, and a late receipt still finds it.
    """
    old = EarnRule.objects.select_for_update().get(pk=rule.pk)
    if not was_in_force(old, now):
        rule.save()
        return rule
    if is_over(old, now):
        raise DomainError("rule_over", _("This rule is over; what it granted stays as it was."))
    if rule.valid_until and rule.valid_until < now:
        raise DomainError("rule_end_past", _("A rule in force cannot end in the past."), field="valid_until")
    if not _has_other_terms(old, rule):
        rule.save(update_fields=["name", "valid_until"])
        return rule
    old.valid_until = now
    old.save(update_fields=["valid_until"])
    if not rule.is_active:
        rule.refresh_from_db()
        return rule
    rule.pk, rule.replaces = None, old
    rule._state.adding = True  # noqa: SLF001  # Django's documented way to copy a row
    rule.valid_from = max(now, rule.valid_from or now)
    rule.save(force_insert=True)
    _take_scopes(rule, old)
    return rule


def _take_scopes(rule: EarnRule, old: EarnRule) -> None:
    """The successor holds for what the old terms held for, until somebody says otherwise.

    What was fetched with the rule was of the old row: kept, a form that sets the same again would find nothing to do.
    """
    rule._prefetched_objects_cache = {}  # type: ignore[attr-defined]  # noqa: SLF001  # Django's, of this very row
    for name in SCOPES:
        getattr(rule, name).set(getattr(old, name).all())


def _has_other_terms(old: EarnRule, new: EarnRule) -> bool:
    return getattr(new, "scopes_changed", False) or any(getattr(old, name) != getattr(new, name) for name in TERMS)


# --- What a change will do ------------------------------------------------------------------


def change_in_words(*, old: EarnRule, new: EarnRule, scopes: Mapping[str, Iterable[Any]], now: datetime) -> str:
    """The sentence that an administrator reads before a change of a rule in force is saved."""
    before = wording.rule_in_words(old)
    if not new.is_active:
        return _("“%(name)s” ends now: %(before)s. Sales made until now keep what they earned.") % {
            "name": old.name,
            "before": before,
        }
    shown = {"name": old.name, "before": before, "after": _in_words(new, scopes)}
    return (
        _(
            "“%(name)s” until now: %(before)s. From now on: %(after)s. "
            "Sales made until now keep the old terms, also when they are recorded late."
        )
        % shown
    )


def start_in_words(*, new: EarnRule, scopes: Mapping[str, Iterable[Any]], now: datetime) -> str:
    """The sentence before a rule begins: what it gives, and how far it reaches back."""
    shown = {"name": new.name, "after": _in_words(new, scopes)}
    if new.valid_from and new.valid_from > now:
        return _("“%(name)s” is planned: %(after)s.") % shown
    told = _("“%(name)s” runs from now on: %(after)s.") % shown
    if new.valid_from is None:
        reach = _("With an empty “valid from”, receipts of any earlier day that are told late earn by it, too.")
    else:
        reach = _("Receipts since then that are told late earn by it, too.")
    return f"{told} {reach}"


def _in_words(rule: EarnRule, scopes: Mapping[str, Iterable[Any]]) -> str:
    named = {name: [str(item) for item in items] for name, items in scopes.items()}
    return wording.rule_in_words(rule, scopes=named)


def policy_change_in_words(
    *, old: CurrencyPolicy, new: CurrencyPolicy, scopes: Mapping[str, Iterable[Any]] | None = None
) -> str:
    """The same for a currency's policy; lots that exist keep their dates."""
    before, after = wording.policy_in_words(old), wording.policy_in_words(new, scopes)
    gone = [sentence for sentence in before if sentence not in after]
    new_ones = [sentence for sentence in after if sentence not in before]
    worth = _worth_in_words(old, new)
    if not new_ones and not gone:
        return worth
    lots = Lot.objects.filter(account__currency=old.currency, remaining__gt=0)[:1001].count()
    shown = {
        "before": " ".join(gone) or "–",
        "after": " ".join(new_ones) or "–",
        "lots": "1,000+" if lots > 1000 else str(lots),
    }
    told = (
        _(
            "Until now: %(before)s From now on: %(after)s "
            "Lots that exist (%(lots)s) keep their dates; only what is earned from now on follows the new policy."
        )
        % shown
    )
    return f"{told} {worth}".strip()


def _worth_in_words(old: CurrencyPolicy, new: CurrencyPolicy) -> str:
    """What another value of a unit does, and what it leaves alone."""
    if old.unit_value == new.unit_value:
        return ""
    before, after = (money.format_money(money.round_minor(row.unit_value * 100)) for row in (old, new))
    return _(
        "A hundred are worth %(after)s instead of %(before)s: what members hold is owed at the new value from now on; "
        "in profit and loss, what was earned until now keeps the value of its day."
    ) % {"before": before, "after": after}
