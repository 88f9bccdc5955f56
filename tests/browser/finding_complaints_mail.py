"""Mail that pages of the walks name; the demo's own, or one that is handed in for them."""

from __future__ import annotations

from typing import Any

_LETTER = (
    b"From: Shop news <news@example.com>\r\nTo: service@shop.example\r\nSubject: This week: cups and plates\r\n"
    b"Message-ID: <walk@example.com>\r\nList-Id: <news.example.com>\r\n\r\nCups and plates, ten percent off.\r\n"
)


def find_left_out() -> tuple[Any, ...]:
    from complaints.mail import processing, spooling
    from complaints.models import InboundMail
    from core import clock

    rows = InboundMail.objects.filter(state="ignored", has_raw=True)
    if not rows.exists():
        spooling.spool([_LETTER], mailbox=None, received_at=clock.now(), now=clock.now())
        processing.process_due()
    return (rows.order_by("pk").values_list("public_id", flat=True)[0],)


def find_laid_out() -> tuple[Any, ...]:
    """A mail that was written as a page, in a case."""
    from complaints.mail import processing, spooling
    from complaints.models import CaseMessage
    from core import clock

    rows = CaseMessage.objects.exclude(html="").filter(case__is_confidential=False)
    if not rows.exists():
        spooling.spool([_PAGE], mailbox=None, received_at=clock.now(), now=clock.now())
        processing.process_due()
    return (rows.order_by("pk").values_list("pk", flat=True)[0],)


_PAGE = (
    b"From: Ann Lee <ann.lee@example.com>\r\nTo: service@shop.example\r\nSubject: The cup is broken\r\n"
    b"Message-ID: <page@example.com>\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    b"<h1>Broken</h1><p>See <a href='https://photos.example/cup'>the photo</a>.</p>"
    b"<table><tr><td>Order</td><td>4711</td></tr></table><blockquote>Your parcel is on its way.</blockquote>"
)
