"""What customers send by a page, kept: first the case or the words, committed; files come after, one by one.

The number of the form makes it once. Whoever sends it again, because the answer was lost on the way, is led to the
same case; words that differ are added to it, and files that are missing.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from complaints import files, trail
from complaints.doors import tracking
from complaints.doors.sheets import Sheet
from complaints.models import Case, CaseMessage, CaseState, ComplaintSettings, Direction, Means
from complaints.moving import transition
from complaints.receiving import open_case
from complaints.saying import say
from core.errors import Conflict
from core.wording import worded as _

SOLVED, UNSOLVED = "case.customer_solved", "case.customer_unsolved"
_SUBJECT = 80
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Told:
    """What somebody wrote into the form."""

    door: str
    data: dict[str, Any]
    sheet: Sheet
    files: Sequence[UploadedFile[Any]] = field(default_factory=tuple)


def take(told: Told, *, now: datetime) -> tuple[Case, bool]:
    """The case, and whether its files were kept, too. The case is committed before they are looked at."""
    case = open_case(door=told.door, data=told.data, actor=None, now=now, source=told.sheet.key)
    if not getattr(case, "is_new", False):
        _add_what_differs(case, told, now)
    return case, not told.files or _take_files(case, told, now)


def known(sheet: Sheet) -> Case | None:
    """What this very form made before."""
    return Case.objects.filter(source=sheet.key).first()


def subject_of(text: str) -> str:
    """The first line, cut at a word."""
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    if len(first) <= _SUBJECT:
        return first
    cut = first[:_SUBJECT]
    return f"{cut.rpartition(' ')[0] or cut}…"


def _add_what_differs(case: Case, told: Told, now: datetime) -> None:
    text = told.data["text"]
    if text.strip() != case.text.strip():
        add_words(case, text=text, number=told.sheet.number, now=now)


def _take_files(case: Case, told: Told, now: datetime) -> bool:
    try:
        message = _said(case, text="", key=files.key_of_first(case), now=now)
        return keep_files(message, told.files)
    except Exception:  # the complaint itself is safe: whoever sent it is told to add the files once more
        logger.exception("The files of case %s were not kept", case.number)
        return False


# --- In a case that is there ------------------------------------------------------------------


def add_words(case: Case, *, text: str, number: str, now: datetime) -> CaseMessage:
    """Once for each form and text. Refuses `case_over` where nobody would read it."""
    refuse_over(case, now)
    digest = sha256(text.encode("utf-8", "replace")).hexdigest()[:16]
    return _said(case, text=text, key=f"page:{number}:{digest}", now=now)


def refuse_over(case: Case, now: datetime) -> None:
    """Where nobody would read it."""
    if not tracking.takes_words(case, now):
        raise Conflict("case_over", _("This case ended some time ago. Please tell us anew what happened."))


def _said(case: Case, *, text: str, key: str, now: datetime) -> CaseMessage:
    return say(
        case=case, direction=Direction.IN, means=Means.PAGE, text=text, author=None, now=now, message_id=key,
        is_foreign=case.state == CaseState.MERGED and not tracking.is_same_person(case, case.merged_into),
    )  # fmt: skip


def keep_files(message: CaseMessage, sent: Sequence[UploadedFile[Any]]) -> bool:
    """Those that the message does not have yet; whether all of them could be kept."""
    rules, have = ComplaintSettings.current(), set(message.attachments.values_list("digest", flat=True))
    fate = [files.keep(message=message, name=one.name or "", stream=one.file, rules=rules)  # type: ignore[arg-type]
            for one in sent if _digest(one) not in have]  # fmt: skip
    return not any(row.refused for row in fate)


def _digest(one: UploadedFile[Any]) -> str:
    told = sha256()
    for piece in one.chunks():
        told.update(piece)
    one.seek(0)
    return told.hexdigest()


@transaction.atomic
def say_solved(case: Case, *, text: str, number: str, now: datetime) -> None:
    """On a resolved case a mark, and the end where all is known that it needs; on an open one words for staff.

    Who works on an open case decides whether it is over: what is settled for the customer may need more from us.
    """
    row = _locked(case)
    if row.state not in (CaseState.RESOLVED, CaseState.CLOSED):
        if getattr(add_words(row, text=text, number=number, now=now), "is_new", False):
            trail.record(SOLVED, row, actor=None, now=now)
        return
    if not is_solved(row):
        trail.record(SOLVED, row, actor=None, now=now)
        _close_if_whole(row, now)


def _locked(case: Case) -> Case:
    return Case.objects.select_for_update(of=("self",)).select_related("merged_into").get(pk=case.pk)


def _close_if_whole(case: Case, now: datetime) -> None:
    """Whoever looks after it closes it otherwise: without a root cause nobody can."""
    if case.state == CaseState.RESOLVED and case.cause_id and (case.told_how or case.not_told_why):
        transition(case=case, to=CaseState.CLOSED, actor=None, now=now, reason="customer")


@transaction.atomic
def say_unsolved(case: Case, *, now: datetime) -> None:
    """Takes a case up again that was thought solved. Refuses `case_over`; one that goes on just goes on."""
    row = _locked(case)
    if row.state in (CaseState.RESOLVED, CaseState.CLOSED):
        refuse_over(row, now)
        trail.record(UNSOLVED, row, actor=None, now=now)
        transition(case=row, to=CaseState.REOPENED, actor=None, now=now, reason="customer")


def is_solved(case: Case) -> bool:
    """Whether the customer has said so since it was last resolved."""
    return case.resolved_at is not None and case.trail.filter(verb=SOLVED, at__gte=case.resolved_at).exists()
