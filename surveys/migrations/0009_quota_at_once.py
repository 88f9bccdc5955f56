"""A quota that is set while people answer counts those in flight, and who comes then waits for it.

An answer holds the row of its survey (`FOR KEY SHARE`, which answers do not keep from each other) until it is committed;
whoever sets a quota takes the row alone, waits for them, and only then counts.
"""

from __future__ import annotations

from django.db import migrations

_COUNT = """
CREATE OR REPLACE FUNCTION surveys_count_finished() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    {lock}
    UPDATE surveys_survey SET finished = finished + 1 WHERE id = NEW.survey_id AND quota IS NOT NULL;
    RETURN NULL;
END $$;"""
_BEGIN = """
CREATE OR REPLACE FUNCTION surveys_begin_quota() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    {lock}
    SELECT count(*) INTO NEW.finished FROM surveys_response
    WHERE survey_id = NEW.id AND finished_at IS NOT NULL;
    RETURN NEW;
END $$;"""
LOCKED = _COUNT.format(lock="PERFORM 1 FROM surveys_survey WHERE id = NEW.survey_id FOR KEY SHARE;") + _BEGIN.format(
    lock="PERFORM 1 FROM surveys_survey WHERE id = NEW.id FOR UPDATE;"
)
UNLOCKED = _COUNT.format(lock="") + _BEGIN.format(lock="")


class Migration(migrations.Migration):
    dependencies = [("surveys", "0008_retention")]

    operations = [migrations.RunSQL(LOCKED, UNLOCKED)]
