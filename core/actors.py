"""Who writes, told to the database: triggers that keep a history ask it (`regulars.by`).

Said within a transaction, for that transaction, by whoever writes what has such a history; said anew by the next one.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from django.db import connection

from core.models import User


@dataclass(frozen=True)
class By:
    """Through which door something is written (`page`, `api`, `import`), and by whom or which integration."""

    door: str = ""
    actor: User | None = None
    via: str = ""

    def say(self) -> None:
        told = {"door": self.door, "actor": self.actor.pk if self.actor else None, "via": self.via[:80]}
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('regulars.by', %s, true)", [json.dumps(told)])


NOBODY = By()
