"""Asked at the claim, and while a batch goes: does the source go on, who is held out by now, who heard it under another
record, who bought since they were missed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import count
from threading import Event

import pytest
from django.db import connection, transaction

from campaigns import counting, lifecycle, sending, settling, standing
from campaigns.automations import finding, following, services, steps
from campaigns.automations import sending as going
from campaigns.models import Campaign, CampaignSettings, Recipient
from campaigns.tasks import sweep_automations, sweep_campaigns
from customers.merging import merge_customers
from messaging.models import Message
from messaging.outbox import claiming, enqueuing, working
from tests.campaigns.automating import join, sums
from tests.campaigns.factories import make_automation, make_campaign, make_segment, send, start
from tests.customers.factories import NOW, make_user
from tests.loyalty.test_ledger_races import at_once
from tests.messaging.factories import HELLO, at, make_version, reader
from tests.sales.factories import line, purchase

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LATE = {"facet": "loyalty.is_late", "op": "yes"}


def states() -> list[str]:
    return sorted(Message.objects.values_list("state", flat=True))


def begun(number: int, **told) -> Campaign:
    """With all its messages in the outbox."""
    campaign = start(make_campaign([reader() for _number in range(number)], **told))
    assert sending.send_some(campaign.pk, now=NOW) == number
    return campaign


def meanwhile(monkeypatch, change) -> None:
    """Right after the second message was handed over."""
    hand_over, calls = working._Run._hand_over, count(1)

    def watched(run, parcel, now):
        outcome = hand_over(run, parcel, now)
        if next(calls) == 2:
            change()
        return outcome

    monkeypatch.setattr(working._Run, "_hand_over", watched)


def put_state(campaign: Campaign, state: str) -> None:
    """As if the request had been cut off right after its first commit."""
    finished = NOW if state == "cancelled" else None
    Campaign.objects.filter(pk=campaign.pk).update(state=state, finished_at=finished)


class TestStopped:
    @pytest.mark.parametrize("state", ["paused", "cancelled"])
    def test_the_state_alone_stops_it(self, host, state):
        campaign = begun(3)
        put_state(campaign, state)
        working.send_due("email")
        assert (states(), host.got) == ([state] * 3, [])
        campaign.refresh_from_db()
        assert counting.progress(campaign).audience == 3

    def test_an_automation_that_was_switched_off(self, host):
        automation = make_automation()
        join(automation.segment, reader())
        finding.find_due(now=NOW)
        going.send_due(automation.pk, now=NOW)
        type(automation).objects.filter(pk=automation.pk).update(is_active=False)
        working.send_due("email")
        assert (states(), host.got) == (["paused"], [])
        services.switch_on(automation=automation, actor=None, now=NOW)
        working.send_due("email")
        assert len(host.got) == 1

    def test_a_step_of_one_that_was_switched_off(self, host):
        automation = make_automation(is_on=False)
        told = {"template": make_version(HELLO).template, "wait_days": 0, "hour": 0}
        steps.add(automation=automation, told=told, actor=None, now=NOW, version=automation.version)
        services.switch_on(automation=automation, actor=None, now=NOW)
        join(automation.segment, reader())
        finding.find_due(now=NOW)
        going.send_due(automation.pk, now=NOW)
        assert following.take_due(automation.steps.get().pk, now=NOW) == 1
        type(automation).objects.filter(pk=automation.pk).update(is_active=False)
        working.send_due("email")
        assert Message.objects.get(source__startswith="step:").state == "paused"

    @pytest.mark.parametrize("ends", [lifecycle.pause, lifecycle.cancel])
    @pytest.mark.parametrize("answer", ["451 later", "421 going"])
    def test_what_was_being_handed_over_does_not_go_again(self, host, monkeypatch, ends, answer):
        """Not now, or nobody there: it waits again, and then its campaign has stopped."""
        campaign = begun(1)
        told = {"reason": "Wrong price"} if ends is lifecycle.cancel else {}

        def stop(_address: str, _number: int) -> str:
            return answer

        host.rcpt = stop
        working.send_due("email")
        assert states() == ["queued"]
        put_state(campaign, "running")
        ends(campaign=campaign, actor=None, now=NOW, **told)
        # As a worker does that hears the answer only now.
        Message.objects.filter(state="paused").update(state="queued")
        host.rcpt = lambda _address, _number: "250 ok"
        at(monkeypatch, NOW + timedelta(hours=1))
        working.send_due("email")
        assert host.got == []

    def test_a_batch_that_goes_slowly_stops_within_a_second(self, host, monkeypatch):
        """Its messages are on lease already, and nobody has taken them away."""
        campaign, moments = begun(10), count()
        monkeypatch.setattr("core.clock.now", lambda: NOW + timedelta(seconds=0.25) * next(moments))

        meanwhile(monkeypatch, lambda: put_state(campaign, "paused"))
        working.send_due("email")
        assert 2 <= len(host.got) <= 6
        assert states() == ["paused"] * (10 - len(host.got)) + ["sent"] * len(host.got)

    def test_one_question_for_a_batch(self, django_assert_num_queries):
        begun(30)
        rows = claiming.claim("email", now=NOW).rows
        with django_assert_num_queries(1):
            assert standing.gate(rows, NOW) == {}


class TestFollowing:
    def test_a_request_that_was_cut_off_is_finished_by_the_sweep(self):
        campaign = begun(3)
        for state in ("paused", "running", "cancelled"):
            put_state(campaign, state)
            if state == "cancelled":
                Message.objects.filter(state="queued").update(state="paused")
            sweep_campaigns()
            there = {"paused": "paused", "running": "queued", "cancelled": "cancelled"}[state]
            assert states() == [there] * 3
            if state == "paused":
                assert settling.campaigns_behind() == []

    def test_an_automation_too_with_its_steps(self):
        automation = make_automation()
        join(automation.segment, reader())
        finding.find_due(now=NOW)
        going.send_due(automation.pk, now=NOW)
        type(automation).objects.filter(pk=automation.pk).update(is_active=False)
        sweep_automations()
        assert (states(), settling.automations_behind()) == (["paused"], [])

    def test_in_batches(self, monkeypatch):
        campaign = begun(7)
        monkeypatch.setattr(settling, "BATCH", 2)
        lifecycle.pause(campaign=campaign, actor=None, now=NOW)
        assert states() == ["paused"] * 7

    @pytest.mark.django_db(transaction=True)
    def test_nobody_who_holds_rows_can_hold_it_up(self, monkeypatch):
        """A worker has locked some in an order of its own: pausing is answered, and the sweep takes those up."""
        monkeypatch.setattr(settling, "SECONDS", 0.2)
        campaign = begun(6)
        held = list(Message.objects.order_by("-pk").values_list("pk", flat=True)[:2])

        def hold(has_begun, is_done):
            with transaction.atomic():
                for pk in held:
                    Message.objects.select_for_update().get(pk=pk)
                has_begun.set()
                is_done.wait(30)
            connection.close()

        has_begun, is_done = Event(), Event()
        with ThreadPoolExecutor(1) as pool:
            holding = pool.submit(hold, has_begun, is_done)
            assert has_begun.wait(30)
            lifecycle.pause(campaign=campaign, actor=None, now=NOW)
            assert states() == ["paused"] * 4 + ["queued"] * 2
            is_done.set()
            holding.result(30)
        sweep_campaigns()
        assert states() == ["paused"] * 6

    @pytest.mark.django_db(transaction=True)
    def test_pausing_and_resuming_against_claiming(self, monkeypatch):
        """Nobody waits for another in a circle, and in the end all of them have followed."""
        monkeypatch.setattr(settling, "BATCH", 7)
        campaign = begun(60)

        def press() -> None:
            for _time in range(5):
                lifecycle.pause(campaign=campaign, actor=None, now=NOW)
                lifecycle.resume(campaign=campaign, actor=None, now=NOW)

        def work() -> None:
            for _time in range(10):
                claimed = claiming.claim("email", now=NOW, limit=20)
                claiming.give_back(claimed.lease, is_down=False, detail="", now=NOW)

        assert at_once([press, work, work]) == ["done"] * 3
        sweep_campaigns()
        assert states() == ["queued"] * 60


class TestMerged:
    def merged(self, first, second):
        merge_customers(survivor=first, duplicate=second, actor=make_user("owner"), reason="the same", now=NOW)

    def test_who_heard_in_the_test_does_not_hear_the_winner(self):
        people = [reader() for _number in range(40)]
        campaign = start(make_campaign(people, texts=(HELLO, HELLO), test_percent=50, test_hours=1,
                                       decide_by="purchases"))  # fmt: skip
        send(campaign)
        tested = set(Recipient.objects.filter(campaign=campaign, is_test=True).values_list("customer", flat=True))
        heard = next(one for one in people if one.pk in tested)
        waits = next(one for one in people if one.pk not in tested)
        self.merged(waits, heard)
        Campaign.objects.filter(pk=campaign.pk).update(test_percent=None, tested_at=None)
        send(campaign)
        mine = Message.objects.filter(customer=waits).values_list("state", "reason")
        assert sorted(mine) == [("sent", ""), ("skipped", standing.HEARD)]
        assert Message.objects.filter(state="sent").count() == 39

    def test_two_that_wait_are_one_that_goes(self):
        first, second = reader(), reader()
        begun_campaign = start(make_campaign([first, second]))
        sending.send_some(begun_campaign.pk, now=NOW)
        self.merged(first, second)
        working.send_due("email")
        assert states() == ["sent", "skipped"]

    def test_who_was_held_out_as_one_of_them_does_not_hear_as_the_other(self):
        people = [reader() for _number in range(30)]
        campaign = start(make_campaign(people, holdout_percent=50))
        held = set(Recipient.objects.filter(campaign=campaign, is_held_out=True).values_list("customer", flat=True))
        one, other = (next(who for who in people if (who.pk in held) is side) for side in (True, False))
        self.merged(other, one)
        send(campaign)
        message = Message.objects.get(customer=other)
        assert (message.state, message.reason) == ("skipped", "held_out")
        assert Message.objects.filter(state="sent").count() == 30 - len(held) - 1

    def test_nor_of_an_automation(self):
        automation = make_automation(holdout_percent=50)
        people = [reader() for _number in range(30)]
        join(automation.segment, *people)
        finding.find_due(now=NOW)
        held = set(automation.occasions.filter(is_held_out=True).values_list("customer", flat=True))
        one, other = (next(who for who in people if (who.pk in held) is side) for side in (True, False))
        going.send_due(automation.pk, now=NOW)
        self.merged(other, one)
        working.send_due("email")
        assert list(Message.objects.filter(customer=other).values_list("reason", flat=True)) == ["held_out"]


class TestHeldOut:
    @pytest.mark.parametrize(("is_needed", "held"), [(False, True), (True, False)])
    def test_a_control_group_that_was_switched_on_meanwhile(self, is_needed, held):
        """The same customers as if it had been there from the start."""
        begun(60, is_needed=is_needed)
        automation = make_automation(is_needed=is_needed)
        join(automation.segment, *(reader() for _number in range(30)))
        finding.find_due(now=NOW)
        going.send_due(automation.pk, now=NOW)
        CampaignSettings.objects.create(pk=1, control_percent=20)
        working.send_due("email")
        left = set(Message.objects.filter(reason="held_out").values_list("customer", flat=True))
        assert bool(left) is held
        later = make_automation(make_segment([]))
        join(later.segment, *(message.customer for message in Message.objects.select_related("customer")))
        finding.find(later.pk, now=NOW)
        if held:
            assert left == set(later.occasions.filter(is_held_out=True).values_list("customer", flat=True))
        assert sum(sums(automation).values()) == 30


class TestBought:
    @pytest.fixture(params=[{"wins_back": True}, {"tries": 3}])
    def waiting(self, request):
        """A message that they are missed, in the outbox."""
        automation = make_automation(**request.param)
        join(automation.segment, ada := reader("Ada"))
        finding.find_due(now=NOW)
        going.send_due(automation.pk, now=NOW)
        return ada

    def why(self) -> tuple[str, str]:
        working.send_due("email")
        return Message.objects.values_list("state", "reason").get()

    def test_a_purchase_before_the_claim_cancels_it(self, waiting):
        """Though no figure knows of it yet."""
        purchase(line(700), customer=waiting.pk, occurred_at=NOW)
        assert self.why() == ("skipped", standing.BOUGHT)

    def test_one_that_no_figure_knew_when_they_were_found_too(self, waiting):
        purchase(line(700), customer=waiting.pk, occurred_at=NOW - timedelta(minutes=2))
        assert self.why() == ("skipped", standing.BOUGHT)

    def test_not_one_of_before(self, waiting):
        purchase(line(700), customer=waiting.pk, occurred_at=NOW - 30 * DAY)
        assert self.why() == ("sent", "")

    def test_not_one_of_somebody_else(self, waiting):
        purchase(line(700), customer=reader().pk, occurred_at=NOW)
        assert self.why() == ("sent", "")

    def test_while_a_batch_goes(self, host, monkeypatch):
        automation, moments = make_automation(wins_back=True), count()
        people = [reader() for _number in range(12)]
        join(automation.segment, *people)
        finding.find_due(now=NOW)
        going.send_due(automation.pk, now=NOW)
        last = Message.objects.order_by("-pk")[0]
        monkeypatch.setattr("core.clock.now", lambda: NOW + timedelta(seconds=0.25) * next(moments))

        meanwhile(monkeypatch, lambda: purchase(line(700), customer=last.customer_id, occurred_at=NOW))
        working.send_due("email")
        last.refresh_from_db()
        assert (last.state, last.reason) == ("skipped", standing.BOUGHT)
        assert len(host.got) == 11

    @pytest.mark.parametrize(
        ("rule", "told", "is_cancelled"),
        [
            (LATE, {}, True),
            ({"all": [LATE, {"facet": "loyalty.visits", "op": "ge", "value": 3}]}, {}, True),
            ({"facet": "loyalty.is_late", "op": "no"}, {}, False),
            (LATE, {"must_fit": False}, False),
        ],
    )
    def test_which_automations_ask_for_it(self, rule, told, is_cancelled):
        segment = make_segment([])
        automation = make_automation(segment, **told)
        join(segment, ada := reader("Ada"))
        finding.find_due(now=NOW)
        going.send_due(automation.pk, now=NOW)
        segment.rule = rule
        segment.save(update_fields=["rule"])
        purchase(line(700), customer=ada.pk, occurred_at=NOW)
        rows = claiming.claim("email", now=NOW).rows or _rows()
        assert bool(standing.gate(rows, NOW)) is is_cancelled


def _rows():
    from messaging.outbox import cases

    return cases.read("email", list(Message.objects.values_list("pk", flat=True)))


def test_nothing_is_left_of_what_moved():
    campaign = begun(2)
    assert enqueuing.is_left(source=campaign.source, to="paused")
    lifecycle.pause(campaign=campaign, actor=None, now=NOW)
    assert not enqueuing.is_left(source=campaign.source, to="paused")
