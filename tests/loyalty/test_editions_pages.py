"""Pages of limited editions for staff: from the form to a paid claim, hours of opening, costs in statements."""

# ruff: noqa: F811  # arguments are named like the fixtures that they are

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from loyalty.draws import publishing
from loyalty.editions import publishing as edition_publishing
from loyalty.editions import services
from loyalty.models import Draw, Edition, EditionClaim
from tests.customers.factories import make_customer
from tests.loyalty.draws_open import boss, draw, edition, now, told  # noqa: F401  # fixtures among them
from tests.sales.factories import line, purchase

pytestmark = pytest.mark.django_db
EDITION_FORM = {
    "name": "Box", "description": "Signed.", "slug": "box", "quantity": "3", "per_customer": "1", "hold_minutes": "30",
    "night_from": "20:00", "night_until": "10:00",
    "on_return": "free", "time_zone": "Asia/Shanghai", "closes": "2031-05-01T20:00", "price": "99.00",
}  # fmt: skip


class TestEditionPages:
    @pytest.mark.usefixtures("boss")
    def test_from_the_form_to_a_paid_claim(self, client):
        client.post(reverse("loyalty:edition_new"), EDITION_FORM)
        made = Edition.objects.get()
        assert made.closes_at.isoformat() == "2031-05-01T12:00:00+00:00"
        assert "20:00" in told(client.get(reverse("loyalty:edition_edit", args=[made.public_id])))
        page = client.post(reverse("loyalty:edition_publish", args=[made.public_id]), follow=True)
        assert "from when on somebody may claim" in told(page)
        client.post(reverse("loyalty:opening_new", args=[made.public_id]), {"opens": "2026-01-01T10:00"})
        assert made.steps.get().opens_at.isoformat() == "2026-01-01T02:00:00+00:00"
        asked = told(client.get(reverse("loyalty:edition_publish", args=[made.public_id])))
        assert "Only the quantity can still change" in asked
        assert Edition.objects.get().state == "draft"
        client.post(reverse("loyalty:edition_publish", args=[made.public_id]))
        who = make_customer("Ada Lovelace")
        told_claim = {"customer": "Ada Lovelace", "quantity": "1", "may_wait": "on", "key": str(uuid4())}
        for _ in range(2):
            assert client.post(reverse("loyalty:claim_new", args=[made.public_id]), told_claim).status_code == 302
        row = EditionClaim.objects.get()
        bought = purchase(line(9900), customer=who.pk)
        url = reverse("loyalty:claim_pay", args=[made.public_id, row.public_id])
        assert bought.number in told(client.get(url))
        client.post(url, {"purchase": bought.pk})
        assert EditionClaim.objects.get().purchase == bought
        client.post(reverse("loyalty:claim_cancel", args=[made.public_id, row.public_id]), {"reason": "Broken"})
        assert EditionClaim.objects.get().reason == "Broken"
        client.post(reverse("loyalty:edition_edit", args=[made.public_id]), {"quantity": "5"})
        assert Edition.objects.get().quantity == 5
        asked = told(client.get(reverse("loyalty:edition_close", args=[made.public_id])))
        assert "it cannot be opened again" in asked
        assert "empty hands" not in asked
        assert Edition.objects.get().state == "published"
        client.post(reverse("loyalty:edition_close", args=[made.public_id]))
        assert Edition.objects.get().state == "closed"

    @pytest.mark.usefixtures("boss")
    def test_a_claim_says_whether_it_is_held_or_waits(self, client, edition):
        said = []
        for name in ("Ada Lovelace", "Bob Noyce", "Cy Young", "Dee Ho"):
            make_customer(name)
            form = {"customer": name, "quantity": "1", "may_wait": "on", "key": str(uuid4())}
            said.append(told(client.post(reverse("loyalty:claim_new", args=[edition.public_id]), form, follow=True)))
        assert "Claimed: held until" in said[0]
        assert "on the waiting list." in said[-1]
        asked = told(client.get(reverse("loyalty:edition_close", args=[edition.public_id])))
        assert "the waiting list with empty hands." in asked

    @pytest.mark.usefixtures("boss")
    def test_an_hour_that_is_left_out_is_refused(self, client):
        client.post(reverse("loyalty:edition_new"), EDITION_FORM | {"time_zone": "Europe/Berlin"})
        made = Edition.objects.get()
        url = reverse("loyalty:opening_new", args=[made.public_id])
        wrong = client.post(url, {"opens": "2030-03-31T02:30"})
        assert wrong.status_code == 422
        assert "does not exist" in told(wrong)
        assert client.post(url, {"opens": "2030-10-27T02:30"}).status_code == 302
        assert made.steps.get().opens_at == datetime(2030, 10, 27, 0, 30, tzinfo=UTC)
        closing = client.post(
            reverse("loyalty:edition_edit", args=[made.public_id]),
            EDITION_FORM | {"time_zone": "Europe/Berlin", "closes": "2030-03-31T02:30"},
        )
        assert closing.status_code == 422

    @pytest.mark.usefixtures("boss")
    def test_openings_come_and_go_in_a_draft(self, client):
        client.post(reverse("loyalty:edition_new"), EDITION_FORM)
        made = Edition.objects.get()
        client.post(reverse("loyalty:opening_new", args=[made.public_id]), {"opens": "2026-01-01T10:00"})
        client.post(reverse("loyalty:opening_remove", args=[made.public_id, made.steps.get().pk]))
        assert not made.steps.exists()
        answer = client.post(reverse("loyalty:edition_new"), EDITION_FORM | {"time_zone": "Mars/North", "sku": "X"})
        assert answer.status_code == 422
        assert "no time zone" in told(answer)
        assert "no product X" in told(answer)

    @pytest.mark.usefixtures("boss")
    @pytest.mark.parametrize("name", ["draws", "editions", "edition"])
    def test_as_many_statements_for_three_rows_as_for_one(
        self, client, draw, edition, name, now, django_assert_num_queries
    ):
        url = reverse(f"loyalty:{name}", args=[edition.public_id] if name == "edition" else [])
        services.claim_pieces(edition=edition, customer_id=make_customer().pk, event_key="a", now=now)
        client.get(url)
        with django_assert_num_queries(_count(client, url)):
            client.get(url)
        first = _count(client, url)
        for number in range(2):
            values = {"name": f"Other {number}", "description": "x", "quantity": 1, "slug": f"other-{number}"}
            edition_publishing.create_edition(data=values, now=now)
            services.claim_pieces(edition=edition, customer_id=make_customer().pk, event_key=f"b{number}", now=now)
            Draw.objects.filter(pk=draw.pk).values()
            copy = {f: getattr(draw, f) for f in ("rules", "opens_at", "closes_at", "freezes_at", "draws_at")}
            publishing.create_draw(data=copy | {"name": f"Draw {number}", "slug": f"d-{number}"}, now=now)
        assert _count(client, url) == first


def _count(client: Client, url: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)
