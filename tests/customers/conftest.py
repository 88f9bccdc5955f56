"""Fixtures of the customers' tests. Models are imported late: this loads before Django is set up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

if TYPE_CHECKING:
    from core.models import User


@pytest.fixture
def user() -> User:
    from tests.customers.factories import make_user

    return make_user("owner", name="Lin Yue")


@pytest.fixture
def staff(client: Client, user: User) -> Client:
    client.force_login(user)
    return client
