"""The base of all views of the API."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.request import Request
from rest_framework.response import Response

from core.api import strictness
from core.api.auth import HasToken
from core.errors import DomainError


class ApiView(generics.GenericAPIView[Any]):
    """Names its area (`scope`) and, for lists, its order; HTTP methods are written out in each view."""

    scope: ClassVar[str] = ""
    ordering: ClassVar[Sequence[str]] = ("-id",)
    # OPTIONS would describe serializers outside the schema.
    metadata_class = None

    def listed(self, request: Request) -> Response:
        """One page of the view's queryset through its filters."""
        self._refuse_unknown_parameters(request)
        rows = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        return self.get_paginated_response(self.get_serializer(rows, many=True).data)

    def retrieved(self, **lookup: Any) -> Response:
        return Response(self.get_serializer(self.found(**lookup)).data)

    def found(self, **lookup: Any) -> Any:
        """The one row of the view's queryset, or 404."""
        queryset: QuerySet[Any] = self.get_queryset()
        if any("\0" in value for value in lookup.values() if isinstance(value, str)):
            raise Http404  # PostgreSQL has no text with a zero byte
        try:
            return queryset.get(**lookup)
        except queryset.model.DoesNotExist:
            raise Http404 from None

    def checked(self, request: Request) -> dict[str, Any]:
        """The body, read by the view's serializer; a field that it does not know is refused."""
        return strictness.read(self.get_serializer_class(), request.data)

    def bare(self, request: Request) -> None:
        """For operations that take no body: one that is sent all the same is refused."""
        strictness.refuse_body(request.data)

    def _refuse_unknown_parameters(self, request: Request) -> None:
        """A misspelt or empty filter must not answer with everything."""
        filters = getattr(self, "filterset_class", None)
        known = {"cursor", "page_size", *(filters.base_filters if filters else ())}
        for name, value in request.query_params.items():
            if not value:
                raise DomainError("parameter_empty", _("This parameter has no value."), field=name[:40])
            if name not in known:
                raise DomainError(
                    "parameter_unknown", _("There is no parameter %(name)s.") % {"name": name[:40]}, field=name[:40]
                )


@extend_schema(exclude=True)
class NowhereView(ApiView):
    """Every address below /api/v1/ that is none: refused like everything else, in JSON."""

    permission_classes = (HasToken,)

    def get(self, request: Request, **_kwargs: Any) -> Response:
        raise Http404

    post = put = patch = delete = get
