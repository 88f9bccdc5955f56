"""What values of dimensions are called, for a whole page with a query for each dimension."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from django.utils.translation import gettext as _

from core.models import User
from customers.models import CustomerGroup, Segment
from loyalty.models import TierLevel
from sales.models import Category, Channel, Product, Store
from surveys.models import Origin


def names(dimension: str, values: Iterable[str]) -> dict[str, str]:
    """By value; what is not there any more is called by its number."""
    wanted = list(values)
    found = _FINDERS[dimension](wanted)
    return {value: found.get(value) or value for value in wanted}


def _of(model: type, name: str = "name") -> Callable[[list[str]], Mapping[str, str]]:
    def find(values: list[str]) -> Mapping[str, str]:
        rows = model.objects.filter(pk__in=[int(value) for value in values]).values_list("pk", name)  # type: ignore[attr-defined]
        return {str(pk): text for pk, text in rows}

    return find


def _tiers(values: list[str]) -> Mapping[str, str]:
    return {"0": _("No level")} | dict(_of(TierLevel)(values))


def _staff(values: list[str]) -> Mapping[str, str]:
    return {str(user.pk): str(user) for user in User.objects.filter(pk__in=[int(value) for value in values])}


def _origins(values: list[str]) -> Mapping[str, str]:
    return {value: str(Origin(value).label) for value in values}


_FINDERS: dict[str, Callable[[list[str]], Mapping[str, str]]] = {
    "store": _of(Store), "tier": _tiers, "category": _of(Category), "group": _of(CustomerGroup),
    "channel": _of(Channel), "product": _of(Product), "segment": _of(Segment), "staff": _staff, "origin": _origins,
}  # fmt: skip
