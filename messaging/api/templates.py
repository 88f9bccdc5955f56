"""Message templates over the API: which there are, in which languages, and which version is in force."""

from __future__ import annotations

import django_filters
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, Subquery
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.fields import InstantField, TextField, YesNoFilter
from core.api.views import ApiView
from customers.models import Channel
from messaging.models import Template, TemplateText, TemplateVersion

SCOPE = "templates"


class TemplateSerializer(serializers.Serializer[Template]):
    id = serializers.IntegerField()
    name = TextField()
    channel = serializers.ChoiceField(choices=Channel.choices)
    is_active = serializers.BooleanField()
    version = serializers.IntegerField(
        source="newest_number",
        allow_null=True,
        help_text="In force for what is written from now on; null: no text yet.",
    )
    changed_at = InstantField(allow_null=True, help_text="When that version was saved.")
    languages = serializers.ListField(child=TextField(), help_text="Of that version.")


class TemplateFilter(django_filters.FilterSet):  # type: ignore[misc]  # the package ships no types
    channel = django_filters.ChoiceFilter(choices=Channel.choices)
    is_active = YesNoFilter()

    class Meta:
        model = Template
        fields: tuple[str, ...] = ()


def _rows() -> QuerySet[Template]:
    """Each with its newest version, in one statement."""
    newest = TemplateVersion.objects.filter(template=OuterRef("pk")).order_by("-number")
    texts = TemplateText.objects.filter(version=OuterRef("newest")).order_by("pk")
    return Template.objects.annotate(
        newest=Subquery(newest.values("pk")[:1]),
        newest_number=Subquery(newest.values("number")[:1]),
        changed_at=Subquery(newest.values("created_at")[:1]),
        languages=ArraySubquery(texts.values("language")),
    )


class TemplatesView(ApiView):
    scope = SCOPE
    ordering = ("id",)
    serializer_class = TemplateSerializer
    filterset_class = TemplateFilter

    def get_queryset(self) -> QuerySet[Template]:
        return _rows()

    @extend_schema(operation_id="templates_list", responses=TemplateSerializer(many=True))
    def get(self, request: Request) -> Response:
        """List message templates, the oldest first."""
        return self.listed(request)


class TemplateView(ApiView):
    scope = SCOPE
    serializer_class = TemplateSerializer

    def get_queryset(self) -> QuerySet[Template]:
        return _rows()

    @extend_schema(operation_id="templates_retrieve")
    def get(self, request: Request, pk: int) -> Response:
        """One message template."""
        return self.retrieved(pk=pk)
