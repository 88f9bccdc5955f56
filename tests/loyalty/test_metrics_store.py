"""Stored sets of figures: counted scope by scope by one worker at a time, and never too many of them."""

from __future__ import annotations

import os
import signal
import threading
from datetime import date, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.db import connection, connections

from core.locks import singleton
from loyalty.metrics import recompute, reports, store
from loyalty.metrics.days import Period
from loyalty.metrics.scope import Scope, ground
from loyalty.models import FigureSet, MetricsState, ProgrammeSnapshot
from tests.loyalty.factories import NOW
from tests.loyalty.figuring import AS_OF, buy
from tests.sales import factories as sales

pytestmark = pytest.mark.django_db
DAYS = [AS_OF - timedelta(days=back) for back in range(6)]


def of_period(first: date) -> Scope:
    return Scope(AS_OF, period=Period(first, AS_OF))


def wanted() -> None:
    """Everybody's figures and those of six periods wait for a worker."""
    for back in range(0, 90, 9):
        buy(sales.customer(), AS_OF - timedelta(days=back), 100 * back)
    recompute.full(as_of=AS_OF, now=NOW)
    for scope in (Scope(AS_OF), *map(of_period, DAYS)):
        assert store.request(scope, now=NOW)


def stored() -> dict[str, Any]:
    return dict(FigureSet.objects.values_list("scope", "figures"))


# --- One scope at a time, one worker at a time ----------------------------------------------


def killed_after(scopes: int) -> None:
    """A real process that is killed without a word while it counts the next scope."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        counted = iter(range(scopes))
        honest = reports.of

        def figures(*arguments: Any, **options: Any) -> Any:
            if next(counted, None) is None:
                os.kill(os.getpid(), signal.SIGKILL)
            return honest(*arguments, **options)

        reports.of = figures
        try:
            store.sweep(now=NOW)
        finally:
            os._exit(1)  # never back into pytest
    _pid, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), status
    assert os.WTERMSIG(status) == signal.SIGKILL
    with singleton(store.LOCK, wait=True) as is_free:
        assert is_free


@pytest.mark.django_db(transaction=True)
def test_killed_half_way_and_begun_again_gives_the_same() -> None:
    wanted()
    killed_after(3)
    done = {scope for scope, figures in stored().items() if figures}
    assert len(done) == 3
    store.sweep(now=NOW)
    found = stored()
    assert len(found) == 7
    FigureSet.objects.update(figures=None, computed_at=None)
    ProgrammeSnapshot.objects.all().delete()
    store.sweep(now=NOW)
    assert found == stored()
    assert None not in found.values()
    assert ProgrammeSnapshot.objects.get(day=AS_OF).figures["net_revenue"]["value"] == 100 * sum(range(0, 90, 9))


@pytest.mark.django_db(transaction=True)
def test_two_never_count_at_once() -> None:
    wanted()
    with singleton(store.LOCK) as is_ours:
        assert is_ours
        with singleton(store.LOCK) as is_ours_too:
            assert not is_ours_too
        store.sweep(now=NOW)
        assert store.refresh(now=NOW, wait=False) == 0
        assert set(stored().values()) == {None}
    store.sweep(now=NOW)
    assert None not in stored().values()


@pytest.mark.django_db(transaction=True)
def test_what_is_bought_while_figures_are_counted_is_in_none_of_them() -> None:
    """Two sides of a statement would disagree about it."""
    sold = "SELECT count(*) AS n FROM sales_purchase"
    who = sales.customer()
    buy(who, AS_OF, 100)
    recompute.full(as_of=AS_OF, now=NOW)

    def another_till() -> None:
        buy(who, AS_OF, 100)
        connections.close_all()

    with ground(Scope(AS_OF)) as found:
        assert found.ask_one(sold)["n"] == 1
        thread = threading.Thread(target=another_till)
        thread.start()
        thread.join()
        assert found.ask_one(sold)["n"] == 1
    with ground(Scope(AS_OF)) as found:
        assert found.ask_one(sold)["n"] == 2


@pytest.mark.django_db(transaction=True)
def test_the_lock_goes_with_whoever_held_it() -> None:
    with pytest.raises(ZeroDivisionError), singleton(store.LOCK):
        _ = 1 // 0
    with singleton(store.LOCK, wait=True) as is_ours:
        assert is_ours


def test_rows_written_while_figures_are_counted_are_counted_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """The figures say which rows they began with, not when they were done."""
    wanted()
    honest = reports.of

    def figures(*arguments: Any, **options: Any) -> Any:
        found = honest(*arguments, **options)
        MetricsState.objects.update(computed_at=NOW - timedelta(seconds=1))
        return found

    monkeypatch.setattr(reports, "of", figures)
    store.compute(Scope(AS_OF), now=NOW)
    monkeypatch.undo()
    FigureSet.objects.update(seconds=0)
    assert store.compute_wanted(now=NOW + timedelta(minutes=1)) == 7
    assert store.compute_wanted(now=NOW + timedelta(minutes=2)) == 0


def test_a_scope_forgotten_while_it_was_counted_does_not_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted()
    honest = reports.of

    def figures(*arguments: Any, **options: Any) -> Any:
        FigureSet.objects.exclude(scope="").delete()
        return honest(*arguments, **options)

    monkeypatch.setattr(reports, "of", figures)
    store.compute_wanted(now=NOW)
    assert list(stored()) == [""]


# --- Never too many -------------------------------------------------------------------------


def test_custom_scopes_have_a_ceiling(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "CUSTOM_KEPT", 3)
    recompute.full(as_of=AS_OF, now=NOW)
    standing = [Scope(AS_OF), Scope(AS_OF, group=1), Scope(AS_OF, store=1)]
    for scope in standing:
        store.request(scope, now=NOW - timedelta(days=1))
    custom = [Scope(AS_OF, group=1, store=1), *map(of_period, DAYS)]
    for minute, scope in enumerate(custom):
        store.request(scope, now=NOW + timedelta(minutes=minute))
        assert FigureSet.objects.count() <= 3 + 3
    kept = {scope.key for scope in (*standing, *custom[-3:])}
    assert set(FigureSet.objects.values_list("scope", flat=True)) == kept


def test_a_page_that_counts_at_once_keeps_the_ceiling_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "CUSTOM_KEPT", 2)
    recompute.full(as_of=AS_OF, now=NOW)
    for minute, first in enumerate(DAYS):
        store.read(of_period(first), now=NOW + timedelta(minutes=minute))
    assert set(stored()) == {of_period(first).key for first in DAYS[-2:]}


def test_a_custom_scope_looked_at_again_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "CUSTOM_KEPT", 2)
    recompute.full(as_of=AS_OF, now=NOW)
    store.read(of_period(DAYS[0]), now=NOW)
    store.read(of_period(DAYS[1]), now=NOW)
    store.read(of_period(DAYS[0]), now=NOW + timedelta(hours=2))
    store.read(of_period(DAYS[2]), now=NOW + timedelta(hours=3))
    assert set(stored()) == {of_period(DAYS[0]).key, of_period(DAYS[2]).key}


def test_the_sweep_forgets_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sets from before the ceiling, and standing ones that nobody asks for any more; never everybody's."""
    recompute.full(as_of=AS_OF, now=NOW)
    old = NOW - timedelta(days=9)
    told = [FigureSet(scope=of_period(first).key, as_of=AS_OF, requested_at=NOW) for first in DAYS]
    told += [FigureSet(scope=key, as_of=AS_OF, requested_at=old) for key in ("", "group=1")]
    FigureSet.objects.bulk_create(told)
    monkeypatch.setattr(store, "CUSTOM_KEPT", 4)
    assert store.forget(now=NOW) == 3
    assert store.forget(now=NOW) == 0
    assert FigureSet.objects.filter(scope="").exists()


def test_sets_of_an_older_shape_are_counted_anew() -> None:
    """After a release that told rows otherwise: pages wait, and every scope that was wanted is counted again."""
    recompute.full(as_of=AS_OF, now=NOW)
    for scope in (Scope(AS_OF), of_period(DAYS[0])):
        store.compute(scope, now=NOW)
    migration = import_module("loyalty.migrations.0030_figures_with_rows_of_their_own")
    with connection.cursor() as cursor:
        cursor.execute(migration.Migration.operations[0].sql)
    store.compute_wanted(now=NOW)
    assert FigureSet.objects.exclude(figures=None).exclude(computed_at=None).count() == 2
