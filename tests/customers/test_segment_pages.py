"""Pages of segments: nested conditions without JavaScript, the live count, permissions, the same number of queries."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from customers.models import Customer, Segment
from customers.segments import drafts, facets, refreshing
from customers.segments import services as segments
from tests.customers.factories import NOW, make_customer, make_tag, make_user
from tests.customers.pages import HTMX, queries
from tests.customers.segmenting import EVERYBODY, condition, make_segment

pytestmark = pytest.mark.django_db
NEW = "customers:segment_new"


def at(name: str, segment: Segment, *more: Any) -> str:
    return reverse(f"customers:{name}", args=[segment.public_id, *more])


def test_lists_ask_as_often_for_three_as_for_one(staff: Client) -> None:
    make_segment()
    queries(staff, reverse("customers:segments"))  # the frame keeps what it asked for
    first = queries(staff, reverse("customers:segments"))
    make_segment()
    make_segment()
    assert queries(staff, reverse("customers:segments")) == first


def test_a_segment_with_members(staff: Client) -> None:
    make_customer("Ada")
    segment = make_segment()
    queries(staff, at("segment", segment))
    first = queries(staff, at("segment", segment))
    make_customer("Bo")
    make_customer("Cy")
    refreshing.refresh(now=NOW)
    assert queries(staff, at("segment", segment)) == first
    page = staff.get(at("segment", segment)).content.decode()
    assert "Name: is known" in page
    assert "Cy" in page


def test_building_a_rule_button_by_button(staff: Client) -> None:
    tag = make_tag("wholesale")
    url = reverse(NEW)
    page = staff.get(url).content.decode()
    assert 'name="facet-0-0"' in page
    form: dict[str, Any] = {
        "name": "Regulars", "match-0": "all", "node": ["0-0"], "facet-0-0": "customers.tags", "act": "show",
    }  # fmt: skip
    page = staff.post(url, form).content.decode()
    assert "wholesale" in page
    assert 'value="Regulars"' in page
    form |= {"op-0-0": "in", "value-0-0": [str(tag.pk)], "act": "group:0"}
    page = staff.post(url, form).content.decode()
    assert 'name="match-0-1"' in page
    form |= {
        "node": ["0-0", "0-1", "0-1-0", "0-1-1"], "match-0-1": "any", "not-0-1": "1", "act": "save",
        "facet-0-1-0": "sales.bought", "op-0-1-0": "has", "times-0-1-0": "2", "days-0-1-0": "90",
        "facet-0-1-1": "loyalty.net_revenue", "op-0-1-1": "ge", "value-0-1-1": "12.50",
    }  # fmt: skip
    answer = staff.post(url, form)
    assert answer.status_code == 302, answer.content.decode()
    segment = Segment.objects.get()
    assert segment.rule == {
        "all": [
            {"facet": "customers.tags", "op": "in", "value": [str(tag.pk)]},
            {
                "not": {
                    "any": [
                        {"facet": "sales.bought", "op": "has", "value": {"times": 2, "days": 90}},
                        {"facet": "loyalty.net_revenue", "op": "ge", "value": 1250},
                    ]
                }
            },
        ]
    }


def test_a_refusal_keeps_what_was_typed(staff: Client) -> None:
    form = {
        "name": "x", "match-0": "any", "node": ["0-0"], "facet-0-0": "loyalty.visits", "op-0-0": "ge",
        "value-0-0": "three", "act": "save",
    }  # fmt: skip
    answer = staff.post(reverse(NEW), form)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'value="three"' in page
    assert "rule.any[0]" in page


def test_removing(staff: Client) -> None:
    form = {
        "match-0": "all", "node": ["0-0", "0-1"], "facet-0-0": "customers.name", "facet-0-1": "customers.email",
        "act": "remove:0-0",
    }  # fmt: skip
    page = staff.post(reverse(NEW), form, **HTMX).content.decode()  # type: ignore[arg-type]
    assert 'id="segment-rule"' in page
    assert "<html" not in page
    assert 'name="facet-0-1"' not in page


RULES: tuple[Any, ...] = (
    EVERYBODY,
    {"all": [EVERYBODY, {"any": [condition("birth_year", "between", ["1980", "1990"])]}]},
    {"not": {"all": [condition("birthday", "within", [0, 7])]}},
    {"all": [{"not": {"segment": 1}}, {"segment": 2}]},
    {"any": [condition("loyalty.net_revenue", "between", [100, 250]), condition("created_on", "last_days", 30)]},
    {"all": [condition("sales.bought", "has", {"times": 2, "days": 90, "of": {"product": ["A", "B"]}})]},
)


@pytest.mark.parametrize("rule", RULES, ids=str)
def test_a_rule_comes_back_from_the_form_as_it_was(rule: Any) -> None:
    catalogue = facets.catalogue()
    shown = drafts.to_rule(drafts.from_rule(rule, catalogue), catalogue)
    whole = rule if rule.keys() & {"all", "any", "not"} else {"all": [rule]}
    assert str(shown).replace("'", "") == str(whole).replace("'", "")


def test_the_live_count(staff: Client) -> None:
    make_customer("Ada")
    form = {"match-0": "all", "node": ["0-0"], "facet-0-0": "customers.name", "op-0-0": "is", "value-0-0": "ada"}
    page = staff.post(reverse("customers:segment_preview"), form, **HTMX).content.decode()  # type: ignore[arg-type]
    assert "1 customer fits now." in " ".join(page.split())
    assert "Ada" in page
    unfinished = staff.post(reverse("customers:segment_preview"), {"match-0": "all"}, **HTMX)  # type: ignore[arg-type]
    assert "not complete" in unfinished.content.decode()
    counted = staff.post(reverse(NEW), form | {"act": "count"}).content.decode()
    assert "1 customer fits now." in " ".join(counted.split())


def test_editing_and_a_stale_edit(staff: Client) -> None:
    segment = make_segment()
    page = staff.get(at("segment_edit", segment)).content.decode()
    assert 'name="op-0-0"' in page
    form = {
        "name": "Other", "version": "1", "match-0": "all", "node": ["0-0"], "facet-0-0": "customers.name",
        "op-0-0": "filled", "act": "save",
    }  # fmt: skip
    assert staff.post(at("segment_edit", segment), form).status_code == 302
    assert staff.post(at("segment_edit", segment), form).status_code == 422


def test_snapshot_and_delete(staff: Client) -> None:
    make_customer()
    segment = make_segment()
    assert staff.get(at("segment_freeze", segment)).status_code == 200
    assert staff.post(at("segment_freeze", segment), {"name": "Then"}).status_code == 302
    snapshot = Segment.objects.get(name="Then")
    page = staff.get(at("segment_edit", snapshot)).content.decode()
    assert 'id="segment-rule"' not in page
    renamed = staff.post(at("segment_edit", snapshot), {"name": "Spring", "version": "1", "act": "save"})
    assert renamed.status_code == 302
    assert staff.post(at("segment_delete", snapshot), {"reason": ""}).status_code == 422
    assert staff.post(at("segment_delete", snapshot), {"reason": "old"}).status_code == 302
    assert list(Segment.objects.all()) == [segment]


def test_why_and_the_panel(staff: Client) -> None:
    ada, bo = make_customer("Ada"), make_customer("Bo")
    segment = make_segment(condition("name", "is", "ada"))
    assert "In the segment" in staff.get(at("segment_explain", segment, ada.public_id)).content.decode()
    page = staff.get(at("segment_explain", segment, bo.public_id)).content.decode()
    assert "Not in the segment" in page
    assert "does not hold" in page
    panel = staff.get(reverse("customers:segments_of", args=[ada.public_id])).content.decode()
    assert segment.name in panel
    why = reverse("customers:segments_why", args=[bo.public_id])
    assert staff.get(why, {"segment": segment.pk}).headers["Location"] == at("segment_explain", segment, bo.public_id)
    assert staff.get(why, {"segment": "x"}).status_code == 404


def test_the_list_of_customers_by_segment(staff: Client) -> None:
    make_customer("Ada Hidden")
    make_customer("Bo Shown")
    segment = make_segment(condition("name", "starts", "bo"))
    page = staff.get(reverse("customers:list"), {"segment": segment.pk}).content.decode()
    assert "Bo Shown" in page
    assert "Ada Hidden" not in page


PAGES = ("segment", "segment_edit", "segment_freeze", "segment_delete")


@pytest.mark.parametrize(
    ("role", "expected"),
    [("owner", "2222"), ("manager", "2222"), ("marketer", "2222"), ("analyst", "2444"), ("cashier", "4444")],
)
def test_who_may_do_what(client: Client, role: str, expected: str) -> None:
    segment = make_segment()
    client.force_login(make_user(role))
    answers = [client.get(at(page, segment)).status_code for page in PAGES]
    assert "".join(str(code)[0] for code in answers) == expected


def test_a_member_whom_one_may_not_see_is_not_shown(client: Client) -> None:
    from django.contrib.auth.models import Permission

    colleague, viewer = make_user(), make_user()
    hidden = make_customer("Secret", assigned_to=colleague)
    names = ("view_segment", "view_customer")
    viewer.user_permissions.set(Permission.objects.filter(codename__in=names, content_type__app_label="customers"))
    client.force_login(viewer)
    segment = make_segment()
    assert "Secret" not in client.get(at("segment", segment)).content.decode()
    assert client.get(at("segment_explain", segment, hidden.public_id)).status_code == 404
    form = {"match-0": "all", "node": ["0-0"], "facet-0-0": "customers.name", "op-0-0": "filled"}
    assert "Secret" not in client.post(reverse("customers:segment_preview"), form).content.decode()


def test_a_broken_rule_has_a_page(staff: Client) -> None:
    segment = make_segment()
    Segment.objects.filter(pk=segment.pk).update(rule={"facet": "gone.fact", "op": "is"}, problem="gone.fact")
    for page in ("segment", "segment_edit"):
        assert staff.get(at(page, segment)).status_code == 200
    customer: Customer = make_customer()
    assert staff.get(at("segment_explain", segment, customer.public_id)).status_code == 200
    assert segments.NAME_LENGTH
