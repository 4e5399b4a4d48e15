"""Who works with the register: users, their units and their roles."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from complaints.vocabulary import Language, MailStyle, Role


class Unit(models.Model):
    """A part of the body (organisatieonderdeel) that complaints are about and are handled in."""

    code = models.CharField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=120)
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")

    def __str__(self) -> str:
        return self.name


class Users(UserManager["User"]):
    """Makes users; the first administrator comes from the command line."""

    use_in_migrations = False

    def create_superuser(
        self, username: str, email: str | None = None, password: str | None = None, **fields: Any
    ) -> "User":
        """Make an administrator of all units: Django's superuser flag alone opens nothing here."""
        user = super().create_superuser(username, email, password, **fields)
        RoleGrant.objects.create(user=user, role=Role.ADMINISTRATOR)
        return user


class User(AbstractUser):
    """Somebody who signs in. What he may do follows from his :class:`RoleGrant` rows alone.

    ``mails`` says how he wants his alerts; ``digest_hour`` is the hour (Europe/Amsterdam) of the one
    mail on working mornings.
    """

    language = models.CharField(_("language"), max_length=2, choices=Language.choices, default=Language.DUTCH)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    mails = models.CharField(_("alerts by e-mail"), max_length=10, choices=MailStyle.choices, default=MailStyle.DIGEST)
    digest_hour = models.PositiveSmallIntegerField(_("hour of the daily mail"), default=8)

    objects: ClassVar[Users] = Users()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.CheckConstraint(name="user_language_known", condition=Q(language__in=Language.values)),
            models.CheckConstraint(name="user_mails_known", condition=Q(mails__in=MailStyle.values)),
            models.CheckConstraint(name="user_digest_hour_of_a_day", condition=Q(digest_hour__lte=23)),
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.username


class RoleGrant(models.Model):
    """A role of a user, in one unit or (``unit`` empty) in all."""

    user = models.ForeignKey(User, models.CASCADE, related_name="role_grants", verbose_name=_("user"))
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("unit"),
        help_text=_("Leave empty for all units."),
    )

    class Meta:
        verbose_name = _("role of a user")
        verbose_name_plural = _("roles of users")
        constraints = [
            models.CheckConstraint(name="role_grant_role_known", condition=Q(role__in=Role.values)),
            models.UniqueConstraint(name="role_grant_once", fields=["user", "role", "unit"], nulls_distinct=False),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"
