"""The pages of an automation's further steps: adding one, changing one, taking the last one off."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from campaigns.automations import steps
from campaigns.forms import StepForm
from campaigns.models import Automation, Step
from core import clock
from core.decorators import permission
from core.errors import DomainError
from customers.views.base import posted, user_of

SEE, WRITE = "campaigns.view_automation", "campaigns.change_automation"


@permission(SEE, WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, public_id: UUID) -> HttpResponse:
    automation = get_object_or_404(Automation, public_id=public_id)
    form = StepForm(posted(request), initial={"version": automation.version})

    def save() -> Step:
        return steps.add(
            automation=automation, told=_told(form), actor=user_of(request), now=clock.now(), version=_version(form)
        )

    return _answer(request, form, save, _("A further step"), automation)


@permission(SEE, WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, public_id: UUID, position: int) -> HttpResponse:
    step = _find(public_id, position)
    stored = {name: getattr(step, name) for name in steps.FIELDS}
    stored |= {"is_inside": int(step.is_inside), "version": step.automation.version}
    form = StepForm(posted(request), initial=stored, present=step.template_id, neutral=step.neutral_id)

    def save() -> Step:
        return steps.change(
            step=step, told=_told(form), actor=user_of(request), now=clock.now(), version=_version(form)
        )

    return _answer(request, form, save, _("Step %(number)s") % {"number": position}, step.automation)


@permission(SEE, WRITE)
@require_POST
def remove(request: HttpRequest, public_id: UUID, position: int) -> HttpResponse:
    step = _find(public_id, position)
    text = request.POST.get("version", "")
    version = int(text) if text.isdecimal() and len(text) < 10 else 0
    try:
        steps.remove(step=step, actor=user_of(request), now=clock.now(), version=version)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Step %(number)s is taken off.") % {"number": position})
    return redirect(_url(step.automation))


def _find(public_id: UUID, position: int) -> Step:
    return get_object_or_404(
        Step.objects.select_related("automation"), automation__public_id=public_id, position=position
    )


def _url(automation: Automation) -> str:
    return reverse("campaigns:automation", args=[automation.public_id])


def _told(form: StepForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in steps.FIELDS}


def _version(form: StepForm) -> int:
    return form.cleaned_data["version"] or 0


def _answer(
    request: HttpRequest, form: StepForm, save: Callable[[], Step], title: str, automation: Automation
) -> HttpResponse:
    if request.method == "POST" and form.is_valid() and form.attempt(save) is not None:
        messages.success(request, _("Saved. Look at it, then switch it on."))
        return redirect(_url(automation))
    context = {"title": title, "form": form, "back_url": _url(automation), "automation": automation}
    return render(request, "campaigns/automations/step_form.html", context, status=422 if form.errors else 200)
