"""System checks of the ways out: they name the mistake and the mend, before the first message waits in vain."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register  # noqa: A004  # Django's name

from core.webhooks.secrets import PREFIX
from messaging.channels.http.accounts import PRESETS
from messaging.channels.http.generic import GENERIC

Apps = Sequence[AppConfig] | None
_MAKES_ONE = (
    "python3 -c 'import base64, secrets; print(\"whsec_\" + base64.b64encode(secrets.token_bytes(32)).decode())'"
)


@register()
def check_mail(app_configs: Apps, **_options: Any) -> list[CheckMessage]:
    return [*_provider(), *_authority()]


def _authority() -> Iterator[CheckMessage]:
    from messaging.channels import smtp

    try:
        smtp.trusted()
    except OSError as error:  # also what is no certificate
        hint = "A file in PEM that the workers may read, with the certificate of the authority; or unset it."
        yield Error(f"MAIL_CA_FILE cannot be used: {error}", hint=hint, id="messaging.E007")


def _provider() -> list[CheckMessage]:
    from messaging.channels.http.mail import PRESETS as PROVIDERS

    code = settings.MAIL_PRESET
    if not code:
        if settings.MAIL_SECRET or settings.MAIL_USER:
            hint = f"Set MAIL_PRESET to one of: {', '.join(PROVIDERS)}; or unset MAIL_SECRET and MAIL_USER."
            return [Warning("MAIL_SECRET or MAIL_USER is set, but no provider.", hint=hint, id="messaging.W003")]
        return []
    if code not in PROVIDERS:
        hint = f"Set MAIL_PRESET to one of: {', '.join(PROVIDERS)}; or set MAIL_URL for a server of your own."
        return [Error(f"MAIL_PRESET={code!r} is not known.", hint=hint, id="messaging.E005")]
    return [*(_address("MAIL_API_URL") if settings.MAIL_API_URL else ()), *_mail_account(code)]


def _mail_account(code: str) -> Iterator[CheckMessage]:
    wanted = ["MAIL_SECRET", *(["MAIL_USER"] if code in ("mailgun", "mailjet") else [])]
    missing = [name for name in wanted if not getattr(settings, name)]
    if missing:
        hint = "See docs/settings.md for what they are with each provider."
        yield Error(f"MAIL_PRESET={code} needs {' and '.join(missing)}.", hint=hint, id="messaging.E006")
    if settings.EMAIL_HOST:
        hint = "Unset one of them; the provider is used."
        yield Warning("Both MAIL_PRESET and MAIL_URL are set.", hint=hint, id="messaging.W004")


@register()
def check_sms(app_configs: Apps, **_options: Any) -> list[CheckMessage]:
    code = settings.SMS_PRESET or (GENERIC.code if settings.SMS_URL else "")
    if not code:
        return list(_forgotten())
    preset = PRESETS.get(code)
    if preset is None:
        hint = f"Set SMS_PRESET to one of: {', '.join(PRESETS)}."
        return [Error(f"SMS_PRESET={code!r} is not known.", hint=hint, id="messaging.E001")]
    if preset is GENERIC:
        return [*_address("SMS_URL"), *_signing("SMS_SECRET")]
    return [*(_address("SMS_URL") if settings.SMS_URL else ()), *_log_in(code)]


@register()
def check_chat(app_configs: Apps, **_options: Any) -> list[CheckMessage]:
    if not settings.CHAT_URL:
        return []
    return [*_address("CHAT_URL"), *_signing("CHAT_SECRET")]


def _forgotten() -> Iterator[CheckMessage]:
    if settings.SMS_USER or settings.SMS_SECRET:
        hint = f"Set SMS_PRESET to one of: {', '.join(PRESETS)}; or unset SMS_USER and SMS_SECRET."
        yield Warning("SMS_USER or SMS_SECRET is set, but nobody sends SMS.", hint=hint, id="messaging.W001")


def _address(name: str) -> Iterator[CheckMessage]:
    try:
        parts = urlsplit(getattr(settings, name))
        is_right = parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.username
    except ValueError:
        is_right = False
    if not is_right:
        hint = f"For example: {name}=https://gateway.example/send; name and password stand in settings of their own."
        yield Error(f"{name} is no address of the web.", hint=hint, id="messaging.E002")
    elif parts.scheme == "http" and not settings.CHANNELS_ALLOW_PRIVATE:
        hint = f"Let {name} begin with https://."
        yield Warning(f"What goes to {name} can be read on its way.", hint=hint, id="messaging.W002")


def _signing(name: str) -> Iterator[CheckMessage]:
    secret = getattr(settings, name)
    try:
        key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if not secret.startswith(PREFIX) or len(key) < 24:
        hint = f"Set {name} to the output of: {_MAKES_ONE}"
        yield Error(f"{name} is not {PREFIX} and at least 24 bytes in base64.", hint=hint, id="messaging.E003")


def _log_in(code: str) -> Iterator[CheckMessage]:
    missing = [name for name in ("SMS_USER", "SMS_SECRET") if not getattr(settings, name)]
    if missing:
        hint = "See docs/settings.md for what they are with each preset."
        yield Error(f"SMS_PRESET={code} needs {' and '.join(missing)}.", hint=hint, id="messaging.E004")
