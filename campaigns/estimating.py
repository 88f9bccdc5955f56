"""What a campaign or an automation would cost to send: its price per message and, of SMS, the parts that texts take.

Parts are counted over the texts of some members, put together as they would reach them, with what a country or a
carrier wants on them; of millions nobody waits for all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from core import clock
from customers.models import Channel, Customer
from messaging import marking, pricing, templating, trying
from messaging.models import Template
from messaging.outbox.cases import Row
from messaging.rendering import segments, texts
from messaging.rendering.liquid import RenderError
from messaging.rendering.texts import Rendered

# So many members tell how long a text becomes.
MEASURED = 30


@dataclass(frozen=True, slots=True)
class Estimate:
    """`price` of one message, or of one part of an SMS, in money; `total` in smallest units. `parts` 1 but for SMS."""

    messages: int
    price: Decimal
    parts: Decimal
    total: int

    @property
    def is_counted(self) -> bool:
        """Whether a message may be several."""
        return self.parts != 1


def of(segment: int, purpose: str, said: Sequence[Template], messages: int, *, now: datetime) -> Estimate | None:
    """None where the channel has no price."""
    price = pricing.of(said[0].channel, clock.business_day(now))
    if price is None:
        return None
    parts = _parts(segment, purpose, said, now) if said[0].channel == Channel.SMS else Decimal(1)
    return Estimate(messages, price, parts, pricing.amount(price * parts, messages))


def _parts(segment: int, purpose: str, said: Sequence[Template], now: datetime) -> Decimal:
    """Of a message, on average; what cannot be put together is sent to nobody."""
    members = Customer.objects.filter(segments__segment=segment).order_by("pk")[:MEASURED]
    counted = list(_counted(members, purpose, said, now))
    return round(Decimal(sum(counted)) / len(counted), 2) if counted else Decimal(1)


def _counted(members: Iterable[Customer], purpose: str, said: Sequence[Template], now: datetime) -> Iterator[int]:
    marks = marking.load()
    for customer in members:
        for template in said:
            if found := render(template, customer, now):
                row, rendered = found
                yield segments.measure(marks.sms(replace(row, purpose=purpose), rendered.text)).segments


def render(
    template: Template, customer: Customer, now: datetime, facts: Mapping[str, Any] | None = None
) -> tuple[Row, Rendered] | None:
    """As it would reach them; None where something that the template asks for is missing."""
    version = templating.newest(template)
    if version is None:
        return None
    text = texts.choose(texts.compiled(version.pk), customer.language)
    row = trying.row_of(customer, channel=template.channel, language=text.language, now=now)
    row = replace(row, facts={**row.facts, **(facts or {})})
    try:
        return row, text.render(trying.facts_for(row, now))
    except RenderError:
        return None
