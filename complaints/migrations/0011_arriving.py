"""What becomes of mail of cases after it left: providers tell that it arrived, came back, or was reported as spam."""

from django.db import migrations, models

# As `complaints.models.telling.MAIL_WAYS`; a test compares.
WAYS = {
    "queued": ("leased", "skipped", "failed"),
    "leased": ("queued", "sent", "skipped", "failed", "uncertain"),
    "uncertain": ("queued", "sent", "failed"),
    "sent": ("delivered", "bounced", "complained"),
    "delivered": ("bounced", "complained"),
    "bounced": ("complained", "queued"),
    "complained": (),
    "skipped": ("queued",),
    "failed": ("queued",),
}
_BEFORE = {
    "queued": ("leased", "skipped", "failed"),
    "leased": ("queued", "sent", "skipped", "failed", "uncertain"),
    "uncertain": ("queued", "sent", "failed"),
    "skipped": ("queued",),
    "failed": ("queued",),
}


def _guard(known: dict[str, tuple[str, ...]]) -> str:
    pairs = ", ".join(f"('{here}', '{there}')" for here, ways in known.items() for there in ways)
    return f"""
CREATE TRIGGER guard_state BEFORE UPDATE OF state ON complaints_casemail FOR EACH ROW
    WHEN (OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN ({pairs}))
    EXECUTE FUNCTION complaints_guard_mail();"""


# The type of a column that a trigger looks at cannot be changed.
_DROP = "DROP TRIGGER guard_state ON complaints_casemail;"


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0010_proof"),
    ]

    operations = [
        migrations.RunSQL(_DROP, _guard(_BEFORE)),
        migrations.RemoveConstraint(
            model_name="casemail",
            name="case_mail_state_known",
        ),
        migrations.RemoveConstraint(
            model_name="casemail",
            name="case_mail_sent_when",
        ),
        migrations.RemoveConstraint(
            model_name="casemail",
            name="case_mail_reason_told",
        ),
        migrations.RemoveIndex(
            model_name="casemail",
            name="case_mail_trouble",
        ),
        migrations.AddField(
            model_name="casemail",
            name="provider_id",
            field=models.CharField(blank=True, editable=False, max_length=200),
        ),
        migrations.AddField(
            model_name="casemail",
            name="reference",
            field=models.CharField(blank=True, editable=False, max_length=64),
        ),
        migrations.AlterField(
            model_name="casemail",
            name="state",
            field=models.CharField(
                choices=[
                    ("queued", "Waiting"),
                    ("leased", "Being sent"),
                    ("sent", "Sent"),
                    ("delivered", "Delivered"),
                    ("bounced", "Came back"),
                    ("complained", "Reported as spam"),
                    ("skipped", "Not sent"),
                    ("failed", "Failed"),
                    ("uncertain", "Uncertain"),
                ],
                default="queued",
                max_length=10,
                verbose_name="state",
            ),
        ),
        migrations.AddIndex(
            model_name="casemail",
            index=models.Index(
                condition=models.Q(("provider_id", ""), _negated=True),
                fields=["provider_id"],
                name="case_mail_provider",
            ),
        ),
        migrations.AddIndex(
            model_name="casemail",
            index=models.Index(
                condition=models.Q(("reference", ""), _negated=True), fields=["reference"], name="case_mail_reference"
            ),
        ),
        migrations.AddIndex(
            model_name="casemail",
            index=models.Index(
                condition=models.Q(("address", ""), _negated=True),
                fields=["address", "-handed_at"],
                name="case_mail_address",
            ),
        ),
        migrations.AddIndex(
            model_name="casemail",
            index=models.Index(
                condition=models.Q(("state__in", ("uncertain", "failed", "skipped", "bounced", "complained"))),
                fields=["-id"],
                name="case_mail_trouble",
            ),
        ),
        migrations.AddConstraint(
            model_name="casemail",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "queued",
                            "leased",
                            "sent",
                            "delivered",
                            "bounced",
                            "complained",
                            "skipped",
                            "failed",
                            "uncertain",
                        ],
                    )
                ),
                name="case_mail_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="casemail",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["sent", "delivered", "bounced", "complained"]), _negated=True),
                    models.Q(("handed_at__isnull", False), ("sent_at__isnull", False)),
                    _connector="OR",
                ),
                name="case_mail_sent_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="casemail",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ("uncertain", "failed", "skipped", "bounced", "complained")), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="case_mail_reason_told",
            ),
        ),
        migrations.RunSQL(_guard(WAYS), _DROP),
    ]
