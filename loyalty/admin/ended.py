"""Where codes are configured that the programme gives by itself: whether the promotions behind them still run."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse

from core import clock
from loyalty.pricing import givings


class WarnsOfEnded:
    """Lists and forms say what gives codes of promotions that are over. In front of an admin's other classes."""

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        _warn(request)
        shown: HttpResponse = super().changelist_view(request, extra_context)  # type: ignore[misc]  # of the admin
        return shown

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        _warn(request)
        told = (request, object_id, form_url, extra_context)
        shown: HttpResponse = super().changeform_view(*told)  # type: ignore[misc]  # of the admin
        return shown


def _warn(request: HttpRequest) -> None:
    if request.method == "GET":
        for sentence in givings.warnings(clock.now()):
            messages.warning(request, sentence)


class RunningOffersForm(forms.ModelForm[Any]):
    """Refuses to choose a promotion that is over; one that ended since it was chosen is warned of only."""

    offers: tuple[str, ...] = ()

    def clean(self) -> Any:
        data = super().clean()
        told = self.cleaned_data
        for name in set(self.offers) & set(self.changed_data):
            if text := givings.refusal(told.get(name), clock.now()):
                self.add_error(name, text)
        return data
