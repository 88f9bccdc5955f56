"""One complaint from the telephone of a customer to the report of the management, over real SMTP and IMAP servers.

The customer writes from a telephone, answers by e-mail and on the page of the case; an agent answers, waits, offers
more than may be given alone; a manager agrees; the case ends, the customer is asked, is still unhappy, and it goes on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect

from complaints.amends import after
from complaints.learning import counting, ready
from complaints.mail import fetching, processing
from complaints.models import AmendLimit, Case, ComplaintSettings, Mailbox, Team, TeamMember, WorkCalendar
from complaints.sla import sweeping
from complaints.telling import working as case_mail
from core import clock
from core.models import User
from core.webhooks.secrets import seal
from customers.models import Customer, Membership
from loyalty.models import Entry
from messaging.outbox import working as outbox
from surveys.asking import due
from surveys.loop import handling
from tests.browser import kit
from tests.complaints.factories import policy
from tests.complaints.imapd import Imaphost, imaphost
from tests.complaints.letters import letter
from tests.complaints.test_doors_form import PNG
from tests.customers.factories import make_user
from tests.messaging.factories import reader
from tests.messaging.smtpd import Got, Mailhost, mailhost
from tests.messaging.test_mail_tls import make_authority
from tests.surveys.factories import NPS_FORM, survey

pytestmark = [pytest.mark.slow, pytest.mark.browser]
WEEK = [[["00:00", "24:00"]]] * 7
ROSA = "rosa@example.org"
PHOTO = {"name": "crack.png", "mimeType": "image/png", "buffer": PNG}
Enter = Callable[..., Page]


@pytest.fixture
def post(
    transactional_db: None, live_server: Any, settings: Any, tmp_path: Path
) -> Iterator[tuple[Mailhost, Imaphost]]:
    """Where mail goes, and where answers come from."""
    authority = make_authority(tmp_path, "127.0.0.1")
    settings.SITE_URL, settings.MAIL_CA_FILE = live_server.url, authority.file
    with mailhost() as out, imaphost(tls=authority.server) as back:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", out.port
        Mailbox.objects.create(
            name="Service", address="service@shop.example", host="127.0.0.1", port=back.port, login="shop",
            sealed=seal("secret"), first_days=1,
        )  # fmt: skip
        yield out, back


@pytest.fixture
def enter(browser: Browser, live_server: Any) -> Iterator[Enter]:
    """A page of somebody's own browser: of staff who are logged in, or of a customer with a telephone."""
    contexts: list[BrowserContext] = []

    def come(user: User | None = None) -> Page:
        cookies = {"django_language": "en"}
        if user:
            client = Client()
            client.force_login(user)
            cookies["sessionid"] = client.cookies["sessionid"].value
        size = kit.WIDE if user else kit.PHONE
        contexts.append(kit.open_context(browser, live_server.url, size=size, cookies=cookies))
        contexts[-1].set_default_timeout(15_000)
        return contexts[-1].new_page()

    yield come
    for context in contexts:
        context.close()


@pytest.fixture
def shop(transactional_db: None) -> tuple[User, User, Customer]:
    """An agent who may give 10.00, a manager, and a member who agreed to surveys."""
    now = clock.now()
    ready.plant(now)
    agent, manager = make_user("service agent", name="Anna Lind"), make_user("manager", name="Mei Sato")
    hours = WorkCalendar.objects.create(name="Always", week=WEEK)
    team = Team.objects.create(name="Customer care", calendar=hours, lead=manager, manager=manager)
    TeamMember.objects.create(team=team, user=agent)
    policy(name="Usual promise")
    ComplaintSettings.objects.update_or_create(pk=1, defaults={"default_team": team})
    role = Group.objects.get(name="service agent")
    AmendLimit.objects.create(role=role, per_case=1000, per_customer=1000)
    survey(NPS_FORM, trigger="case", relation="moment", delay_days=0, opened_at=now - timedelta(days=1))
    who = reader("Rosa Marten", purpose="survey", email=ROSA)
    Membership.objects.create(customer=who, state="active", terms_version="1", enrolled_at=now, state_since=now)
    return agent, manager, who


def test_from_the_telephone_to_the_report(
    post: tuple[Mailhost, Imaphost], enter: Enter, shop: tuple[User, User, Customer]
) -> None:
    agent, manager, who = shop
    phone, staff, lead = enter(), enter(agent), enter(manager)
    seen = [*map(kit.watch, (phone, staff, lead))]
    _complain(phone)
    case = Case.objects.get()
    received = _sent(post[0])
    _answer_by_mail(post[1], received)
    _add_on_the_page(phone, received)
    _work(staff, case, who)
    _look(lead, case)
    _time_runs_out(lead, case)
    _make_amends(staff, lead, case, who)
    _close(staff, case)
    _answer_the_question(phone, post[0])
    _read_the_report(staff, lead, case)
    # To close without a root cause was refused, and the browser tells it.
    assert [one for told in seen for one in told if "status of 422" not in one] == []


def _complain(phone: Page) -> None:
    phone.goto("/c/")
    phone.get_by_role("link", name="Write to us").click()
    phone.get_by_label("What happened?").fill("The teapot arrived cracked.\nI burnt my hand.")
    phone.get_by_label("What is it about?").select_option(label="Delivery › Damaged on the way")
    phone.get_by_label("Your name").fill("Rosa Marten")
    phone.get_by_label("E-mail").fill(ROSA)
    phone.get_by_label("Phone").fill("+1 202 555 0142")
    phone.get_by_label("Photos or other files").set_input_files(PHOTO)
    phone.wait_for_timeout(2000)  # who is quicker is a robot
    phone.get_by_role("button", name="Send").click()
    expect(phone.get_by_role("status")).to_contain_text("We have it")
    expect(phone.get_by_text("crack.png")).to_be_visible()
    assert kit.overflow(phone) == 0


def _sent(host: Mailhost) -> Got:
    """What left last, by either outbox."""
    case_mail.send_due()
    outbox.send_due("email")
    return host.got[-1]


def _answer_by_mail(host: Imaphost, received: Got) -> None:
    """To the address that the acknowledgement names: it is found in its case."""
    assert received.to == ROSA
    back = str(received.message["Reply-To"])
    host.add(letter("It was a gift.", sender=f"Rosa Marten <{ROSA}>", to=back, subject="Re"), clock.now())
    assert fetching.fetch_all() == 1
    processing.process_due()
    assert Case.objects.get().messages.filter(means="email", text__contains="a gift").exists()


def _add_on_the_page(phone: Page, received: Got) -> None:
    phone.goto(_link(received, "/c/case/"))
    expect(phone.get_by_text("It was a gift.")).to_be_visible()
    phone.get_by_label("Your words").fill("I bought it last Friday.")
    phone.get_by_label("Photos or other files").set_input_files(PHOTO)
    phone.get_by_role("button", name="Send").click()
    expect(phone.get_by_role("status")).to_contain_text("We have your words")


def _link(got: Got, path: str) -> str:
    body = got.message.get_body(("plain",))
    assert body is not None
    found = re.search(rf"\S+{path}\S+", body.get_content())
    assert found, body.get_content()
    return found[0]


def _work(staff: Page, case: Case, who: Customer) -> None:
    """From the agent's own queue: whose it is, a note that calls the manager, an answer; then it waits for others."""
    staff.goto("/complaints/")
    staff.get_by_role("link", name="The teapot arrived cracked.").click()
    staff.get_by_role("link", name="Edit", exact=True).click()
    staff.locator("#id_customer").fill(ROSA)
    staff.get_by_role("button", name="Save").click()
    expect(staff.get_by_role("link", name=who.display_name)).to_be_visible()
    _say(staff, "note", "@Mei Sato please look: a burnt hand.")
    _say(staff, "email", "We are very sorry, and ask the carrier.")
    staff.get_by_role("button", name="Wait for others").click()
    expect(staff.locator(".timers")).to_contain_text("paused")
    staff.get_by_role("button", name="Work on it").click()
    expect(staff.locator(".timers")).not_to_contain_text("paused")


def _say(staff: Page, how: str, words: str) -> None:
    staff.locator("#id_how").select_option(how)
    staff.locator("#id_text").fill(words)
    staff.get_by_role("button", name="Send or note").click()
    expect(staff.locator(".talk")).to_contain_text(words)


def _look(lead: Page, case: Case) -> None:
    """The manager was called, and sees it on Today."""
    lead.goto("/")
    kit.settle(lead)
    lead.get_by_role("link", name="The teapot arrived cracked.").first.click()
    expect(lead.locator("h1")).to_have_text("The teapot arrived cracked.")


def _time_runs_out(lead: Page, case: Case) -> None:
    """Eight hours were promised until it is solved; after nine whoever leads has heard."""
    assert sweeping.sweep(now=_late(case)) > 0
    lead.reload()
    expect(lead.get_by_text(re.compile("100 ?%")).first).to_be_visible()


def _late(case: Case) -> datetime:
    return case.received_at + timedelta(hours=9)


def _make_amends(staff: Page, lead: Page, case: Case, who: Customer) -> None:
    """Above the limit it waits; the manager agrees; it is given once, and stands on the customer's record."""
    kit.settle(staff)
    staff.get_by_role("link", name="Offer amends").click()
    staff.get_by_label("Points").check()
    staff.get_by_label("How many").fill("9000")
    staff.get_by_label("Why").fill("A burnt hand")
    staff.get_by_role("button", name="Offer").click()
    expect(staff.get_by_text("a second person has to approve it")).to_be_visible()
    lead.goto("/complaints/approvals/")
    lead.get_by_role("button", name="Approve").click()
    expect(lead.get_by_text("it can be granted now")).to_be_visible()
    staff.reload()
    kit.settle(staff)
    staff.get_by_role("button", name="Grant").click()
    expect(staff.get_by_text("Granted.")).to_be_visible()
    assert [row.units for row in Entry.objects.filter(account__customer=who)] == [9000]
    staff.goto(f"/customers/{who.public_id}/")
    kit.settle(staff)
    expect(staff.get_by_text(f"Amends, case {case.number}").first).to_be_visible()


def _close(staff: Page, case: Case) -> None:
    staff.goto(f"/complaints/cases/{case.public_id}/")
    staff.locator("#id_end-outcome").select_option("justified")
    staff.get_by_role("button", name="Resolve").click()
    expect(staff.get_by_role("link", name="Close")).to_be_visible()
    staff.get_by_role("button", name="Close").click()
    expect(staff.get_by_role("alert")).to_contain_text("Root cause")
    staff.locator("#id_end-cause").select_option(label="Storage and shipping › Packed too weakly")
    staff.locator("#id_end-told_how").fill("By e-mail")
    staff.get_by_role("button", name="Close").click()
    expect(staff.locator(".badges")).to_contain_text("Closed")


def _answer_the_question(phone: Page, host: Mailhost) -> None:
    """Asked once by e-mail; still unhappy."""
    now = clock.now()
    case_mail.send_due()
    before = len(host.got)
    after.ask_due(now=now)
    due.ask_due(now=now)
    asked = _sent(host)
    assert (len(host.got) - before, asked.to) == (1, ROSA)
    phone.goto(_link(asked, "/s/"))
    phone.get_by_label("1", exact=True).check()
    phone.get_by_role("button", name="Next").click()
    phone.get_by_label("What is the reason for your score?").fill("Still no new pot.")
    phone.get_by_role("button", name="Send").click()
    expect(phone.get_by_role("button", name="Send")).to_have_count(0)
    handling.handle_due(now=clock.now())
    after.take_missed(now=clock.now())


def _read_the_report(staff: Page, lead: Page, case: Case) -> None:
    """The score is on the case, which goes on; its cause is in the report, in an incident and gets an action."""
    staff.reload()
    kit.settle(staff)
    expect(staff.locator(".badges")).to_contain_text("Reopened")
    expect(staff.locator(".talk")).to_contain_text("Still no new pot.")
    while counting.fold(now=clock.now()):
        pass
    lead.goto("/complaints/report/")
    expect(lead.locator(".stat").first).to_contain_text("1")
    expect(lead.get_by_text("Storage and shipping › Packed too weakly").first).to_be_attached()
    lead.goto("/complaints/actions/new/")
    lead.get_by_label("What is done").fill("A carton of 3 mm")
    lead.get_by_label("Root cause that it removes").select_option(label="Storage and shipping › Packed too weakly")
    lead.get_by_label("Need of the customer").fill("Whole goods")
    lead.get_by_label("What of the product or service it changes").fill("Thickness of the carton")
    lead.get_by_label("Due on").fill("2030-01-31")
    lead.get_by_role("button", name="Begin").click()
    expect(lead.locator("h1")).to_have_text("A carton of 3 mm")
