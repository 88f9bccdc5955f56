"""The questionnaire of a version, read once: versions never change, and reading costs more than the answer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from surveys.models import Survey, SurveyVersion
from surveys.questionnaire import Questionnaire, parsing

_MOST = 256
_versions: dict[tuple[int, UUID], SurveyVersion] = {}
_known: dict[tuple[int, UUID], Questionnaire] = {}


def questionnaire_of(version: SurveyVersion) -> Questionnaire:
    """`version.form` may be deferred: it is read only where it is not known yet."""
    key = (version.pk, version.survey.public_id)
    found = _known.get(key)
    if found is None:
        found = parsing.read(version.form)
        _keep(_known, key, found)
    return found


def newest(survey: Survey) -> SurveyVersion | None:
    """What is asked now, with its survey; without the form, which most need only once."""
    pk = SurveyVersion.objects.filter(survey=survey).order_by("-number").values_list("pk", flat=True).first()
    return by_id(pk, survey) if pk else None


def by_id(pk: int, survey: Survey) -> SurveyVersion:
    """Of a survey that was just read; the version itself never changes."""
    key = (pk, survey.public_id)
    found = _versions.get(key)
    if found is None:
        found = SurveyVersion.objects.defer("form").get(pk=pk, survey=survey)
        _keep(_versions, key, found)
    found.survey = survey
    return found


def _keep(kept: dict[tuple[int, UUID], Any], key: tuple[int, UUID], value: Any) -> None:
    """Few surveys are asked at a time; whoever has more begins anew."""
    if len(kept) >= _MOST:
        kept.clear()
    kept[key] = value
