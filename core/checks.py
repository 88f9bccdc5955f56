"""System checks that name the mistake and the mend.

They run before every command that needs a sound configuration (`migrate`, `prepare`, `check --deploy`) and
when a web process starts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import phonenumbers
from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ImproperlyConfigured

SHORTEST_KEY = 32
_KEYS = {
    "SECRET_KEY": "sessions and signed forms",
    "LINK_KEYS": "personal links",
    "SUPPRESSION_KEYS": "opt-outs",
    "WEBHOOK_KEYS": "secrets of webhooks",
}
_NEW_KEY = "python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"
# ISO 4217, without metals, funds and test codes.
_CURRENCIES = """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP
    CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF
    IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD
    MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB
    RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD
    UYI UYU UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
"""
Apps = Sequence[AppConfig] | None


@register(Tags.security)
def check_keys(app_configs: Apps, **_options: Any) -> list[CheckMessage]:
    """Only the embedded mode makes its own keys; outside, a default would be known to everyone."""
    return [problem for name in _KEYS for problem in _key_problems(name)]


def _key_problems(name: str) -> Iterator[CheckMessage]:
    keys = _keys(name)
    if not keys or not all(keys):
        hint = f"Set {name} in the environment, for example to the output of: {_NEW_KEY}"
        yield Error(f"{name} is not set; it protects {_KEYS[name]}.", hint=hint, id="core.E001")
    elif min(map(len, keys)) < SHORTEST_KEY:
        hint = f"Use a random one, for example the output of: {_NEW_KEY}"
        yield checks.Warning(f"{name} is shorter than {SHORTEST_KEY} characters.", hint=hint, id="core.W001")


def _keys(name: str) -> list[str]:
    try:
        value = getattr(settings, name)
    except ImproperlyConfigured:  # Django raises it for an empty SECRET_KEY, which is what we are here to explain
        return []
    return [value] if isinstance(value, str) else list(value)


@register(Tags.security)
def check_keys_differ(app_configs: Apps, **_options: Any) -> list[CheckMessage]:
    known = [key for name in _KEYS for key in set(_keys(name)) if key]
    if len(known) != len(set(known)):
        hint = f"Give {', '.join(_KEYS)} a random value each, so that each can be changed alone."
        return [checks.Warning("One key protects more than one thing.", hint=hint, id="core.W002")]
    return []


@register(Tags.security)
def check_debug(app_configs: Apps, **_options: Any) -> list[CheckMessage]:
    """DEBUG shows settings and data to every visitor: only on the machine of its developer."""
    if settings.DEBUG and not settings.IS_EMBEDDED:
        hint = "Unset DEBUG, or unset DATABASE_URL to develop on the embedded database."
        return [Error("DEBUG is on together with an outside database.", hint=hint, id="core.E002")]
    return []


@register()
def check_business_settings(app_configs: Apps, **_options: Any) -> list[CheckMessage]:
    return [
        *_if_wrong(_is_zone(settings.BUSINESS_TIME_ZONE), "BUSINESS_TIME_ZONE", "a time zone", "Asia/Shanghai", "E003"),
        *_if_wrong(_is_currency(settings.CURRENCY), "CURRENCY", "an ISO 4217 currency", "EUR", "E004"),
        *_if_wrong(_is_country(settings.COUNTRY), "COUNTRY", "an ISO 3166 country", "CN", "E005"),
        *_if_wrong(_is_language(settings.LANGUAGE_CODE), "LANGUAGE_CODE", "a language we have", "zh-hans", "E006"),
    ]


def _if_wrong(is_right: bool, name: str, what: str, example: str, number: str) -> list[CheckMessage]:  # noqa: FBT001
    if is_right:
        return []
    value = getattr(settings, name)
    return [Error(f"{name}={value!r} is not {what}.", hint=f"For example: {name}={example}", id=f"core.{number}")]


def _is_zone(name: str) -> bool:
    try:
        return name in available_timezones() and bool(ZoneInfo(name))
    except (OSError, ValueError):
        return False


def _is_currency(code: str) -> bool:
    return code in _CURRENCIES.split()


def _is_country(code: str) -> bool:
    return code in phonenumbers.SUPPORTED_REGIONS


def _is_language(code: str) -> bool:
    return code in dict(settings.LANGUAGES)


@register(Tags.security, deploy=True)
def check_hosts(app_configs: Apps, **_options: Any) -> list[CheckMessage]:
    if settings.IS_EMBEDDED or set(settings.ALLOWED_HOSTS) - {"localhost", "127.0.0.1", "[::1]"}:
        return []
    hint = "Set ALLOWED_HOSTS to the names under which people reach it, for example: ALLOWED_HOSTS=crm.shop.example"
    return [checks.Warning("Only this machine is an allowed host.", hint=hint, id="core.W003")]


@register(Tags.security, deploy=True)
def check_https(app_configs: Apps, **_options: Any) -> list[CheckMessage]:
    if settings.IS_EMBEDDED or settings.USE_HTTPS:
        return []
    hint = "Unset USE_HTTPS, and let the proxy in front set X-Forwarded-Proto (BEHIND_PROXY=1)."
    return [
        checks.Warning("USE_HTTPS is off: cookies and personal data travel in the clear.", hint=hint, id="core.W004")
    ]


@register(Tags.security, deploy=True)
def check_proxy(app_configs: Apps, **_options: Any) -> list[CheckMessage]:
    """The web process ends no TLS itself: without a proxy's word it takes every request for plain http."""
    if settings.IS_EMBEDDED or not settings.USE_HTTPS or settings.BEHIND_PROXY:
        return []
    text = "USE_HTTPS without BEHIND_PROXY: every page redirects to itself for ever."
    hint = "Set BEHIND_PROXY=1, and let the proxy that ends TLS set X-Forwarded-Proto."
    return [checks.Warning(text, hint=hint, id="core.W005")]


@register(Tags.caches)
def check_separate_cache(app_configs: Apps, **_options: Any) -> list[CheckMessage]:
    """Clearing the cache empties its Redis database: the queue must not lie in the same one."""
    same = re.sub(r"/0$", "", settings.CACHES["default"]["LOCATION"]) == re.sub(r"/0$", "", settings.CELERY_BROKER_URL)
    if not same:
        return []
    hint = "Give CACHE_URL another database number than REDIS_URL, for example redis://host:6379/1"
    return [Error("Cache and queue use the same Redis database.", hint=hint, id="core.E007")]
