"""Pages of the ledger: who sees what, what they say, how many queries they need."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core import clock
from customers.models import TimelineEntry
from loyalty.models import Entry, Lot
from tests.customers.factories import make_user
from tests.loyalty.factories import grant, lot, member, opening, policy, redeem, rule, state
from tests.sales.factories import give_back, line, purchase

pytestmark = pytest.mark.django_db

# Who may open what: o owner, m manager, k marketer, s service agent, c cashier, a analyst.
TABLE = {
    "overview": "omksca",
    "statement": "omksca",
    "lots": "omksca",
    "customer_accounts": "omksca",
    "purchase_entries": "omksca",
    "adjust": "om",
    "redeem": "omsc",
}
LETTERS = {"owner": "o", "manager": "m", "marketer": "k", "service agent": "s", "cashier": "c", "analyst": "a"}


def address(name, who):
    if name == "overview":
        return reverse("loyalty:overview")
    if name == "purchase_entries":
        return reverse("loyalty:purchase_entries", args=[purchase(line(1000), customer=who.pk).public_id])
    return reverse(f"loyalty:{name}", args=[who.public_id])


@pytest.fixture
def owner(client: Client) -> Client:
    client.force_login(make_user("owner"))
    return client


def text(response):
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("role", LETTERS)
@pytest.mark.parametrize("name", TABLE)
def test_the_permission_table(client, role, name):
    client.force_login(make_user(role))
    status = client.get(address(name, member())).status_code
    assert status == (200 if LETTERS[role] in TABLE[name] else 403)


@pytest.mark.parametrize("name", TABLE)
def test_strangers_log_in_first(client, name):
    assert client.get(address(name, member())).status_code == 302


def test_somebody_elses_customer_is_not_there(client):
    mine = make_user("service agent")
    mine.user_permissions.clear()
    for group in mine.groups.all():
        group.permissions.remove(*group.permissions.filter(codename="view_all_customers"))
    client.force_login(mine)
    who = member(assigned_to=make_user())
    bought = purchase(line(1000), customer=who.pk)
    for name in ("statement", "lots", "customer_accounts", "redeem"):
        assert client.get(reverse(f"loyalty:{name}", args=[who.public_id])).status_code == 404
    assert client.get(reverse("loyalty:purchase_entries", args=[bought.public_id])).status_code == 404


class TestStatement:
    def page(self, client, who, **query):
        return client.get(reverse("loyalty:statement", args=[who.public_id]), query)

    def test_every_lot_and_every_reason(self, owner):
        rule("0.02", currency="cashback", name="Cash")
        who = member()
        bought = purchase(line(8350), customer=who.pk, number="R-77")
        opening(who, lot(5, clock.now() + timedelta(days=400)), lot(7, available_at=clock.now() + timedelta(days=2)))
        redeem(who, 4, now=clock.now(), reason="cake")
        said = text(self.page(owner, who))
        assert "83 = floor(83.50 × 1); rule Base" in said
        assert "Receipt R-77" in said
        assert "no end" in said
        assert "Pending" in said
        assert "cake" in said
        assert reverse("sales:purchase", args=[bought.public_id]) in said
        cash = text(self.page(owner, who, currency="cashback"))
        assert "1.67 = floor(83.50 × 0.02); rule Cash" in cash
        assert "+$1.67" in cash

    def test_debt_is_explained(self, owner):
        who = member()
        bought = purchase(line(1000), customer=who.pk)
        redeem(who, 8)
        give_back(bought)
        said = text(self.page(owner, who))
        assert "8 now owed" in said
        assert "Goods came back (line 1: 10)." in said
        purchase(line(1000), customer=who.pk)
        assert "8 paid off debt" in text(self.page(owner, who))

    def test_filtered_by_kind(self, owner):
        who = member()
        opening(who, lot(50))
        redeem(who, 4, reason="cake")
        assert "cake" not in text(self.page(owner, who, kind="opening"))
        assert "Nothing matches" in text(self.page(owner, who, kind="expire"))

    def test_pages_of_fifty(self, owner):
        who = member()
        for _ in range(60):
            opening(who, lot(1))
        response = self.page(owner, who)
        assert len(response.context["page"]) == 50
        following = owner.get(reverse("loyalty:statement", args=[who.public_id]) + response.context["page"].next_url)
        assert len(following.context["page"]) == 10

    def test_the_first_lots_and_the_list_of_all(self, owner):
        poor, rich = member(), member()
        opening(poor, lot(3))
        for day in range(60):
            opening(rich, lot(day + 1, clock.now() + timedelta(days=400 - day)))
        first = self.page(owner, rich)
        assert [line.lot.granted for line in first.context["lots"]] == list(range(60, 52, -1)), "soonest expiring first"
        url = reverse("loyalty:lots", args=[rich.public_id])
        assert url in first.content.decode()
        assert reverse("loyalty:lots", args=[poor.public_id]) not in self.page(owner, poor).content.decode()
        response = owner.get(url)
        assert len(response.context["page"]) == 50
        following = owner.get(url + response.context["page"].next_url)
        assert [found.granted for found in following.context["page"]] == list(range(10, 0, -1))

    def test_the_lots_as_a_file(self, owner):
        who = member()
        opening(who, lot(3, clock.now() + timedelta(days=900)), lot(5))
        redeem(who, 1)
        url = reverse("loyalty:lots", args=[who.public_id])
        assert "format=csv" in owner.get(url).content.decode()
        answer = owner.get(url, {"currency": "points", "format": "csv"})
        rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
        assert [(row["Remaining"], row["Granted"], row["State"]) for row in rows] == [
            ("2", "3", "Available"), ("5", "5", "Available"),
        ]  # fmt: skip
        assert [bool(row["Expires at"]) for row in rows] == [True, False]
        trail = TimelineEntry.objects.get(verb="list.exported")
        assert (trail.customer_id, trail.data["list"], trail.data["rows"]) == (who.pk, "lots", 2)

    @pytest.mark.parametrize("name", ["statement", "lots"])
    def test_more_lots_ask_no_more_questions(self, owner, name):
        few, more = member(), member()
        opening(few, lot(3, clock.now() + timedelta(days=9)))
        for day in range(3):
            opening(more, lot(1, clock.now() + timedelta(days=9 + day)))
        asked = []
        for who in (few, few, more):
            with CaptureQueriesContext(connection) as queries:
                owner.get(reverse(f"loyalty:{name}", args=[who.public_id]))
            asked.append(len(queries))
        assert asked[1] == asked[2]

    def test_exports_what_is_shown(self, owner):
        rule("0.02", currency="cashback", name="=Cash")
        who = member()
        purchase(line(8350), customer=who.pk)
        response = self.page(owner, who, currency="cashback", format="csv")
        (row,) = csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig")))
        assert (row["Units"], row["What"]) == ("1.67", "Earned")
        trail = TimelineEntry.objects.get(verb="loyalty.statement_exported")
        assert (trail.customer_id, trail.data) == (who.pk, {"format": "csv", "rows": 1, "filters": ["currency"]})
        assert trail.actor is not None
        sheet = self.page(owner, who, format="xlsx")
        assert b"".join(sheet.streaming_content).startswith(b"PK")
        sheet.close()

    def test_cashiers_do_not_export(self, client):
        client.force_login(make_user("cashier"))
        assert self.page(client, member(), format="csv").status_code == 403

    def test_nothing_yet(self, owner):
        assert "Nothing earned yet" in text(self.page(owner, member()))

    @pytest.mark.parametrize("name", ["statement", "customer_accounts"])
    def test_as_many_queries_for_three_as_for_one(self, owner, name):
        counts = []
        for n in (1, 3):
            who = member()
            for _ in range(n):
                purchase(line(1000), customer=who.pk)
            url = reverse(f"loyalty:{name}", args=[who.public_id])
            owner.get(url)
            with CaptureQueriesContext(connection) as counted:
                owner.get(url)
            counts.append(len(counted))
        assert counts[0] == counts[1]


class TestPanels:
    def test_on_the_customer(self, owner):
        who = member()
        purchase(line(1000), customer=who.pk)
        said = text(owner.get(reverse("loyalty:customer_accounts", args=[who.public_id])))
        assert "10 = floor(10.00 × 1); rule Base" in said
        assert reverse("loyalty:statement", args=[who.public_id]) in said
        assert reverse("loyalty:customer_accounts", args=[who.public_id]) in text(
            owner.get(reverse("customers:detail", args=[who.public_id]))
        )

    @pytest.mark.parametrize(
        ("membership", "said"), [("active", "Has not earned anything yet."), ("left", "Not a member")]
    )
    def test_of_somebody_without_units(self, owner, membership, said):
        url = reverse("loyalty:customer_accounts", args=[member(membership).public_id])
        assert said in text(owner.get(url))

    @pytest.mark.parametrize(
        ("who", "said"),
        [
            (lambda: None, "An anonymous sale earns nothing."),
            (lambda: member("suspended"), "The customer is not an active member."),
            (member, "No rule that was valid then gave it a whole unit"),
        ],
    )
    def test_why_a_sale_earned_nothing(self, owner, who, said):
        found = who()
        bought = purchase(line(1), customer=found.pk if found else None)
        assert said in text(owner.get(reverse("loyalty:purchase_entries", args=[bought.public_id])))

    def test_on_the_purchase(self, owner):
        bought = purchase(line(1000), customer=member().pk)
        url = reverse("loyalty:purchase_entries", args=[bought.public_id])
        assert "10 = floor(10.00 × 1); rule Base" in text(owner.get(url))
        assert url in text(owner.get(reverse("sales:purchase", args=[bought.public_id])))


class TestOverview:
    def test_the_programme_in_words(self, owner):
        policy(expiry="months", expiry_n=12, pending_days=1)
        weekend = rule(
            3, name="Weekend", weekdays=[6, 7], minimum_spend=2000, valid_until=datetime(2099, 1, 1, tzinfo=UTC)
        )
        rule(2, name="Planned double", kind="multiplier", valid_from=datetime(2098, 1, 1, tzinfo=UTC))
        over = rule(9, name="Long over", valid_until=datetime(2020, 1, 1, tzinfo=UTC))
        grant(member(), 300)
        said = text(owner.get(reverse("loyalty:overview")))
        assert "Expires 12 months after earning." in said
        assert "Can be spent after 1 day." in said
        assert "3 points per $1.00, on everything, from $20.00 per receipt, on Saturday, Sunday, until" in said
        assert "Planned" in said
        assert weekend.name in said
        assert over.name not in said
        assert "$3.00" in said


class TestByHand:
    def post(self, client, name, who, **data):
        told = {"currency": "points", "units": "5", "reason": "sorry", "key": "6f0a1d2e-0000-4000-8000-000000000001"}
        return client.post(reverse(f"loyalty:{name}", args=[who.public_id]), told | data)

    def test_give(self, owner):
        who = member()
        response = self.post(owner, "adjust", who, direction="give", last_day="2099-05-31")
        assert response.status_code == 302
        assert state(who) == (5, 0)
        assert Lot.objects.get().expires_at == datetime(2099, 6, 1, tzinfo=UTC)
        assert Entry.objects.get().reason == "sorry"

    def test_the_same_form_twice_is_one_event(self, owner):
        who = member()
        for _ in range(2):
            assert self.post(owner, "adjust", who, direction="give").status_code == 302
        assert state(who) == (5, 0)

    def test_take_more_than_there_is(self, owner):
        who = member()
        response = self.post(owner, "adjust", who, direction="take")
        assert response.status_code == 422
        assert "Only 0 points can be taken." in text(response)
        assert "sorry" in text(response)

    def test_redeem_cashback_as_money(self, owner):
        who = member()
        opening(who, lot(1000), currency="cashback")
        assert self.post(owner, "redeem", who, currency="cashback", units="2.50").status_code == 302
        assert state(who, "cashback") == (750, 0)

    @pytest.mark.parametrize(
        "bad",
        [
            {"units": "2.5"}, {"units": "0"}, {"units": "-3"}, {"units": "many"}, {"units": "1e400"}, {"units": "NaN"},
            {"units": ""}, {"reason": ""}, {"reason": "x" * 201}, {"currency": "miles"}, {"key": ""},
            {"currency": "cashback", "units": "1.005"},
        ],
    )  # fmt: skip
    def test_bad_input_comes_back_filled(self, owner, bad):
        who = member()
        opening(who, lot(100))
        before = state(who)
        assert self.post(owner, "redeem", who, **bad).status_code == 422
        assert state(who) == before

    def test_the_last_day_lies_ahead(self, owner):
        for day in ("2020-01-01", "9999-12-31"):
            answer = self.post(owner, "adjust", member(), direction="give", last_day=day)
            assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["last_day"])

    def test_a_wrong_method(self, owner):
        assert owner.delete(reverse("loyalty:adjust", args=[member().public_id])).status_code == 405

    def test_not_without_permission(self, client):
        client.force_login(make_user("analyst"))
        assert self.post(client, "redeem", member()).status_code == 403


def test_an_unknown_customer(owner):
    url = reverse("loyalty:statement", args=["6f0a1d2e-0000-4000-8000-000000000001"])
    assert owner.get(url).status_code == 404
