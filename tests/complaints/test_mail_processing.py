"""What becomes of mail: the right case, once, by whoever may speak in it; and what is left out, with its reason."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from complaints import files
from complaints.mail import addresses, brakes, owning, processing, spooling
from complaints.models import AutomaticAnswer, Case, CaseMessage, InboundMail, Mailbox, Team
from complaints.moving import transition
from complaints.saying import say
from core.errors import DomainError
from customers.models import Customer
from tests.complaints.factories import NOW, boss, case, cause, policy, team
from tests.complaints.letters import letter, with_file
from tests.customers.factories import make_customer, make_user

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def box(**values: Any) -> Mailbox:
    told = {"name": "Service", "address": "service@shop.example", "way": "hook"} | values
    return Mailbox.objects.create(**told)


def came(raw: bytes, *, now: datetime = LATER, mailbox: Mailbox | None = None) -> InboundMail:
    """Spooled and processed; what became of it."""
    row = spooling.spool([raw], mailbox=mailbox, received_at=now, now=now)
    assert row
    assert processing.claim(now=now) == [row.pk]
    processing.process([row.pk], now=now)
    row.refresh_from_db()
    return row


def ann(**values: Any) -> Customer:
    return make_customer(**{"email": "Ann@Example.com"} | values)


# --- A new case ---


def test_a_stranger_begins_a_case() -> None:
    row = came(letter("The cup came broken.\n\nSent from my iPhone", subject="Re: Broken cup"))
    found = row.message.case
    assert (row.state, found.door, found.subject, found.text) == (
        "taken",
        "email",
        "Broken cup",
        "The cup came broken.",
    )
    assert (found.customer, found.contact_name, found.contact_email) == (None, "Ann Lee", "ann@example.com")
    assert (found.received_at, row.message.at) == (LATER, LATER)
    assert row.message.text.endswith("Sent from my iPhone")
    assert not row.message.is_foreign


def test_a_customer_is_known_by_their_address() -> None:
    customer = ann()
    assert came(letter()).message.case.customer == customer


def test_a_merged_customer_is_the_one_who_stays() -> None:
    stays = make_customer(email="other@example.com")
    Customer.objects.filter(pk=ann().pk).update(merged_into=stays)
    assert came(letter()).message.case.customer == stays


def test_the_team_of_the_mailbox_has_it() -> None:
    chosen: Team = team()
    assert came(letter(), mailbox=box(team=chosen)).message.case.team == chosen


@pytest.mark.parametrize(("text", "language"), [("杯子碎了", "zh-hans"), ("Broken", "en"), ("カップが壊れた", "en")])
def test_the_language_of_a_stranger(text: str, language: str) -> None:
    assert came(letter(text)).message.case.language == language


@pytest.mark.parametrize("subject", ["", "Re:", "  "])
def test_without_a_subject_the_words_give_one(subject: str) -> None:
    assert came(letter("The cup\nbroke", subject=subject)).message.case.subject == "The cup"


def test_files_come_along_once_and_lying_ones_are_listed() -> None:
    row = came(with_file())
    assert [(file.name, file.kind, file.refused) for file in row.message.attachments.all()] == [
        ("cup.png", "image/png", "")
    ]
    row = came(with_file("cup.exe"))
    assert [file.refused for file in row.message.attachments.all()] == ["mismatch"]


def test_many_files_end_at_the_limit() -> None:
    part = '--out\r\nContent-Type: text/plain; name="a.txt"\r\n\r\nwords\r\n'
    raw = 'From: a@b.example\r\nContent-Type: multipart/mixed; boundary="out"\r\n\r\n' + part * 60 + "--out--\r\n"
    found = came(raw.encode()).message.attachments.values_list("refused", flat=True)
    assert sorted(found) == [""] * 8 + ["too_many"]


# --- Threads ---


def test_a_token_leads_to_its_case() -> None:
    mailbox, known = box(), case(contact_email="ann@example.com")
    row = came(letter(to=addresses.reply_address(known)), mailbox=mailbox)
    assert (row.message.case, row.message.is_foreign) == (known, False)
    assert Case.objects.count() == 1


def test_servers_may_change_capitals() -> None:
    box()
    known = case(contact_email="ann@example.com")
    assert came(letter(to=f"Shop <{addresses.reply_address(known).upper()}>")).message.case == known


def test_a_changed_token_leads_nowhere() -> None:
    box()
    known = case(contact_email="ann@example.com")
    local, _at, domain = addresses.reply_address(known).partition("@")
    other = "2" if local[-1] != "2" else "3"
    assert came(letter(to=f"{local[:-1]}{other}@{domain}")).message.case != known
    assert came(letter(to=f"{local[:-1]}@{domain}")).message.case != known


def test_tokens_of_an_older_key_still_lead(settings: Any) -> None:
    box()
    known = case(contact_email="ann@example.com")
    told = addresses.reply_address(known)
    settings.LINK_KEYS = ["a newer key", *settings.LINK_KEYS]
    assert addresses.case_id([told]) == known.pk


def test_without_a_mailbox_there_is_no_address() -> None:
    assert addresses.reply_address(case()) == ""


def test_what_it_answers_leads_to_the_case() -> None:
    known = case(contact_email="ann@example.com")
    say(case=known, direction="out", means="email", text="Sorry", author=boss(), now=NOW, message_id="<out@shop>")
    assert came(letter(extra="In-Reply-To: <out@shop>\r\n")).message.case == known
    assert came(letter(extra="References: <x@y> <out@shop> <z@y>\r\n")).message.case == known


def test_a_second_mail_to_a_stranger_s_thread_finds_it() -> None:
    first = came(letter(number="<first@mail>"))
    second = came(letter(extra="References: <first@mail>\r\n"))
    assert second.message.case == first.message.case


def test_a_merged_case_hands_on() -> None:
    box()
    old, stays = case(contact_email="ann@example.com"), case()
    Case.objects.filter(pk=old.pk).update(state="merged", merged_into=stays)
    assert came(letter(to=addresses.reply_address(old))).message.case == stays


def test_after_the_days_of_reopening_words_begin_another() -> None:
    box()
    known = _ended(case(contact_email="ann@example.com"))
    late = LATER + timedelta(days=31)
    assert came(letter("Thank you!", to=addresses.reply_address(known)), now=late).message.case == known
    assert came(letter("Broken again", to=addresses.reply_address(known)), now=late).message.case != known


def _ended(row: Case) -> Case:
    facts = {"outcome": "justified", "cause": cause(), "told_how": "email"}
    return transition(case=row, to="resolved", actor=boss(), now=NOW, facts=facts)


# --- Foreign senders ---


def test_a_foreign_sender_is_shown_and_moves_nothing() -> None:
    policy()
    box()
    known = case(customer=ann())
    transition(case=known, to="waiting_customer", actor=boss(), now=NOW)
    row = came(letter(sender="eve@evil.example", to=addresses.reply_address(known)))
    known.refresh_from_db()
    assert (row.message.case, row.message.is_foreign, known.state) == (known, True, "waiting_customer")


def test_once_accepted_they_speak_for_the_customer() -> None:
    box()
    known = case(customer=ann())
    transition(case=known, to="waiting_customer", actor=boss(), now=NOW)
    address = addresses.reply_address(known)
    row = came(letter(sender="ann@work.example", to=address))
    owning.accept_sender(message=row.message, actor=boss(), now=LATER)
    known.refresh_from_db()
    assert known.state == "open"
    assert known.trail.filter(verb="case.sender_accepted").count() == 1
    owning.accept_sender(message=row.message, actor=boss(), now=LATER)
    assert known.trail.filter(verb="case.sender_accepted").count() == 1
    assert not came(letter(sender="Ann@work.example", to=address)).message.is_foreign


# --- Once ---


def test_one_mail_over_two_mailboxes_is_one() -> None:
    first = came(letter(number="<same@mail>", extra="Delivered-To: a@shop\r\n"))
    second = came(letter(number="<same@mail>", extra="Delivered-To: b@shop\r\n"))
    assert (second.state, second.reason) == ("ignored", "duplicate")
    assert (first.state, CaseMessage.objects.filter(direction="in").count()) == ("taken", 1)


def test_without_a_number_the_bytes_are_the_number() -> None:
    raw = letter(number="")
    assert [came(raw).reason, came(raw).reason, came(letter("Other", number="")).reason] == ["", "duplicate", ""]


def test_machines_that_number_everything_alike_lose_nothing() -> None:
    came(letter("One", subject="One", number="<0@scanner>"))
    assert came(letter("Two", subject="Two", number="<0@scanner>")).state == "taken"
    assert came(letter("Two", subject="Two", number="<0@scanner>")).reason == "duplicate"
    assert Case.objects.count() == 2


# --- Loops ---


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (letter(extra="Auto-Submitted: auto-replied\r\n"), "automatic"),
        (letter(extra="List-Id: <n.example>\r\n"), "list"),
        (letter(extra="Return-Path: <>\r\n"), "bounce"),
        (letter(extra="X-Regulars-Case: x\r\n"), "own"),
    ],
)
def test_machines_make_no_case(raw: bytes, reason: str) -> None:
    row = came(raw)
    assert (row.state, row.reason, row.has_raw, Case.objects.count()) == ("ignored", reason, True, 0)


def test_automatic_answers_to_one_address_end() -> None:
    found = [
        brakes.may_answer(address, NOW) for address in ["a@b.example", "A@B.example", "a@b.example", "a@b.example"]
    ]
    assert found == [True, True, True, False]
    assert brakes.may_answer("c@b.example", NOW)
    assert not brakes.may_answer("a@b.example", NOW + timedelta(minutes=59))
    assert brakes.may_answer("a@b.example", NOW + timedelta(minutes=61))
    assert brakes.forget(now=NOW + timedelta(hours=3)) == 4
    assert not AutomaticAnswer.objects.filter(at=NOW).exists()


def test_nobody_and_our_own_mailboxes_get_no_automatic_answer() -> None:
    box()
    for address in ("", "mailer-daemon@mx", "no-reply@b", "noreply+x@b", "Service@Shop.example"):
        assert not brakes.may_answer(address, NOW)


# --- What cannot be read ---


def test_what_says_nothing_is_listed_as_it_came() -> None:
    row = came(b"\xff\xfe\x00 no mail at all")
    assert (row.state, row.reason) == ("failed", "unreadable")
    assert spooling.path_of(row.public_id).read_bytes() == b"\xff\xfe\x00 no mail at all"


def test_what_fails_three_times_is_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("complaints.mail.parsing.read", _fail)
    row = came(letter())
    assert (row.state, row.error) == ("waiting", "RuntimeError")
    for hour in (2, 3):
        pks = processing.claim(now=NOW + timedelta(hours=hour))
        assert pks == [row.pk]
        processing.process(pks, now=NOW + timedelta(hours=hour))
    row.refresh_from_db()
    assert (row.state, row.reason, row.has_raw) == ("failed", "unreadable", True)


def _fail(_file: Any) -> Any:
    raise RuntimeError


def test_whoever_died_over_it_three_times_is_not_followed_by_a_fourth() -> None:
    row = spooling.spool([letter()], mailbox=None, received_at=NOW, now=NOW)
    assert row
    for day in range(4):
        assert processing.claim(now=NOW + timedelta(days=day)) == [row.pk]
    processing.process([row.pk], now=NOW + timedelta(days=3))
    row.refresh_from_db()
    assert (row.state, row.reason) == ("failed", "unreadable")


def test_a_lease_holds_others_off() -> None:
    spooling.spool([letter()], mailbox=None, received_at=NOW, now=NOW)
    assert processing.claim(now=NOW)
    assert processing.claim(now=NOW + timedelta(minutes=1)) == []


def test_too_large_keeps_its_beginning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spooling, "LARGEST", 1000)
    row = spooling.spool([letter("x" * 900), b"y" * 900, b"z" * 900], mailbox=None, received_at=NOW, now=NOW)
    assert row
    assert (row.state, row.reason) == ("failed", "too_large")
    assert b"z" not in spooling.path_of(row.public_id).read_bytes()


def test_staff_make_a_case_of_it_after_all() -> None:
    row = came(letter(extra="Precedence: bulk\r\n"))
    message = owning.make_case(mail=row, actor=boss(), now=LATER)
    row.refresh_from_db()
    assert (row.state, row.decided_by, message.text) == ("taken", boss(), "The cup came broken.")
    with pytest.raises(DomainError, match="dealt with"):
        owning.make_case(mail=row, actor=boss(), now=LATER)


def test_put_aside() -> None:
    row = came(letter(extra="Precedence: bulk\r\n"))
    for act in (owning.set_aside, owning.make_case):
        with pytest.raises(DomainError, match="may not"):
            act(mail=row, actor=make_user("cashier"), now=LATER)
    assert owning.set_aside(mail=row, actor=boss(), now=LATER).state == "done"
    with pytest.raises(DomainError):
        owning.set_aside(mail=row, actor=boss(), now=LATER)


# --- Forgetting ---


def test_what_a_case_has_is_not_kept_twice_for_ever(django_capture_on_commit_callbacks: Any) -> None:
    row = came(letter())
    failed = came(b"nothing")
    assert spooling.forget_old(now=LATER + timedelta(days=29)) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert spooling.forget_old(now=LATER + timedelta(days=31)) == 1
    row.refresh_from_db()
    assert (row.has_raw, row.subject, row.sender) == (False, "", "")
    assert not spooling.path_of(row.public_id).exists()
    assert spooling.path_of(failed.public_id).exists()
    with pytest.raises(DomainError):
        owning.make_case(mail=row, actor=boss(), now=LATER)


def test_a_copy_that_comes_after_the_first_was_forgotten_is_still_one() -> None:
    spooling.forget([came(letter(number="<same@mail>"))])
    assert came(letter(number="<same@mail>")).reason == "duplicate"


def test_nothing_lies_in_the_web_root() -> None:
    row = came(with_file())
    file = row.message.attachments.get()
    for path in (spooling.path_of(row.public_id), files.path_of(file.public_id)):
        assert path.stat().st_mode & 0o777 == 0o600
