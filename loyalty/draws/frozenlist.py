"""The frozen list and the drawn steps, as they stand in the database: what every check is made from."""

from __future__ import annotations

from collections.abc import Iterator

from loyalty.draws import rules
from loyalty.draws.publishing import document_name
from loyalty.ledger import store
from loyalty.models import Draw, DrawStep, FrozenLine

# So many lines at a time, so that memory does not grow with the list.
LINES = 20_000
_TEXT = r"""
SELECT coalesce(string_agg(number || ' ' || code || ' ' || chances || E'\n', '' ORDER BY number), '')
FROM loyalty_frozenline WHERE draw_id = %(draw)s AND number > %(after)s AND number <= %(after)s + %(lines)s"""


def document_of(draw: Draw) -> rules.Document:
    """What was frozen, in the form whose text is hashed; ordered by code whatever the table's order is."""
    rows = FrozenLine.objects.filter(draw=draw).values_list("code", "chances")
    return _document(draw, rules.in_order(rules.Line(*row) for row in rows.iterator(chunk_size=10_000)))


def _document(draw: Draw, lines: tuple[rules.Line, ...] = ()) -> rules.Document:
    return rules.Document(
        draw=str(draw.public_id),
        commitment=draw.commitment,
        prizes=tuple(document_name(prize) for prize in draw.prizes.order_by("position")),
        lines=lines,
        several_prizes=draw.several_prizes,
    )


def text_of(draw: Draw) -> Iterator[str]:
    """The text whose SHA-256 is the hash of the list, part by part, straight from the rows that nobody can change."""
    yield _document(draw).head()
    for after in range(0, draw.participants_count, LINES):
        yield store.rows(_TEXT, {"draw": draw.pk, "after": after, "lines": LINES})[0][0]


def steps_of(draw: Draw) -> list[rules.Step]:
    """The stored steps in the form of the pure rules."""
    found = DrawStep.objects.filter(draw=draw).select_related("prize", "line", "replaces").order_by("step")
    return [
        rules.Step(
            step=row.step,
            prize=row.prize.position,
            counter=row.counter,
            below=row.below,
            value=row.value,
            index=row.line.number - 1,
            has_won=row.has_won,
            reason=row.reason,
            replaces=row.replaces.step if row.replaces else None,
        )
        for row in found
    ]
