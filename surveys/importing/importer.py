"""What the import pages say and ask about answers."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from core.importing.pages import Importer
from core.jobpages import register_label
from surveys.importing.fields import all_fields
from surveys.importing.jobs import KIND, describe, rehearse
from surveys.models import Survey

# So many of the latest can be chosen from.
SHOWN = 200


def own_fields() -> Mapping[str, forms.Field]:
    rows = Survey.objects.filter(quota__isnull=True, versions__metric__gt="").distinct().order_by("-created_at", "-pk")
    choices = [(str(public_id), name) for public_id, name in rows.values_list("public_id", "name")[:SHOWN]]
    return {
        "survey": forms.ChoiceField(
            label=_("Survey"), choices=[("", "–"), *choices],
            help_text=_("Which survey these are answers to. Scores are read on its scale."),
        ),
        "no_answer": forms.CharField(
            label=_("Scores that mean “no answer”"), required=False, max_length=200,
            help_text=_("As they stand in the file: “11, n/a”. They count in no figure; empty cells never do."),
        ),
    }  # fmt: skip


IMPORTER = Importer(
    kind=KIND,
    namespace="surveys",
    permission="surveys.import_response",
    title=_("Import answers"),
    lead=_("Scores, days and words from another system or an earlier survey. Told twice it is once."),
    fields=all_fields,
    options=("survey", "no_answer", "date_format", "decimal"),
    describe=describe,
    rehearse=rehearse,
    back_url="surveys:loop",
    back_label=_("Low scores"),
    own_fields=own_fields,
)


def register_labels() -> None:
    register_label("new_no_answer", _("Rows without an answer"))
    register_label("nps", _("NPS of the file"))
    register_label("nps_low", _("NPS of the file: at least"))
    register_label("nps_high", _("NPS of the file: at most"))
    register_label("effective_n", _("Answers behind it, by their weights"))
