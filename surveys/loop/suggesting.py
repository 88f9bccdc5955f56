"""What whoever follows an answer up may begin with: short sentences, by what was said and what came before."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from surveys.loop import deciding, reading
from surveys.models import Care, Loop, Outcome, Response
from surveys.questionnaire import Questionnaire, Role, parsing


def suggestions(response: Response, loop: Loop | None) -> list[str]:
    form = parsing.read(response.version.form)
    return list(_suggest(response, form, loop))


def _suggest(response: Response, form: Questionnaire, loop: Loop | None) -> Iterator[str]:
    if loop is not None and loop.care == Care.CALL:
        yield _("Call and say sorry first; ask what would put it right, and say what you will do and until when.")
    if loop is not None and loop.care == Care.ASK:
        yield _("Ask what happened, with an open question. They gave no reason: do not guess one.")
    if loop is not None and loop.care == Care.WISH:
        yield _("They asked for a call. Call at the time that they named.")
    if next(deciding.wishes(form, response.answers), None) is None and loop is not None and loop.customer_id:
        yield _("They did not ask to be called: one try is enough, and a short message is kinder than a second call.")
    if worst := _worst(response, form):
        yield _("They are least content with: %(what)s.") % {"what": worst}
    if _was_low_before(response):
        yield _("It is not their first low score: somebody who may decide should call.")
    if response.outcome == Outcome.HIGH:
        yield _("Thank them, and ask what you should never change.")


def _worst(response: Response, form: Questionnaire) -> str:
    """The attribute rated lowest, below the middle of its scale."""
    question = form.of_role(Role.SATISFACTION) or form.of_role(Role.PERCEIVED)
    rated = response.answers.get(question.key) if question else None
    if not question or not rated:
        return ""
    key = min(rated, key=lambda one: (rated[one], one))
    if rated[key] * 2 >= question.low + question.high:
        return ""
    return next((reading.words(row.text) for row in question.rows if row.key == key), "")


def _was_low_before(response: Response) -> bool:
    if response.customer_id is None:
        return False
    earlier = Response.objects.filter(customer=response.customer_id, outcome=Outcome.LOW)
    return response.outcome == Outcome.LOW and earlier.filter(finished_at__lt=response.finished_at).exists()
