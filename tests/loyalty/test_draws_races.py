"""Real connections at once: a draw is drawn once, an edition is never oversold and never undersold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from core.errors import DomainError
from customers.models import Customer
from loyalty.draws import drawing, entering, freezing, sweeping, verifying
from loyalty.editions import services
from loyalty.models import Draw, DrawAward, DrawEntry, EditionClaim, FrozenLine
from sales.services import record_purchase
from tests.loyalty.draws import CLOSES, DRAWS, INSIDE, award, published
from tests.loyalty.editions import TEN, agrees, claim, state, taken
from tests.loyalty.editions import published as edition_of
from tests.loyalty.test_ledger_races import at_once
from tests.sales.factories import customer, draft, line, product

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = 12


def in_turns(actions: list[Callable[[], Any]], threads: int = 20) -> list[str]:
    """Run many actions on a bounded number of connections; what became of each."""

    def run(share: list[Callable[[], Any]]) -> list[str]:
        try:
            return [_attempt(action) for action in share]
        finally:
            connection.close()

    with ThreadPoolExecutor(threads) as pool:
        return [result for part in pool.map(run, [actions[n::threads] for n in range(threads)]) for result in part]


def _attempt(action: Callable[[], Any]) -> str:
    try:
        action()
    except DomainError as error:
        return error.code
    except Exception as error:  # noqa: BLE001  # counted by the tests
        return type(error).__name__
    return "done"


def test_by_hand_and_by_schedule_at_once_is_drawn_once():
    draw = published(30000, 20000, 10000)
    for _ in range(PEOPLE):
        entering.enter_by_signup(draw=draw, customer_id=customer().pk, now=INSIDE)
    freezing.freeze_draw(draw=draw, now=CLOSES)
    by_hand = [lambda: drawing.draw_winners(draw=draw, now=DRAWS)] * 6
    assert at_once([*by_hand, *[lambda: sweeping.sweep(DRAWS)] * 6]) == ["done"] * 12
    assert DrawAward.objects.count() == 3
    assert verifying.verify(Draw.objects.get()).is_right


def test_without_the_lock_the_database_still_draws_once(monkeypatch):
    """The twin: without the lock several draw at the same moment, and all but one are refused."""
    monkeypatch.setattr(drawing, "lock_draw", lambda pk: Draw.objects.get(pk=pk))
    met = False
    for _ in range(10):
        draw = published(30000, 20000)
        for _person in range(3):
            entering.enter_by_signup(draw=draw, customer_id=customer().pk, now=INSIDE)
        freezing.freeze_draw(draw=draw, now=CLOSES)
        results = set(at_once([lambda draw=draw: drawing.draw_winners(draw=draw, now=DRAWS)] * 6))
        assert DrawAward.objects.filter(step__draw=draw).count() == 2
        met = met or results != {"done"}
    assert met


def test_drawn_again_once():
    draw = published(by_signup=True)
    for _ in range(PEOPLE):
        entering.enter_by_signup(draw=draw, customer_id=customer().pk, now=INSIDE)
    freezing.freeze_draw(draw=draw, now=CLOSES)
    drawing.draw_winners(draw=draw, now=DRAWS)
    first = award(draw)
    results = Counter(at_once([lambda: drawing.redraw_prize(award=first, reason="declined", now=DRAWS)] * 8))
    assert results == {"done": 1, "already_redrawn": 7}
    assert verifying.verify(Draw.objects.get()).is_right


def test_freezing_meets_people_who_enter():
    """Whoever was answered "you are in" is in the list; whoever is not in it was refused."""
    draw = published(by_purchase=True, step=1000)
    people = [customer() for _ in range(PEOPLE)]
    buyers = [draft(line(3000), customer=customer().pk, occurred_at=INSIDE) for _ in range(6)]
    actions = [
        *(lambda who=who: entering.enter_by_signup(draw=draw, customer_id=who.pk, now=INSIDE) for who in people),
        *(lambda told=told: record_purchase(draft=told, now=INSIDE) for told in buyers),
        lambda: freezing.freeze_draw(draw=draw, now=CLOSES),
    ]
    results = Counter(at_once(actions))
    assert set(results) <= {"done", "draw_closed"}
    row = Draw.objects.get()
    assert row.state == "frozen"
    assert FrozenLine.objects.count() == DrawEntry.objects.values("participant").distinct().count()
    assert row.chances_count == sum(DrawEntry.objects.values_list("kept", flat=True))


def test_one_customer_signing_up_everywhere_has_one_chance():
    draw, who = published(), customer()
    results = at_once([lambda: entering.enter_by_signup(draw=draw, customer_id=who.pk, now=INSIDE)] * 10)
    assert results == ["done"] * 10
    assert DrawEntry.objects.count() == 1


class TestEditions:
    def test_500_claims_on_100_pieces(self):
        edition = edition_of(100, has_waiting_list=False)
        people = [customer() for _ in range(500)]
        # A hundred connections at once: more than any shop's web processes hold.
        results = Counter(in_turns([lambda who=who: claim(edition, who) for who in people], threads=100))
        assert results == {"done": 100, "sold_out": 400}
        assert taken(edition) == 100
        agrees(edition)

    def test_without_the_lock_only_the_count_holds(self, monkeypatch):
        """The twin: only the conditional UPDATE and the CHECK are left; the limit per customer is not held."""
        monkeypatch.setattr(services, "LOCKS", False)
        # It alone would already put one customer's claims in a row.
        monkeypatch.setattr(services, "lock_customer", lambda pk: Customer.objects.get(pk=pk))
        broken = False
        for _ in range(15):
            edition, who = edition_of(50, per_customer=2), customer()
            in_turns([lambda edition=edition, who=who: claim(edition, who)] * 12, threads=12)
            assert taken(edition) <= 50
            broken = broken or taken(edition) > 2
        assert broken

    def test_the_limit_per_customer_holds(self):
        edition, who = edition_of(50, per_customer=2), customer()
        results = Counter(in_turns([lambda: claim(edition, who)] * 20))
        assert results == {"done": 2, "too_many_pieces": 18}

    def test_lapsed_pieces_go_on_while_many_claim(self):
        edition = edition_of(5)
        first = [claim(edition, customer()) for _ in range(5)]
        people = [customer() for _ in range(30)]
        later = first[0].held_until
        actions = [lambda who=who: claim(edition, who, later) for who in people]
        sweeps = [lambda: services.settle_due(now=later)] * 5
        assert set(in_turns([*actions, *sweeps])) == {"done"}
        agrees(edition)
        assert taken(edition) == 5
        held = list(EditionClaim.objects.filter(state="held").order_by("pk").values_list("pk", flat=True))
        waiting = list(EditionClaim.objects.filter(state="waiting").order_by("pk").values_list("pk", flat=True))
        assert len(held) == 5
        assert max(held) < min(waiting)
        assert {state(row) for row in first} == {"lapsed"}

    def test_buying_meets_claims_that_lapse(self):
        """Whoever bought in time has the piece; nobody has one that was given to somebody else."""
        thing = product()
        edition = edition_of(5, product=thing)
        people, others = [customer() for _ in range(5)], [customer() for _ in range(10)]
        until = max(claim(edition, who).held_until for who in people)
        in_time = until - timedelta(seconds=1)
        sales = [draft(line(product=thing.sku), customer=who.pk, occurred_at=in_time) for who in people]
        actions = [
            *(lambda told=told: record_purchase(draft=told, now=in_time) for told in sales[:3]),
            *(lambda who=who: claim(edition, who, until) for who in others),
            *(lambda told=told: record_purchase(draft=told, now=until) for told in sales[3:]),
        ]
        assert set(at_once(actions)) == {"done"}
        agrees(edition)
        assert taken(edition) == 5
        held = EditionClaim.objects.filter(edition=edition, state__in=["held", "paid"])
        assert held.count() == 5
        paid = set(held.filter(state="paid").values_list("customer", flat=True))
        assert paid <= {who.pk for who in people[:3]}

    def test_ten_tills_tell_one_claim(self):
        edition, who = edition_of(5, per_customer=5), customer()
        assert at_once([lambda: claim(edition, who, TEN, event_key="shop:1")] * 10) == ["done"] * 10
        assert taken(edition) == 1
