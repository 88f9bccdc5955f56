"""Emptying the tray: what is printed together is a batch, and in no other one."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from core.errors import DomainError
from core.models import User
from core.wording import worded as _
from messaging.models import Letter, LetterBatch

# More than that no printer takes at once, and no browser shows with ease.
LARGEST = 500


@transaction.atomic
def take_batch(*, actor: User | None, now: datetime) -> LetterBatch:
    """The oldest letters of the tray; two people who press at once share them. Refuses `tray_empty`."""
    lying = Letter.objects.filter(batch=None).order_by("message").select_for_update(skip_locked=True)
    found = list(lying.values_list("message", flat=True)[:LARGEST])
    if not found:
        raise DomainError("tray_empty", _("The tray is empty."))
    batch = LetterBatch.objects.create(created_at=now, created_by=actor)
    Letter.objects.filter(message__in=found).update(batch=batch)
    return batch
