"""Converting and handing on by personal link: what is allowed, the confirming step, two taps, and what is not told."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core import signing
from django.urls import reverse

from core import clock
from customers import memberpage
from loyalty import memberunits
from loyalty.cards import services as cards
from loyalty.households.services import add_member, create_household
from loyalty.ledger import audit
from loyalty.models import CurrencyPolicy, Entry, LedgerSettings, SpendingTerms
from tests.loyalty.factories import lot, member, movements, opening, state

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _agrees():
    yield
    assert [str(found) for found in audit.disagreements(clock.now())] == []


@pytest.fixture
def who():
    """A member with 500 points in a programme that converts and hands on."""
    CurrencyPolicy.objects.filter(pk__in=["points", "cashback"]).update(is_active=True)
    LedgerSettings.objects.filter(pk=1).update(points_to_cashback=Decimal("0.75"), cashback_to_points=None)
    SpendingTerms.objects.filter(pk="points").update(transfer_daily_limit=200)
    made = member(display_name="Ann Giver")
    opening(made, lot(500, clock.now() + timedelta(days=30)))
    return made


@pytest.fixture
def friend():
    made = member(display_name="Secret Friend", email="secret@example.com")
    return made, cards.issue_card(customer=made, number="", actor=None, now=clock.now()).number


def address(name, who):
    return reverse(f"loyalty:member_{name}", args=[memberpage.token_for(who, now=clock.now())])


def home(client, who):
    return client.get(reverse("customers:member_page", args=[memberpage.token_for(who, now=clock.now())])).text


def ask(client, name, who, **data):
    return client.post(address(name, who), {"currency": "points"} | data)


def plan_in(response):
    assert response.status_code == 200, response.text
    return response.context["signed"]


class TestConverting:
    def test_shown_first_and_done_when_confirmed_once(self, client, who):
        assert address("convert", who).split("/")[-2] in home(client, who)
        shown = ask(client, "convert", who, units="101")
        assert "0.75" in shown.text, "what they get: floor(101 × 0.75) of the smallest unit"
        assert state(who, "cashback") == (0, 0), "nothing before it is confirmed"
        for _tap in range(2):
            done = client.post(address("convert", who), {"plan": plan_in(shown)})
            assert done.status_code == 302
            assert done["Location"].endswith("?done=moved#balance")
        assert (state(who), state(who, "cashback")) == ((399, 0), (75, 0))
        assert "Your balance below shows it" in client.get(done["Location"]).text

    def test_a_rate_that_changed_meanwhile_is_refused(self, client, who):
        signed = plan_in(ask(client, "convert", who, units="100"))
        LedgerSettings.objects.filter(pk=1).update(points_to_cashback=Decimal("0.5"))
        late = client.post(address("convert", who), {"plan": signed})
        assert late.status_code == 409
        assert "rate was changed" in late.text
        assert state(who) == (500, 0)

    @pytest.mark.parametrize(("units", "told"), [("501", "Only 500"), ("1", "convert to nothing"), ("0", "above zero")])
    def test_what_cannot_be(self, client, who, units, told):
        answer = ask(client, "convert", who, units=units)
        assert answer.status_code == 422
        assert told in answer.text
        assert f'value="{units}"' in answer.text, "what was typed stays"

    def test_not_offered_when_the_programme_does_not(self, client, who):
        LedgerSettings.objects.filter(pk=1).update(points_to_cashback=None)
        assert "/convert/" not in home(client, who)
        assert ask(client, "convert", who, units="100").status_code == 409


class TestHandingOn:
    def test_by_the_number_of_a_card_and_once(self, client, who, friend):
        other, number = friend
        assert "/hand-on/" in home(client, who)
        shown = ask(client, "hand_on", who, card=number, units="120")
        for _tap in range(2):
            assert client.post(address("hand_on", who), {"plan": plan_in(shown)}).status_code == 302
        assert (state(who), state(other)) == ((380, 0), (120, 0))
        assert movements(other) == [("transfer", 120)]
        again = ask(client, "hand_on", who, card=number, units="81")
        assert again.status_code == 422
        assert "Only 80 points more today" in again.text

    def test_nothing_of_the_other_is_shown(self, client, who, friend):
        other, number = friend
        shown = ask(client, "hand_on", who, card=number, units="1")
        facts = signing.loads(plan_in(shown), salt=memberunits.SALT)
        for told in (shown.text, str(facts)):
            assert "Secret" not in told
            assert "secret@" not in told
            assert str(other.public_id) not in told
        assert number[-4:] in shown.text

    def test_every_reason_not_to_find_somebody_reads_the_same(self, client, who, friend):
        _other, number = friend
        left = member(state="left")
        theirs = cards.issue_card(customer=member(), number="", actor=None, now=clock.now())
        cards.report_lost(card=theirs, reason="in the bus", actor=None, now=clock.now())
        gone = cards.issue_card(customer=member(), number="", actor=None, now=clock.now())
        gone.customer.membership.state = "suspended"
        gone.customer.membership.save(update_fields=["state"])
        answers = set()
        for wrong in (number[:-1], "1", "nobody", theirs.number, gone.number, str(left.pk)):
            answer = ask(client, "hand_on", who, card=wrong, units="5")
            assert answer.status_code == 422
            answers.add(tuple(map(str, answer.context["form"].errors["card"])))
        assert len(answers) == 1

    def test_numbers_cannot_be_tried_out(self, client, who, friend, monkeypatch):
        monkeypatch.setattr(memberunits, "LOOKUPS", 3)
        for _try in range(3):
            assert "digit by digit" in ask(client, "hand_on", who, card="4711", units="5").text
        assert "Too often" in ask(client, "hand_on", who, card=friend[1], units="5").text

    def test_what_is_confirmed_is_what_was_signed_for_this_member(self, client, who, friend):
        other, number = friend
        signed = plan_in(ask(client, "hand_on", who, card=number, units="5"))
        for person, name, plan in (
            (other, "hand_on", signed),
            (who, "convert", signed),
            (who, "hand_on", signed + "x"),
        ):
            assert client.post(address(name, person), {"plan": plan}).status_code == 409
        assert not Entry.objects.filter(kind="transfer").exists()

    def test_a_card_that_is_lost_before_the_confirmation_receives_nothing(self, client, who, friend):
        other, number = friend
        signed = plan_in(ask(client, "hand_on", who, card=number, units="5"))
        cards.report_lost(card=other.cards.get(), reason="in the bus", actor=None, now=clock.now())
        late = client.post(address("hand_on", who), {"plan": signed})
        assert late.status_code == 409
        assert "bus" not in late.text
        assert state(who) == (500, 0)

    def test_own_card_and_own_household(self, client, who, friend):
        other, number = friend
        mine = cards.issue_card(customer=who, number="", actor=None, now=clock.now())
        assert "your own card" in ask(client, "hand_on", who, card=mine.number, units="5").text
        house = create_household(holder=who, name="Home", now=clock.now(), actor=None)
        add_member(household=house, customer=other, role="spend", now=clock.now(), actor=None)
        assert "collect together" in ask(client, "hand_on", who, card=number, units="5").text
        assert "/hand-on/" not in home(client, other), "only the holder moves the pool"
        assert ask(client, "hand_on", other, card=mine.number, units="5").status_code == 409

    def test_opening_the_pages_changes_nothing_and_a_foreign_link_opens_nothing(self, client, who):
        for name in ("convert", "hand_on"):
            assert client.get(address(name, who)).status_code == 200
            assert client.get(reverse(f"loyalty:member_{name}", args=["nonsense"])).status_code == 404
        assert state(who) == (500, 0)
