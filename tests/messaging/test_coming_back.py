"""START and UNSTOP take back a STOP, and nothing else; in whatever order it is told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from customers import services
from customers.models import Consent
from messaging.links import tidying
from messaging.models import DeliveryEvent, Hit, Suppression
from messaging.outbox import working
from messaging.templating import Text
from messaging.tracking import applying
from messaging.tracking.answers import word_back
from tests.customers.factories import NOW
from tests.messaging.factories import allow, at, make_version, phoner, put, put_sms, reader, state
from tests.messaging.hooking import tell

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    at(monkeypatch, NOW + 10 * HOUR)


def said(phone: str, text: str, hour: int) -> None:
    told = {"event": "answer", "to": phone, "text": text, "id": f"{text}-{hour}", "at": (NOW + hour * HOUR).isoformat()}
    assert tell(told).status_code == 200


def answer(phone: str, text: str, hour: int) -> None:
    said(phone, text, hour)
    applying.apply_due()


def consents(customer) -> dict[str, str]:
    return dict(Consent.objects.filter(customer=customer, channel="sms").values_list("purpose", "state"))


@pytest.mark.parametrize(
    ("text", "word"),
    [("START", "START"), (" unstop! ", "UNSTOP"), ("Ｓtart", "START"), ("please start", ""), ("STOP", ""), ("", "")],
)
def test_only_the_word_is_one(text, word):
    assert word_back(text) == word


def test_start_takes_back_a_stop_once(carrier):
    anna = phoner()
    answer(anna.phone, "STOP", 1)
    assert consents(anna) == {"marketing": "withdrawn", "survey": "withdrawn", "service": "withdrawn"}
    for _thrice in range(3):
        answer(anna.phone, "START", 2)
    # Surveys they had never agreed to.
    assert consents(anna) == {"marketing": "granted", "survey": "withdrawn", "service": "granted"}
    assert "“START”" in Consent.objects.get(customer=anna, channel="sms", purpose="marketing").source
    assert anna.consent_changes.filter(purpose="marketing", state="granted").count() == 2
    assert set(Suppression.objects.values_list("purpose", flat=True)) == {"survey"}
    news = put_sms(anna, version=make_version(Text("en", "Hello"), channel="sms"))
    working.send_due("sms")
    assert state(news)[0] == "sent"


def test_a_no_by_another_door_stays():
    anna = phoner()
    services.set_consent(
        customer=anna, channel="sms", purpose="marketing", state="withdrawn", source="link", actor=None, now=NOW
    )
    answer(anna.phone, "STOP", 1)
    answer(anna.phone, "START", 2)
    assert consents(anna)["marketing"] == "withdrawn"


def test_start_alone_is_no_consent():
    anna = phoner(purpose="service")
    answer(anna.phone, "START", 1)
    assert consents(anna) == {"service": "granted"}


def test_told_out_of_order_the_later_word_counts():
    early, late = phoner(), phoner()
    for who, words in ((early, (("START", 2), ("STOP", 1))), (late, (("STOP", 3), ("START", 2)))):
        for word, hour in words:
            answer(who.phone, word, hour)
    assert consents(early)["marketing"] == "granted"
    assert consents(late)["marketing"] == "withdrawn"


def test_of_an_unknown_number_the_hash_goes():
    answer("+8613900000001", "STOP", 1)
    assert Suppression.objects.count() == 3
    answer("+8613900000001", "UNSTOP", 2)
    assert not Suppression.objects.exists()
    assert {row.address for row in DeliveryEvent.objects.all()} == {""}


def test_a_service_yes_comes_back():
    anna = phoner()
    allow(anna, "service", channel="sms")
    answer(anna.phone, "STOP", 1)
    answer(anna.phone, "START", 2)
    assert consents(anna)["service"] == "granted"


# --- Hits of long ago ---------------------------------------------------------------------------


def test_hits_are_kept_for_two_years(host):
    message = put(reader())
    for days in (731, 730, 1):
        Hit.objects.create(message=message, kind="pixel", at=NOW - timedelta(days=days))
    assert tidying.prune(now=NOW) == 1
    assert tidying.prune(now=NOW) == 0
    assert Hit.objects.count() == 2
