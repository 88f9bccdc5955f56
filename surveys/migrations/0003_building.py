"""An answer holds its version from the moment it is written, not only from its commit.

Before the first answer a change takes the place of the newest version. With the check at commit, an answer that is on
its way would not be seen and would lose its version under its feet.
"""

from __future__ import annotations

from django.db import migrations

_ALTER = """
ALTER TABLE surveys_response ALTER CONSTRAINT surveys_response_version_id_f0ee267c_fk_surveys_s
DEFERRABLE INITIALLY {when}"""


class Migration(migrations.Migration):
    dependencies = [("surveys", "0002_guards")]

    operations = [migrations.RunSQL(_ALTER.format(when="IMMEDIATE"), _ALTER.format(when="DEFERRED"))]
