"""Prizes that were won: claimed, handed over, late, drawn again, and the reminders about them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from customers.models import FollowUp, TimelineEntry
from loyalty.draws import awards, drawing, publishing, sweeping, verifying
from loyalty.models import Draw, DrawAward
from sales.models import Purchase
from tests.customers.factories import make_user
from tests.loyalty.draws import (
    DRAWS,
    PUBLISHED,
    award,
    bring_back,
    buy,
    draft,
    drawn,
    published,
    refuses,
    sign_up,
)
from tests.sales.factories import customer, line

pytestmark = pytest.mark.django_db


class TestPrizes:
    @pytest.fixture
    def draw(self):
        draw = published(by_purchase=True, by_signup=False, step=1000)
        for _ in range(4):
            buy(customer(), line(1000))
        return drawn(draw)

    def test_claimed_by_its_code_and_handed_over(self, draw):
        won = award(draw)
        code = f"{won.claim_code[:4]}-{won.claim_code[4:]}".lower()
        for _ in range(2):
            assert awards.claim_prize(code=code, now=DRAWS, draw=draw).state == "claimed"
        for _ in range(2):
            assert awards.hand_over(award=award(draw), now=DRAWS, actor=None).state == "handed"
        with refuses("award_state"):
            drawing.redraw_prize(award=award(draw), reason="declined", now=DRAWS)

    def test_a_foreign_code(self, draw):
        for code in ("", "NOSUCHCODE22"):
            with refuses("code_unknown"):
                awards.claim_prize(code=code, now=DRAWS)

    def test_late_by_the_clock(self, draw):
        won = award(draw)
        with refuses("claim_late"):
            awards.claim_prize(code=won.claim_code, now=won.claim_until)
        sweeping.sweep(won.claim_until)
        sweeping.sweep(won.claim_until)
        assert (award(draw).state, award(draw).lost_reason) == ("lost", "deadline")
        assert FollowUp.objects.filter(source__startswith="draw-lost:").count() == 1

    @pytest.mark.parametrize("take", [False, True])
    def test_nobody_is_out_of_reach_before_the_deadline(self, draw, take):
        won = award(draw)
        if take:
            awards.claim_prize(code=won.claim_code, now=DRAWS)
        with refuses("winner_has_time"):
            drawing.redraw_prize(award=won, reason="unreachable", now=won.claim_until - timedelta(seconds=1))
        assert award(draw).state == ("claimed" if take else "won")
        assert drawing.redraw_prize(award=won, reason="unreachable", now=won.claim_until)

    def test_drawn_again_with_the_same_stream(self, draw):
        first = award(draw)
        steps = drawing.redraw_prize(award=first, reason="unreachable", now=first.claim_until)
        assert [step.step for step in steps] == [2]
        assert steps[0].counter == 2
        second = award(draw)
        assert second.customer != first.customer
        assert verifying.verify(Draw.objects.get()).is_right
        with refuses("already_redrawn"):
            drawing.redraw_prize(award=first, reason="unreachable", now=first.claim_until)
        assert TimelineEntry.objects.filter(verb="draw.lost").get().reason == "unreachable"

    def test_until_nobody_is_left(self, draw):
        for _ in range(3):
            assert drawing.redraw_prize(award=award(draw), reason="declined", now=DRAWS)
        assert drawing.redraw_prize(award=award(draw), reason="declined", now=DRAWS) == []
        assert verifying.verify(Draw.objects.get()).is_right
        assert len(set(DrawAward.objects.values_list("customer", flat=True))) == 4

    def test_to_tell_the_winner_falls_to_who_published_or_drew(self):
        boss, other = make_user("manager"), make_user("owner")
        draw = publishing.publish_draw(draw=draft(20000, 10000), now=PUBLISHED, actor=boss)
        sign_up(draw, *(customer() for _ in range(4)))
        drawn(draw)
        asked = FollowUp.objects.filter(source__startswith="draw-won:")
        assert {row.assignee for row in asked} == {boss}
        drawing.redraw_prize(award=award(draw, 2), reason="declined", now=DRAWS, actor=other)
        assert asked.latest("pk").assignee == other

    def test_not_to_who_left_or_may_not(self):
        gone, cashier = make_user("manager", is_active=False), make_user("cashier")
        for actor in (gone, cashier):
            draw = publishing.publish_draw(draw=draft(), now=PUBLISHED, actor=actor)
            keeper = make_user("service agent")
            sign_up(draw, customer(assigned_to=keeper))
            drawn(draw)
            assert FollowUp.objects.get(source=f"draw-won:{award(draw).step_id}").assignee == keeper

    def test_the_reminder_ends_with_the_prize(self, draw):
        boss = make_user("manager")
        first = award(draw)
        drawing.redraw_prize(award=first, reason="declined", now=DRAWS, actor=boss)
        row = FollowUp.objects.get(source=f"draw-won:{first.step_id}")
        assert (row.done_at, row.done_by) == (DRAWS, boss)
        assert "lost the prize" in row.outcome
        second = award(draw)
        awards.hand_over(award=second, now=DRAWS, actor=boss)
        assert FollowUp.objects.get(source=f"draw-won:{second.step_id}").outcome == "The prize was handed over."

    def test_drawing_again_ends_its_reminder(self, draw):
        sweeping.sweep(award(draw).claim_until)
        row = FollowUp.objects.get(source__startswith="draw-lost:")
        assert row.done_at is None
        drawing.redraw_prize(award=award(draw), reason="deadline", now=award(draw).claim_until)
        row.refresh_from_db()
        assert row.done_at is not None

    def test_without_a_published_reason(self, draw):
        with refuses("reason_unknown"):
            drawing.redraw_prize(award=award(draw), reason="I like him not", now=DRAWS)

    def test_a_winner_who_returns_everything_loses_it(self, draw):
        won = award(draw)
        bring_back(Purchase.objects.get(customer=won.customer), at=DRAWS)
        assert (award(draw).state, award(draw).lost_reason) == ("lost", "returned")

    def test_but_not_once_it_is_handed_over(self, draw):
        won = award(draw)
        awards.hand_over(award=won, now=DRAWS, actor=None)
        bring_back(Purchase.objects.get(customer=won.customer), at=DRAWS)
        assert award(draw).state == "handed"
