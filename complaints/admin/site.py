"""The site of the desk: its own sign-in, its own addresses, rights by role."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from complaints.admin import (
    absences,
    bell,
    case,
    documents,
    editions,
    frame,
    intake,
    language,
    letter_templates,
    letters,
    liaison,
    mails,
    parked,
    signin,
    worklist,
)
from complaints.admin.language import View


class DeskSite(admin.AdminSite):
    """Django's admin site with the screens of the desk.

    Whoever is active and signed in comes in; what he finds is decided per screen by his roles
    (``complaints.access``). Django's staff and superuser flags open nothing.
    """

    site_title = _("Gehoor")
    site_header = _("Gehoor")
    index_title = _("Administration")
    site_url = None
    enable_nav_sidebar = False
    login_form = signin.SignInForm
    login_template = "desk/signin.html"
    logout_template = "desk/signed_out.html"
    password_change_template = "desk/password_change.html"
    password_change_done_template = "desk/password_change_done.html"
    app_index_template = "desk/administration.html"

    def has_permission(self, request: HttpRequest) -> bool:
        """Tell whether somebody comes in at all."""
        return bool(request.user.is_active)

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """What every screen knows."""
        return super().each_context(request) | frame.around(request) | {"shows_mail": mails.is_shown()}

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Let a view in for who signed in, in his language; no browser keeps a screen, only the words of scripts."""
        return language.speaks(super().admin_view(view, cacheable and view == self.i18n_javascript))

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """The sign-in page."""
        return language.speaks(super().login)(request, extra_context)

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """The start page: for now the first place where somebody has work."""
        return HttpResponseRedirect(frame.home_of(request))

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """The desk's own addresses before those of the stock admin."""
        own: list[URLPattern | URLResolver] = [
            path("language/", language.choose, name="language"),
            path("password_reset/", self._open(signin.NewPassword), name="admin_password_reset"),
            path("password_reset/done/", self._open(signin.NewPasswordSent), name="password_reset_done"),
            path("reset/<uidb64>/<token>/", self._open(signin.NewPasswordChosen), name="password_reset_confirm"),
            path("reset/done/", self._open(signin.NewPasswordStands), name="password_reset_complete"),
            path("work/", self.admin_view(worklist.show), name="worklist"),
            path("work/new/", self.admin_view(intake.register), name="register"),
            path("work/ombudsman/", self.admin_view(liaison.show), name="liaison"),
            path("work/<int:pk>/", self.admin_view(case.show), name="case"),
            path("work/<int:pk>/letters/new/", self.admin_view(letters.write), name="letter_new"),
            path("work/<int:pk>/letters/<int:number>/", self.admin_view(letters.show), name="letter"),
            path("work/<int:pk>/letters/<int:number>/file/", self.admin_view(letters.file), name="letter_file"),
            path("work/<int:pk>/documents/new/", self.admin_view(documents.add), name="document_new"),
            path("work/<int:pk>/documents/file/", self.admin_view(documents.print_file), name="case_file"),
            path("work/<int:pk>/documents/<int:number>/", self.admin_view(documents.show), name="document"),
            path("work/<int:pk>/documents/<int:number>/file/", self.admin_view(documents.file), name="document_file"),
            path("letters/", self.admin_view(letter_templates.show_all), name="letter_templates"),
            path("letters/block/", self.admin_view(letter_templates.edit_block), name="letter_block"),
            path(
                "letters/<slug:kind>/<slug:language>/", self.admin_view(letter_templates.edit), name="letter_template"
            ),
            path("post/", self.admin_view(letters.tray), name="post"),
            path("work/<int:pk>/<slug:slug>/", self.admin_view(case.act), name="act"),
            path("figures/", self.admin_view(editions.show), name="editions"),
            path("figures/compile/", self.admin_view(editions.compile_month), name="compile"),
            path("figures/<int:pk>/", self.admin_view(editions.show_one), name="edition"),
            path("figures/<int:pk>/<slug:step>/", self.admin_view(editions.take_step), name="edition_step"),
            path("alerts/", self.admin_view(bell.show), name="bell"),
            path("alerts/choices/", self.admin_view(bell.choose), name="mail_choices"),
            path("alerts/parked/", self.admin_view(parked.show), name="parked"),
            path("absences/", self.admin_view(absences.show), name="absences"),
            path("absences/<int:pk>/end/", self.admin_view(absences.end), name="absence_end"),
            path("mail/", self.admin_view(mails.show), name="mails"),
            path("mail/<str:place>/", self.admin_view(mails.show_one), name="mail"),
        ]
        return own + super().get_urls()

    def _open(self, view: Any) -> Any:
        """A page for who is not signed in."""

        def shown(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
            page: View = view.as_view(extra_context={**self.each_context(request), "title": ""})
            return page(request, **kwargs)

        return never_cache(language.speaks(shown))


#: The one desk. It keeps the name ``admin``, by which the stock templates find it.
desk = DeskSite(name="admin")
