"""Mails as people and machines write them, as bytes."""

from __future__ import annotations

from itertools import count

_serial = count(1)
PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def letter(
    text: str | bytes = "The cup came broken.",
    *,
    sender: str = "Ann Lee <ann@example.com>",
    to: str = "service@shop.example",
    subject: str | bytes = "Broken cup",
    number: str | None = None,
    charset: str = "utf-8",
    extra: str = "",
) -> bytes:
    """`number`: its Message-ID; empty for none."""
    told = f"<{next(_serial)}@mail.example>" if number is None else number
    name = subject if isinstance(subject, bytes) else subject.encode()
    head = f"From: {sender}\r\nTo: {to}\r\nDate: Mon, 28 Sep 2026 08:00:00 +0800\r\n"
    head += (f"Message-ID: {told}\r\n" if told else "") + extra
    head += f"MIME-Version: 1.0\r\nContent-Type: text/plain; charset={charset}\r\nContent-Transfer-Encoding: 8bit\r\n"
    body = text if isinstance(text, bytes) else text.encode(charset)
    return b"Subject: " + name + b"\r\n" + head.encode() + b"\r\n" + body


def with_file(
    name: str = "cup.png", content: str = PNG, kind: str = "image/png", *, number: str | None = None
) -> bytes:
    told = f"<{next(_serial)}@mail.example>" if number is None else number
    return (
        f"From: Ann Lee <ann@example.com>\r\nTo: service@shop.example\r\nSubject: Photo\r\nMessage-ID: {told}\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="out"\r\n\r\n'
        'preamble\r\n--out\r\nContent-Type: multipart/alternative; boundary="in"\r\n\r\n'
        "--in\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nLook at the photo.\r\n"
        "--in\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
        '<p>Look at the <b>photo</b>.<img src="http://spy/x.png"></p>\r\n'
        "--in--\r\n"
        f'--out\r\nContent-Type: {kind}; name="{name}"\r\nContent-Transfer-Encoding: base64\r\n'
        f'Content-Disposition: attachment; filename="{name}"\r\n\r\n{content}\r\n--out--\r\n'
    ).encode()


def report(number: str, *, action: str = "failed", number_of_report: str | None = None, whole: bool = True) -> bytes:
    """A server says that the mail of this number did not arrive; `whole`: it returns all of it, not only its head."""
    told = f"<{next(_serial)}@mx.example>" if number_of_report is None else number_of_report
    returned = f"From: shop@shop.example\r\nReferences: <{'0' * 24}@shop.example>\r\nMessage-ID: {number}\r\n"
    if whole:
        returned += 'Content-Type: multipart/mixed; boundary="ours"\r\n\r\n--ours\r\n\r\nSorry\r\n--ours--\r\n'
    return (
        "Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.example\r\nTo: service@shop.example\r\nSubject: Undelivered\r\n"
        f"Message-ID: {told}\r\nDate: Mon, 28 Sep 2026 09:30:00 +0800\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="out"\r\n\r\n'
        "--out\r\nContent-Type: text/plain\r\n\r\nIt could not be delivered.\r\n"
        "--out\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
        f"Final-Recipient: rfc822; anna@example.com\r\nAction: {action}\r\nStatus: 5.1.1\r\n"
        "Diagnostic-Code: smtp; 550 5.1.1\r\n no such user\r\n"
        f"--out\r\nContent-Type: {'message/rfc822' if whole else 'text/rfc822-headers'}\r\n\r\n{returned}\r\n"
        "--out--\r\n"
    ).encode()
