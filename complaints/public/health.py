"""``/healthz``, ``/readyz`` and ``/statusz``: for machines that watch; nothing of a case in any of them."""

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from complaints.public import broker
from complaints.queries import health
from complaints.record import calendar


@never_cache
@require_safe
def healthz(_request: HttpRequest) -> HttpResponse:
    """The process lives."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
@require_safe
def readyz(_request: HttpRequest) -> HttpResponse:
    """The database answers; 503 where it does not. For balancers: intake needs nothing else."""
    if health.database_answers():
        return HttpResponse("ok\n", content_type="text/plain")
    return HttpResponse("the database does not answer\n", content_type="text/plain", status=503)


@never_cache
@require_safe
def statusz(_request: HttpRequest) -> JsonResponse:
    """Broker, jobs, last sweep, last delivery and the horizon of the decrees; 503 names what is wrong."""
    now = timezone.now()
    problems = [] if broker.is_reachable(settings.REDIS_URL) else ["broker: not reachable"]
    try:
        found = health.health(now=now, today=timezone.localdate(now), calendar=calendar.current())
    except DatabaseError:
        return _answer({"problems": [*problems, "database: does not answer"]})
    return _answer(
        {
            "last_sweep": found.last_sweep,
            "last_delivery": found.last_delivery,
            "parked": found.parked,
            "decree_horizon": found.decree_horizon,
            "late": [state.job.value for state in found.jobs if state.is_late],
            "warnings": found.warnings,
            "problems": [*problems, *found.problems],
        }
    )


def _answer(found: dict[str, object]) -> JsonResponse:
    well = not found["problems"]
    return JsonResponse({"status": "ok" if well else "failing", **found}, status=200 if well else 503)
