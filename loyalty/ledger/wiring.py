"""What the ledger tells the rest of the project when it starts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


def register() -> None:
    from core import jobs, webhooks
    from core.integrations import Scope, register_scopes
    from customers import merging, terms
    from loyalty import programme
    from loyalty.ledger import earning_hook, migrating, unmerging
    from loyalty.ledger import merging as merging_of_accounts
    from loyalty.ledger.gifts import gift_hook
    from loyalty.opening import jobs as opening
    from sales import hooks

    hooks.register("loyalty.earning", earning_hook)
    hooks.register("loyalty.gifts", gift_hook)
    hooks.register("loyalty.merged", merging_of_accounts.settle_hook)
    jobs.register(migrating.KIND, migrating.run_job)
    may_open = "loyalty.open_account"
    jobs.register(opening.KIND, opening.run_job, needs=(may_open,), private_to=may_open, shown_to=may_open)
    webhooks.register(webhooks.EventType("balance.changed", _("Balance changed")))
    register_scopes(
        Scope("accounts:write", _("Redeem, transfer, convert, top up, write debts off")),
        Scope("measures:read", _("Read measures against abuse")),
        Scope("measures:write", _("Propose measures against abuse, write appeals")),
    )
    merging.register(
        "loyalty", merging_of_accounts.move_accounts, apart=("loyalty.Account", "loyalty.Cost"),
        obstacles=unmerging.obstacles, undo=unmerging.move_back,
    )  # fmt: skip
    terms.register(lambda: programme.current().terms_version)
    _register_what_is_seen()


def _register_what_is_seen() -> None:
    from core import definitions, navigation
    from customers import exports, panels, timeline
    from loyalty import moving_words, wording
    from loyalty.ledger.definitions import DEFINITIONS

    navigation.register(
        navigation.NavItem(
            "loyalty", _("Loyalty"), "loyalty:overview", "gift", "loyalty.view_account", 40, prefix="/loyalty/"
        )
    )
    panels.register(
        panels.Panel(10, "accounts", _("Points and cashback"), "loyalty:customer_accounts", "loyalty.view_account")
    )
    panels.register(
        panels.Panel(
            10, "purchase_entries", _("Units earned"), "loyalty:purchase_entries", "loyalty.view_account", "purchase"
        )
    )
    timeline.register(
        {
            "loyalty.adjusted": timeline.Verb(wording.adjusted, "plus-slash-minus"),
            "loyalty.redeemed": timeline.Verb(wording.redeemed, "gift"),
            **moving_words.VERBS(),
            "loyalty.statement_exported": timeline.Verb(exports.wording(_("Statement exported")), "download"),
        }
    )
    definitions.register(DEFINITIONS)


def register_last() -> None:
    """Behind every other hook: a return that waited for its sale is booked when all know of the sale."""
    from loyalty.ledger.returning import arriving_hook
    from sales import hooks

    hooks.register("loyalty.arriving", arriving_hook)
