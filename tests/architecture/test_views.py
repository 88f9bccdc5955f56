"""Every address says who may see it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.admin.sites import site
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver
from rest_framework.permissions import AllowAny

from core.models import User

# Doors of other packages, with their own locks.
OTHERS = ("allauth.", "django.contrib.admin.", "config.admin_site")
# The schema names no customer: documentation may be read by whoever builds against it.
OPEN_API = {"api/schema/", "api/docs/"}


def walk(patterns: list[Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for pattern in patterns:
        address = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from walk(pattern.url_patterns, address)
        elif isinstance(pattern, URLPattern):
            yield address, pattern.callback


ALL = list(walk(get_resolver().url_patterns))
OURS = [
    (address, view)
    for address, view in ALL
    if not getattr(view, "__module__", "").startswith(OTHERS) and not address.startswith(("admin/", "accounts/"))
]


@pytest.mark.parametrize(("address", "view"), OURS, ids=[address or "/" for address, _ in OURS])
def test_every_view_says_who_may_see_it(address: str, view: Any) -> None:
    api_class = getattr(view, "cls", None) or getattr(view, "view_class", None)
    if api_class is None or not hasattr(api_class, "permission_classes"):
        access = getattr(view, "access", None)
        assert access, "use @permission, @staff or @public from core.decorators"
        assert access[0] != "public" or access[1:], "@public wants a reason"
    elif address not in OPEN_API:
        assert api_class.permission_classes, "a DRF view without permissions is open to the world"
        assert AllowAny not in api_class.permission_classes


def test_the_walk_finds_the_pages() -> None:
    assert len(OURS) > 5


def names(patterns: list[Any], namespace: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from names(pattern.url_patterns, inner)
        elif pattern.name and not getattr(pattern.callback, "__module__", "").startswith(OTHERS):
            yield f"{namespace}{pattern.name}"


def test_no_two_addresses_share_a_name() -> None:
    """Or `reverse` would give whichever was read last."""
    counted = Counter(names(get_resolver().url_patterns))
    assert counted["api:returns"] == 1
    assert [name for name, count in counted.items() if count > 1] == []


def test_admin_is_closed_to_strangers(rf: RequestFactory) -> None:
    request = rf.get("/admin/")
    request.user = AnonymousUser()
    assert not site.has_permission(request)


@pytest.mark.django_db
def test_no_admin_model_is_open_to_all_staff(rf: RequestFactory) -> None:
    """Entering admin is one thing; each model asks for its own permission."""
    request = rf.get("/admin/")
    request.user = User.objects.create_user("cashier@shop.example", is_staff=True)
    for model, admin in site._registry.items():
        asked = (admin.has_view_permission, admin.has_add_permission, admin.has_change_permission)
        assert not any(ask(request) for ask in asked), model
