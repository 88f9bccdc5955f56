"""What customers hear at once: in their language, once, with the number and by when somebody answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from complaints.doors.links import tracking_url
from complaints.models import Case, CaseMail, CaseMessage, ComplaintSettings
from complaints.saying import say
from complaints.telling import working
from complaints.telling.acknowledging import acknowledge
from tests.complaints.factories import NOW, case, policy, team
from tests.customers.factories import make_customer
from tests.messaging.smtpd import Mailhost, mailhost

pytestmark = pytest.mark.django_db
TO = "anna@example.com"


@pytest.fixture(autouse=True)
def _programme(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.BUSINESS_TIME_ZONE = "Asia/Shanghai"
    monkeypatch.setattr("core.clock.now", lambda: NOW)


@pytest.fixture
def host(settings: Any) -> Iterator[Mailhost]:
    with mailhost() as running:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", running.port
        yield running


def told(**values: Any) -> tuple[Case, CaseMessage | None]:
    row = case(**{"door": "form", "contact_email": TO} | values)
    return row, CaseMessage.objects.filter(case=row, direction="out").first()


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


def test_a_low_score_is_no_complaint_that_was_received() -> None:
    row, message = told(door="survey")
    assert message
    assert "You told us that you were not satisfied" in message.text
    assert ("We have received your complaint" in message.text, row.number in message.text) == (False, True)


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


def test_the_answer_is_in_the_thread_of_the_mail_that_began_it(host: Mailhost) -> None:
    row, message = told(door="email", language="zh-hans")
    assert message
    say(case=row, direction="in", means="email", text="Hi", author=None, now=NOW, message_id="first@example.com")
    assert working.send_due() == 1
    got = host.got[0].message
    assert got["In-Reply-To"] == "<first@example.com>"
    assert (got["Auto-Submitted"], got["X-Auto-Response-Suppress"]) == ("auto-replied", "All")
    assert tracking_url(row) in got.get_content().split()


@pytest.mark.parametrize("state", ["merged", "spam"])
def test_what_is_merged_or_spam_hears_nothing(state: str) -> None:
    assert acknowledge(case=Case(door="form", state=state, contact_email=TO), now=NOW) is None
