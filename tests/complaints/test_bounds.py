"""What nobody may do beside the pages: bytes without end, cases of colleagues, services without the permission."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile

from complaints import files
from complaints.amends import after
from complaints.doors import brakes
from complaints.incidents import services as incidents
from complaints.learning import actions, detecting
from complaints.mail import owning
from complaints.models import Alarm, Attachment, Case, CaseAsked, CaseMessage, ComplaintSettings, InboundMail
from complaints.saying import say
from complaints.working import bulk, services
from core import clock
from core.models import User
from surveys.models import Invitation
from tests.complaints.factories import NOW, boss, case
from tests.complaints.test_amends import refused
from tests.complaints.test_amends_after import asker, resolved
from tests.complaints.test_doors_form import PNG, opened, send
from tests.complaints.test_learning_pages import begun, told
from tests.customers.factories import make_user
from tests.loyalty.factories import member

pytestmark = pytest.mark.django_db
MIB = 1 << 20


@pytest.fixture(autouse=True)
def _fresh() -> None:
    cache.clear()


# --- Bytes ------------------------------------------------------------------------------------


def heard(row: Case, **values: Any) -> CaseMessage:
    return say(
        **{"case": row, "direction": "in", "means": "page", "text": "x", "author": None, "now": clock.now()} | values
    )


def keep(message: CaseMessage, size: int) -> str:
    stream = io.BytesIO(PNG + b"\0" * (size - len(PNG)))
    return files.keep(message=message, name="a.png", stream=stream, rules=ComplaintSettings.current()).refused


def test_a_case_has_so_many_bytes_of_its_customer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_OF_A_CASE", 3 * MIB)
    row = case()
    assert [keep(heard(row), 2 * MIB), keep(heard(row), MIB), keep(heard(row), MIB)] == ["", "", "case_full"]
    assert not files.path_of(Attachment.objects.get(refused="case_full").public_id).exists()
    assert keep(heard(case()), MIB) == ""
    # What staff put there is theirs to judge.
    assert keep(heard(row, direction="note", author=boss()), MIB) == ""


def test_a_disk_that_is_nearly_full_takes_words_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LEAST_FREE", 1 << 62)
    assert keep(heard(case()), MIB) == "no_room"


def photo() -> SimpleUploadedFile:
    return SimpleUploadedFile("a.png", PNG + b"\0" * MIB)


def test_an_address_sends_so_many_bytes_an_hour_and_is_heard_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    # One picture is a little more than a megabyte: counted as two.
    monkeypatch.setattr(brakes, "MEGABYTES_BY_ADDRESS", 3)
    ends = [send(opened(monkeypatch), photos=[photo()])["Location"].rpartition("=")[2] for _n in range(2)]
    assert ends == ["new", "files"]
    assert (Case.objects.count(), Attachment.objects.count()) == (2, 1)


# --- Cases of colleagues ----------------------------------------------------------------------


def test_taking_many_takes_none_from_colleagues() -> None:
    one, other = make_user("service agent"), make_user("service agent")
    free, theirs = case(), case()
    services.take(case=theirs, actor=other, now=NOW)
    done = bulk.take([free.pk, theirs.pk], actor=one, now=NOW)
    assert (done.count, [number for number, _why in done.refused]) == (1, [theirs.number])
    assert set(Case.objects.values_list("pk", "assignee")) == {(free.pk, one.pk), (theirs.pk, other.pk)}


# --- Surveys ----------------------------------------------------------------------------------


def test_nobody_is_asked_about_a_case_about_staff_or_one_that_became_so() -> None:
    asker()
    now = clock.now()
    resolved(member(), is_confidential=True)
    row = resolved(member())
    after.ask_due(now=now)
    assert list(CaseAsked.objects.values_list("case", flat=True)) == [row.pk]
    Case.objects.filter(pk=row.pk).update(is_confidential=True)
    after.revoke_ended(now=now)
    assert Invitation.objects.get().state == "revoked"


# --- Permissions --------------------------------------------------------------------------------


def alarm() -> Alarm:
    day = NOW.date()
    return Alarm.objects.create(
        dimension="all", value="", first_day=day - timedelta(days=28), last_day=day, n=9, expected=1.0, p=1e-6,
        bar=1e-5, raised_at=NOW,
    )  # fmt: skip


ACTS: dict[str, Callable[[User], Any]] = {
    "begin": lambda user: actions.begin(data=told(), actor=user, now=NOW),
    "change": lambda user: actions.change(action=begun(), data={"title": "x"}, actor=user, now=NOW),
    "go": lambda user: actions.go(action=begun(), to="doing", actor=user, now=NOW),
    "alarm": lambda user: detecting.close(alarm=alarm(), reason="x", actor=user, now=NOW),
    "sender": lambda user: owning.accept_sender(
        message=heard(case(), sender="a@example.com", is_foreign=True), actor=user, now=NOW
    ),
    "mail": lambda user: owning.make_case(mail=InboundMail(), actor=user, now=NOW),
    "aside": lambda user: owning.set_aside(
        mail=InboundMail.objects.create(state="failed", received_at=NOW, has_raw=False), actor=user, now=NOW
    ),
}


@pytest.mark.parametrize("name", ACTS)
def test_services_ask_for_the_permission_themselves(name: str) -> None:
    assert refused(lambda: ACTS[name](make_user("cashier"))) == "forbidden"
    if name != "mail":
        ACTS[name](make_user("manager"))


def test_whether_an_action_helped_is_not_said_too_soon() -> None:
    now = clock.now()
    row = actions.go(action=begun(), to="done", actor=boss(), now=now, done_on=now.date() - timedelta(days=27))
    for verdict in ("works", "failed"):
        assert refused(
            lambda to=verdict: actions.go(action=row, to=to, actor=boss(), now=now, verdict="So it seems")
        ) == ("too_early")
    assert actions.go(action=row, to="doing", actor=boss(), now=now).state == "doing"


def test_no_case_leaves_an_incident_that_is_closed() -> None:
    row, day = case(), NOW.date()
    data = {"title": "Cups", "first_day": day, "last_day": day}
    incident = incidents.open_incident(data=data, actor=boss(), now=NOW)
    incidents.attach(incident=incident, case=row, actor=boss(), now=NOW)
    incidents.close(incident=incident, words="Learnt", actor=boss(), now=NOW)
    assert refused(lambda: incidents.detach(case=row, actor=boss(), now=NOW)) == "incident_closed"
