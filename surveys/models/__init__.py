"""Models of surveys."""

from surveys.models.asking import SampleDay, SurveyLetter
from surveys.models.figures import NEVER, FigureCell, FigureStudy, FigureTouch, FunnelMonth, ResponseFigure
from surveys.models.invitation import Invitation, InvitationState
from surveys.models.loop import Care, Loop, LoopOutcome
from surveys.models.response import Origin, Outcome, Response, ResponseEdit
from surveys.models.settings import SurveySettings
from surveys.models.survey import WAYS, Kind, Metric, Relation, Survey, SurveyState, SurveyVersion, Trigger
from surveys.models.tablet import Tablet
from surveys.models.words import CommentWords, CompetitorPrice, ResponseTheme, SurveyResults, Theme

__all__ = [
    "NEVER", "WAYS", "Care", "CommentWords", "CompetitorPrice", "FigureCell", "FigureStudy", "FigureTouch",
    "FunnelMonth", "Invitation", "InvitationState", "Kind", "Loop", "LoopOutcome", "Metric", "Origin",
    "Outcome", "Relation", "Response", "ResponseEdit", "ResponseFigure", "ResponseTheme", "SampleDay", "Survey",
    "SurveyLetter", "SurveyResults", "SurveySettings", "SurveyState", "SurveyVersion", "Tablet",
    "Theme", "Trigger",
]  # fmt: skip
