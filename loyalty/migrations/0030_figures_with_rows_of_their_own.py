"""Stored figures have rows of an older shape: pages wait for new ones, which the next sweep counts."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("loyalty", "0029_lists_by_stage")]

    operations = [
        migrations.RunSQL("UPDATE loyalty_figureset SET figures = NULL, computed_at = NULL", migrations.RunSQL.noop),
    ]
