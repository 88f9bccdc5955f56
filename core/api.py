"""What every API view shares: authentication by integration token, scopes, paging, errors."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.pagination import CursorPagination as DRFCursorPagination
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from core.errors import DomainError
from core.models import Integration

if TYPE_CHECKING:
    from rest_framework.views import APIView


class IntegrationAuthentication(BaseAuthentication):
    """`Authorization: Bearer <token>`; only the token's hash is stored."""

    def authenticate(self, request: Request) -> tuple[Integration, None] | None:
        kind, _, token = get_authorization_header(request).partition(b" ")
        if kind.lower() != b"bearer" or not token:
            return None
        found = Integration.objects.filter(token_hash=sha256(token).hexdigest(), is_active=True).first()
        if found is None:
            raise AuthenticationFailed
        return found, None

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"


class HasScope(BasePermission):
    """The view names its scope: `scope = "purchases"`; reading needs `purchases:read`, else `:write`."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        if not isinstance(request.user, Integration):
            return False
        kind = "read" if request.method in {"GET", "HEAD", "OPTIONS"} else "write"
        return f"{getattr(view, 'scope', '')}:{kind}" in request.user.scopes


class CursorPagination(DRFCursorPagination):
    ordering = "-pk"
    page_size_query_param = "page_size"
    max_page_size = 500


def exception_handler(error: Exception, context: dict[str, Any]) -> Response | None:
    if isinstance(error, DomainError):
        answer = {"code": error.code, "message": str(error), "field": error.field}
        return Response(answer, status=error.status)
    from rest_framework.views import exception_handler as drf_answer  # its module reads the settings that name this one

    return drf_answer(error, context)
