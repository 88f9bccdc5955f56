"""Events and their registrations; PostgreSQL counts the places and refuses one too many."""

from __future__ import annotations

from typing import Any

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import core.models
from customers.roles import extend_roles

# As `campaigns.models.event` has them at this time; a test compares.
EVENT_WAYS = {
    "draft": ("open",),
    "open": ("closed", "cancelled", "over"),
    "closed": ("open", "cancelled", "over"),
    "cancelled": (),
    "over": (),
}
REGISTRATION_WAYS = {
    "waiting": ("offered", "registered", "cancelled"),
    "offered": ("registered", "cancelled"),
    "registered": ("attended", "no_show", "cancelled"),
    "attended": ("registered", "no_show"),
    "no_show": ("attended",),
    "cancelled": ("registered", "waiting"),
}
HOLDING = ("offered", "registered", "attended", "no_show")


def _pairs(ways: dict[str, tuple[str, ...]]) -> str:
    return ", ".join(f"('{here}', '{there}')" for here, theirs in ways.items() for there in theirs)


_HOLDING = ", ".join(f"'{state}'" for state in HOLDING)
_GUARDS = f"""
CREATE FUNCTION campaigns_guard_event_state() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'an event cannot go from % to %', OLD.state, NEW.state
        USING ERRCODE = 'check_violation', CONSTRAINT = 'event_way_known';
END $$;
CREATE TRIGGER guard_state BEFORE UPDATE OF state ON campaigns_event FOR EACH ROW
    WHEN (OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN ({_pairs(EVENT_WAYS)}))
    EXECUTE FUNCTION campaigns_guard_event_state();
CREATE FUNCTION campaigns_guard_registration_state() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a registration cannot go from % to %', OLD.state, NEW.state
        USING ERRCODE = 'check_violation', CONSTRAINT = 'registration_way_known';
END $$;
CREATE TRIGGER guard_state BEFORE UPDATE OF state ON campaigns_registration FOR EACH ROW
    WHEN (OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN ({_pairs(REGISTRATION_WAYS)}))
    EXECUTE FUNCTION campaigns_guard_registration_state();
CREATE FUNCTION campaigns_registration_places(state text, companions integer) RETURNS integer
    LANGUAGE sql IMMUTABLE AS $$ SELECT CASE WHEN state IN ({_HOLDING}) THEN 1 + companions ELSE 0 END $$;
-- The row of the event is locked by whoever takes a place first; its CHECK refuses one too many.
CREATE FUNCTION campaigns_count_places() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    more integer := 0;
BEGIN
    IF TG_OP <> 'INSERT' THEN
        more := more - campaigns_registration_places(OLD.state, OLD.companions);
    END IF;
    IF TG_OP <> 'DELETE' THEN
        more := more + campaigns_registration_places(NEW.state, NEW.companions);
    END IF;
    IF more <> 0 THEN
        UPDATE campaigns_event SET taken = taken + more WHERE id = coalesce(NEW.event_id, OLD.event_id);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER count_places AFTER INSERT OR UPDATE OF state, companions OR DELETE ON campaigns_registration
    FOR EACH ROW EXECUTE FUNCTION campaigns_count_places();
CREATE FUNCTION campaigns_guard_registration_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a registration stays with its event'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'registration_event_stays';
END $$;
CREATE TRIGGER guard_event BEFORE UPDATE OF event_id ON campaigns_registration FOR EACH ROW
    WHEN (OLD.event_id <> NEW.event_id) EXECUTE FUNCTION campaigns_guard_registration_event();
"""  # noqa: S608  # constants of this module
_UNDO = """
DROP TRIGGER guard_event ON campaigns_registration; DROP FUNCTION campaigns_guard_registration_event();
DROP TRIGGER count_places ON campaigns_registration; DROP FUNCTION campaigns_count_places();
DROP FUNCTION campaigns_registration_places(text, integer);
DROP TRIGGER guard_state ON campaigns_registration; DROP FUNCTION campaigns_guard_registration_state();
DROP TRIGGER guard_state ON campaigns_event; DROP FUNCTION campaigns_guard_event_state();"""
_SEE = ("campaigns.view_event", "campaigns.view_registration")
_DOOR = (*_SEE, "campaigns.change_registration", "campaigns.check_in_registration")
_PLAN = (*_DOOR, "campaigns.add_event", "campaigns.change_event", "campaigns.run_event")
ROLES = {
    "owner": _PLAN, "manager": _PLAN, "marketer": _PLAN, "service agent": _DOOR, "cashier": _DOOR, "analyst": _SEE,
}  # fmt: skip


def give_roles(apps: Any, _schema_editor: Any) -> None:
    extend_roles(apps, ROLES)


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0004_tests_of_variants"),
        ("customers", "0015_segments"),
        ("messaging", "0005_templates_as_pages"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Event",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(
                        default=core.models.new_public_id, editable=False, unique=True, verbose_name="public id"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("description", models.TextField(blank=True, max_length=4000, verbose_name="description")),
                ("translations", models.JSONField(blank=True, default=dict, verbose_name="translations")),
                (
                    "kind",
                    models.CharField(
                        choices=[("on_site", "In the shop or at a place"), ("online", "Online")],
                        default="on_site",
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="place")),
                ("address_online", models.URLField(blank=True, max_length=500, verbose_name="address online")),
                ("starts_at", models.DateTimeField(verbose_name="starts")),
                ("ends_at", models.DateTimeField(verbose_name="ends")),
                (
                    "places",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="places",
                    ),
                ),
                (
                    "companions",
                    models.PositiveSmallIntegerField(
                        default=0,
                        validators=[django.core.validators.MaxValueValidator(20)],
                        verbose_name="companions per person",
                    ),
                ),
                ("opens_at", models.DateTimeField(blank=True, null=True, verbose_name="registration opens")),
                ("closes_at", models.DateTimeField(blank=True, null=True, verbose_name="registration closes")),
                ("cancel_until", models.DateTimeField(blank=True, null=True, verbose_name="to be given up until")),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("everybody", "Everybody who has a link"),
                            ("members", "Members only"),
                            ("segment", "A segment, by invitation"),
                        ],
                        default="everybody",
                        max_length=9,
                        verbose_name="for whom",
                    ),
                ),
                (
                    "offer_hours",
                    models.PositiveSmallIntegerField(
                        default=0,
                        validators=[django.core.validators.MaxValueValidator(336)],
                        verbose_name="hours to accept a place",
                    ),
                ),
                (
                    "reminder_hours",
                    models.PositiveSmallIntegerField(
                        default=24,
                        validators=[django.core.validators.MaxValueValidator(336)],
                        verbose_name="reminder, hours before",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("open", "Open"),
                            ("closed", "Registration closed"),
                            ("cancelled", "Called off"),
                            ("over", "Over"),
                        ],
                        default="draft",
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="why it was called off")),
                ("taken", models.PositiveIntegerField(default=0, editable=False, verbose_name="places taken")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(verbose_name="created at")),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="created by",
                    ),
                ),
                (
                    "segment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="customers.segment",
                        verbose_name="segment",
                    ),
                ),
            ],
            options={
                "verbose_name": "event",
                "verbose_name_plural": "events",
                "permissions": (("run_event", "Can open, close and call off events, and invite"),),
                "default_permissions": ("view", "add", "change"),
            },
        ),
        migrations.CreateModel(
            name="EventLetter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("place", "You have a place"),
                            ("waiting", "You are on the waiting list"),
                            ("offer", "A place is offered"),
                            ("lapsed", "The offer has lapsed"),
                            ("given_up", "You gave up your place"),
                            ("called_off", "The event is called off"),
                            ("moved", "Time or place has changed"),
                            ("reminder", "Reminder"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("channel", models.CharField(max_length=8, verbose_name="channel")),
                (
                    "template",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="messaging.template",
                        verbose_name="message",
                    ),
                ),
            ],
            options={
                "verbose_name": "letter of events",
                "verbose_name_plural": "letters of events",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "campaign",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="invitation",
                        serialize=False,
                        to="campaigns.campaign",
                        verbose_name="campaign",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to="campaigns.event",
                        verbose_name="event",
                    ),
                ),
            ],
            options={
                "verbose_name": "invitation",
                "verbose_name_plural": "invitations",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Registration",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(
                        default=core.models.new_public_id, editable=False, unique=True, verbose_name="public id"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "On the waiting list"),
                            ("offered", "Place offered"),
                            ("registered", "Has a place"),
                            ("attended", "Came"),
                            ("no_show", "Did not come"),
                            ("cancelled", "Given up"),
                        ],
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "companions",
                    models.PositiveSmallIntegerField(
                        default=0, validators=[django.core.validators.MaxValueValidator(20)], verbose_name="companions"
                    ),
                ),
                ("code", models.CharField(editable=False, max_length=12, unique=True, verbose_name="code")),
                ("asked_at", models.DateTimeField(verbose_name="asked at")),
                ("placed_at", models.DateTimeField(blank=True, null=True, verbose_name="place since")),
                ("offered_until", models.DateTimeField(blank=True, null=True, verbose_name="place offered until")),
                ("attended_at", models.DateTimeField(blank=True, null=True, verbose_name="came at")),
                ("reminded_at", models.DateTimeField(blank=True, null=True, verbose_name="reminded at")),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="reason")),
                ("step", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "checked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="checked in by",
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="registrations",
                        to="customers.customer",
                        verbose_name="customer",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="registrations",
                        to="campaigns.event",
                        verbose_name="event",
                    ),
                ),
            ],
            options={
                "verbose_name": "registration",
                "verbose_name_plural": "registrations",
                "permissions": (("check_in_registration", "Can check people in at the door"),),
                "default_permissions": ("view", "change"),
            },
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["-starts_at", "-id"], name="event_latest"),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                condition=models.Q(("state__in", ["open", "closed"])), fields=["ends_at"], name="event_awake"
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="event_named"),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["draft", "open", "closed", "cancelled", "over"])),
                name="event_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="event_ends_after"
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("companions__lte", 20),
                    ("offer_hours__lte", 336),
                    ("reminder_hours__lte", 336),
                    models.Q(("places__isnull", True), ("places__gte", 1), _connector="OR"),
                ),
                name="event_ranges",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(("places__isnull", True), ("taken__lte", models.F("places")), _connector="OR"),
                name="event_places_enough",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("audience", "segment"), ("segment__isnull", False)),
                    models.Q(models.Q(("audience", "segment"), _negated=True), ("segment__isnull", True)),
                    _connector="OR",
                ),
                name="event_segment_told",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "draft"),
                    models.Q(("kind", "on_site"), models.Q(("place", ""), _negated=True)),
                    models.Q(("kind", "online"), models.Q(("address_online", ""), _negated=True)),
                    _connector="OR",
                ),
                name="event_open_where",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "cancelled"), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="event_cancelled_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="eventletter",
            constraint=models.UniqueConstraint(fields=("kind", "channel"), name="event_letter_once"),
        ),
        migrations.AddIndex(
            model_name="registration",
            index=models.Index(
                condition=models.Q(("state", "waiting")),
                fields=["event", "asked_at", "id"],
                name="registration_waiting",
            ),
        ),
        migrations.AddIndex(
            model_name="registration",
            index=models.Index(
                condition=models.Q(("state", "offered")), fields=["offered_until"], name="registration_offered"
            ),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.UniqueConstraint(fields=("event", "customer"), name="registration_once"),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["waiting", "offered", "registered", "attended", "no_show", "cancelled"])
                ),
                name="registration_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.CheckConstraint(
                condition=models.Q(("companions__lte", 20)), name="registration_companions"
            ),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["registered", "attended", "no_show"]), _negated=True),
                    ("placed_at__isnull", False),
                    _connector="OR",
                ),
                name="registration_placed_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("offered_until__isnull", False), ("state", "offered")),
                    models.Q(models.Q(("state", "offered"), _negated=True), ("offered_until__isnull", True)),
                    _connector="OR",
                ),
                name="registration_offered_until",
            ),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("attended_at__isnull", False), ("state", "attended")),
                    models.Q(models.Q(("state", "attended"), _negated=True), ("attended_at__isnull", True)),
                    _connector="OR",
                ),
                name="registration_attended_when",
            ),
        ),
        migrations.RunSQL(_GUARDS, _UNDO),
        migrations.RunPython(give_roles, migrations.RunPython.noop),
    ]
