"""What customers answer to an SMS when they want no more, or again: the words that carriers and laws know, and
nothing else.

The whole answer must be one of them: who writes "please do not stop" is not taken at a word.
"""

from __future__ import annotations

import re
import unicodedata

from messaging.models import DeliveryEvent, Kind, Purpose

ADVERTISING = (Purpose.MARKETING, Purpose.SURVEY)
EVERYTHING = (*ADVERTISING, Purpose.SERVICE)
# What carriers of North America obey for all that a sender sends (CTIA); Twilio refuses to send from then on.
_ALL = ("STOP", "STOPALL", "STOP ALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT", "OPT OUT")
# What advertising in China says that one may answer.
_NEWS = ("R", "TD", "T", "N", "退订", "拒收", "取消订阅")
# What takes an earlier no back (CTIA; Twilio sends again from then on).
_BACK = frozenset({"START", "UNSTOP", "UN STOP"})
MEANINGS = dict.fromkeys(_NEWS, ADVERTISING) | dict.fromkeys(_ALL, EVERYTHING)
# As much as a consent keeps of how we know.
SOURCE_LENGTH = 60
_AROUND = re.compile(r"^[\W_]+|[\W_]+$")
_BETWEEN = re.compile(r"[\s-]+")


def word_of(text: str) -> str:
    """The word of refusal, as the table has it; "" for every other answer."""
    plain = _plain(text)
    return plain if plain in MEANINGS else ""


def word_back(text: str) -> str:
    """The word that takes a refusal back; "" for every other answer."""
    plain = _plain(text)
    return plain if plain in _BACK else ""


def _plain(text: str) -> str:
    if len(text) > 40:
        return ""
    return _BETWEEN.sub(" ", _AROUND.sub("", unicodedata.normalize("NFKC", text))).upper()


def meant_by(word: str) -> tuple[Purpose, ...]:
    return MEANINGS.get(word, ADVERTISING)


def source_of(event: DeliveryEvent) -> str:
    """How we know, on the consent for good: what was said, when, through whom."""
    said = f" “{event.detail[:30]}”" if event.kind in (Kind.SAID_NO, Kind.SAID_YES) else ""
    return f"{event.get_kind_display()}{said}, {event.provider}, {event.at:%Y-%m-%d %H:%M} UTC"[:SOURCE_LENGTH]
