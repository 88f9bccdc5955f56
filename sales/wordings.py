"""How a customer's pages word what happened to a purchase, and why a liking was concluded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.money import format_money
from customers import exports
from customers.timeline import Verb
from sales.services.interests import BOUGHT


def _amended(data: Mapping[str, Any]) -> str:
    facts = {"number": data["number"], "old": format_money(data["old"]), "new": format_money(data["new"])}
    return _("Order %(number)s changed from %(old)s to %(new)s") % facts


def _fulfilled(data: Mapping[str, Any]) -> str:
    return _("Order %(number)s handed over") % {"number": data["number"]}


def _returned(data: Mapping[str, Any]) -> str:
    return _("Returned %(amount)s of %(number)s") % {"amount": format_money(data["amount"]), "number": data["number"]}


def _claimed(data: Mapping[str, Any]) -> str:
    facts = {"number": data["number"], "amount": format_money(data["amount"])}
    return _("Receipt %(number)s of %(amount)s claimed later") % facts


def _cancelled(data: Mapping[str, Any]) -> str:
    return _("Order %(number)s cancelled") % {"number": data["number"]}


def _bought(data: Mapping[str, Any]) -> str:
    facts = {"pieces": data["pieces"], "all": data["all"]}
    return _("%(pieces)s of %(all)s pieces bought in two years") % facts


VERBS = {
    "purchases.exported": Verb(exports.wording(gettext_lazy("List of purchases exported")), "download"),
    "purchase.amended": Verb(_amended, "pencil"),
    "purchase.fulfilled": Verb(_fulfilled, "bag-check"),
    "purchase.returned": Verb(_returned, "arrow-return-left"),
    "purchase.cancelled": Verb(_cancelled, "x-circle"),
    "purchase.claimed": Verb(_claimed, "receipt"),
    "stock.wished": Verb(lambda data: _("Waits for %(product)s") % {"product": data["product"]}, "hourglass-split"),
    "stock.taken_back": Verb(
        lambda data: _("Waits for %(product)s no more") % {"product": data["product"]}, "x-circle"
    ),
}
REASONS = {BOUGHT: _bought}
