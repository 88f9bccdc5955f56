"""One shape for every refusal: `{"code", "message", "field", "errors"?, "request_id"}`.

`code` never changes and is not translated; `message` is for people, in the language of the
request; `errors` lists every fault of a body when there is more to say than one field.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import structlog
from django.core import exceptions as django_errors
from django.core.signals import got_request_exception
from django.db import OperationalError
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.request import Request
from rest_framework.response import Response

from core.errors import DomainError

log = structlog.get_logger(__name__)
# Lock not available, statement cancelled by time-out, deadlock, serialization failure.
_BUSY = {"55P03", "57014", "40P01", "40001"}


@dataclass(frozen=True)
class Refusal:
    status: int
    code: str
    message: str
    field: str = ""
    errors: tuple[dict[str, str], ...] = ()
    headers: tuple[tuple[str, str], ...] = ()


class PreconditionError(DomainError):
    """`If-Match` names another version than the stored one."""

    def __init__(self, message: Any) -> None:
        super().__init__("stale_edit", message, field="If-Match", status=412)


def exception_handler(error: Exception, context: dict[str, Any]) -> Response:
    """Set as DRF's `EXCEPTION_HANDLER`."""
    request: Request = context["request"]
    refusal = refuse(error, request)
    answer: dict[str, Any] = {"code": refusal.code, "message": refusal.message, "field": refusal.field}
    if refusal.errors:
        answer["errors"] = list(refusal.errors)
    answer["request_id"] = getattr(request, "request_id", "")
    return Response(answer, status=refusal.status, headers=dict(refusal.headers))


def refuse(error: Exception, request: Request) -> Refusal:
    """Find the words and the status for an error; one that nobody foresaw is logged and becomes a 500."""
    if isinstance(error, DomainError):
        return Refusal(error.status, error.code, str(error), error.field)
    if isinstance(error, Http404):
        return Refusal(404, "not_found", _("There is nothing at this address."))
    if isinstance(error, django_errors.PermissionDenied):
        return Refusal(403, "permission_denied", _("This token may not do that."))
    if isinstance(error, exceptions.APIException):
        return _from_api(error)
    if isinstance(error, django_errors.RequestDataTooBig):
        return Refusal(413, "body_too_large", _("The body is too large."))
    if isinstance(error, django_errors.SuspiciousOperation):
        return Refusal(400, "bad_request", _("This request cannot be read."))
    if isinstance(error, OperationalError) and getattr(error.__cause__, "sqlstate", "") in _BUSY:
        message = _("Others are changing the same records; please send the request again.")
        return Refusal(503, "busy", message, headers=(("Retry-After", "1"),))
    log.error("api_failed", path=request.path, exc_info=error)
    got_request_exception.send(sender=None, request=request)
    return Refusal(500, "internal", _("Something went wrong here; it has been logged."))


def _from_api(error: exceptions.APIException) -> Refusal:
    headers = (("WWW-Authenticate", error.auth_header),) if hasattr(error, "auth_header") else ()
    if isinstance(error, exceptions.ValidationError):
        faults = tuple(_faults(error.detail))
        first = faults[0]
        return Refusal(error.status_code, first["code"], first["message"], first["field"], faults)
    detail = error.detail
    code = str(getattr(detail, "code", error.default_code))
    return Refusal(error.status_code, code, str(detail), headers=headers)


def _faults(detail: Any, path: str = "") -> Iterator[dict[str, str]]:
    """Every single fault of DRF's nested description, with a dotted path: `lines.0.amount`."""
    if isinstance(detail, dict):
        for name, inner in detail.items():
            is_whole = name == "non_field_errors"
            yield from _faults(inner, path if is_whole else f"{path}.{name}".lstrip("."))
    elif isinstance(detail, list):
        for position, inner in enumerate(detail):
            nested = isinstance(inner, (dict, list))
            if inner:
                yield from _faults(inner, f"{path}.{position}".lstrip(".") if nested else path)
    else:
        yield {"field": path, "code": str(getattr(detail, "code", "invalid")), "message": str(detail)}
