"""Claiming pieces: held, paid, lapsed, given back; `docs/algorithms/editions.md` has the rules.

Whatever changes pieces locks the edition's row first, so that claims of one edition are decided
one after the other; the conditional UPDATE and the CHECK hold the count besides.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import ids, locks
from core.errors import Conflict, DomainError, NotFound
from core.models import User
from customers import colleagues, timeline
from customers.models import Customer
from customers.services.people import lock_customer
from loyalty.costs import services as costs
from loyalty.editions import access, offering, states
from loyalty.ledger import keys
from loyalty.models import Edition, EditionClaim, Quote
from loyalty.models.draws import CODE_LENGTH
from sales.models import Purchase
from sales.services.locking import lock_purchase

State = EditionClaim.State
# Replaced in the test that shows what happens without the lock.
LOCKS = True


def claim_pieces(
    *,
    edition: Edition,
    customer_id: int,
    event_key: str,
    now: datetime,
    quantity: int = 1,
    may_wait: bool = True,
    actor: User | None = None,
) -> EditionClaim:
    """Hold pieces for a customer, or put them on the waiting list.

    Refuses with `sold_out`, `not_open_for_you`, `too_many_pieces`, `too_many_lapsed`, `edition_closed`,
    `not_eligible`.
    """
    keys.check(event_key)
    if type(quantity) is not int or quantity < 1:
        raise DomainError("quantity_invalid", _("Pieces are a whole number above zero."), field="quantity")
    try:
        with transaction.atomic():
            return _claim(
                edition=edition, customer_id=customer_id, event_key=event_key, now=now, quantity=quantity, actor=actor,
                may_wait=may_wait,
            )  # fmt: skip
    except IntegrityError as error:
        if "claim_event_key_unique" not in str(error):
            raise
        return _same(EditionClaim.objects.get(event_key=event_key), edition, customer_id, quantity)


def _claim(
    *, edition: Edition, customer_id: int, event_key: str, now: datetime, quantity: int, actor: User | None,
    may_wait: bool,
) -> EditionClaim:  # fmt: skip
    # The customer first, as whoever gives a receipt to its customer does.
    customer = lock_customer(_current(customer_id))
    row = lock_edition(edition.pk)
    if prior := EditionClaim.objects.filter(event_key=event_key).first():
        return _same(prior, row, customer_id, quantity)
    _check_open(row, customer, now)
    settle(row, now)
    _check_limit(row, customer, quantity)
    check_lapsed(row, customer)
    claim = EditionClaim(
        edition=row, customer=customer, code=ids.short_code(CODE_LENGTH), event_key=event_key, quantity=quantity,
        claimed_at=now, actor=actor,
    )  # fmt: skip
    if not waiting(row).exists() and _take(row, quantity):
        claim.state, claim.held_until = State.HELD, _until(row, now)
    elif row.has_waiting_list and may_wait:
        claim.state = State.WAITING
    else:
        raise Conflict("sold_out", _("No piece is free now."))
    claim.save(force_insert=True)
    _tell(claim, "edition.claimed" if claim.state == State.HELD else "edition.waiting", actor, now)
    return claim


def lock_edition(edition_id: int) -> Edition:
    """The fresh row; whatever changes pieces of the edition waits here."""
    if not LOCKS:
        return Edition.objects.get(pk=edition_id)
    row = locks.lock_rows(Edition.objects.all(), [edition_id]).get(edition_id)
    if row is None:
        raise NotFound("edition_unknown", _("There is no such edition."))
    return row


def _current(customer_id: int) -> int:
    """The survivor behind a merged customer."""
    found = Customer.objects.filter(pk=customer_id).values_list("merged_into_id", flat=True).first()
    return _current(found) if found else customer_id


def _same(prior: EditionClaim, edition: Edition, customer_id: int, quantity: int) -> EditionClaim:
    if (prior.edition_id, prior.customer_id, prior.quantity) != (edition.pk, _current(customer_id), quantity):
        raise Conflict("event_key_taken", _("This event key was used for something else."), field="event_key")
    return prior


def _check_open(edition: Edition, customer: Customer, now: datetime) -> None:
    if edition.state != Edition.State.PUBLISHED or (edition.closes_at and now >= edition.closes_at):
        raise Conflict("edition_closed", _("This edition is not open."))
    if customer.is_test or colleagues.is_one(customer):
        raise Conflict("not_eligible", _("Staff and test customers do not claim limited editions."))
    opens_at = access.opens_for(edition, customer)
    if opens_at is None or now < opens_at:
        raise Conflict("not_open_for_you", _("This edition is not open for this customer yet."))


def _check_limit(edition: Edition, customer: Customer, quantity: int) -> None:
    live = EditionClaim.objects.filter(edition=edition, customer=customer, state__in=states.LIVE)
    held = live.aggregate(pieces=Sum("quantity"))["pieces"] or 0
    if held + quantity > edition.per_customer:
        raise Conflict(
            "too_many_pieces",
            _("At most %(n)d per customer; %(held)d are claimed.") % {"n": edition.per_customer, "held": held},
            field="quantity",
        )


def check_lapsed(edition: Edition, customer: Customer) -> None:
    """Who lets claim after claim lapse keeps the pieces from those who would pay."""
    if edition.most_lapsed is None:
        return
    lapsed = EditionClaim.objects.filter(edition=edition, customer=customer, state=State.LAPSED).count()
    if lapsed >= edition.most_lapsed:
        text = ngettext(
            "%(n)d claim of this edition lapsed unpaid; this customer cannot claim it any more.",
            "%(n)d claims of this edition lapsed unpaid; this customer cannot claim it any more.",
            lapsed,
        )
        raise Conflict("too_many_lapsed", text % {"n": lapsed})


# --- Pieces -------------------------------------------------------------------------------


def _take(edition: Edition, quantity: int) -> bool:
    """Take pieces if there are so many; PostgreSQL decides."""
    room = Edition.objects.filter(pk=edition.pk, quantity__gte=F("taken") + quantity)
    return bool(room.update(taken=F("taken") + quantity))


def _free(edition: Edition, quantity: int) -> None:
    Edition.objects.filter(pk=edition.pk).update(taken=F("taken") - quantity)


def _until(edition: Edition, now: datetime) -> datetime:
    return now + timedelta(minutes=edition.hold_minutes)


def waiting(edition: Edition) -> QuerySet[EditionClaim]:
    """Those who wait, in order."""
    return EditionClaim.objects.filter(edition=edition, state=State.WAITING).order_by("pk")


def settle(edition: Edition, now: datetime) -> int:
    """Book what lapsed by the clock and serve the waiting list, in order; returns how many claims moved.

    The caller holds the lock on the edition.
    """
    lapsed = EditionClaim.objects.filter(edition=edition, state=State.HELD, held_until__lte=now).order_by("pk")
    moved = 0
    for claim in lapsed:
        states.move(claim, State.LAPSED, ended_at=claim.held_until)
        _free(edition, claim.quantity)
        _tell(claim, "edition.lapsed", None, now)
        moved += 1
    return moved + _serve(edition, now)


def _serve(edition: Edition, now: datetime) -> int:
    """Held for those who wait, from the front, as long as the pieces suffice. They hear of it: see `offering`."""
    if edition.state != Edition.State.PUBLISHED or (edition.closes_at and now >= edition.closes_at):
        return 0
    served = 0
    for claim in waiting(edition):
        if not _take(edition, claim.quantity):
            break
        offering.offer(edition, claim, now)
        _tell(claim, "edition.offered", None, now)
        served += 1
    return served


def settle_due(*, now: datetime) -> int:
    """The sweep: editions with claims that lapsed, or with free pieces and people who wait."""
    lapsed = EditionClaim.objects.filter(state=State.HELD, held_until__lte=now).values("edition")
    queued = EditionClaim.objects.filter(state=State.WAITING).values("edition")
    due = Edition.objects.filter(Q(pk__in=lapsed) | Q(pk__in=queued, taken__lt=F("quantity")))
    moved = 0
    for pk in list(due.order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            moved += settle(lock_edition(pk), now)
    return moved


# --- Paying -------------------------------------------------------------------------------


@transaction.atomic
def pay_claim(
    *, claim: EditionClaim, now: datetime, purchase: Purchase | None = None, actor: User | None = None
) -> EditionClaim:
    """Paid by a purchase, or on the word of staff (`actor`). Twice is once; refused once it has lapsed."""
    if purchase is None and actor is None:
        raise DomainError("purchase_missing", _("Say which purchase paid for it."), field="purchase")
    if purchase:
        # A return locks the purchase first and then the edition: so does this.
        purchase = lock_purchase(purchase.pk)
    edition = lock_edition(claim.edition_id)
    row = EditionClaim.objects.get(pk=claim.pk)
    if row.state == State.PAID and row.purchase_id == (purchase.pk if purchase else None):
        return row
    if row.state == State.LAPSED or states.has_lapsed(row, now):
        raise Conflict("claim_lapsed", _("The time to pay is over; the piece is free for others."))
    if row.state != State.HELD:
        message = _("A claim in the state “%(state)s” cannot do this.") % {"state": row.get_state_display()}
        raise Conflict("claim_state", message)
    if purchase:
        _check_purchase(edition, row, purchase)
    mark_paid(edition=edition, claim=row, purchase=purchase, now=now, actor=actor)
    return row


def mark_paid(
    *, edition: Edition, claim: EditionClaim, purchase: Purchase | None, now: datetime, actor: User | None = None,
    is_quoted: bool = False,
) -> None:  # fmt: skip
    """The caller has locked the edition and looked at the purchase."""
    states.move(claim, State.PAID, purchase=purchase, paid_at=now)
    if not is_quoted:
        _post_cost(edition, claim, now)
    _tell(claim, "edition.paid", actor, now)


def link_paid(
    *, edition: Edition, claim: EditionClaim, purchase: Purchase, now: datetime, is_quoted: bool = False
) -> None:
    """The sale of a piece that staff had marked as paid: it pays for this one, and for no other after it.

    The caller has locked the edition and looked at the purchase. What the price cost is posted by the quote, if
    there is one.
    """
    EditionClaim.objects.filter(pk=claim.pk, state=State.PAID, purchase=None).update(purchase=purchase)
    claim.purchase = purchase
    if is_quoted:
        costs.take_back(keys=[_cost_key(claim)], at=now)
    _tell(claim, "edition.paid", None, now)


def _cost_key(claim: EditionClaim) -> str:
    return f"edition:claim:{claim.pk}"


def _post_cost(edition: Edition, claim: EditionClaim, now: datetime) -> None:
    """What the edition's terms ask less than the list price. A sale by a quote has posted its own discounts."""
    listed = edition.product.price if edition.product else None
    if edition.price is None or listed is None or _has_quote(claim):
        return
    costs.post_cost(
        key=_cost_key(claim), kind="price", amount=(listed - edition.price) * claim.quantity,
        customer_id=claim.customer_id, at=now, note=edition.name[:200], purchase_id=claim.purchase_id,
    )  # fmt: skip


def _has_quote(claim: EditionClaim) -> bool:
    return Quote.objects.filter(purchase=claim.purchase_id, purchase__isnull=False, released_at__isnull=True).exists()


def _check_purchase(edition: Edition, claim: EditionClaim, purchase: Purchase) -> None:
    if purchase.customer_id != claim.customer_id:
        raise Conflict("purchase_of_another", _("This purchase is another customer's."), field="purchase")
    if pieces_left(edition, purchase) < claim.quantity:
        raise Conflict("purchase_does_not_pay", _("This purchase does not have enough pieces of it."), field="purchase")


def pieces_left(edition: Edition, purchase: Purchase) -> int:
    """Pieces of a purchase that have paid for no claim yet: each pays once."""
    linked = EditionClaim.objects.filter(purchase=purchase, edition=edition, state=State.PAID)
    return _bought(edition, purchase.pk) - (linked.aggregate(pieces=Sum("quantity"))["pieces"] or 0)


def _bought(edition: Edition, purchase_id: int) -> int:
    """Whole pieces of the edition that a purchase keeps; without a product any purchase that stands pays for one."""
    lines = Purchase.objects.filter(pk=purchase_id)
    if edition.product_id is None:
        return edition.per_customer if lines.filter(is_fully_returned=False).exists() else 0
    kept = lines.filter(lines__product=edition.product_id).aggregate(
        pieces=Sum(F("lines__quantity") - F("lines__returned_quantity"))
    )["pieces"]
    return int(kept or 0)


@transaction.atomic
def cancel_claim(*, claim: EditionClaim, now: datetime, reason: str = "", actor: User | None = None) -> EditionClaim:
    """Give a claim back; its pieces go to those who wait. A paid one needs a reason. Twice is once."""
    edition = lock_edition(claim.edition_id)
    row = EditionClaim.objects.get(pk=claim.pk)
    if row.state == State.CANCELLED:
        return row
    if row.state == State.PAID and not reason.strip():
        raise DomainError("reason_missing", _("Say why, please."), field="reason")
    had_pieces = row.state in states.HOLDING
    states.move(row, State.CANCELLED, ended_at=now, reason=" ".join(reason.split())[:200])
    costs.take_back(keys=[_cost_key(row)], at=now)
    if had_pieces:
        _free(edition, row.quantity)
    _tell(row, "edition.cancelled", actor, now)
    settle(edition, now)
    return row


@transaction.atomic
def take_back(*, purchases: Iterable[int], now: datetime) -> int:
    """Claims whose purchase does not keep enough pieces any more are returned, the youngest first."""
    found = EditionClaim.objects.filter(purchase__in=list(purchases), state=State.PAID)
    pairs = sorted(set(found.values_list("edition", "purchase")))
    moved = 0
    for edition_id, purchase_id in pairs:
        edition = lock_edition(edition_id)
        if edition.on_return == Edition.OnReturn.FREE:
            moved += _take_back(edition, purchase_id, now)
    return moved


def _take_back(edition: Edition, purchase_id: int, now: datetime) -> int:
    kept, moved = _bought(edition, purchase_id), 0
    owner = Purchase.objects.values_list("customer", flat=True).get(pk=purchase_id)
    claims = EditionClaim.objects.filter(edition=edition, purchase=purchase_id, state=State.PAID).order_by("pk")
    for claim in claims:
        kept -= claim.quantity
        if kept >= 0 and claim.customer_id == owner:
            continue
        states.move(claim, State.RETURNED, ended_at=now)
        costs.take_back(keys=[_cost_key(claim)], at=now)
        _free(edition, claim.quantity)
        _tell(claim, "edition.returned", None, now)
        moved += 1
    if moved:
        settle(edition, now)
    return moved


def _tell(claim: EditionClaim, verb: str, actor: User | None, now: datetime) -> None:
    timeline.record(
        customer=claim.customer_id, verb=verb, actor=actor, at=now, reason=claim.reason,
        data={"edition": claim.edition.name, "pieces": claim.quantity}, target=f"edition:{claim.edition_id}",
    )  # fmt: skip
