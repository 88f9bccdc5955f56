"""Customers, staff and circles for tests, made by the services wherever one exists."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from typing import Any

from django.contrib.auth.models import Group

from core.models import User
from customers import services
from customers.models import Customer, CustomerGroup, Tag, TimelineEntry, Topic
from customers.roles import ensure_roles

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
_numbers = count(1)


def make_customer(name: str = "", **data: Any) -> Customer:
    values = {"display_name": name or f"Customer {next(_numbers)}"} | data
    return services.create_customer(data=values, actor=None, now=NOW, where="test")


def make_company(name: str = "") -> Customer:
    return make_customer(name or f"Company {next(_numbers)}", kind="company")


def make_member(name: str = "", **data: Any) -> Customer:
    customer = make_customer(name, **data)
    services.enrol(customer=customer, terms_version="1", where="test", actor=None, now=NOW)
    return customer


def make_user(role: str = "", **fields: Any) -> User:
    """Somebody of the staff; without a role they may do nothing."""
    user = User.objects.create_user(f"staff{next(_numbers)}@example.com", "a long password", **fields)
    if role:
        ensure_roles()
        user.groups.add(Group.objects.get(name=role))
    return user


def make_tag(name: str = "") -> Tag:
    return Tag.objects.create(name=name or f"Tag {next(_numbers)}")


def make_group(name: str = "") -> CustomerGroup:
    return CustomerGroup.objects.create(name=name or f"Group {next(_numbers)}")


def make_topic(name: str = "") -> Topic:
    number = next(_numbers)
    return Topic.objects.create(name=name or f"Topic {number}", code=f"topic-{number}")


def verbs(customer: Customer) -> list[str]:
    """What the trail of a customer says, oldest first."""
    return list(TimelineEntry.objects.filter(customer=customer).order_by("pk").values_list("verb", flat=True))
