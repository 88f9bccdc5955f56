"""Events over the API: what there is, who is on the list, registering, giving up, checking in by code."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from campaigns.events import door, places
from campaigns.models import Event, EventState, Registration, RegistrationState
from core import clock
from core.api.fields import InstantField, TextField
from core.api.idempotency import Answer, once
from core.api.schema import IDEMPOTENCY_KEY
from core.api.views import ApiView
from customers.models import Customer
from loyalty.draws.api import customer_of

SCOPE = "events"


class ShopEventSerializer(serializers.Serializer[Event]):
    public_id = serializers.UUIDField()
    name = TextField(source="title")
    description = TextField(source="description_text")
    state = serializers.ChoiceField(choices=EventState.choices)
    kind = serializers.ChoiceField(choices=Event.Kind.choices)
    place = TextField()
    starts_at = InstantField()
    ends_at = InstantField()
    places = serializers.IntegerField(allow_null=True, help_text="null: without limit.")
    taken = serializers.IntegerField(help_text="Places held, companions among them.")
    companions = serializers.IntegerField(help_text="How many each may bring along.")
    audience = serializers.ChoiceField(choices=Event.Audience.choices)
    is_public = serializers.BooleanField(help_text="Anybody may ask for a place on the public page.")
    opens_at = InstantField(allow_null=True)
    closes_at = InstantField(allow_null=True, help_text="null: when it starts.")


class RegistrationSerializer(serializers.Serializer[Registration]):
    public_id = serializers.UUIDField()
    event = serializers.UUIDField(source="event.public_id")
    customer = serializers.UUIDField(source="customer.public_id")
    state = serializers.ChoiceField(choices=RegistrationState.choices)
    companions = serializers.IntegerField()
    code = TextField(help_text="What they show at the door.")
    asked_at = InstantField()
    offered_until = InstantField(allow_null=True)
    attended_at = InstantField(allow_null=True)


class RegistrationFilter(django_filters.FilterSet):  # type: ignore[misc]  # the package ships no types
    customer = django_filters.UUIDFilter(field_name="customer__public_id")
    state = django_filters.ChoiceFilter(choices=RegistrationState.choices)

    class Meta:
        model = Registration
        fields: tuple[str, ...] = ()


class NewRegistrationSerializer(serializers.Serializer[Any]):
    customer = serializers.UUIDField(help_text="Public id.")
    companions = serializers.IntegerField(min_value=0, max_value=20, default=0)
    may_wait = serializers.BooleanField(default=True, help_text="Join the waiting list when all places are taken.")


class CheckInSerializer(serializers.Serializer[Any]):
    code = TextField(max_length=200, help_text="As it was scanned or typed.")


class CheckedInSerializer(serializers.Serializer[Any]):
    is_new = serializers.BooleanField(help_text="false: they were in already.")
    registration = RegistrationSerializer()


def _events() -> QuerySet[Event]:
    return Event.objects.exclude(state=EventState.DRAFT)


def _registrations() -> QuerySet[Registration]:
    return Registration.objects.select_related("event", "customer")


def _told(pk: int) -> dict[str, Any]:
    return dict(RegistrationSerializer(_registrations().get(pk=pk)).data)


class EventsView(ApiView):
    scope = SCOPE
    serializer_class = ShopEventSerializer

    def get_queryset(self) -> QuerySet[Event]:
        return _events()

    @extend_schema(operation_id="events_list", responses=ShopEventSerializer(many=True))
    def get(self, request: Request) -> Response:
        """List events that were opened, the latest made first."""
        return self.listed(request)


class EventView(ApiView):
    scope = SCOPE
    serializer_class = ShopEventSerializer

    def get_queryset(self) -> QuerySet[Event]:
        return _events()

    @extend_schema(operation_id="events_retrieve")
    def get(self, request: Request, public_id: str) -> Response:
        """One event."""
        return self.retrieved(public_id=public_id)


class _OfEvent(ApiView):
    """Below the address of an event."""

    scope = SCOPE

    def event(self, public_id: str) -> Event:
        return get_object_or_404(_events(), public_id=public_id)


class RegistrationsView(_OfEvent):
    filterset_class = RegistrationFilter

    def get_queryset(self) -> QuerySet[Registration]:
        return _registrations().filter(event__public_id=self.kwargs.get("public_id"))

    def get_serializer_class(self) -> type[serializers.Serializer[Any]]:
        return NewRegistrationSerializer if self.request.method == "POST" else RegistrationSerializer

    @extend_schema(operation_id="events_registrations", responses=RegistrationSerializer(many=True))
    def get(self, request: Request, public_id: str) -> Response:
        """List who is on the list of an event, the latest first."""
        self.event(public_id)
        return self.listed(request)

    @extend_schema(
        operation_id="events_register", request=NewRegistrationSerializer, parameters=[IDEMPOTENCY_KEY],
        responses={
            201: RegistrationSerializer,
            200: OpenApiResponse(RegistrationSerializer, "They were on the list already."),
        },
    )  # fmt: skip
    def post(self, request: Request, public_id: str) -> Response:
        """A place, or the end of the waiting list, by the rules for customers; an offered place is accepted."""
        data, event = self.checked(request), self.event(public_id)
        return once(request, lambda: _register(event, data))


def _register(event: Event, data: dict[str, Any]) -> Answer:
    customer = Customer.objects.select_related("merged_into").get(pk=customer_of(data["customer"]))
    customer = customer.merged_into or customer
    was = Registration.objects.filter(event=event, customer=customer).exclude(state="cancelled").exists()
    row = places.register(
        event=event, customer=customer, companions=data["companions"], may_wait=data["may_wait"], actor=None,
        now=clock.now(),
    )  # fmt: skip
    return Answer(200 if was else 201, _told(row.pk))


class CheckInView(_OfEvent):
    serializer_class = CheckInSerializer

    @extend_schema(
        operation_id="events_check_in", request=CheckInSerializer, parameters=[IDEMPOTENCY_KEY],
        responses={200: CheckedInSerializer},
    )  # fmt: skip
    def post(self, request: Request, public_id: str) -> Response:
        """By the code that was shown at the door; twice is once."""
        data, event = self.checked(request), self.event(public_id)
        return once(request, lambda: _check_in(event, data["code"]))


def _check_in(event: Event, code: str) -> Answer:
    done = door.check_in(registration=door.find(event, code), actor=None, now=clock.now())
    return Answer(200, {"is_new": done.is_new, "registration": _told(done.registration.pk)})


class CancelRegistrationView(ApiView):
    scope = SCOPE
    serializer_class = RegistrationSerializer

    def get_queryset(self) -> QuerySet[Registration]:
        return _registrations()

    @extend_schema(
        operation_id="registrations_cancel", request=None, parameters=[IDEMPOTENCY_KEY],
        responses={200: RegistrationSerializer, 409: OpenApiResponse(description="It is too late, or they came.")},
    )  # fmt: skip
    def post(self, request: Request, public_id: str) -> Response:
        """Give the place up, or leave the waiting list; twice is once."""
        self.bare(request)
        row = self.found(public_id=public_id)
        return once(request, lambda: Answer(200, _told(_give_up(row).pk)))


def _give_up(row: Registration) -> Registration:
    return places.give_up(registration=row, actor=None, now=clock.now())
