"""Pages without business: long work, the person's own settings, language and appearance."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import clock, jobpages, jobs
from core.decorators import public, staff
from core.forms import ProfileForm
from core.models import Job, User
from core.paging import Column, build_page, render_list

JOB_COLUMNS = (
    Column("title", gettext_lazy("Work")),
    Column("state", gettext_lazy("State")),
    Column("done", gettext_lazy("Done"), css="text-end"),
    Column("started", gettext_lazy("Started"), sort="created_at", first="-"),
    Column("by", gettext_lazy("Started by")),
)
YEAR = 365 * 24 * 3600


@staff
@require_safe
def job_list(request: HttpRequest) -> HttpResponse:
    user = cast("User", request.user)
    page = build_page(request, jobpages.visible_to(user), columns=JOB_COLUMNS, default="-started")
    now = clock.now()
    views = [jobpages.JobView(job, now) for job in page]
    return render_list(
        request, "core/job_list.html", {"title": _("Background work"), "page": page, "jobs": views, "exports": False}
    )


@staff
@require_safe
def job_detail(request: HttpRequest, pk: int) -> HttpResponse:
    job = _job(request, pk)
    return render(request, "core/job_detail.html", {"title": job.title, "job": _view_of(request, job)})


@staff
@require_safe
def job_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The part that polls itself; opened as a page it leads to the whole."""
    job = _job(request, pk)
    if not getattr(request, "htmx", False):
        return redirect("core:job_detail", pk)
    return render(request, "ui/_progress.html", {"job": _view_of(request, job)})


@staff
@require_POST
def job_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    jobs.request_cancel(job=_managed_job(request, pk))
    messages.info(request, _("The work stops at its next step. What is done stays done."))
    return redirect("core:job_detail", pk)


@staff
@require_safe
def job_file(request: HttpRequest, pk: int, which: str) -> HttpResponseBase:
    """Download the rejected rows (`errors_file`) or the finished export (`file`)."""
    job = _job(request, pk)
    if not jobpages.may_take_files(cast("User", request.user), job):
        raise PermissionDenied
    path = jobpages.result_file(job, which)
    if path is None:
        raise Http404
    return FileResponse(path.open("rb"), as_attachment=True, filename=path.name)


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    form = ProfileForm(request.POST or None, instance=cast("User", request.user))
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your profile is saved."))
        return redirect("core:profile")
    return render(
        request, "core/profile.html", {"title": _("Profile"), "form": form}, status=422 if form.errors else 200
    )


@public("a stranger at the log-in page may want another language")
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    code = request.POST.get("language", "")
    response = redirect(_next(request))
    if translation.check_for_language(code) and code in dict(settings.LANGUAGES):
        if request.user.is_authenticated:
            User.objects.filter(pk=request.user.pk).update(language=code)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, code, max_age=YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
        )
    return response


@public("a stranger at the log-in page may want it dark")
@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    theme = request.POST.get("theme", "")
    response = redirect(_next(request))
    if theme in {"light", "dark"}:
        if request.user.is_authenticated:
            User.objects.filter(pk=request.user.pk).update(theme=theme)
        _remember(response, "theme", theme)
    return response


@public("who cannot log in reads here who helps")
@require_safe
def forgotten_password(request: HttpRequest) -> HttpResponse:
    return render(request, "account/password_reset.html")


def _job(request: HttpRequest, pk: int) -> Job:
    return get_object_or_404(jobpages.visible_to(cast("User", request.user)), pk=pk)


def _view_of(request: HttpRequest, job: Job) -> jobpages.JobView:
    user = cast("User", request.user)
    return jobpages.JobView(job, clock.now(), jobpages.may_manage(user, job), jobpages.may_take_files(user, job))


def _managed_job(request: HttpRequest, pk: int) -> Job:
    job = _job(request, pk)
    if not jobpages.may_manage(cast("User", request.user), job):
        raise PermissionDenied
    return job


def _remember(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(name, value, max_age=YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)


def _next(request: HttpRequest) -> str:
    """Back to where the person was, never to another site."""
    target = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if is_ours else "/"
