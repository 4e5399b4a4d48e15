"""Published editions for everybody, in Dutch and in English.

Every answer carries an ETag of its bytes and the moment of the newest publication in it, so that a
reader, a proxy and a search engine ask again cheaply. Nothing here reads a session or sets a cookie.
"""

import hashlib
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.views.decorators.http import require_safe

from complaints.figures.months import Month
from complaints.models import Edition
from complaints.public.chart import chart
from complaints.queries.editions import Series, all_published, entry_of, newest_published
from complaints.renderings import table_html
from complaints.renderings.exports import FORMATS, export

#: Extension of a download and the format behind it.
DOWNLOADS = {format_.extension: name for name, format_ in FORMATS.items() if name != "html"}
_FRESH_SECONDS = 300


@require_safe
def page(request: HttpRequest, *, language: str) -> HttpResponseBase:
    """The newest published edition of every month."""
    return _page(request, all_published(), language=language)


@require_safe
def month_page(request: HttpRequest, *, language: str, month: Month) -> HttpResponseBase:
    """The newest published edition of one month."""
    edition = newest_published(month)
    if edition is None:
        raise Http404
    return _page(request, _one(edition), language=language, edition=edition)


@require_safe
def edition_page(request: HttpRequest, *, language: str, month: Month, number: int) -> HttpResponseBase:
    """One published edition, at an address that stays."""
    edition = _edition(month, number)
    return _page(request, _one(edition), language=language, edition=edition)


@require_safe
def table_file(request: HttpRequest, *, language: str, extension: str) -> HttpResponseBase:
    """All published months as a file."""
    series = all_published()
    if not series.entries:
        raise Http404
    return _file(request, series, language=language, extension=extension, name=_file_name(language))


@require_safe
def edition_file(request: HttpRequest, *, language: str, month: Month, number: int, extension: str) -> HttpResponseBase:
    """One published edition as a file, at an address that stays."""
    name = f"{_file_name(language)}-{month}-{number}"
    return _file(request, _one(_edition(month, number)), language=language, extension=extension, name=name)


def _edition(month: Month, number: int) -> Edition:
    edition = Edition.objects.published().filter(month=month.first_day, number=number).first()
    if edition is None:
        raise Http404
    return edition


def _one(edition: Edition) -> Series:
    return Series(entries=[entry_of(edition)], missing=())


def _page(request: HttpRequest, series: Series, *, language: str, edition: Edition | None = None) -> HttpResponseBase:
    with translation.override(language):
        content = render_to_string("public/page.html", _context(series, language=language, edition=edition))
    return _answer(request, content.encode(), series, language=language, content_type="text/html; charset=utf-8")


def _file(request: HttpRequest, series: Series, *, language: str, extension: str, name: str) -> HttpResponseBase:
    if extension not in DOWNLOADS:
        raise Http404
    format_ = DOWNLOADS[extension]
    content = export(series, name=format_, language=language)
    answer = _answer(request, content, series, language=language, content_type=FORMATS[format_].content_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}.{extension}"'
    return answer


def _answer(
    request: HttpRequest, content: bytes, series: Series, *, language: str, content_type: str
) -> HttpResponseBase:
    etag = quote_etag(hashlib.sha256(content).hexdigest())
    published = [entry.edition.published_at for entry in series.entries if entry.edition.published_at]
    newest = int(max(published).timestamp()) if published else None
    answer = HttpResponse(content, content_type=content_type)
    answer["ETag"] = etag
    answer["Content-Language"] = language
    answer["Cache-Control"] = f"public, max-age={_FRESH_SECONDS}"
    if newest is not None:
        answer["Last-Modified"] = http_date(newest)
    return get_conditional_response(request, etag=etag, last_modified=newest, response=answer) or answer


def _context(series: Series, *, language: str, edition: Edition | None) -> dict[str, Any]:
    other = {"nl": "en", "en": "nl"}[language]
    context: dict[str, Any] = {
        "language": language,
        "other": other,
        "body": settings.BODY_NAME,
        "address": settings.BODY_ADDRESS,
        "edition": edition,
        "home": reverse(f"public:{language}-page"),
        "here": _address(language, edition),
        "there": _address(other, edition),
        "downloads": _downloads(language, edition) if series.entries else (),
        "editions": _editions(series, language=language),
        "newer": _newer(language, edition),
    }
    if not series.entries:
        return context
    return {**context, **table_html.context(series), "newest": series.entries[0], "chart": chart(series)}


def _address(language: str, edition: Edition | None) -> str:
    if edition is None:
        return reverse(f"public:{language}-page")
    return reverse(f"public:{language}-edition", kwargs=_key(edition))


def _newer(language: str, edition: Edition | None) -> str | None:
    """The address of the edition that replaced this one, where there is one."""
    if edition is None:
        return None
    newest = newest_published(Month.of(edition.month))
    return _address(language, newest) if newest != edition else None


def _downloads(language: str, edition: Edition | None) -> list[tuple[str, str]]:
    if edition is None:
        return [
            (name, reverse(f"public:{language}-table", kwargs={"extension": extension}))
            for extension, name in DOWNLOADS.items()
        ]
    return [
        (name, reverse(f"public:{language}-edition-file", kwargs={**_key(edition), "extension": extension}))
        for extension, name in DOWNLOADS.items()
    ]


def _editions(series: Series, *, language: str) -> list[tuple[Edition, str]]:
    """Every published edition of the months shown, newest first, with its address."""
    found: list[tuple[Edition, str]] = []
    for shown in series.entries:
        entry: Any = shown
        while entry is not None:
            found.append((entry.edition, _address(language, entry.edition)))
            entry = entry.earlier
    return found


def _key(edition: Edition) -> dict[str, object]:
    return {"month": Month.of(edition.month), "number": edition.number}


def _file_name(language: str) -> str:
    return {"nl": "klachten", "en": "complaints"}[language]
