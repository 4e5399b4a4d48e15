"""``/calendar/<token>.ics``: a calendar feed. Who has the address reads it; no session, no cookie.

An address that never was and one that was revoked answer the same. A shared cache keeps nothing; a
calendar program asks again with the ETag.
"""

import hashlib

from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from complaints.services import feeds


@require_safe
def show(request: HttpRequest, *, token: str) -> HttpResponseBase:
    """The calendar, or 404."""
    try:
        content = feeds.read(token=token, now=timezone.now())
    except feeds.NoSuchFeed:
        return _private(HttpResponseNotFound("no such calendar\n", content_type="text/plain; charset=utf-8"))
    etag = quote_etag(hashlib.sha256(content).hexdigest())
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["ETag"] = etag
    answer["Content-Disposition"] = 'inline; filename="gehoor.ics"'
    return _private(get_conditional_response(request, etag=etag, response=answer) or answer)


def _private(answer: HttpResponseBase) -> HttpResponseBase:
    answer["Cache-Control"] = "private, no-cache"
    answer["X-Robots-Tag"] = "noindex"
    return answer
