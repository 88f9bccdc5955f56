"""The map of addresses. Each app brings its own `urls.py` (pages) and `api_urls.py` (under /api/v1/)."""

from __future__ import annotations

from importlib.util import find_spec

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path, re_path

from core import health, views

PAGES = {
    "core": "",
    "sales": "sales/",
    "loyalty": "loyalty/",
    "messaging": "messages/",
    "messaging.links": "l/",
    "surveys": "surveys/",
    "surveys.answering": "s/",
    "complaints": "complaints/",
    "complaints.doors": "c/",
    "campaigns": "campaigns/",
    "customers": "",
}


def _pages() -> list[URLPattern | URLResolver]:
    return [path(prefix, include(f"{app}.urls")) for app, prefix in PAGES.items() if find_spec(f"{app}.urls")]


def _api() -> list[URLPattern | URLResolver]:
    if not find_spec("core.api"):
        return []
    from core.api.docs import SchemaView, docs
    from core.api.views import NowhereView

    routes = [path("", include(f"{app}.api_urls")) for app in PAGES if find_spec(f"{app}.api_urls")]
    return [
        path("api/v1/", include(([*routes, re_path("", NowhereView.as_view())], "api"))),
        path("api/schema/", SchemaView.as_view(), name="schema"),
        path("api/docs/", docs, name="docs"),
    ]


urlpatterns = [
    path("healthz/live", health.live, name="healthz_live"),
    path("healthz/ready", health.ready, name="healthz_ready"),
    # Before the package's own, which would send mail and tell nobody that there is none.
    path("accounts/password/reset/", views.forgotten_password, name="forgotten_password"),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    *_api(),
    path("hooks/inbound/", include("complaints.mail.hook_urls")),
    path("hooks/", include("messaging.tracking.urls")),
    *_pages(),
    path("events/", include("campaigns.events.urls")),
]

handler400 = "core.errorpages.bad_request"
handler500 = "core.errorpages.server_error"
