"""The programme: words, caching, rules that are revised and never rewritten, the admin."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from core import clock
from core.errors import DomainError
from core.models import User
from loyalty import programme, rules, wording
from loyalty.metrics import recompute
from loyalty.models import CurrencyPolicy, EarnRule, Programme
from sales.models import Category, Channel
from tests.customers.factories import make_user
from tests.loyalty.factories import NOW, grant, member, movements, only_rules, policy, rule
from tests.sales.factories import line, purchase

pytestmark = pytest.mark.django_db


class TestStart:
    def test_migrations_make_a_programme(self):
        assert Programme.objects.get().pk == 1
        known = set(CurrencyPolicy.objects.values_list("currency", flat=True))
        assert known == {"points", "cashback", "stamps", "stored"}
        base = EarnRule.objects.get()
        assert (base.name, base.currency, base.rate) == ("Base", "points", 1)


class TestCache:
    def test_any_change_is_seen_at_once(self):
        before = programme.terms()
        assert programme.terms() is before
        EarnRule.objects.update(rate=2)
        after = programme.terms()
        assert after.rules[0].rate == 2
        policy(pending_days=3)
        assert programme.terms().dates["points"].pending_days == 3
        made = EarnRule.objects.get()
        made.categories.add(Category.objects.create(name="Tea", code="tea"))
        assert programme.terms().rules[0].categories

    def test_asking_again_costs_one_statement(self, django_assert_num_queries):
        programme.terms()
        with django_assert_num_queries(1):
            programme.terms()

    def test_scopes_are_read_in_one_statement(self):
        only_rules()
        tea, cups = (Category.objects.create(name=name, code=name) for name in ("tea", "cups"))
        rule(2, categories=[tea, cups])
        rule(3)
        first, second = programme.terms().rules
        assert first.categories == {tea.pk, cups.pk}
        assert second.categories == frozenset()


class TestRevising:
    def test_a_rule_in_force_gets_a_successor(self):
        old = EarnRule.objects.get()
        new = EarnRule.objects.get()
        new.rate = Decimal(3)
        made = rules.revise_rule(rule=new, now=NOW)
        old.refresh_from_db()
        assert (old.rate, old.valid_until) == (1, NOW)
        assert (made.rate, made.valid_from, made.replaces) == (3, NOW, old)
        who = member()
        purchase(line(1000), customer=who.pk, occurred_at=NOW - timedelta(seconds=1))
        purchase(line(1000), customer=who.pk, occurred_at=NOW)
        assert movements(who) == [("grant", 10), ("grant", 30)]

    def test_a_plan_is_simply_changed(self):
        plan = rule(2, valid_from=NOW + timedelta(days=1))
        plan.rate = Decimal(4)
        assert rules.revise_rule(rule=plan, now=NOW).pk == plan.pk
        assert EarnRule.objects.get(pk=plan.pk).rate == 4

    def test_a_new_name_or_end_needs_no_successor(self):
        base = EarnRule.objects.get()
        base.name, base.valid_until = "Basis", NOW + timedelta(days=9)
        rules.revise_rule(rule=base, now=NOW)
        assert EarnRule.objects.get().name == "Basis"

    def test_switching_off_ends_it(self):
        base = EarnRule.objects.get()
        base.is_active = False
        rules.revise_rule(rule=base, now=NOW)
        kept = EarnRule.objects.get()
        assert (kept.is_active, kept.valid_until) == (True, NOW)

    def test_what_is_over_stays(self):
        over = rule(2, valid_until=NOW - timedelta(days=1))
        over.rate = Decimal(9)
        with pytest.raises(DomainError, match="is over"):
            rules.revise_rule(rule=over, now=NOW)

    def test_no_end_in_the_past(self):
        base = EarnRule.objects.get()
        base.valid_until = NOW - timedelta(days=1)
        with pytest.raises(DomainError, match="cannot end in the past"):
            rules.revise_rule(rule=base, now=NOW)


class TestWords:
    @pytest.mark.parametrize(
        ("values", "words"),
        [
            ({"rate": Decimal("0.1")}, "0.1 points per $1.00, on everything"),
            ({"rate": Decimal(1)}, "1 point per $1.00, on everything"),
            ({"rate": Decimal("0.025"), "currency": "cashback"}, "2.5% cashback, on everything"),
            ({"rate": Decimal("1.5"), "kind": "multiplier"}, "× 1.5, on everything"),
            (
                {"minimum_spend": 5000, "weekdays": [1]},
                "1 point per $1.00, on everything, from $50.00 per receipt, on Monday",
            ),
        ],
    )
    def test_rules(self, values, words):
        assert wording.rule_in_words(EarnRule(**{"rate": Decimal(1), "currency": "points"} | values)) == words

    def test_scopes(self):
        tea = Category.objects.create(name="Tea", code="tea")
        assert wording.rule_in_words(rule(2, categories=[tea])) == "2 points per $1.00, categories: Tea"

    @pytest.mark.parametrize(
        ("values", "sentence"),
        [
            ({"expiry": "never"}, "Never expires."),
            ({"expiry": "days", "expiry_n": 1}, "Expires 1 day after earning."),
            ({"expiry": "end_of_year"}, "Expires at the end of the year of earning."),
            ({"expiry": "activity", "expiry_n": 6}, "Expires after 6 months without earning or redeeming."),
            ({"rounding": "half_up"}, "Rounded to the nearest, halves up, once per receipt."),
            ({"is_active": False}, "Switched off: nothing is earned; balances stay."),
            ({"unit_value": Decimal("0.5")}, "100 points are worth $0.50."),
        ],
    )
    def test_policies(self, values, sentence):
        assert sentence in wording.policy_in_words(CurrencyPolicy(currency="points", **values))


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("owner@example.com", "secret"))
    return client


def text(response):
    return " ".join(response.content.decode().split())


class TestAdmin:
    def change(self, client, base, **values):
        told = {
            "name": "Base",
            "currency": "points",
            "kind": "base",
            "rate": "1",
            "minimum_spend": "0.00",
            "is_active": "on",
        }
        return client.post(reverse("admin:loyalty_earnrule_change", args=[base.pk]), told | values)

    def test_a_change_is_shown_before_it_is_saved(self, admin):
        base = EarnRule.objects.get()
        response = self.change(admin, base, rate="2")
        assert response.status_code == 200
        assert "“Base” until now: 1 point per $1.00, on everything. From now on: 2 points per $1.00" in text(response)
        assert "save again to confirm" in text(response)
        assert "Please correct" not in text(response)
        assert "Error:" not in text(response)
        assert EarnRule.objects.get().rate == 1

    def test_confirmed_it_opens_a_successor_with_its_scopes(self, admin):
        base = EarnRule.objects.get()
        tea = Category.objects.create(name="Tea", code="tea")
        response = self.change(admin, base, rate="2", confirmed="on", categories=[tea.pk])
        assert response.status_code == 302
        old, new = EarnRule.objects.order_by("pk")
        assert (old.rate, list(old.categories.all())) == (1, [])
        assert old.valid_until is not None
        assert (new.rate, list(new.categories.all()), new.replaces) == (2, [tea], old)
        assert new.history.count() >= 1

    def test_the_successor_keeps_what_was_not_touched(self, admin):
        tea, shop = Category.objects.create(name="Tea", code="tea"), Channel.objects.create(name="Shop", code="shop")
        base = rule(2, name="Tea twice", categories=[tea], channels=[shop])
        told = {"name": "Tea twice", "categories": [tea.pk], "channels": [shop.pk], "confirmed": "on"}
        assert self.change(admin, base, rate="3", **told).status_code == 302
        made = EarnRule.objects.get(replaces=base)
        assert (made.rate, list(made.categories.all()), list(made.channels.all())) == (3, [tea], [shop])

    def test_other_scopes_alone_make_a_successor(self, admin):
        tea = Category.objects.create(name="Tea", code="tea")
        self.change(admin, EarnRule.objects.get(), confirmed="on", categories=[tea.pk])
        assert EarnRule.objects.count() == 2

    def test_a_draft_is_saved_at_once_and_switching_it_on_is_shown_first(self, admin):
        draft = rule(2, name="Draft", is_active=False)
        assert self.change(admin, draft, name="Draft", is_active="", rate="4").status_code == 302
        asked = text(self.change(admin, draft, name="Draft", rate="4"))
        assert "“Draft” runs from now on: 4 points per $1.00, on everything" in asked
        draft.refresh_from_db()
        assert not draft.is_active
        assert self.change(admin, draft, name="Draft", rate="4", confirmed="on").status_code == 302
        draft.refresh_from_db()
        assert draft.is_active

    def test_switched_off_it_ends(self, admin):
        self.change(admin, EarnRule.objects.get(), is_active="", confirmed="on")
        kept = EarnRule.objects.get()
        assert kept.is_active
        assert kept.valid_until <= clock.now()

    def test_a_name_needs_no_confirmation(self, admin):
        assert self.change(admin, EarnRule.objects.get(), name="Basis").status_code == 302
        assert EarnRule.objects.get().name == "Basis"

    def test_what_is_over_is_not_changed(self, admin):
        over = rule(2, name="Over", valid_until=datetime(2020, 1, 1, tzinfo=UTC))
        response = self.change(admin, over, name="Over", rate="5", confirmed="on")
        assert "This rule is over" in text(response)

    def test_a_rule_in_force_is_not_deleted_a_plan_is(self, admin):
        base, plan = EarnRule.objects.get(), rule(2, valid_from=datetime(2099, 1, 1, tzinfo=UTC))
        assert admin.post(reverse("admin:loyalty_earnrule_delete", args=[base.pk]), {"post": "yes"}).status_code == 403
        assert admin.post(reverse("admin:loyalty_earnrule_delete", args=[plan.pk]), {"post": "yes"}).status_code == 302
        assert EarnRule.objects.get() == base

    def test_a_new_rule(self, admin):
        told = {
            "name": "Weekend", "currency": "cashback", "kind": "base", "rate": "0.02", "minimum_spend": "20.00",
            "weekdays": ["6", "7"], "is_active": "on",
        }  # fmt: skip
        asked = text(admin.post(reverse("admin:loyalty_earnrule_add"), told))
        assert "“Weekend” runs from now on" in asked
        assert "receipts of any earlier day that are told late earn by it" in asked
        assert not EarnRule.objects.filter(name="Weekend").exists()
        told["confirmed"] = "on"
        assert admin.post(reverse("admin:loyalty_earnrule_add"), told).status_code == 302
        made = EarnRule.objects.get(name="Weekend")
        assert (made.minimum_spend, made.weekdays) == (2000, [6, 7])

    @pytest.mark.parametrize(
        "bad", [{"rate": "0"}, {"minimum_spend": "-1"}, {"minimum_spend": "x"}, {"weekdays": ["8"]}]
    )
    def test_bad_input(self, admin, bad):
        assert self.change(admin, EarnRule.objects.get(), confirmed="on", **bad).status_code == 200
        assert EarnRule.objects.get().rate == 1

    def policy(self, client, currency="points", **values):
        told = {
            "is_active": "on",
            "rounding": "floor",
            "pending_days": "0",
            "expiry": "never",
            "expiry_n": "0",
            "combines": "multiply",
            "tier_multiplies": "on",
        }
        url = reverse("admin:loyalty_currencypolicy_change", args=[currency])
        return client.post(url, told | {"unit_value": "1"} | values)

    def test_a_policy_says_what_changes_and_what_not(self, admin):
        response = self.policy(admin, expiry="months", expiry_n="12")
        assert "Expires 12 months after earning." in text(response)
        assert "keep their dates" in text(response)
        assert CurrencyPolicy.objects.get(pk="points").expiry == "never"
        assert self.policy(admin, expiry="months", expiry_n="12", confirmed="on").status_code == 302
        changed = CurrencyPolicy.objects.get(pk="points")
        assert (changed.expiry, changed.history.count()) == ("months", 1)

    def test_another_value_of_a_unit_says_what_it_leaves_alone(self, admin):
        """Also of stamps, whose sentences do not name the value."""
        CurrencyPolicy.objects.update(unit_value=1)
        for currency in ("points", "stamps"):
            body = text(self.policy(admin, currency, unit_value="2"))
            assert "A hundred are worth $2.00 instead of $1.00" in body
            assert "keeps the value of its day" in body
            assert CurrencyPolicy.objects.get(pk=currency).unit_value == 1

    @pytest.mark.parametrize(
        "bad",
        [
            {"expiry": "days", "expiry_n": "0"},
            {"expiry": "days", "expiry_n": "5", "pending_days": "6"},
            {"unit_value": "-1"},
        ],
    )
    def test_policies_that_make_no_sense(self, admin, bad):
        assert self.policy(admin, confirmed="on", **bad).status_code == 200

    @pytest.mark.parametrize(("expiry", "most"), [("months", 1_200), ("activity", 1_200), ("end_of_year", 100)])
    def test_no_expiry_lies_beyond_the_calendar(self, admin, expiry, most):
        refused = self.policy(admin, expiry=expiry, expiry_n="32767", confirmed="on")
        assert "expiry_n" in refused.context["adminform"].form.errors
        assert self.policy(admin, expiry=expiry, expiry_n=str(most), confirmed="on").status_code == 302
        only_rules()
        rule(1)
        who = member()
        purchase(line(1000), customer=who.pk)
        assert movements(who) == [("grant", 10)]

    @pytest.mark.parametrize(("name", "most"), [("rfm_window_months", 1_200), ("clv_horizon_months", 600)])
    def test_figures_can_be_computed_whatever_is_set(self, admin, name, most):
        url = reverse("admin:loyalty_programme_change", args=[1])
        told = {key: value for key, value in admin.get(url).context["adminform"].form.initial.items() if key != "id"}
        told |= {"enrol_on_first_purchase": "on"}
        assert name in admin.post(url, told | {name: "32767"}).context["adminform"].form.errors
        assert admin.post(url, told | {name: str(most)}).status_code == 302
        recompute.full(as_of=clock.today(), now=clock.now())

    def test_cashback_is_money(self, admin):
        assert "A unit of cashback is a unit of money." in text(
            self.policy(admin, "cashback", unit_value="2", confirmed="on")
        )

    def test_programme(self, admin):
        page = admin.get(reverse("admin:loyalty_programme_change", args=[1]))
        assert page.status_code == 200
        assert admin.get(reverse("admin:loyalty_programme_add")).status_code == 403

    @pytest.mark.parametrize("name", ["earnrule", "currencypolicy", "programme", "account", "entry"])
    def test_lists_open(self, admin, name):
        purchase(line(1000), customer=member().pk)
        assert admin.get(reverse(f"admin:loyalty_{name}_changelist")).status_code == 200

    @pytest.mark.parametrize("name", ["account", "entry"])
    def test_the_ledger_cannot_be_changed_there(self, admin, name):
        who = member()
        purchase(line(1000), customer=who.pk)
        model = {"account": who.accounts.get(), "entry": who.accounts.get().entries.get()}[name]
        assert admin.get(reverse(f"admin:loyalty_{name}_add")).status_code == 403
        url = reverse(f"admin:loyalty_{name}_change", args=[model.pk])
        assert admin.get(url).status_code == 200
        assert admin.post(url, {}).status_code == 403
        assert admin.post(reverse(f"admin:loyalty_{name}_delete", args=[model.pk]), {"post": "yes"}).status_code == 403

    def test_the_history_is_kept(self, admin):
        self.change(admin, EarnRule.objects.get(), rate="2", confirmed="on")
        for made in EarnRule.objects.all():
            assert admin.get(reverse("admin:loyalty_earnrule_history", args=[made.pk])).status_code == 200


@pytest.mark.parametrize(
    ("points", "cashback", "said"),
    [
        ("multiply", "multiply", ["Of the base rates that fit a line the best counts; all multipliers that fit"]),
        ("best", "best", ["Of the base rates that fit a line the best counts, and of the multipliers the highest."]),
        ("add", "best", ["Points: All base rates that fit a line are added up", "Cashback: Of the base rates"]),
    ],
)
def test_the_overview_says_how_rules_combine(client, points, cashback, said):
    for currency, combines in (("points", points), ("cashback", cashback)):
        policy(currency, combines=combines)
        grant(member(), 10, currency=currency)
    CurrencyPolicy.objects.exclude(currency__in=("points", "cashback")).update(is_active=False)
    cache.delete("loyalty.totals")
    client.force_login(make_user("owner"))
    page = client.get(reverse("loyalty:overview"))
    assert len(page.context["combining"]) == len(said)
    for text in said:
        assert text in page.content.decode()


@pytest.mark.parametrize(("role", "sees"), [("owner", True), ("cashier", False)])
def test_the_page_of_existing_units_is_linked(client, role, sees):
    grant(member(), 10)
    cache.delete("loyalty.totals")
    client.force_login(make_user(role, is_staff=True))
    url = reverse("loyalty:expiry", args=["points"])
    assert (url in client.get(reverse("loyalty:overview")).content.decode()) is sees
    if sees:
        assert url in client.get(reverse("admin:loyalty_currencypolicy_change", args=["points"])).content.decode()
