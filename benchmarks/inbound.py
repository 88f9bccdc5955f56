"""Mail that comes in: how many a second one process takes, with words, threads and files; and what hostile ones take.

Two of three mails answer a case by its token, by what they answer or by their thread; one of ten brings a photo, one of
ten is written in an older Chinese encoding, one of ten a page without plain words. Each is spooled to disk and taken
as in production. The memory is that of a process of its own, which takes one mail.
"""

from __future__ import annotations

import base64
import json
import os
import resource
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import repeat

from benchmarks import databases
from benchmarks.report import Row
from benchmarks.scale import Scale

DATABASE = f"{databases.PREFIX}_inbound"
LEAST, LIMIT_MB = 50, 300
_MB = 1 << 20


def measure(scale: Scale, *, fresh: bool) -> tuple[list[Row], list[str]]:
    databases.make(DATABASE)
    found = _child("many", str(max(60, scale.posts)))
    rows = [
        Row(
            "inbound", "mails a second, with parsing, threads and files, one process", f"{found['rate']:,.0f}/s",
            f"{LEAST} a second", found["rate"], LEAST, "/s", is_upper=False,
            note=f"{found['count']:,} mails; nothing else uses the process.",
        )
    ]  # fmt: skip
    for name, title in (("large", "a mail of 25 MB"), ("bomb", "a mail of a million parts"), ("idle", "")):
        peak = _child(name)["peak"]
        if title:
            rows.append(
                Row(
                    f"inbound_{name}", f"peak memory of the process that takes {title}", f"{peak:,.0f} MB",
                    f"{LIMIT_MB} MB", peak, LIMIT_MB, "MB",
                )
            )  # fmt: skip
    return rows, [f"The same process without any mail: {peak:,.0f} MB."]


def _child(*told: str) -> dict[str, float]:
    out = databases.run([sys.executable, "-m", "benchmarks.inbound", *told], DATABASE)
    found: dict[str, float] = json.loads(out.strip().splitlines()[-1])
    return found


# --- In the process of the database -------------------------------------------------------


def many(count: int) -> dict[str, float]:
    from complaints.mail import processing
    from complaints.models import CaseMessage, InboundMail

    _prepare()
    _spool([content] for content in _letters(count // 3))
    _process(processing.process_due)
    answers = list(_answers(count - count // 3))
    start = time.monotonic()
    _spool([content] for content in answers)
    _process(processing.process_due)
    seconds = time.monotonic() - start
    taken = InboundMail.objects.filter(state="taken").count()
    said = CaseMessage.objects.filter(direction="in").count()  # each new case has an acknowledgement beside them
    if (taken, said) != (count, count):
        raise RuntimeError(f"{taken} of {count} were taken")
    return {"rate": len(answers) / seconds, "count": len(answers)}


def _prepare() -> None:
    from complaints.models import Mailbox

    Mailbox.objects.get_or_create(name="Service", defaults={"address": "service@shop.example", "way": "hook"})


def _spool(mails: Iterable[Iterable[bytes]]) -> None:
    from complaints.mail import spooling
    from core import clock

    for pieces in mails:
        spooling.spool(pieces, mailbox=None, received_at=clock.now(), now=clock.now())


def _process(work: Callable[..., int]) -> None:
    while work(seconds=60.0):
        pass


def _letters(count: int) -> Iterator[bytes]:
    return (_letter(number, "service@shop.example", "") for number in range(count))


def _answers(count: int) -> Iterator[bytes]:
    from complaints.mail import addresses
    from complaints.models import Case

    cases = list(Case.objects.order_by("pk"))
    for number in range(count):
        case = cases[number % len(cases)]
        who = number % len(cases)
        if number % 3 == 0:
            yield _letter(10_000_000 + number, "service@shop.example", "")
        elif number % 3 == 1:
            yield _letter(10_000_000 + number, addresses.reply_address(case), "", who)
        else:
            yield _letter(10_000_000 + number, "service@shop.example", f"In-Reply-To: <{who}@bench>\r\n", who)


def _letter(number: int, to: str, extra: str, who: int | None = None) -> bytes:
    sender = number if who is None else who
    head = (
        f"From: Ann Lee <ann{sender}@example.com>\r\nTo: {to}\r\nSubject: Order {number}: the cup is broken\r\n"
        f"Date: Mon, 28 Sep 2026 08:00:00 +0800\r\nMessage-ID: <{number}@bench>\r\nMIME-Version: 1.0\r\n{extra}"
    )
    words = "The cup came in two pieces. Please send me another one.\r\n" * 20
    match number % 10:
        case 0:
            return _photo(head, words)
        case 1:
            body = ("杯子碎了，请给我换一个。\r\n" * 20).encode("gb18030")
            return f"{head}Content-Type: text/plain; charset=gb2312\r\n\r\n".encode() + body
        case 2:
            page = f"<div><p>{words}</p><img src='http://a.example/x.png'></div>" * 5
            return f"{head}Content-Type: text/html; charset=utf-8\r\n\r\n{page}".encode()
        case _:
            quoted = "".join(f"> {line}\r\n" for line in words.split("\r\n"))
            return f"{head}Content-Type: text/plain; charset=utf-8\r\n\r\n{words}\r\n{quoted}".encode()


def _photo(head: str, words: str) -> bytes:
    photo = base64.encodebytes(b"\xff\xd8\xff\xe0" + os.urandom(100_000)).decode().replace("\n", "\r\n")
    return (
        f'{head}Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n{words}\r\n'
        '--b\r\nContent-Type: image/jpeg; name="cup.jpg"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
        f"{photo}\r\n--b--\r\n"
    ).encode()


def large() -> dict[str, float]:
    """Five photos of 3.7 MB each, which are 25 MB in Base64, and their words."""

    def pieces() -> Iterator[bytes]:
        yield b"From: a@b.example\r\nSubject: Photos\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
        yield b"--b\r\n\r\nFive photos.\r\n"
        line = base64.encodebytes(bytes(range(57))).replace(b"\n", b"\r\n")
        first = base64.encodebytes(b"\xff\xd8\xff" + bytes(54)).replace(b"\n", b"\r\n")
        for _photo_number in range(5):
            yield b"--b\r\nContent-Type: image/jpeg; name=cup.jpg\r\nContent-Transfer-Encoding: base64\r\n\r\n" + first
            yield from repeat(line * 1000, 5 * _MB // (len(line) * 1000))
        yield b"--b--\r\n"

    return _peak(pieces(), files=5)


def bomb() -> dict[str, float]:
    def pieces() -> Iterator[bytes]:
        yield b"From: a@b.example\r\nSubject: Bomb\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
        yield from repeat(b"--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\n\r\nx\r\n" * 1000, 500)

    return _peak(pieces())


def _peak(pieces: Iterable[bytes], files: int = 0) -> dict[str, float]:
    from complaints.mail import processing
    from complaints.models import Attachment, InboundMail

    _prepare()
    _spool([pieces])
    _process(processing.process_due)
    row = InboundMail.objects.latest("pk")
    kept = Attachment.objects.filter(message=row.message, refused="").count()
    if row.state != "taken" or kept != files:
        raise RuntimeError(f"{row.state} {row.reason}, {kept} files")
    return idle()


def idle() -> dict[str, float]:
    return {"peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


if __name__ == "__main__":
    import django

    django.setup()
    told = {"large": large, "bomb": bomb, "idle": idle}
    name = sys.argv[1]
    print(json.dumps(many(int(sys.argv[2])) if name == "many" else told[name]()))
