"""Members of staff and their roles.

Nobody is deleted, because the trail names them: who leaves is deactivated. Only a superuser
may make or touch a superuser; otherwise whoever may edit staff could make themselves one.
What somebody may do follows from their roles alone, and whether they may open Settings too.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import (
    AdminPasswordChangeForm,
    AdminUserCreationForm,
    ReadOnlyPasswordHashField,
    ReadOnlyPasswordHashWidget,
    UserChangeForm,
)
from django.contrib.auth.hashers import is_password_usable
from django.contrib.auth.models import Group
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError
from core.models import User
from customers import powers, zones
from customers.models import Role
from customers.models.roles import TITLES, role_title
from customers.roles import refresh_access


class _OwnAddress:
    """One person, one account: capital letters make no second one, and the log-in looks for small ones."""

    def clean_email(self) -> str:
        form: Any = self
        email = str(form.cleaned_data["email"]).strip().lower()
        if User.objects.filter(email__iexact=email).exclude(pk=form.instance.pk).exists():
            raise forms.ValidationError(_("Somebody with this e-mail address exists already."), code="email_taken")
        return email


class StaffCreationForm(_OwnAddress, AdminUserCreationForm[User]):
    """Everybody logs in with a password; Django's question whether they do is not asked."""

    usable_password = None  # type: ignore[assignment]  # takes the field away

    class Meta:
        model = User
        fields = ("email", "name")


class PasswordNote(ReadOnlyPasswordHashWidget):
    """That there is a password, and the way to change it; how it is kept says nothing to a shop."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        if value and is_password_usable(value):
            context["summary"] = [{"label": _("A password is set")}]
        return context


class StaffChangeForm(_OwnAddress, UserChangeForm[User]):
    password = ReadOnlyPasswordHashField(
        label=_("Password"), widget=PasswordNote, help_text=_("Nobody can read it; it can be replaced.")
    )

    class Meta:
        model = User
        fields = ("email", "name", "language", "time_zone", "groups", "is_active", "is_superuser")

    def clean_time_zone(self) -> str:
        """Every page that they open is shown in it."""
        try:
            return zones.time_zone(self.cleaned_data["time_zone"])
        except DomainError as error:
            raise forms.ValidationError(str(error), code=error.code) from None


class StaffPasswordForm(AdminPasswordChangeForm):  # type: ignore[type-arg]  # takes none at run time
    """A new password; who shall not log in any more is deactivated, not left without one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("usable_password", None)


class RoleFilter(admin.SimpleListFilter):
    title = _("role")
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(str(role.pk), str(role)) for role in Role.objects.order_by("name")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        chosen = self.value()
        return queryset.filter(groups=int(chosen)) if chosen and chosen.isdecimal() else queryset


@admin.register(User)
class StaffAdmin(UserAdmin[User]):
    form = StaffChangeForm
    add_form = StaffCreationForm
    change_password_form = StaffPasswordForm
    list_display = ("email", "name", "roles", "is_active", "opens_settings", "last_login")
    list_filter = ("is_active", RoleFilter)
    search_fields = ("email", "name")
    ordering = ("email",)
    filter_horizontal = ()
    readonly_fields = ("opens_settings", "last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("email", "password", "name", "language", "time_zone")}),
        (_("What they may do"), {"fields": ("groups", "is_active", "opens_settings", "is_superuser")}),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = ((None, {"fields": ("email", "name", "password1", "password2")}),)

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups")

    def formfield_for_manytomany(self, db_field: Any, request: Any = None, **kwargs: Any) -> Any:
        if db_field.name == "groups":
            roles: Any = Role.objects.order_by("name")
            kwargs |= {"widget": forms.CheckboxSelectMultiple(), "label": _("Roles"), "help_text": ""}
            kwargs["queryset"] = roles
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: Any) -> None:
        """Whoever configures something may open Settings; when the last such role goes, the way in goes too."""
        super().save_related(request, form, formsets, change)
        refresh_access([form.instance])

    @admin.display(description=_("May open Settings"), boolean=True)
    def opens_settings(self, user: User) -> bool:
        return user.is_staff

    @admin.display(description=_("Roles"))
    def roles(self, user: User) -> str:
        return ", ".join(role_title(group.name) for group in user.groups.all())

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        return (*self.readonly_fields, *(() if request.user.is_superuser else ("is_superuser",)))

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        if obj is not None and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False


admin.site.unregister(Group)


def _choices() -> list[tuple[str, list[tuple[str, str]]]]:
    areas: dict[str, list[tuple[str, str]]] = {}
    for power in powers.powers():
        areas.setdefault(power.area, []).append((power.key, power.title))
    return list(areas.items())


class RoleForm(forms.ModelForm[Role]):
    powers = forms.MultipleChoiceField(
        label=_("May do"), required=False, choices=_choices, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Role
        fields = ("name",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["powers"] = powers.held(self.instance.permissions.values_list("pk", flat=True))


@admin.register(Role)
class RoleAdmin(admin.ModelAdmin[Role]):
    """A role is a group of permissions, chosen in words."""

    form = RoleForm
    list_display = ("__str__", "members")
    search_fields = ("name",)
    ordering = ("name",)
    fields = ("name", "powers")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Role]:
        return super().get_queryset(request).annotate(staff=Count("user"))

    @admin.display(description=_("Members of staff"))
    def members(self, role: Any) -> int:
        return int(role.staff)

    def get_fields(self, request: HttpRequest, obj: Role | None = None) -> tuple[str, ...]:
        """The names of the product's own roles are translated and stay; they are found by them."""
        return ("powers",) if obj and obj.name in TITLES else ("name", "powers")

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: Any) -> None:
        """Permissions as chosen; whoever has the role may open Settings, or may not any more."""
        super().save_related(request, form, formsets, change)
        role = form.instance
        before = role.permissions.values_list("pk", flat=True)
        role.permissions.set(powers.changed(list(before), form.cleaned_data["powers"]))
        refresh_access(User.objects.filter(groups=role.pk))

    # A proxy has no permissions of its own.
    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("auth.view_group") or self.has_change_permission(request, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("auth.add_group") or self.has_change_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("auth.change_group")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The product's own would come back with the next release."""
        return request.user.has_perm("auth.delete_group") and not (obj and obj.name in TITLES)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)
