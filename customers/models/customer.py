"""The customer, the membership, and when somebody was a member."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.models import new_public_id
from customers.birthday import Birthday
from customers.querysets import CustomerQuerySet

# Shown instead of the name to whoever may not see the company.
HIDDEN_COMPANY = _("a company of a colleague")


class Customer(models.Model):
    """A person or a company that buys, or may buy."""

    class Kind(models.TextChoices):
        PERSON = "person", _("Person")
        COMPANY = "company", _("Company")

    class Calendar(models.TextChoices):
        SOLAR = "solar", _("Solar")
        LUNAR = "lunar", _("Lunar")

    class ContactStyle(models.TextChoices):
        """The sellers' types; `customers.contact_styles` has the advice for each."""

        TIGER = "tiger", _("Tiger")
        FAKE_TIGER = "fake_tiger", _("Fake tiger")
        PEACOCK = "peacock", _("Peacock")
        DOVE = "dove", _("Dove")

    public_id = models.UUIDField(_("public id"), default=new_public_id, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices, default=Kind.PERSON)
    # Who told us, and their number there: the key on which imports recognise a customer.
    source = models.CharField(_("source"), max_length=40, blank=True)
    external_id = models.CharField(_("external id"), max_length=64, blank=True, db_collation="C")

    given_name = models.CharField(_("given name"), max_length=80, blank=True)
    family_name = models.CharField(_("family name"), max_length=80, blank=True)
    display_name = models.CharField(_("display name"), max_length=160)
    company = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="contacts",
        verbose_name=_("company"),
        db_index=False,
    )
    company_role = models.CharField(_("role in the company"), max_length=80, blank=True)

    email = models.EmailField(_("e-mail"), max_length=254, blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True, help_text=_("In international form, +…"))
    language = models.CharField(_("language"), max_length=10, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True)

    birth_month = models.PositiveSmallIntegerField(_("birth month"), null=True, blank=True)
    birth_day = models.PositiveSmallIntegerField(_("birth day"), null=True, blank=True)
    birth_year = models.PositiveSmallIntegerField(_("birth year"), null=True, blank=True)
    birth_calendar = models.CharField(
        _("birthday calendar"), max_length=5, choices=Calendar.choices, default=Calendar.SOLAR
    )
    # Only in the lunar calendar: born in the leap repetition of the month.
    birth_leap_month = models.BooleanField(_("leap month"), default=False)

    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("assigned to"),
    )
    contact_style = models.CharField(_("contact style"), max_length=10, choices=ContactStyle.choices, blank=True)
    current_supplier = models.CharField(_("current supplier"), max_length=120, blank=True)
    supplier_follow_up = models.CharField(
        _("follow-up trigger"),
        max_length=200,
        blank=True,
        help_text=_("What would make them change: “contract ends in May”."),
    )
    supplier_follow_up_on = models.DateField(_("follow up on"), null=True, blank=True)
    tags = models.ManyToManyField("customers.Tag", blank=True, related_name="customers", verbose_name=_("tags"))
    groups = models.ManyToManyField(
        "customers.CustomerGroup", blank=True, related_name="customers", verbose_name=_("groups")
    )
    custom = models.JSONField(_("custom fields"), default=dict, blank=True)

    # Test and staff customers stay out of every figure.
    is_test = models.BooleanField(_("test customer"), default=False)
    is_staff_customer = models.BooleanField(_("member of staff"), default=False)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="+", db_index=False
    )
    erased_at = models.DateTimeField(_("erased at"), null=True, blank=True, editable=False)

    # Stored keys, made by `customers.keys` and written with every change of what they derive from.
    # Collation C whatever the database has, so that one B-tree serves equality, prefix and order.
    email_key = models.CharField(max_length=254, blank=True, editable=False, db_collation="C")
    sort_key = models.CharField(max_length=200, blank=True, editable=False, db_collation="C")
    search_key = models.CharField(max_length=400, blank=True, editable=False, db_collation="C")
    initials = models.CharField(max_length=40, blank=True, editable=False, db_collation="C")
    phone_reversed = models.CharField(max_length=20, blank=True, editable=False, db_collation="C")

    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    objects = CustomerQuerySet.as_manager()

    class Meta:
        verbose_name = _("customer")
        verbose_name_plural = _("customers")
        permissions = (
            ("view_all_customers", _("Can see every customer, not only their own and unassigned ones")),
            ("export_customer", _("Can export customers")),
            ("import_customer", _("Can import customers")),
            ("enrol_customer", _("Can enrol members")),
            ("merge_customer", _("Can merge two records of one customer")),
            ("suspend_customer", _("Can suspend members and end memberships")),
            ("view_reports", _("Can see dashboards and reports")),
            ("copy_customer", _("Can give customers a copy of their data")),
            ("erase_customer", _("Can erase customers on request")),
            ("override_erasure", _("Can erase customers in spite of what speaks against it")),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["email_key"],
                name="customer_email_unique",
                condition=~Q(email_key=""),
                violation_error_message=_("Another customer has this e-mail address."),
            ),
            models.UniqueConstraint(
                fields=["source", "external_id"],
                name="customer_external_id_unique",
                condition=~Q(external_id=""),
                violation_error_message=_("Another customer of this source has this external id."),
            ),
            # "IS NOT NULL" must be said: a CHECK that comes out unknown lets the row pass.
            models.CheckConstraint(
                name="customer_birthday_whole",
                condition=Q(birth_month__isnull=True, birth_day__isnull=True, birth_year__isnull=True)
                | Q(
                    birth_month__isnull=False,
                    birth_day__isnull=False,
                    birth_month__range=(1, 12),
                    birth_day__range=(1, 31),
                ),
                violation_error_message=_("A birthday needs a month and a day."),
            ),
            models.CheckConstraint(
                name="customer_birthday_exists",
                condition=Q(birth_month__isnull=True)
                | Q(birth_calendar="lunar", birth_day__lte=30)
                | Q(birth_calendar="solar", birth_leap_month=False, birth_day__lte=29)
                | Q(birth_calendar="solar", birth_leap_month=False, birth_day=30) & ~Q(birth_month=2)
                | Q(
                    birth_calendar="solar",
                    birth_leap_month=False,
                    birth_day=31,
                    birth_month__in=(1, 3, 5, 7, 8, 10, 12),
                ),
                violation_error_message=_("There is no such day in this calendar."),
            ),
            models.CheckConstraint(name="customer_named", condition=~Q(display_name="")),
            models.CheckConstraint(
                name="customer_not_own_company", condition=Q(company__isnull=True) | ~Q(company=F("id"))
            ),
            models.CheckConstraint(
                name="customer_not_merged_into_itself", condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id"))
            ),
        )
        indexes = (
            models.Index(fields=["sort_key", "id"], name="customer_sort"),
            # The few companies among many people, in the order of the list.
            models.Index(fields=["sort_key", "id"], name="customer_companies", condition=Q(kind="company")),
            models.Index(fields=["search_key"], name="customer_search"),
            models.Index(fields=["initials"], name="customer_initials"),
            models.Index(fields=["phone_reversed"], name="customer_phone_tail"),
            models.Index(fields=["external_id"], name="customer_external_id", condition=~Q(external_id="")),
            models.Index(fields=["-created_at", "-id"], name="customer_recent"),
            # The same few words in many rows: kept once each.
            models.Index(fields=["source"], name="customer_source"),
            # Prospects whose day has come; most customers have none.
            models.Index(
                fields=["supplier_follow_up_on", "id"],
                name="customer_supplier_day",
                condition=Q(supplier_follow_up_on__isnull=False),
            ),
            # Those of whom a supplier is known, for the figures: who tells of one is a prospect.
            models.Index(
                fields=["id"], name="customer_supplier", condition=~Q(current_supplier="") | ~Q(supplier_follow_up="")
            ),
            # Few customers have either: the whole column would be an index of nothing.
            models.Index(fields=["company"], name="customer_company", condition=Q(company__isnull=False)),
            models.Index(fields=["merged_into"], name="customer_merged", condition=Q(merged_into__isnull=False)),
            models.Index(fields=["birth_calendar", "birth_month", "birth_day"], name="customer_birthday"),
        )

    def __str__(self) -> str:
        """Who was erased is called so in the reader's language; of a row that was read in part nothing more is read."""
        if self.__dict__.get("erased_at"):
            return gettext("Erased #%(number)s") % {"number": self.pk}
        return self.display_name

    @property
    def birthday(self) -> Birthday | None:
        if self.birth_month is None or self.birth_day is None:
            return None
        return Birthday(
            month=self.birth_month,
            day=self.birth_day,
            is_lunar=self.birth_calendar == self.Calendar.LUNAR,
            is_leap_month=self.birth_leap_month,
            year=self.birth_year,
        )

    @property
    def is_company(self) -> bool:
        return self.kind == self.Kind.COMPANY

    def is_visible_to(self, user: Any) -> bool:
        """As `CustomerQuerySet.visible_to`, for a row that is read already."""
        return self.assigned_to_id in {None, user.pk} or user.has_perm("customers.view_all_customers")

    def company_for(self, user: Any) -> str:
        """The company's name for this person, a neutral word where it is none of theirs, empty without one."""
        if self.company is None:
            return ""
        return str(self.company) if self.company.is_visible_to(user) else str(HIDDEN_COMPANY)


class Membership(models.Model):
    """Enrolment in the loyalty programme: who accepted which terms, when and where."""

    class State(models.TextChoices):
        ACTIVE = "active", _("Active")
        SUSPENDED = "suspended", _("Suspended")
        LEFT = "left", _("Left")

    customer = models.OneToOneField(
        Customer, models.PROTECT, primary_key=True, related_name="membership", verbose_name=_("customer")
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.ACTIVE)
    terms_version = models.CharField(_("terms version"), max_length=40)
    enrolled_at = models.DateTimeField(_("enrolled at"))
    # Free text: a store's code, "import", "api", "first purchase".
    enrolled_where = models.CharField(_("where"), max_length=60, blank=True)
    enrolled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    state_since = models.DateTimeField(_("in this state since"))
    state_reason = models.CharField(_("reason"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = (
            models.CheckConstraint(
                name="membership_state_known", condition=Q(state__in=["active", "suspended", "left"])
            ),
        )

    def __str__(self) -> str:
        return f"{self.customer_id}: {self.get_state_display()}"


class MembershipSpan(models.Model):
    """A stretch of time as a member, suspended or not: from enrolling until leaving; the last one may be open.

    PostgreSQL writes the rows, by triggers on `Membership`; only a merge unites those of two records.
    Reports ask by `customers.membership`.
    """

    customer = models.ForeignKey(
        Customer, models.PROTECT, related_name="membership_spans", db_index=False, verbose_name=_("customer")
    )
    began_at = models.DateTimeField(_("from"))
    ended_at = models.DateTimeField(_("until"), null=True)

    class Meta:
        verbose_name = _("time as a member")
        verbose_name_plural = _("times as a member")
        default_permissions = ()
        indexes = (
            models.Index(fields=["customer", "began_at"], include=["ended_at"], name="membership_span_of"),
            models.Index(fields=["customer"], name="membership_span_over", condition=Q(ended_at__isnull=False)),
        )
        # Nearly every row is a member's only one, and open: an exclusion over all would cost more than the rest of
        # enrolling. So: one open row at most, no two ended ones that overlap, and by a trigger no ended one that
        # overlaps the open one.
        constraints = (
            models.UniqueConstraint(fields=["customer"], name="membership_span_open_once", condition=Q(ended_at=None)),
            ExclusionConstraint(
                name="membership_spans_do_not_overlap",
                expressions=[
                    ("customer", RangeOperators.EQUAL),
                    (
                        Func(
                            F("began_at"),
                            F("ended_at"),
                            RangeBoundary(inclusive_lower=True, inclusive_upper=False),
                            function="tstzrange",
                            output_field=DateTimeRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(ended_at__isnull=False),
            ),
            # Who leaves at the moment of enrolling was a member for no time, but had enrolled.
            models.CheckConstraint(
                name="membership_span_forward", condition=Q(ended_at=None) | Q(ended_at__gte=F("began_at"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.customer_id}: {self.began_at:%Y-%m-%d} –"
