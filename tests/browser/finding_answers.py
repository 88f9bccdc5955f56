"""Surveys that pages of asking and answering name, from the demo."""

from __future__ import annotations

from typing import Any


def find_asking() -> tuple[Any, ...]:
    """The open survey that has asked most."""
    from django.db.models import Count

    from surveys.models import Survey

    rows = Survey.objects.filter(state="open").annotate(n=Count("invitations")).order_by("-n", "pk")
    return (rows.values_list("public_id", flat=True)[0],)


def find_public() -> tuple[Any, ...]:
    from surveys.models import Survey

    return (Survey.objects.filter(state="open", is_public=True).order_by("pk").values_list("public_id", flat=True)[0],)


def find_link() -> tuple[Any, ...]:
    """Somebody who was asked and has not answered."""
    from surveys.asking import links
    from surveys.models import Invitation

    rows = Invitation.objects.filter(state="asked", survey__state="open").order_by("-expires_at", "pk")
    return (links.token_of(links.Form.INVITATION, rows.values_list("public_id", flat=True)[0]),)


def find_answered() -> tuple[Any, ...]:
    """An answer that is there already: by somebody who was asked, else the neutral page."""
    from surveys.asking import links
    from surveys.models import Invitation

    rows = Invitation.objects.filter(state="answered", survey__state="open").order_by("-expires_at", "pk")
    return (links.token_of(links.Form.INVITATION, rows.values_list("public_id", flat=True)[0]),)


def find_tablet() -> tuple[Any, ...]:
    from surveys.asking import links
    from surveys.models import Tablet

    return (links.token_of(links.Form.TABLET, Tablet.objects.order_by("pk").values_list("public_id", flat=True)[0]),)
