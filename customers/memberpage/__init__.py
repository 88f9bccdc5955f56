"""The personal page of a customer, opened by a signed link without a log-in.

An app adds to it in `AppConfig.ready()`:

    memberpage.register(Section(20, "balance", _("Your points"), "loyalty/_member_balance.html", balance_section))

`context(customer, now)` gives what the template needs, or None when there is nothing to show. The template is
rendered with that, and with `customer`, `token` (to build links to pages of the same person) and `now`; it is the
inside of a card. Sections run no script, change nothing, and show no more of a person than they need.

A page or an action of its own under the same link is a view behind `member_view`:

    path("m/<str:token>/card/", card_page, name="member_card")

    @public("the signed link is the key")
    @require_safe
    @member_view
    def card_page(request, customer, token): …
"""

from customers.memberpage.links import open_link, path_for, token_for
from customers.memberpage.sections import Section, register, sections
from customers.memberpage.serving import member_view

__all__ = ["Section", "member_view", "open_link", "path_for", "register", "sections", "token_for"]
