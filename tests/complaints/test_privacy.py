"""Customers who are merged, erased, or ask for a copy of what is on file: what becomes of their cases."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from complaints import files
from complaints.models import Attachment, Case, CaseEvent, CaseMail, CaseMessage, ComplaintSettings, InboundMail
from complaints.moving import transition
from complaints.saying import say
from core.errors import DomainError
from core.models import User
from customers import erasing, portability
from customers.merging import merge_customers, merged_ids
from customers.models import ContactHold, Customer
from tests.complaints.factories import NOW, boss, case, category, cause
from tests.customers.erasing import PERSON, erase, known, left_of
from tests.customers.factories import make_customer, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def user() -> User:
    return make_user("owner", name="Mei")


LATER = NOW + timedelta(days=1)


def told_of(who: Customer, user: User) -> Case:
    """A case that says who it is of wherever that can be said, and is closed."""
    name, email = who.display_name, who.email
    row = case(
        customer=who, category=category(), contact_name=name, contact_email=email, contact_phone=who.phone,
        subject=f"{name} is angry", text=f"I am {name}", door="email", source=f"mail:{email}",
    )  # fmt: skip
    said: dict[str, Any] = {"case": row, "text": f"Yours, {name}", "now": NOW}
    got = say(direction="in", means="email", author=None, sender=email, message_id=f"1.{email}", html=name, **said)
    say(direction="note", means="page", author=user, **said)
    files.keep(
        message=got, name=f"{name}.txt", stream=io.BytesIO(b"words"), rules=ComplaintSettings.current()
    )  # fmt: skip
    ended(row, name)
    return row


def ended(row: Case, name: str = "") -> Case:
    told: dict[str, Any] = {"outcome": "unjustified", "explanation": f"{name} was wrong"}
    transition(case=row, to="resolved", actor=boss(), now=NOW, facts=told, reason=f"{name} says so")
    told = {"cause": cause(), "told_how": f"{name} was called"}
    return transition(case=row, to="closed", actor=boss(), now=NOW, facts=told)


# --- Merged -----------------------------------------------------------------------------------


def test_merging_takes_cases_and_what_holds_letters_back_along(user: User) -> None:
    survivor, duplicate = make_customer("Anna"), make_customer("Anna B.")
    row = case(customer=duplicate)
    merge_customers(survivor=survivor, duplicate=duplicate, reason="twice", actor=boss(), now=LATER)
    row.refresh_from_db()
    assert row.customer == survivor
    assert ContactHold.objects.get(released_at=None).customer == survivor
    transition(case=row, to="resolved", actor=boss(), now=LATER, facts={"outcome": "justified"})
    assert not ContactHold.objects.filter(released_at=None).exists()


# --- Erased -----------------------------------------------------------------------------------


def test_nothing_of_the_person_is_left_and_the_figures_stay(user: User) -> None:
    who = known(user)
    row = told_of(who, user)
    erase(who, user)
    assert left_of() == []
    fresh = Case.objects.get(pk=row.pk)
    kept = ("number", "state", "category", "cause", "outcome", "received_at", "resolved_at", "closed_at", "severity")
    row.refresh_from_db()
    assert [getattr(fresh, name) for name in kept] == [getattr(row, name) for name in kept]
    assert (fresh.erased_at is not None, fresh.source, fresh.subject) == (True, None, "—")
    assert set(CaseMessage.objects.values_list("text", "sender", "message_id")) == {("", "", None)}
    assert Attachment.objects.get().name == ""
    assert CaseEvent.objects.filter(case=row, verb="case.erased").exists()


def test_a_case_of_their_address_that_nobody_tied_to_them_goes_along(user: User) -> None:
    who = known(user)
    row, other = case(contact_email=who.email.upper(), text="secret"), case(contact_email="x@example.com", text="words")
    ended(row)
    erase(who, user)
    row.refresh_from_db()
    other.refresh_from_db()
    assert (row.text, row.contact_email, row.customer) == ("", "", who)
    assert other.text == "words"


def test_mail_as_it_came_goes_along(user: User) -> None:
    who = known(user)
    row = told_of(who, user)
    of_case = row.messages.filter(direction="in").get()
    told = {"state": "taken", "received_at": NOW, "has_raw": False}
    InboundMail.objects.create(message=of_case, sender="other@example.com", subject=PERSON["given_name"], **told)
    InboundMail.objects.create(sender=who.email.upper(), subject="newsletter", mail_id=f"2.{who.email}", **told)
    stranger = InboundMail.objects.create(sender="x@example.com", subject="words", **told)
    erase(who, user)
    assert left_of() == []
    assert list(InboundMail.objects.exclude(sender="")) == [stranger]


def test_mail_that_waits_does_not_leave(user: User) -> None:
    who = known(user)
    row = told_of(who, user)
    message = say(case=row, direction="out", means="letter", text="Dear", author=user, now=NOW)
    CaseMail.objects.create(message=message, queued_at=NOW, next_at=NOW, address=who.email)
    erase(who, user)
    mail = CaseMail.objects.get(message=message)
    assert (mail.state, mail.reason, mail.address) == ("failed", "erased", "")


def test_an_open_complaint_is_answered_first(user: User) -> None:
    who = known(user)
    case(customer=who)
    with pytest.raises(DomainError) as refused:
        erase(who, user)
    assert refused.value.code == "hold_complaint"


@pytest.mark.parametrize("in_spite", [False, True])
def test_what_is_kept_for_the_law_stops_it_for_everybody(user: User, *, in_spite: bool) -> None:
    who = known(user)
    row = ended(case(customer=who))
    Case.objects.filter(pk=row.pk).update(is_legal_hold=True)
    with pytest.raises(DomainError, match=row.number) as refused, transaction.atomic():
        erasing.erase(customer=who, actor=boss(), reason="asked", now=LATER, in_spite=in_spite)
    assert refused.value.code == "legal_hold"
    Case.objects.filter(pk=row.pk).update(is_legal_hold=False)
    erasing.erase(customer=who, actor=boss(), reason="asked", now=LATER)
    assert Customer.objects.get(pk=who.pk).erased_at


def test_the_preview_says_what_goes_and_stays(user: User) -> None:
    who = known(user)
    told_of(who, user)
    told = erasing.preview(who)
    assert any("complaints: 1" in line for line in told.goes)
    assert any("what came of them: 1" in line for line in told.stays)


# --- Facts that nobody changes ----------------------------------------------------------------


@pytest.mark.parametrize(
    "told",
    [{"number": "1"}, {"door": "form"}, {"created_at": NOW - timedelta(1)}, {"received_at": NOW + timedelta(1)}],
    ids=lambda told: next(iter(told)),
)
def test_when_and_how_it_came_stays(told: dict[str, Any]) -> None:
    row = case()
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=row.pk).update(**told)


def test_a_merged_case_may_give_its_earlier_receipt() -> None:
    row, other = case(), case(received_at=NOW - timedelta(hours=1))
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=row.pk).update(received_at=NOW - timedelta(hours=1))
    transition(case=other, to="merged", actor=boss(), now=NOW, facts={"merged_into": row})
    assert Case.objects.filter(pk=row.pk).update(received_at=NOW - timedelta(hours=1)) == 1


def test_words_stay_as_they_were_said() -> None:
    row = say(case=case(), direction="in", means="page", text="words", author=None, now=NOW)
    mine = CaseMessage.objects.filter(pk=row.pk)
    for change in (
        lambda: mine.update(text="others"),
        lambda: mine.update(direction="note", author=boss()),
        lambda: mine.update(at=LATER),
        lambda: mine.delete(),
        lambda: CaseEvent.objects.update(reason=""),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    assert mine.update(is_foreign=True) == 1


def test_only_words_of_the_erased_are_let_go() -> None:
    """Also within a transaction that erases somebody else."""
    row = say(case=case(customer=make_customer()), direction="in", means="page", text="words", author=None, now=NOW)
    with pytest.raises(IntegrityError), erasing.services.erasing_trails(), transaction.atomic():
        CaseMessage.objects.filter(pk=row.pk).update(text="", html="")


# --- Copied -----------------------------------------------------------------------------------


def test_the_copy_has_what_was_said_to_each_other_and_no_notes(user: User) -> None:
    who = known(user)
    row = told_of(who, user)
    told = {section.name: list(portability.told(section, merged_ids(who))) for section in portability.sections()}
    assert [one["number"] for one in told["complaints"]] == [row.number]
    assert {one["direction"] for one in told["complaint_messages"]} == {"in", "out"}
    assert [one["kind"] for one in told["complaint_files"]] == ["text/plain"]
    assert not {"policy", "team", "source", "assignee"} & told["complaints"][0].keys()
