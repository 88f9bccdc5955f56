"""One POST per message, with the one moment known after which it may have been taken.

Before the request went out whole nobody took it: it is simply sent again. After it, silence may mean that it was taken.
Each message has a connection of its own: on one that is kept open, nobody could tell a message that the other side
closed too early for from one that it took without a word. No redirect is followed, no more is read than an
answer needs, and a watch ends what drips.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from core import clock
from core.webhooks.addresses import AddressRefused, find_target
from core.webhooks.sending import opened
from messaging.channels.base import Line, Outcome, Parcel, Wait

WHOLE_SECONDS = 15.0
READ_BYTES = 64 * 1024
# "Request timeout", "too early", "too many requests": the one time it did not fit.
_NOT_NOW = frozenset({408, 425, 429})
# Wrong password, account without money: no message can be sent, and none is at fault.
_ACCOUNT = frozenset({401, 402})
# A gateway that heard nothing sensible from behind it: what stands there may have taken it.
_GATEWAY = frozenset({502, 504})


class NotReady(Exception):  # noqa: N818  # reads as the sentence it is
    """Raised while wording a request: a setting is missing without which nothing can be sent."""


@dataclass(frozen=True, slots=True)
class Account:
    """Where requests go, and in whose name; secrets come from the environment only."""

    url: str
    user: str
    secret: str
    allow_private: bool = False


@dataclass(frozen=True, slots=True)
class Request:
    url: str
    body: bytes
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """A status that was heard; of the body as much as came, at most 64 KB."""

    status: int
    body: bytes

    @property
    def is_good(self) -> bool:
        return 200 <= self.status < 300

    @property
    def words(self) -> str:
        return f"{self.status} {self.body[:400].decode('utf-8', 'replace')}".strip()


@dataclass(frozen=True)
class Preset:
    """`read` answers with None where the status says all that there is to say."""

    code: str
    build: Callable[[Parcel, Account, datetime], Request]
    read: Callable[[Answer, Parcel], Outcome | None]
    # Where requests go unless the environment says otherwise; "" when it must.
    url: str = ""
    # The carrier sends only templates that it approved, in the name of an approved signature.
    needs_approval: bool = False


@dataclass(frozen=True, slots=True)
class _Silence:
    """No status was heard; `is_out`: the request had gone out whole."""

    is_out: bool
    words: str


class HttpLine(Line):
    def __init__(self, preset: Preset, account: Account) -> None:
        self._preset = preset
        self._account = account
        self._is_mute = False

    def send(self, parcel: Parcel) -> Outcome:
        # Who let one message go unanswered would make every one uncertain: the others wait until we ask anew.
        if self._is_mute:
            return Outcome(Wait.DOWN, "unreachable", "no answer to the message before")
        try:
            request = self._preset.build(parcel, self._account, clock.now())
        except NotReady as error:
            return Outcome(Wait.DOWN, "not_configured", str(error))
        except ValueError as error:  # what cannot be written down for this carrier
            return Outcome(Wait.NEVER, "refused", f"{type(error).__name__}: {error}"[:500])
        heard = _post(request, allow_private=self._account.allow_private)
        if isinstance(heard, Answer):
            return self._preset.read(heard, parcel) or by_status(heard, parcel)
        self._is_mute = heard.is_out
        if heard.is_out:
            return Outcome(Wait.UNKNOWN, "no_answer", heard.words)
        return Outcome(Wait.DOWN, "unreachable", heard.words)


@contextmanager
def open_line(preset: Preset, account: Account) -> Iterator[HttpLine]:
    yield HttpLine(preset, account)


def by_status(answer: Answer, parcel: Parcel) -> Outcome:
    """What an answer means whose body adds nothing to it."""
    status = answer.status
    if answer.is_good:
        return Outcome(Wait.DONE, provider_id=parcel.provider_id)
    if status in _ACCOUNT or status < 400:  # a redirect is a wrong address of ours, too
        return Outcome(Wait.DOWN, "not_configured", answer.words)
    if status in _GATEWAY:
        return Outcome(Wait.UNKNOWN, "no_answer", answer.words)
    if status in _NOT_NOW or status >= 500:
        return Outcome(Wait.LATER, "temporary", answer.words)
    return Outcome(Wait.NEVER, "refused", answer.words)


def _post(request: Request, *, allow_private: bool) -> Answer | _Silence:
    """Never raises for anything that the other side or a network can do."""
    is_out = False
    try:
        target = find_target(request.url, allow_private=allow_private)
        headers = {"host": target.host_header, "User-Agent": "Regulars-Messages/1", **request.headers}
        with opened(target, seconds=WHOLE_SECONDS) as connection:
            connection.request("POST", target.path, body=request.body, headers=headers, preload_content=False)
            is_out = True
            answer = connection.getresponse()
            return Answer(answer.status, _body(answer.read))
    except AddressRefused as error:
        return _Silence(is_out=False, words=error.code)
    except Exception as error:  # noqa: BLE001  # http.client, urllib3, ssl and the socket each have their own
        return _Silence(is_out=is_out, words=f"{type(error).__name__}: {error}"[:500])


def _body(read: Callable[..., bytes]) -> bytes:
    """What was cut off does not unsay the status; a preset that needs the body finds it unreadable."""
    try:
        return read(READ_BYTES, decode_content=False)
    except Exception:  # noqa: BLE001  # as above
        return b""
