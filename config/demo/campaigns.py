"""Segments, a campaign of last month with a test of two variants and what it was good for, one that waits to be
started, and what goes by itself.

The one of last month began when some who were to hear came and bought, and those who were held out did not: what its
card shows is computed from these purchases.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from campaigns import announcing, deciding, lifecycle, sending, starting
from campaigns.announcing import Choices
from campaigns.automations import presets, services
from campaigns.gifts import terms
from campaigns.models import Automation, Campaign, DecideBy, GiftKind, Recipient
from config.demo.catalogue import Catalogue
from config.demo.messages import LETTERS, Letter, write_template
from config.demo.people import Staff
from core import clock
from customers.models import Segment
from customers.segments import refreshing
from customers.segments import services as segments
from loyalty.models import Edition, Promotion, StackingGroup
from messaging.channels import email
from messaging.links import following
from messaging.links.following import Request
from messaging.links.tokens import Asked
from messaging.models import Hit, Link, LocalMail, Message, Template
from messaging.outbox import working
from sales.drafts import LineDraft, PurchaseDraft
from sales.models import Product
from sales.services import record_purchase, similar

# Left out of the campaign of last month: who came often before.
OFTEN = {"facet": "sales.bought", "op": "has", "value": {"times": 3}}
PAST = _("Last came half a year ago")
SEGMENTS = ((_("Birthday in the next seven days"), {"facet": "customers.birthday", "op": "within", "value": [0, 7]}),)
AGO, WINDOW = timedelta(days=40), 30
CAME = 0.2
AUTOMATIC = ("birthday", "onboarding", "third_purchase", "expiring_points", "win_back")
# Whom the shop has lost before there was the message is won back with it.
ALSO_PRESENT = "win_back"
# By preset: the terms, and of each offer the least value, points or the percentage of a coupon.
GIFTS: dict[str, tuple[dict[str, Any], tuple[tuple[int, int, int], ...]]] = {
    "birthday": ({"budget_gifts": 300}, ((0, 100, 0),)),
    "win_back": (
        {"measure": "all", "must_pay": True, "message_cost": 1, "budget_cost": 30_000},
        ((0, 0, 0), (10_000, 0, 5), (40_000, 0, 10)),
    ),
}
NEWS = LETTERS[-1].name
# The other variant of the past campaign: it says less, and more people follow its link.
SHORT = Letter(
    _("New in the listening room, in short"), "marketing", _("Three first pressings, on Saturday"),
    (
        _("Hello {{ customer.given_name }},"),
        _("we play three first pressings on Saturday, from four o'clock on."),
        _("[Keep me a chair](https://shop.example/chair)"),
    ),
)  # fmt: skip
TEST: dict[str, Any] = {"test_percent": 40, "test_hours": 24, "decide_by": DecideBy.CLICKS}
HOUR = timedelta(hours=1)
# Of those who heard: who follows a link of the first variant, of the second; and where a mail server looks first.
FOLLOW, SCANNED = (0.07, 0.2), 0.1
BROWSER = {"User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1"}


def seed(chance: Random, staff: Staff, shop: Catalogue, now: datetime) -> int:
    """How many purchases the campaign of last month brought; none where a mail server would send to nobody."""
    actor = staff.owner or staff.team[1]
    told = [*SEGMENTS, (PAST, _past(now))]
    made = [segments.create_segment(name=gettext(name), rule=rule, actor=actor, now=now - AGO) for name, rule in told]
    refreshing.refresh(now=now, is_full=True)
    if email.leaves_the_house():
        return 0
    template = Template.objects.get(name=gettext(NEWS))
    _plan(made[0], template, staff, now)
    _automate(staff, now)
    _announce(staff, now)
    both = [template, write_template(SHORT, staff, now - AGO)]
    past = _make(gettext(_("Listening evenings")), made[-1], both, staff, now - AGO, holdout_percent=35, **TEST)
    return _run(past, chance, shop, now)


def _past(now: datetime) -> dict[str, Any]:
    days = [(clock.business_day(now) - timedelta(days=days)).isoformat() for days in (230, 190)]
    return {"all": [{"facet": "sales.last_on", "op": "between", "value": days}, {"not": OFTEN}]}


def _plan(segment: Segment, template: Template, staff: Staff, now: datetime) -> None:
    _make(gettext(_("Come back and listen")), segment, [template], staff, now, holdout_percent=20)


def _automate(staff: Staff, now: datetime) -> None:
    """The worker looks who is due when it has computed their segments: today's birthdays are greeted for real."""
    for code in AUTOMATIC:
        preset = presets.find(code)
        assert preset is not None
        made = presets.adopt(preset, actor=staff.team[1], now=now)
        if code in GIFTS:
            _carry(code, made, staff, now)
        if code == ALSO_PRESENT:
            _mean_who_is_in(made, staff, now)
        services.switch_on(automation=made, actor=staff.team[1], now=now)


def _mean_who_is_in(automation: Automation, staff: Staff, now: datetime) -> None:
    automation.refresh_from_db()
    told = {"template": automation.template, "has_present": True}
    services.change(
        automation=automation, told=told, actor=staff.team[1], now=now, expected_version=automation.version
    )  # fmt: skip


def _carry(code: str, automation: Automation, staff: Staff, now: datetime) -> None:
    """Its gift; the coupons of the graded ones are of promotions of their own."""
    told, offers = GIFTS[code]
    automation.refresh_from_db()
    terms.write(
        automation=automation, told=told, bands=[_band(*offer) for offer in offers], actor=staff.team[1], now=now,
        version=automation.version,
    )  # fmt: skip


def _band(floor: int, units: int, percent: int) -> dict[str, Any]:
    if units:
        return {"floor": floor, "kind": GiftKind.POINTS, "units": units}
    if not percent:
        return {"floor": floor, "kind": GiftKind.NONE}
    offer = Promotion.objects.create(
        name=gettext(_("%(percent)s %% off for coming back")) % {"percent": percent}, kind=Promotion.Kind.PERCENTAGE,
        percent=percent, needs_coupon=True, group=StackingGroup.objects.order_by("order")[2],
    )  # fmt: skip
    return {"floor": floor, "kind": GiftKind.COUPON, "promotion": offer, "days": 30}


def _announce(staff: Staff, now: datetime) -> None:
    """A product for whom it fits, started; and the limited edition, a draft to look at."""
    similar.relate_products(now=now)
    product = Product.objects.filter(sku__startswith="HEA-").latest("pk")
    campaign = announcing.announce(product, actor=staff.team[1], now=now)
    edition = Edition.objects.filter(state=Edition.State.PUBLISHED, product__isnull=False).first()
    if edition and edition.product:
        choices = Choices(best=200, hours_before=2)
        announcing.announce(edition.product, choices=choices, actor=staff.team[1], now=now)
    lifecycle.approve(campaign=campaign, starts_at=None, actor=staff.team[1], now=now)


def _make(name: str, segment: Segment, templates: list[Template], staff: Staff, now: datetime, **more: Any) -> Campaign:
    told = {"name": name, "segment": segment, "valid_days": 90, "window_days": WINDOW, **more}
    return lifecycle.create(told=told, templates=templates, actor=staff.team[1], now=now)


def _run(campaign: Campaign, chance: Random, shop: Catalogue, now: datetime) -> int:
    then = now - AGO
    lifecycle.approve(campaign=campaign, starts_at=then, actor=campaign.created_by, now=then)
    starting.start_due(now=now)
    Campaign.objects.filter(pk=campaign.pk).update(started_at=then)
    _send(campaign, chance, then)
    for hours in (1, 1 + TEST["test_hours"]):
        deciding.decide_due(now=then + hours * HOUR)
    _send(campaign, chance, then + 26 * HOUR)
    sending.finish_done(now=then + 27 * HOUR)
    return _sell(campaign, chance, shop, then, now)


def _send(campaign: Campaign, chance: Random, then: datetime) -> None:
    """Some go out, and what becomes of them: the test, then all others."""
    before = set(Message.objects.filter(source=campaign.source).values_list("pk", flat=True))
    while sending.send_some(campaign.pk, now=then):
        working.send_due("email")
    fresh = Message.objects.filter(source=campaign.source, sent_at__isnull=False).exclude(pk__in=before)
    ids = list(fresh.order_by("pk").values_list("pk", flat=True))
    _put_back(ids, then)
    _follow(campaign, chance, ids, then)


def _put_back(ids: list[int], then: datetime) -> None:
    """They were sent just now, for the demo's sake; the times are those of last month."""
    Message.objects.filter(pk__in=ids).update(handed_at=then, sent_at=then, settled_at=then)
    LocalMail.objects.filter(message__in=ids).update(arrived_at=then)


def _follow(campaign: Campaign, chance: Random, ids: list[int], then: datetime) -> None:
    """Persons click within the day; some mail servers look at every link before anybody reads it."""
    versions = campaign.variants.order_by("letter").values_list("text", flat=True)
    places = {version: place for place, version in enumerate(versions)}
    links = dict(Link.objects.filter(version__in=places).values_list("version", "pk"))
    for pk, version in Message.objects.filter(pk__in=ids).order_by("pk").values_list("pk", "version"):
        asked = Asked(Hit.Kind.LINK, pk, links[version])
        if chance.random() < SCANNED:
            following.follow(asked, Request("HEAD", {}, "127.0.0.1"), now=then + timedelta(seconds=2))
        if chance.random() < FOLLOW[places[version]]:
            at = then + timedelta(minutes=chance.randint(5, 1200))
            following.follow(asked, Request("GET", BROWSER, "127.0.0.1"), now=at)


def _sell(campaign: Campaign, chance: Random, shop: Catalogue, then: datetime, now: datetime) -> int:
    """A few of those who were to hear came by in the days after."""
    rows = list(Recipient.objects.filter(campaign=campaign, is_held_out=False).order_by("pk"))
    came = chance.sample(rows, k=round(len(rows) * CAME))
    records = [item for items in shop.by_genre.values() for item in items[:5]]
    for number, row in enumerate(came):
        record = chance.choice(records)
        record_purchase(
            draft=PurchaseDraft(
                source="till",
                number=f"E{number + 1:04}",
                occurred_at=then + timedelta(days=1 + chance.random() * (WINDOW - 2)),
                customer=row.customer_id,
                lines=[LineDraft(amount=record.price, product=record.sku)],
            ),
            now=now,
        )
    return len(came)
