"""What a file of customers may tell, and the titles under which other systems export it."""

# ruff: noqa: E501  # Chinese characters count twice; the lists of titles read better on one line

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from core.importing.fields import Field
from customers.models import CustomField

FIELDS = (
    Field(
        "external_id", _("Customer number"),
        ("id", "number", "customer_id", "customer_number", "customer_no", "customer", "client_id", "cust_id", "user_id",
         "card_no", "code", "客户编号", "客户号", "客户ID", "编号", "会员编号", "会员号", "会员卡号", "会员ID", "顾客编号"),
        help_text=_("Their number there: by it a customer is recognised again. Without it, the e-mail address decides."),
    ),
    Field("display_name", _("Name"),
          ("name", "full_name", "customer_name", "contact_name", "姓名", "名称", "客户名称", "客户姓名", "会员姓名", "名字全称")),
    Field("given_name", _("Given name"), ("first_name", "firstname", "forename", "名", "名字")),
    Field("family_name", _("Family name"), ("last_name", "lastname", "surname", "姓", "姓氏")),
    Field("kind", _("Person or company"), ("type", "customer_type", "客户类型", "类型")),
    Field("email", _("E-mail"), ("e_mail", "email_address", "mail", "邮箱", "电子邮箱", "电子邮件", "邮件地址")),
    Field("phone", _("Phone"),
          ("mobile", "phone_number", "mobile_phone", "cell", "telephone", "tel", "手机", "手机号", "手机号码", "电话", "联系电话")),
    Field(
        "birthday", _("Birthday"), ("birth_date", "date_of_birth", "dob", "born", "生日", "出生日期", "出生年月日"),
        help_text=_("1990-05-17, 05-17, 17.05.1990, 5月17日; 农历五月十七 or “lunar 05-17” for the lunar calendar."),
    ),
    Field("birth_calendar", _("Birthday calendar"), ("lunar", "is_lunar", "calendar", "birthday_calendar", "农历", "历法"),
          help_text=_("“lunar” or “yes” where the birthday is by the Chinese calendar.")),
    Field("language", _("Language"), ("lang", "locale", "语言")),
    Field("groups", _("Customer groups"), ("group", "customer_group", "客户组", "分组", "客户分组", "群组")),
    Field("tags", _("Tags"), ("tag", "labels", "标签")),
    Field("consent_email", _("Consent: news by e-mail"),
          ("email_consent", "newsletter", "email_opt_in", "email_marketing", "accepts_marketing", "邮件营销", "接收邮件")),
    Field("consent_sms", _("Consent: news by SMS"),
          ("sms_consent", "sms_opt_in", "sms_marketing", "accepts_sms", "短信营销", "接收短信")),
    Field("consent_phone", _("Consent: news by phone"), ("phone_consent", "phone_opt_in", "电话营销", "接收电话")),
    Field("consent_letter", _("Consent: news by letter"), ("letter_consent", "mail_opt_in", "direct_mail", "接收信件")),
    Field("enrolled_at", _("Member since"),
          ("member_since", "enrolled", "enrolment_date", "enrollment_date", "joined", "joined_at", "registered_at",
           "registration_date", "入会时间", "入会日期", "注册时间", "注册日期", "开卡日期"),
          help_text=_("A day makes a member; an empty cell does not.")),
    Field("terms_version", _("Terms accepted"), ("terms", "条款版本")),
    Field("company", _("Company"), ("company_name", "organisation", "organization", "employer", "公司", "单位", "公司名称")),
    Field("company_role", _("Role in the company"), ("role", "position", "job_title", "职位", "职务")),
    Field("address", _("Street and number"), ("street", "address_line", "address1", "address_1", "地址", "详细地址", "街道地址")),
    Field("postal_code", _("Postal code"), ("zip", "zip_code", "postcode", "邮编", "邮政编码")),
    Field("city", _("City"), ("town", "城市", "市")),
    Field("region", _("Region"), ("state", "province", "county", "省", "省份", "地区")),
    Field("country", _("Country"), ("country_code", "国家"), help_text=_("Two letters: CN, US, DE …")),
    Field("source_note", _("Note"), ("note", "notes", "remark", "remarks", "comment", "comments", "备注")),
)  # fmt: skip
NAMES = tuple(field.name for field in FIELDS)
CUSTOM = "custom_"
CONSENTS = {"consent_email": "email", "consent_sms": "sms", "consent_phone": "phone", "consent_letter": "letter"}


def all_fields(custom: Iterable[CustomField] | None = None) -> tuple[Field, ...]:
    """The fields above and those that administrators added, as `custom_<code>`."""
    rows = CustomField.objects.all() if custom is None else custom
    return (*FIELDS, *(Field(f"{CUSTOM}{row.code}", row.label, (row.code, row.label)) for row in rows))
