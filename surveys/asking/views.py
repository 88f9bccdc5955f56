"""Who is asked: the invitations of a survey, inviting by hand, taking an invitation back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import clock
from core.decorators import permission
from core.errors import DomainError
from core.paging import build_page, render_list
from customers.models import Customer
from customers.views.base import posted, user_of
from surveys.asking import lists, services
from surveys.asking.forms import InviteForm
from surveys.models import Invitation, InvitationState, Survey, SurveyState

SEE, SEE_INVITED = "surveys.view_survey", "surveys.view_invitation"
INVITE, RUN, TAKE_BACK = "surveys.add_invitation", "surveys.run_survey", "surveys.change_invitation"


def find(public_id: UUID) -> Survey:
    return get_object_or_404(Survey.objects.select_related("segment", "store"), public_id=public_id)


@permission(SEE, SEE_INVITED)
@require_safe
def invitations(request: HttpRequest, public_id: UUID) -> HttpResponse:
    survey, user = find(public_id), user_of(request)
    rows, state = lists.invitations(survey, request.GET), request.GET.get("state", "")
    page = build_page(
        request, rows.select_related("customer", "survey"), columns=lists.COLUMNS, default="-due",
        decorate=lambda found: lists.attach(found, user), count_from=rows,
    )  # fmt: skip
    context = {
        "title": _("Who is asked: %(survey)s") % {"survey": survey.name}, "survey": survey, "page": page,
        "states": InvitationState.choices, "state": state, "is_filtered": bool(state), "exports": False,
        "funnel": lists.funnel(survey), "why_not": lists.why_not(survey),
        "may_invite": survey.state in (SurveyState.OPEN, SurveyState.PAUSED) and not survey.is_anonymous,
    }  # fmt: skip
    return render_list(request, "surveys/asking_list.html", context)


@permission(SEE, SEE_INVITED, INVITE)
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One customer for whoever serves; a segment for who runs surveys."""
    survey, user = find(public_id), user_of(request)
    form = InviteForm(
        posted(request), seen=Customer.objects.visible_to(request.user), may_segment=user.has_perm(RUN),
        initial={"customer": request.GET.get("customer", "")},
    )  # fmt: skip

    def save() -> int:
        now, data = clock.now(), form.cleaned_data
        if data.get("segment"):
            return services.invite_segment(
                survey=survey, segment=data["segment"], actor=user, now=now, due_on=data["due_on"]
            )
        occasion = f"{services.BY_HAND}:{data['due_on'] or clock.business_day(now):%Y%m%d}"
        return services.invite(
            survey=survey, customers=[data["customer"].pk], occasion=occasion,
            due_at=services.due_at(data["due_on"], now), actor=user, now=now,
        )  # fmt: skip

    if request.method == "POST" and form.is_valid() and (count := form.attempt(save)) is not None:
        words = ngettext("%(n)d invitation was written down.", "%(n)d invitations were written down.", count)
        messages.success(request, words % {"n": count})
        return redirect(url_of(survey))
    context = {
        "title": _("Invite"), "form": form, "survey": survey, "back_url": url_of(survey), "back_label": survey.name,
        "submit_label": _("Invite"),
    }  # fmt: skip
    return render(request, "surveys/asking_invite.html", context, status=422 if form.errors else 200)


@permission(SEE, SEE_INVITED, TAKE_BACK)
@require_POST
def revoke(request: HttpRequest, public_id: UUID, invitation: UUID) -> HttpResponse:
    survey = find(public_id)
    seen = Customer.objects.visible_to(request.user)
    row = get_object_or_404(Invitation.objects.filter(survey=survey, customer__in=seen), public_id=invitation)
    try:
        services.revoke(invitation=row, actor=user_of(request), now=clock.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Taken back: the link opens nothing any more."))
    return redirect(url_of(survey))


def url_of(survey: Survey) -> str:
    return reverse("surveys:invitations", args=[survey.public_id])
