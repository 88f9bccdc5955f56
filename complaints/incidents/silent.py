"""Who is unhappy without saying so: found every night, called before they go.

| sign | when |
|---|---|
| `late` | an order came later than promised, or has not come, and they bought nothing since for days (settings) |
| `returns` | so many returns in 90 days (settings) |
| `score` | a low score within 180 days that nobody dealt with |
| `unpaid` | the tag of unpaid bills, or a flag that was not cleared |
| `flag` | somebody at the till saw it, within 90 days |

Of each kind the latest counts. One statement finds them by windows of days that have indexes, and only rows that
differ are written. Who has an open case is not listed, nor who is left alone for a while (`quiet_until`).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from complaints.models import Case, ComplaintSettings, SilentCustomer, UnhappyFlag
from complaints.ways import OPEN
from core import clock
from core.errors import Conflict, DomainError
from core.locks import try_advisory_lock
from core.models import User
from customers.models import Customer, FollowUp
from customers.services.work import add_follow_up

LATE_DAYS, RETURN_DAYS, SCORE_DAYS, FLAG_DAYS = 365, 90, 180, 90
# How long somebody has to call them before they are listed again.
CALL_DAYS = 14
_SIGNS = """
    SELECT late.customer_id AS customer, 'late' AS code, max(late.occurred_on) AS day, count(*) AS times
    FROM sales_purchase late
    WHERE late.customer_id IS NOT NULL AND late.occurred_at >= %(late_since)s AND late.promised_at < %(now)s
      AND (late.fulfilled_at <= late.promised_at) IS NOT TRUE AND late.state <> 'cancelled'
      AND late.occurred_on <= %(lapsed)s
      AND NOT EXISTS (SELECT FROM sales_purchase after WHERE after.customer_id = late.customer_id
                      AND after.occurred_on > late.occurred_on)
      AND coalesce(late.fulfilled_at, late.promised_at) < %(lapsed_at)s
    GROUP BY 1
  UNION ALL
    SELECT bought.customer_id, 'returns', max(back.occurred_on), count(*)
    FROM sales_return back JOIN sales_purchase bought ON bought.id = back.purchase_id
    WHERE back.occurred_on >= %(returns_since)s AND bought.customer_id IS NOT NULL
    GROUP BY 1 HAVING count(*) >= %(returns)s
  UNION ALL
    SELECT low.customer_id, 'score', max((low.opened_at AT TIME ZONE %(zone)s)::date), count(*)
    FROM surveys_loop low
    LEFT JOIN customers_followup todo ON todo.id = low.follow_up_id
    WHERE low.closed_at IS NULL AND low.customer_id IS NOT NULL AND low.care IN ('call', 'ask')
      AND low.opened_at >= %(score_since)s AND (todo.id IS NULL OR todo.due_on < %(day)s)
    GROUP BY 1
  UNION ALL
    SELECT flag.customer_id, CASE flag.kind WHEN 'unpaid' THEN 'unpaid' ELSE 'flag' END, max(flag.day), count(*)
    FROM complaints_unhappyflag flag
    WHERE flag.cleared_at IS NULL AND (flag.kind = 'unpaid' OR flag.at >= %(flag_since)s)
    GROUP BY 1, 2
  UNION ALL
    SELECT worn.customer_id, 'unpaid', %(day)s, 1
    FROM customers_customer_tags worn WHERE worn.tag_id = %(tag)s
      AND NOT EXISTS (SELECT FROM complaints_unhappyflag flag WHERE flag.customer_id = worn.customer_id
                      AND flag.kind = 'unpaid' AND flag.cleared_at IS NULL)"""
# Signs of who was merged are those of the one who stays. What a tag says has the day on which it was first seen.
_FOUND = f"""
WITH signs AS ({_SIGNS}), owned AS (
    SELECT coalesce(one.merged_into_id, one.id) AS customer, signs.code, max(signs.day) AS day,
           sum(signs.times)::int AS times
    FROM signs JOIN customers_customer one ON one.id = signs.customer
    WHERE one.erased_at IS NULL AND NOT one.is_test AND NOT one.is_staff_customer
    GROUP BY 1, 2
), dated AS (
    SELECT owned.customer, owned.code, owned.times, coalesce((
        SELECT (sign ->> 'on')::date FROM complaints_silentcustomer known, jsonb_array_elements(known.reasons) sign
        WHERE known.customer_id = owned.customer AND sign ->> 'code' = 'unpaid' AND owned.code = 'unpaid'
          AND owned.day = %(day)s LIMIT 1), owned.day) AS day
    FROM owned
), found AS (
    SELECT customer, max(day) AS latest,
           jsonb_agg(jsonb_build_object('code', code, 'on', day, 'times', times) ORDER BY day DESC, code) AS reasons
    FROM dated GROUP BY 1
)"""  # noqa: S608  # constants
_WRITE = f"""{_FOUND}, gone AS (
    DELETE FROM complaints_silentcustomer known
    WHERE NOT EXISTS (SELECT FROM found WHERE found.customer = known.customer_id)
      AND (known.quiet_until IS NULL OR known.quiet_until <= %(now)s)
    RETURNING 1
), emptied AS (
    UPDATE complaints_silentcustomer known SET reasons = '[]'
    WHERE NOT EXISTS (SELECT FROM found WHERE found.customer = known.customer_id)
      AND known.quiet_until > %(now)s AND known.reasons <> '[]'
    RETURNING 1
), written AS (
    INSERT INTO complaints_silentcustomer AS known (customer_id, reasons, latest_on, found_at)
    SELECT customer, reasons, latest, %(now)s FROM found
    ON CONFLICT (customer_id) DO UPDATE SET reasons = excluded.reasons, latest_on = excluded.latest_on
    WHERE (known.reasons, known.latest_on) IS DISTINCT FROM (excluded.reasons, excluded.latest_on)
    RETURNING 1
)
SELECT (SELECT count(*) FROM gone) + (SELECT count(*) FROM emptied) + (SELECT count(*) FROM written)"""  # noqa: S608  # constants


@transaction.atomic
def refresh(*, now: datetime) -> int:
    """Look for all of them; returns how many rows were written. One at a time: who comes second finds it done."""
    if not try_advisory_lock("complaints.silent"):
        return 0
    with connection.cursor() as cursor:
        # A night's look over a year of orders may take longer than a page.
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute(_WRITE, _told(now))
        return int(cursor.fetchone()[0])


def _told(now: datetime) -> dict[str, Any]:
    rules, day = ComplaintSettings.current(), clock.business_day(now)
    lapse = timedelta(days=rules.silent_lapse_days)
    return {
        "now": now, "day": day, "zone": str(clock.business_zone()), "tag": rules.unpaid_tag_id,
        "late_since": now - timedelta(days=LATE_DAYS), "lapsed": day - lapse, "lapsed_at": now - lapse,
        "returns_since": day - timedelta(days=RETURN_DAYS), "returns": rules.silent_returns,
        "score_since": now - timedelta(days=SCORE_DAYS), "flag_since": now - timedelta(days=FLAG_DAYS),
    }  # fmt: skip


# --- The list -----------------------------------------------------------------------------


def listed(user: Any, *, now: datetime) -> QuerySet[SilentCustomer]:
    """Of customers whom this person may see."""
    open_case = Case.objects.filter(customer=OuterRef("customer"), state__in=OPEN)
    rows = SilentCustomer.objects.exclude(reasons=[]).filter(Q(quiet_until=None) | Q(quiet_until__lte=now))
    rows = rows.exclude(Exists(open_case)).select_related("customer")
    if user.has_perm("customers.view_all_customers"):
        return rows
    return rows.filter(customer__in=Customer.objects.visible_to(user))


@transaction.atomic
def call(*, silent: SilentCustomer, actor: User, now: datetime) -> FollowUp:
    """A follow-up for whoever takes it up, today; twice is once, until it is over."""
    row = _hold(silent, actor, now)
    if row.follow_up and row.follow_up.done_at is None:
        return row.follow_up
    made = add_follow_up(
        customer=row.customer, subject=_("Call: unhappy without saying so"), due_on=clock.business_day(now),
        assignee=actor, actor=actor, now=now, source=f"silent:{row.pk}:{now:%Y%m%d}",
    )  # fmt: skip
    row.follow_up = made
    _leave(row, actor, now + timedelta(days=CALL_DAYS))
    return made


@transaction.atomic
def dismiss(*, silent: SilentCustomer, actor: User, now: datetime) -> SilentCustomer:
    """Not unhappy: off the list for as long as the settings say."""
    row = _hold(silent, actor, now)
    _leave(row, actor, now + timedelta(days=ComplaintSettings.current().silent_days))
    return row


def _hold(silent: SilentCustomer, actor: User, now: datetime) -> SilentCustomer:
    if not actor.has_perm("complaints.change_silentcustomer"):
        raise DomainError("forbidden", _("You may not do this."), status=403)
    rows = SilentCustomer.objects.select_for_update(of=("self",)).select_related("customer", "follow_up")
    row = rows.filter(pk=silent.pk).first()
    if row is None:
        raise Conflict("silent_gone", _("They are not on the list any more."))
    return row


def _leave(row: SilentCustomer, actor: User, until: datetime) -> None:
    row.quiet_until, row.quiet_by = until, actor
    row.save(update_fields=["quiet_until", "quiet_by", "follow_up"])


# --- Flags ----------------------------------------------------------------------------------


def flag(*, customer: Customer, kind: str, actor: User | None, now: datetime) -> UnhappyFlag:
    """One tap, no words; twice on one day is once. They are on the list at once."""
    if actor and not actor.has_perm("complaints.add_unhappyflag"):
        raise DomainError("forbidden", _("You may not do this."), status=403)
    if kind not in UnhappyFlag.Kind.values:
        raise DomainError("flag_unknown", _("There is no such sign."), field="kind")
    day = clock.business_day(now)
    with transaction.atomic():
        made, is_new = UnhappyFlag.objects.get_or_create(
            customer=customer, kind=kind, day=day, defaults={"at": now, "by": actor}
        )
        if is_new:
            _list(customer, "unpaid" if kind == UnhappyFlag.Kind.UNPAID else "flag", now)
    return made


def clear(*, customer: Customer, kind: str, now: datetime) -> int:
    """The bill was paid; the night takes them off the list."""
    return UnhappyFlag.objects.filter(customer=customer, kind=kind, cleared_at__isnull=True).update(cleared_at=now)


_LIST = """
INSERT INTO complaints_silentcustomer AS known (customer_id, reasons, latest_on, found_at)
VALUES (%(customer)s, jsonb_build_array(jsonb_build_object('code', %(code)s, 'on', %(day)s::date, 'times', 1)), %(day)s,
        %(now)s)
ON CONFLICT (customer_id) DO UPDATE SET
    reasons = excluded.reasons || (SELECT coalesce(jsonb_agg(sign), '[]') FROM jsonb_array_elements(known.reasons) sign
                                   WHERE sign ->> 'code' <> %(code)s),
    latest_on = excluded.latest_on"""


def _list(customer: Customer, code: str, now: datetime) -> None:
    told: dict[str, Any] = {"customer": customer.pk, "code": code, "day": clock.business_day(now), "now": now}
    with connection.cursor() as cursor:
        cursor.execute(_LIST, told)
