"""What people fill in for a campaign."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaigns.announcing import Choices
from campaigns.models import PURPOSES, DecideBy, Otherwise
from customers.forms.base import ServiceForm
from customers.models import Segment
from customers.topictree import TopicsField
from loyalty.models import Promotion
from messaging.models import Template, TemplateVersion
from sales.models import Product
from surveys.models import Survey, SurveyState


def _written(present: int | None = None) -> Any:
    """Templates that say something; the one that is chosen already also when it is switched off."""
    versions = TemplateVersion.objects.filter(template=OuterRef("pk"))
    return Template.objects.filter(Q(is_active=True) | Q(pk=present), Exists(versions)).order_by("name")


class MailingForm(ServiceForm):
    """What campaigns and automations ask alike."""

    name = forms.CharField(label=_("Name"), max_length=80)
    segment = forms.ModelChoiceField(label=_("Who is to hear"), queryset=Segment.objects.order_by("name"))
    purpose = forms.ChoiceField(label=_("Purpose"), choices=PURPOSES)
    holdout_percent = forms.IntegerField(
        label=_("Held out, in percent"),
        min_value=0,
        max_value=50,
        initial=10,
        help_text=_("So many hear nothing, by chance: only against them can you see whether it helped."),
    )
    is_needed = forms.BooleanField(
        label=_("Everybody needs it"),
        required=False,
        help_text=_("Such as a notice of units that expire: nobody is held out."),
    )
    neutral = forms.ModelChoiceField(
        label=_("Text without recommendations"),
        queryset=Template.objects.none(),
        required=False,
        help_text=_(
            "Who refused personal recommendations reads this one, which says nothing of what you know about them. "
            "Empty: they read the same as all, or hear nothing where it is chosen by what they did."
        ),
    )
    survey = forms.ModelChoiceField(
        label=_("Survey inside"),
        queryset=Survey.objects.none(),
        required=False,
        help_text=_(
            "The text may then say {{ survey.link }} and its like, best between {% if survey.link %} and {% endif %}: "
            "who may not be asked now reads the same without it."
        ),
    )
    valid_days = forms.IntegerField(label=_("Of use for so many days"), min_value=1, max_value=90, initial=7)
    window_days = forms.IntegerField(label=_("Measured over so many days"), min_value=1, max_value=365, initial=30)
    priority = forms.IntegerField(
        label=_("Priority"),
        min_value=-100,
        max_value=100,
        initial=0,
        help_text=_("Of several that want a customer's last place the highest goes."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        present = self.initial.get("survey")
        field: Any = self.fields["survey"]
        field.queryset = Survey.objects.filter(
            Q(state=SurveyState.OPEN, is_anonymous=False) | Q(pk=present.pk if present else None)
        ).order_by("name")


class CampaignForm(MailingForm):
    templates = forms.ModelMultipleChoiceField(
        label=_("What it says"),
        queryset=Template.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Several share the audience among them, each customer hears one: you see which does best."),
    )
    promotion = forms.ModelChoiceField(
        label=_("Coupons of"),
        queryset=Promotion.objects.filter(needs_coupon=True).order_by("name"),
        required=False,
        help_text=_("If it carries a coupon: purchases with one are told apart in the results."),
    )
    test_percent = forms.IntegerField(
        label=_("Test of variants, in percent"),
        min_value=5,
        max_value=50,
        required=False,
        help_text=_("So many hear first, in all variants; the others hear what did best. Empty: no test."),
    )
    test_hours = forms.IntegerField(
        label=_("Hours to wait"),
        min_value=1,
        max_value=168,
        initial=24,
        required=False,
        help_text=_("Counted from when the test has gone out."),
    )
    decide_by = forms.ChoiceField(
        label=_("What decides"),
        choices=DecideBy.choices,
        initial=DecideBy.CLICKS,
        required=False,
        help_text=_("Clicks are those of people; opened e-mails never decide."),
    )
    field_order = (
        *("name", "segment", "templates", "neutral", "survey", "test_percent", "test_hours", "decide_by", "promotion"),
        *("purpose", "is_needed", "holdout_percent", "valid_days", "window_days", "priority"),
    )

    def __init__(self, *args: Any, neutral: int | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        _offer(self, "templates")
        _offer(self, "neutral", neutral)
        self.fields["segment"].help_text = _("Its members at the moment of the start are the audience.")

    def clean_test_hours(self) -> int:
        return int(self.cleaned_data["test_hours"] or self.fields["test_hours"].initial)

    def clean_decide_by(self) -> str:
        return str(self.cleaned_data["decide_by"] or DecideBy.CLICKS)


class AutomationForm(MailingForm):
    template = forms.ModelChoiceField(label=_("What it says"), queryset=Template.objects.none())
    wait_days = forms.IntegerField(
        label=_("Days to wait"), min_value=0, max_value=365, initial=0, help_text=_("0: on the day on which they fit.")
    )
    hour = forms.IntegerField(
        label=_("At what hour"), min_value=0, max_value=23, initial=10, help_text=_("By the customer's own clock.")
    )
    again_days = forms.IntegerField(
        label=_("Again after so many days"),
        min_value=1,
        max_value=3650,
        required=False,
        help_text=_("Empty: each customer hears it once and never again."),
    )
    tries = forms.IntegerField(
        label=_("At most so often until they buy"),
        min_value=1,
        max_value=100,
        required=False,
        help_text=_("Empty: as often as the days allow."),
    )
    must_fit = forms.BooleanField(
        label=_("Only who still fits when it goes"),
        required=False,
        initial=True,
        help_text=_("Asked at the last moment: who has bought in between, for one, is not told that you miss them."),
    )
    has_present = forms.BooleanField(
        label=_("Also who is in the segment already"),
        required=False,
        help_text=_("Without it, only who comes in after you have switched it on."),
    )
    wins_back = forms.BooleanField(
        label=_("It is to win customers back"),
        required=False,
        help_text=_("Its results then stand beside those of new prospects."),
    )
    field_order = (
        *("name", "segment", "template", "neutral", "survey", "wait_days", "hour", "again_days", "tries", "must_fit"),
        *("has_present", "wins_back"),
        *("purpose", "is_needed", "holdout_percent", "valid_days", "window_days", "priority"),
    )

    def __init__(self, *args: Any, present: int | None = None, neutral: int | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        _offer(self, "template", present)
        _offer(self, "neutral", neutral)
        self.fields["segment"].help_text = _("Whoever comes into it.")


class StepForm(ServiceForm):
    """What an automation says later."""

    template = forms.ModelChoiceField(label=_("What it says"), queryset=Template.objects.none())
    neutral = forms.ModelChoiceField(
        label=_("Text without recommendations"),
        queryset=Template.objects.none(),
        required=False,
        help_text=_("What people read who refused personal recommendations. Empty: the same as all."),
    )
    wait_days = forms.IntegerField(
        label=_("Days to wait"), min_value=0, max_value=365, initial=7, help_text=_("After the step before.")
    )
    hour = forms.IntegerField(
        label=_("At what hour"), min_value=0, max_value=23, initial=10, help_text=_("By the customer's own clock.")
    )
    segment = forms.ModelChoiceField(
        label=_("Only by this segment"),
        queryset=Segment.objects.order_by("name"),
        required=False,
        help_text=_("Asked when its time has come. Empty: everybody who came so far."),
    )
    is_inside = forms.TypedChoiceField(
        label=_("Who hears it"),
        choices=((1, _("who is in the segment then")), (0, _("who is not in it"))),
        coerce=lambda value: bool(int(value)),
        widget=forms.RadioSelect,
        initial=1,
    )
    otherwise = forms.ChoiceField(
        label=_("And the others"), choices=Otherwise.choices, widget=forms.RadioSelect, initial=Otherwise.END
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, present: int | None = None, neutral: int | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        _offer(self, "template", present)
        _offer(self, "neutral", neutral)


def _offer(form: forms.Form, name: str, present: int | None = None) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = _written(present)


class AnnounceForm(ServiceForm):
    sku = forms.CharField(label=_("Product (SKU)"), max_length=64)
    similar = forms.CharField(
        label=_("What is like it (SKUs)"),
        max_length=1000,
        required=False,
        help_text=_("With commas between them. Empty: what the same customers bought decides."),
    )
    best = forms.IntegerField(
        label=_("Only the best"),
        min_value=1,
        max_value=1_000_000,
        required=False,
        help_text=_("So many customers, whom it fits best. Empty: all whom it fits."),
    )
    by_contact = forms.BooleanField(
        label=_("In the name of the contact person"),
        required=False,
        initial=True,
        help_text=_("Who is assigned to a customer signs, and stands before the shop's name as sender."),
    )
    hours_before = forms.IntegerField(
        label=_("Hours before it opens"),
        min_value=0,
        max_value=168,
        initial=0,
        required=False,
        help_text=_("Of a limited edition: each customer hears so long before it opens for them. 0: at that moment."),
    )

    def clean_sku(self) -> Product:
        return _product(self.cleaned_data["sku"].strip())

    def clean_similar(self) -> list[Product]:
        skus = re.split(r"[,;，、；\s]+", self.cleaned_data["similar"].strip())
        return [_product(sku) for sku in dict.fromkeys(filter(None, skus))]

    def clean_hours_before(self) -> int:
        return int(self.cleaned_data["hours_before"] or 0)

    @property
    def choices(self) -> Choices:
        data = self.cleaned_data
        return Choices(data["similar"], data["best"], data["by_contact"], data["hours_before"])


def _product(sku: str) -> Product:
    found = Product.objects.filter(sku=sku).select_related("category").first()
    if found is None:
        raise ValidationError(gettext("There is no product %(sku)s.") % {"sku": sku}, code="product_unknown")
    return found


class NewsletterForm(ServiceForm):
    topics = TopicsField(
        label=_("Topics"), help_text=_("Whoever likes one of them, or one below it, is meant.")
    )  # fmt: skip


class ApproveForm(ServiceForm):
    starts_at = forms.DateTimeField(
        label=_("Start"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("In the time zone of the shop; empty: at once."),
    )


class CancelForm(ServiceForm):
    reason = forms.CharField(label=_("Reason"), max_length=200)
