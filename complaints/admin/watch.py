"""The watchdog as every screen shows it: what is wrong with the jobs, to whom it concerns."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from complaints.admin.actors import INTAKERS, LADDER_KEEPERS, LIAISONS, has_role
from complaints.queries.jobs import JobState, states
from complaints.vocabulary import ALERTING


@dataclass(frozen=True)
class Told:
    """What somebody is told above every screen; ``is_urgent`` where something is late or goes to nobody."""

    sentences: Sequence[str]
    is_urgent: bool
    leads_to_jobs: bool


def told_to(request: HttpRequest) -> Told | None:
    """What this person must know of the jobs, in one statement; None when all is well, or it is not his concern."""
    keeps_jobs = has_role(request, LADDER_KEEPERS)
    if not (keeps_jobs or has_role(request, INTAKERS | LIAISONS)):
        return None
    found = states(now=timezone.now())
    sentences = list(_of_the_jobs(found)) if keeps_jobs else list(_of_the_alerts(found))
    if not sentences:
        return None
    return Told(
        sentences,
        is_urgent=any(state.is_late or state.unaddressed for state in found),
        leads_to_jobs=keeps_jobs,
    )


def _of_the_alerts(found: Iterable[JobState]) -> Iterator[str]:
    """What concerns who handles complaints: whether he can rely on being warned."""
    if _alerts_are_late(found):
        yield _("Warnings may be late: look at the last days in your work list.")


def _of_the_jobs(found: Sequence[JobState]) -> Iterator[str]:
    """What concerns who looks after the jobs; of one that is late the screen of the jobs says why."""
    if _alerts_are_late(found):
        yield _("Warnings may be late.")
    if late := [state for state in found if state.is_late]:
        said = ngettext("This job is late: %(jobs)s.", "These jobs are late: %(jobs)s.", len(late))
        yield said % {"jobs": _names(late)}
    failing = [state for state in found if state.is_failing and not state.is_late]
    if failed := [state for state in failing if state.last_trouble and not state.last_trouble.died]:
        yield _("Failed, and will be tried again: %(jobs)s.") % {"jobs": _names(failed)}
    if killed := [state for state in failing if state.last_trouble and state.last_trouble.died]:
        yield _("Broken off, and will be tried again: %(jobs)s.") % {"jobs": _names(killed)}
    if unaddressed := sum(state.unaddressed for state in found):
        yield ngettext(
            "%(number)s warning has nobody to go to: give somebody the role of coordinator.",
            "%(number)s warnings have nobody to go to: give somebody the role of coordinator.",
            unaddressed,
        ) % {"number": unaddressed}


def _alerts_are_late(found: Iterable[JobState]) -> bool:
    return any(state.is_late and state.job in ALERTING for state in found)


def _names(found: Iterable[JobState]) -> str:
    return ", ".join(str(state.job.label).lower() for state in found)
