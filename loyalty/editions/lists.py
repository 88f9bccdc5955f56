"""The lists of limited editions and of an edition's claims: their columns, and the same as files."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from core import clock
from core.models import User
from core.paging import Column
from customers import listfiles
from loyalty.editions import states
from loyalty.models import Edition, EditionClaim

COLUMNS = (
    Column("name", gettext_lazy("Edition"), sort="name"),
    Column("state", gettext_lazy("State")),
    Column("pieces", gettext_lazy("Taken"), css="text-end"),
    Column("made", gettext_lazy("Made"), sort="created_at", first="-"),
)
CLAIM_COLUMNS = (
    Column("claimed", gettext_lazy("Claimed"), sort="claimed_at", first="-"),
    Column("customer", gettext_lazy("Customer")),
    Column("pieces", gettext_lazy("Pieces"), css="text-end"),
    Column("state", gettext_lazy("State")),
    Column("until", gettext_lazy("To be paid before"), sort="held_until"),
    Column("purchase", gettext_lazy("Purchase")),
)


def _editions(user: User, asked: listfiles.Asked) -> QuerySet[Edition]:
    return Edition.objects.all()


def _edition_cells(edition: Edition) -> list[Any]:
    return [edition.title, edition.get_state_display(), edition.taken, edition.created_at, edition.quantity]


EDITIONS = listfiles.page_file(
    name="editions", title=gettext_lazy("Limited editions"), columns=lambda: COLUMNS, default="-made",
    permissions=("loyalty.view_edition",), rows=_editions, cells=_edition_cells,
    more=(gettext_lazy("Pieces in all"),), is_personal=False,
)  # fmt: skip


def _claims(user: User, asked: listfiles.Asked) -> QuerySet[EditionClaim]:
    """`edition` comes from the address of the page."""
    found = EditionClaim.objects.filter(edition__public_id=asked["edition"]).select_related("customer", "purchase")
    state = asked.get("state", "")
    return found.filter(state=state) if state in EditionClaim.State.values else found


def _visible(claims: list[EditionClaim], user: User) -> None:
    """By the clock, and with names only of customers whom this person may see."""
    now, visible = clock.now(), listfiles.visible_ids(user, [claim.customer_id for claim in claims])
    for claim in claims:
        claim.is_over = states.has_lapsed(claim, now)  # type: ignore[attr-defined]
        claim.is_visible = claim.customer_id in visible  # type: ignore[attr-defined]


def _claim_cells(claim: Any) -> list[Any]:
    state = pgettext("claim", "Lapsed") if claim.is_over else claim.get_state_display()
    customer = str(claim.customer) if claim.is_visible else _("not shown to you")
    purchase = claim.purchase.number if claim.purchase and claim.is_visible else ""
    return [
        claim.claimed_at, customer, claim.quantity, state, claim.held_until, purchase, claim.code, claim.reason,
    ]  # fmt: skip


CLAIMS = listfiles.page_file(
    name="edition-claims", title=gettext_lazy("Claims of a limited edition"), columns=lambda: CLAIM_COLUMNS,
    default="-claimed", permissions=("loyalty.view_edition", "loyalty.view_editionclaim"), rows=_claims,
    cells=_claim_cells, prepare=_visible, more=(gettext_lazy("Code"), gettext_lazy("Reason")),
)  # fmt: skip
