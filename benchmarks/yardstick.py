"""What recording a purchase is compared with: a view that inserts one row, and nothing else."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.db import connection, models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core.decorators import public
from core.models import Integration


class Row(models.Model):
    """As wide as the head of a receipt; one index, its primary key."""

    source = models.CharField(max_length=40)
    number = models.CharField(max_length=64)
    customer = models.UUIDField()
    occurred_at = models.DateTimeField()
    amount = models.BigIntegerField()

    class Meta:
        app_label = "benchmarks"
        managed = False

    def __str__(self) -> str:
        return self.number


class RowSerializer(serializers.ModelSerializer[Row]):
    class Meta:
        model = Row
        fields = ("id", "source", "number", "customer", "occurred_at", "amount")


class HasAnyToken(IsAuthenticated):
    def has_permission(self, request: Request, view: Any) -> bool:
        return isinstance(request.user, Integration)


class InsertView(APIView):
    """The same authentication, parser and renderer as the API; a serializer checks, one INSERT writes."""

    permission_classes = (HasAnyToken,)

    def post(self, request: Request) -> Response:
        serializer = RowSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        serializer.save()
        return Response(serializer.data, status=201)


@public("a yardstick")
@csrf_exempt
def insert_row(request: HttpRequest) -> HttpResponse:
    """What an answer to a survey is compared with: a form that is read, one INSERT, a redirect."""
    Row._default_manager.create(
        source="bench", number=request.POST["q_score"], customer=uuid4(), occurred_at=timezone.now(), amount=1
    )
    return redirect("/")


def create_table() -> None:
    with connection.schema_editor() as editor:
        editor.execute("DROP TABLE IF EXISTS benchmarks_row")
        editor.create_model(Row)
