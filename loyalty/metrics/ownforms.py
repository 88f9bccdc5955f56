"""What single reports ask besides the filters of all: a look at inactivity, the month of the moves."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from loyalty.metrics.days import Look, Period, month_of
from loyalty.metrics.sections.people import whole_month

LONGEST_WINDOW = 3650
EARLIEST_YEAR = 1900


class OwnForm(forms.Form):
    """Nothing told asks nothing; a mistake is said and asks nothing either."""

    def __init__(self, *arguments: Any, as_of: date, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.as_of = as_of
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-control"

    def asked(self) -> dict[str, Any]:
        """For the scope."""
        raise NotImplementedError


class LookForm(OwnForm):
    """Inactivity(a, b; w): of those who bought in the w days before a, who did not from a to b."""

    w = forms.IntegerField(
        label=_("Bought in so many days before"), required=False, min_value=1, max_value=LONGEST_WINDOW
    )
    a = forms.DateField(
        label=_("this day"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    b = forms.DateField(
        label=_("and not from then until"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        a, b = told.get("a"), told.get("b")
        if any(told.values()) and not self.errors and not all(told.get(name) for name in ("a", "b", "w")):
            raise ValidationError(_("Tell both days and how many days before the first."), code="look_incomplete")
        if a and a.year < EARLIEST_YEAR:
            self.add_error("a", ValidationError(_("This day is too long ago."), code="look_too_early"))
        elif a and b and a > b:
            self.add_error("b", ValidationError(_("The first day lies behind the last."), code="look_reversed"))
        elif b and b > self.as_of:
            self.add_error("b", ValidationError(_("The figures end earlier than this day."), code="look_ahead"))
        return told

    def asked(self) -> dict[str, Any]:
        told = self.cleaned_data
        if self.errors or not told.get("a"):
            return {}
        return {"look": Look(told["a"], told["b"] + timedelta(days=1), told["w"])}


class MonthForm(OwnForm):
    """A calendar month that is over, as browsers tell it: `2026-03`."""

    month = forms.CharField(
        label=_("Month of the moves"), required=False, max_length=7,
        widget=forms.TextInput(attrs={"type": "month", "placeholder": "2026-03"}),
    )  # fmt: skip

    def clean_month(self) -> Period | None:
        text = self.cleaned_data["month"]
        if not text:
            return None
        found = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", text, re.ASCII)
        if not found or int(found[1]) < EARLIEST_YEAR:
            raise ValidationError(_("Write the month as in 2026-03."), code="month_invalid")
        month = month_of(date(int(found[1]), int(found[2]), 1))
        if month.last > whole_month(self.as_of).last:
            raise ValidationError(_("This month is not over yet."), code="month_ahead")
        return month

    def asked(self) -> dict[str, Any]:
        month = self.cleaned_data.get("month")
        return {"month": month} if month else {}
