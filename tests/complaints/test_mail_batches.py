"""Several mails in one transaction: none loses another, and none is blamed for another."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import OperationalError

from complaints.mail import processing, spooling
from complaints.models import Case, CaseMessage, InboundMail
from tests.complaints.factories import NOW
from tests.complaints.letters import letter

pytestmark = pytest.mark.django_db


def _spooled(*mails: bytes) -> list[InboundMail]:
    rows = [spooling.spool([raw], mailbox=None, received_at=NOW, now=NOW) for raw in mails]
    assert all(rows)
    return [row for row in rows if row]


def test_what_is_wrong_with_one_is_undone_with_that_one_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    real = processing._end

    def end(row: InboundMail, *told: Any) -> None:
        real(row, *told)
        if row.subject == "Bad":
            raise RuntimeError

    monkeypatch.setattr(processing, "_end", end)
    rows = _spooled(letter("One"), letter("Two", subject="Bad"), letter("Three"))
    processing.process(processing.claim(now=NOW), now=NOW)
    assert sorted(Case.objects.values_list("text", flat=True)) == ["One", "Three"]
    bad = InboundMail.objects.get(pk=rows[1].pk)
    assert (bad.state, bad.error, bad.message) == ("waiting", "RuntimeError", None)


def test_where_it_does_not_work_out_together_each_is_done_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    real, asked = processing._rows, []

    def rows(pks: Any) -> list[InboundMail]:
        asked.append(len(pks))
        if len(pks) > 1:
            raise OperationalError
        return real(pks)

    monkeypatch.setattr(processing, "_rows", rows)
    _spooled(letter("One"), letter("Two"))
    processing.process(processing.claim(now=NOW), now=NOW)
    assert (asked, Case.objects.count()) == ([2, 1, 1], 2)


def test_what_was_tried_before_is_tried_alone() -> None:
    rows = _spooled(*(letter(f"Words {n}") for n in range(4)))
    InboundMail.objects.filter(pk=rows[2].pk).update(attempts=1)
    pks = [row.pk for row in rows]
    assert [processing.claim(now=NOW) for _n in range(4)] == [pks[:2], [pks[2]], [pks[3]], []]


def test_answers_in_the_same_batch_find_the_case_that_it_began() -> None:
    _spooled(letter("One", number="<first@mail>"), letter("Two", extra="In-Reply-To: <first@mail>"))
    processing.process(processing.claim(now=NOW), now=NOW)
    assert CaseMessage.objects.filter(case=Case.objects.get(), direction="in").count() == 2
