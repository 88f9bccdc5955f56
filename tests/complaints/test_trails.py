"""What was done to a case reads as sentences: every verb that any part writes has its words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from complaints import trail
from complaints.models import AmendState, CaseEvent, Direction
from complaints.saying import say
from complaints.telling import outbox, working
from complaints.working import trails
from core import clock
from messaging import suppressing
from messaging.models import Suppression
from tests.complaints.factories import NOW, boss, case, policy, team

ROOT = Path(trail.__file__).parent
_VERB = re.compile(r'"((?:case|amend)\.[a-z_{}]+)"')
# Facts of a case that texts name.
_NONE = {"case.number", "case.subject"}
_CALL = re.compile(r'\btrail\.record\(\s*(f?"[^"]+"|[A-Z]+),|CaseEvent\([^)]*verb=("[^"]+")')
FACTS = {
    "old": "open", "new": "resolved", "door": "phone", "fields": ["lot"], "number": "2026-000007", "clock": "respond",
    "means": "email", "kind": "gift", "score": 2, "scale": "1-5", "title": "Cups", "percent": 80, "told": "Anna",
    "others": 2, "state": "skipped", "why": "no_address", "choice": "again",
}  # fmt: skip


def files() -> list[Path]:
    return [path for path in ROOT.rglob("*.py") if "migrations" not in path.parts]


def verbs() -> set[str]:
    found = {verb for path in files() for verb in _VERB.findall(path.read_text())}
    said = {verb for verb in found if "{" in verb}
    assert said == {"case.said_{direction}", "amend.{what}"}, "say here what such a verb can be"
    made = {f"case.said_{one}" for one in Direction.values} | {f"amend.{one}" for one in AmendState.values}
    return (found - said - _NONE) | made


def test_every_verb_is_written_where_this_test_looks() -> None:
    """As a text, or as a name of one: none that is put together otherwise."""
    for path in files():
        text = path.read_text()
        calls = text.count("trail.record(") + text.count("CaseEvent(") - text.count("class CaseEvent(")
        assert len(_CALL.findall(text)) == calls or path.name == "trail.py", path.name


def test_every_verb_has_words_in_both_languages() -> None:
    assert verbs() == set(trails.WORDINGS)
    for language in ("en", "zh-hans"):
        with translation.override(language):
            for verb in verbs():
                row = CaseEvent(verb=verb, data=dict(FACTS))
                if verb == "case.assigned":
                    row.data |= {"old": "", "new": "Anna"}
                if verb == "case.due_changed":
                    row.data |= {"old": "", "new": "2026-09-28T09:30:00+08:00"}
                assert trails.words(row) not in ("", verb), verb


@pytest.mark.django_db
def test_why_a_promise_changed_is_told_in_words(client: Client) -> None:
    policy(min_severity=3)
    row = case(team=team(), severity=3)
    trail.record("case.policy", row, actor=None, now=NOW, reason="severity=3", old="", new="Fast")
    trail.record("case.state", row, actor=None, now=NOW, reason="silence", old="resolved", new="closed")
    trail.record("case.state", row, actor=boss(), now=NOW, reason="silence", old="closed", new="reopened")
    told = [(line.words, line.reason) for line in trails.lines(row)[0][:3]]
    assert told == [
        ("Closed → Reopened", "silence"), ("Resolved → Closed", "by itself, after days of silence"),
        ("Service level: Fast, before –", "severity: 3"),
    ]  # fmt: skip
    client.force_login(boss())
    page = client.get(reverse("complaints:case", args=[row.public_id])).content.decode()
    assert "Service level: Fast, before –" in page


@pytest.mark.django_db
def test_the_page_of_a_case_tells_what_became_of_its_mail(client: Client) -> None:
    row = case(now=clock.now(), contact_email="anna@example.com")
    client.force_login(boss())
    page = reverse("complaints:case", args=[row.public_id])
    say(case=row, direction="out", means="email", text="Sorry", author=boss(), now=clock.now())
    assert "Waiting" in client.get(page).content.decode()
    assert "call, or write a letter" not in client.get(page).content.decode()
    suppressing.suppress(
        channel="email", address=outbox.address_of(row), reason=Suppression.Reason.BOUNCED, now=clock.now()
    )  # fmt: skip
    working.send_due()
    told = client.get(page).content.decode()
    assert "Not sent" in told
    # Beside the mail, and before somebody writes the next one.
    assert told.count("Nobody lives at this address, or nothing is wanted there: call, or write a letter.") >= 2
