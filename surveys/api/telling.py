"""How the API writes surveys, invitations and answers down."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from core import clock
from core.api.fields import InstantField, TextField
from surveys.models import (
    Invitation,
    InvitationState,
    Kind,
    Metric,
    Origin,
    Outcome,
    Relation,
    Response,
    Survey,
    SurveyState,
    SurveyVersion,
    Trigger,
)
from surveys.questionnaire import Kind as QuestionKind
from surveys.questionnaire import Question, parsing, texts
from surveys.questionnaire.records import Option, Texts

SCOPE = "surveys"
ANSWERS_HELP = (
    "By the keys of the questions. A score is a number, a choice its key, several choices and rankings lists of keys,"
    ' a matrix an object of numbers, a number a text, money smallest units, a day "YYYY-MM-DD", a wish to be called'
    ' {"wants": true, "when": text, "phone": text}; null: "I cannot say".'
)
QUESTION_KINDS = [(one.value, one.value) for one in QuestionKind]


@extend_schema_field({"type": "object", "additionalProperties": True, "description": ANSWERS_HELP})
class AnswersField(serializers.Field[dict[str, Any], Any, dict[str, Any], Any]):
    """An object that PostgreSQL can store; what it means is checked by the questionnaire."""

    default_error_messages = {"answers_invalid": _("Answers are an object, by the keys of the questions.")}  # noqa: RUF012  # as the framework has it

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict) or len(data) > parsing.MOST_QUESTIONS or not _is_storable(data):
            self.fail("answers_invalid")
        return data

    def to_representation(self, value: dict[str, Any]) -> dict[str, Any]:
        return value


def _is_storable(data: Any) -> bool:
    """PostgreSQL has no text with a zero byte in it, nor with half a character."""
    text = json.dumps(data, ensure_ascii=False)
    return "\\u0000" not in text and not any("\ud800" <= character <= "\udfff" for character in text)


# --- What is asked ------------------------------------------------------------------------


class SurveySerializer(serializers.Serializer[Survey]):
    public_id = serializers.UUIDField()
    name = TextField()
    kind = serializers.ChoiceField(choices=Kind.choices)
    relation = serializers.ChoiceField(choices=Relation.choices)
    state = serializers.ChoiceField(choices=SurveyState.choices)
    trigger = serializers.ChoiceField(choices=Trigger.choices)
    is_public = serializers.BooleanField(help_text="Anybody may answer by the public link.")
    is_anonymous = serializers.BooleanField(help_text="Nobody is named, whoever the answer says it is of.")
    min_group = serializers.IntegerField(help_text="Of an anonymous survey nothing is told of fewer answers.")
    quota = serializers.IntegerField(allow_null=True, help_text="It takes no more answers; null: no limit.")
    valid_days = serializers.IntegerField(help_text="So long an invitation can be answered.")
    created_at = InstantField()
    opened_at = InstantField(allow_null=True)
    closed_at = InstantField(allow_null=True)


class ChoiceSerializer(serializers.Serializer[Any]):
    key = TextField()
    text = TextField()


class ConditionSerializer(serializers.Serializer[Any]):
    op = serializers.ChoiceField(choices=[(op, op) for op in parsing.OPS])
    question = TextField(help_text="Key of an earlier question; empty where it is a fact.")
    fact = TextField(help_text="Something known of the customer; empty where it is a question.")
    value = serializers.JSONField(allow_null=True)


class QuestionSerializer(serializers.Serializer[Any]):
    key = TextField()
    kind = serializers.ChoiceField(choices=QUESTION_KINDS)
    role = TextField(help_text="What it is to the product: main, reason, contact, interests …; empty for most.")
    title = TextField()
    help = TextField()
    low = serializers.IntegerField(help_text="Of a scale; 0 and 0 for none.")
    high = serializers.IntegerField()
    low_label = TextField()
    high_label = TextField()
    options = ChoiceSerializer(many=True)
    rows = ChoiceSerializer(many=True, help_text="Of a matrix.")
    is_required = serializers.BooleanField()
    is_shuffled = serializers.BooleanField(help_text="The choices are to be shown in an order by chance.")
    cannot_say = TextField(help_text="What null as an answer is called; empty: not offered.")
    most = serializers.IntegerField(help_text="Of several choices at most so many; 0: all.")
    show_if = ConditionSerializer(many=True, help_text="Asked when all of them hold.")
    starts_page = serializers.BooleanField()
    channel = TextField(help_text="Of an agreement: by which way they may then be reached; empty: it is only asked.")
    purpose = TextField(help_text="Of an agreement: what they then hear; never tick it for them.")


class AskedSurveySerializer(SurveySerializer):
    version = serializers.IntegerField(allow_null=True, help_text="Of the questionnaire; null: it has none yet.")
    metric = serializers.ChoiceField(choices=Metric.choices, allow_blank=True)
    scale = TextField(help_text="Of the main question, as “0-10”; empty without one.")
    title = TextField()
    intro = TextField()
    questions = QuestionSerializer(many=True)


def asked(survey: Survey, version: SurveyVersion | None, language: str) -> dict[str, Any]:
    """With its questionnaire in this language, else in the shop's own."""
    told = dict(SurveySerializer(survey).data) | {
        "version": None, "metric": "", "scale": "", "title": "", "intro": "", "questions": [],
    }  # fmt: skip
    if version is None:
        return told
    form, words = parsing.read(version.form), _Words(language)
    return told | {
        "version": version.number, "metric": version.metric, "scale": version.scale, "title": words(form.title),
        "intro": words(form.intro), "questions": [_question(question, words) for question in form.questions],
    }  # fmt: skip


class _Words:
    def __init__(self, language: str) -> None:
        self._language = language

    def __call__(self, told: Texts) -> str:
        return texts.text_of(told, self._language, settings.LANGUAGE_CODE)


def _question(question: Question, words: _Words) -> dict[str, Any]:
    return {
        "key": question.key, "kind": question.kind.value, "role": question.role.value, "title": words(question.title),
        "help": words(question.help), "low": question.low, "high": question.high,
        "low_label": words(question.low_label), "high_label": words(question.high_label),
        "options": list(_choices(question.options, words)), "rows": list(_choices(question.rows, words)),
        "is_required": question.is_required, "is_shuffled": question.is_shuffled, "cannot_say": words(question.none),
        "most": question.most, "starts_page": question.starts_page, "channel": question.channel,
        "purpose": question.purpose,
        "show_if": [
            {"op": test.op, "question": test.question, "fact": test.fact, "value": test.value}
            for test in question.show_if
        ],
    }  # fmt: skip


def _choices(options: tuple[Option, ...], words: _Words) -> Iterator[dict[str, str]]:
    return ({"key": option.key, "text": words(option.text)} for option in options)


# --- Who was asked, and what they said ----------------------------------------------------


class InvitationSerializer(serializers.Serializer[Invitation]):
    public_id = serializers.UUIDField()
    survey = serializers.UUIDField(source="survey.public_id")
    customer = serializers.UUIDField(source="customer.public_id", allow_null=True, default=None)
    occasion = TextField(help_text="What it is about: a survey asks a customer once for each.")
    state = serializers.ChoiceField(choices=InvitationState.choices)
    reason = TextField(help_text="Why it was dropped, postponed or revoked; a code.")
    due_at = InstantField()
    asked_at = InstantField(allow_null=True)
    expires_at = InstantField(allow_null=True)
    started_at = InstantField(allow_null=True)
    answered_at = InstantField(allow_null=True)


class AnswerSerializer(serializers.Serializer[Response]):
    public_id = serializers.UUIDField()
    survey = serializers.UUIDField(source="survey.public_id")
    version = serializers.IntegerField(source="version.number")
    customer = serializers.UUIDField(
        source="customer.public_id", allow_null=True, default=None, help_text="null: nobody is named."
    )
    invitation = serializers.UUIDField(source="invitation.public_id", allow_null=True, default=None)
    origin = serializers.ChoiceField(
        choices=Origin.choices, allow_null=True, help_text="By which door it came. null of an anonymous survey."
    )
    language = TextField(help_text="Empty: not known, or of an anonymous survey.")
    answers = AnswersField()
    metric = serializers.ChoiceField(choices=Metric.choices, allow_blank=True)
    scale = TextField(help_text="Scores of different scales are never to be averaged.")
    score = serializers.IntegerField(allow_null=True)
    outcome = serializers.ChoiceField(choices=[choice for choice in Outcome.choices if choice[0]], allow_blank=True)
    comment = TextField()
    weight = serializers.DecimalField(max_digits=12, decimal_places=6, coerce_to_string=True)
    store = TextField(source="store.code", allow_null=True, default=None)
    purchase = serializers.UUIDField(source="purchase.public_id", allow_null=True, default=None)
    finished_at = InstantField(
        allow_null=True, help_text="null: not finished yet. Of an anonymous survey the beginning of the day."
    )

    def to_representation(self, instance: Response) -> dict[str, Any]:
        told: dict[str, Any] = super().to_representation(instance)
        return told | _hidden(instance) if instance.survey.is_anonymous else told


def _hidden(row: Response) -> dict[str, Any]:
    """What would tell who it was: of whom, about what, by which way, and at which moment."""
    day = InstantField().to_representation(clock.day_start(row.finished_on)) if row.finished_on else None
    about = dict.fromkeys(("customer", "invitation", "purchase", "store", "origin"))
    return about | {"language": "", "finished_at": day}
