"""Published editions for everybody, in Dutch and in English.

Every answer carries an ETag of its bytes and the moment of the newest publication in it, so that a
reader, a proxy and a search engine ask again cheaply. A page may be kept only as long as it is asked
whether it still holds: what is published is seen at once. Nothing here reads a session or sets a cookie.
"""

import hashlib

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.views.decorators.http import require_safe

from complaints.figures.months import Month
from complaints.models import AnnualReport, Edition
from complaints.queries.editions import Series, all_published, entry_of, newest_published
from complaints.queries.year import newest_reports
from complaints.renderings import addresses, annual, catalogue, feed, pages, table_schema
from complaints.renderings.files import content, format_of
from complaints.renderings.place import OnTheWeb

_HTML = "text/html; charset=utf-8"
_WEB = OnTheWeb()


@require_safe
def page(request: HttpRequest, *, language: str) -> HttpResponseBase:
    """The newest published edition of every month."""
    series = all_published()
    made = pages.front_page(series, newest_reports(), language=language, place=_WEB)
    return _answer(request, made, series, language=language, content_type=_HTML)


@require_safe
def month_page(request: HttpRequest, *, language: str, month: Month) -> HttpResponseBase:
    """The newest published edition of one month."""
    edition = newest_published(month)
    if edition is None:
        raise Http404
    return _edition_page(request, edition, newest=edition, language=language)


@require_safe
def edition_page(request: HttpRequest, *, language: str, month: Month, number: int) -> HttpResponseBase:
    """One published edition, at an address that stays."""
    edition = _edition(month, number)
    return _edition_page(request, edition, newest=newest_published(month), language=language)


@require_safe
def table_file(request: HttpRequest, *, language: str, extension: str) -> HttpResponseBase:
    """All published months as a file."""
    name = addresses.table_name(language)
    kept_as = addresses.download_name(language)
    return _file(request, _published(), language=language, extension=extension, name=name, kept_as=kept_as)


@require_safe
def data_file(request: HttpRequest, *, extension: str) -> HttpResponseBase:
    """All published months at the address for programs, which other sites may read from."""
    answer = _file(request, _published(), language="nl", extension=extension, name="data", kept_as="data")
    return _open(answer)


@require_safe
def edition_file(request: HttpRequest, *, language: str, month: Month, number: int, extension: str) -> HttpResponseBase:
    """One published edition as a file, at an address that stays."""
    series = _one(_edition(month, number))
    kept_as = f"{addresses.download_name(language)}-{month}-{number}"
    return _file(request, series, language=language, extension=extension, name=str(number), kept_as=kept_as)


@require_safe
def feed_file(request: HttpRequest, *, language: str) -> HttpResponseBase:
    """The news of editions."""
    series = _published()
    made = feed.feed(series, language=language)
    return _answer(request, made, series, language=language, content_type=feed.CONTENT_TYPE)


@require_safe
def catalogue_file(request: HttpRequest) -> HttpResponseBase:
    """The description of the data, for catalogues."""
    series = _published()
    made = catalogue.catalogue(series)
    return _open(_answer(request, made, series, language="nl", content_type=catalogue.CONTENT_TYPE))


@require_safe
def schema_file(request: HttpRequest) -> HttpResponseBase:
    """What the JSON is made of."""
    nothing = Series(entries=(), missing=())
    made = table_schema.render()
    return _open(_answer(request, made, nothing, language="en", content_type=table_schema.CONTENT_TYPE))


@require_safe
def report_page(request: HttpRequest, *, language: str, year: int, number: int) -> HttpResponseBase:
    """The annual report of a year, at an address that stays."""
    report = _report(year, number)
    newest = next((each for each in newest_reports() if each.year == year), None)
    made = pages.report_page(report, newest=newest, language=language, place=_WEB)
    return _made_once(request, made, report, language=language, content_type=_HTML)


@require_safe
def report_pdf(request: HttpRequest, *, language: str, year: int, number: int) -> HttpResponseBase:
    """The annual report to print."""
    report = _report(year, number)
    made = annual.pdf(report, language=language)
    return _made_once(request, made, report, language=language, content_type="application/pdf")


@require_safe
def report_register(request: HttpRequest, *, language: str, year: int, number: int) -> HttpResponseBase:
    """The register of the complaints (Awb 9:12a), the same in both languages."""
    report = _report(year, number)
    made = annual.register(report)
    return _made_once(request, made, report, language=language, content_type="text/csv; charset=utf-8")


def _report(year: int, number: int) -> AnnualReport:
    report = AnnualReport.objects.filter(year=year, number=number, published_at__isnull=False).first()
    if report is None:
        raise Http404
    return report


def _edition(month: Month, number: int) -> Edition:
    edition = Edition.objects.published().filter(month=month.first_day, number=number).first()
    if edition is None:
        raise Http404
    return edition


def _one(edition: Edition) -> Series:
    return Series(entries=[entry_of(edition)], missing=())


def _published() -> Series:
    series = all_published()
    if not series.entries:
        raise Http404
    return series


def _edition_page(request: HttpRequest, edition: Edition, *, newest: Edition | None, language: str) -> HttpResponseBase:
    series = _one(edition)
    made = pages.edition_page(series.entries[0], newest=newest, language=language, place=_WEB)
    return _answer(request, made, series, language=language, content_type=_HTML)


def _file(
    request: HttpRequest, series: Series, *, language: str, extension: str, name: str, kept_as: str
) -> HttpResponseBase:
    made = content(series, extension=extension, language=language, name=name)
    answer = _answer(request, made, series, language=language, content_type=format_of(extension).content_type)
    answer["Content-Disposition"] = f'attachment; filename="{kept_as}.{extension}"'
    return answer


def _answer(
    request: HttpRequest, content: bytes, series: Series, *, language: str, content_type: str
) -> HttpResponseBase:
    published = [entry.edition.published_at for entry in series.entries if entry.edition.published_at]
    newest = int(max(published).timestamp()) if published else None
    return _dated(request, content, newest, language=language, content_type=content_type)


def _made_once(
    request: HttpRequest, content: bytes, report: AnnualReport, *, language: str, content_type: str
) -> HttpResponseBase:
    newest = int(report.published_at.timestamp()) if report.published_at else None
    return _dated(request, content, newest, language=language, content_type=content_type)


def _dated(
    request: HttpRequest, content: bytes, newest: int | None, *, language: str, content_type: str
) -> HttpResponseBase:
    etag = quote_etag(hashlib.sha256(content).hexdigest())
    answer = HttpResponse(content, content_type=content_type)
    answer["ETag"] = etag
    answer["Content-Language"] = language
    answer["Cache-Control"] = "public, no-cache"
    if newest is not None:
        answer["Last-Modified"] = http_date(newest)
    return get_conditional_response(request, etag=etag, last_modified=newest, response=answer) or answer


def _open(answer: HttpResponseBase) -> HttpResponseBase:
    """Let the pages of other sites read it."""
    answer["Access-Control-Allow-Origin"] = "*"
    return answer
