"""Published figures, read-only, for everybody: the same JSON as the export, byte for byte."""

from django.http import HttpResponse
from rest_framework.exceptions import NotFound, ParseError
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.views import APIView

from complaints.figures.months import Month, NotAMonth
from complaints.queries.editions import Series, all_published, entry_of, newest_published
from complaints.renderings.exports import FORMATS, LANGUAGES, export


class _Published(APIView):
    """Open data: nobody has to sign in, and nobody is asked who he is."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    http_method_names = ("get", "head", "options")


class Publications(_Published):
    """Every published month, newest first."""

    def get(self, request: Request) -> HttpResponse:
        """Answer with the whole table; ``?language=en`` for texts in English."""
        return _answer(request, all_published())


class Publication(_Published):
    """The newest published edition of one month."""

    def get(self, request: Request, month: str) -> HttpResponse:
        """Answer with the month; 404 where nothing of it is published."""
        try:
            edition = newest_published(Month.parse(month))
        except NotAMonth as error:
            raise NotFound from error
        if edition is None:
            raise NotFound
        return _answer(request, Series(entries=[entry_of(edition)], missing=()))


def _answer(request: Request, series: Series) -> HttpResponse:
    language = request.query_params.get("language", LANGUAGES[0])
    if language not in LANGUAGES:
        raise ParseError({"language": " / ".join(LANGUAGES)})
    if not series.entries:
        raise NotFound
    return HttpResponse(export(series, name="json", language=language), content_type=FORMATS["json"].content_type)
