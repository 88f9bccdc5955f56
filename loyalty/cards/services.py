"""Every change of a card: one conditional UPDATE under the customer's lock, with its trail.

Keyword-only; `actor` is None for the system and the API. Locks: the customer first, then cards.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from core.errors import Conflict, DomainError, NotFound
from core.models import User
from customers import timeline
from customers.merging import Merge
from customers.models import Customer, Membership
from customers.services.people import lock_customer
from loyalty.cards.queries import MERGED
from loyalty.cards.rules import TRANSITIONS, Format, check_number, key_of, tail
from loyalty.models import Card, CardBatch, CardSettings

MAX_BATCH = 5000
ATTEMPTS = 5
State = Card.State


@transaction.atomic
def issue_card(*, customer: Customer, actor: User | None, now: datetime, number: str = "") -> Card:
    """An active card for a member.

    Without a number one is made. With a number: a blank card of ours is assigned, another existing one refused
    (`card_taken`), and one that we do not know is taken over from an older programme as it is.
    """
    _lock_member(customer)
    slot = _free_slot(customer.pk)
    if not number.strip():
        return _issued(_insert_new(customer, slot, now), "card.issued", actor, now)
    number = check_number(number)
    if card_format().is_mistyped(number):
        raise DomainError("card_mistyped", mistyped(), field="number")
    known = Card.objects.filter(number_key=key_of(number)).first()
    if known is not None:
        return _assign(known, customer, slot, actor, now)
    card = _insert(Card(number=number, origin=Card.Origin.IMPORTED), customer, slot, now)
    if card is None:  # somebody else brought it a moment ago
        raise _taken()
    return _issued(card, "card.issued", actor, now)


def mistyped() -> str:
    return _("The check digit of this number does not fit: a digit is wrong. Scan the card or type it again.")


def _assign(card: Card, customer: Customer, slot: int, actor: User | None, now: datetime) -> Card:
    """Of two clerks with one blank card, the second finds that it is not blank any more."""
    if card.state == State.ACTIVE and card.customer_id == customer.pk:
        return card
    moved = Card.objects.filter(pk=card.pk, state=State.BLANK).update(
        state=State.ACTIVE, customer=customer, slot=slot, issued_at=now, state_since=now, state_reason=""
    )
    if not moved:
        raise _taken()
    card.refresh_from_db()
    return _issued(card, "card.issued", actor, now)


@transaction.atomic
def make_batch(*, name: str, size: int, actor: User | None, now: datetime) -> CardBatch:
    """`size` blank cards with numbers of the present format."""
    if not 1 <= size <= MAX_BATCH:
        raise DomainError("batch_size", _("A batch has 1 to %(most)d cards.") % {"most": MAX_BATCH}, field="size")
    form = card_format()
    form.check(size)
    batch = CardBatch.objects.create(name=name.strip(), size=size, created_by=actor, created_at=now)
    missing = size
    for _attempt in range(ATTEMPTS):
        numbers = {form.new_number() for _n in range(missing)}
        Card.objects.bulk_create((_blank(number, batch, now) for number in numbers), ignore_conflicts=True)
        missing = size - Card.objects.filter(batch=batch).count()
        if not missing:
            return batch
    raise Conflict("numbers_used_up", _("No free card numbers were found. Make the prefix shorter."))


def _blank(number: str, batch: CardBatch, now: datetime) -> Card:
    return Card(
        number=number, number_key=key_of(number), state=State.BLANK, origin=Card.Origin.BATCH, batch=batch,
        state_since=now, created_at=now,
    )  # fmt: skip


@transaction.atomic
def report_lost(*, card: Card, actor: User | None, now: datetime, reason: str = "") -> Card:
    return _move(card, State.LOST, "card.lost", reason=reason, actor=actor, now=now)


@transaction.atomic
def block_card(*, card: Card, reason: str, actor: User | None, now: datetime) -> Card:
    if not reason.strip():
        raise DomainError("reason_missing", _("A reason is needed."), field="reason")
    return _move(card, State.BLOCKED, "card.blocked", reason=reason, actor=actor, now=now)


@transaction.atomic
def reactivate_card(*, card: Card, actor: User | None, now: datetime, reason: str = "") -> Card:
    """A lost card was found, or a blocked one is valid again; needs a free place at its customer."""
    if card.customer_id is None:
        return _move(card, State.BLANK, "", reason="", actor=actor, now=now)
    lock_customer(card.customer_id)
    slot = _free_slot(card.customer_id)
    return _move(card, State.ACTIVE, "card.reactivated", reason=reason, actor=actor, now=now, slot=slot)


@transaction.atomic
def replace_card(*, card: Card, actor: User | None, now: datetime, reason: str = "", number: str = "") -> Card:
    """A new active card takes the place of this one, whose number is refused from now on; returns the new one.

    Told again after it was done, it gives the card that took its place and changes nothing.
    """
    if card.customer_id is None:
        raise Conflict("card_blank", _("This card belongs to nobody yet."))
    lock_customer(card.customer_id)
    card = Card.objects.select_for_update().get(pk=card.pk)
    if card.state == State.REPLACED and card.replaced_by is not None:
        return card.replaced_by
    if card.customer_id is None or card.state not in TRANSITIONS[State.REPLACED]:
        raise _impossible(card)
    # Out of its place first, then the new one takes it; the pointer follows when it is known.
    if card.state == State.ACTIVE:
        Card.objects.filter(pk=card.pk).update(state=State.LOST)
    owner = Customer.objects.get(pk=card.customer_id)
    fresh = issue_card(customer=owner, actor=actor, now=now, number=number)
    if fresh.pk == card.pk:
        raise _taken()
    Card.objects.filter(pk=card.pk).update(
        state=State.REPLACED, replaced_by=fresh, state_since=now, state_reason=reason.strip()[:200]
    )
    _trail(card, "card.replaced", actor, now, reason=reason, by=tail(fresh.number))
    return fresh


@transaction.atomic
def card_for_phone(*, customer: Customer, now: datetime) -> Card:
    """The member's own card, made when they first ask for it; pressed twice, it is the same."""
    lock_customer(customer.pk)
    found = Card.objects.filter(customer=customer, state=State.ACTIVE).order_by("slot").first()
    return found or issue_card(customer=customer, actor=None, now=now)


# --- Merging -------------------------------------------------------------------------------


def merge_mover(merge: Merge) -> dict[str, int]:
    """For `customers.merging`, in its transaction."""
    return {"cards": move_cards(source_id=merge.duplicate.pk, target_id=merge.survivor.pk, now=merge.now)}


@transaction.atomic
def move_cards(*, source_id: int, target_id: int, now: datetime) -> int:
    """The cards of one customer become another's; returns how many."""
    cards = list(Card.objects.select_for_update().filter(customer=source_id).order_by("pk"))
    limit = CardSettings.current().max_active
    taken = _taken_slots(target_id)
    for card in cards:
        values: dict[str, Any] = {"customer_id": target_id}
        if card.state == State.ACTIVE:
            free = next((n for n in range(1, limit + 1) if n not in taken), None)
            if free is None:
                keeper = Card.objects.filter(customer=target_id, state=State.ACTIVE).order_by("slot")[0]
                values |= {"state": State.REPLACED, "replaced_by": keeper, "state_since": now, "state_reason": MERGED}
            else:
                taken.add(free)
                values["slot"] = free
        Card.objects.filter(pk=card.pk).update(**values)
    return len(cards)


# --- Shared --------------------------------------------------------------------------------


def card_format() -> Format:
    told = CardSettings.current()
    return Format(told.barcode, told.prefix, told.length)


def _lock_member(customer: Customer) -> None:
    lock_customer(customer.pk)
    state = Membership.objects.filter(pk=customer.pk).values_list("state", flat=True).first()
    if state not in {Membership.State.ACTIVE, Membership.State.SUSPENDED}:
        raise Conflict("not_a_member", _("Only members have cards. Enrol this customer first."))


def _taken_slots(customer_id: int) -> set[int]:
    return set(Card.objects.filter(customer=customer_id, state=State.ACTIVE).values_list("slot", flat=True))


def _free_slot(customer_id: int) -> int:
    """The lowest free place; the customer is locked, and the unique constraint stands behind."""
    taken = _taken_slots(customer_id)
    limit = CardSettings.current().max_active
    slot = next((n for n in range(1, limit + 1) if n not in taken), None)
    if slot is None or len(taken) >= limit:
        raise Conflict("card_limit", _("This member has an active card. Replace it, or report it lost first."))
    return slot


def _insert_new(customer: Customer, slot: int, now: datetime) -> Card:
    form = card_format()
    form.check()
    for _attempt in range(ATTEMPTS):
        if card := _insert(Card(number=form.new_number()), customer, slot, now):
            return card
    raise Conflict("numbers_used_up", _("No free card numbers were found. Make the prefix shorter."))


def _insert(card: Card, customer: Customer, slot: int, now: datetime) -> Card | None:
    """None when the number exists."""
    card.number_key, card.customer, card.slot, card.state = key_of(card.number), customer, slot, State.ACTIVE
    card.issued_at = card.state_since = card.created_at = now
    try:
        with transaction.atomic():
            card.save(force_insert=True)
    except IntegrityError as error:
        if "card_number_unique" not in str(error):
            raise
        return None
    return card


def _move(card: Card, state: str, verb: str, *, reason: str, actor: User | None, now: datetime, **values: Any) -> Card:
    """One conditional UPDATE decides; of two at once, one finds that the state has moved on."""
    moved = Card.objects.filter(pk=card.pk, state__in=TRANSITIONS[state]).update(
        state=state, state_since=now, state_reason=reason.strip()[:200], **values
    )
    fresh = Card.objects.get(pk=card.pk)
    if not moved:
        raise _impossible(fresh)
    if verb:
        _trail(fresh, verb, actor, now, reason=reason)
    return fresh


def _issued(card: Card, verb: str, actor: User | None, now: datetime) -> Card:
    _trail(card, verb, actor, now)
    return card


def _trail(card: Card, verb: str, actor: User | None, now: datetime, *, reason: str = "", **data: Any) -> None:
    if card.customer_id is not None:
        timeline.record(
            customer=card.customer_id, verb=verb, actor=actor, at=now, reason=reason,
            data={"card": tail(card.number)} | data, target=f"card:{card.pk}",
        )  # fmt: skip


def _taken() -> Conflict:
    return Conflict("card_taken", _("This card is in use already."), field="number")


def _impossible(card: Card) -> Conflict:
    return Conflict("card_state", _("This is not possible: the card is “%(state)s”.") % {
        "state": card.get_state_display()
    })  # fmt: skip


def get_card(number: str) -> Card:
    """The card with this number, for doors that name it; NotFound `card_unknown`."""
    card = Card.objects.filter(number_key=key_of(number)[:60]).first() if "\0" not in number else None
    if card is None:
        raise unknown(number)
    return card


def unknown(number: str) -> NotFound:
    """No card has this number: `card_mistyped` when its check digit says why, else `card_unknown`."""
    if card_format().is_mistyped(number):
        return NotFound("card_mistyped", mistyped(), field="number")
    return NotFound("card_unknown", _("No card has this number."), field="number")


def numbers_of(batch_ids: Iterable[int]) -> dict[int, int]:
    """How many cards of each batch are still blank."""
    counts: dict[int, int] = dict.fromkeys(batch_ids, 0)
    rows = Card.objects.filter(batch__in=list(counts), state=State.BLANK).values_list("batch_id")
    return counts | {batch: n for batch, n in rows.annotate(n=Count("pk")) if batch is not None}
