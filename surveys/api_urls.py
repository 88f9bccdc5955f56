"""Addresses of surveys below /api/v1/."""

from django.urls import path

from surveys.api import invitations, responses, surveys
from surveys.figures.api_urls import urlpatterns as figures
from surveys.words.api_urls import urlpatterns as words

_OF = "surveys/<uuid:public_id>/"

urlpatterns = [
    path("surveys/", surveys.SurveysView.as_view(), name="surveys"),
    path(_OF, surveys.SurveyView.as_view(), name="survey"),
    path(f"{_OF}invitations/", invitations.InvitationsView.as_view(), name="survey_invitations"),
    path("survey-invitations/<uuid:public_id>/", invitations.InvitationView.as_view(), name="survey_invitation"),
    path(f"{_OF}answers/", responses.AnswersView.as_view(), name="survey_answers"),
    path("survey-answers/<uuid:public_id>/", responses.AnswerView.as_view(), name="survey_answer"),
    *figures,
    *words,
]
