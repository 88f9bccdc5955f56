"""Every page that a person can open, for the walks (axe, content policy, phone width) and for `make screens`.

Add a page here when you build one. `arguments` finds the record that the address names; it runs
when the walk starts, on data that `seed_demo` (or the test's own factories) made.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import Count

from loyalty.views.reporting.pages import REPORTS
from tests.browser import steps
from tests.browser.page import ScreenPage


def _customer() -> tuple[Any, ...]:
    """The customer with the fullest record."""
    from customers.models import Customer

    return (Customer.objects.annotate(bought=Count("purchases")).order_by("-bought", "pk")[0].public_id,)


def _purchase() -> tuple[Any, ...]:
    from sales.models import Purchase

    return (Purchase.objects.filter(customer__isnull=False).order_by("-occurred_at", "-pk")[0].public_id,)


def _order() -> tuple[Any, ...]:
    """An order that is not fulfilled yet, or one made up."""
    from core import clock
    from sales import services
    from sales.drafts import LineDraft, PurchaseDraft
    from sales.models import Purchase

    order = Purchase.objects.filter(state="open").order_by("-occurred_at", "-pk").first()
    if order is None:
        now, lines = clock.now(), [LineDraft(amount=1999, description="Ribbon"), LineDraft(amount=500)]
        draft = PurchaseDraft(source="example", number="1", occurred_at=now, lines=lines, is_open=True)
        order = services.record_purchase(draft=draft, now=now)
    return (order.public_id,)


def _product() -> tuple[Any, ...]:
    from sales.models import Product

    return (Product.objects.order_by("pk")[0].pk,)


def _draw(state: str) -> tuple[Any, ...]:
    from loyalty.models import Draw

    return (Draw.objects.filter(state=state).order_by("pk")[0].public_id,)


def _drawn_slug() -> tuple[Any, ...]:
    from loyalty.models import Draw

    return (Draw.objects.filter(state="drawn").order_by("pk")[0].slug,)


def _edition() -> tuple[Any, ...]:
    from loyalty.models import Edition

    return (Edition.objects.order_by("pk")[0].public_id,)


def _edition_slug() -> tuple[Any, ...]:
    from loyalty.models import Edition

    return (Edition.objects.order_by("pk")[0].slug,)


def _member() -> tuple[Any, ...]:
    """The personal page of a member: with a card, a code and something that expires, where there is one."""
    from core import clock
    from customers import memberpage
    from customers.models import Customer

    members = Customer.objects.filter(membership__state="active")
    rich = members.filter(cards__state="active", accounts__balance__gt=0).order_by("pk").first()
    return (memberpage.token_for(rich or members.order_by("pk")[0], now=clock.now()),)


def _redemption() -> tuple[Any, ...]:
    from loyalty.models import Redemption

    return (Redemption.objects.order_by("-created_at", "-pk")[0].public_id,)


def _household() -> tuple[Any, ...]:
    from loyalty.models import Household

    return (Household.objects.order_by("pk")[0].public_id,)


def _measure() -> tuple[Any, ...]:
    from loyalty.models import Measure

    return (Measure.objects.order_by("pk")[0].public_id,)


def _rich_member() -> tuple[Any, ...]:
    """A member with points of their own, in no household, on their own page."""
    from core import clock
    from customers import memberpage
    from loyalty.models import Account

    rich = Account.objects.filter(currency="points", customer__membership__state="active", debt=0)
    holder = rich.filter(customer__household_member=None).order_by("-balance")[0].customer
    return (memberpage.token_for(holder, now=clock.now()),)


def _own_reward() -> tuple[Any, ...]:
    """A member who could redeem something, on their own page."""
    from core import clock
    from customers import memberpage
    from loyalty.models import Account, Reward

    reward = Reward.objects.filter(currency="points", is_active=True).order_by("price", "pk")[0]
    rich = Account.objects.filter(currency="points", balance__gte=reward.price, customer__membership__state="active")
    holder = rich.filter(customer__household_member=None).order_by("pk")[0].customer
    return (memberpage.token_for(holder, now=clock.now()), reward.public_id)


def _card() -> tuple[Any, ...]:
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


def _card_owner() -> tuple[Any, ...]:
    from core import clock
    from customers import memberpage
    from loyalty.models import Card

    card = Card.objects.select_related("customer").get(pk=_card()[0])
    assert card.customer is not None
    return (memberpage.token_for(card.customer, now=clock.now()),)


def _brought_code() -> tuple[Any, ...]:
    """The code that brought most."""
    from django.db.models import Count

    from loyalty.models import ReferralCode

    found = ReferralCode.objects.annotate(n=Count("referrals")).order_by("-n", "pk").first()
    return (found.code,) if found else _referral_code()


def _referral_code() -> tuple[Any, ...]:
    """A code that brings friends, or one made up."""
    from core import clock
    from loyalty.models import Partner, ReferralCode, ReferralTerms
    from loyalty.referrals import services

    code = ReferralCode.objects.order_by("pk").first()
    if code is None:
        terms = ReferralTerms.objects.create(name="Bring a friend", friend_units=100, referrer_units=200)
        partner = Partner.objects.create(name="Night Needle")
        code = services.make_partner_code(partner=partner, terms=terms, now=clock.now())
    return (code.code,)


def _delivery() -> tuple[Any, ...]:
    """The last delivery of a webhook, or a test to nowhere."""
    from core import clock
    from core.models import WebhookDelivery, WebhookEndpoint
    from core.webhooks import endpoints, secrets

    if not WebhookDelivery.objects.exists():
        endpoint = WebhookEndpoint.objects.create(
            name="Shop", url="https://shop.example/hooks", is_active=False, secret_sealed=secrets.seal("whsec_eA==")
        )
        endpoints.send_test(endpoint=endpoint, now=clock.now())
    return (WebhookDelivery.objects.order_by("-pk")[0].pk,)


def _priced_product() -> tuple[Any, ...]:
    """One whose price differs for many."""
    from loyalty.models import PriceRow
    from sales.models import Product

    row = PriceRow.objects.filter(category__isnull=False).select_related("category").order_by("pk").first()
    products = Product.objects.filter(state="active")
    inside = products.in_category(row.category) if row and row.category else products
    return ((inside.order_by("pk").first() or products.order_by("pk")[0]).pk,)


def _quote() -> tuple[Any, ...]:
    from core import clock
    from loyalty.models import Quote
    from loyalty.pricing import quotes

    made = Quote.objects.filter(purchase__isnull=False, customer__isnull=False).order_by("pk").first()
    if made is None:
        asked = quotes.Inquiry([quotes.Ask(_product()[0], price=1000)])
        made = quotes.make_quote(inquiry=asked, now=clock.now())
    return (made.public_id,)


def _quote_token() -> tuple[Any, ...]:
    from loyalty.models import Quote
    from loyalty.pricing import quotes

    return (quotes.token(Quote.objects.get(public_id=_quote()[0])),)


def _published() -> tuple[Any, ...]:
    from loyalty.models import PricingSettings

    PricingSettings.objects.update(publishes_criteria=True)
    return ()


def _top_up() -> tuple[Any, ...]:
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


def _open_order() -> tuple[Any, ...]:
    """An order that something more can be offered for, else any purchase."""
    from loyalty.models import ProductLink
    from sales.models import Purchase

    orders = Purchase.objects.filter(state="open").order_by("-pk")
    offered = orders.filter(lines__product__in=ProductLink.objects.values("product")).first()
    found = offered or orders.first() or Purchase.objects.order_by("-pk")[0]
    return (found.public_id,)


def _promotion() -> tuple[Any, ...]:
    from loyalty.models import Promotion, StackingGroup

    made = Promotion.objects.filter(needs_coupon=True).order_by("pk").first()
    if made is None:
        group = StackingGroup.objects.order_by("order")[0]
        made = Promotion.objects.create(name="Spring", percent=10, group=group, needs_coupon=True)
    return (made.pk,)


def _price_list() -> tuple[Any, ...]:
    from loyalty.models import PriceList

    return ((PriceList.objects.order_by("pk").first() or PriceList.objects.create(name="Spring")).pk,)


def _price_rows() -> tuple[Any, ...]:
    """A file of price rows that was sent and is looked at: something new, something refused."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from core.importing import uploads
    from loyalty.pricing.rowsjob import KIND
    from sales.models import Product

    (found,) = _price_list()
    known = Product.objects.order_by("pk").first()
    text = f"sku,price,from\n{known.sku if known else 'A'},9.00,\nNOPE,1.00,\n"
    kept = uploads.store(SimpleUploadedFile("spring.csv", text.encode()), KIND)
    uploads.remember(kept, {"price_list": found, "decimal": ""})
    return (found, kept.token)


def _job() -> tuple[Any, ...]:
    """The last job, or one made up: a report with everything that a report can show."""
    from core import clock
    from core.models import Job

    job = Job.objects.order_by("-pk").first()
    if job is None:
        now = clock.now()
        job = Job.objects.create(
            kind="example",
            title="purchases.csv",
            state=Job.State.DONE,
            done=1200,
            total=1200,
            started_at=now,
            finished_at=now,
            result={"rows": 1200, "created": 1150, "unchanged": 40, "rejected": 10},
        )
    return (job.pk,)


def _draft_rule() -> tuple[Any, ...]:
    """A rule that nobody has simulated yet."""
    from loyalty.models import EarnRule

    draft = EarnRule.objects.filter(is_active=False, simulations=None).first()
    if draft is None:
        draft = EarnRule.objects.create(name="Draft", currency="points", kind="multiplier", rate=2, is_active=False)
    return (draft.pk,)


def _simulation() -> tuple[Any, ...]:
    """What another draft would have granted."""
    from core import clock, jobs
    from core.models import User
    from loyalty.models import EarnRule, Simulation
    from loyalty.simulator import job

    made = Simulation.objects.filter(finished_at__isnull=False).first()
    if made is None:
        draft = EarnRule.objects.create(name="Sundays", currency="points", kind="multiplier", rate=2, is_active=False)
        owner = User.objects.filter(is_superuser=True).order_by("pk")[0]
        made = job.start(rule=draft, user=owner, now=clock.now())
        jobs.run(made.job_id)
    return (made.pk,)


def _debtor() -> tuple[Any, ...]:
    """Somebody who owes points, or the customer with the fullest record."""
    from loyalty.models import Account

    found = Account.objects.filter(currency="points", debt__gt=0).order_by("pk").first()
    if found is None:
        found = Account.objects.filter(currency="points", balance__gt=0).order_by("-balance", "pk")[0]
    return (found.customer.public_id, "points")


def _handed_on() -> tuple[Any, ...]:
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


def _appealed() -> tuple[Any, ...]:
    """A measure that waits for the answer to its appeal, or any."""
    from loyalty.models import Measure

    row = Measure.objects.filter(state="appealed").first()
    return (row.public_id,) if row else _measure()


PAGES = [
    ScreenPage("login", "account_login", is_public=True),
    ScreenPage("today", "customers:today"),
    ScreenPage("customers", "customers:list"),
    ScreenPage("customers-filtered", "customers:list", query="?q=zzzz"),
    ScreenPage(
        "customers-more",
        "customers:list",
        query="?rhythm=late&columns=stage&columns=rhythm&columns=last_visit&columns=source",
    ),
    ScreenPage("customer", "customers:detail", _customer),
    ScreenPage("customer-new", "customers:new"),
    ScreenPage("customer-edit", "customers:edit", _customer),
    ScreenPage("customer-merge", "customers:merge", _customer),
    ScreenPage("customer-consents", "customers:consent_edit", _customer),
    ScreenPage("customer-interests", "customers:interests_edit", _customer),
    ScreenPage("customer-follow-up", "customers:follow_up_new", _customer),
    ScreenPage("customer-note", "customers:note_new", _customer),
    ScreenPage("customer-hold", "customers:hold_new", _customer),
    ScreenPage("customer-address", "customers:address_new", _customer),
    ScreenPage("customer-identity", "customers:identity_new", _customer),
    ScreenPage("customer-timeline", "customers:timeline", _customer),
    ScreenPage("enrol", "customers:quick_enrol"),
    ScreenPage("search", "customers:search", query="?q=c"),
    ScreenPage("purchases", "sales:purchases"),
    ScreenPage("purchase", "sales:purchase", _purchase),
    ScreenPage("purchase-return", "sales:return_new", _purchase),
    ScreenPage("order-change", "sales:amend", _order),
    ScreenPage("order-hand-over", "sales:fulfil", _order),
    ScreenPage("order-cancel", "sales:cancel", _order),
    ScreenPage("products", "sales:products"),
    ScreenPage("product", "sales:product", _product),
    ScreenPage("product-new", "sales:product_new"),
    ScreenPage("product-edit", "sales:product_edit", _product),
    ScreenPage("import-purchases", "sales:import"),
    ScreenPage("import-customers", "customers:import"),
    ScreenPage("loyalty", "loyalty:overview"),
    ScreenPage("statement", "loyalty:statement", _customer),
    ScreenPage("lots", "loyalty:lots", _customer),
    ScreenPage("adjust", "loyalty:adjust", _customer),
    ScreenPage("record-event", "loyalty:record_event", _customer),
    ScreenPage("redeem", "loyalty:redeem", _customer),
    ScreenPage("draws", "loyalty:draws"),
    ScreenPage("draw-new", "loyalty:draw_new"),
    ScreenPage("draw-running", "loyalty:draw", partial(_draw, "open")),
    ScreenPage("draw-drawn", "loyalty:draw", partial(_draw, "drawn")),
    ScreenPage("draw-publish", "loyalty:draw_publish", partial(_draw, "open")),
    ScreenPage("draw-enter", "loyalty:draw_enter", partial(_draw, "open")),
    ScreenPage("draw-public", "loyalty:draw_public", _drawn_slug, is_public=True),
    ScreenPage("draw-check", "loyalty:draw_check", _drawn_slug, is_public=True),
    ScreenPage("draw-claim", "loyalty:draw_claim", _drawn_slug, is_public=True),
    ScreenPage("editions", "loyalty:editions"),
    ScreenPage("edition-new", "loyalty:edition_new"),
    ScreenPage("edition", "loyalty:edition", _edition),
    ScreenPage("edition-close", "loyalty:edition_close", _edition),
    ScreenPage("edition-claim", "loyalty:claim_new", _edition),
    ScreenPage("edition-public", "loyalty:edition_public", _edition_slug, is_public=True),
    ScreenPage("till", "loyalty:till"),
    ScreenPage("till-receipt", "loyalty:till_receipt", _purchase),
    ScreenPage("till-return", "loyalty:till_take_back", _purchase),
    ScreenPage("till-join-code", "loyalty:till_join_code"),
    ScreenPage("till-topped-up", "loyalty:till_topped_up", _top_up),
    ScreenPage("join", "loyalty:join_alone", is_public=True),
    ScreenPage("joined", "loyalty:joined", is_public=True),
    ScreenPage("claim", "loyalty:claim", is_public=True),
    ScreenPage("dashboard", "loyalty:dashboard"),
    *(ScreenPage(f"report-{report.name}", "loyalty:report", partial(tuple, [report.name])) for report in REPORTS),
    ScreenPage("late-customers", "loyalty:late_customers"),
    ScreenPage("late-list", "loyalty:late_list"),
    ScreenPage("member-page", "customers:member_page", _member, is_public=True),
    ScreenPage("member-leave", "customers:member_leave", _member, is_public=True),
    ScreenPage("member-convert", "loyalty:member_convert", _rich_member, is_public=True),
    ScreenPage("member-hand-on", "loyalty:member_hand_on", _rich_member, is_public=True),
    ScreenPage("member-card", "loyalty:member_card", _card_owner, is_public=True),
    ScreenPage("referral-landing", "loyalty:referral", _referral_code, is_public=True),
    ScreenPage("customer-link-revoke", "customers:memberpage_revoke", _customer),
    ScreenPage("rewards", "loyalty:rewards"),
    ScreenPage("rewards-own", "loyalty:member_reward", _own_reward, is_public=True),
    ScreenPage("redemptions", "loyalty:redemptions"),
    ScreenPage("redemption", "loyalty:redemption", _redemption),
    ScreenPage("donations", "loyalty:donations"),
    ScreenPage("redemption-code", "loyalty:redemption_code"),
    ScreenPage("reward-redeem", "loyalty:reward_redeem", _customer),
    ScreenPage("households", "loyalty:households"),
    ScreenPage("household", "loyalty:household", _household),
    ScreenPage("household-change", "loyalty:household_change", _household),
    ScreenPage("household-dissolve", "loyalty:household_dissolve", _household),
    ScreenPage("measures", "loyalty:measures"),
    ScreenPage("measure", "loyalty:measure", _measure),
    ScreenPage("expiry", "loyalty:expiry", lambda: ("points",)),
    ScreenPage("transfer", "loyalty:transfer", _customer),
    ScreenPage("waive-debt", "loyalty:waive_debt", _debtor),
    ScreenPage("undo-whole", "loyalty:undo_whole", _handed_on),
    ScreenPage("measure-appealed", "loyalty:measure", _appealed),
    ScreenPage("balances-import", "loyalty:import"),
    ScreenPage("cards", "loyalty:cards"),
    ScreenPage("card", "loyalty:card", _card),
    ScreenPage("cards-blank", "loyalty:card_batches"),
    ScreenPage("card-issue", "loyalty:card_issue", _customer),
    ScreenPage("card-print", "loyalty:card_sheet", _card),
    ScreenPage("referrals", "loyalty:referrals"),
    ScreenPage("referral-code", "loyalty:referral_code", _brought_code),
    ScreenPage("referral-claim", "loyalty:referral_claim", _customer),
    ScreenPage("partner-codes", "loyalty:partner_codes"),
    ScreenPage("tiers", "loyalty:tiers"),
    ScreenPage("tier-members", "loyalty:tier_members"),
    ScreenPage("tier-close", "loyalty:tier_close"),
    ScreenPage("tier-losing", "loyalty:tier_losing"),
    ScreenPage("tier-give", "loyalty:tier_give", _customer),
    ScreenPage("webhooks", "core:webhooks"),
    ScreenPage("webhook", "core:webhook_delivery", _delivery),
    ScreenPage("job-list", "core:job_list"),
    ScreenPage("job", "core:job_detail", _job),
    ScreenPage("profile", "core:profile"),
    ScreenPage("security", "mfa_index"),
    ScreenPage("password", "account_change_password"),
    ScreenPage("settings", "admin:index"),
    ScreenPage("settings-draw", "admin:loyalty_draw_add"),
    ScreenPage("settings-edition", "admin:loyalty_edition_add"),
    ScreenPage("simulator", "loyalty:rule_simulation", _draft_rule),
    ScreenPage("simulation", "loyalty:simulation", _simulation),
    ScreenPage("price-check", "loyalty:price_check"),
    ScreenPage("price-lists", "loyalty:price_lists"),
    ScreenPage("price-criteria", "loyalty:price_criteria", _published, is_public=True),
    ScreenPage("prices", "loyalty:product_prices"),
    ScreenPage("prices-of-product", "loyalty:product_audiences", _priced_product),
    ScreenPage("promotions", "loyalty:promotions"),
    ScreenPage("quotes", "loyalty:quotes"),
    ScreenPage("quote", "loyalty:quote", _quote),
    ScreenPage("quote-of-customer", "loyalty:public_quote", _quote_token, is_public=True),
    ScreenPage("requote", "loyalty:requote", _open_order),
    ScreenPage("price-reductions", "loyalty:price_reductions"),
    ScreenPage("equal-prices", "loyalty:equal_prices"),
    ScreenPage("coupon-codes", "loyalty:coupon_batch", _promotion),
    ScreenPage("price-rows-import", "loyalty:price_rows_import", _price_list),
    ScreenPage("price-rows-preview", "loyalty:price_rows_preview", _price_rows),
    *steps.PAGES,
]
