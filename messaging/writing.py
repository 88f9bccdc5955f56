"""Staff write to one customer: one of the shop's templates, once."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from core.errors import DomainError
from core.models import User
from core.wording import worded as _
from customers.models import Customer
from messaging import outbox, templating
from messaging.models import Message, Template

SOURCE = "staff"
# By then somebody has called, or it does not matter any more.
USEFUL = timedelta(days=7)


def write(
    *, customer: Customer, template: Template, purpose: str, nonce: UUID, actor: User | None, now: datetime
) -> Message:
    """Put it into the outbox, where every rule is asked; `nonce` is of the form, so that it goes once.

    Refuses `template_empty` for a template that has no text yet.
    """
    version = templating.newest(template)
    if version is None:
        raise DomainError("template_empty", _("This template has no text yet."), field="template")
    key = f"{SOURCE}:{nonce}"
    draft = outbox.Draft(
        key=key,
        customer=customer.pk,
        channel=template.channel,
        purpose=purpose,
        source=f"{SOURCE}:{actor.pk}" if actor else SOURCE,
        version=version.pk,
        next_at=now,
        valid_until=now + USEFUL,
    )
    outbox.enqueue([draft], now=now)
    return Message.objects.get(key=key)
