"""What cannot wait until somebody looks goes to staff by e-mail, once, with nothing of the case but its number."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from complaints.models import CaseMail
from complaints.sla import sweeping
from complaints.telling import deciding, working
from complaints.working import editing
from core.models import User
from tests.complaints.factories import NOW, Time, at, boss, case, policy, team
from tests.customers.factories import make_user
from tests.messaging.smtpd import Mailhost

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time")]


def alerts() -> list[tuple[User | None, str]]:
    return [(row.to, row.alert) for row in CaseMail.objects.filter(message=None).order_by("pk")]


def test_a_broken_promise_is_told_by_mail_at_100_and_150_percent(time: Time, host: Mailhost) -> None:
    policy(acknowledge=None, respond=None, resolve=480)
    lead, manager = make_user("manager", language="zh-hans"), make_user("owner")
    row = case(team=team(lead=lead, manager=manager), subject="Secret words", door="phone")
    for when in ("2026-09-28 13:00", "2026-09-28 17:00", "2026-09-28 17:30", "2026-09-29 12:00"):
        time.now = at(when)
        sweeping.sweep(now=time.now)
    assert alerts() == [(lead, "late:resolve:1:100"), (manager, "late:resolve:1:150")]
    assert [working.send_due() for _time in range(2)] == [2, 0]
    first, second = (one.message for one in host.got)
    assert (row.number in str(second["Subject"]), "150%" in str(second["Subject"])) == (True, True)
    assert "100%" in str(first["Subject"])
    assert "promised" not in str(first["Subject"])
    assert f"/complaints/cases/{row.public_id}/" in second.get_content()
    assert "Secret" not in second.as_string()
    assert not deciding.in_trouble(boss()).exists()


def test_danger_is_told_by_mail_whenever_it_is_known() -> None:
    lead = make_user("manager")
    group = team(lead=lead)
    case(team=group, is_safety=True)
    assert alerts() == [(lead, "jumps")]
    row = case(team=group)
    editing.update(case=row, changes={"is_legal": True}, expected=row.version, actor=boss(), now=NOW)
    assert alerts() == [(lead, "jumps")] * 2
    case(team=group, is_safety=True, now=NOW - timedelta(days=2))
    assert len(alerts()) == 2


def test_whoever_may_not_read_it_any_more_gets_none(host: Mailhost) -> None:
    lead = make_user("manager")
    case(team=team(lead=lead), is_safety=True)
    User.objects.filter(pk=lead.pk).update(is_active=False)
    working.send_due()
    assert (host.got, CaseMail.objects.get().reason) == ([], "unseen")


def test_a_mail_is_of_a_message_or_to_one_of_us() -> None:
    row, who = case(), make_user("manager")
    told: dict[str, Any] = {"queued_at": NOW, "next_at": NOW}
    wrong: dict[str, Any]
    for wrong in ({}, {"case": row, "to": who}, {"case": row, "alert": "jumps"}, {"to": who, "alert": "jumps"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            CaseMail.objects.create(**told, **wrong)
    CaseMail.objects.create(case=row, to=who, alert="jumps", **told)
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseMail.objects.create(case=row, to=who, alert="jumps", **told)
