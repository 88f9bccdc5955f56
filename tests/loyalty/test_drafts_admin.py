"""Draws and limited editions in Django admin: drafts through the services, what is published only to be read."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from core.models import User
from customers.models import TimelineEntry
from loyalty.models import Draw, Edition, EditionAccess, Prize
from tests.loyalty import draws, editions

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss(admin_client):
    return admin_client


def rows(prefix: str, *given: dict, initial: int = 0) -> dict:
    told = {f"{prefix}-TOTAL_FORMS": len(given), f"{prefix}-INITIAL_FORMS": initial, f"{prefix}-MIN_NUM_FORMS": 0,
            f"{prefix}-MAX_NUM_FORMS": 1000}  # fmt: skip
    return told | {f"{prefix}-{n}-{name}": value for n, row in enumerate(given) for name, value in row.items()}


DRAW = {
    "name": "Spring", "name__zh-hans": "春季", "rules": "Buy and win.", "slug": "spring", "countries": "CN",
    "opens_at": "2030-03-10T08:00", "closes_at": "2030-03-20T08:00", "draws_at": "2030-03-21T08:00",
    "claim_days": "14", "by_signup": "on", "members_only": "on", "counts": "amount", "on_return": "proportion",
}  # fmt: skip
EDITION = {
    "name": "Amber", "description": "Numbered.", "slug": "amber", "quantity": "50", "per_customer": "1",
    "hold_minutes": "30", "night_from": "20:00", "night_until": "10:00",
    "on_return": "free", "time_zone": "Asia/Shanghai", "price": "99.00",
}  # fmt: skip


def add(client, model, data):
    return client.post(reverse(f"admin:loyalty_{model}_add"), data)


def change(client, row, data):
    return client.post(reverse(f"admin:loyalty_{row._meta.model_name}_change", args=[row.pk]), data)


class TestDraws:
    def test_a_draft_is_made_by_the_service_with_its_prizes(self, boss):
        page = boss.get(reverse("admin:loyalty_draw_add"))
        assert page.status_code == 200
        prizes = rows(
            "prizes", {"name": "Car", "value": "100.00", "name__zh-hans": "汽车"}, {"name": "Mug", "value": "5"}
        )
        answer = add(boss, "draw", DRAW | prizes)
        assert answer.status_code == 302, answer.context["errors"]
        draw = Draw.objects.get()
        assert (draw.name, draw.state, draw.slug, draw.translations["zh-hans"]["name"]) == (
            "Spring",
            "draft",
            "spring",
            "春季",
        )
        assert list(draw.prizes.values_list("position", "name", "value")) == [(1, "Car", 10000), (2, "Mug", 500)]
        assert draw.prizes.first().translations == {"zh-hans": {"name": "汽车"}}
        assert TimelineEntry.objects.filter(verb="draw.created").count() == 1, "the trial before left nothing"

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"draws_at": "2030-03-19T08:00"}, "draws_at"),
            ({"countries": "China"}, "countries"),
            ({"by_points": "on"}, "units_per_chance"),
            ({"slug": "taken"}, "slug"),
        ],
    )
    def test_refused_as_on_the_staff_page_with_all_that_was_typed(self, boss, wrong, field):
        draws.draft(slug="taken")
        answer = add(boss, "draw", DRAW | wrong | rows("prizes", {"name": "Car", "value": "1"}))
        assert answer.status_code == 200
        assert field in answer.context["adminform"].form.errors
        assert "Buy and win." in answer.text
        assert Draw.objects.count() == 1

    def test_a_draft_and_its_prizes_are_changed(self, boss):
        draw = draws.draft(10000, 500)
        first, second = draw.prizes.order_by("position")
        assert boss.get(reverse("admin:loyalty_draw_change", args=[draw.pk])).status_code == 200
        prizes = rows(
            "prizes",
            {"id": first.pk, "draw": draw.pk, "name": "Prize 1", "value": "100.00", "DELETE": "on"},
            {"id": second.pk, "draw": draw.pk, "name": "Bicycle", "value": "7.00", "first_day": "2030-04-01",
             "last_day": "2030-09-30"},
            {"name": "Book", "value": "3"}, initial=2,
        )  # fmt: skip
        answer = change(boss, draw, DRAW | {"name": "Summer", "state": "open"} | prizes)
        assert answer.status_code == 302, answer.context["errors"]
        draw.refresh_from_db()
        assert (draw.name, draw.state) == ("Summer", "draft"), "no form moves a state"
        assert list(draw.prizes.values_list("position", "name", "value")) == [(1, "Bicycle", 700), (2, "Book", 300)]

    def test_a_wrong_prize_saves_nothing_of_the_draw(self, boss):
        draw = draws.draft()
        prizes = rows("prizes", {"name": "Book", "value": "much"})
        assert change(boss, draw, DRAW | {"name": "Summer"} | prizes).status_code == 200
        assert Draw.objects.get().name == draw.name

    def test_what_is_published_is_only_looked_at(self, boss):
        draw = draws.published()
        page = boss.get(reverse("admin:loyalty_draw_change", args=[draw.pk]))
        assert page.status_code == 200
        assert draw.commitment in page.text
        assert "Prize 1" in page.text
        assert 'name="_save"' not in page.text
        assert change(boss, draw, DRAW | rows("prizes")).status_code == 403
        assert boss.post(reverse("admin:loyalty_draw_delete", args=[draw.pk]), {"post": "yes"}).status_code == 403
        assert Draw.objects.get().name == draw.name

    def test_a_draft_is_deleted(self, boss):
        draw = draws.draft()
        answer = boss.post(reverse("admin:loyalty_draw_delete", args=[draw.pk]), {"post": "yes"})
        assert answer.status_code == 302
        assert not Draw.objects.exists()
        assert not Prize.objects.exists()

    def test_who_may_only_look(self, client):
        user = User.objects.create_user("reader@example.com", "secret", is_staff=True)
        user.user_permissions.add(Permission.objects.get(codename="view_draw"))
        client.force_login(user)
        draw = draws.draft()
        assert client.get(reverse("admin:loyalty_draw_changelist")).status_code == 200
        assert client.get(reverse("admin:loyalty_draw_change", args=[draw.pk])).status_code == 200
        assert change(client, draw, DRAW | rows("prizes")).status_code == 403
        assert client.get(reverse("admin:loyalty_draw_add")).status_code == 403


class TestEditions:
    def test_a_draft_with_its_openings_in_its_own_zone(self, boss):
        assert boss.get(reverse("admin:loyalty_edition_add")).status_code == 200
        answer = add(boss, "edition", EDITION | rows("steps", {"opens": "2030-05-01T10:00", "members_only": "on"}))
        assert answer.status_code == 302, answer.context["errors"]
        edition = Edition.objects.get()
        assert (edition.state, edition.quantity, edition.price) == ("draft", 50, 9900)
        step = edition.steps.get()
        assert (step.opens_at, step.members_only) == (datetime(2030, 5, 1, 2, tzinfo=UTC), True)

    def test_changed_and_refused(self, boss):
        edition = editions.draft(time_zone="Europe/Berlin")
        page = reverse("admin:loyalty_edition_change", args=[edition.pk])
        assert boss.get(page).status_code == 200
        # Clocks are put forward in that hour.
        gone = rows("steps", {"opens": "2030-03-31T02:30"})
        answer = change(boss, edition, EDITION | {"time_zone": "Europe/Berlin"} | gone)
        assert "clocks are put forward" in answer.text
        answer = change(boss, edition, EDITION | rows("steps", {"opens": "2030-05-01T10:00"}))
        assert answer.status_code == 302
        step = EditionAccess.objects.get()
        other = rows("steps", {"id": step.pk, "edition": edition.pk, "opens": "2030-05-02T10:00"}, initial=1)
        assert change(boss, edition, EDITION | other).status_code == 302
        assert EditionAccess.objects.get().opens_at == datetime(2030, 5, 2, 2, tzinfo=UTC)
        assert change(boss, edition, EDITION | {"quantity": "0"} | rows("steps")).status_code == 200

    def test_what_is_published_is_only_looked_at(self, boss):
        edition = editions.published()
        page = boss.get(reverse("admin:loyalty_edition_change", args=[edition.pk]))
        assert page.status_code == 200
        assert 'name="_save"' not in page.text
        assert change(boss, edition, EDITION | rows("steps")).status_code == 403
        assert boss.post(reverse("admin:loyalty_edition_delete", args=[edition.pk]), {"post": "yes"}).status_code == 403

    def test_a_draft_is_deleted_and_lists_open(self, boss):
        edition = editions.draft()
        assert boss.get(reverse("admin:loyalty_edition_changelist")).status_code == 200
        assert boss.get(reverse("admin:loyalty_draw_changelist")).status_code == 200
        assert boss.post(reverse("admin:loyalty_edition_delete", args=[edition.pk]), {"post": "yes"}).status_code == 302
        assert not Edition.objects.exists()
