"""Terms: extend, record consent, correct the receipt. What has happened is recorded as it was."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Min
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from complaints import law
from complaints.access import Actor
from complaints.models import Act, Complaint, Consent, Extension
from complaints.record import calendar, clocks, trail
from complaints.record.case import Case, open_case
from complaints.record.checking import require_moment, require_text, require_usable
from complaints.record.lawful import lawfully
from complaints.vocabulary import ActKind, Method, Side, Superseded
from complaints.workflow import Action, Refusal

#: Where a document is kept, in characters.
_LONGEST_PLACE = 200


class ExtendedAlready(Refusal):
    """Policy: a complaint is extended once; further delay needs the complainant's consent (9:11 lid 3)."""

    code = "extended_already"
    article = "Awb 9:11 lid 2"


class NothingToTell(Refusal):
    """There is no extension of which somebody is told."""

    code = "nothing_to_tell"
    article = "Awb 9:11 lid 2"


class NobodyToTell(Refusal):
    """No person complained about is identified: the extension has one addressee."""

    code = "nobody_to_tell"
    article = "Awb 9:11 lid 2"


class NotReceivedThen(Refusal):
    """The corrected receipt lies in the future, after an act, or before the law's calendar."""

    code = "not_received_then"


@transaction.atomic
def extend(
    *,
    complaint_id: int,
    version: int | None,
    actor: Actor,
    now: datetime,
    weeks: int,
    notified_on: date,
    method: Method,
    reason: str,
    happened: bool = False,
    person_told_on: date | None = None,
) -> Complaint:
    """Extend the term (verdagen, Awb 9:11 lid 2) by one to four weeks, notified on a day.

    ``person_told_on`` is the day on which the person complained about was told, where he was.
    ``happened`` records a notice that went out as a fact: where the law gives it no legal effect
    it moves no clock. Otherwise a wrong one is refused with ``AgainstTheLaw`` or
    :class:`ExtendedAlready`. Raises :class:`NobodyToTell` and ``WrongDay`` besides.
    """
    case = open_case(Action.EXTEND, complaint_id=complaint_id, version=version, actor=actor, now=now)
    case.require_day(notified_on, "notified_on")
    require_text(reason, _("Give the reason of the extension."), field="reason", article="Awb 9:11 lid 2")
    if not happened:
        _require_extension(case, weeks, notified_on)
    no_effect = clocks.no_effect_of(case.complaint, law.Extension(weeks, notified_on))
    act = case.add_act(ActKind.EXTENDED, notified_on, method=method, detail=reason, no_effect_reason=no_effect)
    extension = Extension(act=act, weeks=weeks)
    require_usable(extension)
    extension.save()
    if person_told_on is not None:
        _tell_person(case, person_told_on, method, field="person_told_on")
    clocks.redraw(case.complaint, because=Superseded.EXTENDED, actor=actor, now=now)
    return case.save(reason=no_effect or reason[: trail.LONGEST_REASON], extension_weeks=[None, weeks])


@transaction.atomic
def tell_extension(
    *,
    complaint_id: int,
    version: int | None,
    actor: Actor,
    now: datetime,
    told_on: date,
    method: Method,
) -> Complaint:
    """Record that the person complained about was told of the extension (Awb 9:11 lid 2), on a local day.

    Raises :class:`NothingToTell` where the term was not extended by then, :class:`NobodyToTell`,
    ``WrongDay``.
    """
    case = open_case(Action.TELL_EXTENSION, complaint_id=complaint_id, version=version, actor=actor, now=now)
    case.require_day(told_on, "told_on")
    if not case.complaint.acts.standing().filter(kind=ActKind.EXTENDED).exists():
        raise NothingToTell(_("The term was not extended."))
    _tell_person(case, told_on, method, field="told_on")
    return case.save(extension_noticed=[None, told_on.isoformat()])


@transaction.atomic
def consent(
    *,
    complaint_id: int,
    version: int | None,
    actor: Actor,
    now: datetime,
    until: date,
    given_on: date,
    document: str,
    happened: bool = False,
) -> Complaint:
    """Record the complainant's written consent to further delay (instemming, Awb 9:11 lid 3).

    ``document`` says where the written consent is kept and is required. ``happened`` as in
    :func:`extend`. Raises ``AgainstTheLaw``, ``Unusable`` and ``WrongDay``.
    """
    case = open_case(Action.CONSENT, complaint_id=complaint_id, version=version, actor=actor, now=now)
    case.require_day(given_on, "given_on")
    require_text(
        document,
        _("Consent is in writing: say where the document is."),
        field="document",
        article="Awb 9:11 lid 3",
        longest=_LONGEST_PLACE,
    )
    if not happened:
        with lawfully(field="until"):
            law.require_consent(clocks.handling_term_of(case.complaint), until=until, given_on=given_on)
    no_effect = clocks.no_effect_of(case.complaint, law.Consent(until, given_on))
    act = case.add_act(ActKind.CONSENTED, given_on, detail=document, no_effect_reason=no_effect)
    agreed = Consent(act=act, until=until, document=document)
    require_usable(agreed)
    agreed.save()
    clocks.redraw(case.complaint, because=Superseded.CONSENTED, actor=actor, now=now)
    return case.save(reason=no_effect, consent_until=[None, until.isoformat()])


@transaction.atomic
def correct_receipt(
    *,
    complaint_id: int,
    version: int | None,
    actor: Actor,
    now: datetime,
    received_at: datetime | None,
    received_on: date,
    reason: str,
) -> Complaint:
    """Correct the day of receipt (ontvangst); every clock from receipt gets a new version.

    Raises :class:`NotReceivedThen` for a receipt after today, after a recorded act or after
    closing, ``AgainstTheLaw`` for one before 2014.
    """
    case = open_case(Action.CORRECT_RECEIPT, complaint_id=complaint_id, version=version, actor=actor, now=now)
    require_text(reason, _("Say why the receipt is corrected."), field="reason", longest=trail.LONGEST_REASON)
    _require_receipt(case, received_at, received_on)
    case.complaint.received_at = received_at
    case.complaint.received_on = received_on
    if not case.complaint.is_intervention:
        clocks.redraw(case.complaint, because=Superseded.RECEIPT_CORRECTED, actor=actor, now=now)
    case.add_act(ActKind.RECEIPT_CORRECTED, received_on, detail=reason)
    return case.save(reason=reason)


def _tell_person(case: Case, told_on: date, method: Method, *, field: str) -> None:
    case.require_day(told_on, field)
    if not case.complaint.persons_complained_about.exists():
        raise NobodyToTell(_("Nobody is named as the person complained about."), field=field)
    case.add_act(ActKind.EXTENSION_NOTICED, told_on, method=method, side=Side.PERSON)


def _require_extension(case: Case, weeks: int, notified_on: date) -> None:
    term = clocks.handling_term_of(case.complaint)
    if term.extension_weeks:
        raise ExtendedAlready(
            _("The term was extended once already; ask the complainant to agree to further delay."), field="weeks"
        )
    with lawfully():
        law.require_extension(term, weeks=weeks, notified_on=notified_on)


def _require_receipt(case: Case, received_at: datetime | None, received_on: date) -> None:
    require_moment(received_at, field="received_at")
    if received_on > case.today or (received_at is not None and received_at > case.now):
        raise NotReceivedThen(_("The receipt is in the future."), field="received_on")
    if received_at is not None and law.local_day(received_at) != received_on:
        raise NotReceivedThen(_("The moment of receipt does not fall on the day of receipt."), field="received_on")
    acts = Act.objects.filter(complaint=case.complaint).exclude(kind=ActKind.RECEIPT_CORRECTED)
    done = [day for day in (acts.aggregate(Min("happened_on"))["happened_on__min"], case.complaint.closed_on) if day]
    if done and received_on > min(done):
        raise NotReceivedThen(
            _("Something was done on %(day)s already; the receipt is not later.")
            % {"day": date_format(min(done), "DATE_FORMAT")},
            field="received_on",
        )
    if case.complaint.is_intervention:
        _require_answerable(case.complaint, received_on)


def _require_answerable(intervention: Complaint, received_on: date) -> None:
    with lawfully(field="received_on"):
        law.take_up_term(received_on, calendar=calendar.current())  # within the calendar, as any receipt
    if intervention.last_day is not None and received_on > intervention.last_day:
        raise NotReceivedThen(
            _("The answer was due on %(day)s already; the receipt is not later.")
            % {"day": date_format(intervention.last_day, "DATE_FORMAT")},
            field="received_on",
        )
