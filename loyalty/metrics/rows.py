"""Write the figures' rows of a scope: the steps that every run shares.

All of it happens on one connection in one transaction, because the steps hand temporary
tables to each other. `Settings` are what a night fixes: with equal settings, any run over the
same purchases writes the same row for a customer.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db.backends.utils import CursorWrapper

from core import clock
from loyalty.metrics import predict, statements
from loyalty.metrics.days import YEAR, add_months
from loyalty.metrics.fit import Fit
from loyalty.metrics.statements import Source
from loyalty.models import Programme

NEVER_DAY, NEVER_NUMBER = "infinity", 2**63 - 1


@dataclass(frozen=True)
class Settings:
    """As-of day, what the programme's settings said then, cut points and fits."""

    as_of: date
    lapse_days: int
    rfm_window_months: int
    clv_horizon_months: int
    margin: float
    discount: float
    cut_points: dict[str, list[Any]] | None = None
    models: predict.Models | None = None

    def values(self) -> dict[str, Any]:
        """Parameters of the statements."""
        year, cuts = timedelta(days=YEAR), self.cut_points or {}
        found: dict[str, Any] = {
            "as_of": self.as_of,
            "day_end": clock.day_end(self.as_of),
            "year_ago": self.as_of - year,
            "two_years_ago": self.as_of - 2 * year,
            "rfm_from": add_months(self.as_of, -self.rfm_window_months),
            "lapse_days": self.lapse_days,
            "margin": self.margin,
        }
        for key, never in (("r", NEVER_DAY), ("f", NEVER_NUMBER), ("m", NEVER_NUMBER)):
            points = cuts.get(key) or [None] * 4
            found |= {
                f"{key}{score}": never if point is None else point
                for score, point in zip((2, 3, 4, 5), points, strict=True)
            }
        return found | (self.models.parameters() if self.models else {})

    def to_json(self) -> dict[str, Any]:
        return {
            "lapse_days": self.lapse_days,
            "rfm_window_months": self.rfm_window_months,
            "clv_horizon_months": self.clv_horizon_months,
            "margin": self.margin,
            "discount": self.discount,
            "visits": _fit_to_json(self.models.visits) if self.models else None,
            "spend": _fit_to_json(self.models.spend) if self.models else None,
        }


def _fit_to_json(fit: Fit) -> dict[str, Any]:
    parameters = fit.parameters if fit.has_converged else {}
    return {
        "parameters": parameters, "n": fit.n, "has_converged": fit.has_converged, "message": fit.message,
        "log_likelihood": fit.log_likelihood if fit.has_converged else None,
    }  # fmt: skip


def _fit_from_json(stored: dict[str, Any]) -> Fit:
    return Fit(
        stored["parameters"],
        stored["log_likelihood"] or float("nan"),
        stored["n"],
        stored["has_converged"],
        stored["message"],
    )


def settings_from_json(as_of: date, cut_points: dict[str, list[Any]], stored: dict[str, Any]) -> Settings:
    plain = {key: value for key, value in stored.items() if key not in {"visits", "spend"}}
    models = predict.Models(_fit_from_json(stored["visits"]), _fit_from_json(stored["spend"]))
    return Settings(as_of=as_of, cut_points=cut_points, models=models, **plain)


def settings_of_today(as_of: date, programme: Programme) -> Settings:
    """From the programme as it is configured now; cut points and fits are still to be found."""
    return Settings(
        as_of=as_of,
        lapse_days=programme.lapse_days,
        rfm_window_months=programme.rfm_window_months,
        clv_horizon_months=programme.clv_horizon_months,
        margin=float(programme.margin_rate),
        discount=float(programme.discount_rate),
    )


TEMPORARY = (
    "m_raw", "m_promotions", "m_scope", "m_merged", "m_expected", "m_seen", "m_rows", "m_group", "m_lots", "m_sales",
)  # fmt: skip


def drop_temporary(cursor: CursorWrapper) -> None:
    """They go with the transaction; a caller with a transaction of its own may come twice."""
    cursor.execute(f"DROP TABLE IF EXISTS {', '.join(f'pg_temp.{name}' for name in TEMPORARY)}")


def execute(cursor: CursorWrapper, statement: str, values: dict[str, Any]) -> None:
    cursor.execute(statement, values)


def find_merged(cursor: CursorWrapper) -> bool:
    """Create `m_merged`; is anybody in it?"""
    cursor.execute(statements.MERGED)
    cursor.execute("SELECT EXISTS (SELECT 1 FROM m_merged)")
    return bool(cursor.fetchone()[0])


def has_later_returns(cursor: CursorWrapper, as_of: date) -> bool:
    cursor.execute("SELECT EXISTS (SELECT 1 FROM sales_return WHERE occurred_on > %s)", [as_of])
    return bool(cursor.fetchone()[0])


def create_raw(
    cursor: CursorWrapper, source: Source, settings: Settings, *, has_merged: bool, store: int | None = None
) -> None:
    """Step one: `m_raw` and `m_promotions` of the source's customers, merged ones at their survivor."""
    values = settings.values() | {"store": store}
    execute(cursor, f"CREATE TEMPORARY TABLE m_raw ON COMMIT DROP AS {statements.raw(source)}", values)
    execute(cursor, f"CREATE TEMPORARY TABLE m_promotions ON COMMIT DROP AS {statements.promotions(source)}", values)
    if has_merged and not source.is_scoped:
        _recount_survivors(cursor, source, values)
    if not source.is_scoped:
        cursor.execute(statements.DROP_UNCOUNTED)
    cursor.execute("ANALYZE m_raw")


def _recount_survivors(cursor: CursorWrapper, source: Source, values: dict[str, Any]) -> None:
    """Survivors once more, together with those who were merged into them: few beside everybody."""
    cursor.execute("CREATE TEMPORARY TABLE m_scope ON COMMIT DROP AS SELECT member_id, customer_id FROM m_merged")
    cursor.execute("INSERT INTO m_scope SELECT DISTINCT customer_id, customer_id FROM m_merged")
    scoped = replace(source, is_scoped=True)
    for table, statement in (("m_raw", statements.raw(scoped)), ("m_promotions", statements.promotions(scoped))):
        cursor.execute(f"DELETE FROM {table} USING m_scope WHERE {table}.customer_id = m_scope.member_id")
        execute(cursor, f"INSERT INTO {table} {statement}", values)
    cursor.execute("DROP TABLE m_scope")


def fix_parameters(cursor: CursorWrapper, settings: Settings) -> Settings:
    """Cut points and fits from all customers in `m_raw`: what the night decides for the day."""
    cut_points = {}
    for key, statement in statements.CUT_POINTS.items():
        cursor.execute(statement)
        cut_points[key] = [value.isoformat() if isinstance(value, date) else value for value in cursor.fetchone()]
    return replace(settings, cut_points=cut_points, models=predict.fit_models(cursor, settings.as_of))


def derive(cursor: CursorWrapper, settings: Settings, *, target: str, is_scoped: bool) -> int:
    """Step two: write the rows into `target`; how many."""
    models = settings.models
    assert models is not None
    if models.visits.has_converged:
        predict.write_expectations(
            cursor, settings.as_of, models.visits, months=settings.clv_horizon_months, yearly_rate=settings.discount
        )
    statement = statements.derive(
        target=target,
        is_scoped=is_scoped,
        has_visits_model=models.visits.has_converged,
        has_spend_model=models.spend.has_converged,
    )
    execute(cursor, statement, settings.values())
    return int(cursor.rowcount)
