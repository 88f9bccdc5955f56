"""The words of cases: found wherever they were said, beyond the newest cases and in long ones, gone when erased."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache

from complaints.models import CaseMessage, CaseWords
from complaints.saying import say
from complaints.working import searching
from customers import erasing
from tests.complaints.factories import NOW, boss, case
from tests.loyalty.factories import member

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.clock.now", lambda: NOW + timedelta(hours=2))
    cache.clear()


def test_words_are_found_beyond_the_newest(monkeypatch: pytest.MonkeyPatch) -> None:
    old = case(subject="Kettle leaks 漏水")
    for _n in range(3):
        case(subject="Pan")
    monkeypatch.setattr(searching, "WINDOW", 1)
    for text in ("kettle", "漏水", "漏水 kettle"):
        assert searching.by_words(text) == [old.pk]
    # Too short for any index: only among the newest.
    assert searching.by_words("ke") == []
    monkeypatch.setattr(searching, "COMMON", 1)
    assert len(searching.by_words("pan")) == 1


def test_words_follow_what_is_said_and_erased() -> None:
    who = member()
    row = case(subject="Kettle", customer=who)
    CaseMessage.objects.create(case=row, direction="in", means="page", at=NOW, text="The lid is missing")
    assert searching.by_words("lid") == searching.by_words("kettle") == [row.pk]
    erasing.erase(customer=who, actor=boss(), reason="Asked", now=NOW, in_spite=True)
    assert searching.by_words("lid") == searching.by_words("kettle") == []


def test_every_message_of_a_long_case_is_found_and_words_of_different_messages_together(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    who = member()
    row, other = case(subject="Kettle", contact_name="Wang", customer=who), case(subject="Kettle")
    for text in ("x" * 15_000, "y " * 40_000 + "spout", "ab 水壶把手松动", "z" * 15_000 + " handle"):
        say(case=row, text=text, direction="in", means="page", author=None, now=NOW)
    say(case=other, text="spout", direction="in", means="page", author=None, now=NOW)
    first, *long = CaseWords.objects.filter(case=row).order_by("pk")
    assert (len(first.folded) < 20_000, first.is_long, len(long)) == (True, True, 2)
    for window in (searching.WINDOW, -1):
        monkeypatch.setattr(searching, "WINDOW", window)
        for text in ("spout handle", "wang spout", "把手松动 handle", "水壶把手松动", "y spout handle", "handle"):
            assert searching.by_words(text) == [row.pk]
        assert searching.by_words("spout") == [other.pk, row.pk]
        assert searching.by_words("把手动") == searching.by_words("kettle handles") == []
    erasing.erase(customer=who, actor=boss(), reason="Asked", now=NOW, in_spite=True)
    assert [searching.by_words(text) for text in ("handle", "spout", "把手")] == [[], [other.pk], []]
