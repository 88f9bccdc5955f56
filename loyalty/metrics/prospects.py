"""The SQL of who showed an interest, and since when: a prospect enrolled, enquired or answered, and bought nothing yet.

Each source gives rows of customer_id and since (an instant); the earliest of all sources counts, and one after the
as-of day does not count yet. An app above registers its own in `AppConfig.ready()`: surveys those who answered,
`prospects.register("surveys.answered", Source("SELECT customer_id, answered_at AS since FROM …"))`. It touches those
customers in the transaction that writes the rows (`loyalty.metrics.touch`), so that the next incremental run sees them.
"""

from __future__ import annotations

from dataclasses import dataclass

from customers import membership


@dataclass(frozen=True)
class Source:
    """`is_single`: one row a customer at most, and a merge has moved it to the survivor: joined as it stands."""

    rows: str
    is_single: bool = False

    def of_counted(self, *, is_scoped: bool) -> str:
        """The rows of the customers of a run; who was merged counts as the survivor."""
        if is_scoped:
            return f"""SELECT s.customer_id, seen.since
                FROM ({self.rows}) seen JOIN m_scope s ON s.member_id = seen.customer_id"""
        return f"""SELECT coalesce(mm.customer_id, seen.customer_id) AS customer_id, seen.since
            FROM ({self.rows}) seen LEFT JOIN m_merged mm ON mm.member_id = seen.customer_id"""


# Staff note an enquiry as something to do for the customer. What apps ask of staff (a prize to hand over) is none.
_FOLLOW_UPS = "SELECT customer_id, created_at AS since FROM customers_followup WHERE source = ''"
# Who tells from whom they buy today, or what would make them change, asks what we have. The trail knows when a field
# that had been empty was filled (older entries: changed); where it knows nothing, the field came with the customer.
# What was taken out again is no sign: it was told of somebody else. Of merged records the survivor's word counts.
_SUPPLIERS = """
    SELECT c.id AS customer_id, coalesce(told.at, c.created_at) AS since
    FROM customers_customer c LEFT JOIN customers_customer survivor ON survivor.id = c.merged_into_id
    CROSS JOIN LATERAL (
        VALUES ('current_supplier', c.current_supplier), ('supplier_follow_up', c.supplier_follow_up)
    ) field (name, value)
    LEFT JOIN LATERAL (
        SELECT min(entry.at) AS at FROM customers_timelineentry entry
        WHERE entry.customer_id = c.id AND entry.verb IN ('customer.changed', 'customer.merged')
            AND coalesce(entry.data -> 'filled', entry.data -> 'fields') ? field.name
    ) told ON true
    WHERE (c.current_supplier <> '' OR c.supplier_follow_up <> '') AND field.value <> ''
        AND (survivor.id IS NULL OR survivor.current_supplier <> '' OR survivor.supplier_follow_up <> '')"""

_sources: dict[str, Source] = {
    "enrolled": Source(membership.FIRST, is_single=True),
    "follow_ups": Source(_FOLLOW_UPS),
    "suppliers": Source(_SUPPLIERS),
}


def register(name: str, source: Source) -> None:
    _sources[name] = source


def joins(*, is_scoped: bool = False) -> str:
    """Joins to the customers of a statement, `c`; `since()` reads them. All sources of many rows are one join."""
    many = [source.of_counted(is_scoped=is_scoped) for source in _sources.values() if not source.is_single]
    earliest = f"SELECT customer_id, min(since) AS since FROM ({' UNION ALL '.join(many)}) signs GROUP BY 1"
    return "\n".join(
        f"LEFT JOIN ({rows}) sign{number} ON sign{number}.customer_id = c.id"
        for number, rows in enumerate([earliest, *_single()])
    )


def since() -> str:
    """The instant since which somebody is a prospect at least; NULL: never."""
    return f"least({', '.join(f'sign{number}.since' for number in range(1 + len(_single())))})"


def _single() -> list[str]:
    return [source.rows for source in _sources.values() if source.is_single]
