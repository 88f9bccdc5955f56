"""What a column of a file of answers may mean."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.importing.fields import Field

FIELDS: tuple[Field, ...] = (
    Field("score", _("Score"), ("nps", "rating", "answer", "value", "评分", "分数", "打分"), is_required=True),
    Field("answered_on", _("Answered on"),
          ("date", "day", "answered_at", "submitted", "created_at", "timestamp", "intdate", "日期", "提交时间"),
          is_required=True),
    Field("comment", _("In their words"), ("reason", "text", "feedback", "remark", "verbatim", "评论", "原因", "意见")),
    Field("external_id", _("Customer number"),
          ("customer_id", "customer_number", "customer", "member_id", "card_no", "客户编号", "会员号"),
          help_text=_("Their number in the system of the file; else the e-mail address or the phone decides.")),
    Field("email", _("E-mail"), ("e_mail", "email_address", "mail", "邮箱", "电子邮箱")),
    Field("phone", _("Phone"), ("mobile", "phone_number", "tel", "手机", "手机号", "电话")),
    Field("weight", _("Weight"), ("wt", "weighting", "权重"),
          help_text=_("How much the answer counts where a sample was weighted; empty: 1.")),
    Field("store", _("Store"), ("store_code", "shop", "branch", "location", "门店", "店铺"),
          help_text=_("Its code or its name.")),
    Field("reference", _("Reference"), ("respnum", "response_id", "id", "key", "编号", "答卷编号"),
          help_text=_("Tells rows apart when a file is imported again; else their content does.")),
)  # fmt: skip
NAMES = tuple(field.name for field in FIELDS)
WHO = ("external_id", "email", "phone")


def all_fields() -> tuple[Field, ...]:
    return FIELDS
