"""Interests, groups and tags over the API, changed by what comes and what goes: a machine knows its own part."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core import clock
from core.api.fields import InstantField, TextField
from core.api.views import ApiView
from core.errors import DomainError, NotFound
from customers import services
from customers.api.base import OfCustomer, caller, told_by
from customers.models import Customer, CustomerGroup, Interest, Tag, Topic

Row = TypeVar("Row", bound=Model)
MOST = 50


class ChangeSerializer(serializers.Serializer[Any]):
    """What comes and what goes; what is there, or not there, already is no fault."""

    add = serializers.ListField(child=TextField(max_length=60), required=False, max_length=MOST)
    remove = serializers.ListField(child=TextField(max_length=60), required=False, max_length=MOST)


def _rows(model: type[Row], name: str, wanted: list[str], field: str) -> list[Row]:
    """Rows by what they are called; NotFound names the first that is none."""
    manager: Any = model._default_manager  # noqa: SLF001  # Django's documented API
    found = {getattr(row, name): row for row in manager.filter(**{f"{name}__in": wanted})}
    if unknown := [one for one in wanted if one not in found]:
        raise NotFound("name_unknown", _("There is no “%(name)s”.") % {"name": unknown[0]}, field=field)
    return list(found.values())


def _change(model: type[Row], name: str, told: dict[str, Any]) -> dict[str, Any]:
    add, remove = told.get("add", []), told.get("remove", [])
    if both := sorted(set(add) & set(remove)):
        message = _("“%(name)s” cannot come and go at once.") % {"name": both[0]}
        raise DomainError("added_and_removed", message, field="remove")
    return {"add": _rows(model, name, add, "add"), "remove": _rows(model, name, remove, "remove")}


# --- Interests ----------------------------------------------------------------------------


class DeclaredSerializer(serializers.Serializer[Interest]):
    topic = TextField(source="topic.code")
    name = TextField(source="topic.name")
    reason = TextField(source="why", help_text="How we know, or what we conclude it from.")
    updated_at = InstantField()


class DerivedSerializer(DeclaredSerializer):
    weight = serializers.DecimalField(max_digits=5, decimal_places=3, help_text="From 0 to 1.")


class InterestsSerializer(serializers.Serializer[Any]):
    declared = DeclaredSerializer(many=True, help_text="What the customer said.")
    derived = DerivedSerializer(many=True, help_text="What was concluded from their purchases; nobody can set it.")


class InterestsChangeSerializer(ChangeSerializer):
    """Topics by their codes."""

    source = TextField(  # type: ignore[assignment]  # a field of the row
        max_length=200, required=False, allow_blank=True, help_text="How you know of those that come."
    )


class InterestsView(OfCustomer):
    scope = "interests"

    def get_serializer_class(self) -> type[serializers.Serializer[Any]]:
        return InterestsChangeSerializer if self.request.method == "PATCH" else InterestsSerializer

    @extend_schema(operation_id="interests_retrieve", responses=InterestsSerializer)
    def get(self, request: Request, public_id: UUID) -> Response:
        """What the customer likes: said and concluded, apart."""
        return self._answer(self.whose(public_id))

    @extend_schema(operation_id="interests_change", request=InterestsChangeSerializer, responses=InterestsSerializer)
    def patch(self, request: Request, public_id: UUID) -> Response:
        """What the customer says they like, and like no more. Sent again, it changes nothing."""
        told = self.checked(request)
        customer, source = self.whose(public_id), told.get("source") or caller(request)
        services.change_interests(
            customer=customer, source=source, now=clock.now(), **_change(Topic, "code", told), **told_by(request)
        )
        return self._answer(customer)

    def _answer(self, customer: Customer) -> Response:
        rows = list(customer.interests.select_related("topic").order_by("-weight", "topic__name", "pk"))
        kinds = {kind.value: [row for row in rows if row.kind == kind] for kind in Interest.Kind}
        return Response(InterestsSerializer(kinds).data)


# --- Groups and tags ----------------------------------------------------------------------


class NamesSerializer(serializers.Serializer[Any]):
    names = serializers.ListField(child=TextField())


class _NamesView(OfCustomer):
    scope = "groups"
    model: ClassVar[type[CustomerGroup | Tag]]
    relation: ClassVar[str]

    def get_serializer_class(self) -> type[serializers.Serializer[Any]]:
        return ChangeSerializer if self.request.method == "PATCH" else NamesSerializer

    def answer(self, customer: Customer) -> Response:
        names = getattr(customer, self.relation).order_by("name").values_list("name", flat=True)
        return Response({"names": list(names)})

    def change(self, request: Request, public_id: UUID, service: Callable[..., None]) -> Response:
        told, customer = _change(self.model, "name", self.checked(request)), self.whose(public_id)
        service(customer=customer, now=clock.now(), **told, **told_by(request))
        return self.answer(customer)


class GroupsOfView(_NamesView):
    model = CustomerGroup
    relation = "groups"

    @extend_schema(operation_id="customer_groups_retrieve", responses=NamesSerializer)
    def get(self, request: Request, public_id: UUID) -> Response:
        """The groups that the customer is in."""
        return self.answer(self.whose(public_id))

    @extend_schema(operation_id="customer_groups_change", request=ChangeSerializer, responses=NamesSerializer)
    def patch(self, request: Request, public_id: UUID) -> Response:
        """Let the customer into groups and out of others, by name. Sent again, it changes nothing."""
        return self.change(request, public_id, services.change_groups)


class TagsOfView(_NamesView):
    model = Tag
    relation = "tags"

    @extend_schema(operation_id="customer_tags_retrieve", responses=NamesSerializer)
    def get(self, request: Request, public_id: UUID) -> Response:
        """The customer's tags."""
        return self.answer(self.whose(public_id))

    @extend_schema(operation_id="customer_tags_change", request=ChangeSerializer, responses=NamesSerializer)
    def patch(self, request: Request, public_id: UUID) -> Response:
        """Put tags on and take others off, by name. Sent again, it changes nothing."""
        return self.change(request, public_id, services.change_tags)


# --- What there is to choose from ---------------------------------------------------------


class TopicSerializer(serializers.Serializer[Topic]):
    code = TextField()
    name = TextField()
    parent = TextField(  # type: ignore[assignment]  # a field of the row
        source="parent.code", allow_null=True, default=None, help_text="Code of the one above it."
    )


class GroupSerializer(serializers.Serializer[CustomerGroup]):
    name = TextField()
    description = TextField()


class TagSerializer(serializers.Serializer[Tag]):
    name = TextField()


class TopicsView(ApiView):
    scope = "interests"
    ordering = ("id",)
    serializer_class = TopicSerializer
    queryset: QuerySet[Model] = Topic.objects.select_related("parent")

    @extend_schema(operation_id="topics_list", responses=TopicSerializer(many=True))
    def get(self, request: Request) -> Response:
        """List the topics that interests are told by."""
        return self.listed(request)


class GroupsView(ApiView):
    scope = "groups"
    ordering = ("id",)
    serializer_class = GroupSerializer
    queryset: QuerySet[Model] = CustomerGroup.objects.all()

    @extend_schema(operation_id="groups_list", responses=GroupSerializer(many=True))
    def get(self, request: Request) -> Response:
        """List the customer groups."""
        return self.listed(request)


class TagsView(ApiView):
    scope = "groups"
    ordering = ("id",)
    serializer_class = TagSerializer
    queryset: QuerySet[Model] = Tag.objects.all()

    @extend_schema(operation_id="tags_list", responses=TagSerializer(many=True))
    def get(self, request: Request) -> Response:
        """List the tags."""
        return self.listed(request)
