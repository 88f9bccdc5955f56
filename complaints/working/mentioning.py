"""Colleagues who are called into a case by @ and their name, or the first part of their address."""

from __future__ import annotations

import re
from datetime import datetime

from django.db.models import QuerySet

from complaints import families
from complaints.models import Case, CaseMessage, Mention
from core.errors import DomainError
from core.models import User
from core.wording import worded as _

_AT = re.compile(r"(?<![\w.])[@\uff20](?=\w)")
_LATIN_AFTER = re.compile(r"[a-z0-9]", re.IGNORECASE)


def called(text: str, case: Case) -> set[User]:
    """Who is called; the longest name that fits wins. Refuses `mention_blind` for who may not read the case."""
    starts = [found.end() for found in _AT.finditer(text)]
    if not starts:
        return set()
    names = _names()
    found = {user for start in starts for user in _called_at(text[start:].casefold(), names)}
    for user in found:
        if not Case.objects.seen_by(user).filter(pk=case.pk).exists() or not user.has_perm("complaints.view_case"):
            raise DomainError(
                "mention_blind", _("%(who)s may not read this case: call somebody else.") % {"who": user}, field="text"
            )
    return found


def _names() -> list[tuple[str, User]]:
    """The longest first; spaces may be left out."""
    found = []
    for user in User.objects.filter(is_active=True):
        name, address = user.name.casefold(), user.email.casefold()
        forms = {name, name.replace(" ", ""), address, address.partition("@")[0]} - {""}
        found += [(form, user) for form in forms]
    return sorted(found, key=lambda pair: -len(pair[0]))


def _called_at(rest: str, names: list[tuple[str, User]]) -> list[User]:
    fitting = [(form, user) for form, user in names if rest.startswith(form) and _ends(form, rest)]
    longest = len(fitting[0][0]) if fitting else 0
    return [user for form, user in fitting if len(form) == longest]


def _ends(form: str, rest: str) -> bool:
    """ "@an" calls nobody in "@anna"; Chinese stands without spaces."""
    after = rest[len(form) : len(form) + 1]
    return not (after and _LATIN_AFTER.match(after) and _LATIN_AFTER.match(form[-1]))


def call(message: CaseMessage, users: set[User]) -> None:
    Mention.objects.bulk_create(
        [Mention(message=message, user=user) for user in sorted(users, key=lambda one: one.pk)], ignore_conflicts=True
    )


def unseen(user: User) -> QuerySet[Mention]:
    """The latest first, of cases that they may still read."""
    rows = Mention.objects.filter(user=user, seen_at=None, message__case__in=Case.objects.seen_by(user))
    return rows.select_related("message__case", "message__author").order_by("-pk")


def looked_at(user: User, case: Case, *, now: datetime) -> int:
    """Whoever opens the case has seen that they were called."""
    said = {"message__case__in": families.of(case)}
    return Mention.objects.filter(user=user, seen_at=None, **said).update(seen_at=now)
