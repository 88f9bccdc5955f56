"""The report pages: who sees them, what they say when full and when empty, downloads, a customer's words."""

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
from customers import hooks
from customers.models import ContactHold, Customer
from customers.services import place_hold, release_hold
from loyalty.metrics import recompute, reports, store
from loyalty.models import CustomerMetrics, FigureSet, Programme, ProgrammeSnapshot, StageMove
from loyalty.views.figures import rhythm
from loyalty.views.reporting.pages import REPORTS
from sales.models import Store
from tests.customers.factories import make_user
from tests.loyalty import cdnow
from tests.loyalty.factories import grant, member, redeem
from tests.loyalty.test_metrics_recompute import buy
from tests.sales.factories import customer

pytestmark = pytest.mark.django_db
NAMES = ["dashboard", *(report.name for report in REPORTS)]
# o owner, m manager, k marketer, a analyst: who may see reports.
SEEING = {"owner", "manager", "marketer", "analyst"}


def address(name: str) -> str:
    return reverse("loyalty:dashboard") if name == "dashboard" else reverse("loyalty:report", args=[name])


@pytest.fixture
def owner(client: Client) -> Client:
    client.force_login(make_user("owner"))
    return client


@pytest.fixture
def history() -> None:
    """Two hundred real customers, moved to end today."""
    today = clock.today()
    moved = today - cdnow.AS_OF
    cdnow.load((name, day + moved, units, cents) for name, day, units, cents in cdnow.sample_rows() if name <= "0200")
    recompute.full(as_of=today, now=clock.now())


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


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


def test_trends_say_what_they_are_and_that_filters_do_not_change_them(owner: Client) -> None:
    recompute.full(as_of=clock.today(), now=clock.now())
    ProgrammeSnapshot.objects.update_or_create(day=clock.today(), defaults={"figures": {}})
    cards = owner.get(address("dashboard")).context["cards"]
    assert [card.id for card in cards] == ["shares", "money"]
    for card in cards:
        assert definitions.get(card.key).text
        assert "filters do not apply" in card.subtitle


# --- A customer ------------------------------------------------------------------------------


def words(days_apart: int, visits: int, away: int) -> tuple[str, str]:
    person = customer()
    for visit in range(visits):
        buy(person, clock.today() - timedelta(days=away + visit * days_apart))
    recompute.full(as_of=clock.today(), now=clock.now())
    found = rhythm(CustomerMetrics.objects.get(customer=person))
    return found.sentence, found.badge


@pytest.mark.parametrize(
    ("days_apart", "visits", "away", "expected"),
    [
        (24, 4, 9, ("Buys every 24 days, last 9 days ago.", "On rhythm")),
        (24, 4, 49, ("Buys every 24 days, last 49 days ago.", "Late: worth a call")),
        (5, 4, 20, ("Buys every 5 days, last 20 days ago.", "A little behind")),
        (24, 4, 400, ("Buys every 24 days, last 400 days ago.", "Lapsed")),
        (1, 1, 3, ("Came once, 3 days ago.", "First visit")),
        (1, 1, 400, ("Came once, 400 days ago.", "Lapsed")),
    ],
)
def test_rhythm_in_words(days_apart: int, visits: int, away: int, expected: tuple[str, str]) -> None:
    assert words(days_apart, visits, away) == expected


def test_panel_of_a_customer(owner: Client) -> None:
    person = customer()
    url = reverse("loyalty:customer_figures", args=[person.public_id])
    assert "Nothing computed yet" in text(owner.get(url))
    recompute.full(as_of=clock.today(), now=clock.now())
    assert "Has not bought yet." in text(owner.get(url))
    buy(person, clock.today(), 12_345)
    recompute.full(as_of=clock.today(), now=clock.now())
    assert "$123.45" in text(owner.get(url))


def test_panel_names_what_the_emotional_score_rests_on(owner: Client) -> None:
    """Also of somebody who has not bought yet."""
    person = customer()
    url = reverse("loyalty:customer_figures", args=[person.public_id])
    recompute.full(as_of=clock.today(), now=clock.now())
    found = CustomerMetrics.objects.filter(customer=person)
    assert "What the kind of loyalty rests on" not in text(owner.get(url))
    found.update(loyalty_kind="emotional", score_emotional=100, referrals=2, reviews=1)
    page = text(owner.get(url))
    assert 'Emotional <span class="sub">2 friends brought, 1 review</span>' in page
    assert '<span class="num">100</span>' in page
    assert 'acts on product information are not recorded yet</span></span> <span class="num">no data yet</span>' in page
    found.update(loyalty_kind="behavioural", visits=5, score_behavioural=90, referrals=0, reviews=0)
    assert "no referrals, events or reviews recorded" in text(owner.get(url))


@pytest.mark.usefixtures("history")
def test_a_kind_of_which_nothing_is_recorded_has_no_data(owner: Client) -> None:
    """Nobody's cognitive loyalty is known: neither the table, the picture nor the download have a 0 of it."""
    card = next(card for card in owner.get(address("loyalty")).context["cards"] if card.id == "kinds")
    (row,) = [row for row in card.rows if row[0].text == "Cognitive"]
    assert [cell.text for cell in row[1:]] == ["no data yet", "–", "–", "–"]
    assert [cell.plain for cell in row[1:]] == [None] * 4
    assert card.option["xAxis"]["data"] == ["Emotional", "Behavioural", "Impulsive", "None yet"]
    response = owner.get(address("loyalty"), {"card": "kinds", "format": "csv"})
    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()  # type: ignore[attr-defined]
    assert "Cognitive,,,," in lines


def test_panel_respects_who_may_see_the_customer(client: Client) -> None:
    person = customer(assigned_to=make_user("owner"))
    url = reverse("loyalty:customer_figures", args=[person.public_id])
    client.force_login(make_user("analyst"))
    assert client.get(url).status_code == 200
    stranger = make_user()
    stranger.user_permissions.set(Permission.objects.filter(codename__in=["view_customer", "view_customermetrics"]))
    client.force_login(stranger)
    assert client.get(url).status_code == 404


def late(count: int) -> None:
    for number in range(count):
        person = customer(display_name=f"Late {number}")
        for visit in range(3):
            buy(person, clock.today() - timedelta(days=60 + 10 * visit), 1000 * (number + 1))
    recompute.full(as_of=clock.today(), now=clock.now())


def test_late_customers_best_first_with_constant_queries(owner: Client) -> None:
    url = reverse("loyalty:late_customers")
    assert "No regular customer is late." in text(owner.get(url))
    counts = []
    for number in (1, 2):
        late(number)
        with CaptureQueriesContext(connection) as queries:
            page = text(owner.get(url))
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert page.index("Late 1") < page.index("Late 0")


def hold(person: Customer, **changes: Any) -> ContactHold:
    facts: dict[str, Any] = {"kind": "request", "reason": "please", "actor": None, "now": clock.now()} | changes
    return place_hold(customer=person, **facts)


def test_who_is_to_be_left_alone_is_not_worth_a_call(owner: Client) -> None:
    late(4)
    one, two, three, four = Customer.objects.filter(display_name__startswith="Late").order_by("display_name")
    now = clock.now()
    hold(one)
    hold(two, until=now + timedelta(days=1))
    hold(three, now=now - timedelta(days=2), until=now - timedelta(days=1))
    release_hold(hold=hold(four), actor=None, now=now)
    page = text(owner.get(reverse("loyalty:late_customers")))
    assert [str(person) in page for person in (one, two, three, four)] == [False, False, True, True]
    assert "2 late regulars are to be left alone for now." in page
    records = [reverse("loyalty:customer_figures", args=[person.public_id]) for person in (one, four)]
    held, free = [text(owner.get(record)) for record in records]
    assert "Late: worth a call" in free
    assert "Late" in held
    assert "Late: worth a call" not in held


def listed(owner: Client) -> int:
    return len(owner.get(reverse("loyalty:late_customers")).context["late"])


def told_by_figures(owner: Client) -> list[str]:
    """What the tile and the alert say, after the workers' next sweep."""
    recompute.incremental(now=clock.now())
    store.sweep(now=clock.now())
    tiles = {tile.label: tile.value for tile in owner.get(address("churn")).context["tiles"]}
    alerts = [alert.text for alert in owner.get(address("dashboard")).context["alerts"]]
    return [tiles["Late, worth a call"], *(text for text in alerts if "worth a call" in text)]


def test_the_count_of_who_is_worth_a_call_is_that_of_the_list(owner: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Held, released, erased, and a hold that runs out by itself: tile and alert follow the list."""
    late(4)
    store.refresh(now=clock.now())
    one, two, three, four = Customer.objects.filter(display_name__startswith="Late").order_by("display_name")
    monkeypatch.setattr(store, "REST", 0)
    two_late = ["2", "2 regular customers are late: worth a call."]
    assert told_by_figures(owner)[0] == "4"
    placed = hold(one)
    hold(two, until=clock.now() + timedelta(hours=1))
    assert told_by_figures(owner) == two_late
    assert listed(owner) == 2
    release_hold(hold=placed, actor=None, now=clock.now())
    assert told_by_figures(owner)[0] == "3"
    assert listed(owner) == 3
    Customer.objects.filter(pk=three.pk).update(erased_at=clock.now())
    hooks.announce([three.pk], clock.now())
    assert told_by_figures(owner) == two_late
    assert listed(owner) == 2
    now = clock.now
    with monkeypatch.context() as later:
        later.setattr(clock, "now", lambda: now() + timedelta(hours=2))
        assert told_by_figures(owner)[0] == "3"
        assert listed(owner) == 3
    assert four.metrics.is_late


def test_of_an_earlier_day_who_was_to_be_left_alone_then_is_not_counted(owner: Client) -> None:
    late(2)
    one, _two = Customer.objects.filter(display_name__startswith="Late").order_by("display_name")
    now = clock.now()
    release_hold(hold=hold(one, now=now - timedelta(days=5)), actor=None, now=now - timedelta(days=2))
    today = clock.today()
    found = [reports.figures(today - timedelta(days=back))["late_not_lapsed"].value for back in (0, 3, 6)]
    assert found == [2, 1, 2]


@pytest.fixture
def callers() -> str:
    """The address of the list, with three late customers, the second of whom is to be left alone."""
    late(3)
    hold(Customer.objects.get(display_name="Late 1"))
    Customer.objects.filter(display_name="Late 2").update(phone="+4915112345678")
    return reverse("loyalty:late_list")


def test_the_list_has_everybody_worth_a_call(owner: Client, callers: str) -> None:
    found = owner.get(callers).context["page"]
    assert [str(row.customer) for row in found] == ["Late 2", "Late 0"]
    assert str(found.count) == "2"
    assert reports.figures(clock.today())["late_not_lapsed"].value == 2
    by_last = owner.get(callers, {"sort": "last"}).context["page"]
    assert len(by_last) == 2
    page = text(owner.get(callers))
    assert "Buys every 10 days, last 60 days ago." in page
    assert 'href="tel:+4915112345678"' in page
    store.refresh(now=clock.now())
    alert = owner.get(address("dashboard")).context["alerts"][0]
    assert (alert.text, alert.url) == ("2 regular customers are late: worth a call.", callers)


def test_the_list_costs_the_same_for_one_and_for_three(owner: Client) -> None:
    owner.get(reverse("loyalty:late_list"))
    counts = []
    for number in (1, 2):
        late(number)
        with CaptureQueriesContext(connection) as queries:
            owner.get(reverse("loyalty:late_list"))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_list_as_a_file(owner: Client, callers: str) -> None:
    body = b"".join(owner.get(callers, {"format": "csv"}).streaming_content)  # type: ignore[attr-defined]
    header, *rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig"))))
    assert header == ["Customer", "Phone", "Rhythm", "Last visit", "Still active", "Net revenue"]
    assert [row[:2] for row in rows] == [["Late 2", "'+4915112345678"], ["Late 0", ""]]
    assert [row[5] for row in rows] == ["90.00", "30.00"]


def test_who_may_see_the_list(client: Client, callers: str) -> None:
    """Without a call list for them, the alert leads to the report."""
    client.force_login(make_user("cashier"))
    assert client.get(callers).status_code == 403
    stranger = make_user()
    wanted = ["view_customer", "view_customermetrics"]
    stranger.user_permissions.set(Permission.objects.filter(codename__in=wanted))
    Customer.objects.filter(display_name="Late 0").update(assigned_to=make_user("owner"))
    client.force_login(stranger)
    assert [str(row.customer) for row in client.get(callers).context["page"]] == ["Late 2"]
    assert "CSV" not in text(client.get(callers))
    stranger.user_permissions.set(Permission.objects.filter(codename="view_reports"))
    store.refresh(now=clock.now())
    assert client.get(address("dashboard")).context["alerts"][0].url == address("churn")


def test_all_who_are_late_are_to_be_left_alone(owner: Client) -> None:
    late(1)
    hold(Customer.objects.get(display_name="Late 0"))
    page = text(owner.get(reverse("loyalty:late_customers")))
    assert "1 late regular is to be left alone for now." in page
    assert "No regular customer is late." not in page


# --- What figures mean -----------------------------------------------------------------------


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
