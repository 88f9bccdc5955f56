"""Two workers on the same mail, the same mail in two mailboxes at the same moment: one message, one case."""

from __future__ import annotations

import pytest

from complaints.mail import brakes, processing, spooling
from complaints.models import Case, CaseMessage, InboundMail
from tests.complaints.factories import NOW
from tests.complaints.letters import letter
from tests.loyalty.test_ledger_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_at_the_same_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """One test for all of it: what costs is the database, not the work."""
    monkeypatch.setattr("core.clock.now", lambda: NOW)
    raw = letter(number="<same@mail>")
    for content in (raw, raw, raw, letter(), letter(), letter()):
        spooling.spool([content], mailbox=None, received_at=NOW, now=NOW)
    assert at_once([processing.process_due] * 6) == ["done"] * 6
    assert InboundMail.objects.filter(attempts__gt=1).count() == 0
    assert sorted(InboundMail.objects.values_list("reason", flat=True)) == ["", "", "", "", "duplicate", "duplicate"]
    assert (Case.objects.count(), CaseMessage.objects.filter(direction="in").count()) == (4, 4)

    answers: list[bool] = []
    at_once([lambda: answers.append(brakes.may_answer("nobody.else@example.com", NOW))] * 6)
    assert sorted(answers) == [False] * 3 + [True] * 3
