"""The frame of an e-mail: the shop's name on top, one column of 600 pixels that shrinks with the window, below it the
postal address and the way out.

Tables and styles at every element, because mail programs know nothing else (Outlook draws with Word); what can follow
the reader's dark mode or a narrow screen does so by the style sheet. Everything is put together when a template is
saved: sending costs no more than filling in names.
"""

from __future__ import annotations

from html import escape

from django.utils import translation
from django.utils.translation import gettext as _

from messaging.rendering import wayout

_FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,'PingFang SC','Microsoft YaHei',sans-serif"
_INK, _QUIET, _ACCENT, _GROUND, _LINE = "#17211c", "#4d5a53", "#14614d", "#f4f6f4", "#e0e5e1"
# What each element of a content looks like, beyond what it has from the column; `button` is a link that is one.
STYLES = {
    "p": "margin:0 0 16px",
    "h1": "margin:0 0 16px;font-size:26px;line-height:1.25;font-weight:700",
    "h2": "margin:24px 0 12px;font-size:20px;line-height:1.3;font-weight:700",
    "h3": "margin:20px 0 8px;font-size:17px;line-height:1.4;font-weight:700",
    "ul": "margin:0 0 16px;padding:0 0 0 24px",
    "ol": "margin:0 0 16px;padding:0 0 0 24px",
    "li": "margin:0 0 6px",
    "a": f"color:{_ACCENT};text-decoration:underline",
    # Borders instead of padding: Outlook draws those.
    "button": (
        f"display:inline-block;background:{_ACCENT};border:solid {_ACCENT};border-width:12px 24px;border-radius:6px;"
        "line-height:1.25;font-weight:600;color:#ffffff;text-decoration:none"
    ),
    "blockquote": f"margin:0 0 16px;padding:0 0 0 16px;border-left:3px solid {_LINE};color:{_QUIET}",
    "hr": f"height:1px;margin:24px 0;border:0;background:{_LINE}",
    "img": "display:block;max-width:100%;height:auto;border:0",
}
_RIGHT_TO_LEFT = ("ar", "fa", "he", "ur")
_FOOT = f"{_FONT};font-size:13px;line-height:1.5;color:{_QUIET}"
_SHEET = """
a.button:hover { text-decoration: underline !important; }
@media (max-width: 620px) {
  .shell { padding: 0 !important; }
  .card, .head, .foot { padding-left: 20px !important; padding-right: 20px !important; }
  .card { border-radius: 0 !important; }
}
@media (prefers-color-scheme: dark) {
  body, .ground { background: #0f1412 !important; }
  .card { background: #171e1b !important; }
  .card, .head { color: #e7ece8 !important; }
  .card a { color: #74c9aa !important; }
  .card a.button { color: #0b1612 !important; background: #74c9aa !important; border-color: #74c9aa !important; }
  .card blockquote, .foot, .foot a { color: #afbbb4 !important; }
}
"""
_PAGE = """<!DOCTYPE html>
<html lang="LANGUAGE" dir="DIRECTION">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no">
<title>{{ shop.name }}</title>
<style>SHEET</style>
</head>
<body style="margin:0;padding:0;background:GROUND">
<table role="presentation" class="ground" width="100%" cellpadding="0" cellspacing="0" border="0"
 style="background:GROUND">
<tr><td class="shell" align="center" style="padding:24px 12px">
<!--[if mso]><table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]-->
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px">
<tr><td class="head" style="padding:16px 32px;HEAD">{{ shop.name }}</td></tr>
<tr><td class="card" style="padding:32px;background:#ffffff;border-radius:8px;COLUMN">
CONTENT
</td></tr>
<tr><td class="foot" style="padding:24px 32px;FOOT">
<div>{{ shop.name }}</div>
<div style="white-space:pre-line">{{ shop.postal_address }}</div>
BEGIN<div style="margin:12px 0 0">
<a href="{{ links.unsubscribe }}" style="color:QUIET;text-decoration:underline">OUT</a>CHOICES</div>END
</td></tr>
</table>
<!--[if mso]></td></tr></table><![endif]-->
</td></tr>
</table>
</body>
</html>
"""


def frame(content: str, language: str) -> str:
    """`content`: safe HTML with its styles."""
    main = language.partition("-")[0]
    with translation.override(language):
        way_out = escape(_("Unsubscribe"))
    values = {
        "LANGUAGE": escape(language), "DIRECTION": "rtl" if main in _RIGHT_TO_LEFT else "ltr", "SHEET": _SHEET,
        "GROUND": _GROUND, "QUIET": _QUIET, "HEAD": f"{_FONT};font-size:18px;font-weight:700;color:{_INK}",
        "COLUMN": f"{_FONT};font-size:16px;line-height:1.6;color:{_INK}",
        "FOOT": _FOOT, "BEGIN": wayout.BEGIN, "END": wayout.END, "OUT": way_out,
        "CHOICES": wayout.choices_link(f' style="color:{_QUIET};text-decoration:underline"', language),
    }  # fmt: skip
    page = _PAGE
    for name, value in values.items():
        page = page.replace(name, value)
    # Last, so that no word of it is taken for one of the names above.
    return page.replace("CONTENT", content)


def signature(language: str) -> str:
    """What stands below every plain text: who writes, from where, and the way out."""
    with translation.override(language):
        way_out = _("Unsubscribe")
    return (
        "-- \n{{ shop.name }}\n{{ shop.postal_address }}\n"
        f"{wayout.BEGIN}{way_out}: {{{{ {wayout.NAME} }}}}\n{wayout.END}{wayout.choices_line(language)}"
    )
