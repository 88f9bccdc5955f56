"""A score of which nothing is recorded has no data instead of 0; stored figures say so once they are counted again."""

from django.db import migrations, models

# One statement writes the table anew: an UPDATE would leave every row in it twice.
_EMPTY = """
ALTER TABLE loyalty_customermetrics
    ALTER COLUMN score_cognitive DROP NOT NULL, ALTER COLUMN score_cognitive TYPE smallint USING NULL::smallint;
UPDATE loyalty_figureset SET figures = NULL, computed_at = NULL"""
_ZERO = """
ALTER TABLE loyalty_customermetrics
    ALTER COLUMN score_cognitive TYPE smallint USING coalesce(score_cognitive, 0),
    ALTER COLUMN score_cognitive SET NOT NULL"""


class Migration(migrations.Migration):
    dependencies = [("loyalty", "0031_measures_adopted_by_people")]

    operations = [
        migrations.RunSQL(
            _EMPTY,
            _ZERO,
            state_operations=[
                migrations.AlterField(
                    "customermetrics", "score_cognitive", models.SmallIntegerField(null=True, verbose_name="cognitive")
                )
            ],
        ),
    ]
