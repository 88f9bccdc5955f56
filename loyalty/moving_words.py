"""Entries and trail of moving units, in the reader's words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.templatetags.regulars import day, units
from core.templatetags.regulars import money as amount
from loyalty.models import Entry, LoyaltyCurrency


def explain(entry: Entry, facts: Mapping[str, Any]) -> str | None:
    """Why an entry of moving is as it is; None: it is no such entry."""
    tell = _KINDS.get(entry.kind)
    return tell(entry, facts) if tell else None


def _restored(entry: Entry, facts: Mapping[str, Any]) -> str | None:
    if "lots" not in facts:
        return None
    text = _("Given back to the units they came from, with their own dates.")
    if "return" in facts:
        text = _("Given back, because what they paid for came back.")
    late = facts.get("late")
    if not late:
        return text
    shown = {"units": units(late, entry.account.currency)}
    if facts.get("grace"):
        shown["day"] = day(datetime.fromisoformat(facts["grace"]) - timedelta(microseconds=1))
        return f"{text} " + _("%(units)s of them had expired and can be spent until %(day)s.") % shown
    return f"{text} " + _("%(units)s of them had expired and stay so.") % shown


def _redeemed(entry: Entry, facts: Mapping[str, Any]) -> str | None:
    if "pays" in facts:
        shown = {"amount": amount(facts["pays"]), "receipt": amount(facts["receipt"])}
        return _("Paid %(amount)s of a receipt of %(receipt)s.") % shown
    if "reward" in facts:
        return _("Reward: %(quantity)s × %(name)s") % {"quantity": facts["quantity"], "name": facts["name"]}
    return None


def _undone(entry: Entry) -> str:
    if entry.units < 0:
        return _("Undone by staff: what had arrived was taken back.")
    return _("Undone by staff: back in the lots that they came from, with their own dates.")


def _handed_on(entry: Entry, facts: Mapping[str, Any]) -> str:
    if "undoes" in facts:
        return _undone(entry)
    if facts.get("owed"):
        return _("What was owed for units brought into the household, taken from its pool.")
    if facts.get("household"):
        return _("Brought into the household.")
    return _("Handed on to somebody.") if entry.units < 0 else _("Received from somebody.")


def _converted(entry: Entry, facts: Mapping[str, Any]) -> str:
    if "undoes" in facts:
        return _undone(entry)
    if "to" in facts:
        return _("Converted into %(currency)s.") % {"currency": label(facts["to"])}
    return _("Converted from %(currency)s.") % {"currency": label(facts.get("from", ""))}


def _paid_out(entry: Entry, facts: Mapping[str, Any]) -> str:
    if "part_of" in facts:
        return _("Part of a top-up that was paid out from another account.")
    shown = {"amount": amount(facts.get("payout", 0)), "bonus": amount(facts.get("bonus", 0))}
    return _("%(amount)s paid out; %(bonus)s of the bonus taken back.") % shown


def _given(entry: Entry, facts: Mapping[str, Any]) -> str | None:
    return _("Bonus on a top-up.") if "bonus_of" in facts else None


def _charged(entry: Entry, facts: Mapping[str, Any]) -> str:
    return _("For %(gift)s, which was kept.") % {"gift": facts.get("name", "")}


_KINDS: dict[str, Callable[[Entry, Mapping[str, Any]], str | None]] = {
    "restore": _restored,
    "redeem": _redeemed,
    "transfer": _handed_on,
    "convert": _converted,
    "refund": _paid_out,
    "grant": _given,
    "charge": _charged,
    "topup": lambda _entry, _facts: _("Paid in."),
    "forfeit": lambda _entry, _facts: _("Forfeited; see the notice."),
    "writeoff": lambda _entry, facts: (
        _("What was owed is written off by hand.") if facts.get("waived") else _("What was owed is written off.")
    ),
}


def label(currency: str) -> str:
    return str(LoyaltyCurrency(currency).label) if currency in LoyaltyCurrency.values else currency


# --- The trail ----------------------------------------------------------------------------


def _moved(text: Any) -> Callable[[Mapping[str, Any]], str]:
    def told(data: Mapping[str, Any]) -> str:
        shown = {"units": units(abs(int(data["units"])), data["currency"]), "currency": label(data["currency"])}
        return str(text) % shown

    return told


def _transferred(data: Mapping[str, Any]) -> str:
    shown = {"units": units(abs(int(data["units"])), data["currency"]), "currency": label(data["currency"])}
    return (
        _("%(currency)s: %(units)s handed on") if data["units"] < 0 else _("%(currency)s: %(units)s received")
    ) % shown


def _move_undone(data: Mapping[str, Any]) -> str:
    shown = {"units": units(abs(int(data["units"])), data["currency"]), "currency": label(data["currency"])}
    if data["units"] < 0:
        return _("%(currency)s: %(units)s that had arrived taken back, because the movement was undone") % shown
    return _("%(currency)s: %(units)s back, because the movement was undone") % shown


def _measure(text: Any) -> Callable[[Mapping[str, Any]], str]:
    def told(data: Mapping[str, Any]) -> str:
        if data.get("kind") == "forfeit":
            what = f"{label(data['currency'])} {units(data['units'], data['currency'])}"
        else:
            what = _("membership")
        return str(text) % {"what": what}

    return told


def VERBS() -> dict[str, Any]:  # noqa: N802  # a table, made when the timeline can be imported
    from customers.timeline import Verb

    return {
        "loyalty.cancelled": Verb(_moved(gettext_lazy("%(currency)s: %(units)s given back")), "arrow-counterclockwise"),
        "loyalty.reversed": Verb(_moved(gettext_lazy("%(currency)s: %(units)s taken back")), "arrow-counterclockwise"),
        "loyalty.transferred": Verb(_transferred, "arrow-left-right"),
        "loyalty.move_undone": Verb(_move_undone, "arrow-counterclockwise"),
        "loyalty.converted": Verb(_moved(gettext_lazy("%(currency)s: %(units)s converted")), "arrow-left-right"),
        "loyalty.debt_waived": Verb(_moved(gettext_lazy("%(currency)s: debt of %(units)s written off")), "eraser"),
        "loyalty.topped_up": Verb(_moved(gettext_lazy("%(currency)s: %(units)s topped up")), "wallet"),
        "loyalty.paid_out": Verb(_moved(gettext_lazy("%(currency)s: %(units)s paid out")), "wallet"),
        "loyalty.measure_proposed": Verb(_measure(gettext_lazy("Measure against abuse proposed: %(what)s")), "flag"),
        "loyalty.measure_adopted": Verb(
            _measure(gettext_lazy("Measure against abuse, proposed by a system, adopted: %(what)s")), "flag"
        ),
        "loyalty.measure_released": Verb(
            _measure(gettext_lazy("Adoption of a measure against abuse withdrawn: %(what)s")), "flag"
        ),
        "loyalty.measure_applied": Verb(_measure(gettext_lazy("Measure against abuse applied: %(what)s")), "flag"),
        "loyalty.measure_rejected": Verb(_measure(gettext_lazy("Measure against abuse rejected: %(what)s")), "flag"),
        "loyalty.measure_withdrawn": Verb(_measure(gettext_lazy("Measure against abuse withdrawn: %(what)s")), "flag"),
        "loyalty.measure_appealed": Verb(_measure(gettext_lazy("Appeal against a measure: %(what)s")), "flag"),
        "loyalty.measure_upheld": Verb(_measure(gettext_lazy("Measure upheld: %(what)s")), "flag"),
        "loyalty.measure_reversed": Verb(_measure(gettext_lazy("Measure reversed: %(what)s")), "flag"),
    }
