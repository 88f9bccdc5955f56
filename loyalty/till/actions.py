"""What one tap or scan does to the basket. Each gets the locked basket and what the form told, and says what to say.

They run inside `baskets.act`: once per key, undone whole when they refuse.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from core import ids, money
from core.errors import DomainError, NotFound
from core.models import User
from customers.models import Customer
from loyalty.models import ReceiptClaim, Redemption, TillBasket
from loyalty.rewards import rules as reward_rules
from loyalty.rewards import services as rewards
from loyalty.till import baskets, claims, enrolling, exchanging, items, scanning, selling, toppingup
from sales.models import Product, Purchase, Store


@dataclass(frozen=True)
class Said:
    """What the page answers besides the basket: a sentence, and what to choose from."""

    text: str = ""
    tone: str = "good"
    place: str = "scan"
    customers: Sequence[Customer] = ()
    products: Sequence[Product] = ()
    purchase: Purchase | None = None
    purchases: Sequence[Purchase] = ()
    claim: ReceiptClaim | None = None
    phone: str = ""
    redemption: Redemption | None = None
    # The entry of a top-up, for its slip.
    top_up: int = 0
    # What was typed and refused stands in its field again.
    typed: str = ""


@dataclass(frozen=True)
class Told:
    """The form, who sent it, and when."""

    form: Mapping[str, str]
    user: User
    now: datetime
    may: Callable[[str], bool] = field(default=lambda _name: False)

    def __getitem__(self, name: str) -> str:
        return self.form.get(name, "").replace("\0", "")[:200]


# A price of one piece with as many digits as a bar code was scanned into the wrong field.
BARCODE = 10**11

Action = Callable[[TillBasket, Told], Said | None]


# --- Scanning -------------------------------------------------------------------------------


def scan(row: TillBasket, told: Told) -> Said | None:
    found = scanning.recognise(told["scan"], told.user)
    if found.product:
        return _scanned_product(row, found)
    if found.customer:
        baskets.set_customer(row, found.customer)
        text = found.warning or _("%(name)s is here.") % {"name": found.customer}
        return Said(text, "warn" if found.warning else "good")
    if found.coupon:
        baskets.add_coupon(row, found.coupon)
        return Said(_("Code %(code)s is in the basket.") % {"code": found.coupon})
    if found.redemption:
        return _scanned_reward(found.redemption, told)
    if found.claim:
        return _scanned_claim(row, found.claim, told)
    if found.purchase:
        return Said(_("Receipt %(number)s") % {"number": found.purchase.number}, "info", purchase=found.purchase)
    if found.purchases:
        return Said(_("Several receipts have this number. Which one?"), "info", purchases=found.purchases)
    if found.phone:
        return Said(_("Nobody has this number yet."), "info", phone=found.phone)
    if found.is_nothing:
        text = told["scan"].strip()[:60]
        raise NotFound("scan_unknown", _("“%(text)s” is not known.") % {"text": text}, field="scan")
    return Said(_("Which one?"), "info", customers=found.customers, products=found.products)


def _scanned_reward(found: Redemption, told: Told) -> Said:
    """What it is and whose; handing it over is a button of its own, so that nobody does it by scanning to see."""
    facts = {"reward": found.reward.name, "count": found.quantity, "name": found.customer}
    text = _("%(reward)s × %(count)s for %(name)s") % facts
    if found.state != Redemption.State.OPEN:
        return Said(f"{text} · {found.get_state_display()}", "warn")
    if reward_rules.is_late(found, told.now):
        return Said(f"{text} · {_('This code has expired.')}", "warn")
    return Said(text, "info", redemption=found)


def reward(_row: TillBasket, told: Told) -> Said:
    """Hand over what was redeemed; a second tap changes nothing."""
    if not told.may("loyalty.fulfil_redemption"):
        raise DomainError("forbidden", _("You may not do this."), status=403)
    found = rewards.find(told["code"])
    if not Customer.objects.visible_to(told.user).filter(pk=found.customer_id).exists():
        raise DomainError("reward_foreign", _("This code belongs to a customer of a colleague."), field="scan")
    rewards.fulfil(redemption=found, now=told.now, actor=told.user)
    return Said(_("Handed over: %(reward)s × %(count)s") % {"reward": found.reward.name, "count": found.quantity})


def _scanned_product(row: TillBasket, found: scanning.Found) -> Said:
    assert found.product
    baskets.add_product(row, found.product, found.quantity)
    count = next(item.quantity for item in items.items_of(row.lines) if item.product == found.product.pk)
    text = _("%(name)s × %(count)s") % {"name": found.product.name, "count": count}
    return Said(f"{text} · {found.warning}" if found.warning else text, "warn" if found.warning else "good")


def _scanned_claim(row: TillBasket, claim: ReceiptClaim, told: Told) -> Said:
    if claim.claimed_at or row.customer is None:
        return Said(_("Receipt %(number)s") % {"number": claim.purchase.number}, "info", purchase=claim.purchase,
                    claim=claim)  # fmt: skip
    return _claim(row.customer, claim, told)


def claim(row: TillBasket, told: Told) -> Said:
    if row.customer is None:
        raise DomainError("customer_missing", _("Whose receipt is it? Scan the customer's card first."), field="scan")
    return _claim(row.customer, claims.find_or_refuse(told["code"], who=f"user {told.user.pk}"), told)


def _claim(customer: Customer, found: ReceiptClaim, told: Told) -> Said:
    if not told.may("loyalty.claim_receipt"):
        raise DomainError("forbidden", _("You may not do this."), status=403)
    claims.claim(claim=found, customer=customer, where="till", now=told.now, actor=told.user)
    facts = {"number": found.purchase.number, "name": customer}
    return Said(_("Receipt %(number)s now belongs to %(name)s.") % facts)


def product(row: TillBasket, told: Told) -> Said:
    """One from a list of what was found."""
    found = Product.objects.filter(sku=told["sku"][:64]).first()
    if found is None:
        raise NotFound("product_unknown", _("This product is not known."), field="scan")
    return _scanned_product(row, scanning.Found(product=found))


# --- Lines ------------------------------------------------------------------------------------


def quantity(row: TillBasket, told: Told) -> None:
    baskets.set_quantity(row, told["line"], items.read_quantity(told["quantity"]))


def price(row: TillBasket, told: Told) -> None:
    baskets.set_price(row, told["line"], _amount(told["amount"]))


def percent(row: TillBasket, told: Told) -> None:
    baskets.set_percent(row, told["line"], items.read_percent(told["percent"]), actor=told.user, now=told.now)


def extra(row: TillBasket, told: Told) -> Said:
    """Goods outside the catalogue."""
    baskets.add_open_item(row, told["name"], _amount(told["amount"]))
    return Said(told["name"].strip() or _("Goods"))


def _amount(text: str) -> int:
    amount = money.parse_typed(text)
    if amount < 0:
        raise DomainError("amount_out_of_range", _("An amount must not be negative."))
    if amount >= BARCODE:
        raise DomainError("amount_looks_scanned", _("This looks like a bar code, not like an amount."))
    return amount


# --- Who, codes, where --------------------------------------------------------------------------


def customer(row: TillBasket, told: Told) -> Said:
    try:
        found = scanning.customer_of(told.user, UUID(told["customer"]))
    except ValueError:
        found = None
    if found is None:
        raise NotFound("customer_unknown", _("This customer is not known."), field="scan")
    baskets.set_customer(row, found)
    return Said(_("%(name)s is here.") % {"name": found})


def member(row: TillBasket, told: Told) -> Said:
    """Make a member of the customer who stands here; what they have scanned is priced anew."""
    if not told.may("customers.enrol_customer"):
        raise DomainError("forbidden", _("You may not do this."), status=403)
    if row.customer is None:
        raise DomainError("customer_missing", _("Scan the customer's card first."), field="scan")
    if not told["terms"]:
        raise DomainError("terms_missing", _("Without the terms nobody becomes a member."), field="scan")
    where = row.store.code if row.store else "till"
    enrolling.enrol_known(
        customer=row.customer, wants_sms=bool(told["wants_sms"]), where=where, actor=told.user, now=told.now
    )
    baskets.set_customer(row, row.customer)
    return Said(_("%(name)s is a member now.") % {"name": row.customer})


def top_up(row: TillBasket, told: Told) -> Said:
    """Money paid in for later; the basket, and what is being paid, stay as they are."""
    if row.customer is None:
        raise DomainError("customer_missing", _("Scan the customer's card first."), field="scan")
    # Without a key of its own every tap is a new one, as for the basket.
    key = f"{row.public_id.hex}:{told['key'] or ids.short_code(16)}"
    done = toppingup.top_up(
        customer=row.customer, amount=_amount(told["amount"]), kind=told["kind"], key=key, actor=told.user, now=told.now
    )
    facts = {name: money.format_money(getattr(done, name)) for name in ("amount", "bonus", "available")}
    text = (
        _("%(amount)s paid in, %(bonus)s on top; %(available)s to spend.")
        if done.bonus
        else _("%(amount)s paid in; %(available)s to spend.")
    )
    return Said(text % facts, top_up=done.entry_id)


def exchange(row: TillBasket, told: Told) -> Said:
    """Goods of a receipt come back for those of this basket."""
    purchase = _receipt(told)
    draft = exchanging.draft_from(purchase, told.form, told.now)
    found = exchanging.begin(row, purchase=purchase, draft=draft, actor=told.user, now=told.now)
    return Said(exchanging.in_words(found))


def _receipt(told: Told) -> Purchase:
    try:
        wanted = UUID(told["receipt"])
    except ValueError:
        wanted = None
    seen = Purchase.objects.visible_to(told.user).select_related("customer")
    found = seen.filter(public_id=wanted, state=Purchase.State.FULFILLED).first() if wanted else None
    if found is None:
        raise NotFound("receipt_unknown", _("This receipt is not known."), field="scan")
    return found


def no_exchange(row: TillBasket, _told: Told) -> None:
    exchanging.forget(row)


def nobody(row: TillBasket, _told: Told) -> None:
    baskets.set_customer(row, None)


def coupon(row: TillBasket, told: Told) -> None:
    if not told["code"].strip():
        raise DomainError("coupon_missing", _("Type the code first."), field="coupon")
    baskets.add_coupon(row, told["code"])


def no_coupon(row: TillBasket, told: Told) -> None:
    baskets.remove_coupon(row, told["code"])


def store(row: TillBasket, told: Told) -> Said:
    found = Store.objects.filter(is_open=True, pk=int(told["store"]) if told["store"].isdecimal() else 0).first()
    if found is None:
        raise NotFound("store_unknown", _("This store is not known."))
    baskets.set_store(row, found)
    return Said(_("This till stands in %(store)s now.") % {"store": found.name})


def park(row: TillBasket, told: Told) -> Said:
    baskets.park(row, told["label"])
    return Said(_("The basket is parked."))


def drop(row: TillBasket, _told: Told) -> Said:
    baskets.drop(row)
    return Said(_("A new basket."), "info")


# --- Paying -------------------------------------------------------------------------------------


def check_out(row: TillBasket, told: Told) -> None:
    selling.check_out(row, actor=told.user, now=told.now)


def back(row: TillBasket, _told: Told) -> None:
    baskets.unquote(row)


def pay(row: TillBasket, told: Told) -> None:
    selling.add_part(row, told["kind"], told["amount"], told.now)


def unpay(row: TillBasket, told: Told) -> None:
    selling.remove_part(row, told["part"])


ACTIONS: dict[str, Action] = {
    "scan": scan,
    "claim": claim,
    "reward": reward,
    "product": product,
    "quantity": quantity,
    "price": price,
    "percent": percent,
    "extra": extra,
    "customer": customer,
    "member": member,
    "top-up": top_up,
    "exchange": exchange,
    "no-exchange": no_exchange,
    "nobody": nobody,
    "coupon": coupon,
    "no-coupon": no_coupon,
    "store": store,
    "park": park,
    "drop": drop,
    "check-out": check_out,
    "back": back,
    "pay": pay,
    "unpay": unpay,
}


@dataclass(frozen=True)
class Button:
    """A button beside whoever stands at the till, for apps above: one tap, nothing to type."""

    action: str
    label: Any
    icon: str
    permission: str


_buttons: dict[str, Button] = {}


def offer(button: Button, action: Action) -> None:
    """Called by apps above in `AppConfig.ready()`."""
    _buttons[button.action] = button
    ACTIONS[button.action] = action


def buttons_for(may: Callable[[str], bool]) -> list[Button]:
    return [button for button in _buttons.values() if may(button.permission)]


# Where a refusal is shown, unless it names a place itself.
PLACES = {"top-up": "top-up", "pay": "pay", "unpay": "pay", "check-out": "pay", "coupon": "coupon", "extra": "extra"}
