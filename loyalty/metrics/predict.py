"""The models on our own customers: fit them once a night, then look predictions up.

Time is in weeks since the first visit, money in whole units of the currency, as in the
literature. What a customer is expected to do if still active depends only on their number of
repeat visits and their first day, not on their last one: so it is computed once per distinct
pair (`m_expected`) and joined, and the probability of being active is plain SQL.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from django.db.backends.utils import CursorWrapper

from core import money
from loyalty.metrics import bgnbd, gammagamma
from loyalty.metrics.fit import Fit, Floats

# More customers than this make no better parameters, only a longer night: a systematic sample is fitted.
SAMPLE = 30_000
WEEKS_A_MONTH = 365 / 12 / 7
VISITS, SPEND = "bgnbd", "gammagamma"


@dataclass(frozen=True)
class Models:
    """The fits in force on a day."""

    visits: Fit
    spend: Fit

    def parameters(self) -> dict[str, Any]:
        """For statements: money of the spend model in smallest units. Unused values stay out."""
        found: dict[str, Any] = {}
        if self.visits.has_converged:
            found |= self.visits.parameters
        if self.spend.has_converged:
            found |= self.spend.parameters | {"v": self.spend["v"] * _unit()}
        return found


def _unit() -> int:
    """Smallest units in a whole one."""
    return int(10 ** money.exponent())


def fit_models(cursor: CursorWrapper, as_of: date) -> Models:
    """Fit both models on `m_raw`; either may not converge, and then is not used."""
    cursor.execute("SELECT count(*) FROM m_raw WHERE visits > 0")
    every = max(1, -(-int(cursor.fetchone()[0]) // SAMPLE))
    return Models(visits=_fit_visits(cursor, as_of, every), spend=_fit_spend(cursor, every))


def _fit_visits(cursor: CursorWrapper, as_of: date, every: int) -> Fit:
    cursor.execute(
        "SELECT visits - 1, last_on - first_on, %s - first_on, count(*) FROM m_raw"
        " WHERE visits > 0 AND customer_id %% %s = 0 GROUP BY 1, 2, 3",
        [as_of, every],
    )
    rows = np.array(cursor.fetchall(), dtype=float).reshape(-1, 4)
    data = bgnbd.histories(rows[:, 0], rows[:, 1] / 7, rows[:, 2] / 7, rows[:, 3])
    return bgnbd.fit(data)


def _fit_spend(cursor: CursorWrapper, every: int) -> Fit:
    cursor.execute(
        "SELECT visits - 1, (net_revenue - first_revenue)::float8 / (visits - 1) FROM m_raw"
        " WHERE visits > 1 AND net_revenue > first_revenue AND customer_id %% %s = 0 ORDER BY customer_id",
        [every],
    )
    rows = np.array(cursor.fetchall(), dtype=float).reshape(-1, 2)
    return gammagamma.fit(rows[:, 0], rows[:, 1] / _unit())


def discounted_months(months: int, yearly_rate: float) -> Floats:
    """Present value of one unit of money at the end of each month."""
    return np.asarray((1 + yearly_rate) ** (-np.arange(1, months + 1) / 12), dtype=float)


def visits_by_month(model: Fit, repeats: Floats, weeks: Floats, months: int) -> Floats:
    """Expected visits in each coming month if still active: one row per month, one column per customer."""
    ends = np.arange(1, months + 1) * WEEKS_A_MONTH
    total = np.vstack([bgnbd.visits_if_alive(model, end, repeats, weeks) for end in ends])
    return np.diff(total, axis=0, prepend=0)


def write_expectations(cursor: CursorWrapper, as_of: date, model: Fit, *, months: int, yearly_rate: float) -> None:
    """Fill `m_expected`: visits of the horizon, plain and discounted by month, per distinct history."""
    cursor.execute("SELECT DISTINCT visits - 1, first_on FROM m_raw WHERE visits > 0 ORDER BY 1, 2")
    pairs = cursor.fetchall()
    repeats = np.array([pair[0] for pair in pairs], dtype=float)
    weeks = np.array([(as_of - pair[1]).days for pair in pairs], dtype=float) / 7
    by_month = visits_by_month(model, repeats, weeks, months) if pairs else np.zeros((months, 0))
    discounted = (discounted_months(months, yearly_rate)[:, None] * by_month).sum(axis=0)
    cursor.execute(
        "CREATE TEMPORARY TABLE m_expected (repeats int, first_on date, visits float8, discounted float8)"
        " ON COMMIT DROP"
    )
    with cursor.copy("COPY m_expected FROM STDIN") as copy:
        for (count, first), visits, value in zip(pairs, by_month.sum(axis=0), discounted, strict=True):
            copy.write_row((count, first, float(visits), float(value)))
    cursor.execute("ANALYZE m_expected")
