"""What a file of customers may tell, and the titles under which other systems export it."""

# ruff: noqa: E501  # Chinese characters count twice; the lists of titles read better on one line

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from core.importing.fields import Field
from customers.models import CustomField

IDENTITY = "identity_"
# Services that have a column of their own, with the titles of it; of any other one speaks "identities".
_IDENTITIES: dict[str, tuple[str, ...]] = {
    "wechat": ("WeChat", "wechat_id", "weixin", "openid", "open_id", "unionid", "微信", "微信号", "微信ID"),
    "wecom": ("WeCom", "wecom_id", "external_userid", "企业微信", "企微", "企业微信ID"),
    "whatsapp": ("WhatsApp", "whatsapp_id", "whatsapp_number", "wa_id"),
    "line": ("LINE", "line_id", "line_user_id"),
    "telegram": ("Telegram", "telegram_id", "telegram_username"),
}
FIELDS = (
    Field(
        "external_id", _("Customer number"),
        ("id", "number", "customer_id", "customer_number", "customer_no", "customer", "client_id", "cust_id", "user_id",
         "card_no", "code", "客户编号", "客户号", "客户ID", "编号", "会员编号", "会员号", "会员卡号", "会员ID", "顾客编号"),
        help_text=_("Their number there: by it a customer is recognised again. Without it, the e-mail address decides, then phone and name."),
    ),
    Field("public_id", _("Public id"), ("public_id", "uuid"),
          help_text=_("From an export of this list: it names the customer before number and e-mail address do.")),
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
    Field("time_zone", _("Time zone"), ("timezone", "tz", "时区"), help_text=_("For example Asia/Shanghai.")),
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
    *(Field(f"{IDENTITY}{provider}", titles[0], titles[1:],
            help_text=_("Their id there; one id belongs to one customer.")) for provider, titles in _IDENTITIES.items()),
    Field("identities", _("Messaging accounts"),
          ("channel_identities", "messaging_ids", "im_accounts", "渠道账号", "社交账号", "通讯账号", "即时通讯账号"),
          help_text=_("Several in one cell, each with its service: “wechat: anna_88; line: U4af49”.")),
    Field("assigned_to", _("Assigned to"),
          ("assigned", "owner", "account_owner", "account_manager", "sales_rep", "salesperson", "responsible",
           "负责人", "负责员工", "归属员工", "跟进人", "客户经理", "专属顾问", "导购"),
          help_text=_("E-mail address of the staff account, or a name that only one has.")),
    Field("contact_style", _("Contact style"),
          ("style", "buyer_type", "personality", "沟通方式", "沟通风格", "客户性格", "性格类型"),
          help_text=_("Tiger, fake tiger, peacock or dove.")),
    Field("current_supplier", _("Current supplier"),
          ("supplier", "present_supplier", "competitor", "现供应商", "目前供应商", "现有供应商", "竞争对手")),
    Field("supplier_follow_up", _("Follow-up trigger"),
          ("trigger", "follow_up", "follow_up_reason", "跟进契机", "跟进时机", "跟进原因"),
          help_text=_("What would make them change: “contract ends in May”.")),
    Field("supplier_follow_up_on", _("Follow up on"),
          ("follow_up_on", "follow_up_date", "next_contact", "contract_end", "跟进日期", "下次跟进", "合同到期", "合同到期日"),
          help_text=_("On this day the customer appears on Today.")),
    Field("source_note", _("Note"), ("note", "notes", "remark", "remarks", "comment", "comments", "备注")),
)  # fmt: skip
NAMES = tuple(field.name for field in FIELDS)
CUSTOM = "custom_"
IDENTITY_FIELDS = tuple(f"{IDENTITY}{provider}" for provider in _IDENTITIES)
CONSENTS = {"consent_email": "email", "consent_sms": "sms", "consent_phone": "phone", "consent_letter": "letter"}


def all_fields(custom: Iterable[CustomField] | None = None) -> tuple[Field, ...]:
    """The fields above and those that administrators added, as `custom_<code>`."""
    rows = CustomField.objects.all() if custom is None else custom
    return (*FIELDS, *(Field(f"{CUSTOM}{row.code}", row.label, (row.code, row.label)) for row in rows))
