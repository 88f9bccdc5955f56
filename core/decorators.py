"""Every view says who may see it: `@permission("app.codename")`, `@staff` or `@public("why")`.

A test walks the URLconf and refuses a view that says nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

View = Callable[..., HttpResponseBase]


def permission(*names: str) -> Callable[[View], View]:
    """Let in staff who hold all the named permissions; others get 403, strangers the log-in."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.has_perms(names):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.access = names  # type: ignore[attr-defined]
        return guarded

    return decorate


def staff(view: View) -> View:
    """Any logged-in member of staff."""
    view.access = ("staff",)  # type: ignore[attr-defined]
    return view


def public(why: str) -> Callable[[View], View]:
    """Open to the world, with the reason."""

    def decorate(view: View) -> View:
        view.access = ("public", why)  # type: ignore[attr-defined]
        return login_not_required(view)

    return decorate
