"""What PostgreSQL refuses of the register's facts: other words, another receipt, another end of a clock, lost files.

Words are let go for a customer who is erased, in the transaction that says so. Phone numbers are compared as those of
customers are.
"""

from __future__ import annotations

from typing import Any

from django.db import migrations, models

from customers.phones import key_of

BATCH = 1000
_GUARDS = """
-- What was said, by which page it came and who took it; an answer that was given; the receipt becomes earlier by a case
-- that was merged into it, and by nothing else.
CREATE FUNCTION complaints_guard_case() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.received_at < OLD.received_at AND NOT EXISTS (
        SELECT FROM complaints_case told WHERE told.merged_into_id = OLD.id AND told.received_at <= NEW.received_at)
    OR OLD.entered_by_id IS DISTINCT FROM NEW.entered_by_id
    OR NEW.acknowledged_at IS NULL AND OLD.acknowledged_at IS NOT NULL OR NEW.acknowledged_at > OLD.acknowledged_at
    OR NEW.responded_at IS NULL AND OLD.responded_at IS NOT NULL OR NEW.responded_at > OLD.responded_at
    OR NEW.resolved_at IS DISTINCT FROM OLD.resolved_at AND OLD.resolved_at IS NOT NULL
        AND NOT (NEW.state = 'resolved' AND OLD.state <> 'resolved')
    OR (OLD.text <> NEW.text OR OLD.source IS DISTINCT FROM NEW.source)
        AND NOT ((NEW.text = '' OR NEW.text = OLD.text) AND (NEW.source IS NULL OR NEW.source = OLD.source)
                 AND complaints_is_erasing(OLD.id)) THEN
        RAISE EXCEPTION 'the register of complaints is append-only'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'case_kept';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_told
    BEFORE UPDATE OF received_at, entered_by_id, acknowledged_at, responded_at, resolved_at, text, source
    ON complaints_case FOR EACH ROW
    WHEN (OLD.received_at <> NEW.received_at OR OLD.text <> NEW.text
          OR OLD.entered_by_id IS DISTINCT FROM NEW.entered_by_id OR OLD.source IS DISTINCT FROM NEW.source
          OR OLD.acknowledged_at IS DISTINCT FROM NEW.acknowledged_at
          OR OLD.responded_at IS DISTINCT FROM NEW.responded_at OR OLD.resolved_at IS DISTINCT FROM NEW.resolved_at)
    EXECUTE FUNCTION complaints_guard_case();

-- In which case, and by whom. Of somebody who is erased words in the case of another go as well: they came from an
-- address that was not that customer's.
CREATE FUNCTION complaints_is_letting_go() RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT coalesce(current_setting('regulars.erasing', true), '') = 'on'
$$;
CREATE OR REPLACE FUNCTION complaints_guard_message() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.text = '' AND NEW.html = '' AND NEW.sender = '' AND NEW.message_id IS NULL
        AND (NEW.case_id, NEW.direction, NEW.means, NEW.at) = (OLD.case_id, OLD.direction, OLD.means, OLD.at)
        AND OLD.author_id IS NOT DISTINCT FROM NEW.author_id
        AND (complaints_is_erasing(OLD.case_id)
             OR OLD.is_foreign AND OLD.sender <> '' AND complaints_is_letting_go()) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the register of complaints is append-only'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'case_kept';
END $$;
CREATE TRIGGER guard_sender BEFORE UPDATE OF case_id, sender, message_id ON complaints_casemessage
    FOR EACH ROW WHEN (OLD.case_id <> NEW.case_id OR OLD.sender <> NEW.sender
                       OR (OLD.message_id IS NOT NULL AND OLD.message_id IS DISTINCT FROM NEW.message_id))
    EXECUTE FUNCTION complaints_guard_message();

-- Of a file stays that there was one, of which type and size.
CREATE FUNCTION complaints_guard_file() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND complaints_is_letting_go() AND NEW.refused = 'erased' AND NEW.name = ''
        AND NEW.digest = '' AND to_jsonb(NEW) - 'name' - 'digest' - 'refused'
            = to_jsonb(OLD) - 'name' - 'digest' - 'refused' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the register of complaints is append-only'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'case_kept';
END $$;
CREATE TRIGGER guard_kept BEFORE UPDATE OR DELETE ON complaints_attachment
    FOR EACH ROW EXECUTE FUNCTION complaints_guard_file();

-- A clock that has stopped stays as it is, unless its case goes on: reopened, or no spam after all.
CREATE FUNCTION complaints_guard_clock() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.stopped_at IS NULL AND (NEW.case_id, NEW.kind, NEW.n) = (OLD.case_id, OLD.kind, OLD.n)
        AND (SELECT data ->> 'new' = 'reopened' OR data ->> 'old' = 'spam' FROM complaints_caseevent
             WHERE case_id = OLD.case_id AND verb = 'case.state' ORDER BY id DESC LIMIT 1) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a clock that has stopped stays as it is'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'case_clock_kept';
END $$;
CREATE TRIGGER guard_stopped
    BEFORE UPDATE OF case_id, kind, n, promised, started_at, stopped_at, spent, is_late ON complaints_caseclock
    FOR EACH ROW WHEN (OLD.stopped_at IS NOT NULL
        AND (OLD.case_id, OLD.kind, OLD.n, OLD.promised, OLD.started_at, OLD.stopped_at, OLD.spent, OLD.is_late)
            IS DISTINCT FROM
            (NEW.case_id, NEW.kind, NEW.n, NEW.promised, NEW.started_at, NEW.stopped_at, NEW.spent, NEW.is_late))
    EXECUTE FUNCTION complaints_guard_clock();
CREATE TRIGGER guard_kept BEFORE DELETE ON complaints_caseclock
    FOR EACH ROW WHEN (OLD.stopped_at IS NOT NULL) EXECUTE FUNCTION complaints_guard_clock();
"""
_UNDO = """
DROP TRIGGER guard_kept ON complaints_caseclock; DROP TRIGGER guard_stopped ON complaints_caseclock;
DROP FUNCTION complaints_guard_clock();
DROP TRIGGER guard_kept ON complaints_attachment; DROP FUNCTION complaints_guard_file();
DROP TRIGGER guard_sender ON complaints_casemessage;
CREATE OR REPLACE FUNCTION complaints_guard_message() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND complaints_is_erasing(OLD.case_id) AND NEW.text = '' AND NEW.html = '' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the register of complaints is append-only'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'case_kept';
END $$;
DROP FUNCTION complaints_is_letting_go();
DROP TRIGGER guard_told ON complaints_case; DROP FUNCTION complaints_guard_case();"""


def fill_keys(apps: Any, _schema_editor: Any) -> None:
    case = apps.get_model("complaints", "Case")
    rows = case.objects.exclude(contact_phone="").only("pk", "contact_phone").order_by("pk")
    batch = []
    for row in rows.iterator(BATCH):
        row.contact_phone_key = key_of(row.contact_phone)
        batch.append(row)
        if len(batch) == BATCH:
            case.objects.bulk_update(batch, ["contact_phone_key"])
            batch = []
    case.objects.bulk_update(batch, ["contact_phone_key"])


class Migration(migrations.Migration):
    dependencies = [("complaints", "0014_confidential_categories")]

    operations = [
        migrations.AddField(
            model_name="case",
            name="contact_phone_key",
            field=models.CharField(blank=True, db_default="", default="", editable=False, max_length=20),
        ),
        migrations.RunPython(fill_keys, migrations.RunPython.noop),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED;", migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("contact_phone_key", ""), _negated=True), fields=["contact_phone_key"],
                name="case_phone",
            ),
        ),
        migrations.RunSQL(_GUARDS, _UNDO),
    ]  # fmt: skip
