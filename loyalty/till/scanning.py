"""What a scanned or typed text is: goods, a card, a code on a receipt, a receipt, a coupon, a reward, a phone, a name.

Asked in that order, each by one look-up from an index, until something fits exactly; only then it is searched. A
person sees only customers whom they may see, and of a foreign one's card no more than that it is somebody's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from core import clock, codes
from core.errors import Conflict, DomainError
from core.models import User
from customers import phones
from customers.memberpage import links
from customers.models import Customer
from loyalty.cards import queries as cards
from loyalty.models import Card, Coupon, ReceiptClaim, Redemption
from loyalty.pricing import coupons
from loyalty.rewards import services as rewards
from loyalty.till import claims, items
from sales.models import Product, Purchase

# The address behind a QR code of ours is the longest of all.
LONGEST = 200
MOST = 8
# Fewer digits are the beginning of too many phone numbers.
MIN_PHONE = 5
MIN_NAME = 2
_PHONE = frozenset("0123456789+-()./ ")


@dataclass(frozen=True)
class Found:
    """One thing, or several to choose from; `phone` is set when a number is nobody's yet."""

    product: Product | None = None
    quantity: Decimal = Decimal(1)
    customer: Customer | None = None
    claim: ReceiptClaim | None = None
    purchase: Purchase | None = None
    purchases: list[Purchase] = field(default_factory=list)
    coupon: str = ""
    redemption: Redemption | None = None
    customers: list[Customer] = field(default_factory=list)
    products: list[Product] = field(default_factory=list)
    phone: str = ""
    warning: str = ""

    @property
    def is_nothing(self) -> bool:
        one = (
            self.product, self.customer, self.claim, self.purchase, self.coupon, self.redemption, self.phone,
        )  # fmt: skip
        return not (any(one) or self.customers or self.products or self.purchases)


Door = Callable[[str, User], Found | None]


def recognise(text: str, user: User) -> Found:
    """What the text means; `is_nothing` when nobody knows."""
    text = " ".join(text.split())[:LONGEST].replace("\0", "")
    if not text:
        raise DomainError("scan_empty", _("Scan or type something first."), field="scan")
    for door in _DOORS:
        if found := door(text, user):
            return found
    return Found()


def _address(text: str, user: User) -> Found | None:
    """What a scanner reads from a QR code of ours: of a receipt to be claimed, of a personal page."""
    if not text.lower().startswith(("http://", "https://")):
        return None
    try:
        parts = urlsplit(text)
        match = resolve(parts.path)
    except (ValueError, Resolver404):
        return None
    if match.view_name == "loyalty:claim":
        code = parse_qs(parts.query).get("code", [""])[0]
        return _claim(code, user)
    if match.view_name in {"customers:member_page", "loyalty:member_card"}:
        customer = links.open_link(match.kwargs["token"], now=clock.now())
        return Found(customer=_seen(customer, user)) if customer else None
    return None


def _goods(text: str, _user: User) -> Found | None:
    quantity, code = items.split_times(text)
    product = _by_code(code) if quantity else None
    if product is None:
        quantity, product = Decimal(1), _by_code(text)
    if product is None:
        return None
    warning = _("This product has been discontinued.") if product.state == Product.State.DISCONTINUED else ""
    return Found(product=product, quantity=quantity or Decimal(1), warning=warning)


def _by_code(code: str) -> Product | None:
    wanted = code[:64]
    rows = Product.objects.select_related("category")
    found = rows.filter(sku=wanted).first() or rows.filter(sku=wanted.upper()).first()
    return found or rows.scanned(wanted).first()


def _card(text: str, user: User) -> Found | None:
    """Refused with its reason unless it works; of a replaced one the customer is found through the one that does."""
    found = cards.find(text)
    if found is None:
        return None
    if found.customer is None:
        raise DomainError("card_blank", found.message, field="scan")
    is_followed = found.card.state == Card.State.REPLACED and found.current is not None
    if found.refusal and not is_followed:
        hint = _("Ask for the phone number or the name instead.")
        raise Conflict(found.refusal, f"{found.message} {hint}", field="scan")
    return Found(customer=_seen(found.customer, user), warning=found.message)


def _seen(customer: Customer, user: User) -> Customer:
    seen = Customer.objects.visible_to(user).current().filter(pk=customer.pk).first()
    if seen is None:
        raise DomainError("card_foreign", _("This card belongs to a customer of a colleague."), field="scan")
    return seen


def _claim(text: str, _user: User) -> Found | None:
    found = claims.find(text) if claims.looks_like_code(text) else None
    return Found(claim=found) if found else None


def _receipt(text: str, user: User) -> Found | None:
    rows = Purchase.objects.visible_to(user).select_related("customer", "store")
    found = list(rows.filter(number__in={text[:64], text[:64].upper()}).order_by("-occurred_at", "-pk")[:MOST])
    if len(found) == 1:
        return Found(purchase=found[0])
    # Each till counts its own receipts: which of them lies on the counter, only a person can see.
    return Found(purchases=found) if found else None


def _coupon(text: str, _user: User) -> Found | None:
    code = coupons.normal(text)
    return Found(coupon=code) if Coupon.objects.filter(code=code).exists() else None


def _reward(text: str, user: User) -> Found | None:
    """A code that a member shows for what they redeemed; of a voucher it opens the promotion, like its coupon."""
    code = codes.normalise_code(text)
    found = rewards.known(code) if len(code) == rewards.CODE_LENGTH and codes.is_valid_code(code) else None
    if found is None:
        return None
    if not Customer.objects.visible_to(user).filter(pk=found.customer_id).exists():
        raise DomainError("reward_foreign", _("This code belongs to a customer of a colleague."), field="scan")
    return Found(coupon=found.coupon.code) if found.coupon else Found(redemption=found)


def _phone(text: str, user: User) -> Found | None:
    digits = [character for character in text if character.isdigit()]
    if len(digits) < MIN_PHONE or not set(text) <= _PHONE:
        return None
    seen = Customer.objects.visible_to(user).current().select_related("membership")
    found = list(seen.search(text).order_by("sort_key", "pk")[:MOST])
    if len(found) == 1:
        return Found(customer=found[0])
    return Found(customers=found) if found else Found(phone=_normal(text))


def _normal(text: str) -> str:
    try:
        return phones.normalise(text)
    except DomainError:
        return ""


def _name(text: str, user: User) -> Found | None:
    if len(text) < MIN_NAME:
        return None
    seen = Customer.objects.visible_to(user).current().select_related("membership")
    people = list(seen.search(text).order_by("sort_key", "pk")[:MOST])
    goods = list(Product.objects.matching(text).exclude(state=Product.State.PLANNED).order_by("name", "pk")[:MOST])
    if len(people) == 1 and not goods and "@" in text:
        return Found(customer=people[0])
    return Found(customers=people, products=goods) if people or goods else None


_DOORS: tuple[Door, ...] = (_address, _goods, _card, _claim, _receipt, _coupon, _reward, _phone, _name)


def customer_of(user: User, public_id: Any) -> Customer | None:
    """A customer that this person chose from a list."""
    rows = Customer.objects.visible_to(user).current().select_related("membership")
    return rows.filter(public_id=public_id).first()
