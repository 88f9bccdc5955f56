"""The roles of a shop: groups of named permissions, made once and then the administrators' own.

`ensure_roles` creates the groups that are missing and leaves those that exist alone, so that
what an administrator changed stays changed. Permissions of upper apps are named by text:
a role spans the whole product. `view_all_customers` decides about rows (`visible_to`): a
service agent or cashier without it sees their own customers and the unassigned ones; shops
that want that take it away in admin.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps as installed
from django.contrib.auth import get_permission_codename
from django.db.models import Q
from django.utils.translation import override

if TYPE_CHECKING:
    from core.models import User

# Prize draws and limited editions.
_DRAWS = ("loyalty.view_draw", "loyalty.view_edition", "loyalty.view_editionclaim")
# Loyalty cards, referrals, partners.
_CARDS = ("loyalty.view_card", "loyalty.view_referral")
_CARDS_AT_THE_COUNTER = ("loyalty.issue_card", "loyalty.claim_referral", "loyalty.use_partnerclaim")
_PARTNERS = tuple(
    f"loyalty.{action}_{model}"
    for model in ("partner", "referralterms", "referralcode", "partneroffer")
    for action in ("view", "add", "change")
)
_CARD_SETTINGS = tuple(f"loyalty.{action}_cardsettings" for action in ("view", "add", "change"))
# Tiers.
_TIERS = ("loyalty.view_tiermembership", "loyalty.view_tierperiod")
_TIER_LEVELS = (
    *(f"loyalty.{action}_tierlevel" for action in ("view", "add", "change", "delete")),
    "loyalty.view_tiersettings",
)
# The till.
_COUNTER = ("loyalty.operate_till", "loyalty.return_at_till", "loyalty.claim_receipt")
_LOOK = (
    "customers.view_customer",
    "customers.view_all_customers",
    "customers.view_timelineentry",
    "customers.view_consent",
    "customers.view_followup",
    "customers.view_note",
    "sales.view_product",
    "sales.view_purchase",
    "loyalty.view_account",
    "loyalty.view_entry",
    "loyalty.view_customermetrics",
    *_DRAWS,
    *_CARDS,
    *_TIERS,
)
_WORK = (
    *_LOOK,
    "customers.add_customer",
    "customers.change_customer",
    "customers.change_consent",
    "customers.enrol_customer",
    "customers.add_followup",
    "customers.change_followup",
    "customers.add_note",
)
_FIGURES = ("customers.view_reports", "core.view_job", "loyalty.view_referralreport")
_CONFIGURATION = tuple(
    f"{app}.{action}_{model}"
    for app, model in (
        ("customers", "customergroup"),
        ("customers", "tag"),
        ("customers", "topic"),
        ("customers", "customfield"),
        ("sales", "category"),
        ("sales", "brand"),
        ("sales", "product"),
        ("loyalty", "stagemove"),
        ("loyalty", "statedspend"),
        ("loyalty", "areaspend"),
        ("loyalty", "countrylimit"),
    )
    for action in ("view", "add", "change", "delete")
)
_DRAWS_AT_THE_TILL = ("loyalty.enter_draw", "loyalty.claim_edition")
_DRAWS_MADE = (
    *(f"loyalty.{action}_{model}" for model in ("draw", "edition") for action in ("add", "change", "delete")),
    "loyalty.publish_draw",
    "loyalty.run_draw",
    "loyalty.publish_edition",
    "loyalty.view_countrylimit",
)
_SERVICE = (
    *_COUNTER,
    *_DRAWS_AT_THE_TILL,
    "customers.add_contacthold",
    "customers.change_contacthold",
    "sales.record_purchase",
    "loyalty.redeem_account",
    "customers.share_memberlink",
    "customers.revoke_memberlink",
    *_CARDS_AT_THE_COUNTER,
    "loyalty.block_card",
    "loyalty.give_tier",
    "customers.view_erasurerequest",
    "customers.add_erasurerequest",
)
_MARKETING = (
    "customers.export_customer",
    "customers.import_customer",
    "customers.add_contacthold",
    *_DRAWS_MADE,
    *_TIER_LEVELS,
    "loyalty.export_tiers",
)
_MANAGEMENT = (
    *_SERVICE,
    "loyalty.view_tillsettings",
    "loyalty.change_tiersettings",
    *_MARKETING,
    *_CONFIGURATION,
    "customers.suspend_customer",
    "customers.merge_customer",
    "customers.copy_customer",
    "customers.erase_customer",
    "customers.delete_note",
    "sales.import_purchase",
    "sales.export_purchase",
    "sales.view_store",
    "sales.change_store",
    "sales.add_store",
    "sales.view_channel",
    "loyalty.adjust_account",
    "loyalty.view_earnrule",
    "core.view_job",
    "core.change_job",
    *_PARTNERS,
    *_CARD_SETTINGS,
    "loyalty.batch_card",
    "loyalty.view_cardbatch",
    "loyalty.view_partnerclaim",
    "loyalty.export_partnerclaim",
    "core.view_webhookdelivery",
    "core.replay_webhookdelivery",
)
# Only the owner decides about money rules, staff and integrations.
_OWNERSHIP = (
    "loyalty.add_tillsettings",
    "loyalty.change_tillsettings",
    "customers.view_customersettings",
    "customers.change_customersettings",
    "customers.override_erasure",
    "loyalty.view_programme",
    "loyalty.change_programme",
    "loyalty.view_currencypolicy",
    "loyalty.change_currencypolicy",
    "loyalty.add_earnrule",
    "loyalty.change_earnrule",
    "sales.add_channel",
    "sales.change_channel",
    "core.view_user",
    "core.add_user",
    "core.change_user",
    "core.view_integration",
    "core.add_integration",
    "core.change_integration",
    "core.view_webhookendpoint",
    "core.add_webhookendpoint",
    "core.change_webhookendpoint",
    "core.delete_webhookendpoint",
    "auth.view_group",
    "auth.change_group",
)

ROLES: dict[str, frozenset[str]] = {
    "owner": frozenset((*_WORK, *_FIGURES, *_MANAGEMENT, *_OWNERSHIP)),
    "manager": frozenset((*_WORK, *_FIGURES, *_MANAGEMENT)),
    "marketer": frozenset((*_WORK, *_FIGURES, *_MARKETING, "customers.view_topic", "customers.view_tag", *_PARTNERS)),
    "service agent": frozenset((*_WORK, *_SERVICE)),
    "cashier": frozenset(
        (
            *_COUNTER,
            "customers.view_customer",
            "customers.view_all_customers",
            "customers.add_customer",
            "customers.enrol_customer",
            "customers.view_consent",
            "customers.change_consent",
            "sales.view_product",
            "sales.view_purchase",
            "sales.record_purchase",
            "loyalty.view_account",
            "loyalty.view_entry",
            "loyalty.redeem_account",
            *_DRAWS,
            *_DRAWS_AT_THE_TILL,
            *_CARDS,
            *_CARDS_AT_THE_COUNTER,
            "loyalty.view_tiermembership",
        )
    ),
    "analyst": frozenset(
        (
            *_LOOK,
            *_FIGURES,
            "customers.export_customer",
            "sales.export_purchase",
            "loyalty.view_tierlevel",
            "loyalty.view_tiersettings",
            "loyalty.export_tiers",
        )
    ),
}
# Whoever holds one of these may open Settings; what they see there follows from their permissions.
SETTINGS_PERMISSIONS = {
    name
    for name in (
        *(*_CONFIGURATION, *_OWNERSHIP, *_PARTNERS, *_CARD_SETTINGS, *_TIER_LEVELS),
        *("sales.add_store", "sales.change_store", "loyalty.change_tiersettings"),
    )
    if not name.partition(".")[2].startswith("view_")
}
# What is configured, as far as roles are concerned: one either does it or not.
CONFIGURED = frozenset(
    (name.partition(".")[0], name.partition(".")[2].partition("_")[2])
    for name in (*_CONFIGURATION, *_OWNERSHIP, "sales.change_store")
)


def register(additions: Mapping[str, Iterable[str]], *, configured: Iterable[str] = ()) -> None:
    """What a new part of the product brings, role → permissions, for roles made from now on and for their page.

    `configured` are those of its permissions that open Settings. Roles that exist get theirs by a migration
    (`extend_roles`).
    """
    for role, names in additions.items():
        ROLES[role] = ROLES[role] | frozenset(names)
    SETTINGS_PERMISSIONS.update(configured)


@dataclass(frozen=True)
class _Tables:
    """Group, Permission and ContentType, as now or as a migration knows them."""

    groups: Any
    permissions: Any
    content_types: Any


def ensure_roles(apps: Any = installed) -> list[str]:
    """Create the missing roles; returns their names. Safe to repeat and before `post_migrate`."""
    tables = _Tables(
        apps.get_model("auth", "Group").objects,
        apps.get_model("auth", "Permission").objects,
        apps.get_model("contenttypes", "ContentType").objects,
    )
    held = set(tables.groups.filter(name__in=ROLES).values_list("name", flat=True))
    created = [name for name in ROLES if name not in held]
    rows = _permissions(tables, {permission for name in created for permission in ROLES[name]})
    for name in created:
        tables.groups.create(name=name).permissions.set([rows[permission] for permission in sorted(ROLES[name])])
    return created


def extend_roles(apps: Any, additions: Mapping[str, Iterable[str]]) -> None:
    """Give roles that exist already what a new part of the product brings, role → permissions; for migrations.

    A role that an administrator renamed or deleted is left alone, and so is everything else that a role may do.
    """
    tables = _Tables(
        apps.get_model("auth", "Group").objects,
        apps.get_model("auth", "Permission").objects,
        apps.get_model("contenttypes", "ContentType").objects,
    )
    rows = _permissions(tables, {permission for permissions in additions.values() for permission in permissions})
    for group in tables.groups.filter(name__in=additions):
        group.permissions.add(*[rows[permission] for permission in sorted(additions[group.name])])


def refresh_access(users: Iterable[User]) -> int:
    """Open Settings to those whose roles configure something, and close it to the others; returns how many changed.

    Django lets into its admin whoever has the mark `is_staff`; with us the mark follows from what one may do.
    """
    changed = 0
    for user in users:
        may_enter = user.is_superuser or bool(_held(user) & SETTINGS_PERMISSIONS)
        if user.is_staff != may_enter:
            user.is_staff = may_enter
            user.save(update_fields=["is_staff"])
            changed += 1
    return changed


def _held(user: User) -> set[str]:
    """What roles and own permissions give, read anew: the user may just have been changed."""
    from django.contrib.auth.models import Permission

    held = Permission.objects.filter(Q(group__user=user.pk) | Q(user=user.pk))
    return {f"{app}.{codename}" for app, codename in held.values_list("content_type__app_label", "codename")}


def _permissions(tables: _Tables, names: Iterable[str]) -> dict[str, Any]:
    """Permission rows by name; made here where Django makes them only after the last migration."""
    known = _declared()
    wanted = {name: (name.split(".")[0], *known[name]) for name in sorted(names)}
    types = _content_types(tables, {(app, model) for app, model, _ in wanted.values()})
    held = _held_permissions(tables, types)
    tables.permissions.bulk_create(
        tables.permissions.model(content_type_id=types[app, model], codename=name.split(".")[1], name=title)
        for name, (app, model, title) in wanted.items()
        if name not in held
    )
    return _held_permissions(tables, types)


def _held_permissions(tables: _Tables, types: Mapping[tuple[str, str], int]) -> dict[str, Any]:
    apps = {pk: app for (app, _), pk in types.items()}
    rows = tables.permissions.filter(content_type_id__in=apps)
    return {f"{apps[row.content_type_id]}.{row.codename}": row for row in rows}


def _content_types(tables: _Tables, wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """Keys of content types by application and model."""
    wanted = set(wanted)

    def held() -> dict[tuple[str, str], int]:
        rows = tables.content_types.filter(app_label__in={app for app, _ in wanted})
        return {(app, model): pk for app, model, pk in rows.values_list("app_label", "model", "pk")}

    missing = sorted(wanted - held().keys())
    tables.content_types.bulk_create(tables.content_types.model(app_label=app, model=model) for app, model in missing)
    found = held()
    return {key: found[key] for key in wanted}


def _declared() -> dict[str, tuple[str, str]]:
    """Every permission that a model declares: `app.codename` → model, title in English."""
    with override("en"):
        return {
            f"{options.app_label}.{codename}": (options.model_name or "", str(title))
            for options in (model._meta for model in installed.get_models())  # noqa: SLF001  # Django's documented API
            for codename, title in [*_usual(options), *options.permissions]
        }


def _usual(options: Any) -> list[tuple[str, str]]:
    """The permissions that Django gives every model, titled as `post_migrate` titles them."""
    return [
        (get_permission_codename(action, options), f"Can {action} {options.verbose_name_raw}")
        for action in options.default_permissions
    ]
