"""Automations that carry something, written by the services."""

from __future__ import annotations

from typing import Any

from campaigns.automations import services
from campaigns.gifts import terms
from campaigns.models import Automation, GivenGift
from customers.models import Customer
from customers.services import enrol
from loyalty.models import CustomerMetrics, Promotion
from messaging.models import TemplateVersion
from messaging.templating import Text
from tests.campaigns.factories import make_automation
from tests.customers.factories import NOW
from tests.messaging.factories import make_version, reader

NAMES_IT = Text(
    "en",
    "Hello{% if gift.amount %}, {{ gift.amount }} are yours{% endif %}"
    "{% if gift.code %}, {{ gift.offer }} with {{ gift.code }} until {{ gift.valid_until }}{% endif %}."
    " {{ links.unsubscribe }}",
    subject="For you",
)


def points(units: int = 100, **more: Any) -> dict[str, Any]:
    return {"kind": "points", "units": units} | more


def coupon_of(promotion: Promotion, **more: Any) -> dict[str, Any]:
    return {"kind": "coupon", "promotion": promotion} | more


def carrying(*bands: dict[str, Any], is_on: bool = True, **told: Any) -> Automation:
    """An automation with these offers; `told` are terms, or settings of the automation where `terms` knows them not."""
    version: TemplateVersion = make_version(NAMES_IT)
    own = {name: told.pop(name) for name in list(told) if name not in terms.FIELDS}
    made = make_automation(template=version.template, is_on=False, must_fit=False, **own)
    bands = tuple({"floor": 0} | band for band in bands)
    terms.write(automation=made, told=told, bands=bands, actor=None, now=NOW, version=made.version)
    made.refresh_from_db()
    return services.switch_on(automation=made, actor=None, now=NOW) if is_on else made


def regular(name: str = "", **data: Any) -> Customer:
    """A member who said yes to news by e-mail."""
    made = reader(name, **data)
    enrol(customer=made, terms_version="1", where="test", actor=None, now=NOW)
    return made


def worth(customer: Customer, **figures: Any) -> None:
    """What the night has found of them."""
    CustomerMetrics.objects.create(customer=customer, as_of=NOW.date(), **figures)


def outcomes(automation: Automation) -> list[tuple[str, str]]:
    rows = GivenGift.objects.filter(automation=automation).order_by("customer_id", "pk")
    return list(rows.values_list("state", "reason"))
