"""Who is to be asked, by hand."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from customers.forms.base import ServiceForm
from customers.models import Segment
from customers.querysets import CustomerQuerySet
from loyalty.naming import CustomerField


class InviteForm(ServiceForm):
    customer = CustomerField(label=gettext_lazy("One customer"), required=False)
    segment = forms.ModelChoiceField(
        label=gettext_lazy("Or everybody of a segment"),
        queryset=Segment.objects.order_by("name"),
        required=False,
        help_text=gettext_lazy("Its members of this moment, those who agreed to surveys; once a day."),
    )

    def __init__(self, *arguments: Any, seen: CustomerQuerySet, may_segment: bool, **options: Any) -> None:
        super().__init__(*arguments, **options)
        who: Any = self.fields["customer"]
        who.seen = seen
        if not may_segment:
            del self.fields["segment"]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        named = [name for name in ("customer", "segment") if told.get(name)]
        if len(named) != 1 and not self.errors:
            raise ValidationError(_("Choose one customer, or a segment."), code="who_missing")
        return told
