"""Mail of cases; what the register lets go when a customer is erased, and what it never lets go."""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from customers.roles import extend_roles

# As `complaints.models.telling.MAIL_WAYS` at this time; a test compares.
WAYS = {
    "queued": ("leased", "skipped", "failed"),
    "leased": ("queued", "sent", "skipped", "failed", "uncertain"),
    "uncertain": ("queued", "sent", "failed"),
    "sent": (),
    "skipped": ("queued",),
    "failed": ("queued",),
}
_PAIRS = ", ".join(f"('{here}', '{there}')" for here, ways in WAYS.items() for there in ways)
_GUARDS = f"""
CREATE FUNCTION complaints_guard_mail() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'mail of a case cannot go from % to %', OLD.state, NEW.state
        USING ERRCODE = 'check_violation', CONSTRAINT = 'case_mail_way_known';
END $$;
CREATE TRIGGER guard_state BEFORE UPDATE OF state ON complaints_casemail FOR EACH ROW
    WHEN (OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN ({_PAIRS}))
    EXECUTE FUNCTION complaints_guard_mail();

-- When it came and under which number never changes; the receipt may become earlier, by a case merged into it.
CREATE TRIGGER guard_facts BEFORE UPDATE OF number, door, created_at, received_at ON complaints_case FOR EACH ROW
    WHEN (OLD.number <> NEW.number OR OLD.door <> NEW.door OR OLD.created_at <> NEW.created_at
          OR NEW.received_at > OLD.received_at)
    EXECUTE FUNCTION complaints_guard_kept();

-- Words are let go for a customer who is erased, within the transaction that says so, and for nobody else.
CREATE FUNCTION complaints_is_erasing(of_case bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT coalesce((SELECT customers_is_erasing(customer_id) FROM complaints_case WHERE id = of_case), false)
$$;
CREATE FUNCTION complaints_guard_trail() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND complaints_is_erasing(OLD.case_id) AND NEW.reason = ''
        AND to_jsonb(NEW) - 'reason' - 'data' = to_jsonb(OLD) - 'reason' - 'data'
        AND customers_is_emptied(OLD.data, NEW.data) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the register of complaints is append-only'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'case_kept';
END $$;
DROP TRIGGER guard_kept ON complaints_caseevent;
CREATE TRIGGER guard_kept BEFORE UPDATE OR DELETE ON complaints_caseevent
    FOR EACH ROW EXECUTE FUNCTION complaints_guard_trail();
CREATE FUNCTION complaints_guard_message() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND complaints_is_erasing(OLD.case_id) AND NEW.text = '' AND NEW.html = '' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the register of complaints is append-only'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'case_kept';
END $$;
CREATE TRIGGER guard_words BEFORE UPDATE OF text, html, direction, means, author_id, at ON complaints_casemessage
    FOR EACH ROW WHEN ((OLD.text, OLD.html, OLD.direction, OLD.means, OLD.at) <>
                       (NEW.text, NEW.html, NEW.direction, NEW.means, NEW.at)
                       OR OLD.author_id IS DISTINCT FROM NEW.author_id)
    EXECUTE FUNCTION complaints_guard_message();
CREATE TRIGGER guard_kept BEFORE DELETE ON complaints_casemessage
    FOR EACH ROW EXECUTE FUNCTION complaints_guard_kept();
"""  # noqa: S608  # constants of this module
_UNDO = """
DROP TRIGGER guard_kept ON complaints_casemessage; DROP TRIGGER guard_words ON complaints_casemessage;
DROP FUNCTION complaints_guard_message();
DROP TRIGGER guard_kept ON complaints_caseevent;
CREATE TRIGGER guard_kept BEFORE UPDATE OR DELETE ON complaints_caseevent
    FOR EACH ROW EXECUTE FUNCTION complaints_guard_kept();
DROP FUNCTION complaints_guard_trail(); DROP FUNCTION complaints_is_erasing(bigint);
DROP TRIGGER guard_facts ON complaints_case;
DROP TRIGGER guard_state ON complaints_casemail; DROP FUNCTION complaints_guard_mail();"""
_MAIL = ("complaints.view_casemail",)
_DECIDE = (*_MAIL, "complaints.decide_casemail")
_CONFIGURED = ("workcalendar", "calendarday", "team", "teammember", "absence", "slapolicy")
_CONFIGURE = tuple(f"complaints.{act}_{model}" for model in _CONFIGURED for act in ("view", "add", "change", "delete"))
_LEAD = (*_DECIDE, *_CONFIGURE, "complaints.view_complaintsettings", "complaints.change_complaintsettings")
ROLES = {"owner": _LEAD, "manager": _LEAD, "service agent": _DECIDE, "cashier": _MAIL, "analyst": _MAIL}


def give_roles(apps: Any, _schema_editor: Any) -> None:
    extend_roles(apps, ROLES)


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0006_working"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CaseMail",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "Waiting"),
                            ("leased", "Being sent"),
                            ("sent", "Sent"),
                            ("skipped", "Not sent"),
                            ("failed", "Failed"),
                            ("uncertain", "Uncertain"),
                        ],
                        default="queued",
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=40, verbose_name="reason")),
                ("detail", models.CharField(blank=True, max_length=500, verbose_name="detail")),
                ("queued_at", models.DateTimeField(verbose_name="waiting since")),
                ("next_at", models.DateTimeField(verbose_name="not before")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                ("lease", models.UUIDField(blank=True, editable=False, null=True)),
                ("leased_until", models.DateTimeField(blank=True, editable=False, null=True)),
                ("handed_at", models.DateTimeField(blank=True, null=True, verbose_name="handed over")),
                ("address", models.CharField(blank=True, max_length=254, verbose_name="address")),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="sent at")),
                ("settled_at", models.DateTimeField(blank=True, null=True, verbose_name="settled at")),
            ],
            options={
                "verbose_name": "mail of a case",
                "verbose_name_plural": "mail of cases",
                "permissions": (("decide_casemail", "Can decide on mail of cases that did not simply arrive"),),
                "default_permissions": ("view",),
            },
        ),
        migrations.AddField(
            model_name="escalation",
            name="others",
            field=models.ManyToManyField(
                blank=True, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="told, too"
            ),
        ),
        migrations.AddIndex(
            model_name="escalation",
            index=models.Index(fields=["told", "-at"], name="escalation_told"),
        ),
        migrations.AddField(
            model_name="casemail",
            name="decided_by",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="decided by",
            ),
        ),
        migrations.AddField(
            model_name="casemail",
            name="message",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="mail",
                to="complaints.casemessage",
                verbose_name="message",
            ),
        ),
        migrations.AddIndex(
            model_name="casemail",
            index=models.Index(condition=models.Q(("state", "queued")), fields=["next_at", "id"], name="case_mail_due"),
        ),
        migrations.AddIndex(
            model_name="casemail",
            index=models.Index(
                condition=models.Q(("state", "leased")), fields=["leased_until"], name="case_mail_leased"
            ),
        ),
        migrations.AddIndex(
            model_name="casemail",
            index=models.Index(
                condition=models.Q(("state__in", ("uncertain", "failed", "skipped"))),
                fields=["-id"],
                name="case_mail_trouble",
            ),
        ),
        migrations.AddConstraint(
            model_name="casemail",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["queued", "leased", "sent", "skipped", "failed", "uncertain"])),
                name="case_mail_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="casemail",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("lease__isnull", False), ("leased_until__isnull", False), ("state", "leased")),
                    models.Q(
                        models.Q(("state", "leased"), _negated=True),
                        ("lease__isnull", True),
                        ("leased_until__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="case_mail_lease_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="casemail",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "sent"), _negated=True),
                    models.Q(("handed_at__isnull", False), ("sent_at__isnull", False)),
                    _connector="OR",
                ),
                name="case_mail_sent_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="casemail",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["skipped", "failed", "uncertain"]), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="case_mail_reason_told",
            ),
        ),
        migrations.RunSQL(_GUARDS, _UNDO),
        migrations.RunPython(give_roles, migrations.RunPython.noop),
    ]
