"""The left navigation: every app registers its entry in `AppConfig.ready()`.

The frame (`core`) knows no upper app; it shows what is registered, to whom it is permitted.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

from core.models import User


@dataclass(frozen=True)
class NavItem:
    """One entry. `icon` is a Bootstrap icon name; `permission` is empty for all staff.

    `prefix` is the path below which the entry is the current one; by default its own URL.
    `for_admins` entries are for those who may enter Django admin.
    """

    key: str
    label: str | Promise
    url_name: str
    icon: str
    permission: str = ""
    order: int = 100
    prefix: str = ""
    for_admins: bool = False


@dataclass(frozen=True)
class Entry:
    """A navigation entry as the frame shows it."""

    item: NavItem
    url: str
    is_current: bool


_items: dict[str, NavItem] = {}


def register(item: NavItem) -> None:
    """Add an entry; the same key twice replaces, so that an app may be loaded again in tests."""
    _items[item.key] = item


def items() -> list[NavItem]:
    return sorted(_items.values(), key=lambda item: (item.order, item.key))


def entries(request: HttpRequest, user: User | AnonymousUser) -> list[Entry]:
    """What this person may open, in order; the longest matching prefix is the current one."""
    permitted = [(item, _url(item)) for item in items() if _may(user, item)]
    shown = [(item, url) for item, url in permitted if url]
    matching = [prefix for item, url in shown if _is_below(request.path, prefix := item.prefix or url)]
    current = max(matching, key=len, default="")
    return [Entry(item, url, bool(current) and (item.prefix or url) == current) for item, url in shown]


def _may(user: User | AnonymousUser, item: NavItem) -> bool:
    if item.for_admins and not user.is_staff:
        return False
    return not item.permission or user.has_perm(item.permission)


def _is_below(path: str, prefix: str) -> bool:
    """Everything is below "/", so an entry there is current on its own page only."""
    return path == prefix if prefix == "/" else path.startswith(prefix)


def _url(item: NavItem) -> str:
    try:
        return reverse(item.url_name)
    except NoReverseMatch:
        return ""
