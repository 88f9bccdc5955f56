"""Pages of the import; what they do is in `core.importing.pages`."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from core.decorators import permission
from core.importing import pages
from core.uploading import takes_large_files
from loyalty.opening.importer import IMPORTER


@permission("loyalty.open_account")
@takes_large_files
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    return pages.upload(request, IMPORTER)


@permission("loyalty.open_account")
@require_http_methods(["GET", "HEAD", "POST"])
def map_columns(request: HttpRequest, token: str) -> HttpResponse:
    return pages.map_columns(request, IMPORTER, token)


@permission("loyalty.open_account")
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, token: str) -> HttpResponse:
    return pages.preview(request, IMPORTER, token)


@permission("loyalty.open_account")
@require_safe
def rejected(request: HttpRequest, pk: int) -> HttpResponse:
    return pages.rejected(request, IMPORTER, pk)
