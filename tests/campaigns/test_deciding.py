"""Tests of variants: who hears first, what decides, once, and what the others hear then."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import md5
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from campaigns import counting, deciding, lifecycle, sending, winner
from campaigns.models import Campaign, Recipient, State, Variant, Verdict
from campaigns.tasks import sweep_campaigns
from campaigns.uplift import Group
from core.errors import Conflict, DomainError
from customers.models import Customer, TimelineEntry
from messaging.models import Hit, Link, Message, MessagingSettings
from messaging.outbox import working
from tests.campaigns.factories import COUNTS, make_campaign, start
from tests.customers.factories import NOW, make_user
from tests.loyalty.test_ledger_races import at_once
from tests.messaging.factories import HELLO, allow, at, reader
from tests.messaging.following import LETTER
from tests.sales.factories import line, purchase

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def make(people: Iterable[Customer], **told: Any) -> Campaign:
    given = {"test_percent": 50, "test_hours": 4} | told
    return make_campaign(people, texts=given.pop("texts", (LETTER, LETTER)), **given)


def go_on(campaign: Campaign, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    """As the sweep and a worker do."""
    at(monkeypatch, now)
    sweep_campaigns()
    working.send_due("email")
    sweep_campaigns()
    campaign.refresh_from_db()


def follow(campaign: Campaign, letter: str, count: int, now: datetime = NOW + HOUR) -> None:
    """So many people of a variant follow a link."""
    variant = campaign.variants.get(letter=letter)
    link = Link.objects.filter(version=variant.text_id)[0]
    sent = Message.objects.filter(source=campaign.source, version=variant.text_id).order_by("pk")[:count]
    Hit.objects.bulk_create(Hit(message=message, kind="link", link=link, at=now) for message in sent)


def heard(campaign: Campaign) -> Counter[str]:
    """How many got which variant."""
    return Counter(
        Recipient.objects.filter(campaign=campaign, queued_at__isnull=False).values_list("variant__letter", flat=True)
    )


def sums(campaign: Campaign) -> dict[str, int]:
    found = counting.progress(campaign)
    counted = {name: getattr(found, name) for name in COUNTS}
    assert sum(counted.values()) == found.audience
    return {name: count for name, count in counted.items() if count}


class TestWhatCannotDecide:
    @pytest.mark.parametrize(
        ("told", "code"),
        [
            ({"texts": (LETTER,)}, "test_one_variant"),
            ({"test_hours": 121}, "test_too_long"),
            ({"texts": (HELLO, LETTER)}, "test_without_clicks"),
        ],
    )
    def test_refused(self, told, code):
        with pytest.raises(DomainError) as error:
            make([], **told)
        assert error.value.code == code
        assert not Campaign.objects.exists()

    def test_clicks_that_nobody_counts(self):
        MessagingSettings.objects.create(pk=1, count_clicks=False)
        with pytest.raises(DomainError, match="clicks are counted"):
            make([])
        assert make([], decide_by="purchases")

    @pytest.mark.parametrize(
        ("fields", "name"),
        [
            ({"test_percent": 4}, "campaign_test_ranges"),
            ({"test_percent": 51}, "campaign_test_ranges"),
            ({"test_hours": 0}, "campaign_test_ranges"),
            ({"decide_by": "opens"}, "campaign_decides_by"),
            ({"verdict": "clear"}, "campaign_decided_whole"),
            ({"decided_at": NOW}, "campaign_decided_whole"),
        ],
    )
    def test_the_database_refuses_it_too(self, fields, name):
        campaign = make([])
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            Campaign.objects.filter(pk=campaign.pk).update(**fields)

    def test_figures_of_a_variant_are_whole(self):
        campaign = make([])
        for fields in ({"test_heard": 1}, {"test_heard": 1, "test_did": 2}):
            with pytest.raises(IntegrityError, match="variant_test_whole"), transaction.atomic():
                Variant.objects.filter(campaign=campaign).update(**fields)


class TestTheCourse:
    def test_the_test_hears_first_and_the_rest_the_winner(self, monkeypatch):
        people = [reader() for _ in range(240)]
        campaign = start(make(people, holdout_percent=10))
        test = Recipient.objects.filter(campaign=campaign, is_test=True)
        go_on(campaign, NOW, monkeypatch)
        first = heard(campaign)
        assert first.total() == test.count()
        assert min(first.values()) > 20
        assert sums(campaign)["waiting"] == campaign.recipients.filter(is_held_out=False).count() - test.count()
        assert campaign.tested_at == NOW
        follow(campaign, "B", 15)
        follow(campaign, "A", 1)
        go_on(campaign, NOW + 4 * HOUR - timedelta(seconds=1), monkeypatch)
        assert (campaign.winner, heard(campaign)) == (None, first)
        go_on(campaign, NOW + 4 * HOUR, monkeypatch)
        assert (campaign.winner.letter, campaign.verdict, campaign.state) == ("B", "clear", State.FINISHED)
        assert [(v.letter, v.test_heard, v.test_did) for v in campaign.variants.all()] == [
            ("A", first["A"], 1), ("B", first["B"], 15),
        ]  # fmt: skip
        rest = campaign.recipients.filter(is_held_out=False, is_test=False)
        assert set(rest.values_list("variant__letter", flat=True)) == {"B"}
        assert heard(campaign)["A"] == first["A"]
        assert set(sums(campaign)) == {"sent", "held_out"}
        shown = deciding.shown(campaign, now=NOW)
        assert (shown.letter, shown.choice.verdict, shown.choice.lead.low > 0) == ("B", Verdict.CLEAR, True)
        assert TimelineEntry.objects.get(verb="campaign.decided").data["letter"] == "B"
        # What people do later changes nothing of it.
        follow(campaign, "A", 25, NOW + 9 * HOUR)
        go_on(campaign, NOW + 9 * HOUR, monkeypatch)
        assert campaign.winner.letter == "B"

    def test_who_is_in_the_test_as_anybody_can_compute_it(self):
        people = [reader() for _ in range(60)]
        campaign = start(make(people, test_percent=30, holdout_percent=20))
        for row in campaign.recipients.select_related("customer"):
            told = f"campaign:{campaign.pk}:test:{row.customer.public_id}"
            share = int(md5(told.encode()).hexdigest()[:8], 16) % 10_000
            assert row.is_test == (share < 3000 and not row.is_held_out)

    def test_the_held_out_are_in_no_test(self):
        campaign = start(make([reader()], holdout_percent=0))
        with pytest.raises(IntegrityError, match="recipient_test_hears"), transaction.atomic():
            campaign.recipients.update(is_test=True, is_held_out=True)

    def test_machines_decide_nothing(self, monkeypatch):
        campaign = start(make([reader() for _ in range(160)]))
        go_on(campaign, NOW, monkeypatch)
        follow(campaign, "A", 15)
        Hit.objects.update(machine="bot")
        follow(campaign, "B", 8)
        go_on(campaign, NOW + 4 * HOUR, monkeypatch)
        assert campaign.winner.letter == "B"
        assert [variant.test_did for variant in campaign.variants.all()] == [0, 8]

    def test_who_is_not_counted_is_on_neither_side(self, monkeypatch):
        people = [reader() for _ in range(20)]
        campaign = start(make(people))
        go_on(campaign, NOW, monkeypatch)
        before = sum(group.customers for group in deciding.figures(campaign, now=NOW)[1])
        who = Message.objects.filter(source=campaign.source)[0].customer
        allow(who, "profiling", "refused")
        assert sum(group.customers for group in deciding.figures(campaign, now=NOW)[1]) == before - 1

    def test_too_few_give_the_rest_the_best_and_say_so(self, monkeypatch):
        campaign = start(make([reader() for _ in range(20)]))
        go_on(campaign, NOW, monkeypatch)
        follow(campaign, "B", 1)
        go_on(campaign, NOW + 4 * HOUR, monkeypatch)
        assert (campaign.winner.letter, campaign.verdict, campaign.state) == ("B", "few", State.FINISHED)

    def test_nobody_in_the_test(self, monkeypatch):
        """So few that the share is empty: the first variant for all, after the hours."""
        people: list[Customer] = []
        campaign = start(make(people, test_percent=5))
        go_on(campaign, NOW, monkeypatch)
        assert campaign.state == State.FINISHED

    def test_by_purchases(self, monkeypatch):
        people = [reader() for _ in range(220)]  # so many that neither side is ever too few by chance
        campaign = start(make(people, decide_by="purchases", texts=(HELLO, HELLO)))
        go_on(campaign, NOW, monkeypatch)
        later = NOW + 5 * HOUR
        for row in campaign.recipients.filter(is_test=True, variant__letter="B")[:14]:
            purchase(line(900), customer=row.customer_id, occurred_at=NOW + HOUR, now=later)
        for row in campaign.recipients.filter(is_test=True, variant__letter="A")[:20]:
            purchase(line(900), customer=row.customer_id, occurred_at=NOW - HOUR, now=later)
        go_on(campaign, NOW + 4 * HOUR, monkeypatch)
        assert (campaign.winner.letter, campaign.verdict) == ("B", "clear")
        assert [variant.test_did for variant in campaign.variants.all()] == [0, 14]

    def test_paused_it_decides_nothing_and_goes_on_after(self, monkeypatch):
        campaign = start(make([reader() for _ in range(40)]))
        go_on(campaign, NOW, monkeypatch)
        first = heard(campaign)
        lifecycle.pause(campaign=campaign, actor=None, now=NOW)
        go_on(campaign, NOW + 9 * HOUR, monkeypatch)
        assert (campaign.winner, heard(campaign)) == (None, first)
        lifecycle.resume(campaign=campaign, actor=None, now=NOW + 9 * HOUR)
        go_on(campaign, NOW + 9 * HOUR, monkeypatch)
        assert campaign.winner is not None
        assert sums(campaign) == {"sent": 40}

    def test_cancelled_in_the_hours_of_waiting(self, monkeypatch):
        campaign = start(make([reader() for _ in range(40)]))
        go_on(campaign, NOW, monkeypatch)
        sent = heard(campaign).total()
        lifecycle.cancel(campaign=campaign, reason="wrong price", actor=None, now=NOW + HOUR)
        go_on(campaign, NOW + 9 * HOUR, monkeypatch)
        assert campaign.winner is None
        assert sums(campaign) == {"sent": sent, "cancelled": 40 - sent}

    def test_the_hours_run_from_when_it_has_gone_out(self, monkeypatch):
        """A test that waits in the outbox is waited for, but not for ever."""
        campaign = start(make([reader() for _ in range(40)]))
        at(monkeypatch, NOW)
        sweep_campaigns()
        Message.objects.filter(source=campaign.source).update(next_at=NOW + timedelta(days=3))
        for hours, wanted in ((1, None), (23, None), (24, NOW + 24 * HOUR)):
            deciding.decide_due(now=NOW + hours * HOUR)
            campaign.refresh_from_db()
            assert campaign.tested_at == wanted

    def test_taken_back_and_changed_there_is_no_test_any_more(self):
        campaign = make([reader()])
        changed = lifecycle.change(
            campaign=campaign, told={"test_percent": None}, templates=[campaign.variants.all()[0].template],
            actor=make_user("owner"), now=NOW, expected_version=1,
        )  # fmt: skip
        assert changed.test_percent is None

    def test_without_a_test_nothing_is_as_it_was_not(self, monkeypatch):
        campaign = start(make_campaign([reader() for _ in range(10)], texts=(LETTER, LETTER)))
        go_on(campaign, NOW, monkeypatch)
        assert (campaign.state, campaign.tested_at) == (State.FINISHED, None)
        assert not campaign.recipients.filter(is_test=True).exists()
        assert deciding.shown(campaign, now=NOW) is None


class TestOnce:
    def test_the_database_holds_it(self, monkeypatch):
        campaign = start(make([reader() for _ in range(40)]))
        go_on(campaign, NOW, monkeypatch)
        go_on(campaign, NOW + 4 * HOUR, monkeypatch)
        other = campaign.variants.exclude(pk=campaign.winner_id).get()
        for fields in (
            {"winner": other},
            {"decided_at": NOW},
            {"verdict": "close"},
            {"winner": None, "decided_at": None, "verdict": ""},
        ):
            with pytest.raises(IntegrityError, match="decided once"), transaction.atomic():
                Campaign.objects.filter(pk=campaign.pk).update(**fields)
        assert not deciding.decide_due(now=NOW + 9 * HOUR)

    @pytest.mark.django_db(transaction=True)
    def test_ten_sweeps_at_once(self, monkeypatch):
        """Deciding and filling the outbox, all at the same moment: one decision, one message for each."""
        campaign = start(make([reader() for _ in range(60)]))
        go_on(campaign, NOW, monkeypatch)
        then = NOW + 4 * HOUR

        def work() -> None:
            deciding.decide_due(now=then)
            sending.send_some(campaign.pk, now=then)

        assert at_once([work] * 10) == ["done"] * 10
        campaign.refresh_from_db()
        assert TimelineEntry.objects.filter(verb="campaign.decided").count() == 1
        assert Message.objects.filter(source=campaign.source).count() == 60
        rest = campaign.recipients.filter(is_test=False)
        assert set(rest.values_list("variant", flat=True)) == {campaign.winner_id}

    @pytest.mark.django_db(transaction=True)
    def test_decided_and_cancelled_at_once(self, monkeypatch):
        campaign = start(make([reader() for _ in range(40)]))
        go_on(campaign, NOW, monkeypatch)
        then = NOW + 4 * HOUR

        def work() -> None:
            deciding.decide_due(now=then)
            sending.send_some(campaign.pk, now=then)

        def cancel() -> None:
            lifecycle.cancel(campaign=campaign, reason="no", actor=None, now=then)

        results = at_once([work, cancel, work, work])
        assert set(results) == {"done"}
        campaign.refresh_from_db()
        assert campaign.state == State.CANCELLED
        assert sum(sums(campaign).values()) == 40


class TestChoosing:
    @pytest.mark.parametrize(
        ("groups", "place", "verdict"),
        [
            ([(100, 10), (100, 30)], 1, Verdict.CLEAR),
            ([(100, 30), (100, 10)], 0, Verdict.CLEAR),
            ([(100, 20), (100, 22)], 1, Verdict.CLOSE),
            ([(100, 20), (100, 20)], 0, Verdict.CLOSE),
            ([(29, 5), (100, 30)], 1, Verdict.FEW),
            ([(100, 1), (100, 3)], 1, Verdict.FEW),
            ([(0, 0), (0, 0)], 0, Verdict.FEW),
            ([(100, 10), (100, 12), (100, 40)], 2, Verdict.CLEAR),
            ([(100, 10), (100, 39), (100, 40)], 2, Verdict.CLOSE),
            ([(100, 40), (100, 10), (5, 1)], 0, Verdict.FEW),
            ([(100, 100), (100, 0)], 0, Verdict.CLEAR),
        ],
    )
    def test_by_hand(self, groups, place, verdict):
        chosen = winner.choose([Group(*group) for group in groups])
        assert (chosen.place, chosen.verdict) == (place, verdict)


def test_only_a_draft_changes_its_test():
    campaign = start(make([reader()]))
    with pytest.raises(Conflict):
        lifecycle.change(
            campaign=campaign,
            told={"test_percent": None},
            templates=[campaign.variants.all()[0].template],
            actor=None,
            now=NOW,
            expected_version=1,
        )
