"""Entries, rules and policies in the reader's words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import money
from core.templatetags.regulars import units
from loyalty import moving_words
from loyalty.earning.wording import (
    combining_in_words,
    earning_in_words,
    formula,
    goal,
    rate_in_words,
    rule_in_words,
    weekday,
)
from loyalty.models import CurrencyPolicy, EarnRule, Entry, LoyaltyCurrency

__all__ = [
    "adjusted",
    "combining_in_words",
    "explain",
    "policy_in_words",
    "rate_in_words",
    "redeemed",
    "rule_in_words",
    "weekday",
]

# --- Entries ------------------------------------------------------------------------------


def explain(entry: Entry) -> str:
    """Why an entry is as it is: its own formula, with the words around it in the reader's language."""
    facts = entry.facts if isinstance(entry.facts, Mapping) else {}
    if entry.kind == Entry.Kind.GRANT and "goal" in facts:
        return goal(facts, entry.explanation.partition("; rule ")[2])
    if entry.kind == Entry.Kind.GRANT and "rules" in facts:
        return formula(entry.explanation)
    if entry.kind == Entry.Kind.RETURN and entry.event_key.startswith("goal:"):
        return _("Goods came back, and the spending goal is missed.")
    if entry.kind == Entry.Kind.RETURN and "lines" in facts:
        return _taken_back(entry, facts)
    if facts.get("event") == "referral":
        friend = facts.get("side") == "friend"
        return _("For joining on a recommendation.") if friend else _("For recommending us.")
    if told := moving_words.explain(entry, facts):
        return told
    if facts.get("undoes") == "expire":
        return _("Expired units given back, because the sale that they came from is returned.")
    known = {
        Entry.Kind.EXPIRE: _("Not spent in time."),
        Entry.Kind.OPENING: _("Brought along from before."),
    }
    return known.get(Entry.Kind(entry.kind), "" if entry.kind == Entry.Kind.ADJUST else entry.explanation)


def _taken_back(entry: Entry, facts: Mapping[str, Any]) -> str:
    currency = entry.account.currency
    if entry.purchase_id is None:
        return _("Taken back, because what it was given for did not hold.")
    parts = [
        _("line %(line)s: %(units)s") % {"line": position, "units": units(taken, currency)}
        for position, taken in facts["lines"]
    ]
    if entry.event_key.startswith("amend:"):
        return _("The sale was amended (%(lines)s).") % {"lines": "; ".join(parts)}
    return _("Goods came back (%(lines)s).") % {"lines": "; ".join(parts)}


def adjusted(data: Mapping[str, Any]) -> str:
    """Timeline: an adjustment by hand."""
    number = int(data["units"])
    shown = {"units": units(abs(number), data["currency"]), "currency": _currency(data["currency"])}
    if number > 0:
        return _("%(currency)s: %(units)s given by hand") % shown
    return _("%(currency)s: %(units)s taken by hand") % shown


def redeemed(data: Mapping[str, Any]) -> str:
    """Timeline: redeemed by staff."""
    shown = {"units": units(data["units"], data["currency"]), "currency": _currency(data["currency"])}
    return _("%(currency)s: %(units)s redeemed") % shown


def event(data: Mapping[str, Any]) -> str:
    """Timeline: staff recorded something that is no purchase."""
    names: dict[str, Any] = dict(EarnRule.Event.choices)
    shown = {"units": units(data["units"], data["currency"]), "currency": _currency(data["currency"])}
    shown["event"] = str(names.get(data["event"], data["event"]))
    return _("%(event)s – %(currency)s: %(units)s") % shown


def _currency(currency: str) -> str:
    return str(LoyaltyCurrency(currency).label) if currency in LoyaltyCurrency.values else currency


# --- Policies -----------------------------------------------------------------------------


def policy_in_words(policy: CurrencyPolicy, scopes: Mapping[str, Iterable[Any]] | None = None) -> list[str]:
    """How a currency behaves, a sentence each."""
    sentences = [] if policy.is_active else [_("Switched off: nothing is earned; balances stay.")]
    sentences += [_rounding(policy), _pending(policy.pending_days), _expiry(policy.expiry, policy.expiry_n)]
    sentences += earning_in_words(policy, scopes)
    if policy.currency == "points":
        value = money.format_money(money.round_minor(policy.unit_value * 100))
        sentences.append(_("100 points are worth %(value)s.") % {"value": value})
    return sentences


def _rounding(policy: CurrencyPolicy) -> str:
    known = {
        "floor": _("Rounded down, once per receipt."),
        "half_up": _("Rounded to the nearest, halves up, once per receipt."),
        "ceiling": _("Rounded up, once per receipt."),
    }
    return known[policy.rounding]


def _pending(days: int) -> str:
    if not days:
        return _("Can be spent at once.")
    return ngettext("Can be spent after %(n)d day.", "Can be spent after %(n)d days.", days) % {"n": days}


def _expiry(expiry: str, n: int) -> str:
    if expiry == "days":
        return ngettext("Expires %(n)d day after earning.", "Expires %(n)d days after earning.", n) % {"n": n}
    if expiry == "months":
        return ngettext("Expires %(n)d month after earning.", "Expires %(n)d months after earning.", n) % {"n": n}
    if expiry == "activity":
        return ngettext(
            "Expires after %(n)d month without earning or redeeming.",
            "Expires after %(n)d months without earning or redeeming.",
            n,
        ) % {"n": n}
    if expiry == "end_of_year":
        if not n:
            return _("Expires at the end of the year of earning.")
        return ngettext(
            "Expires at the end of the year after that of earning.",
            "Expires at the end of the %(n)dth year after that of earning.",
            n,
        ) % {"n": n}
    return _("Never expires.")
