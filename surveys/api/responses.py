"""Answers: sent from a shop's own page, and read."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

import django_filters
from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response as Answered

from core import clock
from core.api.fields import InstantFilter, TextField
from core.api.idempotency import Answer, once
from core.api.schema import IDEMPOTENCY_KEY
from core.api.views import ApiView
from core.errors import Conflict, NotFound
from core.models import Integration
from customers.models import Customer
from sales.models import Purchase, Store
from surveys.answering import recording, serving
from surveys.api.surveys import OfSurvey, latest
from surveys.api.telling import ANSWERS_HELP, SCOPE, AnswerSerializer, AnswersField
from surveys.models import Invitation, InvitationState, Origin, Outcome, Response, Survey
from surveys.words import readable

_LANGUAGES = [code for code, _name in settings.LANGUAGES]
_OPEN = (InvitationState.WAITING, InvitationState.ASKED)


class AnswerFilter(django_filters.FilterSet):  # type: ignore[misc]  # the package ships no types
    customer = django_filters.UUIDFilter(field_name="customer__public_id")
    outcome = django_filters.ChoiceFilter(choices=[choice for choice in Outcome.choices if choice[0]])
    since = InstantFilter(field_name="finished_at", lookup_expr="gte", label="Finished at or after this moment.")
    until = InstantFilter(field_name="finished_at", lookup_expr="lt", label="Finished before this moment.")

    class Meta:
        model = Response
        fields: tuple[str, ...] = ()


def _first_day(moment: datetime) -> date:
    """The first day that begins at this moment or later."""
    day = clock.business_day(moment)
    return day if clock.day_start(day) == moment else day + timedelta(days=1)


class DayFilter(InstantFilter):
    """A moment for what is told by the beginning of its day."""

    def filter(self, rows: Any, value: datetime | None) -> Any:
        return super().filter(rows, value and _first_day(value))


class NamelessFilter(AnswerFilter):
    """Of anonymous surveys: as near as it is told."""

    since = DayFilter(field_name="finished_on", lookup_expr="gte")
    until = DayFilter(field_name="finished_on", lookup_expr="lt")


class NewAnswerSerializer(serializers.Serializer[Any]):
    answers = AnswersField(help_text=ANSWERS_HELP)
    is_final = serializers.BooleanField(
        default=True, help_text="false: not finished; the same `key` or `invitation` goes on with it."
    )
    language = serializers.ChoiceField(choices=[(code, code) for code in _LANGUAGES], required=False)
    customer = serializers.UUIDField(required=False, help_text="Public id; left out: nobody is named.")
    invitation = serializers.UUIDField(required=False, help_text="Public id; it is answered once.")
    key = TextField(
        max_length=120, required=False, help_text="Makes it one answer where there is no invitation: your own number."
    )
    store = TextField(max_length=20, required=False, help_text="Code of a store that it is about.")
    purchase = serializers.UUIDField(required=False, help_text="Public id of a purchase that it is about.")


def _rows() -> QuerySet[Response]:
    rows = Response.objects.filter(finished_at__isnull=False)
    return rows.select_related("survey", "version", "customer", "invitation", "store", "purchase")


class AnswersView(OfSurvey):
    filterset_class = AnswerFilter
    # As the index has them.
    ordering = ("-finished_at", "-id")

    def get_queryset(self) -> QuerySet[Response]:
        if "public_id" not in self.kwargs:  # the schema is written
            return _rows()
        rows, survey = _rows(), self.survey(self.kwargs["public_id"])
        return rows.filter(pk__in=readable.finished(survey)) if survey.is_anonymous else rows.filter(survey=survey)

    def get_serializer_class(self) -> type[serializers.Serializer[Any]]:
        return NewAnswerSerializer if self.request.method == "POST" else AnswerSerializer

    @extend_schema(operation_id="survey_answers_list", responses=AnswerSerializer(many=True))
    def get(self, request: Request, public_id: UUID) -> Answered:
        """List finished answers, the latest first; of an anonymous survey whole groups, in no order.

        409 `staff_answers`: what staff answered is told as figures only.
        """
        survey = self.survey(public_id)
        readable.check_may_leave(survey)
        if survey.is_anonymous:
            self.filterset_class = NamelessFilter
            self.ordering = ("public_id",)  # type: ignore[misc, assignment]  # of this request: random
        return self.listed(request)

    @extend_schema(
        operation_id="survey_answers_create", request=NewAnswerSerializer, parameters=[IDEMPOTENCY_KEY],
        responses={201: AnswerSerializer},
    )  # fmt: skip
    def post(self, request: Request, public_id: UUID) -> Answered:
        """Hand in what somebody answered on a page of your own. A finished answer stays as it is."""
        data, survey = self.checked(request), self.survey(public_id)
        integration: Integration = request.user  # type: ignore[assignment]  # the only user of the API
        return once(request, lambda: _submit(survey, data, integration))


def _submit(survey: Survey, data: dict[str, Any], integration: Integration) -> Answer:
    version, now = latest(survey), clock.now()
    if version is None:
        raise Conflict("survey_closed", _("This survey takes no answers now."))
    key = f"api:{integration.pk}:{_short(data['key'])}" if data.get("key") and not data.get("invitation") else None
    invitation = _invitation(survey, data.get("invitation"), now)
    customer = invitation.customer if invitation else _customer(data.get("customer"))
    if invitation is None and customer and not survey.is_anonymous:
        invitation = _open_invitation(survey, customer, key, data.get("purchase"), now)
    made = recording.record(
        version=version, customer=customer, invitation=invitation, about=_about(data, invitation), now=now,
        said=recording.Said(
            raw=data["answers"], origin=Origin.API, language=data.get("language", ""), is_final=data["is_final"],
            key=key,
        ),
    )  # fmt: skip
    return Answer(201, dict(AnswerSerializer(_told(made)).data))


def _told(made: Response) -> Response:
    rows = Response.objects.select_related("survey", "version", "customer", "invitation", "store", "purchase")
    return rows.get(pk=made.pk)


def _short(key: str) -> str:
    """Two surveys of one shop may number their answers alike."""
    return sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:40]


def _invitation(survey: Survey, public_id: UUID | None, now: Any) -> Invitation | None:
    if public_id is None:
        return None
    found = Invitation.objects.select_related("customer").filter(survey=survey, public_id=public_id).first()
    if found is None:
        raise NotFound("invitation_unknown", _("There is no such invitation."), field="invitation")
    if found.state == InvitationState.ANSWERED:
        raise Conflict("already_answered", _("This was answered already, thank you."))
    if found.state not in _OPEN or (found.expires_at and found.expires_at <= now):
        raise Conflict("invitation_ended", _("This invitation can no longer be answered."), field="invitation")
    return found


def _open_invitation(
    survey: Survey, customer: Customer, key: str | None, purchase: UUID | None, now: datetime
) -> Invitation | None:
    """What somebody says on another page is the answer to what they were asked, unless it is about another purchase;
    what was begun under this key goes on as it began."""
    begun = Response.objects.select_related("invitation__purchase").filter(event_key=key).first() if key else None
    if begun:
        return begun.invitation
    found = recording.open_invitation(survey, customer, now)
    is_other = purchase and found and found.purchase and found.purchase.public_id != purchase
    return None if is_other else found


def _customer(public_id: UUID | None) -> Customer | None:
    if public_id is None:
        return None
    found = Customer.objects.select_related("merged_into").filter(public_id=public_id, erased_at__isnull=True).first()
    if found is None:
        raise NotFound("customer_unknown", _("There is no such customer."), field="customer")
    return found.merged_into or found


def _about(data: dict[str, Any], invitation: Invitation | None) -> recording.About:
    """A purchase tells its store, channel and seller, too."""
    purchase = _purchase(data.get("purchase")) or (invitation.purchase if invitation else None)
    store = _store(data.get("store")) or (purchase.store if purchase else None)
    channel = (purchase.channel_id if purchase else None) or (store.channel_id if store else None)
    return recording.About(
        purchase=purchase.pk if purchase else None, store=store.pk if store else None, channel=channel,
        staff=serving.seller_of(purchase.pk if purchase else None),
    )  # fmt: skip


def _purchase(public_id: UUID | None) -> Purchase | None:
    if public_id is None:
        return None
    found = Purchase.objects.select_related("store").filter(public_id=public_id).first()
    if found is None:
        raise NotFound("purchase_unknown", _("There is no such purchase."), field="purchase")
    return found


def _store(code: str | None) -> Store | None:
    if not code:
        return None
    found = None if "\0" in code else Store.objects.filter(code=code).first()
    if found is None:
        raise NotFound("store_unknown", _("There is no such store."), field="store")
    return found


class AnswerView(ApiView):
    scope = SCOPE
    serializer_class = AnswerSerializer

    def get_queryset(self) -> QuerySet[Response]:
        return _rows()

    @extend_schema(operation_id="survey_answers_retrieve")
    def get(self, request: Request, public_id: UUID) -> Answered:
        """One finished answer, where it may be read by itself. 409 `staff_answers`."""
        found = self.found(public_id=public_id)
        readable.check_may_leave(found.survey)
        if not readable.is_told(found):
            raise Http404
        return Answered(self.get_serializer(found).data)
