"""What the database refuses about draws, whoever writes."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from loyalty.models import DrawEntry, DrawParticipant, DrawStep
from tests.loyalty.draws import (
    draft,
    drawn,
    frozen,
    published,
    sign_up,
)
from tests.sales.factories import customer

pytestmark = pytest.mark.django_db


class TestGuards:
    """What PostgreSQL itself refuses, each once."""

    @pytest.fixture
    def draw(self):
        draw = published(2, 1)
        sign_up(draw, customer(), customer())
        return drawn(draw)

    def no(self, match, statement):
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            with pytest.raises(DatabaseError, match=match), transaction.atomic():
                cursor.execute(statement)

    @pytest.mark.usefixtures("draw")
    @pytest.mark.parametrize("table", ["loyalty_frozenline", "loyalty_drawstep"])
    def test_frozen_and_drawn_stays(self, table):
        self.no("stays", f"UPDATE {table} SET id = id + 1000")
        self.no("stays", f"DELETE FROM {table}")
        self.no("stays|constraint", f"TRUNCATE {table} CASCADE")

    @pytest.mark.usefixtures("draw")
    @pytest.mark.parametrize(
        ("match", "change"),
        [
            ("rules are fixed", "rules = 'others'"), ("rules are fixed", "closes_at = closes_at - interval '1 day'"),
            ("rules are fixed", "commitment = ''"), ("is frozen", "list_hash = repeat('0', 64)"),
            ("is frozen", "left_out_count = 7"),
            ("was drawn", "seed = repeat('0', 64)"), ("told once", "public_number = '1'"),
        ],
    )  # fmt: skip
    def test_published_stays(self, match, change):
        self.no(match, f"UPDATE loyalty_draw SET {change}")

    @pytest.mark.usefixtures("draw")
    def test_prizes_stay(self):
        self.no("is published", "UPDATE loyalty_prize SET value = value + 1")
        self.no("is published|constraint", "DELETE FROM loyalty_prize")
        self.no("is published|stays", "DELETE FROM loyalty_draw")

    def test_another_seed(self):
        frozen(published())
        self.no("has committed to", "UPDATE loyalty_draw SET seed = repeat('0', 64), drawn_at = now(), state = 'drawn'")

    @pytest.mark.parametrize(
        "change",
        [
            "closes_at = opens_at", "freezes_at = closes_at - interval '1 s'", "draws_at = freezes_at - interval '1 s'",
            "state = 'odd'", "by_points = true", "step = 0", "list_hash = 'x'", "seed = 'x'", "state = 'cancelled'",
        ],
    )  # fmt: skip
    def test_checks_of_a_draw(self, change):
        draft()
        self.no("violates check", f"UPDATE loyalty_draw SET {change}")

    def test_checks_of_entries_and_prizes(self):
        draw = published()
        sign_up(draw, customer())
        self.no("draw_entry_kept_within", "UPDATE loyalty_drawentry SET kept = 2")
        self.no("draw_entry_kind_fits", "UPDATE loyalty_drawentry SET units = 5")
        entry = DrawEntry.objects.get()
        entry.pk = None
        with pytest.raises(IntegrityError, match="draw_entry_key_unique"), transaction.atomic():
            entry.save(force_insert=True)
        other = DrawParticipant.objects.get()
        other.pk, other.code = None, other.code[::-1]
        with pytest.raises(IntegrityError, match="draw_participant_unique"), transaction.atomic():
            other.save(force_insert=True)
        draft()
        self.no("prize_value_not_negative", f"UPDATE loyalty_prize SET value = -1 WHERE draw_id <> {draw.pk}")
        self.no("prize_slot_whole", f"UPDATE loyalty_prize SET first_day = now() WHERE draw_id <> {draw.pk}")

    def test_checks_of_steps_and_awards(self, draw):
        step = DrawStep.objects.order_by("step")[0]
        for name, change in {
            "draw_step_unique": {"counter": 99},
            "draw_counter_unique": {"step": 99},
            "draw_prize_won_once": {"step": 99, "counter": 99},
            "draw_number_in_the_pool": {"step": 99, "counter": 99, "value": 5, "below": 5},
            "draw_passed_over_with_reason": {"step": 99, "counter": 99, "has_won": False},
        }.items():
            row = DrawStep.objects.get(pk=step.pk)
            row.pk = None
            for field, value in change.items():
                setattr(row, field, value)
            with pytest.raises(IntegrityError, match=name), transaction.atomic():
                row.save(force_insert=True)
        self.no("award_lost_with_reason", "UPDATE loyalty_drawaward SET state = 'lost'")
        self.no("award_redrawn_when_lost", "UPDATE loyalty_drawaward SET is_redrawn = true")
