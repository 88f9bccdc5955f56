"""Making a survey, changing what and how it asks, and its life."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from core.errors import Conflict, DomainError
from customers.models import Segment, TimelineEntry
from surveys.building import services, theming
from surveys.models import Kind, Survey, SurveyState, Trigger
from tests.loyalty.factories import member as customer
from tests.surveys.factories import NOW, answer

pytestmark = pytest.mark.django_db


def make(kind: str = Kind.NPS, **values: Any) -> Survey:
    return services.create_survey(**{"kind": kind, "name": f"Test {kind}", "actor": None, "now": NOW} | values)


def reworded(survey: Survey, english: str, place: int = 0) -> dict[str, Any]:
    form = deepcopy(services.current_version(survey).form)
    form["questions"][place]["title"]["en"] = english
    return form


def save(survey: Survey, form: dict[str, Any], expected: int | None = None):  # type: ignore[no-untyped-def]
    survey.refresh_from_db()
    return services.save_form(
        survey=survey, form=form, expected=survey.version if expected is None else expected, actor=None, now=NOW
    )


def opened(kind: str = Kind.NPS, **values: Any) -> Survey:
    return services.open_survey(survey=make(kind, **values), actor=None, now=NOW)


def update(survey: Survey, **told: Any) -> Survey:
    survey.refresh_from_db()
    return services.update_survey(survey=survey, told=told, expected=survey.version, actor=None, now=NOW)


# --- Questions ----------------------------------------------------------------------------


def test_a_new_one_is_a_draft_with_its_questions():
    made = make(Kind.NPS)
    version = services.current_version(made)
    assert (made.state, made.relation, made.trigger) == ("draft", "relational", Trigger.SAMPLE)
    assert (version.number, version.metric, version.scale) == (1, "nps", "0-10")


def test_before_the_first_answer_a_change_takes_the_place():
    survey = make()
    first = services.current_version(survey)
    second = save(survey, reworded(survey, "Would you?"))
    assert second.number == 1
    assert second.pk != first.pk
    assert survey.versions.count() == 1
    assert survey.version == 2


def test_after_the_first_answer_it_is_a_new_version():
    survey = opened()
    first = services.current_version(survey)
    kept = answer(survey, 9, customer())
    second = save(survey, reworded(survey, "Would you?"))
    assert (second.number, survey.versions.count()) == (2, 2)
    kept.refresh_from_db()
    assert kept.version_id == first.pk
    third = save(survey, reworded(survey, "Would you, please?"))
    assert (third.number, survey.versions.count()) == (2, 2)


def test_another_scale_is_another_version():
    survey = opened()
    answer(survey, 9, customer())
    form = deepcopy(services.current_version(survey).form)
    form["questions"][0] |= {"low": 1, "high": 10}
    made = save(survey, form)
    assert (made.number, made.scale) == (2, "1-10")


def test_the_same_questions_again_change_nothing():
    survey = make()
    first = services.current_version(survey)
    same = services.save_form(survey=survey, form=first.form, expected=1, actor=None, now=NOW)
    assert same.pk == first.pk
    survey.refresh_from_db()
    assert survey.version == 1


def test_a_stale_change_is_refused():
    survey = make()
    save(survey, reworded(survey, "Would you?"))
    with pytest.raises(Conflict) as refused:
        save(survey, reworded(survey, "Else?"), expected=1)
    assert refused.value.code == "stale_edit"


def test_what_does_not_fit_is_refused_and_changes_nothing():
    survey = make()
    form = reworded(survey, "Would you?")
    form["questions"][1]["show_if"] = [{"question": "later", "op": "answered"}]
    with pytest.raises(DomainError) as refused:
        save(survey, form)
    assert (refused.value.code, refused.value.field) == ("form_invalid", "questions.1.show_if")
    assert survey.versions.count() == 1


def test_a_closed_one_stays_as_it_is():
    survey = opened()
    services.close_survey(survey=survey, actor=None, now=NOW)
    with pytest.raises(Conflict) as refused:
        save(survey, reworded(survey, "Would you?"))
    assert refused.value.code == "survey_closed"
    with pytest.raises(Conflict):
        update(survey, quota=5)


# --- How it asks --------------------------------------------------------------------------


def test_names_are_their_own():
    make()
    with pytest.raises(Conflict) as refused:
        make()
    assert (refused.value.code, refused.value.field) == ("name_taken", "name")


@pytest.mark.parametrize(
    ("kind", "told", "code"),
    [
        (Kind.NPS, {"name": "  "}, "name_missing"),
        (Kind.NPS, {"trigger": Trigger.SEGMENT}, "segment_missing"),
        (Kind.STAFF, {"is_anonymous": False}, "staff_anonymous"),
        (Kind.STAFF, {"trigger": Trigger.PURCHASE}, "staff_invited"),
        (Kind.NPS, {"theme": {"colour": "#ffee00"}}, "theme_colour"),
        (Kind.NPS, {"theme": {"colour": "green"}}, "theme_colour"),
        (Kind.NPS, {"theme": {"logo": "nowhere"}}, "theme_logo"),
        (Kind.NPS, {"valid_days": 0}, "out_of_range"),
        (Kind.NPS, {"min_group": 1}, "out_of_range"),
    ],
)
def test_what_cannot_be_asked_is_refused(kind: str, told: dict[str, Any], code: str):
    survey = make(kind)
    with pytest.raises(DomainError) as refused:
        update(survey, **told)
    assert refused.value.code == code


def test_nothing_changed_is_no_change():
    survey = make()
    update(survey, quota=None, valid_days=survey.valid_days)
    survey.refresh_from_db()
    assert survey.version == 1


def test_a_segment_may_be_asked():
    segment = Segment.objects.create(name="Regulars", rule={"all": []}, created_at=NOW)
    survey = update(make(), trigger=Trigger.SEGMENT, segment=segment)
    assert survey.segment == segment


def test_what_was_promised_stays_after_the_first_answer():
    survey = opened(is_anonymous=True, min_group=10)
    answer(survey, 9)
    for told in ({"is_anonymous": False}, {"relation": "moment"}, {"min_group": 5}):
        with pytest.raises(Conflict) as refused:
            update(survey, **told)
        assert refused.value.code == "fixed_by_answers"
    assert update(survey, min_group=12).min_group == 12


def test_a_quota_below_what_there_is_is_refused():
    survey = opened(quota=5)
    answer(survey, 9), answer(survey, 8)
    with pytest.raises(Conflict) as refused:
        update(survey, quota=1)
    assert refused.value.code == "quota_reached"


def test_a_price_is_asked_of_a_product():
    survey = make(Kind.PRICE)
    with pytest.raises(DomainError) as refused:
        services.open_survey(survey=survey, actor=None, now=NOW)
    assert refused.value.code == "product_missing"


def test_a_copy_asks_the_same_and_has_no_answers():
    survey = opened(quota=50, theme={"colour": "#14614D"})
    save(survey, reworded(survey, "Would you?"))
    answer(survey, 9)
    survey.refresh_from_db()
    twin = services.duplicate_survey(survey=survey, name="Again", actor=None, now=NOW)
    assert (twin.state, twin.quota, twin.finished, twin.theme) == ("draft", 50, 0, {"colour": "#14614d"})
    assert services.current_version(twin).form == services.current_version(survey).form
    assert not twin.responses.exists()


# --- Its life -----------------------------------------------------------------------------


def test_from_draft_to_closed():
    survey = make()
    for service, state in (
        (services.open_survey, "open"), (services.pause_survey, "paused"), (services.resume_survey, "open"),
        (services.close_survey, "closed"),
    ):  # fmt: skip
        survey = service(survey=survey, actor=None, now=NOW)
        assert survey.state == state
    assert (survey.opened_at, survey.closed_at) == (NOW, NOW)
    for service in (services.open_survey, services.pause_survey, services.resume_survey, services.close_survey):
        with pytest.raises(Conflict) as refused:
            service(survey=survey, actor=None, now=NOW)
        assert refused.value.code == "survey_state"


def test_a_paused_one_takes_no_answers():
    survey = opened()
    services.pause_survey(survey=survey, actor=None, now=NOW)
    survey.refresh_from_db()
    with pytest.raises(Conflict) as refused:
        answer(survey, 9)
    assert refused.value.code == "survey_closed"


def test_what_was_done_is_on_the_trail():
    survey = opened()
    save(survey, reworded(survey, "Would you?"))
    services.pause_survey(survey=survey, actor=None, now=NOW)
    verbs = TimelineEntry.objects.filter(target=survey.source).order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["survey.created", "survey.opened", "survey.reworded", "survey.paused"]
    assert SurveyState(Survey.objects.get(pk=survey.pk).state) == SurveyState.PAUSED


# --- Looks --------------------------------------------------------------------------------


def test_contrast_is_as_wcag_has_it():
    assert theming.contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert theming.contrast((118, 118, 118), (255, 255, 255)) == pytest.approx(4.54, abs=0.01)


def test_colours_are_a_sheet_of_its_own():
    survey = make(theme={"colour": "#7A1F5C"})
    css = theming.css(survey)
    assert "--accent: #7a1f5c;" in css
    assert theming.shown(survey).css_url.endswith(".css")
    assert theming.css(make(Kind.FREE)) == ""
    assert theming.shown(make(Kind.CSAT)).css_url == ""
