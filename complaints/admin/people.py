"""Users, their roles and their units: the administrator's screens. He sees no case."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import UserChangeForm
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from complaints.admin.actors import ADMINISTRATORS, LADDER_KEEPERS, DeskModelAdmin, RoleRights
from complaints.admin.site import desk
from complaints.models import PartnerBody, RoleGrant, Unit, User


class PersonForm(UserChangeForm[User]):
    """A user as the administrator sees him; the password has a screen of its own."""

    def clean_email(self) -> str:
        """An address belongs to one person: a new password is sent to it."""
        address = str(self.cleaned_data["email"])
        if address and User.objects.filter(email__iexact=address).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("Another user has this address."))
        return address


class RoleInline(RoleRights, admin.StackedInline[RoleGrant, User]):
    """The roles of a user, each in one unit or in all."""

    model = RoleGrant
    fields = (("role", "unit"),)
    extra = 1
    writers = ADMINISTRATORS
    verbose_name = _("role")
    verbose_name_plural = _("roles")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A role is taken away as it was given."""
        return self.has_change_permission(request, obj)

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Units are made on their own screen."""
        formset = super().get_formset(request, obj, **kwargs)
        unit: Any = formset.form.base_fields["unit"]
        unit.widget.can_add_related = unit.widget.can_change_related = unit.widget.can_view_related = False
        unit.empty_label = _("All units")
        return formset


@admin.register(User, site=desk)
class PersonAdmin(DeskModelAdmin[User], UserAdmin[User]):
    """Who signs in, and with which roles. Nobody is removed: who leaves is switched off."""

    writers = ADMINISTRATORS
    form = PersonForm
    inlines = (RoleInline,)
    actions = None
    filter_horizontal = ()
    list_display = ("username", "last_name", "first_name", "roles", "is_active", "last_login")
    list_filter = ("is_active", "role_grants__role")
    search_fields = ("username", "first_name", "last_name", "email")
    ordering = ("username",)
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Person"), {"fields": ("first_name", "last_name", "email", "phone", "language")}),
        (_("Account"), {"fields": ("is_active", "last_login", "date_joined")}),
    )
    add_fieldsets = (
        (None, {"fields": ("username", "first_name", "last_name", "email", "language", "password1", "password2")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """With the roles, in one statement more for the whole list."""
        return super().get_queryset(request).prefetch_related("role_grants__unit")

    @admin.display(description=_("roles"))
    def roles(self, person: User) -> str:
        """The roles in words, each with its unit."""
        return ", ".join(
            f"{grant.get_role_display()} ({grant.unit})" if grant.unit else grant.get_role_display()
            for grant in person.role_grants.all()
        )


@admin.register(Unit, site=desk)
class UnitAdmin(DeskModelAdmin[Unit]):
    """Parts of the body. One that is gone is switched off: complaints still point to it."""

    writers = ADMINISTRATORS
    actions = None
    list_display = ("name", "code", "is_active")
    list_filter = ("is_active",)
    search_fields = ("name", "code")
    ordering = ("name", "pk")


@admin.register(PartnerBody, site=desk)
class PartnerBodyAdmin(DeskModelAdmin[PartnerBody]):
    """Bodies to which complaints are forwarded (Awb 2:3). One that is gone is switched off."""

    writers = LADDER_KEEPERS
    actions = None
    list_display = ("name", "competent_for", "email", "is_active")
    list_filter = ("is_active",)
    search_fields = ("name", "competent_for")
    ordering = ("name",)
