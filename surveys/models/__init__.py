"""Models of surveys."""

from surveys.models.invitation import Invitation, InvitationState
from surveys.models.response import Origin, Outcome, Response, ResponseEdit
from surveys.models.settings import SurveySettings
from surveys.models.survey import WAYS, Kind, Metric, Relation, Survey, SurveyState, SurveyVersion, Trigger
from surveys.models.words import CommentWords, CompetitorPrice, ResponseTheme, SurveyResults, Theme

__all__ = [
    "WAYS", "CommentWords", "CompetitorPrice", "Invitation", "InvitationState", "Kind", "Metric", "Origin", "Outcome",
    "Relation", "Response", "ResponseEdit", "ResponseTheme", "Survey", "SurveyResults", "SurveySettings",
    "SurveyState", "SurveyVersion", "Theme", "Trigger",
]  # fmt: skip
