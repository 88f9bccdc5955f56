"""The questionnaire of a version, read once: versions never change, and reading one costs more than the answer to it."""

from __future__ import annotations

from uuid import UUID

from surveys.models import Survey, SurveyVersion
from surveys.questionnaire import Questionnaire, parsing

_MOST = 256
_known: dict[tuple[int, UUID], Questionnaire] = {}


def questionnaire_of(version: SurveyVersion) -> Questionnaire:
    """`version.form` may be deferred: it is read only where it is not known yet."""
    key = (version.pk, version.survey.public_id)
    if key not in _known:
        if len(_known) >= _MOST:
            _known.clear()
        _known[key] = parsing.read(version.form)
    return _known[key]


def newest(survey: Survey) -> SurveyVersion | None:
    """What is asked now, with its survey; without the form, which most need only once."""
    found = SurveyVersion.objects.defer("form").filter(survey=survey).order_by("-number").first()
    if found:
        found.survey = survey
    return found
