"""What people fill in for a campaign."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from campaigns.models.campaign import PURPOSES
from customers.forms.base import ServiceForm
from customers.models import Segment
from messaging.models import Template, TemplateVersion


class CampaignForm(ServiceForm):
    name = forms.CharField(label=_("Name"), max_length=80)
    segment = forms.ModelChoiceField(
        label=_("Who is to hear"),
        queryset=Segment.objects.order_by("name"),
        help_text=_("Its members at the moment of the start are the audience."),
    )
    templates = forms.ModelMultipleChoiceField(
        label=_("What it says"),
        queryset=Template.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Several share the audience among them, each customer hears one: you see which does best."),
    )
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
        written = TemplateVersion.objects.filter(template=OuterRef("pk"))
        field = self.fields["templates"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = Template.objects.filter(Exists(written), is_active=True).order_by("name")


class ApproveForm(ServiceForm):
    starts_at = forms.DateTimeField(
        label=_("Start"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("In the time zone of the shop; empty: at once."),
    )


class CancelForm(ServiceForm):
    reason = forms.CharField(label=_("Reason"), max_length=200)
