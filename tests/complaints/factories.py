"""Cases, teams and promises for tests."""

from __future__ import annotations

from datetime import datetime
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from complaints.models import Case, Category, Cause, SlaPolicy, Team, WorkCalendar
from complaints.receiving import open_case
from core.models import User

_serial = count(1)
SHANGHAI = "Asia/Shanghai"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(SHANGHAI))


# A Monday.
NOW = at("2026-09-28 09:00")


class Time:
    """What the fixture `time` has the clock say."""

    now: datetime = NOW


def team(**values: Any) -> Team:
    calendar = WorkCalendar.objects.create(name=f"Office {next(_serial)}", zone=SHANGHAI)
    return Team.objects.create(**{"name": f"Team {next(_serial)}", "calendar": calendar} | values)


def policy(**values: Any) -> SlaPolicy:
    n = next(_serial)
    told = {"name": f"Promise {n}", "place": n, "acknowledge": 60, "respond": 240, "next": 120, "resolve": 480}
    return SlaPolicy.objects.create(**told | values)


def category(**values: Any) -> Category:
    made = Category.objects.create(**{"name": f"Category {next(_serial)}"} | values)
    made.path = f"{made.parent.path if made.parent else '/'}{made.pk}/"
    made.save(update_fields=["path"])
    return made


def cause() -> Cause:
    return Cause.objects.create(name=f"Cause {next(_serial)}")


def boss() -> User:
    return User.objects.filter(is_superuser=True).first() or User.objects.create_superuser("boss@example.com", "secret")


def case(now: datetime = NOW, **values: Any) -> Case:
    how = {name: values.pop(name) for name in ("received_at", "source") if name in values}
    data = {"subject": "Broken on arrival"} | values
    return open_case(door=data.pop("door", "phone"), data=data, actor=None, now=now, **how)
