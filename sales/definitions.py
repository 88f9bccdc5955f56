"""What the figures of a product mean, for the question mark beside them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.definitions import Definition

DEFINITIONS = (
    Definition("product_sold", _("Sold"), _("Pieces sold in the sales named above, less those that came back.")),
    Definition(
        "product_buyers",
        _("Buyers"),
        _(
            "Known customers who bought the product in these sales and kept a piece; "
            "sales to nobody we know are left out."
        ),
    ),
    Definition(
        "product_bought_again",
        _("Bought it again"),
        _("Of these buyers, the share who bought the product on two days or more."),
        _("buyers on ≥ 2 days ÷ buyers"),
    ),
)
