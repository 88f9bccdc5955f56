"""The doors at which providers knock: each with a key of its own, and a body that may be anything.

The answer is 200 once what was told is in its table, so that nobody tells it again; 403 without the right key,
400 for what cannot
be read. Looking (GET, HEAD) is refused: nothing of it could change anything.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from hashlib import blake2b

import structlog
from django.core.cache import cache
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.request import UnreadablePostError
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from redis import RedisError

from core import clock
from core.addresses import client_address
from core.decorators import public
from messaging.tracking import keeping, mail, secrets, sms
from messaging.tracking.mail import Unreadable

log = structlog.get_logger(__name__)
WHY = "providers knock with a signature or a password of their own"
LARGEST = 3 * 2**20
# Wrong keys from one address; from then on nothing of it is even looked at.
WRONG, SECONDS = 60, 60
Door = Callable[..., HttpResponse]


def _hook(view: Door) -> Door:
    """Size and patience first, then the door itself; nothing of it is kept by caches or found by search engines."""

    @wraps(view)
    def guarded(request: HttpRequest, **place: str) -> HttpResponse:
        return _private(_answer(view, request, **place))

    return public(WHY)(csrf_exempt(require_POST(guarded)))  # type: ignore[return-value]


def _answer(view: Door, request: HttpRequest, **place: str) -> HttpResponse:
    who = "hooks." + blake2b(client_address(request).encode(), digest_size=12).hexdigest()
    if _wrongs(who) >= WRONG:
        return _said(429, "rate_limited")
    try:
        if len(request.body) > LARGEST:
            return _said(413, "too_large")
        answer = view(request, **place)
    except RequestDataTooBig:
        return _said(413, "too_large")
    except UnreadablePostError:
        return _said(400, "unreadable")
    except Unreadable as error:
        log.warning("hook_unreadable", path=request.path.split("/")[2], why=str(error)[:60])
        return _said(400, "unreadable")
    if answer.status_code == 403:
        _count_wrong(who)
    return answer


def _wrongs(who: str) -> int:
    try:
        return int(cache.get(who) or 0)
    except RedisError:
        return 0


def _count_wrong(who: str) -> None:
    try:
        cache.add(who, 0, SECONDS)
        cache.incr(who)
    except (RedisError, ValueError):
        pass


def _said(status: int, code: str) -> JsonResponse:
    return JsonResponse({"code": code}, status=status)


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


@_hook
def of_mail(request: HttpRequest, provider: str) -> HttpResponse:
    now = clock.now()
    if provider not in mail.VIEWS or not mail.is_known(request, provider, now=now):
        return _said(403, "forbidden")
    return JsonResponse({"new": keeping.keep(mail.read(request, provider), now=now)})


@_hook
def of_twilio(request: HttpRequest) -> HttpResponse:
    if not sms.is_twilio(request):
        return _said(403, "forbidden")
    keeping.keep(sms.of_twilio(request), now=clock.now())
    # In Twilio's language: answer the customer with nothing.
    return HttpResponse("<Response></Response>", content_type="text/xml")


@_hook
def of_aliyun(request: HttpRequest, secret: str) -> HttpResponse:
    """The carrier signs nothing: the last part of the address is the key."""
    if not secrets.fits("sms aliyun", secret):
        return _said(403, "forbidden")
    keeping.keep(sms.of_aliyun(mail.objects(request.body)), now=clock.now())
    return JsonResponse({"code": 0, "msg": "OK"})


@_hook
def of_generic(request: HttpRequest) -> HttpResponse:
    now = clock.now()
    if not secrets.is_signed("generic", request, now=now):
        return _said(403, "forbidden")
    return JsonResponse({"new": keeping.keep(sms.of_generic(mail.objects(request.body)), now=now)})
