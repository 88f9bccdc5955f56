"""Products are chosen by SKU wherever the admin asks for them, and refusals name the SKU that was typed."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.test import RequestFactory

from core.models import User
from sales.models import Product
from sales.skus import SkuField, SkusField
from tests.sales.factories import product

pytestmark = pytest.mark.django_db


class TestOne:
    def test_the_product_of_a_sku(self) -> None:
        vase = product(sku="VASE-1")
        assert SkuField().clean(" VASE-1 ") == vase

    def test_a_stored_product_is_shown_by_its_sku(self) -> None:
        vase = product(sku="VASE-1")
        assert SkuField().prepare_value(vase.pk) == SkuField().prepare_value(vase) == "VASE-1"

    def test_what_was_typed_stays(self) -> None:
        assert SkuField().prepare_value("VASE-2") == "VASE-2"

    def test_an_unknown_sku_is_named(self) -> None:
        with pytest.raises(ValidationError, match="No product has the SKU “VASE-2”"):
            SkuField().clean("VASE-2")

    def test_the_number_in_the_database_is_no_sku(self) -> None:
        vase = product(sku="VASE-1")
        with pytest.raises(ValidationError):
            SkuField().clean(str(vase.pk))

    def test_empty_is_none_or_asked_for(self) -> None:
        assert SkuField(required=False).clean("") is None
        with pytest.raises(ValidationError):
            SkuField().clean(" ")

    def test_a_change_is_another_sku(self) -> None:
        vase = product(sku="VASE-1")
        assert not SkuField().has_changed(vase.pk, "VASE-1")
        assert SkuField().has_changed(vase.pk, "VASE-2")
        assert not SkuField().has_changed(None, "")


class TestMany:
    @pytest.mark.parametrize("text", ["A-1, B-2", "A-1 B-2", "A-1\r\nB-2", "A-1\uff0cB-2", "A-1;B-2, A-1"])
    def test_between_skus(self, text: str) -> None:
        wanted = [product(sku="A-1"), product(sku="B-2")]
        assert SkusField().clean(text) == wanted

    def test_a_sku_with_a_blank_inside(self) -> None:
        wanted = [product(sku="Red rose"), product(sku="B-2")]
        assert SkusField().clean("Red rose, B-2") == wanted

    def test_those_that_are_unknown_are_named(self) -> None:
        product(sku="A-1")
        with pytest.raises(ValidationError, match="No products have the SKUs “X-1”, “X-2”"):
            SkusField().clean("A-1, X-1, X-2")

    def test_stored_products_are_shown_by_their_skus(self) -> None:
        assert SkusField().prepare_value([product(sku="B-2"), product(sku="A-1")]) == "A-1, B-2"

    def test_a_change_is_another_set(self) -> None:
        stored = [product(sku="A-1"), product(sku="B-2")]
        assert not SkusField().has_changed(stored, "B-2 A-1")
        assert SkusField().has_changed(stored, "A-1")
        assert SkusField().has_changed(stored, "A-1, nothing")
        assert not SkusField().has_changed(None, "")


def test_no_admin_asks_for_a_product_by_its_number() -> None:
    """Every form and inline of the admin, whatever its app."""
    request = RequestFactory().get("/")
    request.user = User.objects.create_superuser("boss@example.com", "x")
    asked = {}
    for model_admin in admin.site._registry.values():  # Django has no other way to list them
        if hasattr(model_admin, "draft_form"):
            continue  # shows a form of the staff pages, which names products by SKU itself
        inlines = model_admin.get_inline_instances(request)
        for one in [model_admin, *inlines]:
            for field in [*one.model._meta.fields, *one.model._meta.many_to_many]:
                if field.related_model is Product and one.has_change_permission(request):
                    formed = one.formfield_for_dbfield(field, request=request)
                    asked[f"{type(one).__name__}.{field.name}"] = isinstance(formed, SkuField | SkusField)
    assert asked
    assert [name for name, by_sku in asked.items() if not by_sku] == []
