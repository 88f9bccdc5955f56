"""Each wrong setting has its message, and the right ones none."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.checks.registry import registry

GOOD = {
    "SECRET_KEY": "s" * 20 + "essionkeys0123456789" * 2,
    "LINK_KEYS": ["links" * 10],
    "SUPPRESSION_KEYS": ["suppression" * 5],
    "WEBHOOK_KEYS": ["webhooks" * 5],
    "IS_EMBEDDED": False,
    "ALLOWED_HOSTS": ["crm.shop.example"],
    "USE_HTTPS": True,
    "BEHIND_PROXY": True,
}


def found(settings: Any, **changes: Any) -> set[str]:
    for name, value in (GOOD | changes).items():
        setattr(settings, name, value)
    ours = [check for check in registry.get_checks(include_deployment_checks=True) if check.__module__ == "core.checks"]
    return {str(message.id) for check in ours for message in check(app_configs=None)}


def test_good_settings_have_no_message(settings: Any) -> None:
    assert found(settings) == set()


@pytest.mark.parametrize(
    ("changes", "number"),
    [
        ({"SECRET_KEY": ""}, "core.E001"),
        ({"LINK_KEYS": [""]}, "core.E001"),
        ({"SUPPRESSION_KEYS": []}, "core.E001"),
        ({"DEBUG": True}, "core.E002"),
        ({"BUSINESS_TIME_ZONE": "Mars/Olympus"}, "core.E003"),
        ({"BUSINESS_TIME_ZONE": "../etc/passwd"}, "core.E003"),
        ({"CURRENCY": "EURO"}, "core.E004"),
        ({"CURRENCY": ""}, "core.E004"),
        ({"COUNTRY": "UK"}, "core.E005"),
        ({"LANGUAGE_CODE": "tlh"}, "core.E006"),
        ({"CELERY_BROKER_URL": "redis://h/0", "CACHES": {"default": {"LOCATION": "redis://h"}}}, "core.E007"),
        ({"LINK_KEYS": ["short"]}, "core.W001"),
        ({"SUPPRESSION_KEYS": GOOD["LINK_KEYS"]}, "core.W002"),
        ({"ALLOWED_HOSTS": ["localhost"]}, "core.W003"),
        ({"USE_HTTPS": False}, "core.W004"),
        ({"BEHIND_PROXY": False}, "core.W005"),
    ],
)
def test_a_mistake_is_named(settings: Any, changes: dict[str, Any], number: str) -> None:
    assert found(settings, **changes) == {number}


def test_an_older_key_may_stand_behind_the_first(settings: Any) -> None:
    assert found(settings, LINK_KEYS=["new" * 20, "old" * 20]) == set()
