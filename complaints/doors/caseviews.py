"""A customer's own case, behind its signed link: looking changes nothing; words, files, solved or not are sent."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from complaints import files
from complaints.doors import brakes, links, sheets, taking, tracking, writing
from complaints.doors.forms import LONGEST, WordsForm
from complaints.doors.serving import WHY, address, door_view, page
from complaints.doors.sheets import Sheet
from complaints.models import Attachment, Case, CaseState
from core import clock, uploading
from core.decorators import public
from core.errors import DomainError
from core.uploading import takes_files
from customers.memberpage.serving import invalid, private

_ENDED = (CaseState.RESOLVED, CaseState.CLOSED)
_DONE = ("new", "files", "said", "solved", "unsolved")


@public(WHY)
@takes_files(writing.MOST_BYTES)
@require_http_methods(["GET", "HEAD", "POST"])
@door_view
def case(request: HttpRequest, token: str) -> HttpResponse:
    """Everybody without a link that opens something sees one neutral page."""
    found = tracking.find(token)
    if found is None:
        return invalid(request)
    with translation.override(_language(request, found)):
        return _said(request, found, token) if request.method == "POST" else _shown(request, found, token)


def _language(request: HttpRequest, found: Case) -> str:
    """What was chosen on the page, else that in which they complained, else the browser's."""
    is_chosen = "l" in request.GET or found.language not in dict(settings.LANGUAGES)
    return translation.get_language() or "" if is_chosen else found.language


@public(WHY)
@require_safe
def file(request: HttpRequest, token: str, public_id: UUID) -> HttpResponseBase:
    """A file of what was said to and fro, as a download."""
    found = tracking.find(token)
    if found is None:
        return private(invalid(request))
    said = [message.pk for message in tracking.conversation(found)]
    row = Attachment.objects.filter(public_id=public_id, message__in=said).first()
    if row is None:
        raise Http404
    return files.respond(row)


# --- Looking ------------------------------------------------------------------------------


def _shown(
    request: HttpRequest, found: Case, token: str, *, form: WordsForm | None = None, sheet: Sheet | None = None,
    refusal: str = "", status: int = 200,
) -> HttpResponse:  # fmt: skip
    now = clock.now()
    is_ended, done = found.state in _ENDED, request.GET.get("done", "")
    context = {
        # The number stays on one line.
        "title": _("Your case %(number)s") % {"number": found.number.replace("-", "\u2011")},
        "case": found,
        "code": links.code_of(found),
        "standing": tracking.standing(found), "promises": tracking.promises(found, now),
        "conversation": files.beside_first_words([found], tracking.conversation(found)),
        "merged": tracking.merged(found),
        "takes_words": tracking.takes_words(found, now),
        "until": tracking.words_until(found) if is_ended else None, "is_ended": is_ended, "token": token,
        "is_marked": is_ended and taking.is_solved(found), "form": form or WordsForm(), "refusal": refusal,
        "sheet": sheets.token_of(sheet or Sheet(), now=now, of=found.public_id), "link": links.tracking_url(found),
        "done": done if done in _DONE and not refusal else "", "action": address(request, "case", token),
        "had_files": bool(request.FILES), "most_mb": writing.MOST_BYTES >> 20,
    }  # fmt: skip
    return page(request, "doors_case.html", context, status)


# --- Saying -------------------------------------------------------------------------------


def _said(request: HttpRequest, found: Case, token: str) -> HttpResponse:
    """What was typed stays on the page, whatever is refused."""
    sheet = sheets.read(request.POST.get("f", ""), now=clock.now(), of=found.public_id)
    form = WordsForm(request.POST, request.FILES)
    try:
        brakes.check_words(found.number, sheet)
        assert sheet is not None  # asked above
        done = _do(request, found, form, sheet)
    except DomainError as error:
        return _shown(request, found, token, form=form, sheet=sheet, refusal=str(error), status=error.status)
    if not done:
        return _shown(request, found, token, form=form, sheet=sheet, status=422)
    return redirect(address(request, "case", token, done=done))


def _do(request: HttpRequest, found: Case, form: WordsForm, sheet: Sheet) -> str:
    """What was done; empty where the form has errors."""
    now, action = clock.now(), request.POST.get("do", "")
    text = request.POST.get("text", "").replace("\0", "").strip()[:LONGEST]
    if action == "solved":
        taking.say_solved(found, text=f"{_('It has been settled.')} {text}".strip(), number=sheet.number, now=now)
        return "solved"
    if action == "unsolved":
        taking.say_unsolved(found, now=now)
        if not text and not request.FILES:
            return "unsolved"
        found.refresh_from_db()
    return _add(request, found, form, sheet) if form.is_valid() else ""


def _add(request: HttpRequest, found: Case, form: WordsForm, sheet: Sheet) -> str:
    message = taking.add_words(found, text=form.cleaned_data["text"], number=sheet.number, now=clock.now())
    sent = form.cleaned_data["photos"]
    kept = brakes.within_bytes(request, sent)
    is_whole = taking.keep_files(message, kept) and len(kept) == len(sent) and not uploading.was_too_large(request)
    return "said" if is_whole else "files"
