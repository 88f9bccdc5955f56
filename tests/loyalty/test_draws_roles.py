"""Which role may open and do what with draws and limited editions."""

# ruff: noqa: F811  # arguments are named like the fixtures that they are

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from loyalty.draws import entering
from loyalty.editions import services
from loyalty.models import CountryLimit, Draw, Edition
from tests.customers.factories import make_customer, make_user
from tests.loyalty.draws_open import LETTERS, draw, edition, finish, now, told  # noqa: F401  # fixtures among them

pytestmark = pytest.mark.django_db
# Who may GET (or, marked with "!", POST and is then let in) what.
TABLE = {
    "draws": "omksca", "draw": "omksca", "draw_new": "omk", "draw_edit": "omk", "prizes_new": "omk",
    "draw_number": "omk", "draw_cancel": "omk", "draw_enter": "omsc", "award_redraw": "omk",
    "editions": "omksca", "edition": "omksca", "edition_new": "omk", "edition_edit": "omk", "opening_new": "omk",
    "claim_new": "omsc", "claim_pay": "omsc", "claim_cancel": "omsc",
    "prize_remove!": "omk", "draw_delete!": "omk", "draw_publish!": "omk", "draw_freeze!": "omk", "draw_run!": "omk",
    "award_hand_over!": "omk", "edition_publish!": "omk", "edition_close!": "omk", "opening_remove!": "omk",
}  # fmt: skip


@pytest.mark.parametrize("role", LETTERS)
def test_role_and_address(client: Client, draw: Draw, edition: Edition, now: Any, role: str) -> None:
    entering.enter_by_signup(draw=draw, customer_id=make_customer().pk, now=now)
    finish(draw)
    row = services.claim_pieces(edition=edition, customer_id=make_customer().pk, event_key="a", now=now)
    extra = {
        "prize_remove": [1],
        "award_hand_over": [1],
        "award_redraw": [1],
        "opening_remove": [edition.steps.get().pk],
    }
    extra |= {"claim_pay": [row.public_id], "claim_cancel": [row.public_id]}
    client.force_login(make_user(role))
    for marked, allowed in TABLE.items():
        name = marked.rstrip("!")
        about = [] if name in {"draws", "editions", "draw_new", "edition_new"} else [draw.public_id]
        if about and (name.startswith(("edition", "opening", "claim"))):
            about = [edition.public_id]
        url = reverse(f"loyalty:{name}", args=[*about, *extra.get(name, [])])
        status = (client.post if marked.endswith("!") else client.get)(url).status_code
        let_in = {302} if marked.endswith("!") else {200}
        assert status in (let_in if LETTERS[role] in allowed else {403}), (role, name, status)


@pytest.mark.parametrize("role", ["cashier", "owner"])
def test_limits_are_the_owners_and_managers(client: Client, role: str) -> None:
    user = make_user(role, is_staff=True)
    client.force_login(user)
    url = reverse("admin:loyalty_countrylimit_add")
    assert client.get(url).status_code == (200 if role == "owner" else 403)
    if role == "owner":
        client.post(url, {"country": "CN", "max_prize_value": "50000.00", "source": "checked"})
        assert CountryLimit.objects.get().max_prize_value == 5_000_000
        assert "50,000.00" in told(client.get(reverse("admin:loyalty_countrylimit_changelist")))
