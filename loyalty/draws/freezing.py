"""Closing a draw: its entries become an immutable numbered list whose hash is published."""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from core import locks
from core.errors import Conflict
from core.models import User
from customers import colleagues
from loyalty.draws import rules, states, verifying
from loyalty.draws.frozenlist import document_of
from loyalty.draws.publishing import tell
from loyalty.models import Draw, DrawEntry

# A purchase's chances are summed, or counted by day, or once; points and sign-up always add up.
_FREEZE = """
WITH held AS (
    SELECT participant_id, kind, day, sum(kept)::bigint AS kept
    FROM loyalty_drawentry WHERE draw_id = %(draw)s AND kept > 0
    GROUP BY participant_id, kind, day
), total AS (
    SELECT participant_id,
           coalesce(sum(kept) FILTER (WHERE kind <> 'purchase'), 0)
           + CASE %(counts)s
                 WHEN 'day' THEN count(*) FILTER (WHERE kind = 'purchase')
                 WHEN 'once' THEN least(1, count(*) FILTER (WHERE kind = 'purchase'))
                 ELSE coalesce(sum(kept) FILTER (WHERE kind = 'purchase'), 0)
             END AS chances
    FROM held GROUP BY participant_id
)
INSERT INTO loyalty_frozenline (draw_id, number, participant_id, code, chances)
SELECT %(draw)s, row_number() OVER (ORDER BY participant.code), participant.id, participant.code,
       least(total.chances, %(max_chances)s::bigint)
FROM total
JOIN loyalty_drawparticipant participant ON participant.id = total.participant_id
JOIN customers_customer customer ON customer.id = participant.customer_id
LEFT JOIN customers_membership membership ON membership.customer_id = customer.id
WHERE NOT (customer.is_test OR customer.is_staff_customer) AND customer.erased_at IS NULL
  AND customer.email_key <> ALL(%(colleagues)s::text[])
  AND (NOT %(members_only)s OR membership.state = 'active')
ORDER BY participant.code"""


def lock_draw(draw_id: int) -> Draw:
    """The fresh row; waits for everybody who is entering, and lets nobody enter meanwhile."""
    return locks.lock_rows(Draw.objects.all(), [draw_id])[draw_id]


@transaction.atomic
def open_draw(*, draw: Draw, now: datetime) -> Draw:
    """Book that the draw is open; entering goes by the clock and does not wait for this."""
    row = lock_draw(draw.pk)
    if row.state == Draw.State.PUBLISHED and row.opens_at <= now:
        states.move(row, Draw.State.OPEN)
    return row


@transaction.atomic
def freeze_draw(*, draw: Draw, now: datetime, actor: User | None = None) -> Draw:
    """Make the numbered list. Twice is once; Conflict `too_early` before its time."""
    row = lock_draw(draw.pk)
    if row.frozen_at:
        return row
    if row.state == Draw.State.PUBLISHED and row.opens_at <= now:
        states.move(row, Draw.State.OPEN)
    if not states.may_move(row, Draw.State.FROZEN):
        raise Conflict("draw_state", _("Only a draw that is open can be frozen."))
    if now < row.freezes_at:
        raise Conflict("too_early", _("The draw is still open for entries."))
    with connection.cursor() as cursor:
        cursor.execute(
            _FREEZE,
            {
                "draw": row.pk,
                "counts": row.counts,
                "max_chances": row.max_chances or 2**62,
                "members_only": row.members_only,
                "colleagues": colleagues.keys(),
            },
        )
        listed = cursor.rowcount
    had_chances = DrawEntry.objects.filter(draw=row, kept__gt=0).aggregate(n=Count("participant", distinct=True))["n"]
    document = document_of(row)
    states.move(
        row,
        Draw.State.FROZEN,
        frozen_at=now,
        list_hash=rules.sha256(document.text()),
        participants_count=len(document.lines),
        chances_count=sum(line.chances for line in document.lines),
        left_out_count=had_chances - listed,
    )
    verifying.keep(row, now, document)
    tell(row, "draw.frozen", actor=actor, now=now, data={"participants": row.participants_count, "hash": row.list_hash})
    return row


@transaction.atomic
def tell_public_number(*, draw: Draw, number: str, now: datetime, actor: User | None = None) -> Draw:
    """Write down the number from outside, once, after the freeze and before the draw."""
    row = lock_draw(draw.pk)
    number = rules.one_line(number)
    if not row.public_number_source:
        raise Conflict("no_public_number", _("This draw uses no public number."))
    if row.public_number == number and number:
        return row
    if row.state != Draw.State.FROZEN or row.public_number:
        raise Conflict("draw_state", _("The public number is told once, after the freeze and before the draw."))
    row.public_number = number
    row.full_clean(exclude=["translations"])
    if not number:
        raise Conflict("number_missing", _("Write the number as it was published."), field="number")
    row.save(update_fields=["public_number"])
    tell(row, "draw.public_number", actor=actor, now=now, data={"number": number})
    return row
