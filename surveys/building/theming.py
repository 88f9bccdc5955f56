"""The looks of a survey: a picture of the shop and one colour, from which the others are made.

Pages forbid styles inside them, so the colours are a small style sheet of the survey's own. A colour is taken only if
white words can be read on it, and it on white: at least 4.5 to 1, which lighter and darker shades of it then keep, too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.urls import reverse

from core.errors import DomainError
from core.wording import worded as _
from messaging.models import TemplateImage
from surveys.models import Survey

_COLOUR = re.compile(r"#[0-9a-f]{6}")
LEAST_CONTRAST = 4.5
_WHITE = (255, 255, 255)
_BLACK = (0, 0, 0)
Rgb = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Logo:
    url: str
    alt: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Theme:
    """For the head of a page: `surveys/_theme.html` and `surveys/_logo.html`."""

    css_url: str = ""
    logo: Logo | None = None


def checked(theme: Mapping[str, Any] | None) -> dict[str, str]:
    """Without what is empty. Refuses `theme_colour`, `theme_logo`."""
    colour = str((theme or {}).get("colour") or "").strip().lower()
    logo = str((theme or {}).get("logo") or "")
    if colour:
        _check_colour(colour)
    if logo and not TemplateImage.objects.filter(name=logo).exists():
        raise DomainError("theme_logo", _("There is no picture of this name."), field="logo")
    return {name: value for name, value in (("colour", colour), ("logo", logo)) if value}


def _check_colour(colour: str) -> None:
    if not _COLOUR.fullmatch(colour):
        raise DomainError("theme_colour", _("A colour is written like #14614d."), field="colour")
    found = contrast(_rgb(colour), _WHITE)
    if found < LEAST_CONTRAST:
        told = {"found": f"{found:.1f}"}
        words = _("White words could hardly be read on it (%(found)s to 1): choose a darker colour.") % told
        raise DomainError("theme_colour", words, field="colour")


def shown(survey: Survey) -> Theme:
    return Theme(_css_url(survey), _logo(survey))


def css(survey: Survey) -> str:
    """Its style sheet; empty without a colour of its own."""
    colour = survey.theme.get("colour", "")
    if not _COLOUR.fullmatch(colour):
        return ""
    rgb = _rgb(colour)
    strong, soft = _hex(_mix(rgb, _BLACK, 0.25)), _hex(_mix(rgb, _WHITE, 0.9))
    return (
        f":root {{ --accent: {colour}; --accent-strong: {strong}; --accent-soft: {soft}; --on-accent: #fff;"
        f" --good: {colour}; --good-soft: {soft}; }}\n.m-head p, .m-head .m-site {{ color: #fff; }}\n"
    )


def contrast(one: Rgb, other: Rgb) -> float:
    """Of two colours, from 1 to 21, as WCAG defines it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _css_url(survey: Survey) -> str:
    colour = survey.theme.get("colour", "")
    if not colour:
        return ""
    # Another colour has another address, so that browsers may keep it.
    return reverse("surveys:look", args=[survey.public_id, sha256(colour.encode()).hexdigest()[:12]])


def _logo(survey: Survey) -> Logo | None:
    name = survey.theme.get("logo", "")
    row = TemplateImage.objects.filter(name=name).first() if name else None
    if row is None:
        return None
    return Logo(reverse("messaging:image", args=[row.token]), row.alt, row.width, row.height)


def _rgb(colour: str) -> Rgb:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _hex(rgb: Rgb) -> str:
    return "#" + "".join(f"{part:02x}" for part in rgb)


def _mix(rgb: Rgb, other: Rgb, share: float) -> Rgb:
    red, green, blue = (round(own * (1 - share) + its * share) for own, its in zip(rgb, other, strict=True))
    return red, green, blue


def _luminance(rgb: Rgb) -> float:
    red, green, blue = (
        part / 255 / 12.92 if part / 255 <= 0.03928 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in rgb
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
