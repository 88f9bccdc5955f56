"""Measures against abuse: two people, notice, appeal, what a system proposed and a person adopted."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from core import clock
from core.errors import DomainError
from core.models import User
from customers import memberpage
from customers.models import Membership, TimelineEntry
from loyalty.ledger import measures
from loyalty.models import (
    Lot,
    Measure,
)
from tests.loyalty.acting import JUNE, LATER, refused
from tests.loyalty.factories import NOW, lot, member, movements, opening, state

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("agrees")]


class TestMeasures:
    def propose(self, who, actor, **values):
        told = {"kind": "forfeit", "currency": "points", "units": 30, "reason": "proven", "now": NOW}
        return measures.propose_measure(customer=who, actor=actor, **told | values)

    def test_two_people_notice_and_appeal(self, owner, second):
        who = member()
        (a,) = opening(who, lot(100, JUNE))
        row = self.propose(who, owner)
        assert state(who) == (100, 0)
        refused("same_person", measures.decide_measure, measure=row, approve=True, actor=owner, now=NOW)
        row = measures.decide_measure(measure=row, approve=True, actor=second, now=NOW)
        assert (row.state, state(who), movements(who)[-1]) == ("applied", (70, 0), ("forfeit", -30))
        refused("measure_closed", measures.decide_measure, measure=row, approve=True, actor=second, now=NOW)
        measures.appeal_measure(measure=row, text="I did not", now=LATER)
        row = measures.close_appeal(measure=row, uphold=False, answer="right", actor=second, now=LATER)
        assert (row.state, state(who), Lot.objects.get(pk=a.entry_id).remaining) == ("reversed", (100, 0), 100)

    def test_nobody_judges_their_own_judgement(self, client, owner, second):
        who, third = member(), User.objects.create_superuser("third@example.com", "secret")
        opening(who, lot(100, JUNE))
        row = self.propose(who, owner)
        measures.decide_measure(measure=row, approve=True, actor=second, now=NOW)
        measures.appeal_measure(measure=row, text="I did not", now=LATER)
        told = {"measure": row, "uphold": True, "answer": "It stays", "now": LATER}
        refused("other_person", measures.close_appeal, actor=second, **told)
        client.force_login(second)
        page = client.get(reverse("loyalty:measure", args=[row.public_id]))
        assert [value for value, _ in page.context["form"].fields["decision"].choices] == ["no"]
        with pytest.raises(IntegrityError, match="measure_upheld_by_third"), transaction.atomic():
            Measure.objects.filter(pk=row.pk).update(state="upheld", closed_by=second, closed_at=LATER)
        assert measures.close_appeal(actor=third, **told).state == "upheld"

    def test_suspension(self, owner, second):
        who = member()
        row = self.propose(who, owner, kind="suspend", currency="", units=0)
        measures.decide_measure(measure=row, approve=True, actor=second, now=NOW)
        assert Membership.objects.get(pk=who.pk).state == "suspended"
        measures.appeal_measure(measure=row, text="No", now=LATER)
        measures.close_appeal(measure=row, uphold=False, answer="right", actor=second, now=LATER)
        assert Membership.objects.get(pk=who.pk).state == "active"

    def test_rejected_and_too_late(self, owner, second):
        who = member()
        opening(who, lot(100))
        row = self.propose(who, owner)
        measures.decide_measure(measure=row, approve=False, answer="no proof", actor=second, now=NOW)
        assert state(who) == (100, 0)
        row = measures.decide_measure(measure=self.propose(who, owner), approve=True, actor=second, now=NOW)
        late = NOW + timedelta(days=40)
        refused("appeal_too_late", measures.appeal_measure, measure=row, text="No", now=late)
        with pytest.raises(IntegrityError), transaction.atomic():
            Measure.objects.filter(pk=row.pk).update(decided_by=owner)

    def test_pages(self, client, owner, second):
        who = member()
        opening(who, lot(100))
        client.force_login(owner)
        url = reverse("loyalty:measure_propose", args=[who.public_id])
        assert client.get(url).status_code == 200
        client.post(url, {"kind": "forfeit", "currency": "points", "units": "30", "reason": "proven"})
        row = Measure.objects.get()
        page = reverse("loyalty:measure", args=[row.public_id])
        shown = client.get(page).content.decode()
        assert "Your decision" not in shown
        assert "You proposed this measure, so you cannot decide on it" in shown
        client.force_login(second)
        assert client.post(page, {"decision": "yes"}).status_code == 302
        assert state(who) == (70, 0)
        assert client.get(reverse("loyalty:measures")).status_code == 200
        token = memberpage.token_for(who, now=clock.now())
        assert "Notices" in client.get(reverse("customers:member_page", args=[token])).content.decode()
        own = reverse("loyalty:member_measure", args=[token, row.public_id])
        assert client.get(own).status_code == 200
        assert client.post(own, {"text": "I did not"}).status_code == 200
        row.refresh_from_db()
        assert row.state == "appealed"
        waits = client.get(own).content.decode()
        assert "You wrote on" in waits
        assert "Somebody who did not propose it will look at it." in waits
        client.post(page, {"decision": "no", "answer": "You are right."})
        assert re.search(r"Answered on [^<]+: You are right\.", client.get(own).content.decode())

    @pytest.mark.parametrize(
        ("told", "at"), [({"currency": "points"}, "units"), ({"units": "3"}, "currency"), ({}, "currency")]
    )
    def test_forfeiting_asks_for_currency_and_units(self, client, owner, told, at):
        client.force_login(owner)
        url = reverse("loyalty:measure_propose", args=[member().public_id])
        answer = client.post(url, {"kind": "forfeit", "reason": "proven"} | told)
        assert answer.status_code == 422
        assert answer.context["form"].errors[at] == ["Choose a currency and how many units."]

    def test_more_than_there_is_cannot_be_proposed(self, client, owner):
        """What waits to be spent counts; whoever approves is not the first to hear of it."""
        who = member()
        opening(who, lot(626))
        assert self.propose(who, owner, units=626).units == 626
        for told in ({"who": who, "units": 627}, {"who": member(), "units": 1}):
            refused("insufficient", self.propose, actor=owner, **told)
        refused("insufficient", self.propose, who=who, actor=None, via="Watch", units=9999)
        client.force_login(owner)
        url = reverse("loyalty:measure_propose", args=[who.public_id])
        told = {"kind": "forfeit", "currency": "points", "units": "9999", "reason": "proven"}
        answer = client.post(url, told)
        assert answer.status_code == 422
        assert answer.context["form"].errors["units"] == ["Only 626 points can be taken."]
        assert Measure.objects.count() == 1

    def test_who_proposed_it_withdraws_it_until_it_is_decided(self, client, owner, second):
        who = member()
        opening(who, lot(100))
        row = self.propose(who, owner)
        url = reverse("loyalty:measure_withdraw", args=[row.public_id])
        client.force_login(second)
        client.post(url)
        refused("other_person", measures.withdraw_measure, measure=row, actor=second, now=NOW)
        client.force_login(owner)
        assert "Withdraw the proposal" in client.get(reverse("loyalty:measure", args=[row.public_id])).content.decode()
        client.post(url)
        row.refresh_from_db()
        assert (row.state, row.decided_by, row.closed_by) == ("rejected", None, owner)
        assert TimelineEntry.objects.filter(verb="loyalty.measure_withdrawn", customer=who).count() == 1
        refused("measure_closed", measures.decide_measure, measure=row, approve=True, actor=second, now=NOW)
        refused("measure_closed", measures.withdraw_measure, measure=row, actor=owner, now=NOW)
        token = memberpage.token_for(who, now=clock.now())
        assert "Notices" not in client.get(reverse("customers:member_page", args=[token])).content.decode()
        assert state(who) == (100, 0)


class TestMeasuresOfSystems:
    """A system is not one of the two people: somebody adopts what it proposed, somebody else approves."""

    def propose(self, who):
        return measures.propose_measure(
            customer=who, kind="forfeit", currency="points", units=30, reason="proven", actor=None, via="Watch", now=NOW
        )

    def member(self):
        who = member()
        opening(who, lot(100))
        return who

    def test_adopted_by_one_approved_by_another(self, owner, second):
        who = self.member()
        row = self.propose(who)
        refused("not_adopted", measures.decide_measure, measure=row, approve=True, actor=second, now=NOW)
        row = measures.adopt_measure(measure=row, actor=owner, now=NOW)
        assert (row.proposed_by, row.proposed_via, row.adopted_at) == (owner, "Watch", NOW)
        assert measures.adopt_measure(measure=row, actor=owner, now=LATER).adopted_at == NOW
        refused("measure_adopted", measures.adopt_measure, measure=row, actor=second, now=NOW)
        refused("same_person", measures.decide_measure, measure=row, approve=True, actor=owner, now=NOW)
        measures.decide_measure(measure=row, approve=True, actor=second, now=NOW)
        assert state(who) == (70, 0)
        verbs = TimelineEntry.objects.filter(customer=who, verb__startswith="loyalty.measure").order_by("pk")
        assert [(entry.verb, entry.actor) for entry in verbs] == [
            ("loyalty.measure_proposed", None), ("loyalty.measure_adopted", owner), ("loyalty.measure_applied", second),
        ]  # fmt: skip
        refused("measure_closed", measures.adopt_measure, measure=row, actor=owner, now=NOW)

    def test_one_person_may_reject(self, owner):
        who = self.member()
        row = measures.decide_measure(measure=self.propose(who), approve=False, answer="No", actor=owner, now=NOW)
        assert (row.state, row.proposed_by, state(who)) == ("rejected", None, (100, 0))

    def test_who_adopted_it_withdraws_their_own_word_alone(self, owner, second):
        row = measures.adopt_measure(measure=self.propose(self.member()), actor=owner, now=NOW)
        refused("other_person", measures.withdraw_measure, measure=row, actor=second, now=NOW)
        row = measures.withdraw_measure(measure=row, actor=owner, now=NOW)
        assert (row.state, row.proposed_by, row.adopted_at) == ("proposed", None, None)
        assert TimelineEntry.objects.filter(verb="loyalty.measure_released").count() == 1
        refused("not_adopted", measures.decide_measure, measure=row, approve=True, actor=owner, now=NOW)
        measures.adopt_measure(measure=row, actor=second, now=NOW)
        assert measures.decide_measure(measure=row, approve=True, actor=owner, now=NOW).state == "applied"

    def test_adopting_needs_the_permission(self):
        clerk = User.objects.create_user("clerk@example.com", "secret")
        with pytest.raises(DomainError):
            measures.adopt_measure(measure=self.propose(self.member()), actor=clerk, now=NOW)

    @pytest.mark.parametrize("how", [{"state": "applied"}, {"state": "upheld"}, {"adopted_at": NOW}])
    def test_the_database_refuses_one_alone(self, owner, how):
        row = self.propose(self.member())
        with pytest.raises(IntegrityError), transaction.atomic():
            Measure.objects.filter(pk=row.pk).update(decided_by=owner, decided_at=NOW, **how)

    def test_the_list_finds_what_waits_for_adoption(self, client, owner):
        row = self.propose(self.member())
        client.force_login(owner)
        url = reverse("loyalty:measures")

        def listed(state):
            return str(row.public_id) in client.get(url, {"state": state}).content.decode()

        assert [listed("adoption"), listed("proposed"), listed("")] == [True, False, True]
        client.post(reverse("loyalty:measure_adopt", args=[row.public_id]))
        assert [listed("adoption"), listed("proposed"), listed("rejected")] == [False, True, False]
        again = client.post(reverse("loyalty:measure_adopt", args=[row.public_id]), follow=True)
        assert "Adopted: you propose it now." in again.content.decode()
        shown = client.get(reverse("loyalty:measure", args=[row.public_id])).content.decode()
        assert "Withdraw the adoption" in shown
