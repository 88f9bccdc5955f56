"""Every figure stands on a page, and every page says by a question mark what its figures mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from core import clock, definitions
from loyalty import ledger
from loyalty.costs import definitions as costs
from loyalty.metrics import recompute, reports
from loyalty.metrics.definitions import DEFINITIONS, of_figure
from loyalty.metrics.figure import Figure
from loyalty.models import LoyaltyCurrency, Programme
from loyalty.views.reporting import pages, trends
from loyalty.views.reporting.asking import Question
from loyalty.views.reporting.cards import Card, Tile
from tests.loyalty.factories import grant, member, policy
from tests.loyalty.figuring import buy

pytestmark = pytest.mark.django_db
TEMPLATES = Path(__file__).resolve().parents[2] / "templates"

# Of money there are as many units as smallest coins: the figures in money beside them say the same.
SAME_AS_THE_VALUE = {
    f"{what}_units_{currency}" for what in ("liability", "debt") for currency in ("cashback", "stored")
}


class Asked(dict[str, Figure]):
    """Figures that remember which of them somebody wanted to show."""

    def __init__(self, figures: dict[str, Figure]) -> None:
        super().__init__(figures)
        self.keys_asked: set[str] = set()

    def get(self, key: str, default: Any = None) -> Any:
        self.keys_asked.add(key)
        return super().get(key, default)

    def __getitem__(self, key: str) -> Figure:
        self.keys_asked.add(key)
        return super().__getitem__(key)


@pytest.fixture
def figures() -> Asked:
    """Of a programme that has units of every currency."""
    Programme.objects.update(minimum_n=1)
    who, now = member(), clock.now()
    buy(who, clock.today())
    for currency in LoyaltyCurrency.values:
        policy(currency, is_active=True)
        if currency == "stored":
            ledger.top_up(customer_id=who.pk, amount=1000, event_key="top", now=now)
        else:
            grant(who, 100, currency=currency, now=now, occurred_at=now)
    recompute.full(as_of=clock.today(), now=now)
    found = reports.figures(clock.today())
    # Debts and expected breakage of the smaller currencies have a tile as soon as there are any.
    owed = {key: replace(found[key], value=5) for key in found if key.startswith(("debt_value_", "expected_breakage_"))}
    return Asked(found | owed)


def shown(figures: Asked, rf: RequestFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Tile | Card]:
    """Everything on the dashboard and the report pages."""
    monkeypatch.setattr(Question, "figures", property(lambda _question: figures))
    request = rf.get("/")
    request.user = AnonymousUser()
    question = Question(request, clock.now())
    yield from trends.headline(figures)
    yield from trends.cards(question)
    for report in pages.REPORTS:
        yield from report.tiles(question)
        yield from report.cards(question)


def test_every_figure_is_on_a_page(figures: Asked, rf: RequestFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    assert {f"liability_{currency}" for currency in LoyaltyCurrency.values} <= figures.keys()
    list(shown(figures, rf, monkeypatch))
    assert set(figures) - figures.keys_asked == SAME_AS_THE_VALUE & set(figures)


def test_every_tile_and_card_has_its_definition(
    figures: Asked, rf: RequestFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    for part in shown(figures, rf, monkeypatch):
        assert part.key, part
        assert definitions.get(part.key).text, part


def test_what_is_not_known_has_its_definition_all_the_same(
    figures: Asked, rf: RequestFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of another store, or before the first sale: why there is no number and what it would mean."""
    for nothing in ({}, {key: replace(found, status="no_data") for key, found in figures.items()}):
        parts = list(shown(Asked(nothing), rf, monkeypatch))
        assert parts
        for part in parts:
            assert definitions.get(part.key).text, part


def test_every_figure_says_its_own_definition(figures: Asked) -> None:
    for key, figure in figures.items():
        assert figure.definition == of_figure(key), key


def test_no_two_tiles_open_the_same_definition(
    figures: Asked, rf: RequestFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """But those of the currencies, which say the same of each."""
    parts = [part for part in shown(figures, rf, monkeypatch) if isinstance(part, Tile)]
    labels: dict[str, set[str]] = {}
    for part in parts:
        labels.setdefault(part.key, set()).add(part.value)
    several = {key for key, values in labels.items() if len(values) > 1}
    per_currency = {
        "liability_value",
        "debt_value",
        "expected_breakage",
        "redemption_rate",
        "participation",
        "breakage",
    }
    assert several <= per_currency


def test_every_definition_is_asked_for_by_a_page(
    figures: Asked, rf: RequestFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beside a tile, a card, or a figure of a customer's record."""
    recompute.full(as_of=clock.today(), now=clock.now())
    keys = {part.key for part in shown(figures, rf, monkeypatch)} | {"trend"}
    for path in TEMPLATES.rglob("*.html"):
        keys.update(re.findall(r'{% definition "(\w+)" %}', path.read_text()))
    assert {definition.key for definition in (*DEFINITIONS, *costs.DEFINITIONS)} - keys == set()


def test_units_stand_beside_what_they_are_worth(
    figures: Asked, rf: RequestFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    tiles = {part.label: part for part in shown(figures, rf, monkeypatch) if isinstance(part, Tile)}
    assert tiles["Points, worth"].note == "100 units"
    assert tiles["Stored value, worth"].note == "to date"
