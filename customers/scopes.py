"""What a token of the API may do with customers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.integrations import Scope, register_scopes


def register() -> None:
    register_scopes(
        Scope("customers:read", _("Read customers")),
        Scope("customers:write", _("Create and change customers")),
        Scope("memberships:read", _("Read memberships")),
        Scope("memberships:write", _("Enrol members, suspend and end memberships")),
        Scope("consents:read", _("Read consents and their history")),
        Scope("consents:write", _("Record what customers allow")),
        Scope("interests:read", _("Read interests")),
        Scope("interests:write", _("Record what customers say they like")),
        Scope("groups:read", _("Read groups and tags of customers")),
        Scope("groups:write", _("Change groups and tags of customers")),
        Scope("addresses:read", _("Read addresses of customers")),
        Scope("addresses:write", _("Change addresses of customers")),
        Scope("identities:read", _("Read messaging accounts of customers")),
        Scope("identities:write", _("Change messaging accounts of customers")),
        Scope("erasures:read", _("Read requests to be erased")),
        Scope("erasures:write", _("Note requests to be erased")),
    )
