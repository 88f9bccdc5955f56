"""Segments over the API: read and kept by machines, their members read page by page."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core import clock
from core.api.fields import InstantField, TextField
from core.api.idempotency import Answer, once
from core.api.schema import IDEMPOTENCY_KEY
from core.api.versions import Versions, precondition, tagged
from core.api.views import ApiView
from customers.api.base import caller
from customers.models import Segment, SegmentMember
from customers.segments import facets, services
from customers.segments.facets import Facet
from customers.segments.kinds import OPERATORS
from customers.segments.publishing import PUBLISHED_LENGTH

VERSIONS = Versions("[0-9]{1,9}", "3")
_PUBLISHED = (
    "The words in which customers read who is in it; prices, promotions and earn rules may be for a segment only with"
    " them. Refused for rules on scores, conclusions and notes about a person."
)
_RULE = "The rule language stands in the documentation of segments; `null` for a snapshot."


class SegmentSerializer(serializers.Serializer[Segment]):
    public_id = serializers.UUIDField()
    number = serializers.IntegerField(source="pk", help_text='What rules name the segment by: `{"segment": 7}`.')
    name = TextField()
    description = TextField()
    published_as = TextField(help_text=_PUBLISHED)
    rule = serializers.JSONField(allow_null=True, help_text=_RULE)
    is_snapshot = serializers.BooleanField()
    is_due = serializers.BooleanField(help_text="Its members are being found anew.")
    size = serializers.IntegerField(help_text="Members, as of `refreshed_at`.")
    refreshed_at = InstantField(allow_null=True)
    problem = TextField(help_text="Why the rule could not be carried out; the members are those of before.")
    version = serializers.IntegerField()


class NewSegmentSerializer(serializers.Serializer[Segment]):
    name = TextField(max_length=services.NAME_LENGTH)
    description = TextField(max_length=services.DESCRIPTION_LENGTH, required=False, allow_blank=True)
    published_as = TextField(max_length=PUBLISHED_LENGTH, required=False, allow_blank=True, help_text=_PUBLISHED)
    rule = serializers.JSONField(help_text=_RULE)


class SegmentChangeSerializer(serializers.Serializer[Segment]):
    name = TextField(max_length=services.NAME_LENGTH, required=False)
    description = TextField(max_length=services.DESCRIPTION_LENGTH, required=False, allow_blank=True)
    published_as = TextField(max_length=PUBLISHED_LENGTH, required=False, allow_blank=True, help_text=_PUBLISHED)
    rule = serializers.JSONField(required=False, help_text=_RULE)
    version = serializers.IntegerField(
        min_value=1, max_value=10**9 - 1, required=False, help_text="The version that was read; or send `If-Match`."
    )


class MemberSerializer(serializers.Serializer[SegmentMember]):
    customer = serializers.UUIDField(source="customer.public_id")
    since = InstantField()


class SnapshotSerializer(serializers.Serializer[Any]):
    name = TextField(max_length=services.NAME_LENGTH)


class FacetSerializer(serializers.Serializer[Facet]):
    code = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # a field of the answer
    kind = serializers.CharField(source="kind.value")
    operators = serializers.SerializerMethodField()
    of = serializers.SerializerMethodField(help_text="What an event may be narrowed to.")
    changes_at_night = serializers.BooleanField(source="is_clock")
    is_profile = serializers.BooleanField(help_text="Concluded or noted about a person: prices must not depend on it.")

    def get_operators(self, facet: Facet) -> list[str]:
        return list(OPERATORS[facet.kind])

    def get_of(self, facet: Facet) -> list[str]:
        return [one.name for one in facet.of]


class SegmentsView(ApiView):
    scope = "segments"
    ordering = ("id",)

    def get_queryset(self) -> QuerySet[Segment]:
        return Segment.objects.all()

    def get_serializer_class(self) -> type[serializers.Serializer[Any]]:
        return NewSegmentSerializer if self.request.method == "POST" else SegmentSerializer

    @extend_schema(operation_id="segments_list", responses=SegmentSerializer(many=True))
    def get(self, request: Request) -> Response:
        """List segments, the oldest first."""
        return self.listed(request)

    @extend_schema(
        operation_id="segments_create", request=NewSegmentSerializer, parameters=[IDEMPOTENCY_KEY],
        responses={201: SegmentSerializer},
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        """Create a segment; its members are found within minutes."""
        data = self.checked(request)

        def create() -> Answer:
            made = services.create_segment(**data, actor=None, now=clock.now(), via=caller(request))
            return Answer(201, dict(SegmentSerializer(made).data))

        return tagged(once(request, create))


class SegmentView(ApiView):
    scope = "segments"

    def get_queryset(self) -> QuerySet[Segment]:
        return Segment.objects.all()

    def get_serializer_class(self) -> type[serializers.Serializer[Any]]:
        return SegmentChangeSerializer if self.request.method == "PATCH" else SegmentSerializer

    @extend_schema(operation_id="segments_retrieve", responses=SegmentSerializer)
    def get(self, request: Request, public_id: UUID) -> Response:
        """One segment. The `ETag` is its version."""
        return tagged(self.retrieved(public_id=public_id))

    @extend_schema(
        operation_id="segments_change", request=SegmentChangeSerializer, parameters=[VERSIONS.parameter],
        responses=SegmentSerializer,
    )  # fmt: skip
    def patch(self, request: Request, public_id: UUID) -> Response:
        """Change what is sent; refused when somebody saved after the version was read."""
        data = self.checked(request)
        version = VERSIONS.told(request, data.pop("version", None))
        segment: Segment = self.found(public_id=public_id)
        present: dict[str, Any] = {"name": segment.name, "description": segment.description, "rule": segment.rule}
        with precondition(request):
            changed = services.change_segment(
                segment=segment, **(present | data), expected_version=int(version), actor=None, now=clock.now(),
                via=caller(request),
            )  # fmt: skip
        return tagged(Response(SegmentSerializer(changed).data))


class SegmentMembersView(ApiView):
    scope = "segments"
    # As the index has them, so that a page takes the same time however many there are.
    ordering = ("customer_id",)
    serializer_class = MemberSerializer

    def get_queryset(self) -> QuerySet[SegmentMember]:
        found = SegmentMember.objects.filter(segment__public_id=self.kwargs.get("public_id"))
        return found.filter(customer__erased_at__isnull=True).select_related("customer")

    @extend_schema(operation_id="segment_members_list", responses=MemberSerializer(many=True))
    def get(self, request: Request, public_id: UUID) -> Response:
        """List the members of a segment, as of its last refresh."""
        if not Segment.objects.filter(public_id=public_id).exists():
            raise Http404
        return self.listed(request)


class SegmentSnapshotsView(ApiView):
    scope = "segments"

    def get_queryset(self) -> QuerySet[Segment]:
        return Segment.objects.all()

    def get_serializer_class(self) -> type[serializers.Serializer[Any]]:
        return SnapshotSerializer

    @extend_schema(
        operation_id="segment_snapshots_create", request=SnapshotSerializer, parameters=[IDEMPOTENCY_KEY],
        responses={201: SegmentSerializer},
    )  # fmt: skip
    def post(self, request: Request, public_id: UUID) -> Response:
        """Keep the members of this moment under a name of their own."""
        name, segment = self.checked(request)["name"], self.found(public_id=public_id)

        def freeze() -> Answer:
            made = services.freeze_segment(segment=segment, name=name, actor=None, now=clock.now(), via=caller(request))
            return Answer(201, dict(SegmentSerializer(made).data))

        return tagged(once(request, freeze))


class SegmentFacetsView(ApiView):
    scope = "segments"
    serializer_class = FacetSerializer
    pagination_class = None
    queryset: QuerySet[Segment] = Segment.objects.none()

    @extend_schema(operation_id="segment_facets_list", responses=FacetSerializer(many=True))
    def get(self, request: Request) -> Response:
        """What rules can ask of a customer, with the operators of each."""
        return Response([FacetSerializer(facet).data for facet in facets.catalogue().values()])
