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
