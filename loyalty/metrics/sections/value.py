"""Who stays and what they are worth: churn, reactivation, lifetime values, what if more stayed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import numpy as np

from customers.querysets import is_left_out
from loyalty.costs import kinds
from loyalty.metrics import figure as f
from loyalty.metrics import margin, predict
from loyalty.metrics.days import YEAR, last_year
from loyalty.metrics.figure import Figure, ratio
from loyalty.metrics.scope import Ground
from loyalty.metrics.what_if import Basis
from loyalty.models import Programme


def figures(ground: Ground) -> Iterator[Figure]:
    counted = _counted(ground)
    churn = _churn_rate(ground, counted)
    yield from _churn(ground, counted, churn)
    basis = _basis(ground, counted, churn)
    yield from _simple(ground, counted, basis)
    yield from _predicted(ground, counted)
    yield _what_if_basis(ground, counted, basis)


def _counted(ground: Ground) -> dict[str, Any]:
    return ground.ask_one(
        f"""SELECT count(*) FILTER (WHERE visits_365 > 0) AS buyers,
        coalesce(sum(receipts_365), 0)::bigint AS receipts, coalesce(sum(revenue_365), 0)::bigint AS revenue,
        count(*) FILTER (WHERE visits_before > 0) AS buyers_before,
        count(*) FILTER (WHERE visits_before > 0 AND visits_365 = 0) AS gone,
        count(*) FILTER (WHERE visits_365 > 0 AND visits_before = 0 AND first_on <= %(two_years_ago)s) AS back,
        min(first_on) AS since,
        count(p_alive) AS modelled, avg(p_alive) AS alive, coalesce(sum(predicted_visits), 0) AS expected,
        count(predicted_clv) AS valued, coalesce(sum(predicted_clv), 0)::bigint AS predicted
        FROM {ground.rows}"""
    )


def _churn_rate(ground: Ground, counted: dict[str, Any]) -> float | None:
    return ratio(counted["gone"], counted["buyers_before"])


def _has_history(ground: Ground, counted: dict[str, Any], years: int) -> bool:
    since = counted["since"]
    return since is not None and since <= ground.scope.as_of - timedelta(days=YEAR * years)


def _churn(ground: Ground, counted: dict[str, Any], churn: float | None) -> Iterator[Figure]:
    n, period = counted["buyers_before"], last_year(ground.scope.as_of)
    has_base = f.OK if _has_history(ground, counted, 1) else f.SHORT_HISTORY
    yield Figure("churn", churn, f.SHARE, n, period, has_base, definition="churn")
    yield Figure("churned_customers", counted["gone"], f.COUNT, n, period, has_base, definition="churned_customers")
    is_long = f.OK if _has_history(ground, counted, 2) else f.SHORT_HISTORY
    yield Figure(
        "reactivated_customers", counted["back"], f.COUNT, counted["buyers"], period, is_long, definition="reactivated"
    )


def _basis(ground: Ground, counted: dict[str, Any], churn: float | None) -> Basis:
    on_goods = _margin(ground)
    rewards, costs = _rewards(ground), _costs(ground)
    return Basis(
        buyers=counted["buyers"],
        receipts=counted["receipts"],
        revenue=counted["revenue"],
        margin=on_goods - rewards - costs,
        rewards=rewards,
        churn=churn,
        longest=longest_lifetime(),
        discount=ground.settings.discount,
        monthly=_monthly_margin(ground),
        costs=costs,
    )


def longest_lifetime() -> float:
    """Years, by the programme: so long at most is a customer expected to stay."""
    return float((Programme.objects.filter(pk=1).first() or Programme()).max_lifetime_years)


def _margin(ground: Ground) -> int:
    """Margin on the goods of the last 365 days: by the line's unit cost where known, else by the programme's rate."""
    goods = margin.of_receipts("o", has_later_returns=ground.source.has_later_returns)
    row = ground.ask_one(
        f"""
        SELECT coalesce(round({goods.total}), 0)::bigint AS margin
        FROM ({ground.receipts("p.id AS purchase_id")}) o {goods.joins}
        WHERE o.occurred_on > %(year_ago)s"""
    )
    return int(row["margin"])


def _rewards(ground: Ground) -> int:
    """What of the last 365 days was paid with points, cashback and vouchers: it brought no money in.

    Of a receipt that came back in part, the share that was kept: the rest went back with the goods, as the ledger
    gives units back (`loyalty.ledger.paying`).
    """
    paid = ground.receipts("p.amount", "p.paid_points + p.paid_cashback + p.paid_voucher AS paid")
    row = ground.ask_one(
        f"""SELECT coalesce(round(sum(paid::numeric * net / amount)), 0)::bigint AS paid
        FROM ({paid}) o WHERE o.occurred_on > %(year_ago)s AND paid > 0"""
    )
    return int(row["paid"])


def _costs(ground: Ground) -> int:
    """Posted costs of the last 365 days, as the profit and loss counts them: rewards, gifts, partners, amends …

    Discounts have made the margin smaller already; units are counted above, where they paid (`_rewards`), so those that
    were given up for a reward count as the reward alone.
    """
    merged = "LEFT JOIN m_merged mm ON mm.member_id = c.customer_id" if ground.source.has_merged else ""
    customer = "coalesce(mm.customer_id, c.customer_id)" if ground.source.has_merged else "c.customer_id"
    whose = f"coalesce({customer} IN (SELECT customer_id FROM {ground.rows}), false)"
    if not ground.scope.is_part:
        whose = f"""NOT EXISTS (SELECT FROM customers_customer person
            WHERE person.id = {customer} AND {is_left_out("person")})"""
    place = "JOIN sales_purchase p ON p.id = c.purchase_id AND p.store_id = %(store)s" if ground.scope.store else ""
    row = ground.ask_one(
        f"""
        SELECT coalesce(sum(c.amount), 0)::bigint AS amount
        FROM loyalty_cost c LEFT JOIN loyalty_cost base ON base.id = c.of_id {merged} {place}
        WHERE coalesce(base.occurred_on, c.occurred_on) > %(year_ago)s AND c.occurred_on <= %(as_of)s
            AND c.kind <> ALL(%(counted)s) AND {whose}""",
        counted=[kind.code for kind in kinds.known() if kind.is_discount] + ["points"],
    )
    return int(row["amount"])


def _simple(ground: Ground, counted: dict[str, Any], basis: Basis) -> Iterator[Figure]:
    n, period = counted["buyers"], last_year(ground.scope.as_of)
    status = f.OK if basis.churn is not None else f.SHORT_HISTORY
    # A lifetime rests on churn too, and so on those who bought the year before.
    both = min(n, counted["buyers_before"])
    yield Figure("active_buyers", n, f.COUNT, n, period, definition="active_buyers")
    yield Figure("active_receipts", counted["receipts"], f.COUNT, n, period, definition="active_receipts")
    yield Figure("active_revenue", counted["revenue"], f.MONEY, n, period, definition="active_revenue", is_total=True)
    yield Figure("clv_c", basis.spend, f.MONEY, n, period, definition="clv_c")
    yield Figure("clv_f", basis.frequency, f.NUMBER, n, period, definition="clv_f")
    yield Figure("clv_t", basis.lifetime, f.NUMBER, both, period, status, definition="clv_t")
    yield Figure("clv_simple", basis.value, f.MONEY, both, period, status, definition="clv_simple")
    yield Figure("clv_margin", basis.margin_value, f.MONEY, both, period, status, definition="clv_margin")
    yield Figure("rewards_paid", basis.rewards, f.MONEY, n, period, definition="rewards_paid", is_total=True)
    yield Figure("costs_posted", basis.costs, f.MONEY, n, period, definition="costs_posted", is_total=True)


def _predicted(ground: Ground, counted: dict[str, Any]) -> Iterator[Figure]:
    models = ground.settings.models
    fits = models is not None and models.visits.has_converged
    n = counted["modelled"]
    status = f.OK if fits else f.NO_DATA
    yield Figure("p_alive", counted["alive"], f.SHARE, n, status=status, definition="p_alive")
    yield Figure("predicted_visits", counted["expected"], f.NUMBER, n, status=status, definition="predicted_visits")
    valued, status = counted["valued"], f.OK if counted["valued"] else f.NO_DATA
    mean = ratio(counted["predicted"], valued)
    yield Figure("clv_predicted", mean, f.MONEY, valued, status=status, definition="clv_predicted")
    yield Figure(
        "clv_predicted_total",
        counted["predicted"],
        f.MONEY,
        valued,
        status=status,
        definition="clv_predicted_total",
        is_total=True,
    )
    yield _models(ground)


def _models(ground: Ground) -> Figure:
    models = ground.settings.models
    fits = (("BG/NBD", models.visits), ("Gamma-Gamma", models.spend)) if models else ()
    rows = [
        {
            "model": name,
            "converged": fit.has_converged,
            "customers": fit.n,
            "message": fit.message,
            "parameters": ", ".join(f"{key} = {value:.6f}" for key, value in sorted(fit.parameters.items()))
            if fit.has_converged
            else "",
            "log_likelihood": fit.log_likelihood if fit.has_converged else None,
        }
        for name, fit in fits
    ]
    kinds = {
        "model": f.TEXT,
        "converged": f.TEXT,
        "customers": f.COUNT,
        "message": f.TEXT,
        "parameters": f.TEXT,
        "log_likelihood": f.NUMBER,
    }
    return Figure("model_fits", rows, n=len(rows), kinds=kinds, definition="model_fits", is_total=True)


def _monthly_margin(ground: Ground) -> list[float]:
    """Expected margin of each coming month of all customers, not discounted: what predicted CLV is made of."""
    models = ground.settings.models
    if models is None or not models.visits.has_converged or not models.spend.has_converged:
        return []
    ground.cursor.execute(
        f"SELECT visits - 1, first_on, sum(predicted_clv) FROM {ground.rows} WHERE predicted_clv > 0 GROUP BY 1, 2"
    )
    pairs = ground.cursor.fetchall()
    if not pairs:
        return []
    months = ground.settings.clv_horizon_months
    repeats = np.array([pair[0] for pair in pairs], dtype=float)
    weeks = np.array([(ground.scope.as_of - pair[1]).days for pair in pairs], dtype=float) / 7
    value = np.array([float(pair[2]) for pair in pairs])
    visits = predict.visits_by_month(models.visits, repeats, weeks, months)
    discounted = (predict.discounted_months(months, ground.settings.discount)[:, None] * visits).sum(axis=0)
    monthly = (visits * (value / np.maximum(discounted, 1e-12))).sum(axis=1)
    return [float(amount) for amount in monthly]


def _what_if_basis(ground: Ground, counted: dict[str, Any], basis: Basis) -> Figure:
    """One row per +1, +2, +5, +10 points of retention; the page computes any other from `basis`."""
    rows = [basis.with_more_retention(points) for points in (1, 2, 5, 10)] if basis.churn is not None else []
    kinds = {
        "points": f.NUMBER,
        "retention": f.SHARE,
        "lifetime": f.NUMBER,
        "value": f.MONEY,
        "revenue_gain": f.MONEY,
        "margin_gain": f.MONEY,
        "predicted_gain": f.MONEY,
    }
    status = f.OK if rows else f.SHORT_HISTORY
    n = min(counted["buyers"], counted["buyers_before"])
    return Figure("what_if", rows, n=n, kinds=kinds, status=status, definition="what_if", extra=basis.to_json())
