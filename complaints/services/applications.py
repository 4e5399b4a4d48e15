"""The application (aanvraag) that a complaint about processing time is about: its dates and its term."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from complaints import law
from complaints.access import Actor
from complaints.models import Application, Complaint
from complaints.record import calendar
from complaints.record.case import Case, WrongDay, open_case
from complaints.record.checking import Unusable, require_usable
from complaints.record.lawful import lawfully
from complaints.vocabulary import Category, TermUnit
from complaints.workflow import Action, Refusal

#: So many weeks or months a term to decide may have, as the register allows.
LONGEST_TERM = 260

_FIELDS = ("applied_on", "term", "unit", "extended", "paused_days", "decided_on")


class NotAboutProcessingTime(Refusal):
    """Only a complaint about processing time has an application whose term is counted."""

    code = "not_about_processing_time"


@transaction.atomic
def set_application(
    *,
    complaint_id: int,
    version: int | None,
    actor: Actor,
    now: datetime,
    applied_on: date,
    term: int,
    unit: TermUnit,
    extended: int = 0,
    paused_days: int = 0,
    decided_on: date | None = None,
) -> Complaint:
    """Record or replace the dates and the term of the application (Awb 4:13 to 4:15).

    ``term`` and ``extended`` count in ``unit``, ``paused_days`` in calendar days; days are those
    of the Netherlands. Raises :class:`NotAboutProcessingTime`, ``WrongDay`` for an application
    after the receipt of the complaint or a decision before it or in the future, ``Unusable`` for
    a term out of range, ``AgainstTheLaw`` for days outside the calendar.
    """
    case = open_case(Action.SET_APPLICATION, complaint_id=complaint_id, version=version, actor=actor, now=now)
    if case.complaint.category != Category.PROCESSING_TIME:
        raise NotAboutProcessingTime(_("Only a complaint about processing time has an application."))
    application = Application.objects.filter(complaint=case.complaint).first() or Application(complaint=case.complaint)
    before = {name: getattr(application, name) for name in _FIELDS} if application.pk else dict.fromkeys(_FIELDS)
    for name, value in zip(_FIELDS, (applied_on, term, unit, extended, paused_days, decided_on), strict=True):
        setattr(application, name, value)
    require_usable(application)
    _require_days(case, application)
    _require_countable(application)
    application.save()
    return case.save(**_changes(before, application))


def _require_days(case: Case, application: Application) -> None:
    if application.applied_on > case.complaint.received_on:
        raise WrongDay(
            _("The application is from after the receipt of the complaint on %(day)s.")
            % {"day": date_format(case.complaint.received_on, "DATE_FORMAT")},
            field="applied_on",
        )
    if application.decided_on is None:
        return
    if application.decided_on > case.today:
        raise WrongDay(_("A decision that is still to come is not recorded."), field="decided_on")
    if application.decided_on < application.applied_on:
        raise WrongDay(_("A decision is not from before the application."), field="decided_on")


def _require_countable(application: Application) -> None:
    if not 1 <= application.term <= LONGEST_TERM:
        raise Unusable(
            _("A term to decide is between 1 and %(most)s weeks or months.") % {"most": LONGEST_TERM}, field="term"
        )
    with lawfully(field="applied_on"):
        law.decision_term(
            application.applied_on,
            term=application.term,
            unit=application.unit,
            extended=application.extended,
            paused_days=application.paused_days,
            calendar=calendar.current(),
        )


def _changes(before: dict[str, object], application: Application) -> dict[str, Any]:
    after = {name: getattr(application, name) for name in _FIELDS}
    return {name: [_plain(before[name]), _plain(after[name])] for name in _FIELDS if before[name] != after[name]}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
