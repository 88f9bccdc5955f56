"""Making a draw and publishing it: from then on its rules are fixed and its seed is committed."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core import locks
from core.errors import Conflict, DomainError
from core.models import User
from core.money import format_money
from customers import timeline
from loyalty.draws import rules, states
from loyalty.models import CountryLimit, Draw, DrawSecret, Prize

MAX_PRIZES = 1000


@transaction.atomic
def create_draw(
    *, data: dict[str, Any], products: Iterable[int] = (), categories: Iterable[int] = (), now: datetime,
    actor: User | None = None,
) -> Draw:  # fmt: skip
    """A draft. `data` holds fields of the model."""
    draw = Draw(**data)
    draw.full_clean()
    draw.save(force_insert=True)
    draw.products.set(products)
    draw.categories.set(categories)
    tell(draw, "draw.created", actor=actor, now=now)
    return draw


@transaction.atomic
def change_draw(
    *, draw: Draw, data: dict[str, Any], products: Iterable[int] | None = None, categories: Iterable[int] | None = None,
    now: datetime, actor: User | None = None,
) -> Draw:  # fmt: skip
    """Change a draft; Conflict `draw_published` afterwards."""
    row = _draft(draw)
    for name, value in data.items():
        setattr(row, name, value)
    row.full_clean()
    row.save(update_fields=list(data))
    if products is not None:
        row.products.set(products)
    if categories is not None:
        row.categories.set(categories)
    tell(row, "draw.changed", actor=actor, now=now)
    return row


@transaction.atomic
def add_prizes(
    *,
    draw: Draw,
    name: str,
    value: int,
    number: int = 1,
    translations: dict[str, Any] | None = None,
    first_day: date | None = None,
    months: int = 0,
    periods: int = 1,
) -> list[Prize]:
    """`number` equal prizes; with a first day and months, `periods` time slots of each.

    Two cars for half a year each: number 2, months 6, periods 2 make four prizes.
    """
    row = _draft(draw)
    _check_prizes(name, value, number, months, periods)
    plan: Sequence[tuple[date | None, date | None]]
    if first_day and months:
        slots = rules.slots(items=number, first_day=first_day, months=months, number=periods)
        plan = [(slot.first_day, slot.last_day) for slot in slots]
    else:
        plan = [(None, None)] * number
    last = row.prizes.order_by("-position").values_list("position", flat=True).first() or 0
    if last + len(plan) > MAX_PRIZES:
        raise DomainError("too_many_prizes", _("A draw has at most %(n)d prizes.") % {"n": MAX_PRIZES}, field="number")
    prizes = [
        Prize(
            draw=row, position=last + place, name=rules.one_line(name), value=value, first_day=start, last_day=end,
            translations=translations or {},
        )
        for place, (start, end) in enumerate(plan, start=1)
    ]  # fmt: skip
    return Prize.objects.bulk_create(prizes)


def _check_prizes(name: str, value: int, number: int, months: int, periods: int) -> None:
    if not name.strip():
        raise DomainError("name_missing", _("A name is needed."), field="name")
    if value < 0:
        raise DomainError("value_negative", _("An amount is not below zero."), field="value")
    if not (0 < number <= MAX_PRIZES and 0 <= months <= 120 and 0 < periods <= 120):
        raise DomainError("number_invalid", _("That many prizes cannot be made at once."), field="number")


@transaction.atomic
def add_prize(
    *, draw: Draw, name: str, value: int, first_day: date | None, last_day: date | None, translations: dict[str, Any]
) -> Prize:
    """One prize with the days that somebody typed, behind the others."""
    (made,) = add_prizes(draw=draw, name=name, value=value, translations=translations)
    return change_prize(
        prize=made, name=name, value=value, first_day=first_day, last_day=last_day, translations=translations
    )


@transaction.atomic
def change_prize(
    *, prize: Prize, name: str, value: int, first_day: date | None, last_day: date | None, translations: dict[str, Any]
) -> Prize:
    """Of a draft; its place stays."""
    _draft(prize.draw)
    _check_prizes(name, value, 1, 0, 1)
    row = Prize.objects.get(pk=prize.pk)
    row.name, row.value, row.translations = rules.one_line(name), value, translations
    row.first_day, row.last_day = first_day, last_day
    row.full_clean()
    row.save(update_fields=["name", "value", "translations", "first_day", "last_day"])
    return row


@transaction.atomic
def remove_prize(*, prize: Prize) -> None:
    """From a draft; the later ones move up."""
    row = _draft(prize.draw)
    Prize.objects.filter(pk=prize.pk).delete()
    for position, other in enumerate(row.prizes.order_by("position"), start=1):
        Prize.objects.filter(pk=other.pk).exclude(position=position).update(position=position)


@transaction.atomic
def delete_draft(*, draw: Draw) -> None:
    _draft(draw).delete()


def _draft(draw: Draw) -> Draw:
    row = locks.lock_rows(Draw.objects.all(), [draw.pk]).get(draw.pk)
    if row is None or row.state != Draw.State.DRAFT:
        raise Conflict("draw_published", _("This draw is published; its rules are fixed."))
    return row


# --- Publishing ---------------------------------------------------------------------------


def obstacles(draw: Draw, now: datetime) -> list[str]:
    """Why the draw cannot be published, each in a sentence; empty: it can."""
    prizes = list(draw.prizes.all())
    return [*_missing(draw, prizes, now), *_beyond_the_law(draw, prizes)]


def cautions(draw: Draw) -> list[str]:
    """What blocks nothing but should be looked at: countries whose limits nobody has written down."""
    known = set(CountryLimit.objects.filter(country__in=draw.countries).values_list("country", flat=True))
    return [
        _("%(country)s: no legal limits are written down. Have the law there looked at first.") % {"country": country}
        for country in draw.countries
        if country not in known
    ]


def _missing(draw: Draw, prizes: list[Prize], now: datetime) -> list[str]:
    found = []
    if not prizes:
        found.append(_("It has no prize."))
    if not (draw.by_purchase or draw.by_points or draw.by_signup):
        found.append(_("Nobody can enter: choose purchase, points or sign-up."))
    if draw.closes_at <= now:
        found.append(_("It closes in the past: nobody could enter."))
    elif draw.opens_at < now and draw.by_purchase:
        found.append(_("It opens in the past: what was bought before it was published cannot count."))
    if not draw.countries:
        found.append(_("Say in which countries it is offered."))
    return found


def _beyond_the_law(draw: Draw, prizes: list[Prize]) -> list[str]:
    limits = CountryLimit.objects.filter(country__in=draw.countries)
    return [sentence for limit in limits for sentence in _beyond(limit, draw, prizes)]


def _beyond(limit: CountryLimit, draw: Draw, prizes: list[Prize]) -> list[str]:
    where = {"country": limit.country}
    if limit.is_forbidden:
        return [_("%(country)s: no draws are allowed there.") % where]
    found = []
    largest, total = max((prize.value for prize in prizes), default=0), sum(prize.value for prize in prizes)
    if limit.max_prize_value is not None and largest > limit.max_prize_value:
        found.append(
            _("%(country)s: a prize is worth %(value)s; at most %(limit)s is allowed.")
            % {**where, "value": format_money(largest), "limit": format_money(limit.max_prize_value)}
        )
    if limit.max_total_value is not None and total > limit.max_total_value:
        found.append(
            _("%(country)s: all prizes are worth %(value)s; at most %(limit)s is allowed.")
            % {**where, "value": format_money(total), "limit": format_money(limit.max_total_value)}
        )
    days = (draw.closes_at - draw.opens_at).total_seconds() / 86_400
    if limit.max_days is not None and days > limit.max_days:
        found.append(
            _("%(country)s: it is open for longer than the %(days)d days that are allowed.")
            % {**where, "days": limit.max_days}
        )
    if limit.needs_free_entry and not draw.by_signup:
        found.append(_("%(country)s: there must be a free way to enter, so allow sign-up.") % where)
    return found


@transaction.atomic
def publish_draw(*, draw: Draw, now: datetime, actor: User | None = None) -> Draw:
    """Fix rules, prizes and times, and commit to a seed; refuses with `draw_blocked` and every reason."""
    row = locks.lock_rows(Draw.objects.all(), [draw.pk])[draw.pk]
    if not states.may_move(row, Draw.State.PUBLISHED):
        raise Conflict("draw_state", _("This draw is published already."))
    if reasons := obstacles(row, now):
        raise Conflict("draw_blocked", " ".join(reasons))
    seed = secrets.token_hex(32)
    DrawSecret.objects.create(draw=row, seed=seed)
    # Where no purchase counts, nothing could enter before: the draw opens when it is published.
    opens_at = max(row.opens_at, now)
    states.move(row, Draw.State.PUBLISHED, commitment=rules.sha256(seed), published_at=now, opens_at=opens_at)
    tell(row, "draw.published", actor=actor, now=now, data={"hash": row.commitment})
    return row


def tell(
    draw: Draw, verb: str, *, actor: User | None, now: datetime, data: dict[str, Any] | None = None, reason: str = ""
) -> None:
    """On the trail of the shop, not of a customer."""
    timeline.record(
        customer=None, verb=verb, actor=actor, at=now, data={"draw": draw.name, **(data or {})}, reason=reason,
        target=f"draw:{draw.pk}",
    )  # fmt: skip


def slot_label(prize: Prize) -> str:
    """“1 January to 30 June 2027”, or nothing for a prize that is a thing."""
    if not (prize.first_day and prize.last_day):
        return ""
    return _("%(first)s to %(last)s") % {
        "first": date_format(prize.first_day, "DATE_FORMAT"),
        "last": date_format(prize.last_day, "DATE_FORMAT"),
    }


def document_name(prize: Prize) -> str:
    """The prize as the frozen list names it: in the shop's own words, days in ISO form."""
    slot = f" {prize.first_day.isoformat()}/{prize.last_day.isoformat()}" if prize.first_day and prize.last_day else ""
    return rules.one_line(prize.name) + slot
