"""What a template may say: of the customer (more in `known`), of the shop, and what the message brings along."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core import clock
from messaging import personal, unsubscribing
from messaging.models import MessagingSettings
from messaging.outbox.cases import Row

# Every name with what it says, in the order in which it is shown to who writes.
CUSTOMER = {
    "customer.name": _("the whole name"),
    "customer.given_name": _("the given name, else the whole one"),
    "customer.family_name": _("the family name; may be empty"),
}
SHOP = {
    "shop.name": _("the sender's name"),
    "shop.postal_address": _("the postal address"),
    "today": _("the day on which it is sent"),
}
LINKS = {
    "links.unsubscribe": _("the customer's own way out; none in what they asked for just now"),
    "links.choices": _("where the customer says what they want to hear, and how often; none in what they asked for"),
    "links.confirm": _("where the customer confirms a consent; only in the message that asks for it"),
}


def common(now: datetime) -> dict[str, Any]:
    """The same for all messages of a batch."""
    postal_address = MessagingSettings.current().postal_address
    return {
        "shop": {"name": shop_name(), "postal_address": postal_address},
        "today": clock.business_day(now).isoformat(),
    }


def shop_name() -> str:
    return MessagingSettings.current().sender_name or settings.SITE_NAME


def of(row: Row, given: Mapping[str, Any], channel: str = "email") -> dict[str, Any]:
    customer = {"name": row.name, "given_name": row.given_name or row.name, "family_name": row.family_name}
    links = {
        "unsubscribe": unsubscribing.way_out(row, channel),
        "choices": personal.choices(row, channel),
        "confirm": personal.confirm(row),
    }
    return {**row.facts, **row.known, **given, "customer": customer, "links": links}
