"""How a random machine tells the ledger something, and what it looks at after."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from itertools import count
from typing import Any

from django.db import transaction
from django.db.models import Max, Sum
from hypothesis.stateful import RuleBasedStateMachine

from core.errors import DomainError
from loyalty.dates import activity_end
from loyalty.models import Account, Entry, Lot
from tests.loyalty.factories import snapshot

_numbers = count(1)

# Kind of entry → what all entries of the kind come to; None: whatever they come to.
Moves = dict[str, int | None]
# What taking back, merging and gathering may bring about besides: debts and units that change account.
TAKEN: Moves = {"adjust": 0, "transfer": 0, "writeoff": None, "expire": None}


def newest() -> int:
    return Entry.objects.aggregate(last=Max("pk"))["last"] or 0


def worth(now: datetime, activity: datetime) -> dict[str, int]:
    """What all accounts hold that has not expired by the clock, less what they owe, by currency.

    `activity`: of an order about to be amended; what was alive then, it keeps alive as from its own time, unless
    the end was booked.
    """
    found: dict[str, int] = {}
    for lot in Lot.objects.filter(remaining__gt=0).select_related("account"):
        until = lot.expires_at
        if until and lot.activity_months and until > activity:
            until = max(until, activity_end(activity, lot.activity_months))
        if until is None or until > now:
            found[lot.account.currency] = found.get(lot.account.currency, 0) + lot.remaining
    for currency, debt in Account.objects.values_list("currency").annotate(Sum("debt")).order_by():
        found[currency] = found.get(currency, 0) - debt
    return found


def given_for(purchase: int) -> dict[str, int]:
    """What a purchase has granted and not taken back, by currency."""
    found = Entry.objects.filter(purchase=purchase, kind__in=["grant", "return"])
    return dict(found.values_list("account__currency").annotate(Sum("units")).order_by())


class Driver(RuleBasedStateMachine):
    """A clock, what was told, and one transaction that is rolled back at the end."""

    def __init__(self, start: datetime) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.now = start
        # What may be told again at once (hooks and sweeps ask the clock), and at any time.
        self.last: Callable[[], Any] | None = None
        self.told: list[Callable[[], Any]] = []

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    def do(self, action: Callable[[], Any], moves: Moves | None = None, *, is_keyed: bool = True) -> Any:
        """Try it; a refusal changes nothing. What was done may be done again.

        `moves`: the kinds of entries that it writes, with what they come to over all accounts and currencies;
        None as a sum: whatever it is.
        """
        before, last = snapshot(), newest()
        try:
            with transaction.atomic():
                outcome = action()
        except DomainError:
            assert snapshot() == before
            return None
        self.last = action
        if is_keyed:
            self.told.append(action)
        if moves is not None:
            self.check(moves, last)
        return outcome

    def check(self, moves: Moves, last: int) -> None:
        """Exactly these kinds were written since, and came to these sums."""
        new = Entry.objects.filter(pk__gt=last).values_list("kind").annotate(units=Sum("units"))
        found = dict(new.order_by())
        assert set(found) <= set(moves)
        for kind, wanted in moves.items():
            assert wanted is None or found.get(kind, 0) == wanted

    def key(self) -> str:
        return f"machine:{next(_numbers)}"
