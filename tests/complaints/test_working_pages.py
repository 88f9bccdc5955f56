"""Pages for staff: the queue, one case, entering and correcting, panels, absences."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from complaints.models import Attachment, Case, CaseMessage, Macro, MacroText, Mention, TeamMember
from complaints.moving import transition
from complaints.saying import say
from complaints.working import finding
from core.models import User
from tests.complaints.factories import NOW, boss, case, category, cause, policy, team
from tests.customers.factories import make_customer, make_user
from tests.loyalty.factories import member

pytestmark = pytest.mark.django_db
QUEUE = "complaints:queue"
# As whoever sits at the page types it.
LOCAL = timezone.localtime(NOW + timedelta(hours=1))


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.clock.now", lambda: NOW + timedelta(hours=2))
    cache.clear()


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def as_(role: str, **fields: Any) -> Client:
    return client_of(make_user(role, **fields))


def page_of(row: Case) -> str:
    return reverse("complaints:case", args=[row.public_id])


def post(client: Client, row: Case, act: str, **data: Any) -> Any:
    return client.post(page_of(row), {"act": act, **data})


def listed(client: Client, **asked: str) -> list[str]:
    page = client.get(reverse(QUEUE), asked)
    assert page.status_code == 200
    return [row.number for row in page.context["page"]]


# --- The queue ----------------------------------------------------------------------------


def test_the_queue_has_its_parts_the_most_urgent_first() -> None:
    policy()
    who, group = make_user("service agent"), team()
    TeamMember.objects.create(team=group, user=who)
    mine = case(team=group)
    assert mine.assignee == who
    other, safety, grave = case(), case(is_safety=True), case(severity=4, urgency=3)
    waits = transition(case=case(), to="waiting_others", actor=boss(), now=NOW)
    ended = transition(case=case(), to="resolved", actor=boss(), now=NOW, facts={"outcome": "justified"})
    client = client_of(who)
    assert listed(client) == listed(client, show="team") == [mine.number]
    order = [safety, grave, other, waits]
    assert listed(client, show="unassigned") == [row.number for row in order]
    assert listed(client, show="waiting") == [waits.number]
    # Of the others the working day has hardly begun: they have no team in Shanghai.
    assert listed(client, show="overdue") == [mine.number]
    assert set(listed(client, show="all")) == {row.number for row in [*order, mine, ended]}
    assert listed(client, show="all", state="resolved") == [ended.number]
    assert listed(client, show="all", flag="safety") == listed(client, show="all", priority="jumps") == [safety.number]
    assert listed(client, show="all", team=str(group.pk)) == [mine.number]
    assert len(listed(client, show="nonsense", team="x", state="x", door="x", priority="x", flag="x")) == 1


def test_the_queue_marks_whose_words_wait_for_an_answer() -> None:
    told, waits = {"means": "email", "text": "words", "now": NOW + timedelta(hours=1)}, case()
    waits = transition(case=waits, to="waiting_others", actor=boss(), now=NOW)
    say(case=waits, direction="in", author=None, **told)
    other = case()
    say(case=other, direction="in", author=None, is_foreign=True, sender="other@example.com", **told)
    answered = case()
    say(case=answered, direction="in", author=None, **told)
    say(case=answered, direction="out", author=boss(), **told)
    say(case=answered, direction="note", author=boss(), **told)
    page = as_("owner").get(reverse(QUEUE), {"show": "unassigned"})
    marks = {row.pk: row.wrote for row in page.context["page"]}
    assert marks == {waits.pk: "Has written", other.pk: "Somebody else wrote", answered.pk: ""}
    assert "Somebody else wrote" in page.content.decode()


def test_of_a_long_case_everything_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("complaints.working.reading.SHOWN", 2)
    monkeypatch.setattr("complaints.working.trails.SHOWN", 2)
    row, client = case(text="It began so"), as_("service agent")
    for n in range(5):
        say(case=row, direction="in", means="phone", text=f"word {n}", author=boss(), now=NOW + timedelta(minutes=n))
    found, url = [], page_of(row)
    while url:
        page = client.get(url)
        found = [one.text for one in page.context["said"]] + found
        assert page.context["last"] == row.messages.latest("pk").pk
        before = page.context["earlier_said"]
        assert ("It began so" in page.content.decode()) is (before is None)
        url = f"{page_of(row)}?before={before}" if before else ""
    assert found == [f"word {n}" for n in range(5)]
    seen, back = 0, client.get(page_of(row)).context
    while True:
        seen += len(back["trail"])
        if not back["earlier_trail"]:
            break
        back = client.get(page_of(row), {"trail": back["earlier_trail"]}).context
    assert seen == row.trail.count()
    assert client.get(page_of(row), {"before": "x", "trail": "9" * 30}).status_code == 200


def test_a_call_is_noted_on_the_page_with_its_time() -> None:
    row, client = case(), as_("service agent")
    told = {"how": "phone", "text": "We called", "last": 0}
    wrong = post(client, row, "say", at="2026-09-27T01:00", **told)
    assert (wrong.status_code, "We called" in wrong.content.decode(), row.messages.count()) == (422, True, 0)
    assert post(client, row, "say", at=f"{LOCAL:%Y-%m-%dT%H:%M}", **told).status_code == 302
    assert row.messages.get().at == NOW + timedelta(hours=1)


def test_staff_say_that_another_address_is_the_customers() -> None:
    row = transition(case=case(), to="waiting_customer", actor=boss(), now=NOW)
    told = {"means": "email", "text": "words", "now": NOW, "is_foreign": True, "sender": "ann@work.example"}
    message = say(case=row, direction="in", author=None, **told)
    assert listed(as_("service agent"), show="foreign") == [row.number]
    button, address = "ann@work.example speaks for the customer", reverse("complaints:sender_accept", args=[message.pk])
    assert button not in as_("cashier").get(page_of(row)).content.decode()
    assert as_("cashier").post(address).status_code == 403
    row.refresh_from_db()
    assert row.state == "waiting_customer"
    client = as_("service agent")
    assert button in client.get(page_of(row)).content.decode()
    assert client.post(address).status_code == 302
    row.refresh_from_db()
    assert (row.state, listed(client, show="foreign")) == ("open", [])


def test_the_queue_goes_on_where_a_page_ended() -> None:
    rows = [case(severity=1 + n % 4, now=NOW + timedelta(minutes=n)) for n in range(55)]
    client = as_("owner")
    page = client.get(reverse(QUEUE), {"show": "unassigned"})
    first = [row.number for row in page.context["page"]]
    rest = client.get(reverse(QUEUE) + page.context["page"].next_url)
    second = [row.number for row in rest.context["page"]]
    expected = sorted(rows, key=lambda row: (-row.priority, row.pk))
    assert [*first, *second] == [row.number for row in expected]


def test_the_queue_asks_as_often_for_many_as_for_few() -> None:
    client = as_("owner")
    case(customer=member(), category=category(), team=team())
    listed(client, show="all")
    with CaptureQueriesContext(connection) as few:
        listed(client, show="all")
    for _n in range(3):
        case(customer=member(), category=category(), team=team())
    with CaptureQueriesContext(connection) as many:
        assert len(listed(client, show="all")) == 4
    assert len(many) == len(few) <= 19


def test_categories_hold_what_is_below_them() -> None:
    goods = category()
    below, _other = case(category=category(parent=goods)), case(category=category())
    assert listed(as_("owner"), show="all", category=str(goods.pk)) == [below.number]


def test_by_or_about_staff_only_management_sees() -> None:
    hidden = case(is_confidential=True, subject="Rude clerk")
    agent, manager = as_("service agent"), as_("manager")
    assert listed(agent, show="all") == listed(agent, q="rude") == listed(agent, q=hidden.number) == []
    assert listed(manager, show="all", flag="confidential") == [hidden.number]
    for name in ("case", "case_edit", "present"):
        assert agent.get(reverse(f"complaints:{name}", args=[hidden.public_id])).status_code == 404
    assert post(agent, hidden, "take").status_code == 404
    message = CaseMessage.objects.create(case=hidden, direction="in", means="page", at=NOW, text="x")
    kept = Attachment.objects.create(message=message, name="a.txt", kind="text/plain", size=1)
    assert agent.get(reverse("complaints:file", args=[kept.public_id])).status_code == 404
    who = make_user("service agent")
    assert finding.find_cases(who, hidden.number) == []
    assert finding.find_cases(boss(), hidden.number)[0].title == hidden.number


# --- Search -------------------------------------------------------------------------------


def test_cases_are_found_by_number_customer_and_words() -> None:
    client = as_("owner")
    who = make_customer("Ada Lovelace")
    row = case(customer=who, subject="Kettle leaks", text="Überall Wasser 水壶漏水了", contact_email="Ada@example.com")
    case(subject="Something else", now=NOW + timedelta(minutes=1))
    number = row.number
    texts = (number, f"#{number}", str(int(number.partition("-")[2])), "lovelace", "KETTLE", "uberall wasser", "漏水",
             "水", "ada@example", "kettle 水壶")  # fmt: skip
    for text in texts:
        assert number in listed(client, q=text), text
    assert listed(client, q="漏壶") == listed(client, q="kettle missing") == listed(client, q="100%") == []
    assert listed(client, q="kettle", state="closed") == []
    assert listed(client, q="\0 ") != []


# --- Many at once -------------------------------------------------------------------------


def test_many_at_once_from_the_queue() -> None:
    one, other = case(), transition(case=case(), to="spam", actor=boss(), now=NOW)
    client = as_("manager")
    done = client.post(reverse("complaints:bulk"), {"cases": [one.pk, other.pk], "act": "waiting_others"})
    assert done.status_code == 200
    assert [row.number for row, _reason in done.context["refused"]] == [other.number]
    one.refresh_from_db()
    assert one.state == "waiting_others"
    goods = category()
    for data in (
        {"cases": [one.pk], "act": "category", "category": goods.pk}, {"cases": [one.pk], "act": "take"},
        {"cases": [], "act": "take"}, {"cases": [one.pk], "act": "category"}, {"cases": ["x"], "act": "closed"},
    ):  # fmt: skip
        assert client.post(reverse("complaints:bulk"), data).status_code == 302
    one.refresh_from_db()
    assert (one.category, one.assignee is not None) == (goods, True)
    assert as_("cashier").post(reverse("complaints:bulk"), {"cases": [one.pk], "act": "take"}).status_code == 403


# --- One case -----------------------------------------------------------------------------


def test_a_case_says_all_there_is() -> None:
    policy(name="Fast")
    who = member(display_name="Ada Lovelace", email="ada@example.com")
    case(customer=who, subject="Earlier one")
    row = case(customer=who, text="It leaks", team=team(), category=category(name="Goods"))
    text = as_("owner").get(page_of(row)).content.decode()
    for words in ("It leaks", "Ada Lovelace", "Earlier one", "Goods", "Fast", "ada@example.com", "Received: Phone"):
        assert words in text, words
    assert as_("analyst").get(page_of(row)).status_code == 200
    assert as_("marketer").get(page_of(row)).status_code == 403


def test_an_answer_is_kept_with_its_files() -> None:
    row, client = case(), as_("service agent")
    file = SimpleUploadedFile("note.txt", b"hello")
    sent = post(client, row, "say", how="phone", text="We called", waits="on", last="0", attached=[file])
    assert sent.status_code == 302
    row.refresh_from_db()
    assert row.state == "waiting_customer"
    kept = Attachment.objects.get(message__case=row)
    answer = client.get(reverse("complaints:file", args=[kept.public_id]))
    assert answer.getvalue() == b"hello"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "note.txt" in client.get(page_of(row)).content.decode()


def test_nothing_typed_is_lost() -> None:
    row, client = case(), as_("service agent")
    CaseMessage.objects.create(case=row, direction="in", means="page", at=NOW, text="And another thing")
    refused = post(client, row, "say", how="phone", text="A long answer", last="0")
    assert refused.status_code == 422
    text = refused.content.decode()
    assert "A long answer" in text
    assert "And another thing" in text
    assert not CaseMessage.objects.filter(direction="out").exists()
    again = post(client, row, "say", how="phone", text="A long answer", last=refused.context["last"])
    assert again.status_code == 302


def test_notes_call_colleagues_who_see_it_on_today() -> None:
    row, anna = case(), make_user("service agent", name="Anna")
    post(as_("service agent"), row, "say", how="note", text="@Anna have a look")
    client = client_of(anna)
    card = client.get(reverse("complaints:today")).content.decode()
    assert "have a look" in card
    client.get(page_of(row))
    assert Mention.objects.get().seen_at is not None
    assert "have a look" not in client.get(reverse("complaints:today")).content.decode()


def test_a_ready_answer_is_put_below_what_was_typed() -> None:
    made = Macro.objects.create(name="Sorry")
    MacroText.objects.create(macro=made, language="en", text="Dear {{ customer.name }}")
    row, client = case(contact_name="Ada", language="en"), as_("service agent")
    page = post(client, row, "fill", macro=str(made.public_id), text="Hello", how="phone")
    assert page.status_code == 200
    assert "Hello\n\nDear Ada" in page.content.decode()
    assert not row.messages.exists()
    nobody = post(client, case(language="en"), "fill", macro=str(made.public_id), text="Hello", how="phone")
    assert nobody.status_code == 422
    assert "Hello" in nobody.content.decode()
    assert post(client, row, "fill", macro="x", text="Hello").status_code == 422


def test_states_change_with_what_must_be_known() -> None:
    row, client = case(), as_("service agent")
    assert post(client, row, "move", to="open").status_code == 302
    assert post(client, row, "move", to="merged").status_code == 403
    assert post(client, row, "nonsense").status_code == 403
    assert post(client, row, "end", **{"end-to": "resolved"}).status_code == 422
    missing = post(client, row, "end", **{"end-to": "resolved", "end-outcome": "unjustified"})
    assert "Explain why" in missing.content.decode()
    done = post(client, row, "end", **{"end-to": "resolved", "end-outcome": "justified"})
    assert done.status_code == 302
    facts = {"end-to": "closed", "end-outcome": "justified", "end-cause": cause().pk, "end-told_how": "by phone"}
    assert post(client, row, "end", **facts).status_code == 302
    row.refresh_from_db()
    assert row.state == "closed"
    assert post(client, row, "move", to="reopened").status_code == 302


def test_a_case_is_taken_and_given() -> None:
    row, who, other = case(), make_user("service agent"), make_user("service agent")
    client = client_of(who)
    post(client, row, "take")
    row.refresh_from_db()
    assert row.assignee == who
    post(client_of(other), row, "take")
    row.refresh_from_db()
    assert row.assignee == who
    assert post(client, row, "give", **{"give-assignee": other.pk, "give-reason": "holidays"}).status_code == 302
    row.refresh_from_db()
    assert row.assignee == other
    assert post(client, row, "give", **{"give-assignee": make_user().pk}).status_code == 422


def test_likely_duplicates_are_merged_from_the_page() -> None:
    who = member()
    one, other = case(customer=who, subject="First"), case(customer=who, text="Said twice")
    client = as_("service agent")
    assert one.number in client.get(page_of(other)).content.decode()
    done = post(client, other, "merge", **{"merge-number": one.number})
    assert done.url == page_of(one)
    assert "Said twice" in client.get(page_of(one)).content.decode()
    assert one.number in client.get(page_of(other)).content.decode()
    assert post(client, one, "merge", **{"merge-number": "2026-999999"}).status_code == 422


def test_who_else_has_it_open_is_said() -> None:
    row = case()
    as_("service agent", name="Anna").get(page_of(row))
    client = as_("service agent")
    assert "Anna has this case open" in client.get(page_of(row)).content.decode()
    part = client.get(reverse("complaints:present", args=[row.public_id]), headers={"HX-Request": "true"})
    assert "Anna" in part.content.decode()
    assert client.get(reverse("complaints:present", args=[row.public_id])).status_code == 302


def test_reading_changes_nothing() -> None:
    row, client = case(), as_("service agent")
    before = Case.objects.filter(pk=row.pk).values().get()
    client.get(page_of(row))
    client.head(page_of(row))
    assert Case.objects.filter(pk=row.pk).values().get() == before
