"""Redeeming a reward, handing it over, cancelling and revoking it: `docs/algorithms/rewards.md`.

The units go first (their account is locked), then the counts, by conditional updates that touch
no row when the bound is reached: so the stock, a popular row, is locked only for the end of the
transaction, and nobody ever reads a count to decide by it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from core import codes, webhooks
from core.errors import Conflict, DomainError, NotFound
from core.models import User
from customers import timeline
from customers.services.people import hold_customers
from loyalty import ledger
from loyalty.costs.services import post_cost, release_units, take_back
from loyalty.households.services import redeem_from_pool
from loyalty.ledger import keys
from loyalty.ledger.services import check_permission, check_reason
from loyalty.models import Charity, Coupon, Redemption, Reward
from loyalty.pricing.coupons import issue_coupon
from loyalty.rewards import rules
from loyalty.tiers.queries import current_level

EVENT = "redemption.changed"
CODE_LENGTH = 9
# With what the entries of its units put before and behind it, it fits their column.
LONGEST_KEY = 85
State, Kind = Redemption.State, Reward.Kind


def redeem_reward(
    *,
    customer_id: int,
    reward: Reward | int,
    event_key: str,
    now: datetime,
    quantity: int = 1,
    charity: Charity | int | None = None,
    expects: int | None = None,
    actor: User | None = None,
) -> Redemption:
    """Take the units and give a code; the same event again gives the same redemption.

    `expects`: the price of one that the member was shown; another one by now is refused (`price_changed`).
    Further codes: `reward_off`, `reward_not_yet`, `reward_over`, `tier_too_low`, `sold_out`, `too_many`,
    `charity_missing`, and those of redeeming (`insufficient`, `in_debt`, `not_a_member`, `earn_only`).
    """
    keys.check(event_key)
    if len(event_key) > LONGEST_KEY:
        text = _("An event key has at most %(most)d characters.") % {"most": LONGEST_KEY}
        raise DomainError("event_key_invalid", text, field="event_key")
    if actor:
        check_permission(actor, "loyalty.redeem_reward")
    pk = reward if isinstance(reward, int) else reward.pk
    chosen = charity.pk if isinstance(charity, Charity) else charity
    if prior := _prior(event_key, customer_id, pk, quantity):
        return prior
    try:
        with transaction.atomic():
            return _redeem(
                _reward(pk, expects), customer_id, quantity, charity=chosen, event_key=event_key, now=now, actor=actor
            )
    except (IntegrityError, Conflict):
        # The same event at the same moment by another worker.
        if prior := _prior(event_key, customer_id, pk, quantity):
            return prior
        raise


def _prior(event_key: str, customer_id: int, reward: int, quantity: int) -> Redemption | None:
    found = Redemption.objects.filter(event_key=event_key).first()
    if found and (found.customer_id, found.reward_id, found.quantity) != (customer_id, reward, quantity):
        raise Conflict("event_key_taken", _("This event key was used for something else."), field="event_key")
    return found


def _reward(pk: int, expects: int | None) -> Reward:
    found = Reward.objects.select_related("promotion", "partner").filter(pk=pk).first()
    if found is None:
        raise NotFound("reward_unknown", _("There is no such reward."), field="reward")
    if expects is not None and expects != found.price:
        raise Conflict("price_changed", _("It costs something else by now: please look again."), field="expects")
    return found


def _redeem(
    reward: Reward,
    customer: int,
    quantity: int,
    *,
    charity: int | None,
    event_key: str,
    now: datetime,
    actor: User | None,
) -> Redemption:
    _refuse(reward, customer, quantity, charity, now)
    hold_customers([customer])  # before the account: the timeline is written after
    units = reward.price * quantity
    redeem_from_pool(
        customer_id=customer, currency=reward.currency, units=units, event_key=entry_key(event_key), now=now,
        facts={"reward": reward.pk, "name": reward.name, "quantity": quantity},
        explanation=f"{quantity} × {reward.price}: {reward.name}"[:500],
    )  # fmt: skip
    _take(reward, customer, quantity)
    valid_until = rules.valid_until(reward, now)
    made = _write(
        reward=reward, customer_id=customer, quantity=quantity, currency=reward.currency, units=units,
        unit_cost=reward.unit_cost, partner_id=reward.partner_id if reward.kind == Kind.PARTNER else None,
        charity_id=charity, event_key=event_key, created_at=now, created_by=actor,
        valid_until=valid_until,
    )  # fmt: skip
    if reward.kind == Kind.VOUCHER:
        assert reward.promotion_id is not None  # a constraint
        made.coupon = issue_coupon(
            promotion=reward.promotion_id, customer_id=customer, key=f"reward:{made.pk}", valid_until=valid_until
        )
        made.save(update_fields=["coupon"])
    _post_costs(made, reward, now)
    tell(made, "reward.redeemed", actor, now)
    return made


def _post_costs(made: Redemption, reward: Reward, now: datetime) -> None:
    """What the reward costs the shop; the units cost when they were earned, and are not counted again.

    A voucher costs what it takes off, when it is used: that is posted with the sale, and not here as well.
    """
    if reward.kind != Kind.VOUCHER:
        post_cost(
            key=cost_key(made), kind="reward", amount=reward.unit_cost * made.quantity, customer_id=made.customer_id,
            at=now, note=reward.name,
        )  # fmt: skip
    release_units(
        key=units_key(made), currency=made.currency, units=made.units, customer_id=made.customer_id, at=now,
        note=reward.name, spent=entry_key(made.event_key),
    )  # fmt: skip


def cost_key(row: Redemption) -> str:
    return f"reward:{row.pk}"


def back_key(row: Redemption) -> str:
    """Of the entry that gives the units back, whoever gives them: so that they come back once."""
    return f"{entry_key(row.event_key)}:back"


def units_key(row: Redemption) -> str:
    return f"reward:{row.pk}:units"


def _refuse(reward: Reward, customer: int, quantity: int, charity: int | None, now: datetime) -> None:
    rules.check_quantity(reward, quantity)
    level = current_level(customer) if reward.tier_rank else None
    if refusal := rules.refusal(reward, now, rank=level.rank if level else 0):
        raise Conflict(*refusal, field="reward")
    if reward.stock is not None and reward.taken + quantity > reward.stock:
        raise _sold_out()
    if reward.kind == Kind.DONATION and not Charity.objects.filter(pk=charity or 0, is_active=True).exists():
        raise DomainError("charity_missing", _("Choose whom it is for."), field="charity")
    if reward.kind != Kind.DONATION and charity is not None:
        raise DomainError("charity_unwanted", _("Only donations name whom they are for."), field="charity")


_TALLY = """
INSERT INTO loyalty_rewardtally (reward_id, customer_id, taken)
SELECT %(reward)s, %(customer)s, %(quantity)s WHERE %(most)s::int IS NULL OR %(quantity)s <= %(most)s
ON CONFLICT (reward_id, customer_id) DO UPDATE SET taken = loyalty_rewardtally.taken + excluded.taken
WHERE %(most)s::int IS NULL OR loyalty_rewardtally.taken + excluded.taken <= %(most)s
RETURNING taken"""
_STOCK = """
UPDATE loyalty_reward SET taken = taken + %(quantity)s
WHERE id = %(reward)s AND is_active AND (stock IS NULL OR taken + %(quantity)s <= stock)"""


def _take(reward: Reward, customer: int, quantity: int) -> None:
    """What the customer has of it, then the stock: the popular row last."""
    values = {"reward": reward.pk, "customer": customer, "quantity": quantity, "most": reward.per_customer}
    with connection.cursor() as cursor:
        cursor.execute(_TALLY, values)
        if cursor.fetchone() is None:
            raise Conflict(
                "too_many", _("At most %(most)d for each member.") % {"most": reward.per_customer}, field="quantity"
            )
        cursor.execute(_STOCK, values)
        if cursor.rowcount != 1:
            raise _sold_out()


def _sold_out() -> Conflict:
    return Conflict("sold_out", _("There is none left."), field="reward")


def _write(**values: Any) -> Redemption:
    """With a code that is nobody else's; once in many years the first one is taken."""
    for _attempt in range(5):
        code = codes.new_code(CODE_LENGTH)
        if not Redemption.objects.filter(code=code).exists():
            return Redemption.objects.create(code=code, **values)
    raise Conflict("code_taken", _("Please try again."))


def entry_key(event_key: str) -> str:
    return f"reward:{event_key}"


# --- Afterwards ---------------------------------------------------------------------------


def find(code: str) -> Redemption:
    """By a code as it is typed, read aloud or scanned."""
    wanted = codes.normalise_code(code)[:20]
    found = known(wanted)
    if found is None:
        raise NotFound("redemption_unknown", _("There is no such code."), field="code")
    return found


def known(code: str) -> Redemption | None:
    """The redemption of a code in its written form (`codes.normalise_code`), if there is one."""
    return Redemption.objects.select_related("reward", "customer", "charity", "coupon").filter(code=code).first()


@transaction.atomic
def fulfil(*, redemption: Redemption, now: datetime, actor: User | None = None) -> Redemption:
    """Hand it over; a second time changes nothing. Refuses what is cancelled, revoked or too late."""
    if actor:
        check_permission(actor, "loyalty.fulfil_redemption")
    row = locked(redemption)
    if row.state == State.FULFILLED:
        return row
    if row.state == State.EXPIRED or rules.is_late(row, now):
        raise Conflict("code_expired", _("This code has expired."))
    if row.state != State.OPEN:
        raise Conflict("redemption_closed", _("This code is no longer valid: %(state)s.") % _state(row))
    close(row, State.FULFILLED, now, actor, "")
    tell(row, "reward.fulfilled", actor, now)
    return row


@transaction.atomic
def cancel(*, redemption: Redemption, now: datetime, reason: str, actor: User | None = None) -> Redemption:
    """It was not handed over: the units return to their lots, the piece to the stock. Twice is once.

    Also a code that has expired, as goodwill: then the units follow the piece, unless they came back with it.
    """
    return _undo(redemption, State.CANCELLED, now, reason, actor, gives_back=True)


@transaction.atomic
def revoke(
    *, redemption: Redemption, now: datetime, reason: str, actor: User | None = None, gives_back: bool = False
) -> Redemption:
    """The shop takes the code back, after abuse for example; the units return only if it says so."""
    return _undo(redemption, State.REVOKED, now, reason, actor, gives_back=gives_back)


def _undo(
    redemption: Redemption, state: str, now: datetime, reason: str, actor: User | None, *, gives_back: bool
) -> Redemption:
    if actor:
        check_permission(actor, "loyalty.cancel_redemption")
    check_reason(reason)
    before = Redemption.objects.get(pk=redemption.pk)
    if before.state == state:
        return before
    if gives_back:
        # The account first, as redeeming does.
        ledger.cancel_redemption(event_key=back_key(before), of=entry_key(before.event_key), now=now, reason=reason)
    row = locked(redemption)
    is_expired = row.state == State.EXPIRED and state == State.CANCELLED
    if row.state != State.OPEN and not is_expired:
        raise Conflict("redemption_closed", _("This code is no longer valid: %(state)s.") % _state(row))
    if not is_expired:  # then the piece is back already, and only the units follow
        cancel_coupon(row, now)
        put_back(row)
    close(row, state, now, actor, reason)
    # Nothing was handed over, so it cost nothing; units that the shop keeps are units given up.
    take_back(keys=[cost_key(row), *([units_key(row)] if gives_back else [])], at=now, note=row.reward.name)
    tell(row, f"reward.{state}", actor, now, reason)
    return row


def move_event(*, reward: Reward) -> int:
    """The event was put off, or brought forward: codes that wait are good for its new day. How many there are."""
    if reward.kind != Kind.EVENT or reward.held_at is None:
        return 0
    waiting = Redemption.objects.filter(reward=reward, state=State.OPEN)
    return waiting.update(valid_until=rules.valid_until(reward, reward.held_at))


def cancel_coupon(row: Redemption, now: datetime) -> None:
    """A voucher that was used at a till cannot be taken back: decided by the coupon's own row."""
    if row.coupon_id is None:
        return
    free = Coupon.objects.filter(pk=row.coupon_id, uses=0, cancelled_at__isnull=True)
    if not free.update(cancelled_at=now):
        if row.coupon and row.coupon.used.filter(quote__purchase__isnull=True).exists():
            raise Conflict("coupon_reserved", _("A quote holds this voucher until it is paid, given up or ends."))
        raise Conflict("coupon_used", _("The voucher was used already."))


def revive(coupons: Sequence[int], until: datetime, now: datetime) -> None:
    """Goods that these vouchers paid for came back after their day: they wait to be used again, until `until`."""
    rows = Redemption.objects.select_for_update(of=("self",)).select_related("reward", "customer")
    for row in rows.filter(coupon__in=coupons, state__in=[State.OPEN, State.FULFILLED]).order_by("pk"):
        row.state, row.closed_at, row.closed_by, row.valid_until = State.OPEN, None, None, until
        row.save(update_fields=["state", "closed_at", "closed_by", "valid_until"])
        tell(row, "reward.revived", None, now)


def put_back(row: Redemption) -> None:
    values = {"reward": row.reward_id, "customer": row.customer_id, "quantity": row.quantity}
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE loyalty_rewardtally SET taken = taken - %(quantity)s"
            " WHERE reward_id = %(reward)s AND customer_id = %(customer)s",
            values,
        )
    Reward.objects.filter(pk=row.reward_id).update(taken=F("taken") - row.quantity)


def locked(redemption: Redemption) -> Redemption:
    return Redemption.objects.select_for_update(of=("self",)).select_related("reward").get(pk=redemption.pk)


def close(row: Redemption, state: str, now: datetime, actor: User | None, reason: str) -> None:
    row.state, row.closed_at, row.closed_by, row.reason = state, now, actor, reason
    row.save(update_fields=["state", "closed_at", "closed_by", "reason"])


def _state(row: Redemption) -> dict[str, str]:
    return {"state": row.get_state_display()}


def tell(row: Redemption, verb: str, actor: User | None, now: datetime, reason: str = "") -> None:
    data = {"reward": row.reward.name, "quantity": row.quantity, "units": row.units, "currency": row.currency}
    timeline.record(
        customer=row.customer_id, verb=verb, actor=actor, at=now, data=data, reason=reason,
        target=f"redemption:{row.public_id}",
    )  # fmt: skip
    if webhooks.is_wanted(EVENT):
        customer = str(row.customer.public_id)
        told = {"redemption": str(row.public_id), "code": row.code, "state": row.state, "customer": customer, **data}
        key = f"{row.public_id}:{row.state}"
        if verb == "reward.revived":
            key += f":{row.valid_until:%Y%m%d}"
        webhooks.emit(event=EVENT, key=key, data=told, at=now)
