"""A browser for the session, a member of staff who is logged in, and a small business to look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.browser import kit

if TYPE_CHECKING:  # this module is read before Django is set up
    from core.models import User

Open = Callable[..., BrowserContext]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Playwright keeps an event loop in this thread: there Django refuses the database, unless it is told otherwise.

    It also has other connections while a loop runs. Those of either side are closed before they are lost
    from sight: left open they would keep the test database from being dropped, or be cut off by its restoring.
    """
    from django.db import connections

    patch = pytest.MonkeyPatch()
    patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    connections.close_all()
    with kit.launched() as launched:
        yield launched
        connections.close_all()
    patch.undo()


@pytest.fixture
def boss(transactional_db: None) -> User:
    from core.models import User

    return User.objects.create_superuser("boss@example.org", "a long enough password", name="Frances Easton")


@pytest.fixture
def goods(transactional_db: None) -> list[Any]:
    """Tea and a cup to sell; one point per unit of money."""
    from tests.loyalty.factories import only_rules, rule
    from tests.sales.factories import product

    only_rules()
    rule(1)
    return [
        product(sku="TEA-1", name="Oolong tea", price=1250, selling_points="Slowly roasted.",
                likely_questions="How long does it keep?\nTwo years."),
        product(sku="CUP-2", name="Cup", price=800),
    ]  # fmt: skip


@pytest.fixture
def business(transactional_db: None, boss: User) -> None:
    """A small shop with everything that the demo has: every page has something to show."""
    from django.core.management import call_command

    from tests import databases

    databases.bring_to("business", lambda: call_command("seed_demo", "--customers", "120"))
    boss.refresh_from_db()  # in a copy the boss is the one who was there when it was made


@pytest.fixture
def opened(browser: Browser, live_server: Any, boss: User) -> Iterator[Open]:
    """`opened(size=…, language=…, scripts=False)`: a browser context in which the boss is logged in."""
    from django.test import Client

    contexts: list[BrowserContext] = []

    def open_for(
        *, language: str = "en", theme: str = "light", anonymous: bool = False, **choices: Any
    ) -> BrowserContext:
        cookies = {"django_language": language, "theme": theme}
        if not anonymous:
            client = Client()
            client.force_login(boss)
            cookies["sessionid"] = client.cookies["sessionid"].value
        context = kit.open_context(browser, live_server.url, cookies=cookies, **choices)
        context.set_default_timeout(15_000)
        contexts.append(context)
        return context

    yield open_for
    for context in contexts:
        context.close()
