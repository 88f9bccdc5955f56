"""What states of events are called and look like, when and where they are, and the first words of their letters."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.models import Event, EventLetter, EventState, Registration, RegistrationState
from core import clock
from customers import timeline

Kind = EventLetter.Kind
TONES = {
    EventState.DRAFT: "",
    EventState.OPEN: "badge-good",
    EventState.CLOSED: "badge-info",
    EventState.CANCELLED: "badge-bad",
    EventState.OVER: "",
}
REGISTRATION_TONES = {
    RegistrationState.WAITING: "badge-warn",
    RegistrationState.OFFERED: "badge-warn",
    RegistrationState.REGISTERED: "badge-info",
    RegistrationState.ATTENDED: "badge-good",
    RegistrationState.NO_SHOW: "badge-bad",
    RegistrationState.CANCELLED: "",
}


def attach(rows: Iterable[Event]) -> None:
    for row in rows:
        row.tone = TONES[EventState(row.state)]  # type: ignore[attr-defined]  # for the template


def attach_registrations(rows: Iterable[Registration]) -> None:
    for row in rows:
        row.tone = REGISTRATION_TONES[RegistrationState(row.state)]  # type: ignore[attr-defined]


# --- When and where -------------------------------------------------------------------------------


def at(instant: datetime) -> str:
    """By the shop's clock, in the language of the moment."""
    return formats.date_format(instant.astimezone(clock.business_zone()), "DATETIME_FORMAT")


def clock_time(instant: datetime) -> str:
    """The hour alone, by the shop's clock."""
    return formats.date_format(instant.astimezone(clock.business_zone()), "TIME_FORMAT")


def when(event: Event) -> str:
    """From when to when, and of which zone."""
    zone = clock.business_zone()
    begin, end = event.starts_at.astimezone(zone), event.ends_at.astimezone(zone)
    is_one_day = begin.date() == end.date()
    until = formats.date_format(end, "TIME_FORMAT") if is_one_day else at(end)
    return f"{at(begin)} – {until} ({zone.key})"


def where(event: Event) -> str:
    return _("online") if event.kind == Event.Kind.ONLINE else event.place


# --- Letters --------------------------------------------------------------------------------------


def letter_name(kind: str, channel: str) -> str:
    told = {"letter": Kind(kind).label}
    return _("Events by SMS: %(letter)s") % told if channel == "sms" else _("Events: %(letter)s") % told


def letter(kind: str) -> tuple[str, list[str]]:
    """Subject and paragraphs in the language of the moment."""
    subject, paragraphs = _LETTERS[Kind(kind)]()
    # Whoever typed a stranger's address might have typed an advertisement as the name.
    hello = "" if kind == Kind.CONFIRM else _("Hello {{ customer.given_name }},")
    return subject, [hello, *paragraphs]


def short(kind: str) -> str:
    """For an SMS: what it is about, and the link to the rest."""
    subject, _paragraphs = _LETTERS[Kind(kind)]()
    return f"{subject}. {{{{ event.when }}}} {{{{ event.link }}}}"


def _facts() -> str:
    """When and where; the address online only in the letters of those who have a place."""
    return _(
        "**{{ event.title }}**\n\n{{ event.when }}\n\n{{ event.place }}"
        "{% if event.online != '' %}: {{ event.online }}{% endif %}"
    )


def invitation() -> tuple[str, list[str]]:
    """The first words of a campaign that invites."""
    return _("You are invited: {{ event.title }}"), [
        _("Hello {{ customer.given_name }},"),
        _("we would be glad to see you there:"),
        _facts(),
        _("[Look at it and save your place]({{ event.link }})"),
        _("The link is yours alone: please do not pass it on."),
    ]


def _place() -> tuple[str, list[str]]:
    return _("Your place: {{ event.title }}"), [
        _("you have a place{% if event.companions != '' %}, with {{ event.companions }} to bring along{% endif %}."),
        _facts(),
        _(
            "{% if event.calendar != '' %}[Put it into your calendar]({{ event.calendar }}) ·"
            " [Your code for the door]({{ event.link }}): {{ event.code }}{% endif %}"
        ),
        _("If you cannot come, please give your place back on the same page: somebody else may be waiting."),
    ]


def _waiting() -> tuple[str, list[str]]:
    return _("On the waiting list: {{ event.title }}"), [
        _("all places are taken at the moment. You are on the waiting list, and we write as soon as one is free."),
        _facts(),
        _("[See where you stand, or leave the list]({{ event.link }})"),
    ]


def _offer() -> tuple[str, list[str]]:
    return _("A place is free: {{ event.title }}"), [
        _("a place has come free, and it is yours if you accept it before {{ event.until }}."),
        _facts(),
        _("[Accept the place]({{ event.link }})"),
    ]


def _lapsed() -> tuple[str, list[str]]:
    return _("Your offered place has gone on: {{ event.title }}"), [
        _("the time to accept the place that we kept for you is over, so it goes to who waits next."),
        _("[If you still want to come, ask again here]({{ event.link }})"),
    ]


def _given_up() -> tuple[str, list[str]]:
    return _("You are off the list: {{ event.title }}"), [
        _("we have taken you off the list. Thank you for telling us in time."),
        _("[If you change your mind, come back here]({{ event.link }})"),
    ]


def _called_off() -> tuple[str, list[str]]:
    return _("Called off: {{ event.title }}"), [
        _("we are sorry: this event does not take place. {{ event.reason }}"),
        _facts(),
    ]


def _moved() -> tuple[str, list[str]]:
    return _("Changed: {{ event.title }}"), [
        _("something about this event has changed. This is how it is now:"),
        _facts(),
        _("[Your place]({{ event.link }}): if it does not suit you any more, please give it back there."),
    ]


def _reminder() -> tuple[str, list[str]]:
    return _("Soon: {{ event.title }}"), [
        _("this is to remind you: we look forward to seeing you."),
        _facts(),
        _("[Your code for the door]({{ event.link }}): {{ event.code }}"),
    ]


def _confirm() -> tuple[str, list[str]]:
    return _("One more click: {{ event.title }}"), [
        _("Somebody, we hope you, asked for a place at this event:"),
        _facts(),
        _("[button: Yes, that was me]({{ event.link }})"),
        _("If that was not you, do nothing: without your click there is no place, and we forget that anybody asked."),
    ]


_LETTERS: dict[Kind, Callable[[], tuple[str, list[str]]]] = {
    Kind.PLACE: _place,
    Kind.WAITING: _waiting,
    Kind.OFFER: _offer,
    Kind.LAPSED: _lapsed,
    Kind.GIVEN_UP: _given_up,
    Kind.CALLED_OFF: _called_off,
    Kind.MOVED: _moved,
    Kind.REMINDER: _reminder,
    Kind.CONFIRM: _confirm,
}


# --- The timeline ---------------------------------------------------------------------------------


def _named(sentence: Callable[[], str]) -> Callable[[Mapping[str, Any]], str]:
    return lambda data: sentence() % {"name": data["name"]}


VERBS = {
    "event.created": timeline.Verb(_named(lambda: _("Event “%(name)s” made")), "calendar-plus"),
    "event.changed": timeline.Verb(_named(lambda: _("Event “%(name)s” changed")), "pencil"),
    "event.opened": timeline.Verb(_named(lambda: _("Event “%(name)s” opened for registration")), "calendar-check"),
    "event.closed": timeline.Verb(_named(lambda: _("Registration for “%(name)s” closed")), "calendar-x"),
    "event.called_off": timeline.Verb(_named(lambda: _("Event “%(name)s” called off")), "calendar-x"),
    "event.over": timeline.Verb(_named(lambda: _("Event “%(name)s” is over")), "calendar-check"),
    "event.invited": timeline.Verb(_named(lambda: _("Invitation to “%(name)s” made")), "megaphone"),
    "event.registered": timeline.Verb(_named(lambda: _("Has a place at “%(name)s”")), "calendar-check"),
    "event.waiting": timeline.Verb(_named(lambda: _("On the waiting list of “%(name)s”")), "hourglass-split"),
    "event.offered": timeline.Verb(_named(lambda: _("Was offered a place at “%(name)s”")), "calendar-plus"),
    "event.lapsed": timeline.Verb(_named(lambda: _("Did not accept the place at “%(name)s” in time")), "calendar-x"),
    "event.given_up": timeline.Verb(_named(lambda: _("Gave up “%(name)s”")), "calendar-x"),
    "event.attended": timeline.Verb(_named(lambda: _("Came to “%(name)s”")), "person-check"),
    "event.undone": timeline.Verb(_named(lambda: _("Check-in at “%(name)s” undone")), "arrow-counterclockwise"),
}
PLACEHOLDERS = {
    "event.title": gettext_lazy("what the event is called"),
    "event.when": gettext_lazy("from when to when"),
    "event.place": gettext_lazy("where"),
    "event.online": gettext_lazy("the address online, for those who have a place; else empty"),
    "event.link": gettext_lazy("the customer's own link to the event"),
    "event.calendar": gettext_lazy("the link to the entry for their calendar; else empty"),
    "event.code": gettext_lazy("the code for the door; else empty"),
    "event.companions": gettext_lazy("how many they bring along; else empty"),
    "event.until": gettext_lazy("until when an offered place is theirs; else empty"),
    "event.reason": gettext_lazy("why it was called off; else empty"),
}
EXAMPLE = {
    "title": gettext_lazy("Tasting of the new harvest"),
    "when": "2027-03-10 18:00 – 20:00",
    "place": gettext_lazy("In the shop"),
    "online": "",
    "link": "https://shop.example/events/…",
    "calendar": "https://shop.example/events/…",
    "code": "7KQ4MWP2XR9T",
    "companions": "1",
    "until": "2027-03-09 12:00",
    "reason": "",
}
