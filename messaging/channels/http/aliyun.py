"""Aliyun (Alibaba Cloud) SMS of mainland China: `SendSms` of 2017-05-25, signed by ACS3-HMAC-SHA256.

The carrier knows the words: it is told an approved template, what fills its gaps, and the approved signature, which
it puts in 【】 itself. What became of it is in `Code`, mostly under status 200
(help.aliyun.com/zh/sms/developer-reference/api-error-codes). It knows no repeats:
what it gets twice goes out twice.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from urllib.parse import quote, urlsplit
from uuid import uuid4

from messaging.channels.base import Outcome, Parcel, Wait
from messaging.channels.http.line import Account, Answer, NotReady, Preset, Request
from messaging.channels.http.reading import told, word
from messaging.rendering.mime import digest
from messaging.suppressing import NO_SUCH_ADDRESS

_METHOD = "ACS3-HMAC-SHA256"
_HOME = "+86"
_NOT_NOW = (
    "isv.BUSINESS_LIMIT_CONTROL", "isp.SYSTEM_ERROR", "isp.GATEWAY_ERROR", "Throttling", "ServiceUnavailable",
    "InternalError",
)  # fmt: skip
# Of the whole account: no money, no right, no signature, a limit of ours; no message is at fault.
_ACCOUNT = (
    "isv.OUT_OF_SERVICE", "isv.AMOUNT_NOT_ENOUGH", "isv.ACCOUNT_", "isv.PRODUCT_UN", "isp.RAM_PERMISSION_DENY",
    "isv.DAY_LIMIT_CONTROL", "isv.MONTH_LIMIT_CONTROL", "isv.SMS_SIGNATURE_ILLEGAL", "isv.SMS_SIGN_ILLEGAL",
    "isv.SIGN_STATE_ILLEGAL", "isv.DENY_IP_RANGE", "SignatureDoesNotMatch", "IncompleteSignature", "InvalidAccessKeyId",
    "InvalidTimeStamp", "Forbidden",
)  # fmt: skip
_NOBODY = "isv.MOBILE_NUMBER_ILLEGAL"


def build(parcel: Parcel, account: Account, now: datetime) -> Request:
    if not parcel.sender:
        raise NotReady("no SMS signature is named")
    asked = {
        "PhoneNumbers": _number(parcel.address),
        "SignName": parcel.sender,
        "TemplateCode": parcel.template,
        "TemplateParam": json.dumps(dict(parcel.values), ensure_ascii=False, separators=(",", ":")),
        # Comes back in reports about it.
        "OutId": digest(parcel.key),
    }
    headers = {
        "host": urlsplit(account.url).netloc,
        "x-acs-action": "SendSms",
        "x-acs-version": "2017-05-25",
        "x-acs-date": now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "x-acs-signature-nonce": uuid4().hex,
        "x-acs-content-sha256": sha256(b"").hexdigest(),
    }
    signed = authorization(asked, headers, account)
    return Request(f"{account.url}/?{_joined(asked)}", b"", {**headers, "Authorization": signed})


def authorization(asked: Mapping[str, str], headers: Mapping[str, str], account: Account) -> str:
    """Of a POST to / without a body: over what is asked and all headers, each in order."""
    names = ";".join(sorted(headers))
    lines = "".join(f"{name}:{headers[name]}\n" for name in sorted(headers))
    whole = f"POST\n/\n{_joined(asked)}\n{lines}\n{names}\n{headers['x-acs-content-sha256']}"
    words = f"{_METHOD}\n{sha256(whole.encode()).hexdigest()}"
    signature = hmac.digest(account.secret.encode(), words.encode(), sha256).hex()
    return f"{_METHOD} Credential={account.user},SignedHeaders={names},Signature={signature}"


def _joined(asked: Mapping[str, str]) -> str:
    """In order, percent-encoded by RFC 3986."""
    return "&".join(f"{quote(name, safe='~')}={quote(asked[name], safe='~')}" for name in sorted(asked))


def _number(address: str) -> str:
    """At home by the eleven digits alone, abroad with the code of the country and without a plus."""
    return address.removeprefix(_HOME) if address.startswith(_HOME) else address.removeprefix("+")


def read(answer: Answer, parcel: Parcel) -> Outcome | None:
    found = told(answer)
    code, words = word(found.get("Code")), answer.words
    if code == "OK":
        return Outcome(Wait.DONE, provider_id=word(found.get("BizId")) or parcel.provider_id)
    if not code:
        return Outcome(Wait.UNKNOWN, "no_answer", words) if answer.is_good else None
    if code.startswith(_NOT_NOW):
        return Outcome(Wait.LATER, "temporary", words)
    if code.startswith(_ACCOUNT):
        return Outcome(Wait.DOWN, "not_configured", words)
    if code == _NOBODY:
        return Outcome(Wait.NEVER, NO_SUCH_ADDRESS, words)
    return Outcome(Wait.NEVER, "refused", words)


ALIYUN = Preset("aliyun", build, read, url="https://dysmsapi.aliyuncs.com", needs_approval=True)
