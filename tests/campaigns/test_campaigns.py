"""A campaign from draft to end: the audience, the sum that always holds, pausing, cancelling, the rest."""

from __future__ import annotations

from datetime import timedelta
from hashlib import md5

import pytest
from django.db import IntegrityError, transaction

from campaigns import counting, lifecycle, results, sending, starting
from campaigns.models import WAYS, Campaign, CampaignSettings, Recipient, State
from campaigns.tasks import sweep_campaigns
from core import clock
from core.errors import Conflict, DomainError
from customers.models import Customer, Segment
from customers.segments import services as segments
from messaging.models import Message
from messaging.outbox import working
from messaging.templating import Text
from tests.campaigns.factories import COUNTS, held_out, make_campaign, make_segment, send, start
from tests.customers.factories import NOW, make_customer, make_user
from tests.messaging.factories import HELLO, allow, make_version, reader
from tests.sales.factories import line, purchase

pytestmark = pytest.mark.django_db


def sums(campaign: Campaign) -> dict[str, int]:
    """Those that are not zero; they come to the audience."""
    campaign.refresh_from_db()
    found = counting.progress(campaign)
    counted = {name: getattr(found, name) for name in COUNTS}
    assert sum(counted.values()) == found.audience
    return {name: count for name, count in counted.items() if count}


class TestLife:
    def test_to_the_end(self):
        campaign = start(make_campaign([reader(), reader(), make_customer(email="no@example.com")]))
        assert sums(campaign) == {"waiting": 3}
        send(campaign)
        assert campaign.state == State.FINISHED
        assert sums(campaign) == {"sent": 2, "skipped": 1}
        assert counting.reasons(campaign) == [("skipped", "consent", 1)]

    def test_what_providers_told_is_counted_among_those_sent(self):
        campaign = start(make_campaign([reader() for _ in range(4)]))
        send(campaign)
        for message, end in zip(Message.objects.order_by("pk"), ("delivered", "bounced", "complained"), strict=False):
            Message.objects.filter(pk=message.pk).update(state=end, reason="given_up")
        found = counting.progress(campaign)
        assert (found.sent, found.delivered, found.bounced, found.complained) == (4, 1, 1, 1)
        assert sums(campaign) == {"sent": 4}

    def test_the_database_knows_the_ways(self):
        """Each pair of states, tried in SQL."""
        for here in State:
            for there in State:
                if here == there:
                    continue
                campaign = make_campaign()
                started = NOW if there not in (State.DRAFT, State.SCHEDULED) else None
                _put(campaign, here)
                row = Campaign.objects.filter(pk=campaign.pk)
                if there in WAYS[here]:
                    row.update(state=there, started_at=started, starts_at=NOW)
                else:
                    with pytest.raises(IntegrityError), transaction.atomic():
                        row.update(state=there, started_at=started, starts_at=NOW)

    def test_only_a_draft_is_changed(self):
        campaign = make_campaign()
        told = {"name": "Other", "priority": 3}
        template = campaign.variants.get().template
        saved = lifecycle.change(
            campaign=campaign, told=told, templates=[template], actor=None, now=NOW, expected_version=1
        )
        assert (saved.name, saved.priority, saved.version) == ("Other", 3, 2)
        with pytest.raises(Conflict, match="meanwhile"):
            lifecycle.change(
                campaign=campaign, told=told, templates=[template], actor=None, now=NOW, expected_version=1
            )
        lifecycle.approve(campaign=campaign, starts_at=None, actor=None, now=NOW)
        with pytest.raises(Conflict, match="Only a draft"):
            lifecycle.change(
                campaign=campaign, told=told, templates=[template], actor=None, now=NOW, expected_version=2
            )

    def test_what_cannot_be_a_campaign(self):
        segment = make_segment([])
        for templates, code in (
            ([], "variants_missing"),
            ([make_version().template, make_version(Text("en", "Hi"), channel="sms").template], "variants_mixed"),
            ([make_version().template] * 9, "variants_too_many"),
        ):
            with pytest.raises(DomainError) as refused:
                lifecycle.create(told={"name": "X", "segment": segment}, templates=templates, actor=None, now=NOW)
            assert refused.value.code == code

    def test_it_starts_at_its_time_and_once(self):
        campaign = make_campaign([reader()])
        lifecycle.approve(campaign=campaign, starts_at=NOW + timedelta(hours=1), actor=None, now=NOW)
        assert starting.start_due(now=NOW) == 0
        assert starting.start_due(now=NOW + timedelta(hours=1)) == 1
        assert starting.start_due(now=NOW + timedelta(hours=1)) == 0

    @pytest.mark.parametrize(
        ("how_it_is", "starts"),
        [
            ({}, 1),
            ({"is_due": True}, 0),
            ({"problem": "There is no such tag any more."}, 0),
            ({"full_on": None}, 0),
            # Of yesterday: birthdays and days since would be, too.
            ({"full_on": clock.business_day(NOW) - timedelta(days=1)}, 0),
        ],
    )
    def test_it_waits_for_its_segment(self, how_it_is, starts):
        campaign = make_campaign([reader()])
        computed = {"rule": {"all": []}, "is_due": False, "full_on": clock.business_day(NOW)}
        Segment.objects.filter(pk=campaign.segment_id).update(**computed | how_it_is)
        lifecycle.approve(campaign=campaign, starts_at=None, actor=None, now=NOW)
        assert starting.start_due(now=NOW) == starts

    def test_two_of_one_name(self):
        first = make_campaign()
        with pytest.raises(Conflict) as refused:
            make_campaign(name=first.name)
        assert (refused.value.code, refused.value.field) == ("name_taken", "name")

    def test_taken_back(self):
        campaign = make_campaign([reader()])
        lifecycle.approve(campaign=campaign, starts_at=None, actor=None, now=NOW)
        lifecycle.take_back(campaign=campaign, actor=None, now=NOW)
        assert starting.start_due(now=NOW) == 0
        with pytest.raises(Conflict):
            lifecycle.take_back(campaign=campaign, actor=None, now=NOW)


def _put(campaign: Campaign, state: State) -> None:
    """By the ways that there are."""
    past = {
        State.DRAFT: [], State.SCHEDULED: [State.SCHEDULED], State.RUNNING: [State.SCHEDULED, State.RUNNING],
    }  # fmt: skip
    for step in past.get(state, [State.SCHEDULED, State.RUNNING, state]):
        started = NOW if step != State.SCHEDULED else None
        Campaign.objects.filter(pk=campaign.pk).update(state=step, starts_at=NOW, started_at=started)


def test_the_sweep_does_it_all_and_twice_is_once():
    campaign = make_campaign([reader(), reader()])
    lifecycle.approve(campaign=campaign, starts_at=None, actor=None, now=NOW)
    for _time in range(2):
        sweep_campaigns()
        working.send_due("email")
    sweep_campaigns()
    assert sums(campaign) == {"sent": 2}
    assert campaign.state == State.FINISHED


class TestAudience:
    def test_frozen_at_the_start(self):
        campaign = start(make_campaign([reader()]))
        late = reader()
        with pytest.raises(IntegrityError), transaction.atomic():
            Recipient.objects.create(campaign=campaign, customer=late, variant=campaign.variants.get())

    def test_held_out_as_anybody_can_compute_it(self):
        people = [reader() for _number in range(60)]
        campaign = start(make_campaign(people, holdout_percent=30))
        for row in Recipient.objects.filter(campaign=campaign).select_related("customer"):
            text = f"campaign:{campaign.pk}:held:{row.customer.public_id}"
            share = int(md5(text.encode(), usedforsecurity=False).hexdigest()[:8], 16) % 10_000
            assert row.is_held_out is (share < 3_000)
        send(campaign)
        assert sums(campaign) == {"held_out": held_out(campaign), "sent": 60 - held_out(campaign)}
        assert 0 < held_out(campaign) < 60

    def test_the_control_group_hears_of_nothing_but_what_is_needed(self):
        people = [reader() for _number in range(60)]
        CampaignSettings.objects.create(pk=1, control_percent=20)
        first, second = start(make_campaign(people)), start(make_campaign(people))
        spared = [
            set(Recipient.objects.filter(campaign=one, is_held_out=True).values_list("customer", flat=True))
            for one in (first, second)
        ]
        assert spared[0] == spared[1]
        assert 0 < len(spared[0]) < 40
        assert held_out(start(make_campaign(people, is_needed=True, holdout_percent=50))) == 0

    def test_variants_share_the_audience(self):
        texts = (HELLO, Text("en", "Other {{ customer.name }}"), Text("en", "Third"))
        people = [reader() for _number in range(90)]
        campaign = start(make_campaign(people, texts=texts))
        counts = [Recipient.objects.filter(variant=variant).count() for variant in campaign.variants.all()]
        assert sum(counts) == 90
        assert min(counts) > 10

    def test_says_what_was_in_force_at_the_start(self, host):
        from messaging import templating

        campaign = start(make_campaign([reader("Ada")]))
        template = campaign.variants.get().template
        templating.save_version(template=template, texts=[Text("en", "Changed")], actor=None, now=NOW)
        send(campaign)
        (got,) = host.got
        assert "Hello Ada" in got.message.get_body(("plain",)).get_content()

    def test_merged_and_erased_members_are_left_out(self):
        survivor = reader()
        gone, erased = make_customer(), make_customer()
        Customer.objects.filter(pk=gone.pk).update(merged_into=survivor)
        Customer.objects.filter(pk=erased.pk).update(erased_at=NOW)
        campaign = start(make_campaign([survivor, gone, erased]))
        assert sums(campaign) == {"waiting": 1}


class TestPausing:
    def test_twenty_times(self):
        campaign = start(make_campaign([reader() for _number in range(30)]))
        for number in range(20):
            sending.send_some(campaign.pk, now=NOW)
            lifecycle.pause(campaign=campaign, actor=None, now=NOW)
            assert working.send_due("email") == 0
            assert sending.send_some(campaign.pk, now=NOW) == 0
            assert sum(sums(campaign).values()) == 30
            lifecycle.resume(campaign=campaign, actor=None, now=NOW)
            if number == 10:
                working.send_due("email")
        send(campaign)
        assert sums(campaign) == {"sent": 30}
        assert Message.objects.filter(source=campaign.source).count() == 30

    def test_cancelled_half_way(self, monkeypatch):
        monkeypatch.setattr(sending, "BATCH", 4)
        campaign = start(make_campaign([reader() for _number in range(10)]))
        sending.send_some(campaign.pk, now=NOW)
        working.send_due("email")
        sending.send_some(campaign.pk, now=NOW)
        lifecycle.cancel(campaign=campaign, reason="wrong price", actor=None, now=NOW)
        assert sums(campaign) == {"sent": 4, "cancelled": 6}
        send(campaign)
        assert sums(campaign) == {"sent": 4, "cancelled": 6}
        for act in (lifecycle.resume, lifecycle.pause):
            with pytest.raises(Conflict):
                act(campaign=campaign, actor=None, now=NOW)

    def test_a_long_pause_makes_it_useless(self):
        campaign = start(make_campaign([reader()], valid_days=1))
        later = NOW + timedelta(days=2)
        sending.send_some(campaign.pk, now=later)
        message = Message.objects.get(source=campaign.source)
        assert message.valid_until > message.queued_at
        assert message.valid_until <= later + timedelta(seconds=1)


class TestTheRest:
    def test_after_something_was_mended(self):
        silent = make_customer(email="later@example.com")
        campaign = start(make_campaign([reader(), silent]))
        send(campaign)
        assert sums(campaign) == {"sent": 1, "skipped": 1}
        allow(silent)
        assert lifecycle.send_to_rest(campaign=campaign, actor=None, now=NOW) == 1
        campaign.refresh_from_db()
        assert (campaign.state, campaign.finished_at) == (State.RUNNING, None)
        send(campaign)
        assert sums(campaign) == {"sent": 2}
        assert campaign.state == State.FINISHED

    def test_not_what_would_be_of_no_use_any_more(self):
        campaign = start(make_campaign([make_customer(email="no@example.com")], valid_days=1))
        send(campaign)
        assert lifecycle.send_to_rest(campaign=campaign, actor=None, now=NOW + timedelta(days=1)) == 0
        campaign.refresh_from_db()
        assert campaign.state == State.FINISHED


def test_a_segment_that_is_needed_stays():
    campaign = make_campaign()
    with pytest.raises(Conflict, match=campaign.name):
        segments.delete_segment(segment=campaign.segment, reason="tidy", actor=None, now=NOW)


class TestMerged:
    def test_one_person_hears_once_and_counts_once(self):
        from customers.merging import merge_customers

        first, second = reader(), reader()
        campaign = start(make_campaign([first, second]))
        owner = make_user("owner")
        merge_customers(survivor=first, duplicate=second, actor=owner, reason="the same", now=NOW)
        send(campaign)
        assert sums(campaign) == {"sent": 1, "merged": 1}
        purchase(line(700), customer=first.pk, occurred_at=NOW)
        found = results.of(campaign, now=NOW)
        assert (found.whole.heard.customers, found.whole.heard.buyers, found.whole.heard.total) == (1, 1, 700)


class TestResults:
    def test_before_the_start(self):
        assert results.of(make_campaign(), now=NOW) is None

    def test_by_intention_to_treat_within_the_window(self):
        """Also who did not hear counts with those who were to; returns and other days do not."""
        people = [reader() for _number in range(40)] + [make_customer(email="no@example.com")]
        campaign = start(make_campaign(people, holdout_percent=50, window_days=10))
        send(campaign)
        held = set(Recipient.objects.filter(campaign=campaign, is_held_out=True).values_list("customer", flat=True))
        spent = {"heard": [0, 0, 0], "held": [0, 0, 0]}
        later = NOW + timedelta(days=11)
        for number, who in enumerate(people):
            side = spent["held" if who.pk in held else "heard"]
            side[0] += 1
            if number % 2:
                purchase(line(1000 + number), customer=who.pk, occurred_at=NOW + timedelta(days=9), now=later)
                side[1] += 1
                side[2] += 1000 + number
            purchase(line(5000), customer=who.pk, occurred_at=NOW + timedelta(days=10), now=later)
            purchase(line(5000), customer=who.pk, occurred_at=NOW - timedelta(seconds=1))
        found = results.of(campaign, now=NOW)
        assert [found.whole.heard.customers, found.whole.heard.buyers, found.whole.heard.total] == spent["heard"]
        assert [found.held.customers, found.held.buyers, found.held.total] == spent["held"]
        assert not found.is_over
        assert results.of(campaign, now=NOW + timedelta(days=10)).is_over
