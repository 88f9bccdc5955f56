"""The cases, amends and incidents that pages of the walks name: what the demo has, or one made for it."""

from __future__ import annotations

from typing import Any


def _case() -> Any:
    from complaints.models import Case
    from complaints.receiving import open_case
    from core import clock

    found = Case.objects.filter(is_confidential=False).exclude(state__in=("merged", "spam")).order_by("pk").first()
    return found or open_case(door="phone", data={"subject": "Broken on arrival"}, actor=None, now=clock.now())


def find_case() -> tuple[Any, ...]:
    return (_case().public_id,)


def find_amend() -> tuple[Any, ...]:
    """One that is offered, to be withdrawn."""
    from complaints.amends import services
    from complaints.models import Amend
    from core import clock
    from core.models import User

    found = Amend.objects.filter(state="offered", case__is_confidential=False).order_by("pk").first()
    if found is None:
        boss = User.objects.filter(is_superuser=True).order_by("pk").first()
        assert boss is not None  # who walks
        data = {"cost": 1500, "what": "A new cup"}
        found = services.offer(
            case=_case(), kind="replacement", reason="It broke", actor=boss, now=clock.now(), data=data
        )
    return (found.public_id, "withdraw")


def find_incident() -> tuple[Any, ...]:
    from complaints.incidents import services
    from complaints.models import Incident
    from core import clock
    from core.models import User

    found = Incident.objects.exclude(state="closed").order_by("pk").first()
    if found is None:
        boss = User.objects.filter(is_superuser=True).order_by("pk").first()
        assert boss is not None  # who walks
        day = clock.today()
        data = {"title": "Cracked cups", "plan": "Take them off the shelf", "first_day": day, "last_day": day}
        found = services.open_incident(data=data, actor=boss, now=clock.now())
        services.attach(incident=found, case=_case(), actor=boss, now=clock.now())
    return (found.public_id,)


def find_silent() -> tuple[Any, ...]:
    """The list takes nothing; somebody is on it."""
    from complaints.incidents import silent
    from complaints.models import SilentCustomer
    from core import clock
    from customers.models import Customer

    who = Customer.objects.filter(merged_into=None, erased_at=None, is_test=False).order_by("-pk").first()
    if who and not SilentCustomer.objects.exists():
        silent.flag(customer=who, kind="unhappy", actor=None, now=clock.now())
    return ()
