"""Taking part: by purchase (the hook of `sales.hooks`), by points, by sign-up.

Whoever writes entries holds a share lock on the draw, so that freezing waits for all who came
before and nobody comes after. Chances of purchases are computed from the receipts as they are
now, for one receipt and for a chunk of an import alike; returns only ever lower them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from core import clock, ids
from core.errors import Conflict, DomainError, NotFound
from core.models import User
from customers import colleagues, timeline
from customers.models import Customer, Membership
from customers.services.people import lock_customer
from loyalty import asking
from loyalty.costs.services import release_units
from loyalty.draws import awards, rules
from loyalty.households.services import redeem_from_pool
from loyalty.ledger import keys, store
from loyalty.models import Draw, DrawEntry, DrawParticipant
from loyalty.models.draws import CODE_LENGTH
from sales.hooks import Change

MAX_AT_ONCE = 1_000_000

_DRAWS = """
SELECT id, state, opens_at, closes_at, freezes_at, counts, step, minimum_spend, on_return, members_only,
       ARRAY(SELECT product_id FROM loyalty_draw_products WHERE draw_id = loyalty_draw.id),
       ARRAY(SELECT category.path FROM loyalty_draw_categories chosen
             JOIN sales_category category ON category.id = chosen.category_id WHERE chosen.draw_id = loyalty_draw.id)
FROM loyalty_draw
WHERE by_purchase AND state IN ('published', 'open', 'frozen', 'drawn')
  AND (%(has_fresh)s AND state IN ('published', 'open') AND opens_at <= %(now)s AND freezes_at > %(now)s
       OR EXISTS (SELECT FROM loyalty_drawentry entry
                  WHERE entry.purchase_id = ANY(%(changed)s::bigint[]) AND entry.draw_id = loyalty_draw.id))
ORDER BY id FOR SHARE OF loyalty_draw"""
_SALES = """
SELECT purchase.id, purchase.customer_id, purchase.occurred_on, sum(line.amount)::bigint,
       sum(line.amount - line.returned_amount)::bigint, floor(sum(line.quantity))::bigint,
       floor(sum(line.quantity - line.returned_quantity))::bigint, bool_or(line.returned_quantity > 0),
       NOT (customer.is_test OR customer.is_staff_customer) AND customer.erased_at IS NULL
       AND customer.email_key <> ALL(%(colleagues)s::text[])
       AND (NOT %(members_only)s OR membership.state = 'active')
FROM sales_purchase purchase
JOIN customers_customer customer ON customer.id = purchase.customer_id
LEFT JOIN customers_membership membership ON membership.customer_id = customer.id
JOIN sales_purchaseline line ON line.purchase_id = purchase.id
LEFT JOIN sales_product product ON product.id = line.product_id
LEFT JOIN sales_category category ON category.id = product.category_id
WHERE purchase.id = ANY(%(purchases)s::bigint[])
  AND purchase.occurred_at >= %(opens_at)s AND purchase.occurred_at < %(closes_at)s
  AND (%(everything)s OR line.product_id = ANY(%(products)s::bigint[])
       OR EXISTS (SELECT FROM unnest(%(paths)s::text[]) path WHERE starts_with(category.path, path)))
GROUP BY purchase.id, customer.id, membership.state
ORDER BY purchase.id"""
_STRANGERS = """
SELECT told.customer FROM (SELECT DISTINCT unnest(%(customers)s::bigint[]) AS customer) told
WHERE NOT EXISTS (SELECT FROM loyalty_drawparticipant known
                  WHERE known.draw_id = %(draw)s AND known.customer_id = told.customer AND NOT known.is_second)
ORDER BY told.customer"""
_JOIN = """
INSERT INTO loyalty_drawparticipant (draw_id, customer_id, code, joined_at, is_second)
SELECT %(draw)s, told.customer, told.code, %(now)s, false
FROM unnest(%(customers)s::bigint[], %(codes)s::text[]) AS told (customer, code)
ON CONFLICT (draw_id, customer_id) WHERE NOT is_second DO NOTHING"""
_ENTER = """
INSERT INTO loyalty_drawentry (draw_id, participant_id, kind, event_key, purchase_id, day, chances, kept, units,
    made_at)
SELECT %(draw)s, participant.id, 'purchase', 'draw:' || %(draw)s || ':purchase:' || told.purchase, told.purchase,
       told.day, told.chances, told.kept, 0, %(now)s
FROM unnest(%(purchases)s::bigint[], %(customers)s::bigint[], %(days)s::date[], %(chances)s::bigint[],
            %(kepts)s::bigint[]) AS told (purchase, customer, day, chances, kept)
JOIN loyalty_drawparticipant participant
    ON participant.draw_id = %(draw)s AND participant.customer_id = told.customer AND NOT participant.is_second
ORDER BY told.purchase
ON CONFLICT (event_key) DO UPDATE SET participant_id = EXCLUDED.participant_id, day = EXCLUDED.day,
    chances = EXCLUDED.chances, kept = EXCLUDED.kept"""
# What is told no more, or of somebody else, has lost its chances; what is told can only have fallen.
_LOWER = """
UPDATE loyalty_drawentry entry SET kept = least(entry.kept, coalesce(told.kept, 0))
FROM unnest(%(changed)s::bigint[]) AS changed (purchase)
JOIN loyalty_drawentry own ON own.purchase_id = changed.purchase AND own.draw_id = %(draw)s
JOIN loyalty_drawparticipant participant ON participant.id = own.participant_id
LEFT JOIN unnest(%(purchases)s::bigint[], %(customers)s::bigint[], %(kepts)s::bigint[])
    AS told (purchase, customer, kept) ON told.purchase = changed.purchase AND told.customer = participant.customer_id
WHERE entry.id = own.id AND entry.kept > coalesce(told.kept, 0)
RETURNING entry.participant_id"""


@dataclass(frozen=True, slots=True)
class _Terms:
    """What a draw says about purchases."""

    id: int
    state: str
    opens_at: datetime
    closes_at: datetime
    freezes_at: datetime
    counts: str
    step: int
    minimum_spend: int
    on_return: str
    members_only: bool
    products: Sequence[int]
    paths: Sequence[str]

    def takes_new(self, now: datetime) -> bool:
        return self.state in {"published", "open"} and self.opens_at <= now < self.freezes_at

    def chances(self, amount: int, quantity: int) -> int:
        if amount < self.minimum_spend:
            return 0
        return rules.chances_for(counts=self.counts, amount=amount, quantity=quantity, step=self.step)


@dataclass(frozen=True, slots=True)
class _Sale:
    purchase: int
    customer: int
    day: date
    chances: int
    kept: int


def entry_hook(change: Change) -> None:
    """Enter what was bought, lower what came back; in the caller's transaction."""
    fresh = [*change.created, *change.amended] if change.earn else []
    changed = [*change.amended, *_purchases_of(change.returns)]
    answer = asking.of(change)
    if (not fresh and not changed) or (answer and not answer.is_draw_open):
        return
    for terms in _draws(has_fresh=bool(fresh), changed=changed, now=change.now):
        if terms.takes_new(change.now) and fresh:
            _enter(terms, _sales(terms, fresh), change.now)
        if changed:
            lowered = _lower(terms, changed)
            if lowered and terms.state == Draw.State.DRAWN:
                awards.lose_returned(draw_id=terms.id, participants=lowered, now=change.now)


def _purchases_of(returns: Sequence[int]) -> list[int]:
    if not returns:
        return []
    found = store.rows("SELECT DISTINCT purchase_id FROM sales_return WHERE id = ANY(%(ids)s)", {"ids": list(returns)})
    return [row[0] for row in found]


def _draws(*, has_fresh: bool, changed: list[int], now: datetime) -> list[_Terms]:
    found = store.rows(_DRAWS, {"has_fresh": has_fresh, "changed": changed, "now": now})
    return [_Terms(*row) for row in found]


def _sales(terms: _Terms, purchases: Sequence[int]) -> list[_Sale]:
    """The purchases of the draw's period that qualify, with their chances and what returns left of them."""
    parameters = {
        "purchases": list(purchases),
        "opens_at": terms.opens_at,
        "closes_at": terms.closes_at,
        "members_only": terms.members_only,
        "colleagues": colleagues.keys(),
        "everything": not terms.products and not terms.paths,
        "products": list(terms.products),
        "paths": list(terms.paths),
    }
    return [_sale(terms, row) for row in store.rows(_SALES, parameters)]


def _sale(terms: _Terms, row: tuple[Any, ...]) -> _Sale:
    purchase, customer, day, amount, kept_amount, pieces, kept_pieces, is_touched, is_eligible = row
    chances = terms.chances(amount, pieces) if is_eligible else 0
    kept = min(chances, terms.chances(kept_amount, kept_pieces)) if kept_pieces or kept_amount else 0
    if is_touched and terms.on_return == Draw.OnReturn.WHOLE:
        kept = 0
    return _Sale(purchase, customer, day, chances, kept)


def _enter(terms: _Terms, sales: Iterable[_Sale], now: datetime) -> None:
    entering = [sale for sale in sales if sale.chances]
    if not entering:
        return
    join(terms.id, [sale.customer for sale in entering], now)
    _execute(
        _ENTER,
        {
            "draw": terms.id,
            "now": now,
            "purchases": [sale.purchase for sale in entering],
            "customers": [sale.customer for sale in entering],
            "days": [sale.day for sale in entering],
            "chances": [sale.chances for sale in entering],
            "kepts": [sale.kept for sale in entering],
        },
    )


def _lower(terms: _Terms, changed: list[int]) -> list[int]:
    """Participants whose chances fell."""
    sales = _sales(terms, changed)
    found = store.rows(
        _LOWER,
        {
            "draw": terms.id,
            "changed": sorted(set(changed)),
            "purchases": [sale.purchase for sale in sales],
            "customers": [sale.customer for sale in sales],
            "kepts": [sale.kept for sale in sales],
        },
    )
    return sorted({row[0] for row in found})


def join(draw_id: int, customers: Sequence[int], now: datetime) -> None:
    """Make the customers participants, each with a code of their own; known ones stay as they are."""
    strangers = [row[0] for row in store.rows(_STRANGERS, {"draw": draw_id, "customers": list(customers)})]
    if strangers:
        codes = [ids.short_code(CODE_LENGTH) for _stranger in strangers]
        _execute(_JOIN, {"draw": draw_id, "customers": strangers, "codes": codes, "now": now})


def _execute(statement: str, parameters: dict[str, Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


# --- By sign-up and by points -------------------------------------------------------------


@transaction.atomic
def enter_by_signup(*, draw: Draw, customer_id: int, now: datetime, actor: User | None = None) -> DrawEntry:
    """The free entry, one per customer: signing up again gives the one that exists."""
    row = _open_draw(draw, now)
    if not row.by_signup:
        raise Conflict("no_signup", _("One cannot sign up for this draw."))
    event_key = f"draw:{row.pk}:signup:{_current(customer_id)}"
    if prior := DrawEntry.objects.filter(event_key=event_key).first():
        return prior
    participant = _participant(row, customer_id, now)
    prior = DrawEntry.objects.filter(draw=row, participant=participant, kind=DrawEntry.Kind.SIGNUP).first()
    return prior or _make(
        DrawEntry(
            draw=row, participant=participant, kind=DrawEntry.Kind.SIGNUP, event_key=event_key,
            day=clock.business_day(now), chances=1, kept=1, made_at=now, actor=actor,
        )
    )  # fmt: skip


@transaction.atomic
def enter_by_points(
    *, draw: Draw, customer_id: int, chances: int, event_key: str, now: datetime, actor: User | None = None
) -> DrawEntry:
    """Chances for points, all or nothing. The same event again gives the entry that exists.

    Refuses with `too_many_chances` what would be beyond the draw's limit: nobody pays for nothing.
    """
    row = _open_draw(draw, now)
    if not row.by_points:
        raise Conflict("no_points", _("Points do not enter this draw."))
    if type(chances) is not int or not 0 < chances <= MAX_AT_ONCE:
        raise DomainError("chances_invalid", _("Chances are a whole number above zero."), field="chances")
    key = f"draw:{row.pk}:points:{event_key}"
    keys.check(refund_key(key))
    if prior := DrawEntry.objects.select_related("participant").filter(event_key=key).first():
        return _same(prior, customer_id, chances)
    participant = _participant(row, customer_id, now)
    if prior := DrawEntry.objects.select_related("participant").filter(event_key=key).first():
        return _same(prior, customer_id, chances)  # told by another till while this one waited
    _check_limit(row, participant, chances)
    units = chances * row.units_per_chance
    redeem_from_pool(
        customer_id=participant.customer_id, currency="points", units=units, event_key=key, now=now,
        explanation=f"{chances} chances in the draw {row.name}"[:500], facts={"draw": row.pk, "chances": chances},
    )  # fmt: skip
    release_units(
        key=cost_key(key), currency="points", units=units, customer_id=participant.customer_id, at=now,
        note=row.name, spent=key,
    )  # fmt: skip
    return _make(
        DrawEntry(
            draw=row, participant=participant, kind=DrawEntry.Kind.POINTS, event_key=key, day=clock.business_day(now),
            chances=chances, kept=chances, units=units, made_at=now, actor=actor,
        )
    )  # fmt: skip


def refund_key(event_key: str) -> str:
    return f"{event_key}:cancel"


def cost_key(event_key: str) -> str:
    """The prizes are what a draw costs; the points spent on chances cost when they were earned."""
    return f"{event_key}:units"


def _make(entry: DrawEntry) -> DrawEntry:
    draw, participant = entry.draw, entry.participant
    entry.save(force_insert=True)
    timeline.record(
        customer=participant.customer_id, verb="draw.entered", actor=entry.actor, at=entry.made_at,
        target=f"draw:{draw.pk}", data={"draw": draw.name, "chances": entry.chances},
    )  # fmt: skip
    return entry


def _open_draw(draw: Draw, now: datetime) -> Draw:
    """The draw under a share lock, open by the clock whatever the sweep has booked."""
    store.rows("SELECT id FROM loyalty_draw WHERE id = %(id)s FOR SHARE", {"id": draw.pk})
    row = Draw.objects.get(pk=draw.pk)
    if row.state not in {Draw.State.PUBLISHED, Draw.State.OPEN}:
        raise Conflict("draw_closed", _("One cannot enter this draw any more, or not yet."))
    if now < row.opens_at:
        raise Conflict("draw_not_open", _("This draw is not open yet."))
    if now >= row.closes_at:
        raise Conflict("draw_closed", _("This draw is closed."))
    return row


def _current(customer_id: int) -> int:
    """The survivor behind a merged customer."""
    found = Customer.objects.filter(pk=customer_id).values_list("merged_into_id", flat=True).first()
    return _current(found) if found else customer_id


def _participant(draw: Draw, customer_id: int, now: datetime) -> DrawParticipant:
    """The customer's own row in the draw, locked; refuses who may not take part."""
    customer = lock_customer(_current(customer_id))
    if customer.is_test or colleagues.is_one(customer):
        raise Conflict("not_eligible", _("Staff and test customers do not take part in draws."))
    if draw.members_only and not Membership.objects.filter(pk=customer.pk, state="active").exists():
        raise Conflict("not_a_member", _("Only active members take part in this draw."))
    join(draw.pk, [customer.pk], now)
    found = DrawParticipant.objects.select_for_update(no_key=True).filter(draw=draw, customer=customer, is_second=False)
    participant = found.first()
    if participant is None:
        raise NotFound("participant_unknown", _("This customer does not take part."))
    return participant


def _same(prior: DrawEntry, customer_id: int, chances: int) -> DrawEntry:
    if (prior.participant.customer_id, prior.chances) != (_current(customer_id), chances):
        raise Conflict("event_key_taken", _("This event key was used for something else."), field="event_key")
    return prior


def _check_limit(draw: Draw, participant: DrawParticipant, chances: int) -> None:
    if draw.max_chances is None:
        return
    held = sum(participant.entries.values_list("kept", flat=True))
    if held + chances > draw.max_chances:
        raise Conflict(
            "too_many_chances",
            _("At most %(n)d chances per customer; %(held)d are taken.") % {"n": draw.max_chances, "held": held},
            field="chances",
        )
