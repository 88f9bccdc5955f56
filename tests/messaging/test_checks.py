"""System checks: each mistake in the ways out is named, with its mend, and what is right is let alone."""

from __future__ import annotations

import pytest

from messaging import checks
from tests.messaging.conftest import SECRET


@pytest.fixture(autouse=True)
def _nothing(settings):
    for name in ("SMS_PRESET", "SMS_URL", "SMS_USER", "SMS_SECRET", "CHAT_URL", "CHAT_SECRET"):
        setattr(settings, name, "")
    settings.CHANNELS_ALLOW_PRIVATE = False


def found(settings, **given):
    for name, value in given.items():
        setattr(settings, name, value)
    told = [*checks.check_sms(None), *checks.check_chat(None)]
    assert all(problem.hint for problem in told)
    return [problem.id for problem in told]


URL = "https://gateway.example/send"


@pytest.mark.parametrize(
    ("given", "ids"),
    [
        ({}, []),
        ({"SMS_URL": URL, "SMS_SECRET": SECRET}, []),
        ({"SMS_PRESET": "twilio", "SMS_USER": "AC1", "SMS_SECRET": "x"}, []),
        ({"SMS_PRESET": "aliyun", "SMS_USER": "LT1", "SMS_SECRET": "x"}, []),
        ({"CHAT_URL": URL, "CHAT_SECRET": SECRET}, []),
        ({"SMS_PRESET": "twillio", "SMS_USER": "AC1", "SMS_SECRET": "x"}, ["messaging.E001"]),
        ({"SMS_USER": "AC1", "SMS_SECRET": "x"}, ["messaging.W001"]),
        ({"SMS_PRESET": "generic", "SMS_SECRET": SECRET}, ["messaging.E002"]),
        ({"SMS_URL": "gateway.example", "SMS_SECRET": SECRET}, ["messaging.E002"]),
        ({"SMS_URL": "https://me:pw@gateway.example/", "SMS_SECRET": SECRET}, ["messaging.E002"]),
        ({"SMS_URL": "https://[1::/", "SMS_SECRET": SECRET}, ["messaging.E002"]),
        ({"SMS_URL": "http://gateway.example/", "SMS_SECRET": SECRET}, ["messaging.W002"]),
        ({"SMS_URL": "http://127.0.0.1/", "SMS_SECRET": SECRET, "CHANNELS_ALLOW_PRIVATE": True}, []),
        ({"SMS_URL": URL, "SMS_SECRET": "a password"}, ["messaging.E003"]),
        ({"SMS_URL": URL, "SMS_SECRET": "whsec_dG9vIHNob3J0"}, ["messaging.E003"]),
        ({"SMS_URL": URL}, ["messaging.E003"]),
        ({"SMS_PRESET": "twilio", "SMS_USER": "AC1"}, ["messaging.E004"]),
        ({"SMS_PRESET": "aliyun"}, ["messaging.E004"]),
        ({"CHAT_URL": "ftp://x", "CHAT_SECRET": ""}, ["messaging.E002", "messaging.E003"]),
    ],
)
def test_mistakes_are_named(settings, given, ids):
    assert found(settings, **given) == ids


def test_what_makes_a_secret_makes_a_right_one():
    import base64
    import secrets

    made = "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()
    assert "token_bytes(32)" in checks._MAKES_ONE
    assert len(base64.b64decode(made.removeprefix("whsec_"))) == 32
