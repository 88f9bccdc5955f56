"""A new product is announced: who likes such things becomes a segment, and a campaign to them a draft.

Who likes them: interests told or concluded in its topics, who bought of its category, of its brand or what is like it.
Not who has it. Of who refused personal recommendations only who said so. `campaigns.matching` ranks them at the start.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from campaigns import letters, lifecycle, naming
from campaigns.models import Campaign, Notice
from core.errors import DomainError
from core.models import User
from core.wording import worded as _
from customers.models import Segment
from customers.segments import services as segments
from loyalty.models import Edition
from messaging import templating
from messaging.models import Template
from messaging.templating import Text
from sales.models import Product
from sales.services import similar

# So far back somebody who bought of the category likes it; twice is no accident.
DAYS, TIMES = 730, 2


@dataclass(frozen=True, slots=True)
class Choices:
    """What staff decide: what is like it, only the best so many, in whose name, how long before it opens."""

    named: Sequence[Product] = ()
    best: int | None = None
    by_contact: bool = True
    hours_before: int = 0


EVERYBODY = Choices()


@transaction.atomic
def announce(product: Product, *, choices: Choices = EVERYBODY, actor: User | None, now: datetime) -> Campaign:
    """A draft to look at. Refuses `product_unplaced` for one of which nothing is known: no topic, category or brand,
    and nothing that is like it."""
    kin, edition = similar.kin(product, choices.named), edition_of(product, now)
    rule = audience(product, list(kin))
    with translation.override(settings.LANGUAGE_CODE):
        name = gettext("New: %(product)s") % {"product": product.name}
    segment = segments.create_segment(name=naming.free(Segment, name), rule=rule, actor=actor, now=now)
    template = templating.create(
        name=naming.free(Template, name), channel=letters.CHANNEL, texts=list(_texts(product, choices, edition)),
        actor=actor, now=now,
    )  # fmt: skip
    told = {"name": naming.free(Campaign, name), "segment": segment}
    campaign = lifecycle.create(told=told, templates=[template], actor=actor, now=now)
    named = {one.pk for one in choices.named}
    Notice.objects.create(
        campaign=campaign, product=product, best=choices.best, by_contact=choices.by_contact, edition=edition,
        hours_before=choices.hours_before, kin=[[pk, str(weight), pk in named] for pk, weight in kin.items()],
    )  # fmt: skip
    return campaign


def edition_of(product: Product, now: datetime) -> Edition | None:
    """As which it is sold now; the newest that is published and has not closed."""
    rows = Edition.objects.filter(product=product, state=Edition.State.PUBLISHED).order_by("-pk")
    return next((row for row in rows if not (row.closes_at and row.closes_at <= now)), None)


def audience(product: Product, kin: Sequence[int] = ()) -> dict[str, Any]:
    """The rule of its segment; `kin` are products that are like it.

    Who refused personal recommendations is meant only by what they said themselves.
    """
    topics = list(product.topics.order_by("code").values_list("code", flat=True))
    concluded = list(_concluded(product, topics, kin))
    if not concluded:
        words = _("Give the product a topic, a category or a brand first: who likes it follows from these.")
        raise DomainError("product_unplaced", words, field="sku")
    told = [{"facet": "customers.interests_declared", "op": "in", "value": topics}] if topics else []
    refused = {"facet": "customers.refused_profiling", "op": "yes"}
    likes = [*told, {"all": [{"any": concluded}, {"not": refused}]}]
    has_it = _bought({"product": [product.sku]}, 1)
    return {"all": [{"any": likes}, {"not": has_it}]}


def _concluded(product: Product, topics: list[str], kin: Sequence[int]) -> Iterator[dict[str, Any]]:
    """From what they do, not from what they say."""
    if topics:
        yield {"facet": "customers.interests_derived", "op": "in", "value": topics}
    if product.category:
        yield _bought({"category": [product.category.code]}, TIMES, DAYS)
    if product.brand_id:
        yield _bought({"brand": [str(product.brand_id)]}, TIMES, DAYS)
    if kin:
        skus = Product.objects.filter(pk__in=kin).order_by("pk").values_list("sku", flat=True)
        yield _bought({"product": list(skus)}, 1, DAYS)


def _bought(of: dict[str, list[str]], times: int, days: int | None = None) -> dict[str, Any]:
    value = {"times": times, "of": of} | ({"days": days} if days else {})
    return {"facet": "sales.bought", "op": "has", "value": value}


def _texts(product: Product, choices: Choices, edition: Edition | None) -> Iterator[Text]:
    """A first draft of the words in every language of the product; staff make them theirs."""
    given = {"product": letters.plain(product.name) or letters.plain(product.sku)}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            subject = gettext("New: %(product)s") % given
            paragraphs = [
                gettext("Hello {{ customer.given_name }},"),
                gettext("this has just come in: %(product)s.") % given,
                _because(),
                letters.plain(product.selling_points),
                _opening() if edition else gettext("Come by and have a look, or answer this letter: we keep one."),
                "{{ contact.name }}" if choices.by_contact else "",
            ]
            yield letters.text(language, subject, paragraphs)


def _because() -> str:
    return "{% if notice.reason != '' %}" + gettext("We thought of you because {{ notice.reason }}.") + "{% endif %}"


def _opening() -> str:
    when = gettext("There are few of them. For you it opens on {{ notice.opens_at }}.")
    return f"{when} [{gettext('Have a look')}]({{{{ notice.link }}}})"
