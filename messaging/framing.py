"""A page that somebody wrote, shown inside a page of ours: it can do nothing and load nothing from elsewhere."""

from __future__ import annotations

from functools import wraps
from typing import Any, cast

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp_replace, csp_update
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.clickjacking import xframe_options_sameorigin

from core.decorators import View

# A link in it opens beside, so that nobody mistakes our page for what it leads to.
_BASE = '<base target="_blank">'

_POLICY: dict[str, Any] = {
    "default-src": [NONE],
    **{name: [NONE] for name in ("script-src", "connect-src", "font-src", "form-action", "manifest-src")},
    "style-src": [UNSAFE_INLINE],
    "frame-ancestors": [SELF],
    "sandbox": ["allow-popups", "allow-popups-to-escape-sandbox"],
}
_HOLDS = {"frame-src": [SELF]}


def framed(html: str) -> HttpResponse:
    before, head, after = html.partition("<head>")
    return HttpResponse(before + head + _BASE + after if head else _BASE + html)


def in_frame(view: View) -> View:
    """For the view that answers with `framed(…)`."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # Pictures of messages are named by the address that customers know.
        policy = _POLICY | {"img-src": [SELF, "data:", settings.SITE_URL]}
        return cast("HttpResponse", csp_replace(policy)(cast("Any", view))(request, *args, **kwargs))

    return cast("View", xframe_options_sameorigin(shown))


def with_frame(view: View) -> View:
    """For the view whose page holds the frame."""
    return cast("View", csp_update(_HOLDS)(cast("Any", view)))
