"""From the draft of a draw to its publication: what blocks, limits of countries, what is fixed, cancelling."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from loyalty.draws import cancelling, publishing, rules
from loyalty.models import CountryLimit, Draw
from tests.loyalty.draws import (
    INSIDE,
    PUBLISHED,
    draft,
    drawn,
    published,
    refuses,
)

pytestmark = pytest.mark.django_db


class TestPublishing:
    def test_the_seed_is_committed_and_kept_secret(self):
        draw = published()
        assert draw.state == "published"
        assert len(draw.commitment) == 64
        assert rules.sha256(draw.secret.seed) == draw.commitment
        assert draw.seed == ""

    @pytest.mark.parametrize(
        ("values", "words"),
        [
            ({"by_signup": False}, "Nobody can enter"),
            ({"opens_at": PUBLISHED - timedelta(days=1), "by_purchase": True}, "opens in the past"),
            ({"opens_at": PUBLISHED - timedelta(days=2), "closes_at": PUBLISHED}, "closes in the past"),
            ({"countries": ["XX"]}, "no draws are allowed"),
            ({"countries": ["CN"]}, "a prize is worth"),
            ({"countries": ["DE"]}, "all prizes are worth"),
            ({"countries": ["FR"]}, "longer than the 5 days"),
            ({"countries": ["GB"], "by_signup": False, "by_purchase": True}, "free way"),
        ],
    )
    def test_what_blocks(self, values, words):
        CountryLimit.objects.create(country="XX", is_forbidden=True)
        CountryLimit.objects.create(country="CN", max_prize_value=9999)
        CountryLimit.objects.create(country="DE", max_total_value=19999)
        CountryLimit.objects.create(country="FR", max_days=5)
        CountryLimit.objects.create(country="GB", needs_free_entry=True)
        draw = draft(10000, 10000, **values)
        with refuses("draw_blocked") as refused:
            publishing.publish_draw(draw=draw, now=PUBLISHED)
        assert words in str(refused.value)
        assert Draw.objects.get().state == "draft"

    @pytest.mark.parametrize("by_points", [False, True])
    def test_without_purchases_it_opens_at_once_when_its_opening_has_passed(self, by_points):
        draw = draft(10000, opens_at=PUBLISHED - timedelta(days=1), by_points=by_points, units_per_chance=5)
        publishing.publish_draw(draw=draw, now=PUBLISHED)
        found = Draw.objects.get()
        assert (found.state, found.opens_at, found.published_at) == ("published", PUBLISHED, PUBLISHED)

    def test_a_country_without_limits_is_pointed_out_and_blocks_nothing(self):
        CountryLimit.objects.create(country="DE")
        draw = draft(countries=["DE", "CN"])
        assert [text[:3] for text in publishing.cautions(draw)] == ["CN:"]
        assert publishing.obstacles(draw, PUBLISHED) == []

    def test_exactly_the_limit_is_allowed(self):
        CountryLimit.objects.create(country="CN", max_prize_value=10000, max_total_value=20000, max_days=10)
        assert published(10000, 10000, countries=["CN"]).state == "published"

    def test_without_a_prize(self):
        draw = draft()
        publishing.remove_prize(prize=draw.prizes.get())
        with refuses("draw_blocked"):
            publishing.publish_draw(draw=draw, now=PUBLISHED)

    def test_two_cars_for_half_a_year_each(self):
        draw = draft()
        made = publishing.add_prizes(
            draw=draw, name="Car", value=500000, number=2, first_day=date(2027, 1, 1), months=6, periods=2
        )
        assert [prize.position for prize in made] == [2, 3, 4, 5]
        assert [(str(prize.first_day), str(prize.last_day)) for prize in made][::2] == [
            ("2027-01-01", "2027-06-30"),
            ("2027-07-01", "2027-12-31"),
        ]
        publishing.remove_prize(prize=made[0])
        assert list(draw.prizes.order_by("position").values_list("position", flat=True)) == [1, 2, 3, 4]

    def test_published_is_fixed(self):
        draw = published()
        with refuses("draw_published"):
            publishing.change_draw(draw=draw, data={"name": "Other"}, now=PUBLISHED)
        with refuses("draw_published"):
            publishing.add_prizes(draw=draw, name="More", value=1)
        with refuses("draw_state"):
            publishing.publish_draw(draw=draw, now=PUBLISHED)

    def test_a_draft_can_go(self):
        draw = draft()
        publishing.delete_draft(draw=draw)
        assert not Draw.objects.exists()


class TestCancelling:
    def test_needs_a_reason(self):
        with refuses("reason_missing"):
            cancelling.cancel_draw(draw=published(), reason=" ", now=INSIDE)

    @pytest.mark.parametrize("made", [draft, lambda: drawn(published())])
    def test_not_a_draft_and_not_after_the_draw(self, made):
        with refuses("draw_state"):
            cancelling.cancel_draw(draw=made(), reason="Because", now=INSIDE)
