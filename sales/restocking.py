"""Whoever waits for a product hears once when it is there again.

As a service that they asked for: no consent to news is needed; a refusal of service messages, quiet hours and caps
hold. No automation, since an automation tells a customer once and not once for each wish: the number of the wish is the
key. While the message waits and the product goes out again, it waits on; who bought meanwhile does not hear.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists
from django.utils import translation
from django.utils.translation import gettext as _

from core.locks import advisory_lock
from customers.models import Channel, Customer
from messaging import outbox, templating
from messaging.judging import Act, Verdict
from messaging.models import Purpose, Template
from messaging.outbox.cases import Row
from messaging.templating import Text
from sales.models import Product, StockWish
from sales.services import wishes

CODES = {Channel.EMAIL: "stock.back", Channel.SMS: "stock.back.sms"}
BATCH = 500
VALID, RETRY = timedelta(days=7), timedelta(hours=1)
OUT, BOUGHT = "stock_out_again", "stock_bought"
_PREFIX = "stock:"


def sweep(*, now: datetime) -> None:
    """May run twice, late, or beside itself."""
    wishes.end_by_themselves(now=now)
    while tell_some(now=now) == BATCH:
        pass


@transaction.atomic
def tell_some(*, now: datetime) -> int:
    """Of those whose product is there again; while the message is switched off they wait. Returns how many."""
    ready = StockWish.objects.filter(
        ended_at__isnull=True, ends_at__gt=now, product__is_out=False, product__state=Product.State.ACTIVE
    )
    rows = list(
        ready.select_for_update(of=("self",), skip_locked=True)
        .select_related("product", "customer").order_by("wished_at", "pk")[:BATCH]
    )  # fmt: skip
    if not rows:
        return 0
    versions = {channel: _version(channel, now) for channel in {_channel(row.customer) for row in rows}}
    drafts = {row.pk: _draft(row, version, now) for row in rows if (version := versions[_channel(row.customer)])}
    outbox.enqueue(drafts.values(), now=now)
    return wishes.end(list(drafts), StockWish.Ending.TOLD, now=now)


def _channel(customer: Customer) -> Channel:
    return Channel.SMS if customer.phone and not customer.email else Channel.EMAIL


def _draft(wish: StockWish, version: int, now: datetime) -> outbox.Draft:
    return outbox.Draft(
        key=f"{_PREFIX}{wish.pk}", customer=wish.customer_id, channel=_channel(wish.customer), purpose=Purpose.SERVICE,
        source=f"{_PREFIX}{wish.product_id}", version=version, next_at=now, valid_until=now + VALID,
        facts={"stock": {"product": wish.product.name}},
    )  # fmt: skip


def gate(rows: Sequence[Row], now: datetime) -> Mapping[int, Verdict]:
    """Is it still there, and do they still need it?"""
    ours = {row.id: int(row.key.removeprefix(_PREFIX)) for row in rows if row.key.startswith(_PREFIX)}
    if not ours:
        return {}
    found = StockWish.objects.filter(pk__in=ours.values())
    out = set(found.filter(product__is_out=True).values_list("pk", flat=True))
    bought = set(found.filter(Exists(wishes.bought_since())).values_list("pk", flat=True))
    wait, skip = Verdict(Act.WAIT, OUT, until=now + RETRY), Verdict(Act.SKIP, BOUGHT)
    return {pk: skip if wish in bought else wait for pk, wish in ours.items() if wish in out | bought}


# --- The words ------------------------------------------------------------------------------------


def _version(channel: Channel, now: datetime) -> int | None:
    """None while it is switched off."""
    template = _template(channel, now)
    version = templating.newest(template)
    return version.pk if version and template.is_active else None


def _template(channel: Channel, now: datetime) -> Template:
    """Made when it is needed for the first time; called otherwise where somebody has taken its name."""
    code = CODES[channel]
    if found := Template.objects.filter(code=code).first():
        return found
    advisory_lock("sales.stock_letter")
    if found := Template.objects.filter(code=code).first():
        return found
    with translation.override(settings.LANGUAGE_CODE):
        name = _("Back in stock by SMS") if channel == Channel.SMS else _("Back in stock")
    while Template.objects.filter(name=name).exists():
        name += " *"
    write = _short if channel == Channel.SMS else _text
    texts = [write(language) for language, _name in settings.LANGUAGES]
    template = templating.create(name=name, channel=channel, texts=texts, actor=None, now=now)
    Template.objects.filter(pk=template.pk).update(code=code)
    return template


def _short(language: str) -> Text:
    with translation.override(language):
        return Text(language, _("{{ stock.product }} is there again, as you wanted to hear."))


def _text(language: str) -> Text:
    with translation.override(language):
        subject = _("There again: {{ stock.product }}")
        content = "\n\n".join(
            [
                _("Hello {{ customer.given_name }},"),
                _("you wanted to hear when **{{ stock.product }}** is there again: now it is."),
                _("We cannot say for how long. Come by, or write us and we put it aside for you."),
            ]
        )
        draft = Text(language, "", subject=subject, content=content)
        return Text(language, templating.plain_text(draft), subject=subject, content=content)
