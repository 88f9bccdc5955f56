"""The first words of the letters of surveys, what placeholders say, and why somebody was not asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from messaging import templating
from messaging.templating import Text
from surveys.models import InvitationState, SurveyLetter

Kind = SurveyLetter.Kind
TONES = {
    InvitationState.WAITING: "badge-info",
    InvitationState.ASKED: "badge-warn",
    InvitationState.ANSWERED: "badge-good",
    InvitationState.DROPPED: "",
    InvitationState.EXPIRED: "",
    InvitationState.REVOKED: "badge-bad",
}
# Why it was put off or dropped: `Invitation.reason`.
REASONS: Mapping[str, Any] = {
    "held": gettext_lazy("They are left in peace at the moment (a complaint, for example)."),
    "asked_recently": gettext_lazy("They were asked by another survey only lately."),
    "no_address": gettext_lazy("No e-mail address or number is known."),
    "no_consent": gettext_lazy("They have not agreed to surveys."),
    "too_late": gettext_lazy("It was put off for too long to be of use."),
    "closed": gettext_lazy("The survey was closed."),
    "quota": gettext_lazy("As many answers as were wanted are there."),
    "gone": gettext_lazy("The customer was erased or merged."),
    "by_staff": gettext_lazy("Taken back by staff."),
    "unanswered": gettext_lazy("They did not answer."),
    "unfinished": gettext_lazy("They began and did not finish; what they said is kept."),
}
PLACEHOLDERS: Mapping[str, Any] = {
    "survey.title": gettext_lazy("Title of the survey"),
    "survey.question": gettext_lazy("Its first question"),
    "survey.link": gettext_lazy("The personal link to the survey"),
    "survey.links": gettext_lazy("A link for each score, with label and url: for a row of them in an e-mail"),
    "survey.scale": gettext_lazy("What the ends of its scale mean"),
    "survey.until": gettext_lazy("Until when it can be answered"),
}
EXAMPLE: Mapping[str, Any] = {
    "title": "How was it?",
    "question": "How likely are you to recommend us?",
    "link": "https://example.com/s/…",
    "links": [{"label": str(n), "url": f"https://example.com/s/…?s={n}"} for n in range(11)],
    "scale": "0: not at all · 10: very likely",
    "until": "2026-03-16",
}
# Of the survey inside somebody else's message (`asking.enclosing`).
ENCLOSED: Mapping[str, Any] = {"link": "https://example.com/s/…"}
# One to a score; nothing where the first question is none.
_ROW = "{% for one in survey.links %}[{{ one.label }}]({{ one.url }}) &nbsp; {% endfor %}"


def attach(rows: Iterable[Any]) -> None:
    for row in rows:
        row.tone = TONES[InvitationState(row.state)]
        row.why = REASONS.get(row.reason, row.reason)


def letter_name(kind: str, channel: str) -> str:
    told = {"letter": Kind(kind).label}
    return _("Surveys by SMS: %(letter)s") % told if channel == "sms" else _("Surveys: %(letter)s") % told


def texts(kind: str, channel: str, language: str) -> Text:
    """In the language of the moment. Eleven addresses one below the other are no row: a plain text has the one link."""
    subject, first = _LETTERS[Kind(kind)]()
    if channel == "sms":
        return Text(language, f"{subject} {{{{ survey.link }}}}")
    short = "\n\n".join(_body(first, has_row=False))
    plain = templating.plain_text(Text(language, "", subject, content=short))
    return Text(language, plain, subject, content="\n\n".join(_body(first, has_row=True)))


def _body(first: str, *, has_row: bool) -> list[str]:
    return [
        _("Hello {{ customer.given_name }},"),
        first,
        "**{{ survey.question }}**",
        *([_ROW, "{{ survey.scale }}"] if has_row else []),
        _("[Answer on one page]({{ survey.link }}) – it can be answered until {{ survey.until }}."),
        _("The link is yours alone: please do not pass it on."),
    ]


def _invitation() -> tuple[str, str]:
    return _("May we ask you something? {{ survey.title }}"), _("one question, answered with one press:")


def _reminder() -> tuple[str, str]:
    return _("We would still like to know: {{ survey.title }}"), _(
        "perhaps our question came at a bad time; here it is once more:"
    )


_LETTERS: Mapping[str, Callable[[], tuple[str, str]]] = {
    Kind.INVITATION: _invitation,
    Kind.REMINDER: _reminder,
}
