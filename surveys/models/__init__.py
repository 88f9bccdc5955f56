"""Models of surveys."""

from surveys.models.asking import SampleDay, SurveyLetter
from surveys.models.invitation import Invitation, InvitationState
from surveys.models.response import Origin, Outcome, Response, ResponseEdit
from surveys.models.settings import SurveySettings
from surveys.models.survey import WAYS, Kind, Metric, Relation, Survey, SurveyState, SurveyVersion, Trigger

__all__ = [
    "WAYS", "Invitation", "InvitationState", "Kind", "Metric", "Origin", "Outcome", "Relation", "Response",
    "ResponseEdit", "SampleDay", "Survey", "SurveyLetter", "SurveySettings", "SurveyState", "SurveyVersion", "Trigger",
]  # fmt: skip
