"""The pages of automations: all of them, one, writing it, switching it on and off, and what to start from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns import attribution, conversion, counting, interest, previewing, results, wordings
from campaigns.automations import presets, services
from campaigns.forms import AutomationForm
from campaigns.gifts import reporting as gifts
from campaigns.models import Automation
from core import clock
from core.decorators import permission
from core.errors import DomainError
from core.paging import Column, build_page, capped_count, render_list
from customers.views.base import posted, user_of

SEE, WRITE, RUN = "campaigns.view_automation", "campaigns.change_automation", "campaigns.run_automation"
# A preset makes all three.
ADOPT = (SEE, "campaigns.add_automation", "customers.add_segment", "messaging.add_template")
COLUMNS = (
    Column("name", gettext_lazy("Name"), sort="name"),
    Column("segment", gettext_lazy("Who")),
    Column("message", gettext_lazy("What it says")),
    Column("state", gettext_lazy("State"), sort="is_active", first="-"),
    Column("made", gettext_lazy("Made"), sort="created_at", first="-"),
)


@permission(SEE)
@require_safe
def automation_list(request: HttpRequest) -> HttpResponse:
    rows = Automation.objects.select_related("segment", "template")
    page = build_page(request, rows, columns=COLUMNS, default="name", decorate=wordings.attach_automations)
    context = {
        "title": _("Automatic messages"), "page": page, "exports": False, "is_filtered": False,
        "presets": presets.PRESETS if request.user.has_perms(ADOPT) else (),
    }  # fmt: skip
    return render_list(request, "campaigns/automations/list.html", context)


@permission(SEE)
@require_safe
def detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    automation, now = _find(public_id), clock.now()
    wordings.attach_automations([automation])
    context: dict[str, Any] = {
        "title": automation.name,
        "automation": automation,
        "progress": counting.so_far(automation),
        "reasons": wordings.reasons(counting.reasons(automation)),
        "steps": counting.of_steps(automation),
        "gift": gifts.of(automation, now=now),
        "missed": capped_count(automation.missed_days.all()),
        "preview": previewing.of_automation(automation, now=now),
        "samples": previewing.samples_of_automation(automation, user=request.user, now=now),
    }
    return render(request, "campaigns/automations/detail.html", context)


@permission(SEE, "customers.view_reports")
@require_safe
def outcome(request: HttpRequest, public_id: UUID) -> HttpResponse:
    automation = _find(public_id)
    context = {
        "title": _("Does it help?"), "back_url": _url(automation),
        "results": results.so_far(automation, now=clock.now()), "window_days": automation.window_days,
        "interest": interest.of(automation), "attribution": attribution.of(automation),
        "conversion": conversion.of(automation, now=clock.now()),
    }  # fmt: skip
    return render_list(request, "campaigns/_results.html", context)


def _find(public_id: UUID) -> Automation:
    rows = Automation.objects.select_related("segment", "template", "neutral", "survey", "created_by")
    return get_object_or_404(rows, public_id=public_id)


def _url(automation: Automation) -> str:
    return reverse("campaigns:automation", args=[automation.public_id])


# --- Writing --------------------------------------------------------------------------------------


@permission(*ADOPT)
@require_POST
def adopt(request: HttpRequest, preset: str) -> HttpResponse:
    found = presets.find(preset)
    if found is None:
        raise Http404
    made = presets.adopt(found, actor=user_of(request), now=clock.now())
    messages.success(request, _("Made, and switched off. Look at the segment and at the words, then switch it on."))
    return redirect(_url(made))


@permission(SEE, "campaigns.add_automation")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    form = AutomationForm(posted(request), initial={"again_days": None})

    def save() -> Automation:
        return services.create(told=_told(form), actor=user_of(request), now=clock.now())

    return _answer(request, form, save, _("New automation"), reverse("campaigns:automations"))


@permission(SEE, WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    automation = _find(public_id)
    stored = {name: getattr(automation, name) for name in services.FIELDS} | {"version": automation.version}
    form = AutomationForm(
        posted(request), initial=stored, present=automation.template_id, neutral=automation.neutral_id
    )

    def save() -> Automation:
        version = form.cleaned_data["version"] or 0
        return services.change(
            automation=automation, told=_told(form), actor=user_of(request), now=clock.now(), expected_version=version
        )

    return _answer(request, form, save, automation.name, _url(automation))


def _told(form: AutomationForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in services.FIELDS}


def _answer(
    request: HttpRequest, form: AutomationForm, save: Callable[[], Automation], title: str, back: str
) -> HttpResponse:
    if request.method == "POST" and form.is_valid() and (saved := form.attempt(save)) is not None:
        messages.success(request, _("Saved. Look at it, then switch it on."))
        return redirect(_url(saved))
    context = {"title": title, "form": form, "back_url": back}
    return render(request, "campaigns/automations/form.html", context, status=422 if form.errors else 200)


# --- On and off -----------------------------------------------------------------------------------


@permission(SEE, RUN)
@require_POST
def switch_on(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return _press(request, public_id, services.switch_on, _("It is on."))


@permission(SEE, RUN)
@require_POST
def switch_off(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return _press(request, public_id, services.switch_off, _("It is off: nothing goes out."))


def _press(request: HttpRequest, public_id: UUID, service: Callable[..., object], done: str) -> HttpResponse:
    automation = _find(public_id)
    try:
        service(automation=automation, actor=user_of(request), now=clock.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect(_url(automation))
