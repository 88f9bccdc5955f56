"""Whether a mail is from whom its From names, as the server that received it found: SPF, DKIM and DMARC. Pure.

Anybody can write such a result into a mail. Believed is the topmost `Authentication-Results` (RFC 8601) that bears a
name which an administrator has set for the mailbox, and what a provider told beside the mail; without such a name
nothing is. A server adds its own above whatever came with the mail, so one that was forged lies below.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from complaints.mail import encodings
from complaints.mail.parsing import Parsed
from complaints.models import Proof

_METHOD = re.compile(r"\s*([a-z0-9-]+)(?:\s*/\s*\d+)?\s*=\s*([a-z]+)(.*)", re.DOTALL)
_PROPERTY = re.compile(r"([a-z]+)\s*\.\s*([a-z-]+)\s*=\s*([^\s;]+)")
_ADDRESS = re.compile(r"[^\s<>,;:\"()\[\]]+@[^\s<>,;:\"()\[\]]+")
_SPF = re.compile(r"\s*(pass|fail|softfail|neutral|none|temperror|permerror)\b", re.IGNORECASE)
_ENVELOPE = re.compile(r"envelope-from=\"?<?[^\s;<>\"]*?@([^\s;<>\"]+)", re.IGNORECASE)
_BAD = frozenset({"fail", "hardfail", "policy"})


@dataclass(frozen=True)
class Finding:
    """One method's result, and the domains that it is about."""

    method: str
    result: str
    domains: frozenset[str] = field(default_factory=frozenset)


def judge(mail: Parsed, *, names: Collection[str], told: Mapping[str, Any] | None) -> str:
    """`told`: what a provider said beside the mail. NONE where nobody was set who could know."""
    if not names:
        return Proof.NONE
    findings = list(_findings(mail, {name.lower() for name in names}, told or {}))
    domain = _domain(mail)
    if not domain:
        return Proof.UNPROVEN
    return _concluded(findings, domain)


def names_of(text: str) -> tuple[str, ...]:
    """As an administrator typed them."""
    return tuple(dict.fromkeys(name.lower() for name in re.split(r"[\s,;]+", text) if name))


def _domain(mail: Parsed) -> str:
    """Of the one who writes; empty where it names several, or nobody: a server may have looked at another than we."""
    told = mail.headers.get("from", [])
    found = {one.lower() for value in told for one in _ADDRESS.findall(encodings.decode(value))}
    if len(told) != 1 or found != {mail.sender.lower()}:
        return ""
    return _bare(mail.sender)


def _concluded(findings: list[Finding], domain: str) -> str:
    """DMARC decides where the server asked for it; else what is aligned with the From."""
    dmarc = next((one for one in findings if one.method == "dmarc"), None)
    if dmarc and dmarc.result in ("pass", *_BAD):
        if dmarc.result != "pass":
            return Proof.FAILED
        return Proof.PASSED if not dmarc.domains or dmarc.domains == {domain} else Proof.UNPROVEN
    checks = [one for one in findings if one.method in ("spf", "dkim")]
    if any(one.result == "pass" and _is_aligned(one.domains, domain) for one in checks):
        return Proof.PASSED
    return Proof.FAILED if any(one.result in _BAD for one in checks) else Proof.UNPROVEN


def _is_aligned(domains: Collection[str], domain: str) -> bool:
    """The same, or one below the other."""
    return any(
        one == domain or ("." in one and domain.endswith(f".{one}")) or ("." in domain and one.endswith(f".{domain}"))
        for one in domains
    )


def _bare(address: str) -> str:
    return address.rpartition("@")[2].strip("<>.\"' ").lower()


# --- What servers write -----------------------------------------------------------------------


def _findings(mail: Parsed, names: set[str], told: Mapping[str, Any]) -> Iterator[Finding]:
    provider = str(told.get("provider", ""))
    if provider in names:
        yield from _PROVIDERS.get(provider, _nothing)(mail, told)
    for value in mail.headers.get("authentication-results", []):
        who, *pieces = _plain(encodings.decode(value).lower()).split(";")
        # A version may stand behind the name.
        if (who.split() or [""])[0] in names:
            yield from filter(None, map(_finding, pieces))
            return


def _plain(text: str) -> str:
    """Without comments, which may be nested; of what is quoted only the signs of a name or an address."""
    out: list[str] = []
    depth, is_quoted, signs = 0, False, iter(text)
    for sign in signs:
        if sign == "\\":
            next(signs, "")
        elif is_quoted:
            is_quoted = sign != '"'
            out.append(sign if sign.isalnum() or sign in ".@_-" else "")
        elif sign in "()":
            depth = max(0, depth + (1 if sign == "(" else -1))
        elif not depth:
            is_quoted = sign == '"'
            out.append("" if is_quoted else sign)
    return "".join(out)


def _finding(piece: str) -> Finding | None:
    match = _METHOD.match(piece)
    if match is None:
        return None
    method, result, rest = match.groups()
    wanted = {"spf": ("smtp", "mailfrom"), "dkim": ("header", "d"), "dmarc": ("header", "from")}.get(method)
    found = {(kind, name): value for kind, name, value in _PROPERTY.findall(rest)}
    value = found.get(wanted) if wanted else None
    if method == "dkim":
        value = value or found.get(("header", "i"))
    return Finding(method, result, frozenset([_bare(value)]) if value else frozenset())


# --- What providers tell ----------------------------------------------------------------------


def _nothing(_mail: Parsed, _told: Mapping[str, Any]) -> Iterator[Finding]:
    return iter(())


def _sendgrid(_mail: Parsed, told: Mapping[str, Any]) -> Iterator[Finding]:
    """Fields beside the mail: `SPF` of the envelope's sender, `dkim` as `{@example.com : pass}`."""
    envelope = frozenset(filter(None, [_bare(str(told.get("envelope", "")))]))
    yield Finding("spf", str(told.get("spf", "")).lower(), envelope)
    for domain, result in re.findall(r"@([^\s:,{}]+)\s*:\s*([a-z]+)", str(told.get("dkim", "")).lower()):
        yield Finding("dkim", result, frozenset([_bare(domain)]))


def _postmark(mail: Parsed, _told: Mapping[str, Any]) -> Iterator[Finding]:
    """Its `Received-SPF` stands above whatever came."""
    value = mail.header("received-spf")
    result, envelope = _SPF.match(value), _ENVELOPE.search(value)
    if result:
        yield Finding("spf", result[1].lower(), frozenset([_bare(envelope[1])]) if envelope else frozenset())


def _mailgun(mail: Parsed, told: Mapping[str, Any]) -> Iterator[Finding]:
    """`X-Mailgun-Spf` is of the envelope's sender; its check of DKIM names no domain and so proves nothing."""
    envelope = frozenset(filter(None, [_bare(str(told.get("envelope", "")))]))
    for name, method, domains in (("spf", "spf", envelope), ("dkim-check-result", "dkim", frozenset[str]())):
        found = mail.headers.get(f"x-mailgun-{name}", [])
        if len(found) == 1:
            yield Finding(method, encodings.decode(found[0]).strip().lower(), domains)


_PROVIDERS = {"sendgrid": _sendgrid, "postmark": _postmark, "mailgun": _mailgun}
PROVIDERS = tuple(_PROVIDERS)
