"""Templates written as pages, pictures in them, tests that staff send to themselves; who may write templates."""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

from customers.roles import extend_roles

_READ = ("messaging.view_template",)
_WRITE = (*_READ, "messaging.add_template", "messaging.change_template")


def grant(apps: Any, _schema_editor: Any) -> None:
    roles = dict.fromkeys(("owner", "manager", "marketer"), _WRITE)
    extend_roles(apps, roles | dict.fromkeys(("service agent", "analyst"), _READ))


class Migration(migrations.Migration):
    dependencies = [
        ("messaging", "0004_channels"),
        ("customers", "0014_erasing"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="templatetext",
            name="content",
            field=models.TextField(blank=True, default="", verbose_name="content of the page"),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="localmail",
            name="message",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="local_mail",
                to="messaging.message",
                verbose_name="message",
            ),
        ),
        migrations.CreateModel(
            name="TemplateImage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40, unique=True, verbose_name="name")),
                ("alt", models.CharField(max_length=200, verbose_name="what it shows")),
                ("token", models.CharField(editable=False, max_length=32, unique=True)),
                ("digest", models.CharField(editable=False, max_length=64)),
                ("format", models.CharField(choices=[("png", "PNG"), ("jpeg", "JPEG")], editable=False, max_length=4)),
                ("width", models.PositiveIntegerField(editable=False, verbose_name="width")),
                ("height", models.PositiveIntegerField(editable=False, verbose_name="height")),
                ("size", models.PositiveIntegerField(editable=False, verbose_name="size in bytes")),
                ("added_at", models.DateTimeField(editable=False, verbose_name="added at")),
                (
                    "added_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
            ],
            options={
                "verbose_name": "picture for messages",
                "verbose_name_plural": "pictures for messages",
                "ordering": ("name",),
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(name="template_image_name", condition=Q(name__regex="^[a-z][a-z0-9_]*$")),
                    models.CheckConstraint(name="template_image_alt", condition=~Q(alt="")),
                    models.CheckConstraint(name="template_image_format", condition=Q(format__in=["png", "jpeg"])),
                    models.CheckConstraint(name="template_image_sides", condition=Q(width__gte=1, height__gte=1)),
                ],
            },
        ),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
