"""Who may do what with prices: added to the roles that the shop starts with."""

from __future__ import annotations

from typing import Any

_LOOK = ("view_prices", "check_prices")
_CONFIGURED = (
    *("pricelist", "pricelisttarget", "pricerow", "pricebreak", "promotion", "promotiontarget", "bundlepart"),
    *("stackinggroup", "coupon", "gift", "productlink"),
)
_CONFIGURE = tuple(f"{action}_{model}" for model in _CONFIGURED for action in ("view", "add", "change", "delete"))
_SETTINGS = ("view_pricingsettings", "change_pricingsettings")
_READ = ("view_quote", "view_promotionuse")

ROLES: dict[str, tuple[str, ...]] = {
    "owner": (*_LOOK, *_READ, "export_prices", "give_discount", "exceed_discount", *_CONFIGURE, *_SETTINGS),
    "manager": (*_LOOK, *_READ, "export_prices", "give_discount", "exceed_discount", *_CONFIGURE, *_SETTINGS[:1]),
    "marketer": (*_LOOK, *_READ, "export_prices", *_CONFIGURE),
    "service agent": (*_LOOK, *_READ, "give_discount"),
    "cashier": ("check_prices", "view_quote", "give_discount"),
    "analyst": ("view_prices", *_READ, "export_prices"),
}
# Where a permission is declared, when not on the model that its name ends with.
_DECLARED_ON = {
    "view_prices": "pricelist",
    "export_prices": "pricelist",
    "give_discount": "quote",
    "exceed_discount": "quote",
    "check_prices": "quote",
}


def grant_permissions(apps: Any) -> None:
    """Give the roles that exist what concerns prices; permissions that Django makes later are made here."""
    groups = apps.get_model("auth", "Group").objects
    permissions = apps.get_model("auth", "Permission").objects
    types = apps.get_model("contenttypes", "ContentType").objects
    for role, names in ROLES.items():
        group = groups.filter(name=role).first()
        if group is None:
            continue
        for name in names:
            model = _DECLARED_ON.get(name, name.partition("_")[2])
            content_type, _ = types.get_or_create(app_label="loyalty", model=model)
            permission, _ = permissions.get_or_create(
                content_type=content_type, codename=name, defaults={"name": _title(name)}
            )
            group.permissions.add(permission)


def _title(name: str) -> str:
    """As Django titles its own; replaced by `post_migrate` nowhere, so it reads as it should."""
    titles = {
        "view_prices": "Can see price lists, promotions and who pays what",
        "export_prices": "Can export prices",
        "give_discount": "Can give a staff discount",
        "exceed_discount": "Can exceed the largest staff discount",
        "check_prices": "Can look up prices and make quotes",
    }
    return titles.get(name, f"Can {name.replace('_', ' ')}")
