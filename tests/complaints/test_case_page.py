"""The page of a case as staff read it: strangers, names in their language, times as they are worked."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation

from complaints.doors import links
from complaints.learning import trees
from complaints.models import Case, CaseMail, Category, Cause, Mailbox
from complaints.moving import transition
from complaints.saying import say
from complaints.telling.composing import compose
from complaints.working import editing, wordings
from core import clock
from tests.complaints.factories import NOW, boss, case, policy, team
from tests.complaints.test_doors_form import PNG, at, opened, send
from tests.customers.factories import make_user
from tests.sales.factories import customer

pytestmark = pytest.mark.django_db


def page_url(row: Case) -> str:
    return reverse("complaints:case", args=[row.public_id])


def page_of(client: Client, row: Case) -> str:
    answer = client.get(page_url(row))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(boss())
    return client


def test_a_stranger_who_left_a_telephone_number(staff: Client) -> None:
    assert 'href="tel:+1 202 555 0142"' in page_of(staff, case(contact_phone="+1 202 555 0142"))


def test_categories_and_causes_in_the_language_of_the_reader(staff: Client) -> None:
    top = trees.grow(Category, name="Delivery", translations={"zh-hans": "配送"})
    late = trees.grow(Category, name="Late", parent=top, translations={"zh-hans": "延迟送达"})
    trees.grow(Cause, name="Oversight", translations={"zh-hans": "疏忽"})
    staff.cookies["django_language"] = "zh-hans"
    shown = page_of(staff, case(category=late))
    assert "<dd>延迟送达</dd>" in shown
    assert ">疏忽</option>" in shown
    assert ">配送 › 延迟送达</option>" in staff.get(reverse("complaints:enter")).content.decode()
    assert ">配送 › 延迟送达</option>" in staff.get(reverse("complaints:queue")).content.decode()


def test_what_is_promised_is_working_time(staff: Client) -> None:
    policy(resolve=56 * 60)
    assert "56 working hours" in page_of(staff, case())
    assert [wordings.worked(seconds) for seconds in (2400, 3600)] == ["40 minutes", "1 working hour"]


def test_why_a_promise_holds_in_words() -> None:
    with translation.override("en"):
        assert wordings.policy_words("category=Late, door=phone") == "category: Late, way in: Phone"


def test_files_that_came_with_the_complaint_stand_with_its_words(
    staff: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = SimpleUploadedFile("crack.png", PNG, "image/png")
    send(opened(monkeypatch), photos=[photo])
    row = Case.objects.get()
    assert row.messages.count() == 2  # the acknowledgement, and what holds the file
    shown = page_of(staff, row)
    assert "crack.png" in shown
    assert "No words." not in shown
    told = Client().get(links.tracking_path(row)).content.decode()
    assert told.index("crack.png") < told.index("We have received your complaint")
    assert told.count("You ·") == 1


def test_a_slip_for_the_customer_says_number_code_link_and_by_when(staff: Client) -> None:
    policy(acknowledge=None, respond=100_000, resolve=200_000)
    row = case(clock.now(), team=team(), language="zh-hans", door="counter")
    address = reverse("complaints:slip", args=[row.public_id])
    assert address in staff.get(page_url(row)).content.decode()
    shown = staff.get(address).content.decode()
    for told in (row.number, links.code_of(row), links.tracking_url(row), "<svg", 'lang="zh-hans"'):
        assert told in shown
    assert shown.count("</dd>") == 5
    transition(case=row, to="spam", actor=boss(), now=clock.now())
    assert staff.get(address).status_code == 404
    staff.force_login(make_user("analyst"))
    assert staff.get(address).status_code == 403


def test_what_was_said_at_the_counter_is_kept_as_that(staff: Client) -> None:
    row = case()
    assert staff.post(page_url(row), {"act": "say", "how": "heard-counter", "text": "It leaks"}).status_code == 302
    assert row.messages.get().means == "counter"


def test_a_case_that_ended_long_ago_asks_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    row = case()
    transition(case=row, to="resolved", actor=boss(), now=NOW, facts={"outcome": "justified"})
    at(monkeypatch, NOW)
    assert "tell us below" in Client().get(links.tracking_path(row)).content.decode()
    at(monkeypatch, NOW + timedelta(days=60))
    told = Client().get(links.tracking_path(row)).content.decode()
    assert "tell us below" not in told
    assert "takes no more words" in told


@pytest.mark.parametrize("is_read", [True, False])
def test_only_where_answers_are_read_is_an_answer_asked_for(is_read: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, NOW)
    if is_read:
        Mailbox.objects.create(name="Service", address="service@shop.example", way="hook")
    row = case(door="form", contact_email="rosa@example.org")
    content = compose(CaseMail.objects.get(message__case=row)).content
    assert (b"answer this e-mail" in content) is is_read


def test_lines_from_before_a_case_was_about_staff_are_hidden_from_others() -> None:
    who, clerk = customer(), make_user("service agent")
    row = case(customer=who)
    address = reverse("customers:timeline", args=[who.public_id])
    agent, manager = Client(), Client()
    agent.force_login(clerk)
    manager.force_login(make_user("manager"))
    assert row.number in agent.get(address).content.decode()
    editing.update(case=row, changes={"is_confidential": True}, expected=row.version, actor=boss(), now=NOW)
    assert row.number not in agent.get(address).content.decode()
    assert row.number in manager.get(address).content.decode()


def test_a_hold_by_a_complaint_is_said_once(staff: Client) -> None:
    who = customer()
    case(customer=who)
    shown = staff.get(reverse("customers:detail", args=[who.public_id])).content.decode()
    assert shown.count("Open complaint") == 1


def test_a_foreign_sender_is_accepted_by_whoever_works_on_it(staff: Client) -> None:
    row = case(contact_email="rosa@example.org")
    said = say(
        case=row, direction="in", means="email", text="It is for my mother.", author=None, now=NOW,
        sender="son@example.org", is_foreign=True,
    )  # fmt: skip
    assert "son@example.org speaks for the customer" in page_of(staff, row)
    reader = Client()
    reader.force_login(make_user("cashier"))
    address = reverse("complaints:sender_accept", args=[said.pk])
    assert reader.post(address).status_code == 403
    assert staff.post(address).status_code == 302
    said.refresh_from_db()
    assert not said.is_foreign


def test_a_stranger_may_be_somebody_whom_we_know(staff: Client) -> None:
    """Of two people with the same name the one who was meant."""
    meant, twin = (customer(display_name="Rosa Marten", email=f"rosa{n}@example.org") for n in range(2))
    row = case(contact_name="Rosa", contact_email="Rosa0@example.org", contact_phone="no number")
    shown = page_of(staff, row)
    address = f"{reverse('complaints:case_edit', args=[row.public_id])}?customer={meant.public_id}"
    assert address in shown
    assert str(twin.public_id) not in shown
    form = staff.get(address).context["form"]
    assert form["customer"].value() == "Rosa Marten"
    told = {name: form[name].value() for name in form.fields}
    told = {name: value for name, value in told.items() if value not in (None, False)}
    assert staff.post(address, told | {"customer": "Rosa Marten"}).status_code == 302
    row.refresh_from_db()
    assert row.customer == meant
    assert "It is them" not in page_of(staff, row)


def test_files_that_were_chosen_are_asked_for_again_after_an_error(staff: Client) -> None:
    row, photo = case(), SimpleUploadedFile("crack.png", PNG, "image/png")
    refused = staff.post(page_url(row), {"act": "say", "how": "phone", "text": "", "attached": [photo]})
    assert refused.status_code == 422
    assert "choose your files once more" in refused.content.decode()
    assert "choose your files once more" not in page_of(staff, row)
