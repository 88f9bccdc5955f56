"""Tablets in the shop: each has a link of its own, so that one that is lost is taken back and the others go on.

Links of the older form name the survey and the store alone (`links.Form.KIOSK`). They still open it while it is open;
none is made any more.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet

from core.errors import Conflict
from core.models import User
from core.wording import worded as _
from sales.models import Store
from surveys.asking import links
from surveys.asking.links import Form, Opened
from surveys.models import Survey, Tablet

# How exactly it is told when one was used last: not every page need be written down.
_USED = timedelta(minutes=1)


def add(
    *, survey: Survey, name: str, store: Store | None, staff: User | None, actor: User | None, now: datetime
) -> Tablet:
    """Conflict `tablet_known` (field: `name`) where one of this survey is called so, as when a form is sent twice."""
    try:
        with transaction.atomic():
            return Tablet.objects.create(
                survey=survey, name=name, store=store, staff=staff, created_by=actor, created_at=now
            )
    except IntegrityError as error:
        if "survey_tablet_named_once" not in str(error):
            raise
        raise Conflict("tablet_known", _("Another tablet of this survey has this name."), field="name") from error


def revoke(*, tablet: Tablet, actor: User | None, now: datetime) -> None:
    """Its link opens nothing from now on; twice is once."""
    Tablet.objects.filter(pk=tablet.pk, revoked_at=None).update(revoked_at=now, revoked_by=actor)


def listed(survey: Survey) -> QuerySet[Tablet]:
    """Those in use first."""
    rows = Tablet.objects.filter(survey=survey).select_related("store", "staff", "created_by", "revoked_by")
    return rows.order_by(F("revoked_at").asc(nulls_first=True), "name", "pk")


def opened(found: Opened | None) -> Opened | None:
    """What the link of a tablet leads to, as one of the older form would; None for one that was revoked."""
    if found is None or found.form != Form.TABLET:
        return found
    row = Tablet.objects.filter(public_id=found.public_id, revoked_at=None).values_list("survey__public_id", "store")
    return next((Opened(Form.KIOSK, survey, store) for survey, store in row), None)


def staff_of(token: str) -> int | None:
    """Who serves where it stands."""
    rows = _of(token)
    return None if rows is None else rows.values_list("staff", flat=True).first()


def mark_used(token: str, *, now: datetime) -> None:
    rows = _of(token)
    if rows is not None:
        rows.filter(Q(last_used_at=None) | Q(last_used_at__lt=now - _USED)).update(last_used_at=now)


def _of(token: str) -> QuerySet[Tablet] | None:
    """None for a link of the older form."""
    found = links.read(token)
    if found is None or found.form != Form.TABLET:
        return None
    return Tablet.objects.filter(public_id=found.public_id)
