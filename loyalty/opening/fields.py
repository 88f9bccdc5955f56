"""What a column of a file of opening balances may mean."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.importing.fields import Field

FIELDS: tuple[Field, ...] = (
    Field("external_id", _("Customer number"),
          ("customer_id", "customer_number", "customer", "member_id", "card_no", "id", "客户编号", "会员号"),
          help_text=_("Their number in the system of the file; else the e-mail address or the phone decides.")),
    Field("email", _("E-mail"), ("e_mail", "email_address", "mail", "邮箱", "电子邮箱")),
    Field("phone", _("Phone"), ("mobile", "phone_number", "tel", "手机", "手机号", "电话")),
    Field("currency", _("Currency"), ("kind", "type", "币种", "类型"),
          help_text=_("points, cashback, stamps or stored. Without it: points.")),
    Field("units", _("Units"), ("points", "balance", "amount", "remaining", "积分", "余额", "数量"), is_required=True),
    Field("earned_on", _("Earned on"), ("earned", "earned_at", "date", "issued", "获得日期", "日期")),
    Field("available_on", _("Available from"), ("available", "valid_from", "生效日期", "可用日期"),
          help_text=_("May lie ahead; empty: from the day of earning.")),
    Field("last_day", _("Last day to spend"), ("expires_on", "expires", "expiry", "valid_until", "到期日", "有效期至"),
          help_text=_("May lie in the past; empty: without end.")),
    Field("reference", _("Reference"), ("lot", "line", "key", "流水号", "编号"),
          help_text=_("Tells rows apart when a file is imported again; else their content does.")),
)  # fmt: skip
NAMES = tuple(field.name for field in FIELDS)


def all_fields() -> tuple[Field, ...]:
    return FIELDS
