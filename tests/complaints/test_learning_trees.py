"""Trees of categories and causes: paths kept by the database, no circles, names in the reader's language."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation

from complaints.learning import ready, trees
from complaints.models import Category, Cause
from core.errors import DomainError
from tests.complaints.factories import NOW, boss

pytestmark = pytest.mark.django_db


def path_of(node: Category | Cause) -> str:
    return type(node).objects.get(pk=node.pk).path


def test_a_path_is_kept_whoever_writes() -> None:
    top = Category.objects.create(name="Delivery", path="/whatever/")
    low = Category.objects.create(name="Late", parent=top)
    assert path_of(top) == f"/{top.pk}/"
    assert path_of(low) == f"/{top.pk}/{low.pk}/"
    Category.objects.filter(pk=low.pk).update(path="/1/2/3/")
    assert path_of(low) == f"/{top.pk}/{low.pk}/"


def test_moving_takes_all_below_along() -> None:
    one, two = trees.grow(Cause, name="One"), trees.grow(Cause, name="Two")
    low = trees.grow(Cause, name="Low", parent=one)
    lowest = trees.grow(Cause, name="Lowest", parent=low)
    trees.move(low, two)
    assert path_of(low) == f"/{two.pk}/{low.pk}/"
    assert path_of(lowest) == f"/{two.pk}/{low.pk}/{lowest.pk}/"
    trees.move(low, None)
    assert path_of(lowest) == f"/{low.pk}/{lowest.pk}/"


def test_nobody_is_below_themselves() -> None:
    top = trees.grow(Category, name="Top")
    low = trees.grow(Category, name="Low", parent=top)
    for parent in (low, top):
        with pytest.raises(DomainError) as refused:
            trees.move(Category.objects.get(pk=top.pk), parent)
        assert refused.value.code == "tree_circle"
    with pytest.raises(IntegrityError, match="below itself"), transaction.atomic():
        Category.objects.filter(pk=top.pk).update(parent=low)
    assert path_of(low) == f"/{top.pk}/{low.pk}/"


def test_a_tree_has_a_bottom() -> None:
    node = trees.grow(Cause, name="1")
    for number in range(2, ready.MOST_DEEP + 1):
        node = trees.grow(Cause, name=str(number), parent=node)
    with pytest.raises(DomainError) as refused:
        trees.grow(Cause, name="too deep", parent=node)
    assert refused.value.code == "tree_deep"


def test_names_in_the_language_of_the_reader() -> None:
    node = Category(name="Late", translations={"zh-hans": "延迟送达"})
    assert [node.named(code) for code in ("zh-hans", "zh-cn", "en", "de", "")] == [
        "延迟送达", "延迟送达", "Late", "Late", "Late",
    ]  # fmt: skip
    with translation.override("zh-hans"):
        assert str(node) == "延迟送达"


def test_ready_trees_are_grown_once_and_in_both_languages() -> None:
    assert ready.plant(NOW) == Category.objects.count() + Cause.objects.count() > 40
    assert ready.plant(NOW) == 0
    for kind in (Category, Cause):
        assert all(row.translations["zh-hans"] and row.path.endswith(f"/{row.pk}/") for row in kind.objects.all())
    late = Category.objects.get(name="Late")
    assert trees.whole_names(Category.objects.all(), "zh-hans")[late.pk] == "配送 › 延迟送达"


def test_a_tree_that_was_begun_is_left_alone() -> None:
    trees.grow(Category, name="Ours")
    ready.plant(NOW)
    assert Category.objects.count() == 1
    assert Cause.objects.count() > 10


def test_settings_offer_ready_trees_and_move_nodes(client) -> None:
    client.force_login(boss())
    listed = reverse("admin:complaints_category_changelist")
    assert "ready/" in client.get(listed).content.decode()
    client.post(reverse("admin:complaints_category_ready"))
    assert Category.objects.exists()
    assert 'action="ready/"' not in client.get(listed).content.decode()
    late, price = Category.objects.get(name="Late"), Category.objects.get(name="Price and payment")
    page = reverse("admin:complaints_category_change", args=[late.pk])
    told = {"name": "Late", "chinese": "晚了", "parent": price.pk, "severity": 2, "is_active": "on"}
    assert client.post(page, told).status_code == 302
    late.refresh_from_db()
    assert late.path == f"/{price.pk}/{late.pk}/"
    assert late.translations == {"zh-hans": "晚了"}


def test_settings_refuse_a_circle_in_words(client) -> None:
    client.force_login(boss())
    top = trees.grow(Cause, name="Top")
    low = trees.grow(Cause, name="Low", parent=top)
    page = reverse("admin:complaints_cause_change", args=[top.pk])
    answer = client.post(page, {"name": "Top", "parent": low.pk, "is_active": "on"})
    assert answer.status_code == 200
    assert path_of(top) == f"/{top.pk}/"
