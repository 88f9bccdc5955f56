"""Members of staff and their roles.

Nobody is deleted, because the trail names them: who leaves is deactivated. Only a superuser
may make or touch a superuser; otherwise whoever may edit staff could make themselves one.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group, Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core.models import User
from customers.roles import ADMIN_ROLES

# Permissions of Django's own bookkeeping tell an administrator nothing.
OURS = ("customers", "sales", "loyalty", "messaging", "surveys", "complaints", "campaigns", "core")
_ALSO = ("view_group", "add_group", "change_group", "delete_group")


def offered_permissions() -> QuerySet[Permission]:
    found = Permission.objects.filter(content_type__app_label__in=OURS).exclude(
        content_type__model__startswith="historical"
    )
    groups = Permission.objects.filter(content_type__app_label="auth", codename__in=_ALSO)
    return (
        (found | groups)
        .select_related("content_type")
        .order_by("content_type__app_label", "content_type__model", "codename")
    )


class StaffCreationForm(AdminUserCreationForm[User]):
    class Meta:
        model = User
        fields = ("email", "name")

    def clean_email(self) -> str:
        """One person, one account: capital letters make no second one."""
        email = str(self.cleaned_data["email"]).strip().lower()
        if User.objects.filter(email__iexact=email).exists():
            raise forms.ValidationError(_("Somebody with this e-mail address exists already."), code="email_taken")
        return email


class StaffChangeForm(UserChangeForm[User]):
    class Meta:
        model = User
        fields = (
            "email", "name", "language", "time_zone", "groups", "is_active", "is_staff", "is_superuser",
            "user_permissions",
        )  # fmt: skip


@admin.register(User)
class StaffAdmin(UserAdmin[User]):
    form = StaffChangeForm
    add_form = StaffCreationForm
    list_display = ("email", "name", "roles", "is_active", "is_staff", "last_login")
    list_filter = ("is_active", "groups")
    search_fields = ("email", "name")
    ordering = ("email",)
    filter_horizontal = ()
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("email", "password", "name", "language", "time_zone")}),
        (_("What they may do"), {"fields": ("groups", "is_active", "is_staff", "is_superuser", "user_permissions")}),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = ((None, {"fields": ("email", "name", "usable_password", "password1", "password2")}),)

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups")

    def formfield_for_manytomany(self, db_field: Any, request: Any = None, **kwargs: Any) -> Any:
        if db_field.name == "groups":
            kwargs |= {"widget": forms.CheckboxSelectMultiple(), "label": _("Roles"), "help_text": ""}
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: Any) -> None:
        """Owners and managers configure, so their role opens admin to them."""
        super().save_related(request, form, formsets, change)
        user: User = form.instance
        if not user.is_staff and user.groups.filter(name__in=ADMIN_ROLES).exists():
            user.is_staff = True
            user.save(update_fields=["is_staff"])

    @admin.display(description=_("Roles"))
    def roles(self, user: User) -> str:
        return ", ".join(group.name for group in user.groups.all())

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        powers = () if request.user.is_superuser else ("is_superuser", "user_permissions")
        return (*self.readonly_fields, *powers)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        if obj is not None and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False


admin.site.unregister(Group)


@admin.register(Group)
class RoleAdmin(GroupAdmin):
    """A role is a group of permissions; those of Django's own tables are left out."""

    filter_horizontal = ()

    def formfield_for_manytomany(self, db_field: Any, request: Any = None, **kwargs: Any) -> Any:
        if db_field.name == "permissions":
            kwargs["queryset"] = offered_permissions()
            kwargs["widget"] = forms.CheckboxSelectMultiple()
        return super().formfield_for_manytomany(db_field, request, **kwargs)
