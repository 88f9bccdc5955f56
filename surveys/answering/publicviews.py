"""The page behind every link of a survey: nobody logs in, looking changes nothing, one POST says one page.

No CSRF token: the key is the address itself, or there is nothing that a session could lend.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from core import clock
from core.decorators import public
from core.errors import DomainError
from customers.memberpage.serving import invalid, language_of, private
from surveys import facts, versions
from surveys.answering import brakes, doors, pages, recording, walking
from surveys.answering.doors import Door, Sheet
from surveys.asking import tablets
from surveys.loop import thanks
from surveys.models import InvitationState, Origin, Outcome, Response, SurveyVersion
from surveys.questionnaire import Questionnaire

SITTING_COOKIE = "survey_sitting"
_SITS = 24 * 3600


@dataclass
class Visit:
    """Somebody at a door: what they said so far, and where they stand."""

    request: HttpRequest
    token: str
    door: Door
    language: str
    now: datetime
    sheet: Sheet = field(default_factory=Sheet)

    @cached_property
    def begun(self) -> Response | None:
        row = self.door.invitation
        if row is None:
            return Response.objects.filter(event_key=self.sheet.key).first() if self.sheet.since else None
        if row.started_at is None:
            return None
        key = recording.key_of(self.door.survey, row)
        return Response.objects.filter(**{"event_key": key} if key else {"invitation": row}).first()

    @cached_property
    def version(self) -> SurveyVersion:
        """Who has begun goes on with the questions they began with."""
        if self.begun is None or self.begun.version_id == self.door.version.pk:
            return self.door.version
        found = SurveyVersion.objects.get(pk=self.begun.version_id)
        found.survey = self.door.survey
        return found

    @cached_property
    def form(self) -> Questionnaire:
        return versions.questionnaire_of(self.version)

    @cached_property
    def facts(self) -> dict[str, Any]:
        row = self.door.invitation
        return facts.facts_for(self.form, row.customer if row else None)

    @cached_property
    def knows(self) -> bool:
        """This browser wrote what is written there; everybody else with the link is shown only what was chosen, and
        whoever stands at a tablet may be the next visitor."""
        if self.door.is_kiosk:
            return False
        if self.begun is None or self.door.invitation is None:
            return True
        return doors.is_sitting(self.request.COOKIES.get(SITTING_COOKIE, ""), self.begun)

    @property
    def answers(self) -> dict[str, Any]:
        return dict(self.begun.answers) if self.begun else {}

    def place(self, name: str, answers: dict[str, Any] | None = None) -> walking.Place:
        return walking.place(self.form, self.answers if answers is None else answers, self.facts, name)

    def address(self, **query: str) -> str:
        told = {"l": self.request.GET.get("l", ""), **query}
        if self.door.invitation is None and self.sheet.since and "t" not in query:
            told["f"] = doors.sheet_token(self.door, self.sheet, now=self.now)
        asked = urlencode({name: value for name, value in told.items() if value})
        address = reverse("answer:page", args=[self.token])
        return f"{address}?{asked}" if asked else address


@public("the signed link is the key, or the survey is for everybody")
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, token: str) -> HttpResponse:
    """Everybody without a link that opens something sees one neutral page."""
    now = clock.now()
    door = doors.open_door(token, now=now)
    if door is None:
        return private(invalid(request))
    language = _language(request, door)
    visit = Visit(request, token, door, language, now)
    with translation.override(language), timezone.override(clock.business_zone()):
        return private(_said(visit) if request.method == "POST" else _looked(visit))


def _language(request: HttpRequest, door: Door) -> str:
    """What was chosen on the page, else the customer's, else the browser's."""
    asked = request.GET.get("l", "")
    if asked in dict(settings.LANGUAGES):
        return asked
    customer = door.invitation.customer if door.invitation else None
    return language_of(customer, request) if customer else translation.get_language_from_request(request)


# --- Looking ---------------------------------------------------------------------------------------


def _looked(visit: Visit) -> HttpResponse:
    asked = visit.request.GET
    if done := doors.read_thanks(visit.door, asked.get("t", "")):
        return pages.thanks(visit, done)
    if visit.door.invitation is None and "f" in asked:
        visit.sheet = doors.read_sheet(visit.door, asked["f"], now=visit.now) or visit.sheet
    if over := _over(visit):
        return over
    here = visit.place(asked.get("p", ""))
    return pages.questions(visit, here, chosen=asked.get("s", "")) if here.pages else _nothing(visit)


def _nothing(visit: Visit) -> HttpResponse:
    """All questions hang on what is not so of this person, or not known of somebody without a name."""
    return pages.words(visit, _("Thank you"), _("There are no questions for you here."))


def _over(visit: Visit) -> HttpResponse | None:
    """A kind page instead of the questions."""
    row, survey = visit.door.invitation, visit.door.survey
    is_done = bool(row and row.state == InvitationState.ANSWERED) or bool(visit.begun and visit.begun.finished_at)
    if is_done or brakes.was_here(visit.request, visit.door):
        return pages.words(visit, _("This was answered already"), _("Thank you: we have your answer."))
    if survey.quota is not None and survey.finished >= survey.quota:
        return pages.words(visit, _("Thank you"), _("As many answers as were wanted are there already, thank you."))
    return None


# --- Saying ----------------------------------------------------------------------------------------


def _said(visit: Visit) -> HttpResponse:
    sent = visit.request.POST
    if visit.door.invitation is None:
        given = doors.read_sheet(visit.door, sent.get("f", ""), now=visit.now)
        visit.sheet = given or visit.sheet
    here = visit.place(sent.get("p", ""))
    if not here.pages:
        return _nothing(visit)
    is_back = sent.get("go") == "back"
    told = walking.hear(here, sent, visit.answers, knows=visit.knows, is_needed=not is_back)
    try:
        if brakes.is_robot(visit.request, visit.door):
            return pages.words(visit, _("Thank you"), _("Thank you for your time."))
        brakes.check(
            visit.request, visit.door, visit.token, is_new=visit.begun is None, sheet=visit.sheet, now=visit.now
        )
        if told.errors and not is_back:
            return pages.questions(visit, here, sent=sent, errors=told.errors, status=422)
        there = visit.place(here.name, told.answers)
        is_final = there.is_last and not is_back
        response = _record(visit, told, is_final=is_final)
    except DomainError as error:
        return _refused(visit, here, error)
    return _sent_on(visit, response, there, is_back=is_back)


def _record(visit: Visit, told: walking.Told, *, is_final: bool) -> Response:
    door, row = visit.door, visit.door.invitation
    staff = None
    if door.is_kiosk:
        tablets.mark_used(visit.token, now=visit.now)
        staff = tablets.staff_of(visit.token)
    said = recording.Said(
        raw=told.raw, origin=door.origin, language=visit.language, is_final=is_final,
        key=None if row else visit.sheet.key, facts=visit.facts,
    )  # fmt: skip
    return recording.record(
        version=visit.version, said=said, now=visit.now, customer=row.customer if row else None, invitation=row,
        about=None if visit.begun else pages.about(door, staff),
    )  # fmt: skip


def _refused(visit: Visit, here: walking.Place, error: DomainError) -> HttpResponse:
    """What was typed stays on the page; what is over says so."""
    if error.code in ("already_answered", "quota_full"):
        title = _("Thank you") if error.code == "quota_full" else _("This was answered already")
        return pages.words(visit, title, str(error), status=error.status)
    if error.code in ("invitation_over", "survey_closed"):
        return invalid(visit.request)
    if error.field and all(question.key != error.field for question in here.questions):
        here = visit.place(error.field)  # what is missing stands on another page
    errors = {error.field: str(error)} if error.field else {}
    refusal = "" if error.field else str(error)
    return pages.questions(visit, here, sent=visit.request.POST, errors=errors, refusal=refusal, status=error.status)


def _sent_on(visit: Visit, response: Response, there: walking.Place, *, is_back: bool) -> HttpResponse:
    if response.finished_at:
        answer = redirect(visit.address(t=doors.thanks_of(response)))
        answer.delete_cookie(SITTING_COOKIE, path="/s/")
        brakes.remember(answer, visit.door)
        if visit.door.invitation and response.outcome == Outcome.HIGH:
            thanks.make_code(response.customer, visit.now)
        return answer
    step = -1 if is_back else 1
    answer = redirect(visit.address(p=there.name_of(max(there.index + step, 0))))
    if visit.door.origin == Origin.LINK:
        answer.set_cookie(
            SITTING_COOKIE, doors.sitting_of(response), max_age=_SITS, path="/s/", httponly=True, samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )  # fmt: skip
    return answer
