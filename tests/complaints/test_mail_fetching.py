"""Mail out of a real IMAP server on loopback, over TLS: each once, in pieces, whatever breaks in between."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from complaints.mail import fetching, processing, spooling
from complaints.models import CaseMessage, InboundMail, Mailbox
from core.webhooks.secrets import seal
from tests.complaints.factories import NOW
from tests.complaints.imapd import Imaphost, imaphost
from tests.complaints.letters import letter, with_file
from tests.messaging.test_mail_tls import Authority, make_authority

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.clock.now", lambda: NOW)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return make_authority(tmp_path_factory.mktemp("ca"), "127.0.0.1")


@pytest.fixture
def host(authority: Authority, settings: Any) -> Iterator[Imaphost]:
    settings.MAIL_CA_FILE = authority.file
    with imaphost(tls=authority.server) as server:
        yield server


def box(host: Imaphost, **values: Any) -> Mailbox:
    told = {
        "name": "Service", "address": "service@shop.example", "host": "127.0.0.1", "port": host.port,
        "login": "shop", "sealed": seal("secret"), "first_days": 1,
    }  # fmt: skip
    return Mailbox.objects.create(**told | values)


def numbers() -> list[int | None]:
    return list(InboundMail.objects.order_by("pk").values_list("uid", flat=True))


def test_what_is_new_comes_once(host: Imaphost) -> None:
    raw = letter()
    host.add(raw, NOW - timedelta(hours=2))
    mailbox = box(host)
    assert [fetching.fetch(mailbox), fetching.fetch(mailbox)] == [1, 0]
    host.add(with_file(), NOW)
    assert fetching.fetch_all() == 1
    assert numbers() == [1, 2]
    first = InboundMail.objects.earliest("pk")
    assert spooling.path_of(first.public_id).read_bytes() == raw
    assert first.received_at == NOW - timedelta(hours=2)
    assert processing.process_due() == 2
    assert CaseMessage.objects.filter(direction="in").count() == 2
    # Nobody else's program finds anything read, moved or gone.
    assert {asked.split(" ")[0] for asked in host.asked} == {"CAPABILITY", "EXAMINE", "UID", "LOGOUT"}
    assert all("PEEK" in asked for asked in host.asked if "BODY" in asked)


def test_a_mailbox_is_not_read_from_its_first_day(host: Imaphost) -> None:
    host.add(letter(), NOW - timedelta(days=400))
    host.add(letter(), NOW)
    assert fetching.fetch(box(host, first_days=0)) == 0
    host.add(letter(), NOW)
    assert fetching.fetch(Mailbox.objects.get()) == 1


def test_as_many_days_as_staff_said(host: Imaphost) -> None:
    for days in (40, 8, 2):
        host.add(letter(), NOW - timedelta(days=days))
    assert fetching.fetch(box(host, first_days=10)) == 2
    assert numbers() == [2, 3]


def test_a_large_mail_comes_in_pieces(host: Imaphost) -> None:
    raw = letter("x" * (3 * fetching.PIECE))
    host.add(raw, NOW)
    assert fetching.fetch(box(host)) == 1
    pieces = [asked for asked in host.asked if "BODY.PEEK" in asked]
    assert len(pieces) == 4
    row = InboundMail.objects.get()
    assert (row.size, spooling.path_of(row.public_id).read_bytes()) == (len(raw), raw)


def test_a_connection_that_breaks_loses_and_doubles_nothing(host: Imaphost) -> None:
    for _number in range(3):
        host.add(letter(), NOW)
    host.cut_after = 1
    mailbox = box(host)
    assert fetching.fetch(mailbox) == 0
    mailbox.refresh_from_db()
    assert (numbers(), mailbox.last_uid, mailbox.failures) == ([1], 1, 1)
    assert mailbox.rests_until == NOW + timedelta(minutes=1)
    host.cut_after = None
    assert fetching.fetch(mailbox) == 2
    mailbox.refresh_from_db()
    assert (numbers(), mailbox.failures, mailbox.error) == ([1, 2, 3], 0, "")


def test_what_the_server_does_not_hand_out_is_listed_and_stops_none_behind_it(host: Imaphost) -> None:
    for _number in range(3):
        host.add(letter(), NOW)
    host.broken = {2}
    assert fetching.fetch(box(host)) == 3
    row = InboundMail.objects.get(uid=2)
    assert (row.state, row.reason, row.has_raw) == ("failed", "not_fetched", False)


def test_a_server_that_counts_anew_brings_nothing_twice(host: Imaphost) -> None:
    host.add(letter(number="<one@mail>"), NOW)
    mailbox = box(host)
    fetching.fetch(mailbox)
    host.validity, host.mails = 8, []
    host.add(letter(number="<one@mail>"), NOW)
    host.add(letter(number="<two@mail>"), NOW)
    assert fetching.fetch(mailbox) == 2
    processing.process_due()
    assert sorted(InboundMail.objects.values_list("state", flat=True)) == ["ignored", "taken", "taken"]
    assert CaseMessage.objects.filter(direction="in").count() == 2


def test_what_is_spooled_already_is_not_fetched_again(host: Imaphost) -> None:
    host.add(letter(), NOW)
    mailbox = box(host, uid_validity=7, last_uid=0)
    place = spooling.Place(7, 1)
    told = {"mailbox": mailbox, "received_at": NOW, "now": NOW, "place": place}
    assert spooling.spool([letter()], **told)
    # The one who came second finds it there, and leaves no file.
    assert spooling.spool([letter()], **told) is None
    assert len(list(spooling.root().rglob("*.eml"))) == 1
    assert fetching.fetch(mailbox) == 0
    mailbox.refresh_from_db()
    assert mailbox.last_uid == 1


@pytest.mark.parametrize("values", [{"sealed": seal("wrong")}, {"sealed": ""}, {"sealed": "not sealed"}])
def test_without_the_right_password_it_rests_and_says_so(host: Imaphost, values: dict[str, str]) -> None:
    mailbox = box(host, **values)
    assert fetching.fetch(mailbox) == 0
    mailbox.refresh_from_db()
    assert mailbox.error
    assert "secret" not in mailbox.error
    assert fetching.fetch_all() == 0
    assert host.logins <= 1


@pytest.mark.parametrize("starttls", [False, True])
def test_a_certificate_that_nobody_known_has_signed_gets_no_password(
    authority: Authority, settings: Any, *, starttls: bool
) -> None:
    settings.MAIL_CA_FILE = ""
    with imaphost(tls=authority.server, starttls=starttls) as server:
        mailbox = box(server, security="tls" if starttls else "ssl")
        assert fetching.fetch(mailbox) == 0
        assert server.logins == 0
    mailbox.refresh_from_db()
    assert "certificate" in mailbox.error.lower()


def test_starttls(authority: Authority, settings: Any) -> None:
    settings.MAIL_CA_FILE = authority.file
    with imaphost(tls=authority.server, starttls=True) as server:
        server.add(letter(), NOW)
        assert fetching.fetch(box(server, security="tls")) == 1


def test_a_server_that_offers_no_encryption_gets_nothing(settings: Any) -> None:
    with imaphost() as server:
        assert fetching.fetch(box(server, security="tls")) == 0
        assert server.logins == 0


def test_folders_in_other_letters() -> None:
    assert fetching._encoded("投诉/A&B") == "&YpWLyQ-/A&-B"


def test_files_without_a_row_are_swept(host: Imaphost) -> None:
    host.add(letter(), NOW)
    fetching.fetch(box(host))
    lost = spooling.root() / "aa" / f"{'a' * 32}.eml"
    lost.parent.mkdir(parents=True, exist_ok=True)
    lost.write_bytes(b"x")
    assert spooling.sweep(now=_today()) == 0
    assert spooling.sweep(now=_today() + timedelta(days=2)) == 1
    assert (lost.exists(), len(list(spooling.root().rglob("*.eml")))) == (False, 1)


def _today() -> Any:
    from django.utils import timezone

    return timezone.now()
