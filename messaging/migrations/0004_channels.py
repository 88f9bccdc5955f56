"""Signature and way out of SMS, what countries want on advertising, templates at carriers, letters; and who decides."""

from __future__ import annotations

from typing import Any

import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from customers.roles import extend_roles

# China: Measures for Internet E-mail Services (2006, art. 13) and Provisions on SMS (2015); Korea: Network Act (art. 50);
# United States: what carriers ask of advertisers. Administrators change or delete them.
WORDINGS = (
    ("CN", "广告", "", "拒收请回复R"),
    ("KR", "(광고)", "(광고)", ""),
    ("US", "", "", "Reply STOP to opt out"),
)
_SENDER = tuple(f"messaging.{action}_messagingsettings" for action in ("view", "add", "change"))
_LIMITS = (
    *(
        f"messaging.{action}_{table}"
        for table in ("quiethours", "pace", "cap", "countrywording")
        for action in ("view", "add", "change", "delete")
    ),
    *("messaging.view_template", "messaging.change_template"),
)


def say_what_is_known(apps: Any, _schema_editor: Any) -> None:
    wording = apps.get_model("messaging", "CountryWording")
    wording.objects.bulk_create(
        wording(country=country, email_mark=email, sms_mark=sms, sms_opt_out=way_out)
        for country, email, sms, way_out in WORDINGS
    )


def give_roles(apps: Any, _schema_editor: Any) -> None:
    printing = "messaging.print_letter"
    extend_roles(
        apps,
        {
            "owner": (*_SENDER, *_LIMITS, printing),
            "manager": ("messaging.view_messagingsettings", *_LIMITS, printing),
            "marketer": (printing,),
        },
    )


class Migration(migrations.Migration):
    dependencies = [
        ("messaging", "0003_pages"),
        ("customers", "0014_erasing"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="historicalmessagingsettings",
            name="sms_opt_out",
            field=models.CharField(
                blank=True,
                help_text="Stands at the end of news and offers by SMS, such as “Reply T to unsubscribe”, unless the wording of the customer’s country says otherwise. Only if your carrier passes such answers on or obeys them itself.",
                max_length=60,
                verbose_name="way out of SMS",
            ),
        ),
        migrations.AddField(
            model_name="historicalmessagingsettings",
            name="sms_sender",
            field=models.CharField(
                blank=True,
                help_text="As your carrier registered it for you: a number, a name, or a messaging service.",
                max_length=34,
                validators=[
                    django.core.validators.RegexValidator(
                        "^(\\+?\\d{3,15}|MG[0-9a-f]{32}|(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11})$",
                        "A number such as +14155550100, at most 11 letters and digits, or the MG… of a messaging service.",
                    )
                ],
                verbose_name="SMS come from",
            ),
        ),
        migrations.AddField(
            model_name="historicalmessagingsettings",
            name="sms_signature",
            field=models.CharField(
                blank=True,
                help_text="Stands in 【】 before every SMS, as carriers in China ask. With Aliyun: the one that it approved.",
                max_length=20,
                validators=[
                    django.core.validators.RegexValidator(
                        "^[^【】\\[\\]]+$", "Without brackets: they are put around it."
                    )
                ],
                verbose_name="SMS signature",
            ),
        ),
        migrations.AddField(
            model_name="localmail",
            name="segments",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="SMS"),
        ),
        migrations.AddField(
            model_name="messagingsettings",
            name="sms_opt_out",
            field=models.CharField(
                blank=True,
                help_text="Stands at the end of news and offers by SMS, such as “Reply T to unsubscribe”, unless the wording of the customer’s country says otherwise. Only if your carrier passes such answers on or obeys them itself.",
                max_length=60,
                verbose_name="way out of SMS",
            ),
        ),
        migrations.AddField(
            model_name="messagingsettings",
            name="sms_sender",
            field=models.CharField(
                blank=True,
                help_text="As your carrier registered it for you: a number, a name, or a messaging service.",
                max_length=34,
                validators=[
                    django.core.validators.RegexValidator(
                        "^(\\+?\\d{3,15}|MG[0-9a-f]{32}|(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11})$",
                        "A number such as +14155550100, at most 11 letters and digits, or the MG… of a messaging service.",
                    )
                ],
                verbose_name="SMS come from",
            ),
        ),
        migrations.AddField(
            model_name="messagingsettings",
            name="sms_signature",
            field=models.CharField(
                blank=True,
                help_text="Stands in 【】 before every SMS, as carriers in China ask. With Aliyun: the one that it approved.",
                max_length=20,
                validators=[
                    django.core.validators.RegexValidator(
                        "^[^【】\\[\\]]+$", "Without brackets: they are put around it."
                    )
                ],
                verbose_name="SMS signature",
            ),
        ),
        migrations.AddField(
            model_name="template",
            name="approved_id",
            field=models.CharField(
                blank=True,
                help_text="For carriers that send only templates that they approved, such as SMS_154950909.",
                max_length=64,
                verbose_name="number at the carrier",
            ),
        ),
        migrations.CreateModel(
            name="CountryWording",
            fields=[
                (
                    "country",
                    models.CharField(
                        help_text="ISO code: two capital letters, such as CN or DE.",
                        max_length=2,
                        primary_key=True,
                        serialize=False,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z]{2}$", "Two capital letters, such as CN or DE."
                            )
                        ],
                        verbose_name="country",
                    ),
                ),
                (
                    "email_mark",
                    models.CharField(
                        blank=True,
                        help_text="News and offers by e-mail: 广告 or AD in China.",
                        max_length=20,
                        verbose_name="subjects begin with",
                    ),
                ),
                ("sms_mark", models.CharField(blank=True, max_length=20, verbose_name="SMS begin with")),
                (
                    "sms_opt_out",
                    models.CharField(
                        blank=True,
                        help_text="How to say no, such as 拒收请回复R.",
                        max_length=60,
                        verbose_name="SMS end with",
                    ),
                ),
            ],
            options={
                "verbose_name": "wording of a country",
                "verbose_name_plural": "wordings of countries",
                "ordering": ("country",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("country__regex", "^[A-Z]{2}$")), name="country_wording_country"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalCountryWording",
            fields=[
                (
                    "country",
                    models.CharField(
                        db_index=True,
                        help_text="ISO code: two capital letters, such as CN or DE.",
                        max_length=2,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z]{2}$", "Two capital letters, such as CN or DE."
                            )
                        ],
                        verbose_name="country",
                    ),
                ),
                (
                    "email_mark",
                    models.CharField(
                        blank=True,
                        help_text="News and offers by e-mail: 广告 or AD in China.",
                        max_length=20,
                        verbose_name="subjects begin with",
                    ),
                ),
                ("sms_mark", models.CharField(blank=True, max_length=20, verbose_name="SMS begin with")),
                (
                    "sms_opt_out",
                    models.CharField(
                        blank=True,
                        help_text="How to say no, such as 拒收请回复R.",
                        max_length=60,
                        verbose_name="SMS end with",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical wording of a country",
                "verbose_name_plural": "historical wordings of countries",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="LetterBatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(verbose_name="created at")),
                (
                    "created_by",
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
                "verbose_name": "batch of letters",
                "verbose_name_plural": "batches of letters",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                (
                    "message",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="letter",
                        serialize=False,
                        to="messaging.message",
                        verbose_name="message",
                    ),
                ),
                ("receiver", models.TextField(verbose_name="receiver")),
                ("subject", models.CharField(blank=True, max_length=400, verbose_name="subject")),
                ("content", models.TextField(verbose_name="content")),
                ("language", models.CharField(max_length=16, verbose_name="language")),
                ("laid_at", models.DateTimeField(verbose_name="laid into the tray at")),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="letters",
                        to="messaging.letterbatch",
                        verbose_name="batch",
                    ),
                ),
            ],
            options={
                "verbose_name": "letter",
                "verbose_name_plural": "letters",
                "permissions": (("print_letter", "Can print letters to customers"),),
                "default_permissions": (),
                "indexes": [
                    models.Index(condition=models.Q(("batch__isnull", True)), fields=["message"], name="letter_in_tray")
                ],
            },
        ),
        migrations.RunPython(say_what_is_known, migrations.RunPython.noop),
        migrations.RunPython(give_roles, migrations.RunPython.noop),
    ]
