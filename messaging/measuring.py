"""How many messages went out in a time, by channel and source; of SMS the parts that they took, as carriers bill them.

Parts are counted over the words as they went: kept facts, the version of the message. A text of which nothing is left,
since its customer was erased, counts as one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from django.db.models import Count

from customers.models import Channel
from messaging import marking, trying
from messaging.marking import Marks
from messaging.models import Message
from messaging.outbox import cases
from messaging.outbox.cases import Row
from messaging.rendering import known, segments, texts
from messaging.rendering.liquid import RenderError

BATCH = 500


def sent(start: datetime, end: datetime) -> dict[tuple[str, str], int]:
    """Channel and source, with how many messages, or parts of SMS, left from `start` until `end`."""
    rows = Message.objects.filter(sent_at__gte=start, sent_at__lt=end)
    others = rows.exclude(channel=Channel.SMS).values_list("channel", "source").annotate(n=Count("pk")).order_by()
    counts = Counter({(channel, source): count for channel, source, count in others})
    languages = rows.filter(channel=Channel.SMS).order_by("pk").values_list("pk", "language").iterator(BATCH)
    while batch := dict(islice(languages, BATCH)):
        for source, parts in _parts(batch, end):
            counts[Channel.SMS.value, source] += parts
    return dict(counts)


def _parts(languages: dict[int, str], now: datetime) -> Iterator[tuple[str, int]]:
    marks = marking.load()
    for row in cases.read(Channel.SMS, list(languages)):
        yield row.source, _measure(known.recall(row), languages[row.id], marks, now)


def _measure(row: Row, language: str, marks: Marks, now: datetime) -> int:
    try:
        text = texts.choose(texts.compiled(row.version), language or row.language)
        said = text.render(trying.facts_for(row, now)).text
    except RenderError:
        return 1
    return segments.measure(marks.sms(row, said)).segments or 1
