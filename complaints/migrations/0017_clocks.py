"""Promises that lapsed with the end of a case; pauses in which the solution alone waits; who takes what nobody leads."""

from __future__ import annotations

from django.db import migrations, models

_FORGET_EARLIER_ENDS = "UPDATE complaints_case SET closed_at = NULL WHERE state <> 'closed' AND closed_at IS NOT NULL"


class Migration(migrations.Migration):
    dependencies = [("complaints", "0016_legal_hold")]

    operations = [
        # When they were closed is on the trail; what counts is their last end.
        migrations.RunSQL(_FORGET_EARLIER_ENDS, migrations.RunSQL.noop),
        migrations.AddField(
            "caseclock", "is_lapsed", models.BooleanField(db_default=False, default=False, verbose_name="lapsed")
        ),
        migrations.AddIndex(
            "casemessage",
            models.Index(fields=["case"], name="case_messages_foreign", condition=models.Q(("is_foreign", True))),
        ),
        migrations.AddField(
            "casepause", "for_others", models.BooleanField(db_default=False, default=False, verbose_name="for others")
        ),
    ]
