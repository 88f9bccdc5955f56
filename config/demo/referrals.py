"""Members who bring friends, an influencer and a partner with codes of their own, and partners' offers."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from core.errors import DomainError
from core.models import User
from customers import services as customer_services
from customers.models import Customer
from loyalty.models import Partner, PartnerOffer, ReferralCode, ReferralTerms
from loyalty.referrals import codes, following, offers, services
from sales.drafts import LineDraft, PurchaseDraft, ReturnDraft
from sales.models import Purchase
from sales.services import record_purchase, record_return

FRIENDS = (
    "Ines Calder", "Noah Brandt", "周晓雯", "Lena Marsh", "Theo Vance", "何家豪", "Maya Lindqvist", "Oscar Field",
    "Priya Anand", "苏婉婷", "Jonas Weir", "Carmen Solis", "Felix Aldous", "Nadia Rowe", "高子轩", "Ruth Ames",
)  # fmt: skip
SOURCE = "referral-demo"
SCHOOL = _("Harbour Dance School")


def seed(chance: Random, now: datetime, actor: User | None) -> int:
    """Through the services; friends who joined six weeks ago have been rewarded, later ones wait."""
    club, luna = _terms()
    codes = _codes(chance, club, luna, now - timedelta(days=60))
    joined = now - timedelta(days=42)
    for number in range(len(FRIENDS)):
        at = joined + timedelta(days=2 * number)
        _friend(chance, codes[number % len(codes)], number, at, now)
    _themselves(codes[0], now - timedelta(days=9))
    following.sweep(now)
    _bring_back(now)
    following.sweep(now)
    _offers(chance, now, actor)
    return len(FRIENDS)


def _terms() -> tuple[ReferralTerms, ReferralTerms]:
    club = ReferralTerms.objects.create(
        name=gettext(_("Bring a friend")), is_default=True, friend_units=100, referrer_units=200, hold_days=14,
        minimum_spend=1000, cap=12, cap_days=365,
        text=gettext(_("Two floors of music, a listening room, and people who know every record in it.")),
    )  # fmt: skip
    luna = ReferralTerms.objects.create(
        name=gettext(_("Channels and partners")),
        friend_units=150,
        referrer_reward="none",
        fee=400,
        hold_days=14,
        budget=500,
    )
    return club, luna


def _codes(chance: Random, club: ReferralTerms, luna: ReferralTerms, at: datetime) -> list[ReferralCode]:
    members = list(Customer.objects.filter(membership__state="active").exclude(email="").order_by("pk")[:300])
    made = [codes.code_of_member(customer=who, now=at) for who in chance.sample(members, k=min(4, len(members)))]
    channel = Partner.objects.create(name=gettext(_("Night Needle (video channel)")), kind=Partner.Kind.INFLUENCER)
    school = Partner.objects.create(name=gettext(SCHOOL), kind=Partner.Kind.PARTNER)
    return [
        *(code for code in made if code),
        codes.make_partner_code(
            partner=channel, terms=luna, code="NEEDLE10", label=gettext(_("Spring reviews")), now=at
        ),
        codes.make_partner_code(partner=school, terms=luna, code="HARBOUR", label=gettext(_("Notice board")), now=at),
    ]


def _friend(chance: Random, code: ReferralCode, number: int, at: datetime, now: datetime) -> None:
    data = {
        "display_name": FRIENDS[number],
        "source": SOURCE,
        "external_id": f"F{number:03d}",
        "email": f"friend{number}@example.org",
    }
    friend = customer_services.create_customer(data=data, actor=None, now=at, where="referral")
    customer_services.enrol(customer=friend, terms_version="1", where="referral", actor=None, now=at)
    services.claim(code=code, friend=friend, actor=None, now=at)
    if number % 5 == 4:
        return  # has not bought yet
    bought_at = min(at + timedelta(days=chance.randrange(1, 4)), now)
    amount = chance.choice((1490, 2380, 3990, 5970))
    draft = PurchaseDraft(
        source=SOURCE, number=f"{number:05d}", occurred_at=bought_at, lines=(LineDraft(amount),), customer=friend.pk
    )
    record_purchase(draft=draft, now=bought_at)


def _bring_back(now: datetime) -> None:
    """Two changed their mind: what one had brought is taken back, for the other nothing was given yet."""
    for number in (5, 13):
        told = ReturnDraft(
            purchase=Purchase.objects.get(source=SOURCE, number=f"{number:05}").pk, source=SOURCE, number=f"B{number}",
            occurred_at=now, reason=gettext(_("Changed their mind")),
        )  # fmt: skip
        record_return(draft=told, now=now)


def _themselves(code: ReferralCode, at: datetime) -> None:
    """Somebody who brings themselves by another spelling of their mailbox: noted, and does not count."""
    if code.customer is None:
        return
    local, _at, host = code.customer.email.partition("@")
    data = {"display_name": "Morgan Lisle", "source": SOURCE, "external_id": "F-again", "email": f"{local}+2@{host}"}
    friend = customer_services.create_customer(data=data, actor=None, now=at, where="referral")
    customer_services.enrol(customer=friend, terms_version="1", where="referral", actor=None, now=at)
    services.claim(code=code, friend=friend, actor=None, now=at)


def _offers(chance: Random, now: datetime, actor: User | None) -> None:
    school = Partner.objects.get(name=gettext(SCHOOL))
    cafe = Partner.objects.create(
        name=gettext(_("Café Contralto")), kind=Partner.Kind.PARTNER, email="hello@example.com"
    )
    coffee = PartnerOffer.objects.create(
        partner=cafe, title=gettext(_("A coffee with every record")), quantity=200, price=250, claim_days=30,
        text=gettext(_("Show your code at the counter of the café next door.")),
    )  # fmt: skip
    lesson = PartnerOffer.objects.create(
        partner=school, title=gettext(_("First lesson free")), per_member=1, price=-300
    )
    members = list(Customer.objects.filter(membership__state="active").order_by("-pk")[:200])
    for number, customer in enumerate(chance.sample(members, k=min(14, len(members)))):
        at = now - timedelta(days=20 - number % 15)
        try:
            claim = offers.claim_offer(offer=(coffee, lesson)[number % 3 == 0], customer=customer, now=at)
            if number % 2:
                offers.use_claim(code=claim.code, now=at + timedelta(days=2), actor=actor)
        except DomainError:
            continue
