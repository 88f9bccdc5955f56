"""The door behind the links of messages: short, quick, open to nobody's wishes but those of our own templates."""

from __future__ import annotations

from base64 import b64decode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from core import clock
from core.addresses import client_address
from core.decorators import public
from customers.memberpage.serving import invalid, private
from messaging.links import following, tokens
from messaging.models import Hit

_PIXEL = b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")


@public("the signed link is the key; it leads only where a template does")
@require_safe
def follow(request: HttpRequest, token: str) -> HttpResponse:
    """Knows no session and no cookie."""
    asked = tokens.read(token)
    if asked is None:
        return private(invalid(request))
    told = following.Request(str(request.method), request.headers, client_address(request))
    target = following.follow(asked, told, now=clock.now())
    if asked.kind == Hit.Kind.PIXEL:
        return private(HttpResponse(_PIXEL, content_type="image/gif"))
    if asked.kind == Hit.Kind.TRAP:
        return private(HttpResponse(status=204))
    return private(HttpResponseRedirect(target) if target else invalid(request))
