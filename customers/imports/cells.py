"""Cells that name something: a member of staff, a style of contact, accounts in messaging services."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from django.conf import settings
from django.utils.translation import override

from core.errors import DomainError
from core.models import User
from core.text import email_key
from core.wording import worded as _
from customers.models import Customer
from customers.wordings import PROVIDERS, provider_name

Identity = tuple[str, str]
_PROVIDER = re.compile(r"[a-z0-9][a-z0-9_.-]{0,19}")
_SEPARATORS = re.compile("[;\N{FULLWIDTH SEMICOLON}\n]")
_COLON = re.compile("[:\N{FULLWIDTH COLON}]")
_LONGEST = 128
# As sellers say it, beside the labels of the pages.
_STYLES = {"老虎": "tiger", "假老虎": "fake_tiger", "孔雀": "peacock", "鸽子": "dove"}


@dataclass
class Staff:
    """Staff accounts by e-mail address, and by name where only one has it; of namesakes, those still in use."""

    by_email: dict[str, User] = field(default_factory=dict)
    by_name: dict[str, list[User]] = field(default_factory=dict)

    @classmethod
    def of(cls, people: Iterable[User]) -> Staff:
        staff = cls()
        for person in people:
            staff.by_email[email_key(person.email)] = person
            if person.name:
                staff.by_name.setdefault(_word(person.name), []).append(person)
        return staff

    def find(self, text: str) -> User:
        if found := self.by_email.get(email_key(text.strip())):
            return found
        known = self.by_name.get(_word(text), [])
        namesakes = [person for person in known if person.is_active] or known
        if len(namesakes) == 1:
            return namesakes[0]
        if namesakes:
            raise DomainError(
                "staff_many",
                _("Several members of staff are called “%(text)s”: write the e-mail address.")
                % {"text": text.strip()[:80]},
            )
        raise staff_unknown(text)


def staff_unknown(text: str) -> DomainError:
    return DomainError(
        "staff_unknown",
        _("No staff account in use has the e-mail address “%(text)s”.") % {"text": text.strip()[:80]},
        field="assigned_to",
    )


def style_of(text: str) -> str:
    """The code of a contact style, told by its code or by its name in any language of the installation."""
    found = _styles().get(_word(text).removesuffix("型"))
    if found is None:
        raise DomainError("style_unknown", _("“%(text)s” is no contact style.") % {"text": text.strip()[:40]})
    return found


@cache
def _styles() -> dict[str, str]:
    words = {_word(code.replace("_", " ")): code for code in Customer.ContactStyle.values} | _STYLES
    for language, _name in settings.LANGUAGES:
        with override(language):
            words |= {_word(str(style.label)): str(style) for style in Customer.ContactStyle}
    return words


def identities_in(text: str, *, is_one: bool = False) -> list[Identity]:
    """`wechat: anna_88; LINE: U4af49` → provider and id of each; `is_one` takes the cell as one account."""
    parts = [text] if is_one else _SEPARATORS.split(text)
    return [_identity(part) for part in parts if part.strip()]


def _identity(text: str) -> Identity:
    told, *rest = _COLON.split(text, maxsplit=1)
    provider, identity = _providers().get(_word(told), told.strip().lower()), "".join(rest).strip()
    if not identity or not _PROVIDER.fullmatch(provider):
        raise DomainError(
            "identity_invalid",
            _("“%(text)s” does not say service and id, like “wechat: anna_88”.") % {"text": text[:40]},
        )
    if len(identity) > _LONGEST:
        raise DomainError("text_invalid", _("This is longer than %(n)d characters.") % {"n": _LONGEST})
    return provider, identity


@cache
def _providers() -> dict[str, str]:
    words: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            words |= {_word(provider_name(code)): code for code in PROVIDERS}
    return words


def _word(text: str) -> str:
    return " ".join(text.replace("_", " ").split()).casefold()
