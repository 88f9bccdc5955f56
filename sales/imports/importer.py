"""What the import pages say and ask about purchases."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.importing.pages import Importer
from core.jobpages import register_label
from customers.models import Customer
from sales.imports.fields import FIELDS, WHO
from sales.imports.jobs import KIND, REHEARSAL, describe, rehearse

IMPORTER = Importer(
    kind=KIND,
    namespace="sales",
    permission="sales.import_purchase",
    title=_("Import purchases"),
    lead=_(
        "Receipts from a till, a shop or a spreadsheet. Customers that nobody knows yet are made from their number."
    ),
    fields=lambda: FIELDS,
    options=("date_format", "decimal", "customer_source", "earn", "starts"),
    describe=describe,
    rehearse=rehearse,
    back_url="sales:purchases",
    back_label=_("Sales"),
    customer_fields=frozenset(WHO),
    rehearsal=REHEARSAL,
    customer_sources=Customer.objects.sources,
)


def register_labels() -> None:
    for key, label in (
        ("new_customers", _("New customers")),
        ("new_products", _("New products")),
        ("new_categories", _("New categories")),
        ("new_stores", _("New stores")),
        ("new_channels", _("New sales channels")),
    ):
        register_label(key, label)
