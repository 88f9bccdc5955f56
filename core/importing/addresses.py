"""The addresses of an import: four pages, the same for every app, guarded by what its importer asks for."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_http_methods, require_safe

from core.decorators import permission
from core.importing import pages
from core.importing.pages import Importer
from core.uploading import takes_large_files


def patterns(importer: Importer, below: str = "") -> list[URLPattern]:
    """`below` is where they stand among the addresses of the app: empty, or text that ends in a stroke."""

    def of_importer(page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(page)
        def view(request: HttpRequest, **named: Any) -> HttpResponse:
            return page(request, importer, **named)

        return view

    guarded = permission(importer.permission)
    form = require_http_methods(["GET", "HEAD", "POST"])
    return [
        path(below, guarded(takes_large_files(form(of_importer(pages.upload)))), name="import"),
        path(f"{below}<int:pk>/rejected/", guarded(require_safe(of_importer(pages.rejected))), name="import_rejected"),
        path(f"{below}<slug:token>/columns/", guarded(form(of_importer(pages.map_columns))), name="import_map"),
        path(f"{below}<slug:token>/preview/", guarded(form(of_importer(pages.preview))), name="import_preview"),
    ]
