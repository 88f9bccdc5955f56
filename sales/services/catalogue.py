"""Writing the tree of categories. A category's `path` names its ancestors and itself, and is kept here only."""

from __future__ import annotations

from django.db import connection, transaction
from django.utils.translation import gettext as _

from core.errors import DomainError
from sales.models import Category

# The whole tree at once: it is small, and one statement cannot leave half of it old.
_PATHS = """
WITH RECURSIVE tree AS (
    SELECT id, '/' || id || '/' AS path FROM sales_category WHERE parent_id IS NULL
    UNION ALL
    SELECT child.id, tree.path || child.id || '/' FROM sales_category child JOIN tree ON child.parent_id = tree.id
)
UPDATE sales_category SET path = tree.path FROM tree
WHERE tree.id = sales_category.id AND sales_category.path <> tree.path"""
# Of the category tree; a path has room for so many.
MAX_DEPTH = 20


def save_category(*, category: Category) -> Category:
    """Write a category and the paths of all that hang below it; refuses a circle."""
    with transaction.atomic():
        # Two moves at once could each be fine and together a circle: one after the other.
        list(Category.objects.select_for_update().order_by("pk").values_list("pk"))
        check_parent(category.pk, category.parent)
        if category.pk:
            category.save(update_fields=["name", "code", "parent"])
        else:
            category.save(force_insert=True)
        refresh_paths()
        category.refresh_from_db(fields=["path"])
    return category


def refresh_paths() -> None:
    """Compute every category's path again; writes only those that changed."""
    with connection.cursor() as cursor:
        cursor.execute(_PATHS)


def check_parent(category: int | None, parent: Category | None) -> None:
    """Refuse a parent that is the category itself or lies below it."""
    above, seen = parent, 0
    while category and above and seen < MAX_DEPTH:
        if above.pk == category:
            raise DomainError("category_circle", _("A category cannot lie below itself."), field="parent")
        above, seen = above.parent, seen + 1
