"""Who is held out, by a hash of the customer: the same at every look, and anybody can compute it again."""

from __future__ import annotations

from typing import Any

from campaigns.models import CampaignSettings, Mailing

SHARES = 10_000


def share(text: str) -> str:
    """SQL of a number below `SHARES` that follows from SQL of a text.

    MD5, not a hash of PostgreSQL's own: the same on every version.
    """
    return f"(('x' || substr(md5({text}), 1, 8))::bit(32)::bigint %% {SHARES})"


def held(public_id: str) -> str:
    """SQL: are they held out of this one, or in the control group of the whole programme? Takes `values`."""
    return f"({held_here(public_id)} OR {in_control(public_id)})"


def held_here(public_id: str) -> str:
    """SQL: are they held out of this one?"""
    return f"""{share(f"%(key)s || ':held:' || {public_id}")} < %(held)s"""


def in_control(public_id: str) -> str:
    """SQL: are they in the control group of the whole programme?"""
    return f"""{share(f"%(salt)s || ':' || {public_id}")} < %(control)s"""


# SQL of the same, over rows `source` (key, holdout_percent, is_needed) and `control`, for many mailings at once.
HELD_OF = f"""(NOT source.is_needed AND (
    {share("source.key || ':held:' || {public_id}")} < source.holdout_percent * 100
    OR {share("control.control_salt || ':' || {public_id}")} < control.control_percent * 100))"""


def values(mailing: Mailing, control: CampaignSettings) -> dict[str, Any]:
    """What everybody needs is told to everybody."""
    return {
        "key": mailing.source,
        "held": 0 if mailing.is_needed else mailing.holdout_percent * 100,
        "salt": control.control_salt,
        "control": 0 if mailing.is_needed else control.control_percent * 100,
    }
