"""The records of the programme that pages of the walks name: what the demo has, or one made for it."""

from __future__ import annotations

from typing import Any

from django.db.models import Count

from tests.browser.finding import find_product


def find_draw(state: str) -> tuple[Any, ...]:
    from loyalty.models import Draw

    return (Draw.objects.filter(state=state).order_by("pk")[0].public_id,)


def find_drawn_slug() -> tuple[Any, ...]:
    from loyalty.models import Draw

    return (Draw.objects.filter(state="drawn").order_by("pk")[0].slug,)


def find_edition() -> tuple[Any, ...]:
    from loyalty.models import Edition

    return (Edition.objects.order_by("pk")[0].public_id,)


def find_edition_slug() -> tuple[Any, ...]:
    from loyalty.models import Edition

    return (Edition.objects.order_by("pk")[0].slug,)


def find_wish() -> tuple[Any, ...]:
    """The way out of the news, as a customer finds it in a message."""
    from customers.models import Customer
    from messaging import unsubscribing

    who = Customer.objects.exclude(email="").filter(erased_at=None, merged_into=None).order_by("language", "pk")[0]
    return (unsubscribing.token_for(who.public_id, "email", "marketing"),)


def find_member() -> tuple[Any, ...]:
    """The personal page of a member: with a card, a code and something that expires, where there is one."""
    from core import clock
    from customers import memberpage
    from customers.models import Customer

    members = Customer.objects.filter(membership__state="active")
    rich = members.filter(cards__state="active", accounts__balance__gt=0).order_by("pk").first()
    return (memberpage.token_for(rich or members.order_by("pk")[0], now=clock.now()),)


def find_redemption() -> tuple[Any, ...]:
    from loyalty.models import Redemption

    return (Redemption.objects.order_by("-created_at", "-pk")[0].public_id,)


def find_household() -> tuple[Any, ...]:
    from loyalty.models import Household

    return (Household.objects.order_by("pk")[0].public_id,)


def find_bill() -> tuple[Any, ...]:
    from loyalty.models import Cost

    return (Cost.objects.filter(key__startswith="bill:", of=None).order_by("pk")[0].pk,)


def find_measure() -> tuple[Any, ...]:
    from loyalty.models import Measure

    return (Measure.objects.order_by("pk")[0].public_id,)


def find_measure_to_adopt() -> tuple[Any, ...]:
    from loyalty.models import Measure

    return (Measure.objects.filter(proposed_by=None, state="proposed").order_by("pk")[0].public_id,)


def find_rich_member() -> tuple[Any, ...]:
    """A member with points of their own, in no household, on their own page."""
    from core import clock
    from customers import memberpage
    from loyalty.models import Account

    rich = Account.objects.filter(currency="points", customer__membership__state="active", debt=0)
    holder = rich.filter(customer__household_member=None).order_by("-balance")[0].customer
    return (memberpage.token_for(holder, now=clock.now()),)


def find_own_reward() -> tuple[Any, ...]:
    """A member who could redeem something, on their own page."""
    from core import clock
    from customers import memberpage
    from loyalty.models import Account, Reward

    reward = Reward.objects.filter(currency="points", is_active=True).order_by("price", "pk")[0]
    rich = Account.objects.filter(currency="points", balance__gte=reward.price, customer__membership__state="active")
    holder = rich.filter(customer__household_member=None).order_by("pk")[0].customer
    return (memberpage.token_for(holder, now=clock.now()), reward.public_id)


def find_card() -> tuple[Any, ...]:
    """A card of somebody, or one given now."""
    from core import clock
    from customers.models import Customer
    from loyalty.cards import services
    from loyalty.models import Card

    card = Card.objects.filter(state="active").order_by("pk").first()
    if card is None:
        member = Customer.objects.filter(membership__state="active").order_by("pk")[0]
        card = services.issue_card(customer=member, actor=None, now=clock.now())
    return (card.pk,)


def find_card_owner() -> tuple[Any, ...]:
    from core import clock
    from customers import memberpage
    from loyalty.models import Card

    card = Card.objects.select_related("customer").get(pk=find_card()[0])
    assert card.customer is not None
    return (memberpage.token_for(card.customer, now=clock.now()),)


def find_brought_code() -> tuple[Any, ...]:
    """The code that brought most."""

    from loyalty.models import ReferralCode

    found = ReferralCode.objects.annotate(n=Count("referrals")).order_by("-n", "pk").first()
    return (found.code,) if found else find_referral_code()


def find_referral_code() -> tuple[Any, ...]:
    """A code that brings friends, or one made up."""
    from core import clock
    from loyalty.models import Partner, ReferralCode, ReferralTerms
    from loyalty.referrals import codes

    code = ReferralCode.objects.order_by("pk").first()
    if code is None:
        terms = ReferralTerms.objects.create(name="Bring a friend", friend_units=100, referrer_units=200)
        partner = Partner.objects.create(name="Night Needle")
        code = codes.make_partner_code(partner=partner, terms=terms, now=clock.now())
    return (code.code,)


def find_priced_product() -> tuple[Any, ...]:
    """One whose price differs for many."""
    from loyalty.models import PriceRow
    from sales.models import Product

    row = PriceRow.objects.filter(category__isnull=False).select_related("category").order_by("pk").first()
    products = Product.objects.filter(state="active")
    inside = products.in_category(row.category) if row and row.category else products
    return ((inside.order_by("pk").first() or products.order_by("pk")[0]).pk,)


def find_quote() -> tuple[Any, ...]:
    from core import clock
    from loyalty.models import Quote
    from loyalty.pricing import quotes

    made = Quote.objects.filter(purchase__isnull=False, customer__isnull=False).order_by("pk").first()
    if made is None:
        asked = quotes.Inquiry([quotes.Ask(find_product()[0], price=1000)])
        made = quotes.make_quote(inquiry=asked, now=clock.now())
    return (made.public_id,)


def find_quote_token() -> tuple[Any, ...]:
    from loyalty.models import Quote
    from loyalty.pricing import quotes

    return (quotes.token(Quote.objects.get(public_id=find_quote()[0])),)


def find_lasting_quote() -> tuple[Any, ...]:
    """One whose gift may be gone when it is paid."""
    from core import clock
    from loyalty.pricing import quotes

    made = quotes.make_quote(inquiry=_with_gift(), now=clock.now())
    return (made.public_id,)


def find_reserved_token() -> tuple[Any, ...]:
    """One that holds its gift, as the customer reads it."""
    from core import clock
    from loyalty.pricing import quotes, reserving

    made = reserving.make_quote(inquiry=_with_gift(), now=clock.now(), door=reserving.Door())[1]
    return (quotes.token(made),)


def _with_gift() -> Any:
    from loyalty.models import Gift, Promotion, StackingGroup
    from loyalty.pricing import quotes

    gift, _is_new = Gift.objects.get_or_create(name="Record bag", defaults={"stock": 500})
    group = StackingGroup.objects.order_by("-order").first()
    Promotion.objects.get_or_create(name="A bag for you", kind="gift", gift=gift, group=group)
    return quotes.Inquiry([quotes.Ask(description="Gift wrapping", price=25_000)])


def publish_criteria() -> tuple[Any, ...]:
    from loyalty.models import PricingSettings

    PricingSettings.objects.update(publishes_criteria=True)
    return ()


def find_top_up() -> tuple[Any, ...]:
    """One of the counter, else any."""
    from core import clock
    from loyalty import ledger
    from loyalty.models import Account, CurrencyPolicy, Entry

    made = Entry.objects.filter(kind="topup").order_by("-event_key", "-pk").first()
    if made is None:
        CurrencyPolicy.objects.filter(pk="stored").update(is_active=True)
        who = Account.objects.filter(customer__membership__state="active").order_by("pk")[0].customer_id
        told = ledger.top_up(customer_id=who, amount=5000, event_key="screen", now=clock.now())
        return (told.entry_id,)
    return (made.pk,)


def find_promotion() -> tuple[Any, ...]:
    from loyalty.models import Promotion, StackingGroup

    made = Promotion.objects.filter(needs_coupon=True).order_by("pk").first()
    if made is None:
        group = StackingGroup.objects.order_by("order")[0]
        made = Promotion.objects.create(name="Spring", percent=10, group=group, needs_coupon=True)
    return (made.pk,)


def find_price_list() -> tuple[Any, ...]:
    from loyalty.models import PriceList

    return ((PriceList.objects.order_by("pk").first() or PriceList.objects.create(name="Spring")).pk,)


def find_price_rows() -> tuple[Any, ...]:
    """A file of price rows that was sent and is looked at: something new, something refused."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from core.importing import uploads
    from loyalty.pricing.rowsjob import KIND
    from sales.models import Product

    (found,) = find_price_list()
    known = Product.objects.order_by("pk").first()
    text = f"sku,price,from\n{known.sku if known else 'A'},9.00,\nNOPE,1.00,\n"
    kept = uploads.store(SimpleUploadedFile("spring.csv", text.encode()), KIND)
    uploads.remember(kept, {"price_list": found, "decimal": ""})
    return (found, kept.token)


def find_draft_rule() -> tuple[Any, ...]:
    """A rule that nobody has simulated yet."""
    from loyalty.models import EarnRule

    draft = EarnRule.objects.filter(is_active=False, simulations=None).first()
    if draft is None:
        draft = EarnRule.objects.create(name="Draft", currency="points", kind="multiplier", rate=2, is_active=False)
    return (draft.pk,)


def find_simulation() -> tuple[Any, ...]:
    """What another draft would have granted."""
    from core import clock, jobs
    from core.models import User
    from loyalty.models import EarnRule, Simulation
    from loyalty.simulator import job

    finished = Simulation.objects.filter(finished_at__isnull=False)
    made = finished.exclude(rule__kind=EarnRule.Kind.EVENT).first()
    if made is None:
        draft = EarnRule.objects.create(name="Sundays", currency="points", kind="multiplier", rate=2, is_active=False)
        owner = User.objects.filter(is_superuser=True).order_by("pk")[0]
        made = job.start(rule=draft, user=owner, now=clock.now())
        jobs.run(made.job_id)
    return (made.pk,)


def find_simulation_of_events() -> tuple[Any, ...]:
    """What a draft for an event would have granted: computed here where no worker has done it."""
    from core import clock, jobs
    from core.models import User
    from loyalty.models import EarnRule, Simulation
    from loyalty.simulator import job

    made = Simulation.objects.filter(rule__kind=EarnRule.Kind.EVENT).first()
    if made is None:
        draft = EarnRule.objects.create(
            name="Evenings", currency="points", kind="event", event="review", rate=25, is_active=False
        )
        owner = User.objects.filter(is_superuser=True).order_by("pk")[0]
        made = job.start(rule=draft, user=owner, now=clock.now())
    if made.finished_at is None:
        jobs.run(made.job_id)
    return (made.pk,)


def find_debtor() -> tuple[Any, ...]:
    """Somebody who owes points, or the customer with the fullest record."""
    from loyalty.models import Account

    found = Account.objects.filter(currency="points", debt__gt=0).order_by("pk").first()
    if found is None:
        found = Account.objects.filter(currency="points", balance__gt=0).order_by("-balance", "pk")[0]
    return (found.customer.public_id, "points")


def find_handed_on() -> tuple[Any, ...]:
    """Units that somebody handed on or converted, or made up."""
    from core import clock
    from customers.models import Customer
    from loyalty import ledger
    from loyalty.models import Entry, SpendingTerms

    moved = Entry.objects.filter(kind__in=["transfer", "convert"], units__lt=0)
    moved = moved.exclude(facts__has_key="household").exclude(facts__has_key="undoes")
    if not moved.exists():
        now = clock.now()
        SpendingTerms.objects.filter(pk="points").update(transfer_daily_limit=100)
        giver, taker = Customer.objects.filter(membership__state="active", household_member=None).order_by("pk")[:2]
        told: dict[str, Any] = {"currency": "points", "now": now}
        lots = [ledger.OpeningLot(50, earned_at=now)]
        ledger.open_balance(customer_id=giver.pk, lots=lots, event_key="example:opening", **told)
        ledger.transfer(
            from_customer_id=giver.pk, to_customer_id=taker.pk, units=5, event_key="example:handed-on", **told
        )  # fmt: skip
    entry = moved.select_related("account__customer").order_by("pk")[0]
    return (entry.account.customer.public_id, entry.pk)


def find_appealed() -> tuple[Any, ...]:
    """A measure that waits for the answer to its appeal, or any."""
    from loyalty.models import Measure

    row = Measure.objects.filter(state="appealed").first()
    return (row.public_id,) if row else find_measure()
