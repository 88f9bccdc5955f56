"""Explanations, refusals, lists and promotions in the reader's words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.money import format_money
from loyalty.models import Promotion
from loyalty.pricing.arithmetic import PIECE

# --- Explanations -------------------------------------------------------------------------


def percent(hundredths: int) -> str:
    """2000 → "20 %"."""
    whole, rest = divmod(hundredths, 100)
    places = 0 if not rest else 1 if rest % 10 == 0 else 2
    return f"{number_format(hundredths / 100, decimal_pos=places)} %" if rest else f"{whole} %"


def quantity(thousandths: int) -> str:
    whole, rest = divmod(thousandths, PIECE)
    if not rest:
        return number_format(whole)
    places = 3 if rest % 10 else 2 if rest % 100 else 1
    return number_format(thousandths / PIECE, decimal_pos=places)


def steps(facts: Sequence[Mapping[str, Any]]) -> str:
    """`List 100.00 → Florists −20 % = 80.00 → 10+ pieces −5 % = 76.00`."""
    return " → ".join(_step(step) for step in facts)


def _step(step: Mapping[str, Any]) -> str:
    after = format_money(step["after"], with_symbol=False)
    match step["kind"]:
        case "list":
            return _("List %(price)s") % {"price": after}
        case "quantity":
            return _("× %(quantity)s = %(amount)s") % {"quantity": quantity(step["quantity"]), "amount": after}
        case "break":
            name = _("%(quantity)s+ pieces") % {"quantity": quantity(step["quantity"])}
        case "edition":
            return _claimed(step, after)
        case "staff":
            name = _("Staff discount")
        case _:
            name = step.get("name", "")
            if step.get("criterion"):
                name = _("%(name)s (%(criterion)s)") % {"name": name, "criterion": step["criterion"]}
    return _with_terms(name, step, after)


def _claimed(step: Mapping[str, Any], after: str) -> str:
    """`Edition Spring = 80.00, claimed until 14:05`; with the pieces where others of the line cost more."""
    from core.templatetags.regulars import instant

    told = {"name": step["name"], "amount": after, "quantity": quantity(step["quantity"])}
    told["price"] = format_money(step["price"], with_symbol=False)
    is_whole = step["after"] == step["price"]
    text = (
        _("Edition %(name)s = %(amount)s")
        if is_whole
        else _("%(quantity)s × edition %(name)s at %(price)s = %(amount)s")
    )
    if not step.get("until"):
        return text % told
    until = instant(datetime.fromisoformat(step["until"]))
    return _("%(terms)s, claimed until %(until)s") % {"terms": text % told, "until": until}


def _with_terms(name: str, step: Mapping[str, Any], after: str) -> str:
    if "percent" in step:
        return f"{name} −{percent(step['percent'])} = {after}"
    if "price" in step:
        return _("%(name)s: %(price)s") % {"name": name, "price": after}
    return f"{name} −{format_money(step.get('discount', 0), with_symbol=False)} = {after}"


# --- Refusals -----------------------------------------------------------------------------


def refusal(code: str) -> str:
    """Why a coupon does not count."""
    sentences = {
        "coupon_unknown": _("This code is not known."),
        "coupon_not_yet": _("This code is not valid yet."),
        "coupon_expired": _("This code has expired."),
        "coupon_used_up": _("This code has been used already."),
        "coupon_reserved": _("Another quote holds this code: it is free again when that one is given up or ends."),
        "coupon_limit_reached": _("This customer has used it as often as allowed."),
        "coupon_customer_needed": _("This code needs a known customer."),
        "coupon_not_yours": _("This code belongs to another customer."),
        "coupon_cancelled": _("This code was cancelled."),
        "coupon_budget_used_up": _("The offer's budget is used up."),
        "coupon_promotion_not_running": _("The offer is not running now."),
        "coupon_wrong_channel": _("The offer is not for this sales channel."),
        "coupon_wrong_day": _("The offer is not for this day of the week."),
        "coupon_not_for_you": _("The offer is not for this customer."),
        "coupon_minimum_not_reached": _("The minimum spend is not reached."),
        "coupon_no_items": _("Nothing in the basket belongs to the offer."),
        "coupon_better_offer": _("Another offer gives more; the code stays unused."),
        "coupon_twice": _("Another code of the same offer is already in the basket."),
    }
    return sentences.get(code, _("This code does not count here."))


# --- What may be gone ---------------------------------------------------------------------


def lasting(limit: str, found: Mapping[str, Any]) -> str:
    """Why a part of a quote that is not reserved may be gone when it is paid."""
    told = {"name": found["name"], "code": found["coupon"], "gift": found.get("gift_name", "")}
    sentences = {
        "budget": _("“%(name)s” while its budget lasts"),
        "customer": _("“%(name)s” as often as one customer may have it"),
        "coupon": _("The code %(code)s while nobody else has used it"),
        "gift": _("The gift %(gift)s while stocks last"),
    }
    return sentences[limit] % told


def all_lasting(applied: Iterable[Mapping[str, Any]]) -> list[str]:
    return [lasting(limit, found) for found in applied for limit in found.get("limits", ())]


# --- Promotions and rows in words ---------------------------------------------------------


def promotion(row: Promotion, scopes: Mapping[str, Iterable[str]] | None = None) -> str:
    """One sentence: what it gives, on what, when."""
    named = scopes if scopes is not None else _scopes(row)
    parts = [_gives(row), _on(named)]
    if row.minimum_spend:
        parts.append(_("from %(amount)s") % {"amount": format_money(row.minimum_spend)})
    if row.needs_coupon:
        parts.append(_("with a coupon"))
    if row.limit_per_customer:
        parts.append(
            ngettext("once per customer", "at most %(n)d times per customer", row.limit_per_customer)
            % {"n": row.limit_per_customer}
        )
    return ", ".join(part for part in parts if part)


def _gives(row: Promotion) -> str:
    share = percent(int(row.percent * 100))
    price = format_money(row.amount)
    match row.kind:
        case "percentage":
            return _("%(percent)s off") % {"percent": share}
        case "amount":
            return _("%(amount)s off") % {"amount": price}
        case "threshold":
            return _("%(what)s off the order") % {"what": share if row.percent else price}
        case "nth_item":
            gives = _("free") if row.percent == 100 else _("%(percent)s cheaper") % {"percent": share}
            return _("of every %(n)d items the cheapest %(gives)s") % {"n": row.every, "gives": gives}
        case "large_pack":
            return _("%(n)d pieces for %(price)s") % {"n": row.every, "price": price}
        case "bundle":
            terms = _("%(percent)s off") % {"percent": share} if row.percent else price
            return _("a bundle: %(terms)s") % {"terms": terms}
        case _:
            gift = f"{row.gift_quantity} × {row.gift}" if row.gift_quantity > 1 else str(row.gift or "–")
            return _("a gift: %(gift)s") % {"gift": gift}


def _on(scopes: Mapping[str, Iterable[str]]) -> str:
    found = [name for group in ("categories", "brands", "products") for name in scopes.get(group, ())]
    if not found:
        return ""
    shown = ", ".join(found[:4]) + ("…" if len(found) > 4 else "")
    return _("on %(names)s") % {"names": shown}


def _scopes(row: Promotion) -> dict[str, list[str]]:
    if row.pk is None:
        return {}
    return {name: [str(item) for item in getattr(row, name).all()] for name in ("categories", "brands", "products")}


def row_terms(row: Any) -> str:
    """What a row of a price list says: "−20 %; from 10: −5 %"."""
    parts = [_terms(row.price, row.percent)]
    for step in row.breaks.all():
        shown = {"quantity": quantity(int(step.quantity * PIECE)), "terms": _terms(step.price, step.percent)}
        parts.append(_("from %(quantity)s: %(terms)s") % shown)
    return "; ".join(parts)


def _terms(price: int | None, share: Any) -> str:
    return format_money(price) if price is not None else f"−{percent(int(share * 100))}"


def imported(rows: int, breaks: int) -> str:
    """What an import of rows wrote: "Written: 1 row and 2 quantity breaks."."""
    told = ngettext("%(n)s row", "%(n)s rows", rows) % {"n": number_format(rows)}
    steps = ngettext("%(n)s quantity break", "%(n)s quantity breaks", breaks) % {"n": number_format(breaks)}
    if not breaks:
        return _("Written: %(rows)s.") % {"rows": told}
    return _("Written: %(rows)s and %(breaks)s.") % {"rows": told, "breaks": steps}
