"""Messages that went out, and who followed their links when, from where."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.test import Client

from customers.models import Customer
from messaging.links import tokens
from messaging.links.tokens import Asked
from messaging.models import Hit, Link, Message, TemplateVersion
from messaging.templating import Text
from tests.customers.factories import NOW
from tests.messaging.factories import make_version, put, reader

TEA, COFFEE = "https://shop.example/tea", "https://shop.example/coffee"
LETTER = Text(
    "en", f"{TEA}\n{COFFEE}\n{{{{ links.unsubscribe }}}}", subject="News", content=f"[Tea]({TEA}) [Coffee]({COFFEE})"
)
PERSON = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile Safari/604.1"


def gone(
    customer: Customer | None = None, *, version: TemplateVersion | None = None, at: datetime = NOW, **given: Any
) -> Message:
    """Handed over then."""
    message = put(customer or reader(), version=version or make_version(LETTER), **({"source": "campaign:1"} | given))
    found = Message.objects.filter(pk=message.pk)
    found.update(state="leased", lease=uuid4(), leased_until=at)
    found.update(state="sent", lease=None, leased_until=None, handed_at=at, sent_at=at)
    return message


def address(message: Message, target: str = TEA, kind: Hit.Kind = Hit.Kind.LINK) -> str:
    link = Link.objects.get(version=message.version_id, target=target).pk if kind == Hit.Kind.LINK else 0
    return f"/l/{tokens.token_for(Asked(kind, message.pk, link))}"


class Reader:
    """Asks at the door, at any moment: `monkeypatch` turns the clock."""

    def __init__(self, monkeypatch: Any) -> None:
        self._client, self._patch = Client(), monkeypatch

    def ask(
        self, message: Message, after: float = 3600, *, target: str = TEA, kind: Hit.Kind = Hit.Kind.LINK,
        place: str = "93.184.216.34", agent: str = PERSON, method: str = "get", **headers: str,
    ) -> Any:  # fmt: skip
        moment = NOW + timedelta(seconds=after)
        self._patch.setattr("core.clock.now", lambda: moment)
        told = {"user-agent": agent, **headers}
        return getattr(self._client, method)(address(message, target, kind), headers=told, REMOTE_ADDR=place)
