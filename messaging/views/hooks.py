"""Where providers are to tell what became of messages: addresses and keys, for administrators to copy."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.decorators import permission
from messaging.tracking import mail, secrets, sms

_NAMES = {
    "mailgun": "Mailgun", "postmark": "Postmark", "sendgrid": "SendGrid", "brevo": "Brevo", "resend": "Resend",
    "mailjet": "Mailjet",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hook:
    """`lacks`: what is to be done first, or would make it safer."""

    title: str
    address: str
    secret: str = ""
    lacks: str = ""


@permission("messaging.change_messagingsettings")
@require_safe
@never_cache
def hooks(request: HttpRequest) -> HttpResponse:
    context = {
        "title": _("Reports of providers"),
        "hooks": [*_mail(), *_sms(), _own()],
        "back_url": reverse("messaging:outbox"),
    }
    return render(request, "messaging/hooks.html", context)


def _mail() -> list[Hook]:
    """That of the environment; without one all, for somebody who is about to choose."""
    chosen = settings.MAIL_PRESET
    return [_of_mail(code) for code in mail.VIEWS if chosen in ("", code)]


def _of_mail(code: str) -> Hook:
    scheme, _sep, rest = settings.SITE_URL.partition("://")
    login = f"{secrets.USER}:{secrets.password(mail.door(code))}"
    is_open = code in mail.SIGNING and not settings.MAIL_HOOK_KEY
    lacks = (
        _("It signs what it tells: set MAIL_HOOK_KEY to its key, and nothing unsigned is believed.") if is_open else ""
    )
    return Hook(_NAMES[code], f"{scheme}://{login}@{rest}{reverse('hooks:mail', args=[code])}", lacks=lacks)


def _sms() -> list[Hook]:
    found = []
    if settings.SMS_PRESET == sms.TWILIO:
        lacks = "" if settings.SITE_URL.startswith("https://") else _("Twilio comes only to an address with https.")
        found.append(Hook("Twilio", settings.SITE_URL + reverse("hooks:twilio"), lacks=lacks))
    if settings.SMS_PRESET == sms.ALIYUN:
        key = secrets.password("sms aliyun")
        found.append(Hook("Aliyun SmsReport, SmsUp", settings.SITE_URL + reverse("hooks:aliyun", args=[key])))
    return found


def _own() -> Hook:
    title = _("Your own mail server, gateway or bridge")
    return Hook(title, settings.SITE_URL + reverse("hooks:generic"), secret=secrets.signing("generic"))
