"""The owner's role may look at whatever Settings shows."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group

pytestmark = pytest.mark.django_db
OURS = {"core", "customers", "messaging", "sales", "loyalty", "surveys", "complaints", "campaigns"}


def test_everything_that_settings_register() -> None:
    held = set(Group.objects.get(name="owner").permissions.values_list("content_type__app_label", "codename"))
    # A role is a group: it has no permissions of its own.
    models = [model for model in admin.site._registry if model._meta.app_label in OURS and not model._meta.proxy]
    assert len(models) > 40
    missing = sorted(
        f"{model._meta.app_label}.view_{model._meta.model_name}"
        for model in models
        if (model._meta.app_label, f"view_{model._meta.model_name}") not in held
    )
    assert not missing
