"""Every reference figure of the CDNOW histories, from the real files through the real import."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.core.management import call_command
from django.db import transaction

from loyalty.metrics import bgnbd, recompute, reports
from loyalty.metrics.figure import Figure
from loyalty.models import CustomerMetrics
from tests.loyalty import cdnow
from tests.loyalty.factories import NOW
from tests.sales.importing import run

CALIBRATED = date(1997, 9, 30)
# (figure, value on the sample, on the master, tolerance)
REFERENCE: list[tuple[str, Any, Any, float]] = [
    ("net_revenue", 24409194, 250031563, 0),
    ("receipts", 6919, 69659, 0),
    ("visits", 6696, 67591, 0),
    ("customers_to_date", 2357, 23570, 0),
    ("repeat_customers", 1139, 11516, 0),
    ("repeat_customer_rate", 0.483241, 0.488587, 1e-6),
    ("average_order_value", 3527.8500, 3589.3648, 1e-4),
    ("spend_per_visit", 3645.3396, 3699.1843, 1e-4),
    ("active_buyers", 812, 8332, 0),
    ("active_receipts", 2715, 28131, 0),
    ("active_revenue", 9796370, 106935650, 0),
    ("churned_customers", 1545, 15238, 0),
    ("churn", 0.655494, 0.646500, 1e-6),
    ("clv_c", 3608.2394, 3801.3455, 1e-4),
    ("clv_f", 3.343596, 3.376260, 1e-6),
    ("clv_t", 1.525566, 1.546791, 1e-6),
    ("clv_simple", 18405.1876, 19852.0274, 1e-4),
    ("clv_to_date", 10356.0433, 10608.0426, 1e-4),
    ("pareto_share", 0.674550, 0.677774, 1e-6),
    ("rfm_best_customers", 258, 2622, 0),
    ("rfm_cells_in_use", 48, 75, 0),
]
NEXT = ([0.483241, 0.646181, 0.716033, 0.717268, 0.748677], [0.488587, 0.649184, 0.705056, 0.727566, 0.741591])
SCORES = (
    {"r": [482, 455, 479, 470, 471], "f": [0, 1218, 0, 612, 527], "m": [481, 462, 472, 471, 471]},
    {"r": [4735, 4712, 4702, 4702, 4719], "f": [0, 12054, 4040, 2205, 5271], "m": [4817, 4609, 4716, 4713, 4715]},
)
COHORT = ((781, [124, 95, 70, 65, 45]), (7846, [1157, 964, 810, 720, 528]))
INACTIVE = {
    ("1998-01-01", "1998-07-01", 180): ((290, 609), (2918, 6343)),
    ("1997-10-01", "1998-01-01", 90): ((207, 409), (2146, 4195)),
}


def check(found: dict[str, Figure], which: int) -> None:
    for key, *values, tolerance in REFERENCE:
        assert found[key].value == pytest.approx(values[which], abs=tolerance or 0), key
        assert found[key].status == "ok", key
    rates = [row["rate"] for row in found["next_purchase_rates"].value]
    assert rates == pytest.approx(NEXT[which], abs=1e-6)
    for key, expected in SCORES[which].items():
        assert [row[key] for row in found["rfm_scores"].value] == expected
    size, months = COHORT[which]
    first = found["cohorts"].value[0]
    assert (first["cohort"], first["size"]) == ("1997-01", size)
    assert [first["customers"][k] for k in (1, 2, 3, 6, 12)] == months
    looks = {(row["from"], row["to"], row["window_days"]): row for row in found["inactivity"].value}
    for look, expected in INACTIVE.items():
        assert (looks[look]["inactive"], looks[look]["customers"]) == expected[which]
    assert found["reactivated_customers"].status == "short_history"
    assert found["reactivated_customers"].value is None


@contextmanager
def imported(blocker: Any, path: Path, customer: str) -> Iterator[dict[str, Any]]:
    """The file, through the real import, for all tests of a class; gone after them."""
    with blocker.unblock(), transaction.atomic():
        yield run(path, "--source", "cdnow", "--map", f"customer={customer}")
        transaction.set_rollback(True)


@pytest.fixture(scope="class")
def _sample(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with imported(django_db_blocker, cdnow.SAMPLE, "sample_id") as result:
        assert (result["rows"], result["created"], result["rejected"]) == (6919, 6919, 0)
        yield


@pytest.fixture(scope="class")
def _master(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with imported(django_db_blocker, cdnow.MASTER, "customer_id") as result:
        assert (result["rows"], result["created"], result["rejected"]) == (69_659, 69_659, 0)
        yield


@pytest.mark.usefixtures("_sample")
class TestSample:
    def test_computed_on_the_fly(self, db: None) -> None:
        check(reports.figures(cdnow.AS_OF), 0)

    def test_from_the_stored_rows(self, db: None) -> None:
        outcome = recompute.recompute(as_of=cdnow.AS_OF, now=NOW)
        assert (outcome.customers, outcome.changed, outcome.is_full) == (2357, 2357, True)
        assert CustomerMetrics.objects.count() == 2357
        check(reports.figures(cdnow.AS_OF), 0)

    def test_the_stored_probabilities_are_those_of_the_model(self, db: None) -> None:
        """What staff see is computed in SQL; for x = 2, t_x = 30.43, T = 38.86 weeks 0.7266 is published."""
        recompute.full(as_of=CALIBRATED, now=NOW)
        rows = CustomerMetrics.objects.filter(visits__gt=0).values_list("visits", "first_on", "last_on", "p_alive")
        table = [(n - 1, (last - first).days / 7, (CALIBRATED - first).days / 7, p) for n, first, last, p in rows]
        x, t_x, weeks, alive = np.array(table, dtype=float).T
        model = bgnbd.fit(bgnbd.histories(x, t_x, weeks))
        assert len(table) == 2357
        assert alive == pytest.approx(bgnbd.p_alive(model, x, t_x, weeks), abs=1e-4)
        known = [p for n, since, age, p in table if n == 2 and (round(since, 2), round(age, 2)) == (30.43, 38.86)]
        assert known
        assert known == pytest.approx([0.7266] * len(known), abs=5e-4)


@pytest.mark.usefixtures("_master")
class TestMaster:
    """The main job whole: import of the real file, full recompute, every reference figure."""

    def test_every_reference_figure(self, db: None) -> None:
        recompute.full(as_of=cdnow.AS_OF, now=NOW)
        check(reports.figures(cdnow.AS_OF), 1)

    def test_the_command_says_the_same(self, db: None, capsys: pytest.CaptureFixture[str]) -> None:
        """`manage.py metrics --as-of 1998-06-30`: money as decimal text in the currency, everything else as it is."""
        call_command("metrics", "--as-of", cdnow.AS_OF.isoformat())
        told = json.loads(capsys.readouterr().out.strip().splitlines()[-1])["figures"]
        for key, _sample, expected, tolerance in REFERENCE:
            said = told[key]["value"]
            value = float(said) * 100 if isinstance(said, str) else said
            assert value == pytest.approx(expected, abs=tolerance or 1e-6), key

    @pytest.mark.slow
    def test_the_same_file_again_changes_nothing(self, db: None) -> None:
        result = run(cdnow.MASTER, "--source", "cdnow", "--map", "customer=customer_id")
        assert (result["created"], result["changed"], result["unchanged"]) == (0, 0, 69_659)
