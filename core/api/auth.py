"""Who calls, and what they may do: a bearer token per integration, scopes per area."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.utils.translation import gettext as _
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from core import integrations
from core.models import Integration, User

if TYPE_CHECKING:
    from rest_framework.views import APIView


class IntegrationAuthentication(BaseAuthentication):
    """`Authorization: Bearer <token>`; only the token's hash is stored."""

    def authenticate(self, request: Request) -> tuple[Integration, None] | None:
        kind, _, token = get_authorization_header(request).partition(b" ")
        if kind.lower() != b"bearer" or not token:
            return None
        integration = integrations.find_by_token(token.strip())
        if integration is None:
            raise AuthenticationFailed
        return integration, None

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"


class HasScope(BasePermission):
    """The view names its area: `scope = "purchases"`; reading needs `purchases:read`, the rest `:write`.

    A view without a scope answers nobody: forgetting to name one must not open it.
    """

    def has_permission(self, request: Request, view: APIView) -> bool:
        area = getattr(view, "scope", "")
        if not area or not isinstance(request.user, Integration):
            return False
        scope = f"{area}:{'read' if request.method in SAFE_METHODS else 'write'}"
        self.message = _("This token lacks the scope %(scope)s.") % {"scope": scope}
        return scope in request.user.scopes


class HasToken(BasePermission):
    """Any valid token, whatever its scopes."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        return isinstance(request.user, Integration)


class HasTokenOrIsStaff(BasePermission):
    """Any valid token, or a member of staff who is logged in: for the API's own description."""

    allowed: ClassVar[tuple[type, ...]] = (Integration, User)

    def has_permission(self, request: Request, view: APIView) -> bool:
        return isinstance(request.user, self.allowed)
