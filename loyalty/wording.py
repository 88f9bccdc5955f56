"""Entries, rules and policies in the reader's words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import clock, money
from core.templatetags.regulars import day, instant, units
from loyalty.currencies import is_money
from loyalty.models import CurrencyPolicy, EarnRule, Entry, LoyaltyCurrency

# --- Entries ------------------------------------------------------------------------------


def explain(entry: Entry) -> str:
    """Why an entry is as it is: its own formula, with the words around it in the reader's language."""
    facts = entry.facts if isinstance(entry.facts, Mapping) else {}
    if entry.kind == Entry.Kind.GRANT and "rules" in facts:
        return _formula(entry.explanation)
    if entry.kind == Entry.Kind.RETURN and "lines" in facts:
        return _taken_back(entry, facts)
    if facts.get("event") == "referral":
        friend = facts.get("side") == "friend"
        return _("For joining on a recommendation.") if friend else _("For recommending us.")
    if facts.get("undoes") == "expire":
        return _("Expired units given back, because the sale that they came from is returned.")
    known = {
        Entry.Kind.EXPIRE: _("Not spent in time."),
        Entry.Kind.OPENING: _("Brought along from before."),
    }
    return known.get(Entry.Kind(entry.kind), "" if entry.kind == Entry.Kind.ADJUST else entry.explanation)


def _formula(text: str) -> str:
    formula, found, names = text.partition("; rule")
    if not found:
        return text
    is_many = names.startswith("s ")
    shown = {"formula": formula, "names": names.removeprefix("s ").strip()}
    return _("%(formula)s; rules %(names)s") % shown if is_many else _("%(formula)s; rule %(names)s") % shown


def _taken_back(entry: Entry, facts: Mapping[str, Any]) -> str:
    currency = entry.account.currency
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


def _currency(currency: str) -> str:
    return str(LoyaltyCurrency(currency).label) if currency in LoyaltyCurrency.values else currency


# --- Policies -----------------------------------------------------------------------------


def policy_in_words(policy: CurrencyPolicy) -> list[str]:
    """How a currency behaves, a sentence each."""
    sentences = [] if policy.is_active else [_("Switched off: nothing is earned; balances stay.")]
    sentences += [_rounding(policy), _pending(policy.pending_days), _expiry(policy.expiry, policy.expiry_n)]
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


# --- Rules --------------------------------------------------------------------------------


def rate_in_words(currency: str, kind: str, rate: Decimal) -> str:
    """`1 point per $1.00`, `2% cashback`, `× 2`."""
    if kind == EarnRule.Kind.MULTIPLIER:
        return _("× %(factor)s") % {"factor": _plain(rate)}
    if currency == "cashback":
        return _("%(rate)s%% cashback") % {"rate": _plain(rate * 100)}
    unit = money.format_money(10 ** money.exponent())
    text = ngettext("%(rate)s point per %(unit)s", "%(rate)s points per %(unit)s", 1 if rate == 1 else 2)
    return text % {"rate": _plain(rate), "unit": unit}


def _plain(value: Decimal) -> str:
    return number_format(f"{value.normalize():f}", use_l10n=True)


def rule_in_words(rule: EarnRule, *, scopes: Mapping[str, Iterable[str]] | None = None) -> str:
    """A rule as one sentence; `scopes` are the names of what it is limited to (the rule's own by default)."""
    told = _own_scopes(rule) if scopes is None else scopes
    parts = [rate_in_words(rule.currency, rule.kind, rule.rate), _scope(told)]
    if rule.minimum_spend:
        parts.append(_("from %(amount)s per receipt") % {"amount": money.format_money(rule.minimum_spend)})
    if channels := list(told.get("channels", [])):
        parts.append(_("bought in: %(names)s") % {"names": ", ".join(channels)})
    if rule.weekdays:
        parts.append(_("on %(days)s") % {"days": ", ".join(weekday(number) for number in sorted(rule.weekdays))})
    parts += _validity(rule)
    return _(", ").join(part for part in parts if part)


def _own_scopes(rule: EarnRule) -> dict[str, list[str]]:
    names = ("categories", "brands", "products", "channels")
    return {name: [str(item) for item in getattr(rule, name).all()] for name in names} if rule.pk else {}


def _scope(scopes: Mapping[str, Iterable[str]]) -> str:
    words = {
        "categories": _("categories: %(names)s"),
        "brands": _("brands: %(names)s"),
        "products": _("products: %(names)s"),
    }
    told = [words[name] % {"names": ", ".join(list(scopes[name])[:5])} for name in words if list(scopes.get(name, []))]
    return _(" and ").join(told) or _("on everything")


def _validity(rule: EarnRule) -> list[str]:
    parts = []
    if rule.valid_from:
        parts.append(_("from %(when)s") % {"when": _moment(rule.valid_from)})
    if rule.valid_until:
        parts.append(_("until %(when)s") % {"when": _moment(rule.valid_until)})
    return parts


def _moment(at: Any) -> str:
    return day(at) if at == clock.day_start(clock.business_day(at)) else instant(at)


def weekday(number: int) -> str:
    """1 is Monday."""
    from django.utils.dates import WEEKDAYS

    return str(WEEKDAYS[number - 1])
