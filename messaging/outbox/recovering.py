"""Leases that ran out: whoever held them died, or hangs.

What was not handed over waits again, at once. Of those that were, each but the latest was answered for with "taken":
otherwise its worker would have written down the answer before it went on. The latest may have arrived: it becomes
`uncertain`, and only a person decides on it.

When PostgreSQL itself crashed it may have forgotten the last handings over (`reporting.SURE_EVERY`). That shows in the
row of the lease, whose table is not logged and therefore empty after a crash: then the next in turn are uncertain too.
"""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from messaging.outbox import reporting

# A few leases, each whole: with a part of one its latest message would not be known. What somebody else holds comes
# with the next round.
_RECOVER = """
WITH lost AS (
    SELECT id, lease, handed_at, lane, priority FROM messaging_message
    WHERE state = 'leased' AND leased_until <= %(now)s AND lease IN (
        SELECT DISTINCT lease FROM messaging_message WHERE state = 'leased' AND leased_until <= %(now)s LIMIT 25)
    FOR UPDATE SKIP LOCKED
), whole AS (
    SELECT lease, max(handed_at) AS latest,
           NOT EXISTS (SELECT FROM messaging_lease WHERE messaging_lease.id = lost.lease) AS is_forgotten
    FROM lost GROUP BY lease
    HAVING count(*) = (
        SELECT count(*) FROM messaging_message other WHERE other.state = 'leased' AND other.lease = lost.lease)
), turns AS (
    SELECT id, lease, handed_at, row_number() OVER (
        PARTITION BY lease, handed_at IS NULL ORDER BY lane, priority DESC, id) AS turn
    FROM lost
), found AS (
    SELECT turns.id, CASE WHEN handed_at < latest THEN 'sent' WHEN handed_at IS NOT NULL THEN 'uncertain'
                          WHEN is_forgotten AND turn < %(sure_every)s THEN 'uncertain' ELSE 'queued' END AS state
    FROM turns JOIN whole USING (lease)
), forgotten AS (
    DELETE FROM messaging_lease WHERE id IN (SELECT lease FROM whole) OR NOT EXISTS (
        SELECT FROM messaging_message held WHERE held.state = 'leased' AND held.lease = messaging_lease.id)
)
UPDATE messaging_message message
SET state = found.state, reason = CASE WHEN found.state = 'uncertain' THEN 'worker_lost' ELSE '' END,
    handed_at = CASE WHEN found.state = 'uncertain' THEN coalesce(handed_at, %(now)s) ELSE handed_at END,
    sent_at = CASE WHEN found.state = 'sent' THEN handed_at END,
    settled_at = CASE WHEN found.state <> 'queued' THEN %(now)s END,
    lease = NULL, leased_until = NULL
FROM found WHERE message.id = found.id
RETURNING message.state"""


def recover(*, now: datetime) -> int:
    """Returns how many became uncertain."""
    with connection.cursor() as cursor:
        cursor.execute(_RECOVER, {"now": now, "sure_every": reporting.SURE_EVERY})
        return sum(found[0] == "uncertain" for found in cursor.fetchall())
