"""A link of a mail in the local mailbox, followed in a real browser."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F

from messaging.links import counting
from messaging.models import LocalMail, Message
from messaging.outbox import working
from messaging.templating import Text
from tests.browser.conftest import Open
from tests.messaging.factories import make_version, put, reader
from tests.messaging.following import PERSON

pytestmark = [pytest.mark.slow, pytest.mark.browser]


@pytest.fixture
def _ours(live_server: Any, settings: Any) -> None:
    settings.SITE_URL = live_server.url


@pytest.mark.usefixtures("_ours")
def test_a_click_leads_to_the_target_and_counts_a_person(opened: Open, live_server: Any) -> None:
    from core import clock

    target = f"{live_server.url}/healthz/live"
    letter = Text("en", f"{target}\n{{{{ links.unsubscribe }}}}", subject="News", content=f"[Look at it]({target})")
    message = put(reader(), version=make_version(letter), source="campaign:1", now=clock.now())
    working.send_due("email")
    Message.objects.update(handed_at=F("handed_at") - timedelta(hours=1))
    context = opened()
    # By its own name it would be counted as the program that it is.
    context.set_extra_http_headers({"User-Agent": PERSON})
    page = context.new_page()
    page.goto(f"/messages/mailbox/{LocalMail.objects.get().pk}/")
    with page.expect_popup() as beside:
        page.frame_locator("iframe").get_by_role("link", name="Look at it").click()
    beside.value.wait_for_load_state()
    assert beside.value.url == target
    assert counting.of_messages([message.pk])[message.pk] == counting.Interest(clicks=1)
