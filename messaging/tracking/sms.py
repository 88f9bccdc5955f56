"""What carriers of SMS tell of messages, and what customers answered; and our own signed form, for gateways
and mail servers."""

from __future__ import annotations

import base64
import hmac
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from hashlib import sha1
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest

from core.errors import DomainError
from customers import phones
from customers.models import Channel
from messaging.models import Kind
from messaging.tracking import answers
from messaging.tracking.keeping import Told, clean
from messaging.tracking.mail import Unreadable

TWILIO, ALIYUN, GENERIC = "twilio", "aliyun", "generic"
# twilio.com/docs/api/errors: unknown destination, a landline, an invalid number, no mobile phone.
_NOBODY = frozenset({"30005", "30006", "21211", "21614"})
_TWILIO = {
    "delivered": Kind.DELIVERED, "read": Kind.DELIVERED, "undelivered": Kind.UNDELIVERED, "failed": Kind.UNDELIVERED,
}  # fmt: skip
_BEIJING = ZoneInfo("Asia/Shanghai")
_CHINESE = re.compile(r"1\d{10}")
_EVENTS = {kind.value: kind for kind in Kind if kind not in (Kind.SAID_NO, Kind.SAID_YES)}
_ANSWER = "answer"
_CHANNELS = (Channel.EMAIL, Channel.SMS, Channel.CHAT)


# --- Twilio -----------------------------------------------------------------------------------


def is_twilio(request: HttpRequest) -> bool:
    """HMAC-SHA1 under the auth token, over the address as Twilio was told it and the sorted fields of the form."""
    if settings.SMS_PRESET != TWILIO or not settings.SMS_SECRET:
        return False
    whole = settings.SITE_URL + request.get_full_path()
    whole += "".join(name + value for name in sorted(request.POST) for value in sorted(set(request.POST.getlist(name))))
    right = hmac.digest(settings.SMS_SECRET.encode(), whole.encode("utf-8", "surrogatepass"), sha1)
    given = request.headers.get("X-Twilio-Signature", "")
    return hmac.compare_digest(base64.b64encode(right), given.encode("utf-8", "surrogatepass"))


def of_twilio(request: HttpRequest) -> list[Told]:
    form = request.POST
    number = form.get("MessageSid") or form.get("SmsSid", "")
    if "Body" in form:
        return list(_answer(TWILIO, number, form.get("From", ""), form["Body"], None))
    kind = _TWILIO.get(form.get("MessageStatus") or form.get("SmsStatus", ""))
    if kind is None:
        return []
    code = clean(form.get("ErrorCode", ""), 20)
    if kind == Kind.UNDELIVERED and code in _NOBODY:
        kind = Kind.HARD_BOUNCE
    # It says no time; a status of a message comes once, however often it is told.
    return [
        Told(
            TWILIO, Channel.SMS, kind, event_id=f"{clean(number, 60)}" if number else "", provider_id=number,
            reference=request.GET.get("m", ""), address=_number(form.get("To", "")), detail=code,
        )
    ]  # fmt: skip


# --- Aliyun -----------------------------------------------------------------------------------


def of_aliyun(rows: Iterable[Mapping[str, Any]]) -> list[Told]:
    """SmsReport and SmsUp; times are of Beijing."""
    return [told for row in rows for told in (_up(row) if "content" in row else _report(row))]


def _report(row: Mapping[str, Any]) -> Iterator[Told]:
    if "success" not in row:
        raise Unreadable("success")
    is_there = row["success"] is True or str(row["success"]).lower() == "true"
    said = " ".join(filter(None, (clean(row.get("err_code"), 40), clean(row.get("err_msg"), 200))))
    yield Told(
        ALIYUN, Channel.SMS, Kind.DELIVERED if is_there else Kind.UNDELIVERED,
        provider_id=clean(row.get("biz_id"), 200),
        reference=clean(row.get("out_id"), 64), address=_number(row.get("phone_number")),
        detail="" if is_there else said, at=_beijing(row.get("report_time")),
    )  # fmt: skip


def _up(row: Mapping[str, Any]) -> Iterator[Told]:
    number = clean(row.get("sequence_id"), 60)
    yield from _answer(ALIYUN, number, row.get("phone_number"), row["content"], _beijing(row.get("send_time")))


def _beijing(told: object) -> datetime | None:
    try:
        return datetime.strptime(clean(told, 30), "%Y-%m-%d %H:%M:%S").replace(tzinfo=_BEIJING)
    except ValueError:
        return None


# --- Our own form -----------------------------------------------------------------------------


def of_generic(rows: Iterable[Mapping[str, Any]]) -> list[Told]:
    """Raises `Unreadable` for an event that says nothing: who wrote the gateway wants to know."""
    return [told for row in rows for told in _generic(row)]


def _generic(row: Mapping[str, Any]) -> Iterator[Told]:
    to, at, number = clean(row.get("to"), 254), _time(row.get("at")), clean(row.get("id"), 400)
    named = clean(row.get("message"), 200)
    channel = row.get("channel", Channel.EMAIL if "@" in (to or named) else Channel.SMS)
    if not isinstance(channel, str) or channel not in _CHANNELS:
        raise Unreadable("channel")
    address = _number(to) if channel == Channel.SMS else to
    if row.get("event") == _ANSWER:
        if not (number or at):
            raise Unreadable("an answer needs an id or a time")
        yield from _answer(GENERIC, number, to, row.get("text"), at)
        return
    kind = _EVENTS.get(clean(row.get("event"), 20))
    if kind is None or not (named or address):
        raise Unreadable("event")
    yield Told(
        GENERIC, str(channel), kind, event_id=number, provider_id=named, reference=named.removeprefix("msg_")[:64],
        address=address, detail=clean(row.get("detail"), 1000), at=at,
    )  # fmt: skip


def _time(told: object) -> datetime | None:
    """ISO 8601, or seconds since 1970."""
    try:
        if isinstance(told, int | float) and not isinstance(told, bool):
            return datetime.fromtimestamp(told, tz=UTC)
        return datetime.fromisoformat(told) if isinstance(told, str) else None
    except (ValueError, OverflowError, OSError):
        return None


# --- Answers ----------------------------------------------------------------------------------


def _answer(provider: str, number: str, sender: object, text: object, at: datetime | None) -> Iterator[Told]:
    """Only a word of refusal, or one that takes it back, is kept, and it alone: what else somebody writes is for
    whoever reads it at the carrier."""
    said, address = clean(text, 100), _number(sender)
    for kind, word in ((Kind.SAID_NO, answers.word_of(said)), (Kind.SAID_YES, answers.word_back(said))):
        if word and address:
            yield Told(provider, Channel.SMS, kind, event_id=number, address=address, detail=word, at=at)


def _number(told: object) -> str:
    """In international form where it is a number; carriers of China leave out their own code and the plus."""
    text = clean(told, 40)
    if _CHINESE.fullmatch(text):
        text = f"+86{text}"
    elif text.isdecimal() and not text.startswith("0"):
        text = f"+{text}"
    try:
        return phones.normalise(text)
    except DomainError:
        return ""
