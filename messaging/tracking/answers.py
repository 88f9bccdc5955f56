"""What customers answer to an SMS when they want no more: the words that carriers and laws know, and nothing else.

The whole answer must be one of them: who writes "please do not stop" is not taken at a word.
"""

from __future__ import annotations

import re
import unicodedata

from messaging.models import Purpose

ADVERTISING = (Purpose.MARKETING, Purpose.SURVEY)
EVERYTHING = (*ADVERTISING, Purpose.SERVICE)
# What carriers of North America obey for all that a sender sends (CTIA); Twilio refuses to send from then on.
_ALL = ("STOP", "STOPALL", "STOP ALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT", "OPT OUT")
# What advertising in China says that one may answer.
_NEWS = ("R", "TD", "T", "N", "退订", "拒收", "取消订阅")
MEANINGS = dict.fromkeys(_NEWS, ADVERTISING) | dict.fromkeys(_ALL, EVERYTHING)
_AROUND = re.compile(r"^[\W_]+|[\W_]+$")
_BETWEEN = re.compile(r"[\s-]+")


def word_of(text: str) -> str:
    """The word of refusal, as the table has it; "" for every other answer."""
    if len(text) > 40:
        return ""
    plain = _BETWEEN.sub(" ", _AROUND.sub("", unicodedata.normalize("NFKC", text))).upper()
    return plain if plain in MEANINGS else ""


def meant_by(word: str) -> tuple[Purpose, ...]:
    return MEANINGS.get(word, ADVERTISING)
