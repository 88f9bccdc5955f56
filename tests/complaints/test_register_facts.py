"""The register of complaints is append-only in its facts: what was known at each end, who said what, what stopped."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from complaints import files
from complaints.models import Attachment, Case, CaseClock, CaseMessage, ComplaintSettings
from complaints.moving import transition
from complaints.saying import say
from complaints.working import editing, trails
from core.errors import DomainError
from customers import erasing
from customers.erasing.services import erasing_trails
from tests.complaints.factories import NOW, boss, case, cause, policy, team
from tests.complaints.test_amends import refused
from tests.complaints.test_privacy import ended
from tests.customers.erasing import erase, known, left_of
from tests.customers.factories import make_customer, make_user

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


def go(row: Case, to: str, **facts: Any) -> Case:
    return transition(case=row, to=to, actor=boss(), now=NOW, facts=facts)


def edit(row: Case, actor: Any, reason: str = "", **changes: Any) -> Case:
    fresh = Case.objects.get(pk=row.pk)
    return editing.update(case=fresh, changes=changes, expected=fresh.version, actor=actor, now=NOW, reason=reason)


# --- What was known at each end -----------------------------------------------------------------


def test_each_end_stays_on_the_trail_with_its_facts() -> None:
    row, why = case(), cause()
    go(row, "resolved", outcome="unjustified", explanation="No fault", cause=why, told_how="by mail on Monday")
    go(row, "reopened")
    go(row, "resolved", outcome="justified")
    first, second = (one.data.get("facts") for one in row.trail.filter(verb="case.state", data__new="resolved"))
    assert first == {
        "outcome": "unjustified", "explanation": "No fault", "cause": str(why), "told_how": "by mail on Monday",
    }  # fmt: skip
    assert (second["outcome"], "told_how" in second) == ("justified", False)
    told = [detail for line in trails.lines(row)[0] for detail in line.details]
    assert {"outcome: Not justified", "explanation: No fault"} <= set(told)


def test_a_second_end_is_told_anew() -> None:
    row = case()
    go(row, "resolved", outcome="justified", cause=cause(), told_how="by mail on Monday")
    go(row, "reopened")
    go(row, "resolved")
    with pytest.raises(DomainError, match="how the customer was told"):
        go(row, "closed")


def test_what_was_corrected_is_told_with_before_and_after() -> None:
    about = make_user("cashier", name="Lin")
    row = edit(case(subject="A cup"), boss(), subject="Two cups", about=about, contact_name="Anna")
    told = row.trail.get(verb="case.changed").data
    assert (told["old"], told["new"]) == (
        {"subject": "A cup", "about": None}, {"subject": "Two cups", "about": str(about)},
    )  # fmt: skip
    assert "contact_name" in told["fields"]


def test_words_of_the_trail_go_with_the_erased() -> None:
    user = make_user("owner")
    who = known(user)
    row = case(customer=who, subject="Something with peonies, said Elfriede")
    edit(row, boss(), subject="A cup")
    transition(
        case=row, to="resolved", actor=boss(), now=NOW,
        facts={"outcome": "unjustified", "explanation": "The lady from the Gartenweg was wrong"},
    )  # fmt: skip
    erase(who, user)
    assert left_of() == []
    facts = row.trail.get(data__new="resolved").data["facts"]
    assert facts == {"outcome": "unjustified", "explanation": "…"}


# --- What the database refuses ------------------------------------------------------------------


@pytest.mark.parametrize(
    "told",
    [
        {"text": "others"}, {"text": ""}, {"source": "mail:x"}, {"source": None}, {"entered_by": None},
        {"acknowledged_at": None}, {"acknowledged_at": LATER}, {"responded_at": None}, {"responded_at": LATER},
        {"resolved_at": LATER}, {"resolved_at": None, "state": "reopened"}, {"received_at": NOW - timedelta(365)},
    ],
    ids=str,
)  # fmt: skip
def test_facts_of_a_case_stay(told: dict[str, Any]) -> None:
    row = case(text="words", source="form:1")
    Case.objects.filter(pk=row.pk).update(acknowledged_at=NOW, responded_at=NOW)
    go(row, "resolved", outcome="justified")
    if "entered_by" in told:
        told = {"entered_by": boss()}
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Case.objects.filter(pk=row.pk).update(**told)


def test_facts_of_messages_and_files_stay() -> None:
    row = say(
        case=case(), direction="in", means="email", text="words", author=None, now=NOW, sender="a@example.com",
        message_id="1@example.com", is_foreign=True,
    )  # fmt: skip
    kept = files.keep(message=row, name="a.txt", stream=io.BytesIO(b"words"), rules=ComplaintSettings.current())
    said, file = CaseMessage.objects.filter(pk=row.pk), Attachment.objects.filter(pk=kept.pk)
    for change in (
        lambda: said.update(case=case()),
        lambda: said.update(sender="b@example.com"),
        lambda: said.update(message_id=None),
        # Words and sender go together, and only where somebody is erased.
        lambda: said.update(text="", html="", sender="", message_id=None),
        lambda: file.update(name="b.txt"),
        lambda: files.remove([kept]),
        file.delete,
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_a_clock_that_stopped_stays_as_it_is_unless_the_case_goes_on() -> None:
    policy()
    row = case(team=team())
    transition(case=row, to="resolved", actor=boss(), now=NOW + timedelta(hours=1), facts={"outcome": "justified"})
    clock = CaseClock.objects.filter(case=row, kind="resolve")
    for change in (
        lambda: clock.update(is_late=True),
        lambda: clock.update(spent=1),
        lambda: clock.update(stopped_at=timezone.now()),
        lambda: clock.update(stopped_at=None, spent=None),
        clock.delete,
    ):
        with pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic():
            change()
    transition(case=row, to="reopened", actor=boss(), now=NOW + timedelta(hours=2))
    assert clock.get().stopped_at is None


# --- Erased ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["+4915112345678", "0151 1234 5678", "0151/12345678"])
def test_cases_of_their_phone_go_along_however_it_was_typed(typed: str, settings: Any) -> None:
    settings.COUNTRY = "DE"
    user = make_user("owner")
    who = known(user)
    row, other = case(contact_phone=typed, text="secret"), case(contact_phone="0151 99999999", text="words")
    edit(other, boss(), contact_phone="0151 8888 8888")
    Case.objects.filter(pk=row.pk).update(is_legal_hold=True)
    assert [one.code for one in erasing.preview(who).obstacles if one.code == "legal_hold"]
    Case.objects.filter(pk=row.pk).update(is_legal_hold=False)
    ended(row)
    erase(who, user)
    row.refresh_from_db()
    other.refresh_from_db()
    assert (row.text, row.contact_phone, row.customer, other.text) == ("", "", who, "words")
    assert left_of() == []


def test_what_they_wrote_in_the_case_of_another_goes_along() -> None:
    user = make_user("owner")
    who, other = known(user), make_customer("Anna")
    row = case(customer=other, text="Mine")
    told: dict[str, Any] = {"case": row, "direction": "in", "means": "email", "author": None, "now": NOW}
    foreign = say(text="I saw it, Quintessa", sender=who.email.upper(), message_id="9@x", is_foreign=True, **told)
    files.keep(
        message=foreign, name="Quintessa.txt", stream=io.BytesIO(b"words"), rules=ComplaintSettings.current()
    )  # fmt: skip
    mine = say(text="Thank you", sender="anna@example.com", **told)
    erase(who, user)
    assert left_of() == []
    assert list(row.messages.order_by("pk").values_list("text", "sender")) == [("", ""), ("Thank you", mine.sender)]
    assert Attachment.objects.get().refused == "erased"


def test_only_foreign_words_are_let_go_in_the_case_of_another() -> None:
    row = say(
        case=case(customer=make_customer()), direction="in", means="email", text="words", author=None, now=NOW,
        sender="anna@example.com",
    )  # fmt: skip
    with pytest.raises(IntegrityError), erasing_trails(), transaction.atomic():
        CaseMessage.objects.filter(pk=row.pk).update(text="", html="", sender="")


# --- Kept for the law -----------------------------------------------------------------------------


def test_lifting_what_keeps_a_case_for_the_law_is_a_decision_of_its_own() -> None:
    row, agent, lead = case(), make_user("service agent"), make_user("manager")
    edit(row, agent, is_legal_hold=True)
    assert refused(lambda: edit(row, agent, "Done", is_legal_hold=False)) == "hold_forbidden"
    assert refused(lambda: edit(row, lead, " ", is_legal_hold=False)) == "reason_missing"
    assert not edit(row, lead, "The suit is over", is_legal_hold=False).is_legal_hold
    assert row.trail.filter(verb="case.changed").order_by("pk").last().reason == "The suit is over"
