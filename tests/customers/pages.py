"""What the tests of pages share: a customer with everything, addresses, counting queries."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core import clock
from core.models import User
from customers import services
from customers.models import (
    Customer,
)
from tests.customers.factories import (
    make_company,
    make_group,
    make_member,
    make_tag,
    make_topic,
)

HTMX = {"HTTP_HX_REQUEST": "true"}


def queries(client: Client, url: str, **headers: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get(url, **headers).status_code == 200  # type: ignore[arg-type]
    return len(found)


def full_customer(user: User) -> Customer:
    """One with something in every corner."""
    now = clock.now()
    company = make_company()
    customer = make_member(
        email=f"x{Customer.objects.count()}@example.com", phone="+14155552671", company=company, assigned_to=user,
        birth_month=clock.today().month, birth_day=clock.today().day, birth_year=1990, contact_style="dove",
        supplier_follow_up_on=clock.today(), current_supplier="Other", language="de",
    )  # fmt: skip
    services.set_tags(customer=customer, tags=[make_tag()], actor=user, now=now)
    services.set_groups(customer=customer, groups=[make_group()], actor=user, now=now)
    services.set_interests(customer=customer, topics=[make_topic()], actor=user, now=now)
    services.set_consent(
        customer=customer, channel="email", purpose="marketing", state="granted", source="x", actor=user, now=now
    )
    services.add_note(customer=customer, text="Likes roses", actor=user, now=now)
    services.place_hold(customer=customer, kind="request", reason="holiday", actor=user, now=now)
    services.add_address(customer=customer, data={"lines": "1 Main St"}, actor=user, now=now)
    services.add_identity(customer=customer, provider="wechat", identity=str(customer.pk), actor=user, now=now)
    services.add_follow_up(customer=customer, subject="Call", due_on=clock.today(), assignee=user, actor=user, now=now)
    return customer


def detail_url(name: str, customer: Customer, *args: Any) -> str:
    return reverse(f"customers:{name}", args=[customer.public_id, *args])
