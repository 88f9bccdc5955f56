"""Rules, policies and formulas in the reader's words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import clock, money
from core.templatetags.regulars import day, instant, units
from loyalty.currencies import is_money
from loyalty.earning import parts
from loyalty.models import CurrencyPolicy, EarnRule, LoyaltyCurrency

SCOPES = ("categories", "brands", "products", "channels", "tiers")

# --- Entries ------------------------------------------------------------------------------


def formula(text: str) -> str:
    """The formula of an entry as it is, with the words around it in the reader's language."""
    counted, _found, capped = text.partition("; capped: ")
    told, found, names = counted.partition("; rule")
    if not found:
        return text
    result, _found, counted_from = told.partition(" = ")
    told = result if result == counted_from else told  # units of an event: nothing was calculated
    names, how = _how(names)
    is_many = names.startswith("s ")
    shown = {"formula": told, "names": names.removeprefix("s ").strip()}
    words = _("%(formula)s; rules %(names)s") % shown if is_many else _("%(formula)s; rule %(names)s") % shown
    parts = [words, how, _("limited: %(limits)s") % {"limits": _caps(capped)} if capped else ""]
    return "; ".join(part for part in parts if part)


def _how(names: str) -> tuple[str, str]:
    for ending, words in (("; added", _("added up")), ("; the best counts", _("the best one counts"))):
        if names.endswith(ending):
            return names.removesuffix(ending), words
    return names, ""


def _caps(text: str) -> str:
    words = {
        "(order)": _("(per receipt)"), "(day)": _("(per day)"), "(month)": _("(per month)"),
        "(member)": _("(per member)"), "(budget)": _("(budget)"),
    }  # fmt: skip
    for name, shown in words.items():
        text = text.replace(name, shown)
    return text


def goal(facts: Mapping[str, Any], name: str) -> str:
    """Why a spending goal was granted."""
    return _("%(spend)s spent, the goal is %(goal)s (%(period)s); rule %(name)s") % {
        "spend": money.format_money(facts["spend"]), "goal": money.format_money(facts["target"]),
        "period": _("whole time") if facts["period"] == "all" else facts["period"], "name": name,
    }  # fmt: skip


# --- Policies -----------------------------------------------------------------------------


def earning_in_words(policy: CurrencyPolicy, scopes: Mapping[str, Iterable[Any]] | None = None) -> list[str]:
    """What a policy says about earning, where it differs from what a new one says."""
    told = _own_goods(policy) if scopes is None else scopes
    return [*_combines(policy), *_earning_parts(policy), *_goods(told), *_policy_caps(policy)]


def _combines(policy: CurrencyPolicy) -> list[str]:
    words = {"best": _("Of several rules the best counts."), "add": _("Several rules add up.")}
    found = [words[policy.combines]] if policy.combines in words else []
    return [*found, _("Times the multiplier of the tier.")] if policy.tier_multiplies else found


def combining_in_words(policies: Sequence[CurrencyPolicy]) -> list[str]:
    """What counts where several rules fit the same goods: one sentence, or one for each currency where they differ."""
    told = {policy.currency: str(_combining(policy.combines)) for policy in policies}
    if len(set(told.values())) <= 1:
        return list(told.values())[:1]
    words = _("%(currency)s: %(sentence)s")
    return [words % {"currency": LoyaltyCurrency(code).label, "sentence": text} for code, text in told.items()]


def _combining(combines: str) -> str:
    if combines == CurrencyPolicy.Combines.ADD:
        return _("All base rates that fit a line are added up, and so is what the multipliers add.")
    if combines == CurrencyPolicy.Combines.BEST:
        return _("Of the base rates that fit a line the best counts, and of the multipliers the highest.")
    return _("Of the base rates that fit a line the best counts; all multipliers that fit are multiplied.")


def _earning_parts(policy: CurrencyPolicy) -> list[str]:
    words = parts.words()
    told = [words[part] for part, name in parts.EARNS.items() if getattr(policy, name)]
    return [_("Also earns: %(parts)s.") % {"parts": ", ".join(told)}] if told else []


def _own_goods(policy: CurrencyPolicy) -> dict[str, list[Any]]:
    return {name: list(getattr(policy, name).all()) for name in ("unearning_categories", "unearning_products")}


def _goods(scopes: Mapping[str, Iterable[Any]]) -> list[str]:
    names = [str(item) for found in scopes.values() for item in found]
    return [_("Does not earn: %(names)s.") % {"names": ", ".join(names[:8])}] if names else []


def _policy_caps(policy: CurrencyPolicy) -> list[str]:
    told = [part for part in _caps_of(policy, policy.currency) if part]
    return [_("At most %(limits)s.") % {"limits": ", ".join(told)}] if told else []


def _caps_of(limits: Any, currency: str) -> Sequence[str]:
    words = {
        "per_order": _("%(units)s per receipt"), "per_day": _("%(units)s per member and day"),
        "per_month": _("%(units)s per member and month"), "per_customer": _("%(units)s per member ever"),
        "budget": _("%(units)s for all together"),
    }  # fmt: skip
    found = [(shown, getattr(limits, name, None)) for name, shown in words.items()]
    return [shown % {"units": units(value, currency)} for shown, value in found if value is not None]


# --- Rules --------------------------------------------------------------------------------


def rate_in_words(currency: str, kind: str, rate: Decimal) -> str:
    """`1 point per $1.00`, `2% cashback`, `× 2`, `1 stamp per piece`, `100 points`."""
    if kind == EarnRule.Kind.MULTIPLIER:
        return _("× %(factor)s") % {"factor": _plain(rate)}
    if kind == EarnRule.Kind.PIECE:
        return _("%(units)s per piece") % {"units": _units(rate, currency)}
    if kind != EarnRule.Kind.BASE:
        return _units(rate, currency)
    if is_money(currency):
        return _("%(rate)s%% %(currency)s") % {"rate": _plain(rate * 100), "currency": _name(currency).lower()}
    unit = money.format_money(10 ** money.exponent())
    if currency == LoyaltyCurrency.STAMPS:
        return _("%(units)s per %(unit)s") % {"units": _units(rate, currency), "unit": unit}
    text = ngettext("%(rate)s point per %(unit)s", "%(rate)s points per %(unit)s", 1 if rate == 1 else 2)
    return text % {"rate": _plain(rate), "unit": unit}


def _name(currency: str) -> str:
    return str(LoyaltyCurrency(currency).label) if currency in LoyaltyCurrency.values else currency


def _units(rate: Decimal, currency: str) -> str:
    if is_money(currency):
        return f"{units(int(rate), currency)} {_name(currency).lower()}"
    number = 1 if rate == 1 else 2
    if currency == LoyaltyCurrency.STAMPS:
        return ngettext("%(n)s stamp", "%(n)s stamps", number) % {"n": _plain(rate)}
    return ngettext("%(n)s point", "%(n)s points", number) % {"n": _plain(rate)}


def _plain(value: Decimal) -> str:
    return number_format(f"{value.normalize():f}", use_l10n=True)


def rule_in_words(rule: EarnRule, *, scopes: Mapping[str, Iterable[str]] | None = None) -> str:
    """A rule as one sentence; `scopes` are the names of what it is limited to (the rule's own by default)."""
    told = _own_scopes(rule) if scopes is None else scopes
    parts = [rate_in_words(rule.currency, rule.kind, rule.rate), *_what_for(rule, told)]
    if channels := list(told.get("channels", [])):
        parts.append(_("bought in: %(names)s") % {"names": ", ".join(channels)})
    parts += [*_member(rule, told), *_when(rule), *_validity(rule)]
    if limits := _caps_of(rule, rule.currency):
        parts.append(_("at most %(limits)s") % {"limits": ", ".join(limits)})
    return _(", ").join(part for part in parts if part)


def _own_scopes(rule: EarnRule) -> dict[str, list[str]]:
    return {name: [str(item) for item in getattr(rule, name).all()] for name in SCOPES} if rule.pk else {}


def _what_for(rule: EarnRule, told: Mapping[str, Iterable[str]]) -> list[str]:
    if rule.kind == EarnRule.Kind.EVENT:
        return [_("for the event: %(event)s") % {"event": rule.get_event_display()}, *_times(rule)]
    amount = money.format_money(rule.minimum_spend)
    if rule.kind == EarnRule.Kind.GOAL:
        period = rule.get_period_display().lower()
        words = _("for spending %(amount)s within: %(period)s") % {"amount": amount, "period": period}
        return [words, _scope(told)]
    return [_scope(told), _("from %(amount)s per receipt") % {"amount": amount} if rule.minimum_spend else ""]


def _times(rule: EarnRule) -> list[str]:
    if rule.times is None:
        return []
    words = ngettext("%(n)d time per %(period)s", "%(n)d times per %(period)s", rule.times)
    if rule.period in {"", "validity"}:
        words = ngettext("%(n)d time in all", "%(n)d times in all", rule.times)
    return [words % {"n": rule.times, "period": rule.get_period_display().lower()}]


def _scope(scopes: Mapping[str, Iterable[str]]) -> str:
    words = {
        "categories": _("categories: %(names)s"),
        "brands": _("brands: %(names)s"),
        "products": _("products: %(names)s"),
    }
    told = [words[name] % {"names": ", ".join(list(scopes[name])[:5])} for name in words if list(scopes.get(name, []))]
    return _(" and ").join(told) or _("on everything")


def _member(rule: EarnRule, told: Mapping[str, Iterable[str]]) -> list[str]:
    parts = []
    if tiers := list(told.get("tiers", [])):
        parts.append(_("for %(tiers)s") % {"tiers": ", ".join(tiers)})
    if rule.segment:
        parts.append(_("for whom this holds: %(words)s") % {"words": rule.segment.published_as or rule.segment})
    if rule.in_birthday_month:
        parts.append(_("in the month of the birthday"))
    if rule.purchase_number == 1:
        parts.append(_("on the first purchase"))
    elif rule.purchase_number:
        parts.append(_("on purchase number %(n)d") % {"n": rule.purchase_number})
    return parts


def _when(rule: EarnRule) -> list[str]:
    parts = []
    if rule.weekdays:
        parts.append(_("on %(days)s") % {"days": ", ".join(weekday(number) for number in sorted(rule.weekdays))})
    if rule.time_from and rule.time_until:
        shown = {"start": time_format(rule.time_from, "H:i"), "end": time_format(rule.time_until, "H:i")}
        overnight = rule.time_from > rule.time_until
        parts.append(_("%(start)s–%(end)s (over midnight)") % shown if overnight else _("%(start)s–%(end)s") % shown)
    return parts


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
