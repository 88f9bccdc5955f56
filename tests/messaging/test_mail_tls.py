"""E-mail over TLS, with real servers on loopback: only a certificate of the server's name that somebody known has
signed lets the password and the letters out."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from messaging import checks
from messaging.channels import smtp
from messaging.outbox import working
from tests.customers.factories import NOW
from tests.messaging.factories import put, reader, state
from tests.messaging.smtpd import mailhost

pytestmark = pytest.mark.django_db
WAYS = pytest.mark.parametrize("way", ["ssl", "tls"])


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr("core.clock.now", lambda: NOW)


@dataclass(frozen=True)
class Authority:
    """Its own certificate in a file, and a server's certificate that it signed."""

    file: str
    server: ssl.SSLContext


@pytest.fixture
def authority(tmp_path):
    return make_authority(tmp_path, "127.0.0.1")


def make_authority(folder, address: str) -> Authority:
    """`address`: of whom the certificate of the server speaks."""
    own, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root = _certificate("Shop authority", own, own, "Shop authority", is_authority=True)
    leaf = _certificate("Mail", key, own, "Shop authority", address=address)
    (folder / "ca.pem").write_bytes(_pem(root))
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "server.pem").write_bytes(private + _pem(leaf))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server.pem")
    return Authority(str(folder / "ca.pem"), context)


def _certificate(name, key, signer, issuer, *, address="", is_authority=False):
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(_name(name))
        .issuer_name(_name(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
    )
    if address:
        named = x509.SubjectAlternativeName([x509.IPAddress(ip_address(address))])
        made = made.add_extension(named, critical=False)
    return made.sign(signer, hashes.SHA256())


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, text)])


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def speak(settings, host, way: str) -> None:
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", host.port
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "shop", "secret"
    settings.EMAIL_USE_SSL, settings.EMAIL_USE_TLS = way == "ssl", way == "tls"


def offers(way: str) -> tuple[str, ...]:
    return ("AUTH PLAIN", "STARTTLS") if way == "tls" else ("AUTH PLAIN",)


@WAYS
def test_a_certificate_that_nobody_known_has_signed_gets_neither_password_nor_letter(settings, authority, way):
    message = put(reader())
    with mailhost(tls=authority.server, offers=offers(way)) as host:
        speak(settings, host, way)
        working.send_due("email")
    assert state(message) == ("queued", "unreachable")
    assert "CERTIFICATE_VERIFY_FAILED" in message.detail
    assert (host.got, host.logins) == ([], [])


@WAYS
def test_with_the_shops_own_authority_it_goes(settings, authority, way):
    settings.MAIL_CA_FILE = authority.file
    message = put(reader())
    with mailhost(tls=authority.server, offers=offers(way)) as host:
        speak(settings, host, way)
        working.send_due("email")
    assert state(message) == ("sent", "")
    assert len(host.got) == len(host.logins) == 1


@WAYS
def test_the_certificate_of_another_server_is_none(settings, tmp_path, way):
    """Signed by somebody known, but for another name."""
    other = make_authority(tmp_path, "127.0.0.2")
    settings.MAIL_CA_FILE = other.file
    message = put(reader())
    with mailhost(tls=other.server, offers=offers(way)) as host:
        speak(settings, host, way)
        working.send_due("email")
    assert state(message) == ("queued", "unreachable")
    assert (host.got, host.logins) == ([], [])


def test_a_server_that_offers_no_encryption_gets_nothing_either(settings, host):
    """Somebody in between who takes the offer away is refused like a wrong certificate."""
    speak(settings, host, "tls")
    message = put(reader())
    working.send_due("email")
    assert state(message) == ("queued", "unreachable")
    assert (host.got, host.logins) == ([], [])


def test_the_authorities_of_the_system_stay_trusted(settings, authority):
    without = smtp.trusted().cert_store_stats()["x509_ca"]
    settings.MAIL_CA_FILE = authority.file
    assert smtp.trusted().cert_store_stats()["x509_ca"] == without + 1


@pytest.mark.parametrize("content", [None, "no certificate"])
def test_a_file_that_is_none_is_named_at_the_start(settings, tmp_path, content):
    file = tmp_path / "ca.pem"
    if content:
        file.write_text(content)
    settings.MAIL_CA_FILE = str(file)
    assert "messaging.E007" in {problem.id for problem in checks.check_mail(None)}
