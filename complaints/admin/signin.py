"""Signing in, and a new password for who forgot his."""

from typing import Any

from django.conf import settings
from django.contrib.auth import views
from django.contrib.auth.forms import AuthenticationForm, PasswordResetForm
from django.urls import reverse_lazy
from django.utils import translation
from django.utils.translation import gettext_lazy as _


class SignInForm(AuthenticationForm):
    """Name and password. Why it failed is never told more precisely than “one of the two is wrong”."""

    error_messages = {
        "invalid_login": _("This user name and password do not belong together. Check both; capitals count."),
        "inactive": _("This user name and password do not belong together. Check both; capitals count."),
    }


class NewPasswordForm(PasswordResetForm):
    """Asks for an address; the letter is in the language of who has it."""

    def send_mail(
        self,
        subject_template_name: str,
        email_template_name: str,
        context: dict[str, Any],
        from_email: str | None,
        to_email: str,
        html_email_template_name: str | None = None,
    ) -> None:
        """Send the letter with its link, which works once."""
        with translation.override(context["user"].language):
            super().send_mail(
                subject_template_name, email_template_name, context, from_email, to_email, html_email_template_name
            )


class NewPassword(views.PasswordResetView):
    """Ask for a link by mail. The answer is the same whether the address is known or not."""

    form_class = NewPasswordForm
    template_name = "desk/password_reset.html"
    email_template_name = "desk/password_reset_mail.txt"
    subject_template_name = "desk/password_reset_subject.txt"
    success_url = reverse_lazy("admin:password_reset_done")

    def form_valid(self, form: PasswordResetForm) -> Any:
        self.extra_email_context = {"site_url": settings.SITE_URL, "body_name": settings.BODY_NAME}
        return super().form_valid(form)


class NewPasswordSent(views.PasswordResetDoneView):
    """Say that the mail is under way, if the address is known."""

    template_name = "desk/password_reset_done.html"


class NewPasswordChosen(views.PasswordResetConfirmView):
    """Choose the new password, from the link of the mail."""

    template_name = "desk/password_reset_confirm.html"
    success_url = reverse_lazy("admin:password_reset_complete")


class NewPasswordStands(views.PasswordResetCompleteView):
    """Say that it is done, and point to signing in."""

    template_name = "desk/password_reset_complete.html"
