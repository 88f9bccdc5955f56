"""Pages for what went wrong: a request id to quote, no internals, nothing that may fail again."""

from __future__ import annotations

import structlog
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template import loader
from django.utils.translation import gettext as _
from django.views.decorators.csrf import requires_csrf_token

log = structlog.get_logger(__name__)


@requires_csrf_token
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, in the frame of the log-in pages."""
    return render(request, "400.html", status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: the template asks neither the session nor the database, either of which may be what failed."""
    request_id = getattr(request, "request_id", "")
    try:
        page = loader.get_template("500.html").render({"request_id": request_id})
    except Exception:  # whatever it is, the person must still learn the number to quote
        log.exception("error_page_failed")
        page = _("Something went wrong here.") + f" {request_id}"
    return HttpResponseServerError(page)
