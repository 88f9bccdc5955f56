"""What the import pages say and ask about opening balances."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.importing.pages import Importer
from loyalty.opening.fields import all_fields
from loyalty.opening.jobs import KIND, describe, rehearse

IMPORTER = Importer(
    kind=KIND,
    namespace="loyalty",
    permission="loyalty.open_account",
    title=_("Import opening balances"),
    lead=_(
        "Units from an earlier programme, a lot per row, with their own past and future dates. Told twice it is once."
    ),
    fields=all_fields,
    options=("date_format", "decimal"),
    describe=describe,
    rehearse=rehearse,
    back_url="loyalty:overview",
    back_label=_("Loyalty"),
)
