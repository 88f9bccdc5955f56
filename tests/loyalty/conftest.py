"""What tests of loyalty ask for by name: owners, no rules but the test's own, a ledger that agrees at the end.

Imports stand inside the fixtures: pytest reads this file before Django is set up.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from django.test import Client

if TYPE_CHECKING:
    from core.models import User
    from tests.loyalty.till_factories import Till


@pytest.fixture
def owner(db: None) -> User:
    """Not logged in; may do everything."""
    from core.models import User

    return User.objects.create_superuser("owner@example.com", "secret")


@pytest.fixture
def second(db: None) -> User:
    """Another owner, for what takes two people."""
    from core.models import User

    return User.objects.create_superuser("second@example.com", "secret")


@pytest.fixture
def staff(db: None) -> Client:
    """A browser in which an owner is logged in."""
    from core.models import User

    found = Client()
    found.force_login(User.objects.create_superuser("boss@example.com", "x"))
    return found


@pytest.fixture
def cashier(db: None) -> User:
    from tests.loyalty.till_factories import staff

    return staff()


@pytest.fixture
def at(client: Client, cashier: User) -> Till:
    """The page of the till, which a cashier has open."""
    from tests.loyalty.till_factories import Till

    client.force_login(cashier)
    return Till(client)


@pytest.fixture
def no_other_rules(db: None) -> None:
    """Nothing earns but what the test itself says."""
    from tests.loyalty.factories import only_rules

    only_rules()


@pytest.fixture
def agrees(db: None) -> Iterator[None]:
    """Whatever the test does, balances, lots and entries say the same when it is over."""
    from loyalty.ledger import audit
    from tests.loyalty.factories import NOW

    yield
    assert [str(found) for found in audit.disagreements(NOW)] == []
