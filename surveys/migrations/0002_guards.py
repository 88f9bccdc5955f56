"""What PostgreSQL itself refuses: ways that do not exist, other words under given answers, one answer too many."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from customers.roles import extend_roles

# As `surveys.models.survey.WAYS` at this time; a test compares.
WAYS = {
    "draft": ("open",),
    "open": ("paused", "closed"),
    "paused": ("open", "closed"),
    "closed": (),
}
_PAIRS = ", ".join(f"('{here}', '{there}')" for here, ways in WAYS.items() for there in ways)
_GUARDS = f"""
CREATE FUNCTION surveys_guard_state() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a survey cannot go from % to %', OLD.state, NEW.state
        USING ERRCODE = 'check_violation', CONSTRAINT = 'survey_way_known';
END $$;
CREATE TRIGGER guard_state BEFORE UPDATE OF state ON surveys_survey FOR EACH ROW
    WHEN (OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN ({_PAIRS}))
    EXECUTE FUNCTION surveys_guard_state();
CREATE FUNCTION surveys_guard_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a version of a survey stays as it is'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'survey_version_stays';
END $$;
CREATE TRIGGER guard_version BEFORE UPDATE ON surveys_surveyversion FOR EACH ROW
    EXECUTE FUNCTION surveys_guard_version();
-- What was finished stays; only the words of somebody who was erased go, and a merge moves whose it is.
CREATE FUNCTION surveys_guard_finished() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a finished answer stays as it is'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'survey_response_stays';
END $$;
CREATE TRIGGER guard_finished BEFORE UPDATE ON surveys_response FOR EACH ROW
    WHEN (OLD.finished_at IS NOT NULL AND (
        NEW.finished_at IS DISTINCT FROM OLD.finished_at OR NEW.finished_on IS DISTINCT FROM OLD.finished_on
        OR NEW.score IS DISTINCT FROM OLD.score OR NEW.outcome IS DISTINCT FROM OLD.outcome
        OR NEW.metric <> OLD.metric OR NEW.scale <> OLD.scale OR NEW.weight <> OLD.weight
        OR NEW.survey_id <> OLD.survey_id OR NEW.version_id <> OLD.version_id
        OR (NEW.erased_at IS NULL AND (NEW.answers <> OLD.answers OR NEW.comment <> OLD.comment))))
    EXECUTE FUNCTION surveys_guard_finished();
CREATE TRIGGER guard_kept BEFORE DELETE ON surveys_response FOR EACH ROW
    WHEN (OLD.finished_at IS NOT NULL) EXECUTE FUNCTION surveys_guard_finished();
CREATE FUNCTION surveys_guard_edit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the history of an answer stays as it is'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'survey_edit_stays';
END $$;
CREATE TRIGGER guard_edit BEFORE UPDATE ON surveys_responseedit FOR EACH ROW EXECUTE FUNCTION surveys_guard_edit();
-- Only a survey with a quota counts here: without one nobody waits for anybody.
CREATE FUNCTION surveys_count_finished() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE surveys_survey SET finished = finished + 1 WHERE id = NEW.survey_id AND quota IS NOT NULL;
    RETURN NULL;
END $$;
CREATE TRIGGER count_finished AFTER INSERT ON surveys_response FOR EACH ROW
    WHEN (NEW.finished_at IS NOT NULL) EXECUTE FUNCTION surveys_count_finished();
CREATE TRIGGER count_finished_later AFTER UPDATE OF finished_at ON surveys_response FOR EACH ROW
    WHEN (OLD.finished_at IS NULL AND NEW.finished_at IS NOT NULL) EXECUTE FUNCTION surveys_count_finished();
-- A quota that is set later begins with what there is.
CREATE FUNCTION surveys_begin_quota() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT count(*) INTO NEW.finished FROM surveys_response
    WHERE survey_id = NEW.id AND finished_at IS NOT NULL;
    RETURN NEW;
END $$;
CREATE TRIGGER begin_quota BEFORE UPDATE OF quota ON surveys_survey FOR EACH ROW
    WHEN (OLD.quota IS NULL AND NEW.quota IS NOT NULL) EXECUTE FUNCTION surveys_begin_quota();
"""  # noqa: S608  # constants of this module
_UNDO = """
DROP TRIGGER begin_quota ON surveys_survey; DROP FUNCTION surveys_begin_quota();
DROP TRIGGER count_finished_later ON surveys_response; DROP TRIGGER count_finished ON surveys_response;
DROP FUNCTION surveys_count_finished();
DROP TRIGGER guard_edit ON surveys_responseedit; DROP FUNCTION surveys_guard_edit();
DROP TRIGGER guard_kept ON surveys_response; DROP TRIGGER guard_finished ON surveys_response;
DROP FUNCTION surveys_guard_finished();
DROP TRIGGER guard_version ON surveys_surveyversion; DROP FUNCTION surveys_guard_version();
DROP TRIGGER guard_state ON surveys_survey; DROP FUNCTION surveys_guard_state();"""
_SEE = ("surveys.view_survey", "surveys.view_surveyversion", "surveys.view_invitation", "surveys.view_response")
_WORDS = (*_SEE, "surveys.view_responseedit")
_SERVE = (*_WORDS, "surveys.add_response", "surveys.change_response", "surveys.add_invitation")
_RUN = (
    *(*_SERVE, "surveys.add_survey", "surveys.change_survey", "surveys.run_survey", "surveys.change_invitation"),
    *("surveys.export_response", "surveys.import_response"),
)
_SETTINGS = ("surveys.view_surveysettings", "surveys.change_surveysettings")
ROLES = {
    "owner": (*_RUN, *_SETTINGS),
    "manager": (*_RUN, *_SETTINGS),
    "marketer": _RUN,
    "service agent": _SERVE,
    "analyst": (*_WORDS, "surveys.export_response"),
}  # fmt: skip


def give_roles(apps: Any, _schema_editor: Any) -> None:
    extend_roles(apps, ROLES)


class Migration(migrations.Migration):
    dependencies = [("surveys", "0001_initial")]

    operations = [
        migrations.RunSQL(_GUARDS, _UNDO),
        migrations.RunPython(give_roles, migrations.RunPython.noop),
    ]
