"""What customers of each tier are worth: the lifetime values of everybody, level by level.

By the level that a customer holds at the end of the as-of day; "" is none, so the rows together are
everybody of the scope. Each row is what the figures of that tier alone say (`Scope.tier`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from loyalty.metrics import figure as f
from loyalty.metrics.days import last_year
from loyalty.metrics.figure import Figure, ratio
from loyalty.metrics.scope import HELD, Ground
from loyalty.metrics.sections.value import longest_lifetime
from loyalty.metrics.what_if import Basis

_KINDS = {
    "level": f.TEXT, "code": f.TEXT, **dict.fromkeys(("customers", "active", "before", "both"), f.COUNT),
    "churn": f.SHARE, "t": f.NUMBER, "c": f.MONEY, "f": f.NUMBER,
    **dict.fromkeys(("simple", "to_date", "predicted"), f.MONEY), "predicted_n": f.COUNT,
}  # fmt: skip
_GUARDS = {
    "churn": "before", "t": "both", "c": "active", "f": "active", "simple": "both", "to_date": "customers",
    "predicted": "predicted_n",
}  # fmt: skip


def figures(ground: Ground) -> Iterator[Figure]:
    found = ground.ask(
        f"""SELECT coalesce(level.name, '') AS level, coalesce(level.code, '') AS code,
            count(*) FILTER (WHERE visits > 0)::int AS customers, count(*) FILTER (WHERE visits_365 > 0)::int AS active,
            coalesce(sum(receipts_365), 0)::bigint AS receipts, coalesce(sum(revenue_365), 0)::bigint AS revenue,
            count(*) FILTER (WHERE visits_before > 0)::int AS before,
            count(*) FILTER (WHERE visits_before > 0 AND visits_365 = 0)::int AS gone,
            coalesce(sum(net_revenue), 0)::bigint AS net_revenue,
            count(predicted_clv)::int AS predicted_n, coalesce(sum(predicted_clv), 0)::bigint AS predicted
        FROM {ground.rows} r LEFT JOIN loyalty_tierperiod period ON period.customer_id = r.customer_id AND {HELD}
        LEFT JOIN loyalty_tierlevel level ON level.id = period.level_id
        GROUP BY level.id ORDER BY max(level.rank) DESC NULLS LAST"""
    )
    longest = longest_lifetime()
    rows = [_row(row, longest) for row in found if row["customers"]]
    yield Figure(
        "clv_by_tier", rows, n=sum(row["customers"] for row in rows), period=last_year(ground.scope.as_of),
        kinds=_KINDS, guards=_GUARDS, definition="clv_by_tier",
    )  # fmt: skip


def _row(row: dict[str, Any], longest: float) -> dict[str, Any]:
    basis = Basis(
        buyers=row["active"], receipts=row["receipts"], revenue=row["revenue"], margin=0, rewards=0,
        churn=ratio(row["gone"], row["before"]), longest=longest, discount=0,
    )  # fmt: skip
    told = {name: row[name] for name in ("level", "code", "customers", "active", "before", "predicted_n")}
    return told | {
        "both": min(row["active"], row["before"]), "churn": basis.churn, "t": basis.lifetime, "c": basis.spend,
        "f": basis.frequency, "simple": basis.value, "to_date": ratio(row["net_revenue"], row["customers"]),
        "predicted": ratio(row["predicted"], row["predicted_n"]),
    }  # fmt: skip
