"""Links from what is configured to the pages where it is carried out."""

from __future__ import annotations

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from loyalty.models import CurrencyPolicy


def to_expiry(policy: CurrencyPolicy) -> str:
    """A changed policy leaves existing lots alone: where they are brought to it, on purpose."""
    text = _("They keep the dates that they have. What bringing them to the saved policy would do, and doing it:")
    url = reverse("loyalty:expiry", args=[policy.pk])
    return format_html('{} <a href="{}">{}</a>', text, url, _("Move the dates of existing units"))
