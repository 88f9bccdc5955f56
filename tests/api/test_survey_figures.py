"""Figures of surveys over the API."""

from __future__ import annotations

import pytest

from surveys.answering.recording import About
from tests.api.client import MakeClient
from tests.surveys.factories_figures import NOW, answers, fold, store, survey

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.clock.now", lambda: NOW)


def test_the_api_tells_figures_months_and_groups(make_client: MakeClient) -> None:
    asked, shop = survey(), store()
    answers(asked, {10: 5, 7: 3, 0: 2}, about=About(store=shop.pk))
    fold()
    api = make_client("surveys:read")
    [told] = api.get("/survey-figures/?by=store").json()["results"]
    assert told["figures"]["score"]["value"] == pytest.approx(30)
    assert (told["figures"]["answers"], told["figures"]["is_few"]) == (10, True)
    assert [group["name"] for group in told["groups"]] == [shop.name]
    assert told["months"][0]["month"] == "2026-03-01"
    [one] = api.get(f"/surveys/{asked.public_id}/figures/?first=2026-03-01&last=2026-03-02").json()["results"]
    assert one["figures"]["answers"] == 10
    assert api.get("/survey-figures/?by=shoe").status_code == 400
    assert api.get("/survey-figures/?first=2026-03-01").status_code == 400
