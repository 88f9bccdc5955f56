"""Limits by address count clients, not proxies, and nobody chooses the address they are counted under."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory
from django.urls import reverse

from core.addresses import client_address
from core.models import User

PROXY = "10.0.0.1"
FORGED = "198.51.100.66"


def address(told: str | None = None, peer: str = PROXY) -> str:
    headers = {} if told is None else {"X-Forwarded-For": told}
    return client_address(RequestFactory().get("/", headers=headers, REMOTE_ADDR=peer))


def test_a_forged_header_is_ignored_without_a_proxy() -> None:
    assert address(FORGED, peer="203.0.113.7") == "203.0.113.7"


@pytest.mark.parametrize(
    ("count", "told", "expected"),
    [
        (1, "203.0.113.7", "203.0.113.7"),
        (1, f"{FORGED}, 203.0.113.7", "203.0.113.7"),
        (2, f"{FORGED}, 203.0.113.7, 10.0.0.2", "203.0.113.7"),
        (1, None, PROXY),
        (1, "203.0.113.7:4711", "203.0.113.7"),
        (1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
    ],
)
def test_behind_proxies_the_entry_of_the_outermost_counts(
    settings: Any, count: int, told: str | None, expected: str
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = count
    assert address(told) == expected


@pytest.mark.parametrize("told", ["unknown", "<script>", " "])
def test_what_is_no_address_is_refused(settings: Any, told: str) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    with pytest.raises(PermissionDenied):
        address(told)


@pytest.mark.parametrize(
    ("given", "count"),
    [
        ({}, 0),
        ({"PROXY_COUNT": "3"}, 0),
        ({"BEHIND_PROXY": "1"}, 1),
        ({"BEHIND_PROXY": "1", "PROXY_COUNT": "2"}, 2),
    ],
)
def test_the_environment_says_how_many(given: dict[str, str], count: int) -> None:
    code = "import json; from config import settings; print(json.dumps(settings.ALLAUTH_TRUSTED_PROXY_COUNT))"
    told = subprocess.run(  # our own Python
        [sys.executable, "-c", code], env=os.environ | given, capture_output=True, text=True, check=True
    )
    assert json.loads(told.stdout) == count


# --- The log-in ---------------------------------------------------------------------------

PASSWORD = "right horse battery staple"  # of nobody


@pytest.fixture
def person() -> User:
    return User.objects.create_user("anna@example.org", PASSWORD)


def log_in(email: str, password: str, *, forwarded: str, peer: str = PROXY) -> Any:
    return Client().post(
        reverse("account_login"),
        {"login": email, "password": password},
        headers={"X-Forwarded-For": forwarded},
        REMOTE_ADDR=peer,
    )


def fail_often(**where: str) -> None:
    """Ten a minute are let through; each under another name, so that only the address counts."""
    for number in range(10):
        assert log_in(f"nobody{number}@example.org", "wrong", **where).status_code == 200


@pytest.mark.django_db
def test_too_many_failures_from_one_client_do_not_close_the_log_in_for_others(settings: Any, person: User) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    fail_often(forwarded="203.0.113.7")
    assert "Too many failed login attempts" in log_in(person.email, PASSWORD, forwarded="203.0.113.7").content.decode()
    assert "Too many failed" in log_in(person.email, PASSWORD, forwarded=f"{FORGED}, 203.0.113.7").content.decode()
    assert log_in(person.email, PASSWORD, forwarded="203.0.113.8").status_code == 302


@pytest.mark.django_db
def test_without_a_proxy_a_new_header_is_no_new_address(person: User) -> None:
    fail_often(forwarded="203.0.113.7", peer="192.0.2.1")
    assert log_in(person.email, PASSWORD, forwarded="203.0.113.8", peer="192.0.2.1").status_code == 200
    assert log_in(person.email, PASSWORD, forwarded="203.0.113.7", peer="192.0.2.2").status_code == 302
