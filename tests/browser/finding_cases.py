"""The cases that pages of the walks name: what the demo has, or, where it has none, made for it."""

from __future__ import annotations

from typing import Any


def find_case() -> tuple[Any, ...]:
    """One with a promise, an answer, a note and something like it."""
    from complaints.models import Case

    found = Case.objects.filter(subject="The kettle leaks").first() or _make()
    return (found.public_id,)


def have_cases() -> tuple[Any, ...]:
    find_case()
    return ()


def _make() -> Any:
    from complaints.working import services
    from customers.models import Customer
    from tests.complaints.factories import boss, case, category, policy, team

    now = _now()
    policy(name="Usual promise")
    who = Customer.objects.filter(erased_at=None, merged_into=None).order_by("pk").first()
    made = case(
        now=now, customer=who, subject="The kettle leaks", team=team(name="Service"), severity=3,
        category=category(name="Goods"), text="It was broken on arrival.\n水壶收到的时候就漏水。",
    )  # fmt: skip
    case(now=now, customer=who, subject="Kettle again", is_safety=True)
    services.reply(case=made, text="We are sorry: a new one is on its way.", means="phone", actor=boss(), now=now)
    services.note(case=made, text="The third of this lot.", actor=boss(), now=now)
    return made


def _now() -> Any:
    from core import clock

    return clock.now()
