"""What a mail says anew, and what it repeats of the one before. Pure; the whole is kept, this is for showing."""

from __future__ import annotations

import re

# The line above what is repeated, as programs write it.
_ABOVE = re.compile(
    r"^[>\s]*(?:"
    r"On\b.{4,200}\bwrote:"
    r"|Am\b.{4,200}\bschrieb.{0,80}:"
    r"|Le\b.{4,200}\ba écrit\s?:"
    r"|在.{4,120}写道[:：]"
    r"|.{4,120}于.{4,60}写道[:：]"
    r"|-{2,}\s*(?:Original Message|Forwarded message|Ursprüngliche Nachricht)\s*-{2,}"
    r"|-{2,}\s*(?:原始邮件|原始郵件|转发邮件|回复的原邮件)\s*-{2,}"
    r"|_{20,}"
    r")\s*$",
    re.IGNORECASE,
)
_FROM = re.compile(r"(?:发件人|From|Von)\s*[:：]", re.IGNORECASE)
_BELOW_FROM = re.compile(r"^\s*(?:Sent|Date|To|Subject|发送时间|日期|收件人|主题|Gesendet|An)\s*[:：]", re.IGNORECASE)
_SIGNED = re.compile(
    r"^(?:--\s?|Sent from my .{2,40}|Von meinem .{2,40} gesendet|发自我的.{2,30}|从我的.{2,20}发送)$", re.IGNORECASE
)


def parts(text: str) -> tuple[str, str]:
    """What was said, and what it repeats (with the signature); all of it counts as said where only that is left."""
    lines = text.split("\n")
    end = _before_marked(lines)
    cut = next((at for at in range(end) if _begins(lines, at)), end)
    told = "\n".join(lines[:cut]).strip()
    return (told, "\n".join(lines[cut:]).strip()) if told else (text.strip(), "")


def said(text: str) -> str:
    return parts(text)[0]


def _before_marked(lines: list[str]) -> int:
    """Where the last lines begin that are all marked; answers between marked lines are said."""
    end = len(lines)
    while end and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith(">")):
        end -= 1
    return end


def _begins(lines: list[str], at: int) -> bool:
    line = lines[at].strip()[:400]
    if not line:
        return False
    if _SIGNED.match(line):
        return True
    if _FROM.match(line):
        return any(_BELOW_FROM.match(after[:200]) for after in lines[at + 1 : at + 4])
    # Some programs break the line above in two.
    return bool(_ABOVE.match(line) or _ABOVE.match(_with_next(lines, at, line)))


def _with_next(lines: list[str], at: int, line: str) -> str:
    starts = line.startswith(("On ", "Am ", "Le ", "在"))
    return f"{line} {lines[at + 1].strip()[:200]}" if starts and at + 1 < len(lines) else ""
