"""Which door a link opens: a personal invitation, the public link of a survey, or a tablet in the shop."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from core import columns, prepared
from customers.models import Customer
from messaging import signing
from sales.models import Store
from surveys import versions
from surveys.asking import links, tablets
from surveys.asking.links import Form
from surveys.models import Invitation, InvitationState, Origin, Response, Survey, SurveyState, SurveyVersion

_FORM, _SITTING, _THANKS = b"survey.form", b"survey.sitting", b"survey.thanks"
# A form that lay open longer than that is fetched anew; what was typed stays on the page.
FORM_LIVES = timedelta(days=1)
_FORM_SIZE = 16 + 5 + 16
# Of what an answer needs alone, in one planned statement: the ORM would take longer to put it together than all else
# that an answer takes.
_INVITED = columns.of(
    Invitation, "id", "public_id", "state", "expires_at", "started_at", "purchase_id", "survey_id", "customer_id"
)
_SURVEY = columns.of(Survey, "id", "public_id", "state", "is_anonymous", "quota", "finished", "product_id", "theme")
_CUSTOMER = columns.of(Customer, "id", "language", "erased_at")
_READ = f"""
SELECT {
    ", ".join(
        f"{table}.{name}"
        for table, names in (("invitation", _INVITED), ("survey", _SURVEY), ("customer", _CUSTOMER))
        for name in names
    )
},
       (SELECT id FROM surveys_surveyversion WHERE survey_id = survey.id ORDER BY number DESC LIMIT 1)
FROM surveys_invitation invitation JOIN surveys_survey survey ON survey.id = invitation.survey_id
LEFT JOIN customers_customer customer ON customer.id = invitation.customer_id
WHERE invitation.public_id = %(public_id)s::uuid"""  # noqa: S608  # constants of this module
_ALIVE = (InvitationState.ASKED, InvitationState.ANSWERED, InvitationState.WAITING)


@dataclass(frozen=True, slots=True)
class Door:
    """What somebody is asked behind a link, and how it is known to be the same one who comes again."""

    form: Form
    survey: Survey
    version: SurveyVersion
    invitation: Invitation | None = None
    store: int | None = None

    @property
    def is_kiosk(self) -> bool:
        return self.form == Form.KIOSK

    @property
    def origin(self) -> str:
        return {Form.INVITATION: Origin.LINK, Form.PUBLIC: Origin.PUBLIC, Form.KIOSK: Origin.KIOSK}[self.form]


def open_door(token: str, *, now: datetime) -> Door | None:
    """None for what is foreign, changed, revoked, past its day, or of a survey that takes no answers."""
    found = tablets.opened(links.read(token))
    if found is None:
        return None
    if found.form == Form.INVITATION:
        return _personal(found.public_id, now)
    return _for_all(found, now)


def _personal(public_id: UUID, now: datetime) -> Door | None:
    row, newest = _invited(public_id)
    if row is None or newest is None or row.state not in _ALIVE or row.survey.state != SurveyState.OPEN:
        return None
    is_gone = row.customer is not None and row.customer.erased_at is not None
    if is_gone or (row.expires_at and now >= row.expires_at):
        return None
    return Door(Form.INVITATION, row.survey, versions.by_id(newest, row.survey), row)


def _invited(public_id: UUID) -> tuple[Invitation | None, int | None]:
    """The invitation with its survey and customer, and what is asked now; other columns are read when asked for."""
    for *told, newest in prepared.fetch(_READ, {"public_id": str(public_id)}):
        invited, rest = told[: len(_INVITED)], told[len(_INVITED) :]
        survey, customer = rest[: len(_SURVEY)], rest[len(_SURVEY) :]
        theme = _SURVEY.index("theme")
        survey[theme] = json.loads(survey[theme])
        row = Invitation.from_db("default", _INVITED, invited)
        row.survey = Survey.from_db("default", _SURVEY, survey)
        row.customer = Customer.from_db("default", _CUSTOMER, customer) if row.customer_id else None
        return row, newest
    return None, None


def _for_all(found: links.Opened, now: datetime) -> Door | None:
    survey = Survey.objects.filter(public_id=found.public_id, state=SurveyState.OPEN).first()
    if survey is None or (found.form == Form.PUBLIC and not survey.is_public):
        return None
    if found.store and not Store.objects.filter(pk=found.store, is_open=True).exists():
        return None
    version = versions.newest(survey)
    return Door(found.form, survey, version, store=found.store) if version else None


# --- Who comes again --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form handed out without anybody's name: its number makes one answer of it, however often it is sent."""

    number: str = field(default_factory=lambda: secrets.token_hex(16))
    since: datetime | None = None

    @property
    def key(self) -> str:
        return f"form:{self.number}"


def sheet_token(door: Door, sheet: Sheet, *, now: datetime) -> str:
    since = int((sheet.since or now).timestamp())
    return signing.sign(_FORM, bytes.fromhex(sheet.number) + since.to_bytes(5) + door.survey.public_id.bytes)


def read_sheet(door: Door, token: str, *, now: datetime) -> Sheet | None:
    """None for what is foreign, of another survey, or too old."""
    facts = signing.read(_FORM, token, _FORM_SIZE) if token else None
    if facts is None or facts[21:] != door.survey.public_id.bytes:
        return None
    since = datetime.fromtimestamp(int.from_bytes(facts[16:21]), tz=UTC)
    return Sheet(facts[:16].hex(), since) if now - since < FORM_LIVES else None


def sitting_of(response: Response) -> str:
    """Kept by the browser that began the answer: it alone sees again what was written."""
    return signing.sign(_SITTING, response.public_id.bytes)


def is_sitting(token: str, response: Response) -> bool:
    return bool(token) and signing.read(_SITTING, token, 16) == response.public_id.bytes


def thanks_of(response: Response) -> str:
    return signing.sign(_THANKS, response.public_id.bytes)


def read_thanks(door: Door, token: str) -> Response | None:
    """The finished answer that is thanked for."""
    facts = signing.read(_THANKS, token, 16) if token else None
    if facts is None:
        return None
    found: Any = Response.objects.filter(public_id=UUID(bytes=facts), survey=door.survey).first()
    return found if found and found.finished_at else None
