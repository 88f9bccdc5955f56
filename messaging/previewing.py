"""What a message says, put together again: its version never changes, its facts are kept.

Its way out leads nowhere: who reads it here is not the customer.
"""

from __future__ import annotations

from core import clock
from messaging import trying
from messaging.models import Message
from messaging.outbox import cases
from messaging.rendering import known, texts
from messaging.rendering.liquid import RenderError
from messaging.rendering.texts import Rendered


def of_message(message: Message) -> Rendered | None:
    """In the language in which it went, else in the customer's; by today's name of the customer.

    None for one that cannot be put together (`render_error`).
    """
    (row,) = cases.read(message.channel, [message.pk])
    row = known.recall(row) if message.handed_at else known.tell([row], clock.now())[0]
    text = texts.choose(texts.compiled(row.version), message.language or row.language)
    try:
        return text.render(trying.facts_for(row, message.handed_at or message.queued_at))
    except RenderError:
        return None
