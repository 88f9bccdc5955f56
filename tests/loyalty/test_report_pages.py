"""The report pages: who sees them, what they say when full and when empty, downloads, definitions of figures."""

# ruff: noqa: F811  # arguments are named like the fixtures that they are

from __future__ import annotations

import csv
import io
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core import clock, definitions
from core.models import Job
from customers.models import Customer, CustomerGroup
from loyalty.metrics import recompute, reports, store
from loyalty.models import FigureSet, Programme, ProgrammeSnapshot, StageMove
from loyalty.views.reporting.pages import REPORTS
from sales.models import Store
from tests.customers.factories import make_user
from tests.loyalty.factories import grant, member, redeem
from tests.loyalty.figuring import buy
from tests.loyalty.reporting import address, history, owner, text  # noqa: F401  # fixtures among them
from tests.sales.factories import customer

pytestmark = pytest.mark.django_db
NAMES = ["dashboard", *(report.name for report in REPORTS)]
# o owner, m manager, k marketer, a analyst: who may see reports.
SEEING = {"owner", "manager", "marketer", "analyst"}


@pytest.mark.parametrize("role", ["owner", "manager", "marketer", "service agent", "cashier", "analyst"])
def test_who_may_see(client: Client, role: str) -> None:
    client.force_login(make_user(role))
    for name in ("dashboard", "value"):
        assert client.get(address(name)).status_code == (200 if role in SEEING else 403)
    assert client.post(reverse("loyalty:recompute")).status_code == (302 if role in {"owner", "manager"} else 403)


@pytest.mark.parametrize("name", NAMES)
def test_every_report_when_nobody_has_bought(owner: Client, name: str) -> None:
    assert owner.get(address(name)).status_code == 200


@pytest.mark.usefixtures("history")
def test_every_report_with_figures(owner: Client) -> None:
    member()
    recompute.full(as_of=clock.today(), now=clock.now())
    owner.get(address("dashboard"))
    for name in NAMES:
        with CaptureQueriesContext(connection) as queries:
            response = owner.get(address(name))
        assert response.status_code == 200
        assert "no data yet" not in text(response) or name in {
            "dashboard", "redemption", "liability", "loyalty", "profit", "stored",
        }  # fmt: skip
        assert len(queries) <= 16, [query["sql"][:90] for query in queries]


@pytest.mark.usefixtures("history")
@pytest.mark.parametrize("name", [name for name in NAMES if name not in {"redemption", "liability", "stored"}])
@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_downloads(owner: Client, name: str, file_format: str) -> None:
    store.refresh(now=clock.now())
    page = owner.get(address(name))
    card = next(card for card in page.context["cards"] if card.rows)
    response = owner.get(address(name), {"card": card.id, "format": file_format})
    assert "attachment" in response.headers["Content-Disposition"]
    body = b"".join(response.streaming_content)  # type: ignore[attr-defined]
    if file_format == "csv":
        found = list(csv.reader(io.StringIO(body.decode("utf-8-sig"))))
        assert len(found) == len(card.rows) + 1
    else:
        assert body.startswith(b"PK")


@pytest.mark.usefixtures("history")
def test_what_if_of_the_address(owner: Client) -> None:
    rows = owner.get(address("value"), {"points": "7"}).context["cards"][0].rows
    assert [row[0].plain for row in rows] == [1, 2, 5, 7, 10]
    for nonsense in ("", "x", "-3", "1e9", "nan"):
        assert owner.get(address("value"), {"points": nonsense}).context["points"] == 5


@pytest.mark.usefixtures("history")
def test_filters_and_their_mistakes(owner: Client) -> None:
    today = clock.today()
    response = owner.get(address("tree"), {"first": (today - timedelta(days=29)).isoformat()})
    assert response.context["period"].days == 30
    mistaken = owner.get(address("tree"), {"first": today.isoformat(), "last": (today - timedelta(days=1)).isoformat()})
    assert mistaken.status_code == 200
    assert "The period begins after its end." in text(mistaken)
    early = owner.get(address("tree"), {"first": "0001-01-01"})
    assert early.status_code == 200
    assert "This day is too long ago." in text(early)
    assert owner.get(address("tree"), {"store": "999", "group": "x"}).status_code == 200
    assert owner.get(address("nonsense")).status_code == 404


@pytest.mark.usefixtures("history")
def test_a_large_programme_waits_for_a_worker(owner: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "SMALL", -1)
    first = clock.today().isoformat()
    waiting = owner.get(address("tree"), {"first": first})
    assert "A worker is computing these figures" in text(waiting)
    assert FigureSet.objects.filter(computed_at=None).count() == 1
    store.compute_wanted(now=clock.now())
    assert "What changed the revenue" in text(owner.get(address("tree"), {"first": first}))


@pytest.mark.usefixtures("history")
def test_the_revenue_tree_lies_down_and_its_steps_lead_from_before_to_now(owner: Client) -> None:
    """Each label has a line of its own, in any language; the bars stand on unseen ones."""
    option = owner.get(address("tree")).context["cards"][0].option
    labels, (pedestal, shown) = option["yAxis"]["data"], option["series"]
    assert len(labels) == len(pedestal["data"]) == len(shown["data"]) == 6
    assert (labels[0], labels[-1]) == ("Before", "Now")
    rising = [bar["itemStyle"]["color"] == "@1" for bar in shown["data"][1:-1]]
    level = shown["data"][0]["value"]
    for base, bar, is_up in zip(pedestal["data"][1:-1], shown["data"][1:-1], rising, strict=True):
        assert base == (level if is_up else level - bar["value"])
        level += bar["value"] if is_up else -bar["value"]
    assert level == shown["data"][-1]["value"]


def test_rows_of_too_few_customers_say_so(owner: Client) -> None:
    """Also in the picture, which leaves them out, and in the download, which has nothing there."""
    Programme.objects.update(minimum_n=2)
    today = clock.today()
    for back in (0, 0, 40):
        buy(customer(), today - timedelta(days=back))
    recompute.full(as_of=today, now=clock.now())
    card = owner.get(address("cohorts")).context["cards"][0]
    few, enough = card.rows
    assert [cell.text for cell in few[1:3]] == ["1", "too few"]
    assert few[2].plain is None
    assert enough[1].text == "2"
    assert len(card.option["yAxis"]["data"]) == 1
    assert "months of too few customers are in the table alone" in card.subtitle
    steps = owner.get(address("repeat")).context["cards"][0]
    assert [row[-1].text for row in steps.rows] == ["0.0%", *["–"] * 4]


@pytest.mark.usefixtures("history")
def test_moves_show_their_plan(owner: Client) -> None:
    StageMove.objects.create(
        from_stage="first_time", to_stage="repeat", target_share="0.2", action="Call after 20 days"
    )
    assert "Call after 20 days" in text(owner.get(address("stages")))


def test_units_by_month_of_issue_add_up(owner: Client) -> None:
    """Issued is the first figure of a row; where those units are now follows, then the rate."""
    Programme.objects.update(minimum_n=1)
    who = member()
    redeem(who, 30, now=grant_of_a_sale(who))
    recompute.full(as_of=clock.today(), now=clock.now())
    card = owner.get(address("redemption")).context["cards"][0]
    assert [heading.text for heading in card.headings] == [
        "Month", "Issued", "Redeemed", "Outstanding", "Expired", "Taken back", "Redemption rate",
    ]  # fmt: skip
    month, issued, *parts, rate = (cell.plain for cell in card.rows[0])
    assert (month, issued, parts, rate) == (f"{clock.today():%Y-%m}", 100, [30, 70, 0, 0], 0.3)
    assert [series["stack"] for series in card.option["series"]] == ["units"] * 4
    body = b"".join(owner.get(address("redemption"), {"card": card.id, "format": "csv"}).streaming_content)  # type: ignore[attr-defined]
    assert len(list(csv.reader(io.StringIO(body.decode("utf-8-sig"))))) == 2


def grant_of_a_sale(who: Customer) -> datetime:
    """A hundred points of a purchase just now."""
    now = clock.now()
    grant(who, 100, purchase_id=buy(who, clock.today()).pk, occurred_at=now, now=now)
    return now


def test_recompute_is_a_job(owner: Client) -> None:
    owner.post(reverse("loyalty:recompute"))
    assert Job.objects.get().kind == "loyalty.recompute"


@pytest.mark.usefixtures("history")
def test_every_figure_has_a_definition() -> None:
    for figure in reports.figures(clock.today()).values():
        assert definitions.get(figure.definition).text, figure.key


def test_trends_follow_the_period_and_the_filters(owner: Client) -> None:
    recompute.full(as_of=clock.today(), now=clock.now())
    today = clock.today()
    days = [today - timedelta(days=back) for back in (0, 10, 40, 400)]
    for day in days:
        ProgrammeSnapshot.objects.update_or_create(day=day, defaults={"figures": {}})

    def shown(**asked: Any) -> list[Any]:
        cards = owner.get(address("dashboard"), asked).context["cards"]
        assert [card.id for card in cards] == ["shares", "money"]
        assert {definitions.get(card.key).key for card in cards} == {"trend"}
        return list(cards)

    assert [row[0].plain for row in shown()[0].rows] == days
    assert "do not apply" not in shown()[0].subtitle
    month = {"first": (today - timedelta(days=29)).isoformat()}
    for card in shown(**month):
        assert [row[0].plain for row in card.rows] == days[:2]
        assert "whole programme" in card.subtitle
    between = {"first": days[2].isoformat(), "last": days[2].isoformat()}
    assert [row[0].plain for row in shown(**between)[0].rows] == [days[2]]
    nothing = {"first": (today - timedelta(days=300)).isoformat(), "last": (today - timedelta(days=200)).isoformat()}
    assert "no snapshot in this period" in shown(**nothing)[0].message
    place = Store.objects.create(code="second", name="Second")
    told = shown(store=place.pk, **month)[0]
    assert "of whom the filters name" in told.subtitle
    assert list(told.rows) == []  # nobody has bought there
    asked = {**month, "card": "shares", "format": "csv"}
    body = b"".join(owner.get(address("dashboard"), asked).streaming_content)  # type: ignore[attr-defined]
    assert len(list(csv.reader(io.StringIO(body.decode("utf-8-sig"))))) == 3


def ends_of(page: Any) -> dict[str, str]:
    return {tile.label: tile.url for tile in page.context["tiles"]}


@pytest.mark.usefixtures("history")
def test_tiles_lead_to_those_whom_they_count(owner: Client, client: Client) -> None:
    found = reports.figures(clock.today())
    page = owner.get(address("churn"))
    ends = ends_of(page)
    for label, key in (
        ("Lost customers", "churned_customers"),
        ("Late in all", "late_customers"),
        ("Lapsed", "lapsed_customers"),
        ("Late, worth a call", "late_not_lapsed"),
    ):
        assert found[key].value, key
        assert owner.get(ends[label]).context["page"].count.value == found[key].value, key
    assert ends["Churn"] == ends["Lost customers"]
    assert "Reactivated" in ends
    group = CustomerGroup.objects.create(name="Everybody")
    group.customers.add(*Customer.objects.all())
    assert f"group={group.pk}" in ends_of(owner.get(address("churn"), {"group": group.pk}))["Lost customers"]
    place = Store.objects.create(code="second", name="Second")
    assert not any(ends_of(owner.get(address("churn"), {"store": place.pk})).values())
    stranger = make_user()
    stranger.user_permissions.set(Permission.objects.filter(codename="view_reports"))
    client.force_login(stranger)
    assert not any(ends_of(client.get(address("churn"))).values())


def tiles_of(page: str) -> list[str]:
    return page.split('<div class="stat">')[1:]


def test_every_number_opens_its_definition_known_or_not(owner: Client) -> None:
    """With nobody, with two hundred customers, and of a store that has no figures of units."""
    place = Store.objects.create(code="second", name="Second")
    for asked in ({}, {"store": place.pk}):
        for name in NAMES:
            page = text(owner.get(address(name), asked))
            assert tiles_of(page) or "do not exist store by store" in page, name
            for tile in tiles_of(page):
                assert 'class="ask"' in tile, (name, tile[:120])
                assert "popover><strong>" in tile, (name, tile[:120])


def test_shares_of_a_small_whole_say_too_few(owner: Client) -> None:
    """Of stages and of tiers, on the page, in the download and in the figure; the counts stay."""
    Programme.objects.update(minimum_n=3)
    for _number in range(2):
        member()
    recompute.full(as_of=clock.today(), now=clock.now())
    for key, card_id, column in (("stages", "stages", "customers"), ("members_by_tier", "members", "members")):
        rows = reports.figures(clock.today())[key].value
        assert sum(row[column] for row in rows) == 2
        assert {(row["of"], row["share"], row["status"]) for row in rows} == {(2, None, "too_few")}
        card = next(card for card in owner.get(address("stages")).context["cards"] if card.id == card_id)
        assert {row[2].text for row in card.rows} == {"too few"}
        assert {row[2].plain for row in card.rows} == {None}
    member()
    recompute.full(as_of=clock.today(), now=clock.now())
    found = reports.figures(clock.today())
    assert [row["share"] for row in found["members_by_tier"].value] == [1.0]
    assert sum(row["share"] for row in found["stages"].value) == 1.0
