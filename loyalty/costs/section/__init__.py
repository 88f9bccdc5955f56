"""The programme's profit and loss: what members' purchases bring, and what the programme costs.

A sale counts with whoever was a member at its time, in the month of the sale and on the level that the
member had then; what came back later is taken off there. Units cost when they are earned, by what the
programme says that one is worth, less what expired unused; beside it stands what they cost as they
were used. Discounts of price lists, promotions and staff have made the margin smaller already: the
statement adds them to it first (the margin at list prices), and takes them off as a cost.

With a store only what belongs to a purchase there: units that expire or are given by hand belong to none.
"""

from __future__ import annotations

from collections.abc import Iterator

from core import clock
from loyalty.costs import kinds
from loyalty.costs.lines import Lines
from loyalty.costs.section import agreement, tables
from loyalty.costs.section.posted import posted_of
from loyalty.costs.section.sales import Sales
from loyalty.costs.section.units import units_of
from loyalty.metrics.figure import Figure
from loyalty.metrics.scope import Ground


def figures(ground: Ground) -> Iterator[Figure]:
    end = clock.day_end(ground.scope.as_of)
    period = ground.scope.shown_period
    values = {
        "zone": str(clock.business_zone()), "end": end, "first": period.first, "last": period.last,
        "from_at": clock.day_start(period.first), "until_at": clock.day_end(period.last),
    }  # fmt: skip
    sales = Sales(ground, values)
    units = units_of(ground, values)
    posted = posted_of(ground, values)
    lines = Lines(
        [*sales.cells, *units.cells, *posted.cells], [kind.code for kind in kinds.known() if kind.is_discount]
    )
    yield from tables.headline(ground, lines, sales)
    yield tables.statement(ground, lines, sales)
    yield tables.by_month(ground, lines, sales)
    yield tables.by_level(ground, lines, sales)
    yield tables.cells(ground, lines, sales)
    yield units.figure
    yield agreement.agreement(ground, lines, sales, posted)
    yield from agreement.agreement_units(ground, units, values)
    ground.cursor.execute("DROP TABLE m_sales")
