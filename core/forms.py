"""The person's own settings."""

from __future__ import annotations

from typing import Any, ClassVar
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.models import User


class ProfileForm(forms.ModelForm[User]):
    """Name, language, time zone, appearance; the e-mail is the administrators' to change."""

    class Meta:
        model = User
        fields = ("name", "language", "time_zone", "theme")
        help_texts: ClassVar = {
            "time_zone": _("For example Europe/Berlin or Asia/Shanghai. Empty: the zone of the business."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [("", _("As your browser has it")), *settings.LANGUAGES]  # type: ignore[attr-defined]
        appearances = [("light", _("Light")), ("dark", _("Dark"))]
        self.fields["theme"].choices = [("", _("As your system has it")), *appearances]  # type: ignore[attr-defined]

    def clean_time_zone(self) -> str:
        zone = str(self.cleaned_data["time_zone"]).strip()
        if zone and zone not in available_timezones():
            raise ValidationError(_("There is no time zone of this name."), code="time_zone_unknown")
        return zone
