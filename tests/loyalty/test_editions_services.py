"""Limited editions: the examples of docs/algorithms/editions.md by their numbers, and what is refused."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from core.errors import DomainError
from customers.models import Customer, TimelineEntry
from loyalty.editions import access, publishing, services
from loyalty.models import Edition, EditionClaim, TierLevel, TierMembership
from sales import services as sales
from sales.drafts import PurchaseDraft
from tests.customers.factories import make_group, make_user
from tests.loyalty.editions import TEN, agrees, claim, draft, published, state, taken
from tests.loyalty.factories import member
from tests.sales.factories import customer, give_back, line, product, purchase

pytestmark = pytest.mark.django_db


def refuses(code: str):
    return pytest.raises(DomainError, check=lambda error: error.code == code)


def at(minutes: int):
    return TEN + timedelta(minutes=minutes)


def sweep(minutes: int) -> int:
    return services.settle_due(now=at(minutes))


class TestOpenings:
    """Examples 1 to 4."""

    @pytest.fixture
    def vip(self):
        return make_group("VIP")

    @pytest.fixture
    def edition(self, vip):
        made = draft()
        publishing.add_opening(edition=made, opens_at=TEN - timedelta(hours=1), group_id=vip.pk)
        publishing.add_opening(edition=made, opens_at=TEN, members_only=True)
        publishing.add_opening(edition=made, opens_at=TEN + timedelta(hours=2))
        return publishing.publish_edition(edition=made, now=TEN - timedelta(days=1))

    def test_1_to_3(self, edition, vip):
        first, second, third = member(), member(), customer()
        first.groups.add(vip)
        opens = [access.opens_for(edition, who) for who in (first, second, third)]
        assert opens == [TEN - timedelta(hours=1), TEN, TEN + timedelta(hours=2)]
        with refuses("not_open_for_you"):
            claim(edition, second, TEN - timedelta(seconds=1))
        assert claim(edition, second, TEN).state == "held"

    def test_4_never(self, vip):
        made = draft()
        publishing.add_opening(edition=made, opens_at=TEN, group_id=vip.pk)
        publishing.publish_edition(edition=made, now=TEN)
        assert access.opens_for(made, member()) is None
        with refuses("not_open_for_you"):
            claim(made, member(), at(10**6))

    def test_4a_level_by_level(self):
        silver, gold = (TierLevel.objects.create(code=f"l{rank}", name=f"Level {rank}", rank=rank) for rank in (1, 2))
        made = draft()
        publishing.add_opening(edition=made, opens_at=TEN - timedelta(hours=1), level_id=gold.pk)
        publishing.add_opening(edition=made, opens_at=TEN, level_id=silver.pk)
        people = [member(), member(), member()]
        for who, level in zip(people, (gold, silver), strict=False):
            TierMembership.objects.create(customer=who, level=level, earned_level=level, since=TEN)
        assert [access.opens_for(made, who) for who in people] == [TEN - timedelta(hours=1), TEN, None]

    def test_times_of_a_zone(self):
        assert str(publishing.zone_of(draft(time_zone="Asia/Shanghai"))) == "Asia/Shanghai"


class TestClaims:
    def test_5_and_6_hold_wait_lapse(self):
        edition = published(2)
        a, b, c, d = (customer() for _ in range(4))
        rows = [claim(edition, who, at(minute)) for minute, who in enumerate((a, b, c))]
        assert [row.state for row in rows] == ["held", "held", "waiting"]
        assert [row.held_until for row in rows] == [at(30), at(31), None]
        services.pay_claim(claim=rows[0], now=at(20), actor=make_user())
        last = claim(edition, d, at(31))
        assert [state(row) for row in (*rows, last)] == ["paid", "lapsed", "held", "waiting"]
        assert EditionClaim.objects.get(pk=rows[2].pk).held_until == at(61)
        agrees(edition)

    def test_7_to_the_minute(self):
        edition = published()
        row = claim(edition, customer())
        with refuses("claim_lapsed"):
            services.pay_claim(claim=row, now=at(30), actor=make_user())
        row = claim(edition, customer())
        assert services.pay_claim(claim=row, now=at(30) - timedelta(seconds=1), actor=make_user()).state == "paid"

    @pytest.mark.parametrize(("policy", "next_one", "pieces"), [("free", "held", 1), ("keep", "waiting", 1)])
    def test_8_returned(self, policy, next_one, pieces):
        edition, who = published(1, on_return=policy), customer()
        first, second = claim(edition, who), claim(edition, customer())
        bought = purchase(line(9900), customer=who.pk)
        services.pay_claim(claim=first, now=TEN, purchase=bought)
        give_back(bought)
        assert state(second) == next_one
        assert taken(edition) == pieces
        agrees(edition)

    def test_the_sweep_books_it_once(self):
        edition = published(1)
        first, second = claim(edition, customer()), claim(edition, customer(), at(1))
        assert sweep(29) == 0
        assert sweep(30) == 2
        assert sweep(30) == 0
        assert (state(first), state(second)) == ("lapsed", "held")

    def test_the_same_event_is_one_claim(self):
        edition, who = published(), customer()
        first = claim(edition, who, event_key="shop:1")
        assert claim(edition, who, event_key="shop:1") == first
        with refuses("event_key_taken"):
            claim(edition, customer(), event_key="shop:1")
        assert taken(edition) == 1

    def test_the_limit_per_customer(self):
        edition, who = published(5, per_customer=2), customer()
        claim(edition, who, quantity=2)
        with refuses("too_many_pieces"):
            claim(edition, who)
        with refuses("too_many_pieces"):
            claim(edition, customer(), quantity=3)

    def test_who_wants_more_than_is_free_is_not_overtaken(self):
        edition = published(3, per_customer=2)
        claim(edition, customer(), quantity=2)
        second = claim(edition, customer(), quantity=2)
        third = claim(edition, customer())
        assert (second.state, third.state) == ("waiting", "waiting")
        assert sweep(30) == 3
        assert (state(second), state(third)) == ("held", "held")

    def test_sold_out(self):
        with refuses("sold_out"):
            edition = published(1, has_waiting_list=False)
            claim(edition, customer())
            claim(edition, customer())
        edition = published(1)
        claim(edition, customer())
        with refuses("sold_out"):
            claim(edition, customer(), may_wait=False)

    @pytest.mark.parametrize("told", [0, -1])
    def test_odd_numbers(self, told):
        with refuses("quantity_invalid"):
            claim(published(), customer(), quantity=told)

    @pytest.mark.parametrize("flag", ["is_test", "is_staff_customer"])
    def test_staff_and_test_customers_do_not_claim(self, flag):
        with refuses("not_eligible"):
            claim(published(), customer(**{flag: True}))

    def test_not_published_or_closed(self):
        with refuses("edition_closed"):
            claim(draft(), customer())
        edition = published(closes_at=at(60))
        with refuses("edition_closed"):
            claim(edition, customer(), at(60))

    def test_after_the_closing_nobody_who_waits_is_served(self):
        edition = published(1, closes_at=at(20))
        claim(edition, customer())
        second = claim(edition, customer())
        sweep(30)
        assert (state(second), taken(edition)) == ("waiting", 0)

    def test_a_merged_customer_claims_as_the_survivor(self):
        survivor, old = customer(), customer()
        Customer.objects.filter(pk=old.pk).update(merged_into=survivor)
        assert claim(published(), old).customer == survivor

    def test_everything_is_on_the_timeline(self):
        edition, who = published(1), customer()
        row = claim(edition, who)
        services.pay_claim(claim=row, now=TEN, actor=make_user())
        services.cancel_claim(claim=row, now=TEN, reason="Broken", actor=make_user())
        verbs = TimelineEntry.objects.filter(customer=who).order_by("pk").values_list("verb", flat=True)
        assert list(verbs) == ["edition.claimed", "edition.paid", "edition.cancelled"]


class TestPaying:
    @pytest.fixture
    def thing(self):
        return product()

    @pytest.fixture
    def edition(self, thing):
        return published(5, per_customer=3, product=thing)

    def test_each_piece_of_a_purchase_pays_once(self, edition, thing):
        who = customer()
        bought = purchase(line(2000, 2, product=thing.sku), customer=who.pk)
        rows = [claim(edition, who) for _ in range(3)]
        for row in rows[:2]:
            services.pay_claim(claim=row, now=TEN, purchase=bought)
        services.pay_claim(claim=rows[0], now=TEN, purchase=bought)
        with refuses("purchase_does_not_pay"):
            services.pay_claim(claim=rows[2], now=TEN, purchase=bought)
        give_back(bought, {1: 1})
        assert [state(row) for row in rows[:2]] == ["paid", "returned"]
        agrees(edition)

    def test_a_sale_pays_for_what_is_held_by_itself(self, edition, thing):
        who = customer()
        rows = [claim(edition, who) for _ in range(3)]
        foreign = claim(edition, customer())
        other = purchase(line(), customer=who.pk, occurred_at=at(1), now=at(1))
        bought = purchase(line(2000, 2, product=thing.sku), customer=who.pk, occurred_at=at(2), now=at(2))
        assert [state(row) for row in rows] == ["paid", "paid", "held"]
        assert state(foreign) == "held"
        assert set(EditionClaim.objects.filter(state="paid").values_list("purchase", flat=True)) == {bought.pk}
        services.pay_claim(claim=rows[0], now=at(3), purchase=bought)
        with refuses("purchase_does_not_pay"):
            services.pay_claim(claim=rows[2], now=at(3), purchase=bought)
        give_back(bought, {1: 1})
        assert [state(row) for row in rows[:2]] == ["paid", "returned"]
        assert not other.edition_claims.exists()
        agrees(edition)

    @pytest.mark.parametrize(("bought_at", "told_at"), [(-20, 1), (29, 30), (30, 30)])
    def test_what_was_bought_long_before_or_told_too_late_pays_nothing(self, edition, thing, bought_at, told_at):
        row = claim(edition, who := customer())
        purchase(line(product=thing.sku), customer=who.pk, occurred_at=at(bought_at), now=at(told_at))
        assert EditionClaim.objects.get(pk=row.pk).paid_at is None

    def test_another_product_and_another_customer(self, edition, thing):
        who = customer()
        row = claim(edition, who)
        with refuses("purchase_does_not_pay"):
            services.pay_claim(claim=row, now=TEN, purchase=purchase(line(), customer=who.pk))
        with refuses("purchase_of_another"):
            foreign = purchase(line(product=thing.sku), customer=customer().pk)
            services.pay_claim(claim=row, now=TEN, purchase=foreign)
        with refuses("purchase_missing"):
            services.pay_claim(claim=row, now=TEN)

    def test_an_amended_order_without_the_thing(self, edition, thing):
        who = customer()
        told = {"source": "web", "number": "1", "occurred_at": TEN, "is_open": True, "customer": who.pk}
        bought = sales.record_purchase(draft=PurchaseDraft(lines=(line(product=thing.sku),), **told), now=TEN)
        row = services.pay_claim(claim=claim(edition, who), now=TEN, purchase=bought)
        sales.amend_purchase(purchase=bought, draft=PurchaseDraft(lines=(line(),), **told), now=TEN)
        assert state(row) == "returned"

    def test_only_what_is_held_is_paid(self):
        edition = published(1)
        claim(edition, customer())
        with refuses("claim_state"):
            services.pay_claim(claim=claim(edition, customer()), now=TEN, actor=make_user())


class TestCancelling:
    def test_the_piece_goes_to_the_next(self):
        edition = published(1)
        first, second = claim(edition, customer()), claim(edition, customer())
        for _ in range(2):
            services.cancel_claim(claim=first, now=at(1))
        assert state(second) == "held"
        agrees(edition)

    def test_a_paid_one_needs_a_reason(self):
        row = services.pay_claim(claim=claim(published(), customer()), now=TEN, actor=make_user())
        with refuses("reason_missing"):
            services.cancel_claim(claim=row, now=TEN)

    def test_one_that_waits_leaves_the_list(self):
        edition = published(1)
        claim(edition, customer())
        second, third = claim(edition, customer()), claim(edition, customer())
        services.cancel_claim(claim=second, now=TEN)
        sweep(30)
        assert state(third) == "held"

    def test_a_lapsed_one_stays_lapsed(self):
        row = claim(published(), customer())
        sweep(30)
        with refuses("claim_state"):
            services.cancel_claim(claim=row, now=at(31))


class TestPublishing:
    def test_without_an_opening(self):
        with refuses("no_opening"):
            publishing.publish_edition(edition=draft(), now=TEN)

    def test_closing_before_opening(self):
        edition = draft(closes_at=TEN)
        publishing.add_opening(edition=edition, opens_at=TEN)
        with refuses("closes_too_early"):
            publishing.publish_edition(edition=edition, now=TEN)

    def test_only_the_quantity_changes_afterwards(self):
        edition = published(1)
        claim(edition, customer())
        second = claim(edition, customer())
        with refuses("edition_published"):
            publishing.change_edition(edition=edition, data={"name": "Other"}, now=TEN)
        with refuses("edition_published"):
            publishing.add_opening(edition=edition, opens_at=TEN)
        with refuses("edition_published"):
            publishing.remove_opening(opening=edition.steps.get())
        with refuses("quantity_taken"):
            publishing.change_edition(edition=edition, data={"quantity": 0}, now=TEN)
        publishing.change_edition(edition=edition, data={"quantity": 2}, now=TEN)
        assert state(second) == "held"

    def test_closing_ends_the_waiting(self):
        edition = published(1)
        first, second = claim(edition, customer()), claim(edition, customer())
        for _ in range(2):
            publishing.close_edition(edition=edition, now=TEN)
        assert (state(first), state(second)) == ("held", "cancelled")
        services.pay_claim(claim=first, now=TEN, actor=make_user())
        with refuses("edition_state"):
            publishing.close_edition(edition=draft(), now=TEN)


class TestGuards:
    @pytest.mark.parametrize(
        ("name", "change"),
        [
            ("edition_taken_within_quantity", "taken = 3"), ("edition_numbers_positive", "per_customer = 0"),
            ("edition_state_known", "state = 'odd'"),
        ],
    )  # fmt: skip
    def test_editions(self, name, change):
        published(2)
        self.no(name, f"UPDATE loyalty_edition SET {change}")

    @pytest.mark.parametrize(
        ("name", "change"),
        [
            ("claim_quantity_positive", "quantity = 0"), ("claim_state_known", "state = 'odd'"),
            ("claim_held_until_an_instant", "held_until = NULL"), ("claim_paid_at_an_instant", "state = 'paid'"),
        ],
    )  # fmt: skip
    def test_claims(self, name, change):
        claim(published(), customer())
        self.no(name, f"UPDATE loyalty_editionclaim SET {change}")

    def test_one_claim_per_event(self):
        row = claim(published(), customer())
        row.pk, row.code = None, "OTHER"
        with pytest.raises(IntegrityError, match=r"claim_event_key_unique|public_id"), transaction.atomic():
            row.save(force_insert=True)

    def no(self, name, statement):
        with pytest.raises(DatabaseError, match=name), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_the_sweep_asks_only_for_editions_with_something_to_do(django_assert_num_queries):
    edition = published(1)
    claim(edition, customer())
    with django_assert_num_queries(1):
        assert sweep(1) == 0
    assert Edition.objects.get().free == 0
