"""What a role may do, in words: the permissions of all apps, bundled as people think of them.

Every permission lies in exactly one `Power`. What administrators configure (tags, earn rules)
is one power to see and one to change; of other things each action is one of its own, because
a cashier records customers without editing them. Permissions that a model names itself keep
their title. What no role of the product holds is not offered.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps
from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from customers.roles import CONFIGURED, ROLES

# Permissions of Django's own bookkeeping tell an administrator nothing.
OURS = ("customers", "sales", "loyalty", "messaging", "surveys", "complaints", "campaigns", "core")
_ALSO = ("view_group", "add_group", "change_group")
_USUAL = ("view", "add", "change", "delete")


@dataclass(frozen=True)
class Power:
    """A choice in the form of a role; `permissions` are primary keys."""

    key: str
    area: str
    title: str
    permissions: frozenset[int]


def offered_permissions() -> QuerySet[Permission]:
    """Those that some page asks for, or some role holds."""
    ours = Q(content_type__app_label__in=OURS) & ~Q(content_type__model__startswith="historical")
    roles = Q(content_type__app_label="auth", codename__in=_ALSO)
    found = Permission.objects.filter(ours | roles).select_related("content_type")
    return found.order_by("content_type__app_label", "content_type__model", "pk")


def powers() -> list[Power]:
    """All of them, area by area, seeing before changing."""
    bundles: dict[tuple[str, str, str], set[int]] = defaultdict(set)
    titles: dict[tuple[str, str, str], str] = {}
    used = frozenset().union(*ROLES.values())
    for permission in offered_permissions():
        model = permission.content_type.model
        app = permission.content_type.app_label
        action = permission.codename.removesuffix(f"_{model}")
        if permission.codename != f"{action}_{model}" or action not in _USUAL:
            action, title = permission.codename, _own_title(app, model, permission)
        elif f"{app}.{permission.codename}" not in used:
            continue  # no role of ours has it, so no page asks for it
        else:
            action = "configure" if action != "view" and (app, model) in CONFIGURED else action
            title = _title(action, app, model)
        bundles[app, model, action].add(permission.pk)
        titles[app, model, action] = title
    return [
        Power(".".join(key), _area(key[0]), titles[key], frozenset(found))
        for key, found in sorted(bundles.items(), key=lambda entry: _place(entry[0]))
    ]


def _place(key: tuple[str, str, str]) -> tuple[int, str, int, str]:
    app, model, action = key
    order = ("view", "add", "change", "delete", "configure")
    apps_in_order = (*OURS, "auth")
    return apps_in_order.index(app), model, order.index(action) if action in order else len(order), action


def _own_title(app: str, model: str, permission: Permission) -> str:
    """As the model words it, translated; the database keeps it in English."""
    options = apps.get_model(app, model)._meta  # noqa: SLF001  # Django's documented API
    return capfirst(str(dict(options.permissions).get(permission.codename, permission.name)))


def _title(action: str, app: str, model: str) -> str:
    things = _things(app, model)
    return {
        "view": _("See: %(things)s"),
        "add": _("Create: %(things)s"),
        "change": _("Change: %(things)s"),
        "delete": _("Delete: %(things)s"),
        "configure": _("Create and change: %(things)s"),
    }[action] % {"things": things}


def _things(app: str, model: str) -> str:
    if (app, model) == ("auth", "group"):
        return _("roles")
    return str(apps.get_model(app, model)._meta.verbose_name_plural)  # noqa: SLF001  # the same


def _area(app: str) -> str:
    if app in {"core", "auth"}:
        return _("Staff and system")
    return str(apps.get_app_config(app).verbose_name)


def held(permissions: Iterable[int]) -> list[str]:
    """Keys of the powers that are held as a whole."""
    given = set(permissions)
    return [power.key for power in powers() if power.permissions <= given]


def changed(before: Iterable[int], chosen: Iterable[str]) -> set[int]:
    """The permissions afterwards. A power that was held in part and is not chosen stays as it is."""
    given, wanted = set(before), set(chosen)
    after = set(given)
    for power in powers():
        if power.key in wanted:
            after |= power.permissions
        elif power.permissions <= given:
            after -= power.permissions
    return after
