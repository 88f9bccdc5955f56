"""Making and changing segments: circles, names, versions, the trail; and two at once."""

from __future__ import annotations

from typing import Any

import pytest

from core.errors import Conflict, DomainError
from customers.models import Segment, TimelineEntry
from customers.segments import services
from customers.segments.explaining import explain
from customers.segments.previewing import preview
from customers.timeline import sentence
from tests.customers.factories import NOW, make_customer, make_tag, make_user
from tests.customers.segmenting import EVERYBODY, change, condition, make_segment
from tests.customers.test_races import at_once

pytestmark = pytest.mark.django_db


def code_of(rule: Any) -> str:
    with pytest.raises(DomainError) as refused:
        services.create_segment(name="x", rule=rule, actor=None, now=NOW)
    return refused.value.code


def test_circles_are_refused() -> None:
    first = make_segment(refresh=False)
    second = make_segment({"segment": first.pk}, refresh=False)
    third = make_segment({"not": {"segment": second.pk}}, refresh=False)
    for rule in ({"segment": first.pk}, {"all": [EVERYBODY, {"segment": third.pk}]}):
        with pytest.raises(DomainError) as refused:
            change(first, rule)
        assert refused.value.code == "segment_cycle"


def test_values_must_exist() -> None:
    assert code_of(condition("tags", "in", ["4711"])) == "segment_value_invalid"
    assert code_of(condition("kind", "in", ["robot"])) == "segment_value_invalid"
    assert code_of({"segment": 4711}) == "segment_unknown"
    assert code_of(condition("sales.bought", "has", {"of": {"product": ["NO-SUCH"]}})) == "segment_value_invalid"


def test_names_and_versions() -> None:
    segment = make_segment(name="Regulars", refresh=False)
    with pytest.raises(DomainError) as taken:
        make_segment(name=" Regulars ", refresh=False)
    assert taken.value.code == "name_taken"
    with pytest.raises(DomainError):
        make_segment(name="x" * 81, refresh=False)
    change(segment, EVERYBODY)
    with pytest.raises(Conflict) as stale:
        services.change_segment(segment=segment, name="Other", rule=EVERYBODY, actor=None, now=NOW, expected_version=1)
    assert stale.value.code == "stale_edit"


def test_a_snapshot_has_no_rule() -> None:
    snapshot = services.freeze_segment(segment=make_segment(), name="Then", actor=None, now=NOW)
    renamed = change(snapshot, None)
    assert renamed.is_snapshot
    with pytest.raises(DomainError) as refused:
        change(snapshot, EVERYBODY)
    assert refused.value.code == "segment_is_snapshot"


def test_the_trail_says_who_did_what() -> None:
    actor = make_user("marketer")
    segment = services.create_segment(name="Regulars", rule=EVERYBODY, actor=actor, now=NOW)
    services.delete_segment(segment=segment, reason="not needed", actor=actor, now=NOW)
    with pytest.raises(DomainError):
        services.delete_segment(segment=segment, reason=" ", actor=actor, now=NOW)
    entries = list(TimelineEntry.objects.filter(target=f"segment:{segment.pk}").order_by("pk"))
    assert [entry.verb for entry in entries] == ["segment.created", "segment.deleted"]
    assert [entry.actor for entry in entries] == [actor, actor]
    assert "Regulars" in sentence(entries[0].verb, entries[0].data)
    assert entries[1].reason == "not needed"


def test_explaining() -> None:
    tag = make_tag("wholesale")
    ada = make_customer("Ada", birth_year=1980, birth_month=1, birth_day=1)
    segment = make_segment(
        {"all": [condition("birth_year", "ge", 1990), {"not": condition("tags", "in", [str(tag.pk)])}]}
    )
    told = explain(segment, ada, now=NOW)
    assert (told.fits, told.is_member, told.is_eligible, told.is_settled) == (False, False, True, True)
    assert [(line.depth, line.holds) for line in told.lines] == [(0, False), (1, False), (1, True), (2, False)]
    assert told.lines[1].text == "Year of birth: at least 1990"
    assert told.lines[1].fact == "1980"
    assert "wholesale" in told.lines[3].text


def test_a_preview_counts_and_shows_some() -> None:
    ada = make_customer("Ada")
    make_customer("Bo", is_test=True)
    found = preview(EVERYBODY, user=make_user("owner"), now=NOW)
    assert (found.count, found.sample) == (1, [ada])


def test_a_preview_that_takes_too_long_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    from customers.segments import compiling

    monkeypatch.setattr(compiling, "select", lambda *_a, **_k: ("SELECT 1 AS customer_id FROM pg_sleep(3)", {}))
    assert preview(EVERYBODY, user=make_user("owner"), now=NOW, seconds=1).count is None


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_locked", [True, False])
def test_two_edits_that_close_a_circle(monkeypatch: pytest.MonkeyPatch, is_locked: bool) -> None:
    """The twin without the lock shows that the race exists: both look before either has written."""
    first, second = make_segment(refresh=False), make_segment(refresh=False)
    if not is_locked:
        from threading import Barrier

        barrier, check = Barrier(2), services._check_uses

        def look_together(*args: Any) -> None:
            check(*args)
            barrier.wait(10)

        monkeypatch.setattr(services, "advisory_lock", lambda _name: None)
        monkeypatch.setattr(services, "_check_uses", look_together)

    def use(segment: Segment, other: Segment) -> str:
        try:
            change(segment, {"segment": other.pk})
        except DomainError as error:
            return error.code
        return "saved"

    answers = at_once(lambda: use(first, second), lambda: use(second, first))
    assert sorted(answers) == (["saved", "segment_cycle"] if is_locked else ["saved", "saved"])
