"""What came out when a draw was last done again, and how many were left out of its list."""

import django.db.models.deletion
from django.db import migrations, models

# As in 0006, with who was left out of the list: counted at the freeze, fixed from then on.
_PROMISE = """
CREATE OR REPLACE FUNCTION loyalty_draw_keep_promise() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    moves text[] := ARRAY['state', 'frozen_at', 'list_hash', 'participants_count', 'chances_count', __FIELDS__
                          'public_number', 'drawn_at', 'seed', 'cancelled_at', 'cancel_reason'];
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'draw % is published and stays', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    IF to_jsonb(OLD) - moves IS DISTINCT FROM to_jsonb(NEW) - moves THEN
        RAISE EXCEPTION 'draw % is published: its rules are fixed', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.frozen_at IS NOT NULL
       AND (OLD.frozen_at, OLD.list_hash, OLD.participants_count, OLD.chances_count __OLD__)
           IS DISTINCT FROM (NEW.frozen_at, NEW.list_hash, NEW.participants_count, NEW.chances_count __NEW__) THEN
        RAISE EXCEPTION 'the list of draw % is frozen', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.drawn_at IS NOT NULL AND (OLD.drawn_at, OLD.seed) IS DISTINCT FROM (NEW.drawn_at, NEW.seed) THEN
        RAISE EXCEPTION 'draw % was drawn', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.seed <> '' AND encode(sha256(convert_to(NEW.seed, 'UTF8')), 'hex') <> NEW.commitment THEN
        RAISE EXCEPTION 'this is not the seed that draw % has committed to', OLD.id USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.public_number <> NEW.public_number
       AND (OLD.public_number <> '' OR OLD.frozen_at IS NULL OR OLD.drawn_at IS NOT NULL) THEN
        RAISE EXCEPTION 'the public number of draw % is told once, between freezing and drawing', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
"""


def _promise(field: str) -> str:
    told = {"FIELDS": f"'{field}'," if field else "", "OLD": f", OLD.{field}" if field else ""}
    told["NEW"] = told["OLD"].replace("OLD", "NEW")
    text = _PROMISE
    for name, value in told.items():
        text = text.replace(f"__{name}__", value)
    return text


class Migration(migrations.Migration):
    dependencies = [
        ("loyalty", "0035_lists_by_model"),
    ]

    operations = [
        migrations.CreateModel(
            name="DrawProof",
            fields=[
                (
                    "draw",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="proof",
                        serialize=False,
                        to="loyalty.draw",
                    ),
                ),
                ("checked_at", models.DateTimeField(verbose_name="checked at")),
                ("steps", models.PositiveIntegerField(verbose_name="steps")),
                ("list_hash", models.CharField(max_length=64, verbose_name="SHA-256 of the list")),
                ("seed_hash", models.CharField(blank=True, max_length=64, verbose_name="SHA-256 of the seed")),
                ("served", models.PositiveIntegerField(default=0, verbose_name="prizes that found a winner")),
                ("due", models.PositiveIntegerField(default=0, verbose_name="prizes that had to")),
                ("faults", models.JSONField(default=list, verbose_name="faults")),
            ],
            options={
                "verbose_name": "proof of a draw",
                "verbose_name_plural": "proofs of draws",
                "default_permissions": (),
            },
        ),
        migrations.AddField(
            model_name="draw",
            name="left_out_count",
            field=models.PositiveIntegerField(editable=False, null=True, verbose_name="left out of the list"),
        ),
        migrations.RunSQL(_promise("left_out_count"), _promise("")),
    ]
