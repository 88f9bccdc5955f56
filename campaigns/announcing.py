"""A new product is announced: who likes such things becomes a segment, and a campaign to them a draft.

Who likes them: interests told or concluded in its topics, who bought of its category or of its brand. Not who has it.
Of who refused personal recommendations only who said so.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from campaigns import letters, lifecycle, naming
from campaigns.models import Campaign
from core.errors import DomainError
from core.models import User
from core.wording import worded as _
from customers.models import Segment
from customers.segments import services as segments
from messaging import templating
from messaging.models import Template
from messaging.templating import Text
from sales.models import Product

# So far back somebody who bought of the category likes it; twice is no accident.
DAYS, TIMES = 730, 2
# What the template language or the page would read as theirs.
_SIGNS = str.maketrans(dict.fromkeys("{}%<>[]*_`#|\\", " "))


@transaction.atomic
def announce(product: Product, *, actor: User | None, now: datetime) -> Campaign:
    """A draft to look at. Refuses `product_unplaced` for one that has no topic, category or brand."""
    rule = audience(product)
    with translation.override(settings.LANGUAGE_CODE):
        name = gettext("New: %(product)s") % {"product": product.name}
    segment = segments.create_segment(name=naming.free(Segment, name), rule=rule, actor=actor, now=now)
    template = templating.create(
        name=naming.free(Template, name), channel=letters.CHANNEL, texts=list(_texts(product)), actor=actor, now=now
    )
    told = {"name": naming.free(Campaign, name), "segment": segment}
    return lifecycle.create(told=told, templates=[template], actor=actor, now=now)


def audience(product: Product) -> dict[str, Any]:
    """The rule of its segment. Who refused personal recommendations is meant only by what they said themselves."""
    topics = list(product.topics.order_by("code").values_list("code", flat=True))
    concluded = list(_concluded(product, topics))
    if not concluded:
        words = _("Give the product a topic, a category or a brand first: who likes it follows from these.")
        raise DomainError("product_unplaced", words, field="sku")
    told = [{"facet": "customers.interests_declared", "op": "in", "value": topics}] if topics else []
    refused = {"facet": "customers.refused_profiling", "op": "yes"}
    likes = [*told, {"all": [{"any": concluded}, {"not": refused}]}]
    has_it = _bought({"product": [product.sku]}, 1)
    return {"all": [{"any": likes}, {"not": has_it}]}


def _concluded(product: Product, topics: list[str]) -> Iterator[dict[str, Any]]:
    """From what they do, not from what they say."""
    if topics:
        yield {"facet": "customers.interests_derived", "op": "in", "value": topics}
    if product.category:
        yield _bought({"category": [product.category.code]}, TIMES, DAYS)
    if product.brand_id:
        yield _bought({"brand": [str(product.brand_id)]}, TIMES, DAYS)


def _bought(of: dict[str, list[str]], times: int, days: int | None = None) -> dict[str, Any]:
    value = {"times": times, "of": of} | ({"days": days} if days else {})
    return {"facet": "sales.bought", "op": "has", "value": value}


def _texts(product: Product) -> Iterator[Text]:
    """A first draft of the words in every language of the product; staff make them theirs."""
    given = {"product": _plain(product.name) or _plain(product.sku)}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            subject = gettext("New: %(product)s") % given
            paragraphs = [
                gettext("Hello {{ customer.given_name }},"),
                gettext("we thought of you when this came in: %(product)s.") % given,
                _plain(product.selling_points),
                gettext("Come by and have a look, or answer this letter: we keep one for you."),
            ]
            yield letters.text(language, subject, paragraphs)


def _plain(words: str) -> str:
    """Nor does a mailbox make a link of it."""
    return " ".join(words.replace("://", " ").translate(_SIGNS).split())
