"""Tiers in words: goals, thresholds, benefits, and how the timeline reads what happened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils import formats
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import clock
from core.money import format_money
from customers.timeline import Verb
from loyalty.earning import parts
from loyalty.models import TierLevel, TierSettings
from loyalty.pricing.givings import is_over
from loyalty.tiers.rules import Measures
from loyalty.tiers.standing import Goal

Facts = Mapping[str, Any]


def amounts(measures: Measures, *, needs_all: bool = True) -> str:
    """What of spend, units and purchases is not zero: “420.00 and 2 purchases”."""
    told = []
    if measures.spend:
        told.append(format_money(measures.spend))
    if measures.units:
        told.append(ngettext("%(n)s unit", "%(n)s units", measures.units) % {"n": _number(measures.units)})
    if measures.purchases:
        n = measures.purchases
        told.append(ngettext("%(n)s purchase", "%(n)s purchases", n) % {"n": _number(n)})
    return (_(" and ") if needs_all else _(" or ")).join(told)


def with_titles(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows of a figure, which names levels in the shop's own words, with `level` in the reader's."""
    titles = {level.name: level.title for level in TierLevel.objects.all()} | {"": _("No level")}
    return [row | {"level": titles.get(row["level"], row["level"])} for row in rows]


def _number(value: int) -> str:
    return formats.number_format(value, use_l10n=True, force_grouping=True)


def keeping(goal: Goal, name: str) -> str:
    """“420.00 more by 31 December 2027 keeps Gold.”"""
    if goal.is_met:
        return _("Enough is there already to keep %(level)s for another period.") % {"level": name}
    facts = {"amount": amounts(goal.missing), "level": name, "day": day(goal.last_on)}
    return _("%(amount)s more by %(day)s keeps %(level)s.") % facts


def rising(goal: Goal, name: str) -> str:
    return _("%(amount)s more for %(level)s.") % {"amount": amounts(goal.missing), "level": name}


def day(value: date | None) -> str:
    return formats.date_format(value, "DATE_FORMAT") if value else ""


def thresholds(level: TierLevel) -> str:
    """What a level asks, in one phrase."""
    asked = Measures(level.min_spend or 0, level.min_units or 0, level.min_purchases or 0)
    if not any(asked):
        return _("every member")
    return _("from %(amount)s") % {"amount": amounts(asked, needs_all=level.needs_all)}


def never_reached(level: TierLevel, higher: TierLevel) -> str:
    """“Silver is then never reached: whoever reaches it (from $450.00) has reached Gold (from $400.00) too.”"""
    text = _("%(level)s is then never reached: whoever reaches it (%(asks)s) has reached %(higher)s (%(less)s) too.")
    asks, less = thresholds(level), thresholds(higher)
    return text % {"level": level.title, "asks": asks, "higher": higher.title, "less": less}


def window(settings: TierSettings) -> str:
    if settings.window == TierSettings.Window.ROLLING:
        n = settings.window_months
        return ngettext("in the last %(n)s month", "in the last %(n)s months", n) % {"n": n}
    return _("in the calendar year") if settings.window == TierSettings.Window.YEAR else _("in all")


def counts(excluded: Iterable[str]) -> str:
    """What does not count as spend; "" where everything does."""
    words, left_out = parts.words(), set(excluded)
    names = _(", ").join(words[part] for part in words if part in left_out)
    return _("Not counted as spend: %(parts)s.") % {"parts": names} if names else ""


def comes_back(settings: TierSettings) -> str:
    """What a return of what reached a level does; "" where the level stays."""
    if settings.comes_back == TierSettings.ComesBack.KEEP:
        return ""
    return _("When the purchase that reached a level comes back whole, the level is looked at again at once.")


def keeps(settings: TierSettings) -> str:
    n = settings.keeps_n
    if settings.keeps == TierSettings.Keeps.MONTHS:
        return ngettext("A level is kept for %(n)s month.", "A level is kept for %(n)s months.", n) % {"n": n}
    if settings.keeps == TierSettings.Keeps.YEARS:
        if n == 1:
            return _("A level is kept to the end of the next year.")
        return _("A level is kept to the end of the year, %(n)s years on.") % {"n": n}
    return _("A level is kept for ever.")


def benefits(level: TierLevel) -> list[str]:
    """What a level gives, line by line."""
    told = []
    if level.multiplier != 1:
        told.append(_("%(factor)s × the units of every purchase") % {"factor": f"{level.multiplier.normalize():f}"})
    if level.has_free_delivery:
        told.append(_("Free delivery"))
    if level.early_access_hours:
        n = level.early_access_hours
        told.append(
            ngettext("Limited editions %(n)s hour earlier", "Limited editions %(n)s hours earlier", n) % {"n": n}
        )
    if level.gift and not is_over(level.gift, clock.now()):
        told.append(_("A gift when the level is reached"))
    if level.contact and level.contact.is_active:
        told.append(_("Your contact: %(name)s") % {"name": level.contact.get_full_name()})
    return [*told, *[line.strip() for line in level.benefits_text.splitlines() if line.strip()]]


# --- Timeline -------------------------------------------------------------------------------


def _reached(data: Facts) -> str:
    if data.get("until"):
        return _("Reached the level %(level)s, kept to %(day)s") % {
            "level": data["level"],
            "day": day(_before(data["until"])),
        }
    return _("Reached the level %(level)s") % {"level": data["level"]}


def _before(text: str) -> date:
    """The last day of what ends before `text`."""
    return date.fromordinal(date.fromisoformat(text).toordinal() - 1)


def _left(data: Facts, with_level: str, without: str) -> str:
    facts = {"level": data["level"], "before": data["before"]}
    return (with_level if data["level"] else without) % facts


def _lowered(data: Facts) -> str:
    return _left(
        data,
        _("The period on %(before)s is over: now %(level)s"),
        _("The period on %(before)s is over: no level now"),
    )


def _returned(data: Facts) -> str:
    told = _left(
        data,
        _("The purchase that reached %(before)s came back: now %(level)s"),
        _("The purchase that reached %(before)s came back: no level now"),
    )
    gifts = {"back": _("its gift was taken back"), "kept": _("its gift was used already and stays")}
    return f"{told}; {gifts[data['gift']]}" if data.get("gift") in gifts else told


def _given(data: Facts) -> str:
    return _("The level %(level)s was given by hand") % {"level": data["level"]}


def _ended(data: Facts) -> str:
    return _left(
        data,
        _("The level %(before)s given by hand is over: now %(level)s"),
        _("The level %(before)s given by hand is over: no level now"),
    )


def _merged(data: Facts) -> str:
    return capfirst(_("the level %(level)s of the merged record was taken over") % {"level": data["level"]})


def _gone(data: Facts) -> str:
    return _("The level %(before)s ended with the membership") % {"before": data["before"]}


def _notice(data: Facts) -> str:
    missing = Measures(int(data["spend"]), int(data["units"]), int(data["purchases"]))
    facts = {"amount": amounts(missing), "level": data["level"], "day": day(date.fromisoformat(data["last"]))}
    return _("About to lose %(level)s: %(amount)s more by %(day)s keeps it") % facts


VERBS = {
    "tier.reached": Verb(_reached, "award"),
    "tier.lowered": Verb(_lowered, "arrow-down-circle"),
    "tier.returned": Verb(_returned, "arrow-counterclockwise"),
    "tier.given": Verb(_given, "award-fill"),
    "tier.ended": Verb(_ended, "hourglass-bottom"),
    "tier.merged": Verb(_merged, "award"),
    "tier.left": Verb(_gone, "box-arrow-right"),
    "tier.notice": Verb(_notice, "exclamation-circle"),
}
