"""The trail: written one by one and in bulk, worded in the reader's language."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from customers import timeline, wordings
from customers.models import TimelineEntry
from tests.customers.factories import NOW, make_customer, make_user

FACTS = {
    "customer.created": {"where": "page"},
    "customer.changed": {"fields": ["email", "custom", "company"], "values": {}},
    "customer.enrolled": {"terms": "1", "where": "import", "again": False},
    "customer.tagged": {"added": ["A"], "removed": ["B"]},
    "customer.grouped": {"added": ["A"], "removed": []},
    "interest.declared": {"added": ["A"], "removed": []},
    "consent.changed": {"channel": "email", "purpose": "marketing", "state": "granted", "source": "form"},
    "hold.placed": {"kind": "request", "until": None},
    "hold.renewed": {"kind": "request", "until": None},
    "hold.released": {"kind": "made up"},
    "follow_up.changed": {"fields": ["subject", "due_on"], "due_on": "2026-05-01"},
    "address.added": {"kind": "home"},
    "address.changed": {"kind": "home", "fields": ["city"]},
    "address.removed": {"kind": "home"},
    "identity.added": {"provider": "wechat"},
    "identity.removed": {"provider": "line"},
    "customer.merged": {"moved": {"purchases": 2, "notes": 1}},
}


@pytest.mark.parametrize("verb", wordings.VERBS)
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_verb_has_words(verb: str, language: str) -> None:
    with override(language):
        sentence = timeline.sentence(verb, FACTS.get(verb, {}))
    assert sentence
    assert sentence != verb
    assert "%(" not in sentence


def test_facts_of_another_release_do_not_break_the_page() -> None:
    assert timeline.sentence("customer.enrolled", {}) == "customer.enrolled"
    assert timeline.sentence("space.landed", {"x": 1}) == "space.landed"
    assert timeline.icon("space.landed") == "dot"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "data", [{}, {"fields": None}, {"where": 1, "terms": None, "moved": [], "kind": {}, "units": "x"}]
)
def test_no_facts_whatever_break_the_page(data: dict[str, object]) -> None:
    """One row that cannot be worded must not keep the others from being read."""
    for verb in timeline._verbs:
        assert isinstance(timeline.sentence(verb, data), str)


@pytest.mark.django_db
def test_record() -> None:
    user, customer = make_user(name="Lin Yue"), make_customer()
    entry = timeline.record(
        customer=customer, verb="note.added", actor=user, at=NOW, data={"a": 1}, reason="r" * 600, target="note:1"
    )
    stored = TimelineEntry.objects.get(pk=entry.pk)
    assert (stored.customer, stored.at, stored.data, stored.target) == (customer, NOW, {"a": 1}, "note:1")
    assert len(stored.reason) == 500
    assert timeline.by_whom(stored) == "Lin Yue"


@pytest.mark.django_db
def test_record_many(django_assert_num_queries: object) -> None:
    ids = [make_customer().pk for _ in range(3)]
    with django_assert_num_queries(1):  # type: ignore[operator]
        written = timeline.record_many(timeline.Event(pk, "customer.enrolled", NOW) for pk in ids)
    assert written == 3
    assert timeline.record_many([]) == 0
