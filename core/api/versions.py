"""Changes that name the version they were made from: `ETag`, `If-Match`, or `version` in the body."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.errors import PreconditionError
from core.errors import Conflict, DomainError

IF_MATCH = "If-Match"


@dataclass(frozen=True)
class Versions:
    """How the versions of one kind of thing are written. `is_required`: a change without one is refused."""

    pattern: str
    example: str
    is_required: bool = True

    @property
    def parameter(self) -> OpenApiParameter:
        said = "The `ETag` that was read; or send `version` in the body."
        return OpenApiParameter(
            IF_MATCH,
            {"type": "string", "pattern": f'^"{self.pattern}"$', "example": f'"{self.example}"'},
            OpenApiParameter.HEADER,
            description=said if self.is_required else f"{said} Without either, whatever is there is overwritten.",
        )

    def told(self, request: Request, in_body: str | int | None) -> str:
        """The version that the caller read, from the header or the body; "" where none is needed and none was told."""
        header = request.headers.get(IF_MATCH)
        if header is None:
            if in_body is None and self.is_required:
                message = _("Send the version that you read, as If-Match or in the body.")
                raise DomainError("version_missing", message, field="version", status=428)
            return "" if in_body is None else str(in_body)
        match = re.fullmatch(f'(?:W/)?"({self.pattern})"', header.strip())
        if match is None:
            raise DomainError("etag_invalid", _("This is not an ETag of ours."), field=IF_MATCH)
        return match[1]


def tagged(response: Response) -> Response:
    response["ETag"] = f'"{response.data["version"]}"'
    return response


@contextmanager
def precondition(request: Request) -> Iterator[None]:
    """A version told in the header that is not the stored one is a failed precondition, no conflict."""
    try:
        yield
    except Conflict as error:
        if error.code == "stale_edit" and IF_MATCH in request.headers:
            raise PreconditionError(error.message) from error
        raise
