"""The register of sections."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from customers.models import Customer

Context = Callable[[Customer, datetime], dict[str, Any] | None]


@dataclass(frozen=True)
class Section:
    """A card of the page. Orders: 10 card, 20 balance, 30 tier, 40 rewards, 50 referral, 80 choices, 95 leaving."""

    order: int
    code: str
    title: str | Promise
    template: str
    context: Context


@dataclass(frozen=True)
class Shown:
    code: str
    title: str | Promise
    content: SafeString


_sections: dict[str, Section] = {}


def register(section: Section) -> None:
    """The same code twice replaces, so that an app may be loaded again in tests."""
    _sections[section.code] = section


def sections() -> list[Section]:
    return sorted(_sections.values(), key=lambda section: (section.order, section.code))


def render_sections(customer: Customer, *, token: str, now: datetime) -> list[Shown]:
    """Every section that has something for this customer."""
    base = {"customer": customer, "token": token, "now": now}
    found = ((section, section.context(customer, now)) for section in sections())
    return [
        Shown(section.code, section.title, render_to_string(section.template, base | data))
        for section, data in found
        if data is not None
    ]
