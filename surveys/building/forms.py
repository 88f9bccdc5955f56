"""What people fill in for a survey: its kind and name, how it asks, the words around its questions."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from customers.forms.base import ServiceForm
from customers.models import Segment
from messaging.models import TemplateImage
from sales.forms import ProductField
from sales.models import Store
from surveys.building import wordings
from surveys.building.questionform import add_texts, read_texts
from surveys.building.services import FIELDS
from surveys.models import Kind, Relation, Survey, Trigger
from surveys.questionnaire import Questionnaire
from surveys.questionnaire import Kind as Asked


class NewForm(ServiceForm):
    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("Only you and your colleagues see it."))
    kind = forms.ChoiceField(label=_("What it is for"), choices=Kind.choices, widget=forms.RadioSelect)
    product = ProductField(
        label=_("Product (SKU)"), required=False, help_text=_("When its price is asked.")
    )  # fmt: skip

    @property
    def kinds(self) -> list[dict[str, Any]]:
        chosen = self["kind"].value() or Kind.NPS
        return [
            {"code": code, "label": label, "about": wordings.ABOUT[code], "is_chosen": code == chosen}
            for code, label in Kind.choices
        ]


class CopyForm(ServiceForm):
    name = forms.CharField(label=_("Name of the copy"), max_length=120)


class SettingsForm(ServiceForm):
    """Numbers keep the bounds of the model, which the database holds to, too."""

    name = forms.CharField(label=_("Name"), max_length=120)
    relation = forms.ChoiceField(
        label=_("Asks about"),
        choices=Relation.choices,
        help_text=_("Figures of the whole relation and of one occasion are never mixed."),
    )
    product = ProductField(label=_("Product (SKU)"), required=False, help_text=_("What an expected price is of."))
    trigger = forms.ChoiceField(
        label=_("Asked when"),
        choices=Trigger.choices,
        help_text=_("Nobody is asked more often than the survey settings allow, whatever the survey."),
    )
    delay_days = forms.IntegerField(label=_("Days after"), min_value=0, max_value=365)
    rounds_a_year = forms.IntegerField(
        label=_("Rounds a year"), min_value=1, max_value=12, help_text=_("4: each customer once in a quarter.")
    )
    sample_percent = forms.IntegerField(label=_("Share that is asked, in percent"), min_value=1, max_value=100)
    segment = forms.ModelChoiceField(
        label=_("Segment"),
        queryset=Segment.objects.order_by("name"),
        required=False,
        help_text=_("Only its members are asked. Empty: all customers."),
    )
    store = forms.ModelChoiceField(
        label=_("Store"),
        queryset=Store.objects.order_by("name"),
        required=False,
        help_text=_("Only of what happened there. Empty: everywhere."),
    )
    valid_days = forms.IntegerField(
        label=_("Days to answer"), min_value=1, max_value=90, help_text=_("The link ends with the customer's day.")
    )
    reminders = forms.IntegerField(
        label=_("Reminders"), min_value=0, max_value=2, help_text=_("Who has answered is not reminded.")
    )
    reminder_days = forms.IntegerField(label=_("Days until a reminder"), min_value=1, max_value=30)
    quota = forms.IntegerField(
        label=_("Most answers"), min_value=1, max_value=2_000_000_000, required=False, help_text=_("Empty: no limit.")
    )
    is_public = forms.BooleanField(
        label=_("Anybody may answer by the public link"),
        required=False,
        help_text=_("For a poster with a QR code, or the tablet in the shop."),
    )
    is_anonymous = forms.BooleanField(
        label=_("Nobody is named"), required=False, help_text=_("Answers are not kept with the customer.")
    )
    min_group = forms.IntegerField(
        label=_("Smallest group shown"),
        min_value=3,
        max_value=100,
        help_text=_("Where nobody is named, figures of fewer people are shown to nobody."),
    )
    closes_loop = forms.BooleanField(
        label=_("Low scores get a follow-up"),
        required=False,
        help_text=_("Somebody of the staff gets the task to get in touch, with a day by which it is due."),
    )
    logo = forms.ChoiceField(
        label=_("Picture on top"), required=False, help_text=_("One of the pictures for messages.")
    )
    colour = forms.CharField(
        label=_("Colour"),
        max_length=7,
        required=False,
        help_text=_("Like #14614d. White words must be readable on it. Empty: as the product comes."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    GROUPS: ClassVar = (
        (pgettext_lazy("survey", "What it is"), ("name", "relation", "product")),
        (
            _("Whom and when it asks"),
            ("trigger", "delay_days", "rounds_a_year", "sample_percent", "segment", "store"),
        ),
        (_("How long and how often"), ("valid_days", "reminders", "reminder_days", "quota")),
        (_("Who answers"), ("is_public", "is_anonymous", "min_group")),
        (_("What follows"), ("closes_loop",)),
        (_("Looks"), ("logo", "colour")),
    )

    def __init__(self, *arguments: Any, survey: Survey, **options: Any) -> None:
        stored = {name: getattr(survey, name) for name in (*FIELDS, "version") if name != "theme"}
        super().__init__(*arguments, initial=stored | survey.theme, **options)
        names = TemplateImage.objects.order_by("name").values_list("name", flat=True)
        present = survey.theme.get("logo", "")
        gone = [present] if present and present not in names else []
        logo: Any = self.fields["logo"]
        logo.choices = [("", _("none")), *((name, name) for name in [*names, *gone])]
        if survey.kind == Kind.STAFF:
            for name in ("relation", "trigger", "is_anonymous", "closes_loop"):
                self.fields[name].disabled = True

    @property
    def groups(self) -> list[tuple[Any, list[Any]]]:
        return [(title, [self[name] for name in names]) for title, names in self.GROUPS]

    def told(self) -> dict[str, Any]:
        data = self.cleaned_data
        theme = {name: data[name] for name in ("logo", "colour") if data[name]}
        return {name: data[name] for name in FIELDS if name != "theme"} | {"theme": theme}


class TextsForm(ServiceForm):
    """The words before the questions, and the thanks by outcome."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *arguments: Any, form: Questionnaire, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.has_score = form.main is not None
        add_texts(self, "title", _("Title"), form.title, is_short=True)
        add_texts(self, "intro", _("Words before the questions"), form.intro)
        for outcome in self.outcomes:
            label = wordings.OUTCOMES[outcome]
            add_texts(self, _thanks(outcome), label, form.thanks.get(outcome, {}), rows=3)

    @property
    def outcomes(self) -> tuple[str, ...]:
        return ("high", "middle", "low", "") if self.has_score else ("",)

    @property
    def texts(self) -> list[list[Any]]:
        names = ("title", "intro", *(_thanks(one) for one in self.outcomes))
        return [[self[f"{name}__{code}"] for code, _name in wordings.languages()] for name in names]

    def told(self, form: dict[str, Any]) -> dict[str, Any]:
        """The stored form with these words instead of its own."""
        data = self.cleaned_data
        thanks = {one: read_texts(data, _thanks(one)) for one in self.outcomes}
        kept = {one: texts for one, texts in form.get("thanks", {}).items() if one not in thanks}
        words = {"title": read_texts(data, "title"), "intro": read_texts(data, "intro")}
        return {**form, **words, "thanks": kept | {one: texts for one, texts in thanks.items() if texts}}


def _thanks(outcome: str) -> str:
    return f"thanks_{outcome or 'else'}"


class KindForm(forms.Form):
    """Which kind of question is to be added."""

    kind = forms.ChoiceField(choices=[(str(kind), wordings.KINDS[kind]) for kind in Asked])
