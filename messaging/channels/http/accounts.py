"""Which preset and account of the environment a channel speaks through; None where nothing is set."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from messaging.channels.http.aliyun import ALIYUN
from messaging.channels.http.generic import GENERIC
from messaging.channels.http.line import Account, Preset
from messaging.channels.http.twilio import TWILIO

PRESETS = {preset.code: preset for preset in (GENERIC, TWILIO, ALIYUN)}


@dataclass(frozen=True, slots=True)
class Way:
    preset: Preset
    account: Account


def sms() -> Way | None:
    """`SMS_PRESET`, `SMS_URL`, `SMS_USER`, `SMS_SECRET`."""
    if not (settings.SMS_PRESET or settings.SMS_URL):
        return None
    preset = PRESETS.get(settings.SMS_PRESET or GENERIC.code)
    if preset is None:
        # `messaging.checks` names the mend; messages wait meanwhile.
        raise ImproperlyConfigured(f"SMS_PRESET={settings.SMS_PRESET!r}")
    return Way(preset, _account(settings.SMS_URL or preset.url, settings.SMS_USER, settings.SMS_SECRET))


def mail() -> Way | None:
    """`MAIL_PRESET`, `MAIL_API_URL`, `MAIL_USER`, `MAIL_SECRET`; None: over SMTP, or into the local mailbox."""
    if not settings.MAIL_PRESET:
        return None
    from messaging.channels.http.mail import PRESETS as PROVIDERS

    preset = PROVIDERS.get(settings.MAIL_PRESET)
    if preset is None:
        raise ImproperlyConfigured(f"MAIL_PRESET={settings.MAIL_PRESET!r}")
    return Way(preset, _account(settings.MAIL_API_URL or preset.url, settings.MAIL_USER, settings.MAIL_SECRET))


def chat() -> Way | None:
    """`CHAT_URL`, `CHAT_SECRET`."""
    if not settings.CHAT_URL:
        return None
    return Way(GENERIC, _account(settings.CHAT_URL, "", settings.CHAT_SECRET))


def _account(url: str, user: str, secret: str) -> Account:
    return Account(url.rstrip("/"), user, secret, settings.CHANNELS_ALLOW_PRIVATE)
