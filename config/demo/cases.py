"""What a shop sees now and then: balances brought along, an expiry that changed, a measure with its appeal, a gift
that was kept, a return told before its sale, an order that grew, and a draft that was tried. All through the services.
"""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from config.demo.words import to_customer
from core import clock, jobs
from core.models import User
from customers import services as customer_services
from customers.models import Customer
from loyalty import ledger
from loyalty.earning.events import grant_event, revoke_event
from loyalty.ledger import measures, migrating, statement
from loyalty.ledger.returning import tell_return
from loyalty.models import Account, CurrencyPolicy, EarnRule, LedgerSettings, Quote
from loyalty.opening import jobs as opening
from loyalty.pricing import quotes, upwards
from loyalty.pricing.quotes import Ask, Inquiry
from loyalty.simulator import job as simulator
from sales.drafts import LineDraft, PurchaseDraft, ReturnDraft
from sales.models import Product, Purchase
from sales.services import record_purchase, record_return

SOURCE = "demo-cases"
BROUGHT = 12
HEADER = ["external_id", "currency", "units", "earned_on", "available_on", "last_day"]


def seed(chance: Random, now: datetime, staff: Sequence[User]) -> int:
    """How many cases there are; what needs a right that nobody has is left out."""
    people = _members(chance)
    made = [
        _bring_balances(people[:BROUGHT], now, _able(staff, "loyalty.open_account")),
        _move_expiry(now, _able(staff, "loyalty.migrate_expiry")),
        _measures(people, now, staff),
        _keep_gift(people, now),
        _hold_returns(people, now),
        _grow_order(people, now),
        _write_off(now),
        _withdraw_review(people, now),
        _try_draft(now, _able(staff, simulator.PERMISSION)),
    ]
    return sum(made)


def _able(staff: Sequence[User], permission: str) -> User | None:
    return next((person for person in staff if person.has_perm(permission)), None)


def _members(chance: Random) -> list[Customer]:
    found = Customer.objects.filter(membership__state="active", is_test=False, company=None, merged_into=None)
    rows = list(found.exclude(external_id="").order_by("pk")[:600])
    return chance.sample(rows, k=min(40, len(rows)))


# --- Balances from an earlier programme ------------------------------------------------------


def _bring_balances(people: Sequence[Customer], now: datetime, actor: User | None) -> int:
    """As a file, by the same job as any: lots that have run for months, one that cannot be spent yet."""
    if not people or actor is None:
        return 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "balances.csv"
        with path.open("w", newline="") as file:
            csv.writer(file).writerows([HEADER, *_lots(people, now)])
        arguments = opening.describe(path=path, given={}, source=gettext(_("Stamp cards of paper")))
        done = jobs.run_here(kind=opening.KIND, title=path.name, arguments=arguments, user=actor)
    return int(done.result["created"])


def _lots(people: Sequence[Customer], now: datetime) -> Iterator[list[str]]:
    today = clock.business_day(now)
    for number, who in enumerate(people):
        earned = today - timedelta(days=100 + 10 * number)
        available = today + timedelta(days=20) if number == 0 else earned
        last = today + timedelta(days=120 + 15 * number)
        days = [day.isoformat() for day in (earned, available, last)]
        yield [who.external_id, "points", str(40 + 15 * number), *days]


# --- Expiry of lots that exist ---------------------------------------------------------------


def _move_expiry(now: datetime, actor: User | None) -> int:
    """Bonuses on top-ups live a year longer: looked at first, with a reason, each lot's old date kept."""
    if actor is None:
        return 0
    policy = CurrencyPolicy.objects.get(pk="stored")
    policy.expiry_n = 36
    policy.save(update_fields=["expiry_n"])
    if not migrating.preview(currency="stored", now=now).lots:
        return 0
    reason = gettext(_("A bonus lives three years now, as we announced"))
    jobs.run(migrating.start_migration(currency="stored", reason=reason, actor=actor, now=now).pk)
    return 1


# --- Measures --------------------------------------------------------------------------------


def _measures(people: Sequence[Customer], now: datetime, staff: Sequence[User]) -> int:
    """One that was reversed after the member's appeal, one whose appeal waits, one that a system proposed."""
    by = _able(staff[::-1], "loyalty.propose_measure")
    chief = next((one for one in staff if one != by and one.has_perm("loyalty.decide_measure")), None)
    rich = Account.objects.filter(customer__in=people[BROUGHT:], currency="points", balance__gte=20, debt=0)
    chosen = list(rich.order_by("pk").select_related("customer")[:3])
    if by is None or chief is None:
        return 0
    for account in chosen[2:]:
        measures.propose_measure(
            customer=account.customer, kind="forfeit", currency="points", units=20, actor=None, now=now,
            via="Fraud watch", reason=to_customer(_("Nine returns in a week without goods."), account.customer),
        )  # fmt: skip
    for number, account in enumerate(chosen[:2]):
        who, begun = account.customer, now - timedelta(days=20 - 9 * number)
        row = measures.propose_measure(
            customer=who, kind="forfeit", currency="points", units=15, actor=by, now=begun,
            reason=to_customer(_("Goods were returned that had been bought elsewhere."), who),
        )  # fmt: skip
        row = measures.decide_measure(measure=row, approve=True, actor=chief, now=begun + timedelta(days=1))
        text = to_customer(_("The receipt was mine. Please look at the card payment."), who)
        row = measures.appeal_measure(measure=row, text=text, now=begun + timedelta(days=6))
        if number == 0:
            answer = to_customer(_("You are right: the payment shows it. Sorry."), who)
            measures.close_appeal(
                measure=row, uphold=False, answer=answer, actor=chief, now=begun + timedelta(days=8)
            )  # fmt: skip
    return len(chosen)


# --- Sales that went another way --------------------------------------------------------------


def _keep_gift(people: Sequence[Customer], now: datetime) -> int:
    """Everything but the gift came back: points worth its cost are charged."""
    settings = LedgerSettings.objects.get(pk=1)
    settings.kept_gift = LedgerSettings.KeptGift.POINTS
    settings.save(update_fields=["kept_gift"])
    dear = Product.objects.filter(state="active", price__gte=9000).order_by("price", "pk").first()
    if dear is None or not people:
        return 0
    at = now - timedelta(days=4)
    sold = _sell(_quote(people[-1], [dear], at), "G00001", at, now)
    back = ReturnDraft(
        purchase=sold.pk, source=SOURCE, number="R-G00001", occurred_at=now - timedelta(hours=5),
        reason=to_customer(_("Does not fit the living room"), people[-1]), with_extras=True,
    )  # fmt: skip
    record_return(draft=back, now=now)
    return 1


def _hold_returns(people: Sequence[Customer], now: datetime) -> int:
    """Told before their sale: one was booked when the receipt arrived, one still waits for it."""
    if len(people) < 2:
        return 0
    for number in (1, 2):
        tell_return(
            source=SOURCE, number=f"R-H{number:05}", sale_source=SOURCE, sale_number=f"H{number:05}",
            occurred_at=now - timedelta(hours=2), now=now, reason=to_customer(_("The sleeve was torn"), people[-2]),
        )  # fmt: skip
    item = Product.objects.filter(state="active", price__gt=0).order_by("pk").first()
    if item:
        at = now - timedelta(days=1)
        _sell(_quote(people[-2], [item], at), "H00001", at, now)
    return 2


def _grow_order(people: Sequence[Customer], now: datetime) -> int:
    """An order that was quoted anew with what was offered for it, at the price that the customer agreed to."""
    item = Product.objects.filter(state="active", price__gt=0, upwards__isnull=False).order_by("pk").first()
    if item is None or len(people) < 3:
        return 0
    at = now - timedelta(hours=9)
    order = _sell(_quote(people[-3], [item], at), "U00001", at, now, is_open=True)
    offered = [offer.link.pk for offer in upwards.offers_for(order)[:1]]
    if not offered:
        return 0
    agreed = upwards.propose(purchase=order, offers=offered, lines=(), now=now).after
    upwards.requote_order(purchase=order, offers=offered, lines=(), now=now, expected=agreed)
    return 1


def _write_off(now: datetime) -> int:
    """Goods came back whose points were spent long ago: what would be owed was written off at once, as the setting said
    then."""
    item = Product.objects.filter(state="active", price__gte=2000).order_by("price", "pk").first()
    if item is None:
        return 0
    at = now - timedelta(days=25)  # longer than points wait
    who = _newcomer(at)
    settings = LedgerSettings.objects.get(pk=1)
    before, settings.debt = settings.debt, LedgerSettings.Debt.WRITE_OFF
    settings.save(update_fields=["debt"])
    sold = _sell(_quote(who, [item], at), "W00001", at, now)
    held = next(one.available for one in statement.balances(who.pk, now) if one.currency == "points")
    ledger.redeem(
        customer_id=who.pk, currency="points", units=held, event_key="demo:spent-all", now=now,
        reason=to_customer(_("Paid at the counter"), who),
    )  # fmt: skip
    why = to_customer(_("Heard enough of it"), who)
    back = ReturnDraft(purchase=sold.pk, source=SOURCE, number="R-W00001", occurred_at=now, reason=why)
    record_return(draft=back, now=now)
    settings.debt = before
    settings.save(update_fields=["debt"])
    return 1


def _newcomer(at: datetime) -> Customer:
    """Somebody who has nothing else: of all the others it may be that each waits for points or shares a pool."""
    data = {"display_name": "Robin Hale", "source": SOURCE, "external_id": "W001", "email": "robin.hale@example.org"}
    who = customer_services.create_customer(data=data, actor=None, now=at, where="shop")
    customer_services.enrol(customer=who, terms_version="1", where=gettext("in the shop"), actor=None, now=at)
    return who


def _withdraw_review(people: Sequence[Customer], now: datetime) -> int:
    """A review that brought points was taken back, and the points with it."""
    if len(people) < 4:
        return 0
    who = people[-4]
    told: dict[str, Any] = {"event": "review", "reference": "demo:withdrawn", "now": now}
    given = grant_event(customer_id=who.pk, **told)
    revoke_event(customer_id=who.pk, reason=to_customer(_("The review was withdrawn"), who), **told)
    return int(bool(given))


def _quote(who: Customer, goods: Sequence[Product], at: datetime) -> Quote:
    asked = [Ask(product.pk, Decimal(1)) for product in goods]
    return quotes.make_quote(inquiry=Inquiry(asked, who.pk, "shop", []), now=at, actor=None)


def _sell(quote: Quote, number: str, at: datetime, now: datetime, *, is_open: bool = False) -> Purchase:
    lines = [
        LineDraft(amount=line["amount"], quantity=Decimal(line["quantity"]) / 1000, product=line["product"])
        for line in quote.facts["lines"]
    ]
    draft = PurchaseDraft(
        source=SOURCE, number=number, occurred_at=at + timedelta(minutes=5), lines=lines, customer=quote.customer_id,
        channel="shop", quote=quotes.token(quote), is_open=is_open,
    )  # fmt: skip
    return record_purchase(draft=draft, now=now)


# --- The simulator ----------------------------------------------------------------------------


def _try_draft(now: datetime, actor: User | None) -> int:
    """What drafts of the demo would have granted. The first start does not wait: a worker computes it at once."""
    drafts = EarnRule.objects.filter(is_active=False).order_by("-pk")
    tried = [drafts.filter(kind=kind).first() for kind in (EarnRule.Kind.EVENT, EarnRule.Kind.MULTIPLIER)]
    if actor is None:
        return 0
    for draft in filter(None, tried):
        simulator.start(rule=draft, user=actor, now=now)
    return sum(draft is not None for draft in tried)
