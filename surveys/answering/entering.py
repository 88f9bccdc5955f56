"""What a customer said by telephone or at the counter, entered by staff and marked as such."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core import clock
from core.decorators import permission
from core.errors import DomainError
from core.models import User
from customers.forms.base import ServiceForm
from customers.models import Customer
from customers.querysets import CustomerQuerySet
from customers.views.base import posted, user_of
from loyalty.naming import CustomerField
from sales.models import Store
from surveys import facts, versions
from surveys.answering import recording, serving
from surveys.building import theming
from surveys.models import Origin, Response, Survey, SurveyVersion
from surveys.questionnaire import Questionnaire, answering, showing
from surveys.questionnaire.showing import Reading

LONG_AGO = timedelta(days=90)
_LOCAL = "%Y-%m-%dT%H:%M"


class EntryForm(ServiceForm):
    """Beside the questions: who said it, where and when. `key` makes one answer of a form that is sent twice."""

    customer = CustomerField(label=gettext_lazy("Customer"), required=False)
    store = forms.ModelChoiceField(label=gettext_lazy("Store"), queryset=Store.objects.none(), required=False)
    staff = forms.ModelChoiceField(
        label=gettext_lazy("Served by"), queryset=User.objects.none(), required=False,
        help_text=gettext_lazy("Empty: whoever sold it at the till, where that is known."),
    )  # fmt: skip
    at = forms.DateTimeField(
        label=gettext_lazy("When they said it"), input_formats=[_LOCAL],
        widget=forms.DateTimeInput(format=_LOCAL, attrs={"type": "datetime-local"}),
    )  # fmt: skip
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, seen: CustomerQuerySet, survey: Survey, **options: Any) -> None:
        super().__init__(*arguments, **options)
        who: Any = self.fields["customer"]
        who.seen = seen
        where: Any = self.fields["store"]
        where.queryset = Store.objects.filter(is_open=True).order_by("name")
        served: Any = self.fields["staff"]
        served.queryset = User.objects.filter(is_active=True).order_by("name", "pk")
        if survey.is_anonymous:
            del self.fields["customer"], self.fields["staff"]
        for name, field in self.fields.items():
            field.widget.attrs["class"] = "s-input"
            if self.is_bound and self.errors.get(name):
                field.widget.attrs |= {"aria-describedby": f"wrong-{name}", "aria-invalid": "true"}

    def clean_at(self) -> Any:
        at, now = self.cleaned_data["at"], clock.now()
        if not now - LONG_AGO <= at <= now:
            raise ValidationError(_("Within the last 90 days, and not in the future."), code="at_invalid")
        return at


@permission("surveys.view_survey", "surveys.add_response")
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """All questions on one page; what is not asked on their way is left out when it is kept."""
    survey = get_object_or_404(Survey, public_id=public_id)
    version = versions.newest(survey)
    if version is None:
        return redirect("surveys:invitations", survey.public_id)
    now = clock.now()
    initial = {"at": now, "key": uuid4(), "customer": request.GET.get("customer", ""), "store": survey.store_id}
    form = EntryForm(posted(request), seen=Customer.objects.visible_to(request.user), survey=survey, initial=initial)
    errors: dict[str, str] = {}
    if request.method == "POST":
        raw, errors = _told(versions.questionnaire_of(version), request.POST)
        if form.is_valid() and not errors:
            try:
                _record(request, version, form.cleaned_data, raw)
            except DomainError as error:
                if error.field:
                    errors[error.field] = str(error)
                else:
                    form.add_error(None, str(error))
            else:
                messages.success(request, _("Kept, as entered by you. Thank them."))
                return redirect(request.path)
    return _page(request, survey, version, form, errors)


def _told(form: Questionnaire, sent: Any) -> tuple[dict[str, Any], dict[str, str]]:
    raw: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for question in form.questions:
        try:
            raw[question.key] = answering.raw_of(question, sent)
            answering.check(question, raw[question.key], is_final=False)
        except DomainError as error:
            errors[question.key] = str(error)
    return raw, errors


def _record(request: HttpRequest, version: SurveyVersion, told: dict[str, Any], raw: dict[str, Any]) -> Response:
    """Of somebody who was invited it is the answer to that: nobody reminds them any more."""
    customer, now = told.get("customer"), clock.now()
    row = recording.open_invitation(version.survey, customer, told["at"]) if customer else None
    said = recording.Said(
        raw=raw, origin=Origin.STAFF, language=get_language() or "", key=None if row else f"staff:{told['key'].hex}",
        facts=facts.facts_for(versions.questionnaire_of(version), customer),
    )  # fmt: skip
    purchase, served = row.purchase_id if row else None, told.get("staff")
    about = recording.About(
        purchase=purchase, product=version.survey.product_id, store=told["store"].pk if told.get("store") else None,
        staff=served.pk if served else serving.seller_of(purchase),
    )  # fmt: skip
    return recording.record(
        version=version, said=said, now=now, at=told["at"], customer=customer, invitation=row, about=about,
        actor=user_of(request),
    )  # fmt: skip


def _page(
    request: HttpRequest, survey: Survey, version: SurveyVersion, form: EntryForm, errors: dict[str, str]
) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    questionnaire = versions.questionnaire_of(version)
    reading = Reading(get_language() or settings.LANGUAGE_CODE, settings.LANGUAGE_CODE)
    context = {
        "title": _("Enter an answer"), "survey": survey, "site_name": settings.SITE_NAME, "form": form,
        "theme": theming.shown(survey),
        "back_url": reverse("surveys:invitations", args=[survey.public_id]),
        "questions": showing.show_page(questionnaire.questions, reading, answers={}, sent=sent, errors=errors),
        "is_wrong": bool(errors),
    }  # fmt: skip
    return render(request, "surveys/answer_enter.html", context, status=422 if errors or form.errors else 200)
