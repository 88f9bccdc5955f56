"""What every page of the frame needs: navigation, the other language, warnings, the layout."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.functional import SimpleLazyObject
from redis import RedisError

from core import clock, health, money, navigation
from core.models import User
from core.webhooks import delivering


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context of `base.html`; what costs a query is lazy, so that fragments do not pay for it."""
    user: User | AnonymousUser = getattr(request, "user", None) or AnonymousUser()
    return {
        "layout": "ui/fragment.html" if wants_fragment(request) else "base.html",
        "navigation": SimpleLazyObject(lambda: navigation.entries(request, user)),
        "search_url": _optional_url("customers:search"),
        "home_url": _optional_url(settings.LOGIN_REDIRECT_URL) or "/",
        "languages": languages(),
        "theme": getattr(user, "theme", "") or request.COOKIES.get("theme", ""),
        "site_name": settings.SITE_NAME,
        "currency": settings.CURRENCY,
        "currency_digits": money.exponent(),
        "silent_parts": SimpleLazyObject(silent_parts),
        "troubled_webhooks": SimpleLazyObject(lambda: troubled_webhooks(user)),
    }


def wants_fragment(request: HttpRequest) -> bool:
    """True when htmx asks for a part; going back in the history wants the whole page."""
    htmx: Any = getattr(request, "htmx", None)
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def languages() -> list[dict[str, Any]]:
    """The languages on offer, each in its own name, the active one marked."""
    active = translation.get_language()
    return [
        {"code": code, "name": translation.get_language_info(code)["name_local"], "is_active": code == active}
        for code, _name in settings.LANGUAGES
    ]


def silent_parts() -> list[str]:
    """Parts of the system (worker, beat) that have shown no life lately; cached for a moment."""
    try:
        return list(cache.get_or_set("core.silent_parts", health.silent_parts, 15) or [])
    except RedisError:  # the cache itself may be what is down; then ask the database
        return health.silent_parts()


def troubled_webhooks(user: User | AnonymousUser) -> list[str]:
    """Webhooks of which something was given up, for those who may do something about it; cached for a while."""
    if not user.has_perm("core.view_webhookdelivery"):
        return []
    try:
        return list(cache.get_or_set("core.troubled_webhooks", lambda: delivering.troubled(now=clock.now()), 60) or [])
    except RedisError:
        return []


def _optional_url(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
