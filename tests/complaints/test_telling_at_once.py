"""What customers hear at once: in their language, once, with the number and by when somebody answers."""

from __future__ import annotations

from typing import Any

import pytest

from complaints.models import Case, CaseMail, CaseMessage, ComplaintSettings
from complaints.telling.acknowledging import acknowledge
from tests.complaints.factories import NOW, at, case, policy, team
from tests.customers.factories import make_customer

pytestmark = pytest.mark.django_db
TO = "anna@example.com"


@pytest.fixture(autouse=True)
def _programme(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.BUSINESS_TIME_ZONE = "Asia/Shanghai"
    monkeypatch.setattr("core.clock.now", lambda: NOW)


def told(**values: Any) -> tuple[Case, CaseMessage | None]:
    row = case(**{"door": "form", "contact_email": TO} | values)
    message = acknowledge(case=row, now=NOW)
    row.refresh_from_db()
    return row, message


def test_number_and_time_in_the_language_of_the_customer() -> None:
    policy(respond=240)
    row, message = told(contact_name="Anna", team=team())
    assert message
    assert (message.means, row.acknowledged_at, row.responded_at) == ("automatic", NOW, None)
    assert row.number in message.text
    assert "Dear Anna," in message.text
    assert "by Monday, 28 September 2026, 13:00 (CST)." in message.text
    assert row.clocks.get(kind="acknowledge").stopped_at == NOW
    assert CaseMail.objects.get().message == message


def test_in_chinese() -> None:
    policy(respond=240)
    row, message = told(customer=make_customer("张伟", language="zh-hans", email=TO), contact_email="", team=team())
    assert message
    assert "2026年9月28日" in message.text
    assert "投诉" in message.text
    assert row.number in message.text


def test_where_nothing_is_promised_no_time_is_said() -> None:
    _row, message = told()
    assert message
    assert "answers you." in message.text


def test_once_whoever_asks_and_however_often() -> None:
    row, message = told()
    assert acknowledge(case=row, now=NOW) is None
    assert acknowledge(case=Case(pk=row.pk, door="form", state="new", contact_email=TO), now=NOW) is None
    assert CaseMessage.objects.filter(case=row).get() == message


@pytest.mark.parametrize(("door", "is_told"), [("phone", False), ("counter", False), ("api", True), ("reply", True)])
def test_staff_who_take_it_say_the_number_themselves(door: str, *, is_told: bool) -> None:
    _row, message = told(door=door)
    assert (message is not None) is is_told


def test_machines_that_answer_each_other_stop() -> None:
    most = ComplaintSettings.current().automatic_per_hour
    answers = [told(door="email")[1] is not None for _n in range(most + 2)]
    assert answers == [True] * most + [False, False]


def test_without_an_address_it_is_read_on_the_page() -> None:
    row, message = told(contact_email="")
    assert message
    assert row.acknowledged_at == NOW
    assert not CaseMail.objects.exists()
    assert told(contact_email="", door="email")[1] is None


def test_what_is_merged_or_spam_hears_nothing() -> None:
    row = case(door="form", contact_email=TO, received_at=at("2026-09-28 08:00"))
    Case.objects.filter(pk=row.pk).update(state="spam")
    row.refresh_from_db()
    assert acknowledge(case=row, now=NOW) is None
