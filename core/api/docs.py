"""The API's own description: the OpenAPI schema, and its pages for members of staff."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.authentication import SessionAuthentication

from core.api.auth import HasTokenOrIsStaff, IntegrationAuthentication
from core.decorators import staff


@extend_schema(exclude=True)
class SchemaView(SpectacularAPIView):
    """For tools with any token, and for staff who are logged in."""

    authentication_classes = (IntegrationAuthentication, SessionAuthentication)
    permission_classes = (HasTokenOrIsStaff,)


class DocsView(SpectacularSwaggerSplitView):
    """Swagger UI from our own static files; its script is a second request, as the strict CSP wants."""

    # The package's own page has an inline style, which the CSP refuses.
    template_name = "core/api_docs.html"
    authentication_classes = (SessionAuthentication,)
    permission_classes = (HasTokenOrIsStaff,)


docs = staff(DocsView.as_view(url_name="schema"))
# DRF takes its views out of the log-in's hands; a person is better sent to the log-in than refused in JSON.
docs.login_required = True  # type: ignore[attr-defined]
