"""Links in messages, who followed them, and whether that is counted at all."""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from messaging.links import finding


def find_links(apps: Any, _schema_editor: Any) -> None:
    """Of the versions that are there already; later ones bring theirs along."""
    text, link = apps.get_model("messaging", "TemplateText"), apps.get_model("messaging", "Link")
    found: dict[tuple[int, str], None] = {}
    for version, html, words in text.objects.order_by("pk").values_list("version", "html", "text").iterator():
        found |= {(version, target): None for target in finding.targets(html, words)}
    link.objects.bulk_create([link(version_id=version, target=target) for version, target in found], batch_size=1000)


class Migration(migrations.Migration):
    dependencies = [
        ("messaging", "0007_delivery"),
    ]

    operations = [
        migrations.AddField(
            model_name="historicalmessagingsettings",
            name="count_clicks",
            field=models.BooleanField(
                default=True,
                help_text="Links in e-mails of campaigns and automatic messages lead over this shop, so that you see who was interested. Customers who said no to personal recommendations are never counted; machines are told apart.",
                verbose_name="count clicks",
            ),
        ),
        migrations.AddField(
            model_name="historicalmessagingsettings",
            name="count_opens",
            field=models.BooleanField(
                default=False,
                help_text="Puts an invisible picture into these e-mails. Many mail programs fetch it though nobody looks, others never do: a hint, on which nothing is decided. In some countries you must ask first.",
                verbose_name="count opened e-mails",
            ),
        ),
        migrations.AddField(
            model_name="messagingsettings",
            name="count_clicks",
            field=models.BooleanField(
                default=True,
                help_text="Links in e-mails of campaigns and automatic messages lead over this shop, so that you see who was interested. Customers who said no to personal recommendations are never counted; machines are told apart.",
                verbose_name="count clicks",
            ),
        ),
        migrations.AddField(
            model_name="messagingsettings",
            name="count_opens",
            field=models.BooleanField(
                default=False,
                help_text="Puts an invisible picture into these e-mails. Many mail programs fetch it though nobody looks, others never do: a hint, on which nothing is decided. In some countries you must ask first.",
                verbose_name="count opened e-mails",
            ),
        ),
        migrations.CreateModel(
            name="Link",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("target", models.TextField(verbose_name="target")),
                (
                    "version",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links",
                        to="messaging.templateversion",
                        verbose_name="template",
                    ),
                ),
            ],
            options={
                "verbose_name": "link of a message",
                "verbose_name_plural": "links of messages",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Hit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("link", "Link"), ("trap", "Hidden link"), ("pixel", "Opened")],
                        max_length=5,
                        verbose_name="kind",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="when")),
                ("machine", models.CharField(blank=True, max_length=16, verbose_name="machine")),
                ("network", models.BinaryField(blank=True, null=True)),
                (
                    "message",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="hits",
                        to="messaging.message",
                        verbose_name="message",
                    ),
                ),
                (
                    "link",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hits",
                        to="messaging.link",
                        verbose_name="link",
                    ),
                ),
            ],
            options={
                "verbose_name": "hit of a message",
                "verbose_name_plural": "hits of messages",
                "default_permissions": (),
            },
        ),
        migrations.AddConstraint(
            model_name="link",
            constraint=models.UniqueConstraint(fields=("version", "target"), name="link_once"),
        ),
        migrations.AddConstraint(
            model_name="link",
            constraint=models.CheckConstraint(
                condition=models.Q(("target__regex", "^https?://[^[:space:][:cntrl:]]+$")), name="link_target_is_web"
            ),
        ),
        migrations.AddIndex(
            model_name="hit",
            index=models.Index(fields=["message", "at"], name="hit_of_message"),
        ),
        migrations.AddIndex(
            model_name="hit",
            index=models.Index(
                condition=models.Q(("network__isnull", False)), fields=["network", "at"], name="hit_of_network"
            ),
        ),
        migrations.AddConstraint(
            model_name="hit",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["link", "trap", "pixel"])), name="hit_kind_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="hit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "link"), ("link__isnull", False)),
                    models.Q(models.Q(("kind", "link"), _negated=True), ("link__isnull", True)),
                    _connector="OR",
                ),
                name="hit_link_where_one",
            ),
        ),
        migrations.RunPython(find_links, migrations.RunPython.noop),
    ]
