"""What the import pages say and ask about customers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.importing.pages import Importer
from core.jobpages import register_label
from customers.imports.fields import all_fields
from customers.imports.jobs import KIND, REHEARSAL, describe, rehearse

IMPORTER = Importer(
    kind=KIND,
    namespace="customers",
    permission="customers.import_customer",
    title=_("Import customers"),
    lead=_("People and companies from a spreadsheet or another system. Empty cells erase nothing."),
    fields=all_fields,
    options=("date_format", "starts"),
    describe=describe,
    rehearse=rehearse,
    back_url="customers:list",
    back_label=_("Customers"),
    rehearsal=REHEARSAL,
    is_personal=True,
)


def register_labels() -> None:
    register_label("shared_phones", _("Phone numbers that somebody else has too"))
