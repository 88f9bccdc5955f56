"""Mail of cases over a real SMTP server: each way it may go, that it goes once, and that threads hold."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from importlib import import_module
from threading import Barrier
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from complaints import files
from complaints.doors.links import tracking_url
from complaints.mail.addresses import HEADER, case_id, reply_address
from complaints.models import MAIL_WAYS, Case, CaseEvent, CaseMail, CaseMessage, ComplaintSettings, Mailbox, MailState
from complaints.saying import say
from complaints.telling import deciding, outbox, reading, working
from core.errors import DomainError
from messaging import hashing
from messaging.models import LocalMail, Suppression
from tests.complaints.factories import NOW, Time, boss, case
from tests.customers.factories import make_customer, make_user
from tests.messaging.smtpd import Mailhost

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time")]
TO = "anna@example.com"


def said(text: str = "We are sorry", row: Case | None = None, **values: Any) -> CaseMessage:
    row = row or case(contact_email=TO, contact_name="Anna Élodie 张伟", subject="Broken\r\nBcc: x@example.com")
    told: dict[str, Any] = {"direction": "out", "means": "email", "author": boss()} | values
    return say(case=row, text=text, now=NOW, **told)


def mail(message: CaseMessage) -> CaseMail:
    return CaseMail.objects.get(message=message)


def ended(message: CaseMessage) -> tuple[str, str]:
    row = mail(message)
    return row.state, row.reason


# --- Sent -------------------------------------------------------------------------------------


def test_a_reply_is_sent_once_and_reads_well(host: Mailhost) -> None:
    message = said()
    assert working.send_due() == 1
    assert working.send_due() == 0
    (got,) = host.got
    assert (got.to, got.message["To"].addresses[0].display_name) == (TO, "Anna Élodie 张伟")
    assert got.message["Subject"] == f"[{message.case.number}] Broken Bcc: x@example.com"
    assert got.message["Bcc"] is None
    assert got.message["Message-ID"] == f"<{CaseMessage.objects.get(pk=message.pk).message_id}>"
    assert got.message[HEADER] == message.case.number
    assert got.message["Auto-Submitted"] is None
    body = got.message.get_content()
    assert body.startswith("We are sorry")
    assert tracking_url(message.case) in body.split()
    assert (ended(message), mail(message).attempts, mail(message).sent_at) == (("sent", ""), 1, NOW)


def test_what_is_said_otherwise_does_not_go_by_mail() -> None:
    said(means="phone")
    said(direction="in", means="email", author=None)
    said(direction="note", means="page")
    assert CaseMail.objects.count() == 0


def test_what_was_said_days_ago_and_is_recorded_now_has_gone_already() -> None:
    said(at=NOW - timedelta(days=2))
    assert CaseMail.objects.count() == 0


def test_without_a_server_it_lands_in_the_local_mailbox_of_those_who_may_read_cases(client: Client) -> None:
    said()
    said(row=case(contact_email=TO, is_confidential=True, subject="About Bob"))
    working.send_due()
    assert LocalMail.objects.count() == 2
    for role, count in (("service agent", 1), ("manager", 2)):
        client.force_login(make_user(role))
        page = client.get(reverse("messaging:mailbox"))
        assert len(page.context["page"].rows) == count


def test_a_thread_holds_by_address_and_numbers(host: Mailhost) -> None:
    Mailbox.objects.create(**mailbox())
    message = said()
    row = message.case
    say(case=row, direction="in", means="email", text="Still", author=None, now=NOW, message_id="one@example.com")
    said("At once", row)
    working.send_due()
    first, second = (got.message for got in host.got)
    assert first["Reply-To"] == reply_address(row)
    assert case_id([str(first["Reply-To"])]) == row.pk
    assert first["In-Reply-To"] is None
    assert second["In-Reply-To"] == "<one@example.com>"
    assert second["References"].split() == [first["Message-ID"], "<one@example.com>"]


def mailbox() -> dict[str, Any]:
    return {"name": "Service", "address": "service@shop.example", "way": "hook"}


def test_files_go_along(host: Mailhost) -> None:
    message = said()
    rules = ComplaintSettings.current()
    for name, content in (("回执.txt", "谢谢".encode()), ("no.exe", b"MZ\x90\0")):
        files.keep(message=message, name=name, stream=io.BytesIO(content), rules=rules)
    working.send_due()
    found = [(part.get_filename(), part.get_content()) for part in host.got[0].message.iter_attachments()]
    assert found == [("回执.txt", "谢谢")]


def test_it_speaks_the_language_of_the_case(host: Mailhost) -> None:
    said("对不起", case(contact_email=TO, language="zh-hans"))
    working.send_due()
    assert host.got[0].message["Content-Language"] == "zh-hans"
    assert "投诉" in host.got[0].message.get_content()


def test_of_two_addresses_what_they_left_with_the_complaint_counts(host: Mailhost) -> None:
    who = make_customer("Anna", email="record@example.com")
    said(row=case(customer=who, contact_email=TO))
    said(row=case(customer=who))
    working.send_due()
    assert [got.to for got in host.got] == [TO, "record@example.com"]


def test_lines_that_begin_with_a_dot_and_long_ones_arrive_as_they_were(host: Mailhost) -> None:
    text = ".\n..hidden\n" + "字" * 3000
    said(text)
    working.send_due()
    assert host.got[0].message.get_content().replace("\r\n", "\n").startswith(text)
    assert max(map(len, host.got[0].content.splitlines())) <= 998


# --- Not sent ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "reason"), [("", "no_address"), ("anna@exa mple", "address_invalid"), (TO, "suppressed")]
)
def test_where_nothing_can_be_sent_staff_hear_why(host: Mailhost, address: str, reason: str) -> None:
    suppress(TO)
    message = said(row=case(contact_email=address))
    working.send_due()
    assert ended(message) == ("skipped", reason)
    assert host.got == []
    assert CaseEvent.objects.get(verb="case.mail_trouble").data["why"] == reason
    assert reading.of_messages([message])[message.pk].why  # type: ignore[attr-defined]  # of wordings
    assert reading.is_unreachable(message.case) is (reason == "suppressed")


def suppress(address: str) -> None:
    Suppression.objects.create(
        channel="email", address_hash=hashing.hashes(address)[0], purpose="", reason="bounced", since=NOW
    )


def test_where_nobody_lives_nothing_is_sent_again(host: Mailhost) -> None:
    host.rcpt = lambda _address, _n: "550 5.1.1 nobody"
    message = said()
    working.send_due()
    assert ended(message) == ("failed", "no_such_address")
    again = said("Again", message.case)
    working.send_due()
    assert ended(again) == ("skipped", "suppressed")


def test_not_now_is_tried_later_and_not_for_ever(host: Mailhost, time: Time) -> None:
    host.data = lambda _to, _n: "451 later"
    message = said()
    working.send_due()
    row = mail(message)
    assert (row.state, row.attempts, row.handed_at) == ("queued", 1, None)
    assert timedelta(seconds=40) < row.next_at - NOW < timedelta(seconds=80)
    assert working.send_due() == 0
    time.now = NOW + working.GIVES_UP
    working.send_due()
    assert ended(message) == ("failed", "temporary")


def test_a_server_that_is_away_costs_nobody_an_attempt_for_good(host: Mailhost, time: Time, settings: Any) -> None:
    port, settings.EMAIL_PORT = host.port, 9
    messages = [said(), said()]
    working.send_due()
    assert {ended(one)[0] for one in messages} == {"queued"}
    settings.EMAIL_PORT, time.now = port, NOW + working.DOWN_WAIT
    working.send_due()
    assert [ended(one)[0] for one in messages] == ["sent", "sent"]


# --- Nobody knows -----------------------------------------------------------------------------


@pytest.mark.parametrize("answer", ["take_and_cut", "cut"])
def test_without_an_answer_it_is_uncertain_and_stays_so(host: Mailhost, time: Time, answer: str) -> None:
    host.data = lambda _to, _n: answer
    message = said()
    working.send_due()
    assert ended(message) == ("uncertain", "no_answer")
    time.now = NOW + timedelta(days=2)
    assert working.send_due() == 0


def test_after_the_death_of_a_worker_only_what_was_handed_over_is_uncertain(time: Time) -> None:
    handed, waiting = said(), said()
    batch = working._claim(NOW)
    row = CaseMail.objects.get(message=handed)
    CaseMail.objects.filter(pk=row.pk).update(handed_at=NOW, attempts=1)
    assert working.recover(now=NOW + working.LEASE - timedelta(seconds=1)) == 0
    time.now = NOW + working.LEASE
    assert working.recover(now=time.now) == 1
    assert ended(handed) == ("uncertain", "worker_lost")
    assert ended(waiting) == ("queued", "")
    assert not CaseMail.objects.filter(lease=batch.lease).exists()


def test_a_slow_worker_still_tells_what_it_heard(host: Mailhost, time: Time) -> None:
    def late(_to: str, _n: int) -> str:
        with transaction.atomic():
            pass
        return "250 ok"

    host.data = late
    message = said()
    batch = working._claim(NOW)
    row = working._mine(mail(message).pk, batch.lease)
    assert row
    parcel, _why = working._parcel(row)
    assert parcel
    assert working._hand_over(row, batch.lease, parcel, NOW)
    working.recover(now=NOW + working.LEASE)
    assert ended(message)[0] == "uncertain"
    from messaging.channels import Outcome, Wait

    working._write_down(row, batch.lease, parcel, Outcome(Wait.DONE), NOW)
    assert ended(message) == ("sent", "")


@pytest.mark.parametrize(("choice", "state"), [("arrived", "sent"), ("again", "queued"), ("leave", "failed")])
def test_a_person_decides(host: Mailhost, client: Client, choice: str, state: str) -> None:
    host.data = lambda _to, _n: "cut"
    message = said()
    working.send_due()
    client.force_login(make_user("service agent"))
    page = client.get(reverse("complaints:mails"))
    assert [row.message for row in page.context["rows"]] == [message]
    client.post(reverse("complaints:mails_decide"), {"choice": choice, "mail": mail(message).pk})
    assert mail(message).state == state
    assert CaseEvent.objects.get(verb="case.mail_decided").data["choice"] == choice
    assert client.get(reverse("complaints:mails")).context["rows"] == []


def test_what_never_left_has_not_arrived() -> None:
    message = said(row=case())
    working.send_due()
    assert deciding.decide(mails=[mail(message).pk], choice="arrived", actor=boss(), now=NOW) == 0
    assert deciding.decide(mails=[mail(message).pk], choice="leave", actor=boss(), now=NOW) == 1
    assert not deciding.in_trouble(boss()).exists()


def test_nobody_decides_on_what_they_may_not_read() -> None:
    message = said(row=case(is_confidential=True))
    working.send_due()
    told: dict[str, Any] = {"mails": [mail(message).pk], "choice": "again", "now": NOW}
    assert deciding.decide(actor=make_user("service agent"), **told) == 0
    with pytest.raises(DomainError):
        deciding.decide(actor=make_user("cashier"), **told)
    assert deciding.decide(actor=make_user("manager"), **told) == 1


# --- Once -------------------------------------------------------------------------------------


def test_the_database_holds_the_same_ways() -> None:
    theirs = import_module("complaints.migrations.0011_arriving").WAYS
    assert {state: set(ways) for state, ways in theirs.items()} == {
        state: set(ways) for state, ways in MAIL_WAYS.items()
    }
    assert set(MAIL_WAYS) == set(MailState.values)


def test_what_has_arrived_is_never_sent_again(host: Mailhost) -> None:
    message = said()
    working.send_due()
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseMail.objects.filter(message=message).update(state="queued")


def test_asked_twice_it_waits_once() -> None:
    message = said()
    outbox.queue(message)
    outbox.queue(message)
    assert CaseMail.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_everything_once(host: Mailhost) -> None:
    count, barrier = 30, Barrier(2)
    row = case(contact_email=TO)
    for n in range(count):
        said(f"{n}", row)

    def work(_n: int) -> int:
        try:
            barrier.wait(timeout=30)
            return working.send_due()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(work, range(2))) == count
    assert len(host.keys) == len(set(host.keys)) == count
    assert set(CaseMail.objects.values_list("state", flat=True)) == {"sent"}
