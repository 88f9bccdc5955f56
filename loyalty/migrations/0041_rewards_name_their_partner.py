"""Rewards name a partner instead of a text, and redemptions keep whom they are settled with."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models

# Every name that was written becomes a partner. The constraint of the new key is checked before the table is changed.
_NAMES = """
INSERT INTO loyalty_partner (name, kind, email, is_active)
SELECT DISTINCT left(coalesce(nullif(btrim(partner), ''), name), 80), 'partner', '', true
FROM loyalty_reward WHERE btrim(partner) <> '' OR kind = 'partner'
ON CONFLICT (name) DO NOTHING;
UPDATE loyalty_reward reward SET given_by_id = partner.id FROM loyalty_partner partner
WHERE partner.name = left(coalesce(nullif(btrim(reward.partner), ''), reward.name), 80)
  AND (btrim(reward.partner) <> '' OR reward.kind = 'partner');
UPDATE loyalty_historicalreward reward SET given_by_id = partner.id FROM loyalty_partner partner
WHERE partner.name = btrim(reward.partner);
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
"""
_SETTLED = """
UPDATE loyalty_redemption redemption SET partner_id = reward.partner_id
FROM loyalty_reward reward WHERE reward.id = redemption.reward_id AND reward.kind = 'partner';
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
"""


def _key(name: str, **options: object) -> models.ForeignKey:
    told = {"null": True, "blank": True, "to": "loyalty.partner", "verbose_name": "partner"}
    return models.ForeignKey(**{"on_delete": django.db.models.deletion.PROTECT, "related_name": name} | told | options)


_HELP = "Who gives it. An offer of a partner is in their settlement once it is handed over."


class Migration(migrations.Migration):
    dependencies = [("loyalty", "0040_what_counts_as_spend")]
    operations = [
        migrations.RemoveConstraint(model_name="reward", name="reward_partner_named"),
        migrations.AddField("reward", "given_by", _key("rewards", help_text=_HELP)),
        migrations.AddField(
            "historicalreward",
            "given_by",
            _key("+", on_delete=django.db.models.deletion.DO_NOTHING, db_constraint=False, help_text=_HELP),
        ),
        migrations.RunSQL(_NAMES, migrations.RunSQL.noop),
        migrations.RemoveField("reward", "partner"),
        migrations.RemoveField("historicalreward", "partner"),
        migrations.RenameField("reward", "given_by", "partner"),
        migrations.RenameField("historicalreward", "given_by", "partner"),
        migrations.AddConstraint(
            model_name="reward",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "partner"), _negated=True), ("partner__isnull", False), _connector="OR"
                ),
                name="reward_partner_named",
                violation_error_message="An offer of a partner needs the partner.",
            ),
        ),
        migrations.AddField("redemption", "partner", _key("+", db_index=False)),
        migrations.RunSQL(_SETTLED, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="redemption",
            index=models.Index(
                condition=models.Q(("partner__isnull", False), ("state", "fulfilled")),
                fields=["partner", "closed_at"],
                name="redemption_settled",
            ),
        ),
    ]
