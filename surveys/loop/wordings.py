"""What is said of answers: on the timeline, as badges, and how a score is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from customers import timeline
from surveys.models import Outcome
from surveys.questionnaire import texts

TONES = {Outcome.HIGH: "badge-good", Outcome.MIDDLE: "badge-warn", Outcome.LOW: "badge-bad", Outcome.NONE: ""}


def score_of(score: int | None, scale: str) -> str:
    """ "9 of 10"; "–" where nothing was scored."""
    return _("%(score)s of %(most)s") % {"score": score, "most": most(scale)} if score is not None else "–"


def most(scale: str) -> str:
    return scale.rpartition("-")[2]


def answered(data: Mapping[str, Any]) -> str:
    if data.get("score") is None:
        return _("Answered the survey “%(survey)s”") % data
    told = {"survey": data["survey"], "score": data["score"], "most": most(data["scale"])}
    return _("Answered the survey “%(survey)s” with %(score)s of %(most)s") % told


def reasons(data: Mapping[str, Any]) -> str:
    language, default = get_language() or "", settings.LANGUAGE_CODE
    names = [texts.text_of(told, language, default) for told in data["reasons"]]
    return _("Said why they stay away: %(reasons)s") % {"reasons": "; ".join(names)}


def agreed(data: Mapping[str, Any]) -> str:
    told = {"survey": data["survey"], "version": data["version"], "text": data["text"]}
    return _("Agreed in the survey “%(survey)s” (version %(version)s) to: %(text)s") % told


VERBS = {
    "survey.agreed": timeline.Verb(agreed, "check2-square"),
    "survey.answered": timeline.Verb(answered, "chat-square-quote"),
    "survey.reasons": timeline.Verb(reasons, "box-arrow-right"),
}
