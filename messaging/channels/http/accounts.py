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


def chat() -> Way | None:
    """`CHAT_URL`, `CHAT_SECRET`."""
    if not settings.CHAT_URL:
        return None
    return Way(GENERIC, _account(settings.CHAT_URL, "", settings.CHAT_SECRET))


def _account(url: str, user: str, secret: str) -> Account:
    return Account(url.rstrip("/"), user, secret, settings.CHANNELS_ALLOW_PRIVATE)
