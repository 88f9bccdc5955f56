"""Templates as staff save them, and what PostgreSQL itself refuses of messages and versions."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from messaging import templating
from messaging.models import WAYS, Message
from messaging.templating import Text
from tests.customers.factories import NOW
from tests.messaging.factories import HELLO, make_version, put, reader

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr("core.clock.now", lambda: NOW)


# --- What PostgreSQL refuses ----------------------------------------------------------------


def test_the_guard_knows_the_ways_that_the_model_tells():
    from importlib import import_module

    from messaging.migrations import __name__ as package

    written = import_module(f"{package}.0002_guards").WAYS
    assert {here: frozenset(ways) for here, ways in written.items()} == {
        here.value: frozenset(way.value for way in ways) for here, ways in WAYS.items()
    }


@pytest.mark.parametrize(("here", "there"), [("sent", "queued"), ("cancelled", "queued"), ("complained", "delivered")])
def test_a_way_that_does_not_exist_is_refused(here, there):
    message = put(reader())
    steps = {"sent": ["leased", "sent"], "cancelled": ["cancelled"], "complained": ["leased", "sent", "complained"]}
    for step in steps[here]:
        _force(message, step)
    with pytest.raises(IntegrityError, match="cannot go"), transaction.atomic():
        _force(message, there)


def _force(message: Message, to: str) -> None:
    from uuid import uuid4

    leased = to == "leased"
    Message.objects.filter(pk=message.pk).update(
        state=to, lease=uuid4() if leased else None, leased_until=NOW if leased else None, handed_at=NOW, sent_at=NOW
    )


def test_a_version_is_never_changed():
    version = make_version()
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        version.texts.update(text="other")
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        version.texts.all().delete()


# --- Templates ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code", "field"),
    [
        (Text("en", "Dear {{ customer.nmae }}"), "placeholder_unknown", "text"),
        (Text("en", "ok", html="{% for %}"), "template_invalid", "html"),
        (Text("en", "ok", subject="{{ customer.password }}"), "placeholder_unknown", "subject"),
        (Text("en", "  ", html="<p>page</p>"), "template_empty", "text"),
        (Text("en", "{% include 'secret' %}"), "template_invalid", "text"),
        (Text("en", "{% render 'secret' %}"), "template_invalid", "text"),
        (Text("en", "ok", html="{{ customer.name | safe }}"), "template_invalid", "html"),
    ],
)
def test_what_does_not_fit_is_told_when_a_template_is_saved(text, code, field):
    from core.errors import DomainError

    with pytest.raises(DomainError) as refused:
        make_version(text)
    assert (refused.value.code, refused.value.field) == (code, field)


def test_saving_again_makes_a_new_version_and_keeps_the_old():
    version = make_version()
    second = templating.save_version(template=version.template, texts=[HELLO], actor=None, now=NOW)
    assert (version.number, second.number) == (1, 2)
    assert templating.newest(version.template) == second
