"""Draws from the draft to the prize: limits, entries, returns, freeze, winners, claims, cancelling."""

from __future__ import annotations

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, connection, transaction

from core.errors import DomainError
from customers.models import Customer, FollowUp, Membership, TimelineEntry
from loyalty import asking
from loyalty.draws import awards, cancelling, drawing, entering, freezing, publishing, rules, sweeping, verifying
from loyalty.models import CountryLimit, Draw, DrawAward, DrawEntry, DrawParticipant, DrawStep, FrozenLine
from sales import services
from sales.drafts import PurchaseDraft
from sales.models import Purchase
from tests.customers.factories import make_user
from tests.loyalty.draws import CLOSES, DRAWS, INSIDE, OPENS, PUBLISHED, award, chances, draft, drawn, frozen, published
from tests.loyalty.factories import lot, member, opening, state
from tests.sales.factories import customer, line, product, return_draft
from tests.sales.factories import draft as receipt

pytestmark = pytest.mark.django_db


def refuses(code: str):
    return pytest.raises(DomainError, check=lambda error: error.code == code)


def buy(who: Customer, *lines, at=INSIDE, **values) -> Purchase:
    return services.record_purchase(draft=receipt(*lines, customer=who.pk, occurred_at=at, **values), now=at)


def bring_back(bought: Purchase, back=None, at=INSIDE):
    told = return_draft(bought, back, occurred_at=at)
    return services.record_return(draft=told, now=at)


def sign_up(draw: Draw, *people: Customer, now=INSIDE) -> None:
    for who in people:
        entering.enter_by_signup(draw=draw, customer_id=who.pk, now=now)


class TestPublishing:
    def test_the_seed_is_committed_and_kept_secret(self):
        draw = published()
        assert draw.state == "published"
        assert len(draw.commitment) == 64
        assert rules.sha256(draw.secret.seed) == draw.commitment
        assert draw.seed == ""

    @pytest.mark.parametrize(
        ("values", "words"),
        [
            ({"by_signup": False}, "Nobody can enter"),
            ({"opens_at": PUBLISHED - timedelta(days=1)}, "opens in the past"),
            ({"countries": ["XX"]}, "no draws are allowed"),
            ({"countries": ["CN"]}, "a prize is worth"),
            ({"countries": ["DE"]}, "all prizes are worth"),
            ({"countries": ["FR"]}, "longer than the 5 days"),
            ({"countries": ["GB"], "by_signup": False, "by_purchase": True}, "free way"),
        ],
    )
    def test_what_blocks(self, values, words):
        CountryLimit.objects.create(country="XX", is_forbidden=True)
        CountryLimit.objects.create(country="CN", max_prize_value=9999)
        CountryLimit.objects.create(country="DE", max_total_value=19999)
        CountryLimit.objects.create(country="FR", max_days=5)
        CountryLimit.objects.create(country="GB", needs_free_entry=True)
        draw = draft(10000, 10000, **values)
        with refuses("draw_blocked") as refused:
            publishing.publish_draw(draw=draw, now=PUBLISHED)
        assert words in str(refused.value)
        assert Draw.objects.get().state == "draft"

    def test_a_country_without_limits_is_pointed_out_and_blocks_nothing(self):
        CountryLimit.objects.create(country="DE")
        draw = draft(countries=["DE", "CN"])
        assert [text[:3] for text in publishing.cautions(draw)] == ["CN:"]
        assert publishing.obstacles(draw, PUBLISHED) == []

    def test_exactly_the_limit_is_allowed(self):
        CountryLimit.objects.create(country="CN", max_prize_value=10000, max_total_value=20000, max_days=10)
        assert published(10000, 10000, countries=["CN"]).state == "published"

    def test_without_a_prize(self):
        draw = draft()
        publishing.remove_prize(prize=draw.prizes.get())
        with refuses("draw_blocked"):
            publishing.publish_draw(draw=draw, now=PUBLISHED)

    def test_two_cars_for_half_a_year_each(self):
        draw = draft()
        made = publishing.add_prizes(
            draw=draw, name="Car", value=500000, number=2, first_day=date(2027, 1, 1), months=6, periods=2
        )
        assert [prize.position for prize in made] == [2, 3, 4, 5]
        assert [(str(prize.first_day), str(prize.last_day)) for prize in made][::2] == [
            ("2027-01-01", "2027-06-30"),
            ("2027-07-01", "2027-12-31"),
        ]
        publishing.remove_prize(prize=made[0])
        assert list(draw.prizes.order_by("position").values_list("position", flat=True)) == [1, 2, 3, 4]

    def test_published_is_fixed(self):
        draw = published()
        with refuses("draw_published"):
            publishing.change_draw(draw=draw, data={"name": "Other"}, now=PUBLISHED)
        with refuses("draw_published"):
            publishing.add_prizes(draw=draw, name="More", value=1)
        with refuses("draw_state"):
            publishing.publish_draw(draw=draw, now=PUBLISHED)

    def test_a_draft_can_go(self):
        draw = draft()
        publishing.delete_draft(draw=draw)
        assert not Draw.objects.exists()


class TestSignUp:
    def test_once_per_customer(self):
        draw, who = published(), customer()
        sign_up(draw, who, who)
        assert DrawEntry.objects.count() == 1

    def test_by_the_clock_whatever_the_sweep_has_booked(self):
        draw, who = published(), customer()
        with refuses("draw_not_open"):
            sign_up(draw, who, now=OPENS - timedelta(seconds=1))
        with refuses("draw_closed"):
            sign_up(draw, who, now=CLOSES)
        sign_up(draw, who, now=OPENS)

    @pytest.mark.parametrize("flag", ["is_test", "is_staff_customer"])
    def test_staff_and_test_customers_do_not_take_part(self, flag):
        with refuses("not_eligible"):
            sign_up(published(), customer(**{flag: True}))

    def test_members_only(self):
        draw = published(members_only=True)
        with refuses("not_a_member"):
            sign_up(draw, customer())
        with refuses("not_a_member"):
            sign_up(draw, member("suspended"))
        sign_up(draw, member())

    def test_not_offered(self):
        with refuses("no_signup"):
            sign_up(published(by_signup=False, by_purchase=True), customer())


class TestPoints:
    @pytest.fixture
    def draw(self):
        return published(by_points=True, units_per_chance=20, max_chances=4)

    def enter(self, draw, who, chances=2, key="a", now=INSIDE):
        return entering.enter_by_points(draw=draw, customer_id=who.pk, chances=chances, event_key=key, now=now)

    def test_points_are_spent_once(self, draw):
        who = member()
        opening(who, lot(100, earned_at=OPENS))
        first = self.enter(draw, who)
        assert self.enter(draw, who) == first
        assert state(who) == (60, 0)
        with refuses("event_key_taken"):
            self.enter(draw, who, chances=1)

    def test_not_enough(self, draw):
        who = member()
        opening(who, lot(39, earned_at=OPENS))
        with refuses("insufficient"):
            self.enter(draw, who)
        assert not DrawEntry.objects.exists()

    def test_nobody_pays_for_nothing(self, draw):
        who = member()
        opening(who, lot(1000, earned_at=OPENS))
        sign_up(draw, who)
        self.enter(draw, who, chances=3)
        with refuses("too_many_chances"):
            self.enter(draw, who, chances=1, key="b")
        assert state(who) == (940, 0)

    @pytest.mark.parametrize("told", [0, -1, 10**7])
    def test_odd_numbers(self, draw, told):
        with refuses("chances_invalid"):
            self.enter(draw, member(), chances=told)

    def test_a_cancelled_draw_gives_them_back(self, draw):
        who = member()
        opening(who, lot(100, DRAWS + timedelta(days=30), earned_at=OPENS))
        self.enter(draw, who)
        cancelling.cancel_draw(draw=draw, reason="No permit", now=INSIDE)
        cancelling.cancel_draw(draw=draw, reason="No permit", now=INSIDE)
        assert state(who) == (100, 0)
        assert DrawEntry.objects.get().refunded_at == INSIDE
        with refuses("draw_closed"):
            sign_up(draw, who)


class TestPurchases:
    """The table of docs/algorithms/draws.md by its numbers."""

    def test_1_and_2_per_amount(self):
        draw = published(by_purchase=True, step=1000)
        buy(customer(display_name="a"), line(4999))
        buy(customer(display_name="b"), line(5000))
        buy(customer(display_name="c"), line(999))
        assert chances(draw) == {"a": 4, "b": 5}

    @pytest.mark.parametrize(("on_return", "left"), [("proportion", {"a": 2}), ("whole", {})])
    def test_3_and_4_returned(self, on_return, left):
        draw = published(by_purchase=True, step=1000, on_return=on_return)
        bought = buy(customer(display_name="a"), line(2500), line(2500))
        bring_back(bought, {1: 1})
        assert chances(draw) == left
        assert DrawEntry.objects.get().chances == 5

    def test_5_pieces(self):
        draw = published(by_purchase=True, counts="piece", step=2)
        bought = buy(customer(display_name="a"), line(7000, 7))
        assert DrawEntry.objects.get().kept == 3
        bring_back(bought, {1: 2})
        assert chances(draw) == {"a": 2}

    def test_6_minimum(self):
        draw = published(by_purchase=True, step=1000, minimum_spend=3000)
        bought = buy(customer(display_name="a"), line(2500), line(1000))
        buy(customer(display_name="b"), line(2999))
        assert DrawEntry.objects.get().kept == 3
        bring_back(bought, {2: 1})
        assert chances(draw) == {}

    @pytest.mark.parametrize(("counts", "expected"), [("receipt", 3), ("day", 2), ("once", 1)])
    def test_7_by_receipt_by_day_once(self, counts, expected):
        draw, who = published(by_purchase=True, counts=counts), customer(display_name="a")
        for at in (INSIDE, INSIDE + timedelta(hours=1), INSIDE + timedelta(days=1)):
            buy(who, line(100), at=at)
        assert chances(draw) == {"a": expected}

    def test_all_ways_add_up_to_the_limit(self):
        draw, who = published(by_purchase=True, step=100, max_chances=10), customer(display_name="a")
        buy(who, line(500))
        sign_up(draw, who)
        other = customer(display_name="b")
        buy(other, line(5000))
        assert chances(draw) == {"a": 6, "b": 10}

    def test_only_what_qualifies(self):
        wanted, other = product(), product()
        draw = published(by_purchase=True, step=1000, products=[wanted.pk])
        buy(customer(display_name="a"), line(2000, product=wanted.sku), line(9000, product=other.sku))
        buy(customer(display_name="b"), line(9000, product=other.sku))
        assert chances(draw) == {"a": 2}

    def test_only_in_the_period_and_told_in_time(self):
        draw = published(by_purchase=True, step=1000, freezes_at=CLOSES + timedelta(hours=2))
        buy(customer(), line(5000), at=OPENS - timedelta(seconds=1))
        buy(customer(), line(5000), at=CLOSES)
        late = receipt(line(5000), customer=customer(display_name="a").pk, occurred_at=CLOSES - timedelta(seconds=1))
        services.record_purchase(draft=late, now=CLOSES + timedelta(hours=1))
        too_late = receipt(line(5000), customer=customer().pk, occurred_at=INSIDE)
        services.record_purchase(draft=too_late, now=CLOSES + timedelta(hours=2))
        assert chances(draw) == {"a": 5}

    def test_nobody_anonymous_and_nobody_of_the_staff(self):
        published(by_purchase=True, step=1000)
        services.record_purchase(draft=receipt(line(5000), occurred_at=INSIDE), now=INSIDE)
        buy(customer(is_staff_customer=True), line(5000))
        buy(customer(is_test=True), line(5000))
        assert not DrawEntry.objects.exists()

    def test_staff_who_were_flagged_later_are_left_out_at_the_freeze(self):
        draw, who = published(), customer()
        sign_up(draw, who)
        Customer.objects.filter(pk=who.pk).update(is_staff_customer=True)
        assert chances(draw) == {}

    def test_an_amended_order_counts_as_it_stands(self):
        draw = published(by_purchase=True, step=1000)
        a, b = customer(display_name="a"), customer(display_name="b")
        told = {"source": "web", "number": "1", "occurred_at": INSIDE, "is_open": True}
        row = services.record_purchase(draft=PurchaseDraft(lines=(line(5000),), customer=a.pk, **told), now=INSIDE)
        services.amend_purchase(
            purchase=row, draft=PurchaseDraft(lines=(line(8000),), customer=b.pk, **told), now=INSIDE
        )
        assert chances(draw) == {"b": 8}

    def test_an_amended_order_that_no_longer_qualifies(self):
        draw, who = published(by_purchase=True, step=1000), customer(display_name="a")
        told = {"source": "web", "number": "1", "occurred_at": INSIDE, "is_open": True, "customer": who.pk}
        row = services.record_purchase(draft=PurchaseDraft(lines=(line(5000),), **told), now=INSIDE)
        services.amend_purchase(purchase=row, draft=PurchaseDraft(lines=(line(500),), **told), now=INSIDE)
        assert chances(draw) == {}

    def test_told_twice_is_told_once(self):
        draw, who = published(by_purchase=True, step=1000), customer(display_name="a")
        told = receipt(line(5000), customer=who.pk, occurred_at=INSIDE)
        for _ in range(2):
            services.record_purchase(draft=told, now=INSIDE)
        assert chances(draw) == {"a": 5}

    def test_many_at_once_take_as_many_statements_as_one(self, django_assert_max_num_queries):
        draw = published(by_purchase=True, step=1000)
        rows = [buy(customer(), line(5000)) for _ in range(5)]
        DrawEntry.objects.all().delete()
        change = entering.Change(now=INSIDE, created=[row.pk for row in rows])
        with django_assert_max_num_queries(4):
            entering.entry_hook(change)
        assert DrawEntry.objects.filter(draw=draw).count() == 5

    def test_nothing_more_is_asked_while_no_draw_runs(self, django_assert_num_queries):
        row = buy(customer(), line(5000))
        change = entering.Change(now=INSIDE, created=[row.pk])
        assert asking.of(change)
        with django_assert_num_queries(0):
            entering.entry_hook(change)


class TestFreezing:
    def test_the_list(self):
        draw = published(by_purchase=True, step=1000)
        sign_up(draw, *(customer() for _ in range(3)))
        row = frozen(draw)
        document = freezing.document_of(row)
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

    def test_who_became_staff_after_the_freeze_is_passed_over(self):
        draw, who = published(), customer()
        sign_up(draw, who)
        frozen(draw)
        Customer.objects.filter(pk=who.pk).update(is_test=True)
        drawn(draw)
        assert DrawStep.objects.get().reason == "excluded"

    @pytest.mark.parametrize("left", ["left", "suspended"])
    def test_who_is_no_member_any_more_is_passed_over(self, left):
        draw, who = published(members_only=True), member()
        sign_up(draw, who)
        frozen(draw)
        Membership.objects.filter(pk=who.pk).update(state=left)
        drawn(draw)
        assert DrawStep.objects.get().reason == "excluded"
        assert verifying.verify(Draw.objects.get()).is_right

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

    def test_drawn_again_with_the_same_stream(self, draw):
        first = award(draw)
        steps = drawing.redraw_prize(award=first, reason="unreachable", now=DRAWS)
        assert [step.step for step in steps] == [2]
        assert steps[0].counter == 2
        second = award(draw)
        assert second.customer != first.customer
        assert verifying.verify(Draw.objects.get()).is_right
        with refuses("already_redrawn"):
            drawing.redraw_prize(award=first, reason="unreachable", now=DRAWS)
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


class TestGuards:
    """What PostgreSQL itself refuses, each once."""

    @pytest.fixture
    def draw(self):
        draw = published(2, 1)
        sign_up(draw, customer(), customer())
        return drawn(draw)

    def no(self, match, statement):
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            with pytest.raises(DatabaseError, match=match), transaction.atomic():
                cursor.execute(statement)

    @pytest.mark.usefixtures("draw")
    @pytest.mark.parametrize("table", ["loyalty_frozenline", "loyalty_drawstep"])
    def test_frozen_and_drawn_stays(self, table):
        self.no("stays", f"UPDATE {table} SET id = id + 1000")
        self.no("stays", f"DELETE FROM {table}")
        self.no("stays|constraint", f"TRUNCATE {table} CASCADE")

    @pytest.mark.usefixtures("draw")
    @pytest.mark.parametrize(
        ("match", "change"),
        [
            ("rules are fixed", "rules = 'others'"), ("rules are fixed", "closes_at = closes_at - interval '1 day'"),
            ("rules are fixed", "commitment = ''"), ("is frozen", "list_hash = repeat('0', 64)"),
            ("was drawn", "seed = repeat('0', 64)"), ("told once", "public_number = '1'"),
        ],
    )  # fmt: skip
    def test_published_stays(self, match, change):
        self.no(match, f"UPDATE loyalty_draw SET {change}")

    @pytest.mark.usefixtures("draw")
    def test_prizes_stay(self):
        self.no("is published", "UPDATE loyalty_prize SET value = value + 1")
        self.no("is published|constraint", "DELETE FROM loyalty_prize")
        self.no("is published|stays", "DELETE FROM loyalty_draw")

    def test_another_seed(self):
        frozen(published())
        self.no("has committed to", "UPDATE loyalty_draw SET seed = repeat('0', 64), drawn_at = now(), state = 'drawn'")

    @pytest.mark.parametrize(
        "change",
        [
            "closes_at = opens_at", "freezes_at = closes_at - interval '1 s'", "draws_at = freezes_at - interval '1 s'",
            "state = 'odd'", "by_points = true", "step = 0", "list_hash = 'x'", "seed = 'x'", "state = 'cancelled'",
        ],
    )  # fmt: skip
    def test_checks_of_a_draw(self, change):
        draft()
        self.no("violates check", f"UPDATE loyalty_draw SET {change}")

    def test_checks_of_entries_and_prizes(self):
        draw = published()
        sign_up(draw, customer())
        self.no("draw_entry_kept_within", "UPDATE loyalty_drawentry SET kept = 2")
        self.no("draw_entry_kind_fits", "UPDATE loyalty_drawentry SET units = 5")
        entry = DrawEntry.objects.get()
        entry.pk = None
        with pytest.raises(IntegrityError, match="draw_entry_key_unique"), transaction.atomic():
            entry.save(force_insert=True)
        other = DrawParticipant.objects.get()
        other.pk, other.code = None, other.code[::-1]
        with pytest.raises(IntegrityError, match="draw_participant_unique"), transaction.atomic():
            other.save(force_insert=True)
        draft()
        self.no("prize_value_not_negative", f"UPDATE loyalty_prize SET value = -1 WHERE draw_id <> {draw.pk}")
        self.no("prize_slot_whole", f"UPDATE loyalty_prize SET first_day = now() WHERE draw_id <> {draw.pk}")

    def test_checks_of_steps_and_awards(self, draw):
        step = DrawStep.objects.order_by("step")[0]
        for name, change in {
            "draw_step_unique": {"counter": 99},
            "draw_counter_unique": {"step": 99},
            "draw_prize_won_once": {"step": 99, "counter": 99},
            "draw_number_in_the_pool": {"step": 99, "counter": 99, "value": 5, "below": 5},
            "draw_passed_over_with_reason": {"step": 99, "counter": 99, "has_won": False},
        }.items():
            row = DrawStep.objects.get(pk=step.pk)
            row.pk = None
            for field, value in change.items():
                setattr(row, field, value)
            with pytest.raises(IntegrityError, match=name), transaction.atomic():
                row.save(force_insert=True)
        self.no("award_lost_with_reason", "UPDATE loyalty_drawaward SET state = 'lost'")
        self.no("award_redrawn_when_lost", "UPDATE loyalty_drawaward SET is_redrawn = true")


class TestCancelling:
    def test_needs_a_reason(self):
        with refuses("reason_missing"):
            cancelling.cancel_draw(draw=published(), reason=" ", now=INSIDE)

    @pytest.mark.parametrize("made", [draft, lambda: drawn(published())])
    def test_not_a_draft_and_not_after_the_draw(self, made):
        with refuses("draw_state"):
            cancelling.cancel_draw(draw=made(), reason="Because", now=INSIDE)


def test_the_sweep_catches_up_with_everything_at_once():
    draw = published()
    sign_up(draw, customer())
    assert sweeping.sweep(OPENS - timedelta(seconds=1)) == 0
    assert sweeping.sweep(DRAWS) == 3
    assert Draw.objects.get().state == "drawn"
    assert sweeping.sweep(DRAWS) == 0
