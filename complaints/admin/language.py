"""Which language the desk speaks: Dutch, unless who reads it chose English.

What a browser asks for is no choice: colleagues share screens, and letters quote them. The choice is
stored with the user, and in a cookie for who has not signed in yet.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from complaints.models import User
from complaints.vocabulary import Language

View = Callable[..., HttpResponseBase]


def chosen(request: HttpRequest) -> str:
    """The language of this person: his own, the cookie's, or Dutch."""
    if isinstance(request.user, User):
        return request.user.language
    cookie = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return cookie if cookie in Language.values else settings.LANGUAGE_CODE


def speaks(view: View) -> View:
    """Let a view answer in the language of who asks."""

    @wraps(view)
    def speaking(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        language = chosen(request)
        translation.activate(language)
        request.LANGUAGE_CODE = language
        return view(request, *args, **kwargs)

    return speaking


@require_POST
def choose(request: HttpRequest) -> HttpResponseRedirect:
    """Store the choice, and go back to where it was made."""
    language = request.POST.get("language", "")
    response = HttpResponseRedirect(_back(request))
    if language not in Language.values:
        return response
    if isinstance(request.user, User):
        User.objects.filter(pk=request.user.pk).update(language=language)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 24 * 60 * 60,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
    return response


def _back(request: HttpRequest) -> str:
    address = request.POST.get("next", "")
    known = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if known else "/admin/"
