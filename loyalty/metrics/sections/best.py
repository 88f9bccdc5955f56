"""Who is best: RFM scores and cells, the Pareto curve."""

from __future__ import annotations

from collections.abc import Iterator

from loyalty.metrics import figure as f
from loyalty.metrics.figure import Figure, ratio
from loyalty.metrics.scope import Ground

TOP_SHARE = 20  # per cent
CURVE_STEPS = 20


def figures(ground: Ground) -> Iterator[Figure]:
    yield from _rfm(ground)
    yield from _pareto(ground)


def _rfm(ground: Ground) -> Iterator[Figure]:
    cells = ground.ask(
        f"""SELECT r, f, m, count(*)::int AS customers, sum(net_revenue)::bigint AS revenue,
        sum(visits)::bigint AS visits FROM {ground.rows} WHERE r IS NOT NULL GROUP BY 1, 2, 3
        ORDER BY 1 DESC, 2 DESC, 3 DESC"""
    )
    n = sum(cell["customers"] for cell in cells)
    scores = [
        {"score": score, **{key: sum(c["customers"] for c in cells if c[key] == score) for key in "rfm"}}
        for score in range(1, 6)
    ]
    kinds = dict.fromkeys(("score", "r", "f", "m"), f.COUNT)
    yield Figure("rfm_scores", scores, n=n, kinds=kinds, definition="rfm")
    best = sum(cell["customers"] for cell in cells if cell["r"] == cell["f"] == cell["m"] == 5)
    yield Figure("rfm_best_customers", best, f.COUNT, n, definition="rfm_best_customers")
    yield Figure("rfm_cells_in_use", len(cells), f.COUNT, n, definition="rfm_cells_in_use")
    named = [{"cell": f"{cell['r']}{cell['f']}{cell['m']}", **cell} for cell in cells]
    kinds = {"cell": f.TEXT, **dict.fromkeys(("r", "f", "m", "customers", "visits"), f.COUNT), "revenue": f.MONEY}
    yield Figure("rfm_cells", named, n=n, kinds=kinds, definition="rfm")


def _pareto(ground: Ground) -> Iterator[Figure]:
    """A step of the curve holds the customers of rank ≤ ceil(step · N / 20), so step 4 is the 20 % exactly."""
    steps = ground.ask(
        f"""SELECT step, count(*)::int AS customers, sum(net_revenue)::bigint AS revenue FROM (
            SELECT net_revenue,
                {CURVE_STEPS} * (row_number() OVER (ORDER BY net_revenue DESC) - 1) / count(*) OVER () + 1 AS step
            FROM {ground.rows} WHERE visits > 0
        ) ranked GROUP BY step ORDER BY step"""
    )
    n, total = sum(row["customers"] for row in steps), sum(row["revenue"] for row in steps)
    curve, customers, revenue = [], 0, 0
    for row in steps:
        customers, revenue = customers + row["customers"], revenue + row["revenue"]
        curve.append(
            {
                "customers": ratio(customers, n),
                "customers_n": customers,
                "revenue": revenue,
                "share": ratio(revenue, total),
            }
        )
    best = sum(row["revenue"] for row in steps if row["step"] <= TOP_SHARE * CURVE_STEPS // 100)
    yield Figure("pareto_share", ratio(best, total), f.SHARE, n, definition="pareto_share")
    kinds = {"customers": f.SHARE, "customers_n": f.COUNT, "revenue": f.MONEY, "share": f.SHARE}
    yield Figure("pareto_curve", curve, n=n, kinds=kinds, definition="pareto_share")
