"""Loyalty cards: numbers, issuing, states, merging, and many clerks at once."""

from __future__ import annotations

from collections import Counter

import pytest
from django.db import IntegrityError, transaction

from core import codes
from core.models import User
from customers.merging import merge_customers
from customers.models import TimelineEntry
from loyalty.cards import queries, rules, services
from loyalty.models import Card, CardSettings
from tests.loyalty.card_factories import NOW, blank, issue, refused
from tests.loyalty.factories import member
from tests.loyalty.test_ledger_races import at_once

pytestmark = pytest.mark.django_db


def test_the_examples_of_the_page():
    assert rules.Format("ean13", "20", 13).complete("0000000001") == "2000000000015"
    assert rules.Format("code128", "99", 10).complete("0000001") == "9900000010"
    assert rules.key_of("ab-12 34") == "AB1234"


@pytest.mark.parametrize(
    ("barcode", "prefix", "length", "valid"),
    [("ean13", "20", 13, codes.is_ean13), ("code128", "", 8, codes.is_luhn), ("code128", "8848", 19, codes.is_luhn)],
)
def test_numbers_fit_their_format(barcode, prefix, length, valid):
    form = rules.Format(barcode, prefix, length)
    form.check()
    for _ in range(50):
        number = form.new_number()
        assert number.startswith(prefix)
        assert len(number) == length
        assert valid(number)


@pytest.mark.parametrize(
    "wrong", [("ean13", "20", 12), ("code128", "1234567", 8), ("code128", "12345", 8), ("ean13", "x", 13)]
)
def test_formats_that_are_refused(wrong):
    assert refused(lambda: rules.Format(*wrong).check()) in {"card_length", "card_prefix"}


def test_a_batch_needs_room():
    CardSettings.objects.create(pk=1, barcode="code128", prefix="12", length=10)
    assert refused(lambda: services.make_batch(name="x", size=50, actor=None, now=NOW)) == "card_prefix"
    assert refused(lambda: services.make_batch(name="x", size=0, actor=None, now=NOW)) == "batch_size"


def test_spellings_of_a_number():
    assert rules.key_of("２００ 00-1") == "200001"
    who = member()
    issue(who, "club 77")
    assert queries.find("ＣＬＵＢ７７").customer == who
    assert refused(lambda: issue(member(), "ß" * 40)) == "card_number_invalid"


def test_a_mistyped_number_is_noticed_by_its_check_digit():
    """One digit wrong, or two neighbours swapped: never taken for a card of an older programme."""
    card = blank()
    for wrong in (card.number[:-1] + str((int(card.number[-1]) + 1) % 10), "2000000000016", "2000000000105"):
        assert refused(lambda wrong=wrong: issue(member(), wrong)) == "card_mistyped"
    assert refused(lambda: services.get_card("2000000000016")) == "card_mistyped"
    assert refused(lambda: services.get_card("3000000000016")) == "card_unknown"
    issue(member(), "3000000000016")


def test_a_member_gets_a_card_and_it_finds_them():
    who = member()
    card = issue(who)
    assert codes.is_ean13(card.number)
    found = queries.find(card.number)
    assert (found.customer, found.refusal, found.current) == (who, "", card)
    entry = TimelineEntry.objects.get(verb="card.issued")
    assert card.number not in str(entry.data)
    assert entry.data["card"] == card.number[-4:]


def test_one_active_card_unless_the_setting_allows_more():
    who = member()
    issue(who)
    assert refused(lambda: issue(who)) == "card_limit"
    CardSettings.objects.create(pk=1, max_active=2)
    issue(who)
    assert refused(lambda: issue(who)) == "card_limit"
    CardSettings.objects.update(max_active=1)
    assert Card.objects.filter(customer=who, state="active").count() == 2


def test_only_members_have_cards():
    assert refused(lambda: issue(member(state="left"))) == "not_a_member"


def test_numbers_of_an_older_programme_are_taken_as_they_are():
    who = member()
    card = issue(who, " old-00 77x ")
    assert (card.number, card.number_key, card.origin) == ("old-00 77x", "OLD0077X", "imported")
    assert queries.find("OLD 0077-x").customer == who
    assert refused(lambda: issue(member(), "Old0077X")) == "card_taken"
    for wrong in ("x" * 41, "a\u0007b", "-"):
        assert refused(lambda wrong=wrong: issue(member(), wrong)) == "card_number_invalid"


def test_a_blank_card_is_assigned_at_the_counter():
    card, who = blank(), member()
    assert queries.find(card.number).refusal == "card_blank"
    assert queries.find(card.number).customer is None
    assert issue(who, card.number).pk == card.pk
    assert queries.find(card.number).customer == who


def test_lost_and_found():
    who = member()
    card = services.report_lost(card=issue(who), actor=None, now=NOW)
    assert queries.find(card.number).refusal == "card_lost"
    assert queries.find(card.number).customer == who
    card = services.reactivate_card(card=card, actor=None, now=NOW)
    assert queries.find(card.number).refusal == ""
    services.report_lost(card=card, actor=None, now=NOW)
    issue(who)
    assert refused(lambda: services.reactivate_card(card=card, actor=None, now=NOW)) == "card_limit"


def test_a_replaced_number_is_refused_for_ever_and_finds_its_customer_through_the_new_one():
    who = member()
    first = issue(who)
    second = services.replace_card(card=first, actor=None, now=NOW, reason="worn out")
    third = services.replace_card(card=second, actor=None, now=NOW)
    found = queries.find(first.number)
    assert (found.refusal, found.customer, found.current) == ("card_replaced", who, third)
    assert "worn out" in found.message
    assert services.replace_card(card=first, actor=None, now=NOW) == second
    for again in (services.report_lost, services.reactivate_card):
        first.refresh_from_db()
        assert refused(lambda again=again: again(card=first, actor=None, now=NOW)) in {"card_state", "card_limit"}
    assert refused(lambda: issue(member(), first.number)) == "card_taken"


def test_through_any_number_of_replacements(django_assert_num_queries):
    who = member()
    first = card = issue(who)
    for _ in range(60):
        card = services.replace_card(card=card, actor=None, now=NOW)
    with django_assert_num_queries(3):
        found = queries.find(first.number)
    assert (found.customer, found.current, found.refusal) == (who, card, "card_replaced")


def test_replacing_by_a_blank_card():
    new, old = blank(), issue(member())
    assert services.replace_card(card=old, number=new.number, actor=None, now=NOW).pk == new.pk
    new.refresh_from_db()
    assert refused(lambda: services.replace_card(card=new, number=new.number, actor=None, now=NOW)) == "card_taken"
    new.refresh_from_db()
    assert new.state == "active"


def test_blocking_wants_a_reason_and_a_blank_card_goes_back_to_blank():
    card = blank()
    assert refused(lambda: services.block_card(card=card, reason=" ", actor=None, now=NOW)) == "reason_missing"
    services.block_card(card=card, reason="stolen from the drawer", actor=None, now=NOW)
    assert queries.find(card.number).refusal == "card_blocked"
    assert refused(lambda: issue(member(), card.number)) == "card_taken"
    services.reactivate_card(card=card, actor=None, now=NOW)
    assert Card.objects.get().state == "blank"


@pytest.mark.parametrize(
    "wrong",
    [{"customer": None}, {"state": "blank"}, {"state": "replaced"}, {"state": "odd"}, {"number_key": ""}],
    ids=str,
)
def test_what_the_database_refuses(wrong):
    issue(member())
    with pytest.raises(IntegrityError), transaction.atomic():
        Card.objects.update(**wrong)


def test_two_active_cards_in_one_place_are_refused():
    who = member()
    issue(who)
    with pytest.raises(IntegrityError), transaction.atomic():
        Card.objects.create(number="x", number_key="X", customer=who, state_since=NOW, created_at=NOW)


@pytest.mark.django_db(transaction=True)
def test_one_blank_card_and_two_clerks():
    card, people = blank(), [member() for _ in range(6)]
    results = Counter(at_once([lambda who=who: issue(who, card.number) for who in people]))
    assert results == {"done": 1, "card_taken": 5}
    assert TimelineEntry.objects.filter(verb="card.issued").count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_member_and_many_clerks():
    who = member()
    assert Counter(at_once([lambda: issue(who)] * 6)) == {"done": 1, "card_limit": 5}


@pytest.mark.django_db(transaction=True)
def test_one_old_number_brought_by_two():
    people = [member() for _ in range(6)]
    assert Counter(at_once([lambda who=who: issue(who, "OLD-1") for who in people])) == {"done": 1, "card_taken": 5}


@pytest.mark.django_db(transaction=True)
def test_replaced_by_two_clerks_at_once_it_is_replaced_once():
    card = issue(member())
    results = at_once([lambda: services.replace_card(card=card, actor=None, now=NOW)] * 5)
    assert results == ["done"] * 5
    assert Counter(Card.objects.values_list("state", flat=True)) == {"active": 1, "replaced": 1}


@pytest.mark.parametrize("limit", [1, 2])
def test_cards_move_with_a_merge(limit):
    CardSettings.objects.create(pk=1, max_active=limit)
    stays, goes = member(), member()
    kept, moved = issue(stays), issue(goes)
    owner = User.objects.create_superuser("o@shop.example", "x")
    merge_customers(survivor=stays, duplicate=goes, reason="twice", actor=owner, now=NOW)
    found = queries.find(moved.number)
    assert found.customer == stays
    assert found.refusal == ("card_replaced" if limit == 1 else "")
    assert queries.find(kept.number).refusal == ""


def test_a_survivor_without_a_card_takes_over_the_one_of_who_goes():
    stays, goes = member(), member()
    card = issue(goes)
    owner = User.objects.create_superuser("o@shop.example", "x")
    merge_customers(survivor=stays, duplicate=goes, reason="twice", actor=owner, now=NOW)
    found = queries.find(card.number)
    assert (found.customer, found.refusal) == (stays, "")
