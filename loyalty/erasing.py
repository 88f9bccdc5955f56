"""What every method of the programme does when a customer is erased, and what no method does by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db import connection
from django.utils.translation import gettext as _

from core import clock
from customers import erasing
from customers.erasing import BLANK, Erasure, Obstacle, Part
from loyalty.cards import erasing as cards
from loyalty.draws import erasing as draws
from loyalty.editions import erasing as editions
from loyalty.households import erasing as households
from loyalty.ledger import erasing as ledger
from loyalty.models import TierMembership, TierStanding, TillBasket
from loyalty.pricing import erasing as pricing
from loyalty.referrals import erasing as referrals
from loyalty.rewards import erasing as rewards

_WAITING = (TillBasket.State.OPEN, TillBasket.State.PARKED)

# The wallet of who told nothing is that of their area; the address goes, and the figure must not change with it.
_KEEP_WALLET = """
INSERT INTO loyalty_statedspend (customer_id, yearly_amount, stated_on)
SELECT %(customer)s, a.yearly_amount, %(day)s FROM customers_address d
JOIN loyalty_areaspend a ON a.country = d.country AND (a.city = '' OR lower(a.city) = lower(d.city))
WHERE d.customer_id = %(customer)s ORDER BY (a.city <> '') DESC, d.kind = 'home' DESC, d.id LIMIT 1
ON CONFLICT (customer_id) DO NOTHING"""


def register() -> None:
    """Rewards and draws give units back before the place in a household is given up, to whom they came from.

    Prices come before rewards: a voucher that an unpaid quote holds is free then, and can be taken back.
    """
    for name, module in (
        ("ledger", ledger), ("pricing", pricing), ("rewards", rewards), ("draws", draws), ("editions", editions),
        ("referrals", referrals), ("cards", cards), ("households", households),
    ):  # fmt: skip
        erasing.register(
            Part(
                f"loyalty.{name}", module.erase, getattr(module, "blank", None), getattr(module, "obstacles", None),
                module.tells,
            )
        )  # fmt: skip
    erasing.register(Part("loyalty.rest", erase_rest, obstacles=_at_the_till))


def erase_rest(erasure: Erasure) -> dict[str, int]:
    """Baskets go on without a name; a level given by hand keeps no words; the wallet stays as large as it was."""
    TierStanding.objects.filter(customer__in=erasure.ids).delete()
    TierMembership.objects.filter(customer__in=erasure.ids).exclude(manual_reason="").update(manual_reason=BLANK)
    with connection.cursor() as cursor:
        cursor.execute(_KEEP_WALLET, {"customer": erasure.customer.pk, "day": clock.business_day(erasure.now)})
    baskets = TillBasket.objects.filter(customer__in=erasure.ids)
    waiting = baskets.filter(state__in=_WAITING).update(customer=None, quote=None, payments=[], label="")
    baskets.update(label="")
    return {"baskets": waiting}


def _at_the_till(ids: Sequence[int]) -> Iterator[Obstacle]:
    if TillBasket.objects.filter(customer__in=ids, state__in=_WAITING).exclude(lines=[], exchange={}).exists():
        yield Obstacle("till_open", _("A sale to them is open at a till: finish or drop it first."))
