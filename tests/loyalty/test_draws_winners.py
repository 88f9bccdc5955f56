"""Freezing the list and drawing the winners, verifying both, catching up with everything at once."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from core.models import User
from core.webhooks.models import WebhookEndpoint, WebhookEvent
from customers.models import Customer, FollowUp, Membership, TimelineEntry
from loyalty.draws import drawing, freezing, frozenlist, rules, sweeping, verifying
from loyalty.models import Draw, DrawAward, DrawEntry, DrawStep, FrozenLine
from sales import services
from tests.customers.factories import make_customer
from tests.loyalty.draws import (
    CLOSES,
    DRAWS,
    INSIDE,
    OPENS,
    award,
    bring_back,
    buy,
    draft,
    drawn,
    frozen,
    published,
    refuses,
    sign_up,
)
from tests.loyalty.factories import member
from tests.sales.factories import customer, line
from tests.sales.factories import draft as receipt

pytestmark = pytest.mark.django_db


class TestFreezing:
    def test_the_list(self):
        draw = published(by_purchase=True, step=1000)
        sign_up(draw, *(customer() for _ in range(3)))
        row = frozen(draw)
        document = frozenlist.document_of(row)
        assert row.list_hash == rules.sha256(document.text())
        assert (row.participants_count, row.chances_count) == (3, 3)
        assert [line.code for line in document.lines] == sorted(line.code for line in document.lines)
        assert list(FrozenLine.objects.order_by("number").values_list("code", flat=True)) == [
            line.code for line in document.lines
        ]
        assert freezing.freeze_draw(draw=draw, now=DRAWS).frozen_at == row.frozen_at

    def test_not_before_its_time(self):
        with refuses("too_early"):
            freezing.freeze_draw(draw=published(), now=CLOSES - timedelta(seconds=1))
        with refuses("draw_state"):
            freezing.freeze_draw(draw=draft(), now=CLOSES)

    def test_nobody_enters_afterwards(self):
        draw, who = published(by_purchase=True, step=1000), customer()
        bought = buy(who, line(5000))
        frozen(draw)
        services.record_purchase(draft=receipt(line(5000), customer=who.pk, occurred_at=INSIDE), now=INSIDE)
        assert DrawEntry.objects.get().purchase == bought


class TestWinners:
    def test_one_prize_per_customer_and_the_seed_is_revealed(self):
        draw = published(50000, 20000)
        sign_up(draw, *(customer() for _ in range(5)))
        row = drawn(draw)
        assert row.state == "drawn"
        assert rules.sha256(row.seed) == row.commitment
        winners = list(DrawAward.objects.values_list("customer", flat=True))
        assert len(set(winners)) == len(winners) == 2
        assert FollowUp.objects.filter(source__startswith="draw-won:").count() == 2
        assert TimelineEntry.objects.filter(verb="draw.won").count() == 2
        assert verifying.verify(row).is_right

    def test_systems_hear_of_each_winner_once_and_of_who_comes_after(self):
        WebhookEndpoint.objects.create(name="Shop", url="https://shop.example/hooks", events=["draw.won"])
        draw = published()
        sign_up(draw, customer(), customer())
        row = drawn(draw)
        drawing.draw_winners(draw=row, now=DRAWS)
        first = award(row)
        told = WebhookEvent.objects.get(event="draw.won").data
        names = {"draw": str(row.public_id), "prize": "Prize 1", "customer": str(first.customer.public_id)}
        assert told.items() >= names.items()
        assert first.claim_code not in str(told)
        drawing.redraw_prize(award=first, reason="unreachable", now=first.claim_until)
        second = WebhookEvent.objects.filter(event="draw.won").latest("pk").data
        assert second["customer"] == str(award(row).customer.public_id) != names["customer"]
        assert WebhookEvent.objects.count() == 2

    def test_twice_is_once(self):
        draw = published()
        sign_up(draw, customer(), customer())
        first = drawn(draw)
        again = drawing.draw_winners(draw=draw, now=DRAWS + timedelta(days=1))
        assert (again.drawn_at, again.seed) == (first.drawn_at, first.seed)
        assert DrawStep.objects.count() == 1

    def test_more_prizes_than_people_and_nobody_at_all(self):
        draw = published(3, 2, 1)
        sign_up(draw, customer())
        assert verifying.verify(drawn(draw)).is_right
        assert DrawAward.objects.count() == 1
        empty = drawn(published())
        assert empty.state == "drawn"
        assert verifying.verify(empty).is_right

    def test_not_before_its_time(self):
        draw = frozen(published())
        with refuses("too_early"):
            drawing.draw_winners(draw=draw, now=DRAWS - timedelta(seconds=1))
        with refuses("draw_state"):
            drawing.draw_winners(draw=published(), now=DRAWS)

    def test_several_prizes_for_one(self):
        draw = published(3, 2, 1, several_prizes=True)
        sign_up(draw, customer())
        assert verifying.verify(drawn(draw)).is_right
        assert DrawAward.objects.count() == 3

    def test_who_returned_everything_after_the_freeze_is_passed_over(self):
        draw = published(by_purchase=True, by_signup=False, step=1000)
        first, second = buy(customer(), line(1000)), buy(customer(), line(1000))
        frozen(draw)
        bring_back(first, at=CLOSES)
        bring_back(second, at=CLOSES)
        row = drawn(draw)
        assert set(DrawStep.objects.values_list("has_won", "reason")) == {(False, "returned")}
        assert not DrawAward.objects.exists()
        assert verifying.verify(row).is_right

    @pytest.mark.parametrize(("people", "winners"), [(1, 0), (2, 2)])
    def test_several_prizes_where_the_first_in_line_was_passed_over(self, people, winners):
        """Whether a prize had to find a winner follows from the pool at its end, not from the number of prizes."""
        draw = published(3, 2, by_purchase=True, by_signup=False, step=1000, several_prizes=True)
        bought = [buy(customer(), line(1000)) for _ in range(people)]
        frozen(draw)
        bring_back(bought[0], at=CLOSES)
        report = verifying.verify(drawn(draw))
        assert report.is_right, report
        assert (report.proofs[-1].published, report.proofs[-1].again) == (str(winners), str(winners))
        assert DrawAward.objects.count() == winners

    @pytest.mark.parametrize("flag", ["is_test", "is_staff_customer"])
    def test_a_mark_made_after_the_freeze_clears_the_way_for_nobody(self, flag):
        draw, who = published(), customer()
        sign_up(draw, who)
        frozen(draw)
        Customer.objects.filter(pk=who.pk).update(**{flag: True})
        drawn(draw)
        assert DrawAward.objects.get().customer == who

    def test_an_account_made_before_the_freeze_leaves_its_owner_out(self):
        draw, who, other = published(), make_customer(email="clerk@example.com"), customer()
        sign_up(draw, who, other)
        User.objects.create_user("Clerk@example.com")
        frozen(draw)
        assert Draw.objects.get().left_out_count == 1
        drawn(draw)
        assert DrawAward.objects.get().customer == other

    @pytest.mark.parametrize("left", ["left", "suspended"])
    def test_who_is_no_member_any_more_after_the_freeze_stays_in_the_draw(self, left):
        draw, who = published(members_only=True), member()
        sign_up(draw, who)
        frozen(draw)
        Membership.objects.filter(pk=who.pk).update(state=left)
        drawn(draw)
        assert DrawAward.objects.get().customer == who
        assert verifying.verify(Draw.objects.get()).is_right

    def test_who_was_erased_after_the_freeze_is_passed_over(self):
        draw, who = published(), customer()
        sign_up(draw, who)
        frozen(draw)
        Customer.objects.filter(pk=who.pk).update(erased_at=CLOSES)
        drawn(draw)
        assert DrawStep.objects.get().reason == "excluded"

    def test_a_public_number_is_waited_for(self):
        draw = published(public_number_source="State lottery of 21 March")
        sign_up(draw, customer())
        with refuses("draw_state"):
            freezing.tell_public_number(draw=draw, number="1", now=INSIDE)
        frozen(draw)
        with refuses("number_missing"):
            drawing.draw_winners(draw=draw, now=DRAWS)
        assert sweeping.sweep(DRAWS) == 0
        freezing.tell_public_number(draw=draw, number="07 11 23", now=DRAWS)
        with refuses("draw_state"):
            freezing.tell_public_number(draw=draw, number="08", now=DRAWS)
        assert sweeping.sweep(DRAWS) == 1
        assert verifying.verify(Draw.objects.get()).is_right


class TestTampering:
    @pytest.mark.parametrize("damage", [
        "UPDATE loyalty_frozenline SET chances = chances + 1",
        "UPDATE loyalty_drawsecret SET seed = reverse(seed)",
    ])  # fmt: skip
    def test_another_list_or_seed_than_was_published_is_never_drawn(self, damage):
        """By somebody who may switch the guards of the database off."""
        draw = published()
        sign_up(draw, customer(), customer())
        frozen(draw)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute(damage)
            cursor.execute("SET LOCAL session_replication_role = origin")
        with refuses("draw_tampered"):
            drawing.draw_winners(draw=draw, now=DRAWS)
        assert sweeping.sweep(DRAWS) == 0
        assert (Draw.objects.get().state, DrawStep.objects.exists()) == ("frozen", False)


class TestVerifying:
    def test_the_command(self):
        draw = published()
        sign_up(draw, customer(), customer())
        out = StringIO()
        with pytest.raises(CommandError, match="not frozen"):
            call_command("verify_draw", draw.slug, stdout=out)
        drawn(draw)
        for name in (str(draw.pk), str(draw.public_id), draw.slug):
            call_command("verify_draw", name, stdout=out)
        assert out.getvalue().count("Right:") == 3
        with pytest.raises(CommandError, match="no draw"):
            call_command("verify_draw", "nothing")

    def test_a_changed_list_is_found(self):
        draw = published()
        sign_up(draw, customer(), customer())
        drawn(draw)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE loyalty_frozenline DISABLE TRIGGER append_only")
            cursor.execute("UPDATE loyalty_frozenline SET chances = chances + 1 WHERE number = 2")
            cursor.execute("ALTER TABLE loyalty_frozenline ENABLE TRIGGER append_only")
        with pytest.raises(CommandError, match="does NOT follow"):
            call_command("verify_draw", draw.slug, stdout=StringIO(), stderr=StringIO())


def test_the_sweep_catches_up_with_everything_at_once():
    draw = published()
    sign_up(draw, customer())
    assert sweeping.sweep(OPENS - timedelta(seconds=1)) == 0
    assert sweeping.sweep(DRAWS) == 3
    assert Draw.objects.get().state == "drawn"
    assert sweeping.sweep(DRAWS) == 0
