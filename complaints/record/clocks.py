"""The ledger of clocks: open them at receipt, meet them, and append a version when a date moves.

Nothing else moves a date. The days come from ``complaints.law``; only the target for the
acknowledgement is policy.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import F, Max, QuerySet, Value
from django.db.models.functions import Greatest

from complaints import law
from complaints.access import Actor
from complaints.law import Calendar, HandlingTerm, Procedure, Rule, Step, steps_from_json, steps_to_json
from complaints.models import Act, Clock, Complaint
from complaints.record import alerts, calendar
from complaints.record.lawful import WITHOUT_EFFECT, lawfully
from complaints.vocabulary import AFTER_CLOSING, ActKind, ClockKind, OtherReason, Superseded


@dataclass(frozen=True)
class Span:
    """One clock as the law or policy draws it: day 0, last day, and the steps between."""

    kind: ClockKind
    starts_on: date
    ends_on: date
    steps: tuple[Step, ...]
    subject: int = 0


def agreed_span(kind: ClockKind, starts_on: date, ends_on: date, *, article: str = "", subject: int = 0) -> Span:
    """A term that somebody set, no law: it ends on the day that was said, and never rolls.

    ``subject`` is the number of the inquiry, commitment or round that it is about.
    """
    steps = (Step(starts_on, Rule.SET), Step(ends_on, Rule.LAST_DAY, article))
    return Span(kind, starts_on, ends_on, steps, subject)


def spans_from_receipt(received_on: date, handling: HandlingTerm, in_force: Calendar) -> tuple[Span, ...]:
    """Give the clocks that every complaint has from receipt on: 9:6 (policy), 9:8 lid 3, 9:11."""
    acknowledged_by = in_force.add_working_days(received_on, settings.ACKNOWLEDGEMENT_WORKING_DAYS)
    take_up = law.take_up_term(received_on, calendar=in_force)
    return (
        Span(
            ClockKind.ACKNOWLEDGEMENT,
            received_on,
            acknowledged_by,
            (Step(received_on, Rule.RECEIPT), Step(acknowledged_by, Rule.LAST_DAY, "Awb 9:6")),
        ),
        Span(ClockKind.TAKE_UP, received_on, take_up.last_day, take_up.steps),
        Span(ClockKind.HANDLING, received_on, handling.last_day, handling.steps),
    )


def _first_contact_span(received_on: date, in_force: Calendar) -> Span:
    """Policy: the complainant is spoken to within so many working days of receipt.

    A complaint that was imported has none: a file does not tell who was spoken to.
    """
    by = in_force.add_working_days(received_on, settings.FIRST_CONTACT_WORKING_DAYS)
    return Span(ClockKind.FIRST_CONTACT, received_on, by, (Step(received_on, Rule.RECEIPT), Step(by, Rule.LAST_DAY)))


def spans_of_registered(received_on: date, handling: HandlingTerm, in_force: Calendar) -> tuple[Span, ...]:
    """Give the clocks from receipt of a complaint registered here: those of every complaint, and the first contact."""
    return (*spans_from_receipt(received_on, handling, in_force), _first_contact_span(received_on, in_force))


def copy_span(received_on: date, named_on: date, in_force: Calendar) -> Span:
    """Policy: the copy (Awb 9:9) leaves within so many working days of the day on which somebody was named."""
    by = in_force.add_working_days(named_on, settings.COPY_WORKING_DAYS)
    steps = (Step(named_on, Rule.SET), Step(by, Rule.LAST_DAY, "Awb 9:9"))
    return Span(ClockKind.COPY, received_on, by, steps)


def open_copy(complaint: Complaint, *, named_on: date, actor: Actor, now: datetime) -> None:
    """Start the clock of the copy when somebody is named for the first time; an intervention has none."""
    if complaint.is_intervention or complaint.clocks.filter(kind=ClockKind.COPY).exists():
        return
    open_one(
        complaint,
        copy_span(complaint.received_on, named_on, calendar.current()),
        ends_at=None,
        actor=actor,
        now=now,
    )


def handling_term_of(complaint: Complaint) -> HandlingTerm:
    """Awb 9:11: the handling term of a complaint, from its receipt and all its recorded acts.

    Raises ``AgainstTheLaw`` where an act lies before receipt or a day outside the calendar.
    """
    return handling_term_with(complaint, term_acts().filter(complaint=complaint))


def term_acts() -> QuerySet[Act]:
    """The acts that move the handling term, in the order in which they were recorded."""
    acts = Act.objects.standing().filter(kind__in=[ActKind.EXTENDED, ActKind.CONSENTED])
    return acts.select_related("extension", "consent").order_by("id")


def handling_term_with(
    complaint: Complaint, acts: Iterable[Act], proposed: law.Extension | law.Consent | None = None
) -> HandlingTerm:
    """Awb 9:11: the same, from acts that were read already, and one more that is proposed."""
    acts = list(acts)
    extensions = [law.Extension(act.extension.weeks, act.happened_on) for act in acts if act.kind == ActKind.EXTENDED]
    consents = [law.Consent(act.consent.until, act.happened_on) for act in acts if act.kind == ActKind.CONSENTED]
    if isinstance(proposed, law.Extension):
        extensions.append(proposed)
    elif proposed is not None:
        consents.append(proposed)
    with lawfully(field="received_on" if proposed is None else "until"):
        return law.handling_term(
            complaint.received_on,
            procedure=Procedure(complaint.procedure),
            extensions=extensions,
            consents=consents,
            calendar=calendar.current(),
        )


def no_effect_of(complaint: Complaint, proposed: law.Extension | law.Consent) -> str:
    """Say why an act that happened has no legal effect, or "" where it has.

    It is judged in its place among the recorded acts, by their days: one that is recorded late may
    lie before another.
    """
    term = handling_term_with(complaint, term_acts().filter(complaint=complaint), proposed)
    return next((WITHOUT_EFFECT[ignored.rule] for ignored in term.without_effect if ignored.act is proposed), "")


def set_counting_days(complaint: Complaint, handling: HandlingTerm) -> None:
    """Put on the complaint the days by which lists and figures count; the caller saves."""
    complaint.six_weeks_on = handling.six_weeks
    complaint.last_day = handling.last_day
    complaint.lawful_last_day = law.lawful_last_day(
        handling,
        declined=complaint.other_reason == OtherReason.DECLINED,
        calendar=calendar.current(),
    )


def recount_days(complaint: Complaint) -> None:
    """Set the counting days anew after the outcome changed; an intervention has none. The caller saves.

    Raises ``AgainstTheLaw`` as :func:`handling_term_of`.
    """
    if not complaint.is_intervention:
        set_counting_days(complaint, handling_term_of(complaint))


def open_all(complaint: Complaint, handling: HandlingTerm, *, actor: Actor, now: datetime) -> None:
    """Start the clocks of a newly registered complaint."""
    spans = spans_of_registered(complaint.received_on, handling, calendar.current())
    Clock.objects.bulk_create([_row(complaint, span, 1, actor, now) for span in spans])


def redraw(complaint: Complaint, *, because: Superseded, actor: Actor, now: datetime) -> HandlingTerm:
    """Draw the clocks from receipt anew after an act; what moved gets a new version.

    Sets the counting days on ``complaint``; the caller saves. A clock that was met stays met.
    """
    handling = handling_term_of(complaint)
    live = {clock.kind: clock for clock in complaint.clocks.live().filter(subject=0)}
    for span in spans_of_registered(complaint.received_on, handling, calendar.current()):
        old = live.get(span.kind)
        if old is not None and differs(old, span):
            _supersede([old], because, now)
            _append(complaint, span, actor, now, replacing=old)
    set_counting_days(complaint, handling)
    return handling


def open_one(complaint: Complaint, span: Span, *, ends_at: datetime | None, actor: Actor, now: datetime) -> Clock:
    """Start one more clock, in place of a live one of its kind and subject (a new date of the ombudsman, say)."""
    _supersede(complaint.clocks.live().filter(kind=span.kind, subject=span.subject), Superseded.NEW_DATE, now)
    return _append(complaint, span, actor, now, ends_at=ends_at)


def meet(complaint: Complaint, kind: ClockKind, *, on: date, now: datetime, subject: int | None = None) -> None:
    """Write down that a duty was done on this day; done twice, the first day stays. Its alerts are called off.

    ``subject`` None: of all subjects of the kind.
    """
    running = complaint.clocks.running().filter(kind=kind)
    if subject is not None:
        running = running.filter(subject=subject)
    met = list(running)
    # What was done before the clock began (an earlier day of receipt came to light) meets it on its first day.
    running.update(met_on=Greatest(Value(on), F("starts_on")), next_alert_on=None)
    alerts.call_off(met, alerts.MET, now=now)  # behind the update: a sweep that holds the clock has written by then


def close_all(complaint: Complaint, *, on: date, actor: Actor, now: datetime) -> None:
    """End the clocks of a complaint that is answered: handling met, the rest superseded.

    Commitments run on. The year in which the complainant may turn to the ombudsman begins (Awb 9:24).
    """
    meet(complaint, ClockKind.HANDLING, on=on, now=now)
    meet(complaint, ClockKind.TAKE_UP, on=on, now=now)
    meet(complaint, ClockKind.OMBUDSMAN_REPLY, on=on, now=now)
    _supersede(complaint.clocks.running().exclude(kind__in=AFTER_CLOSING), Superseded.CLOSED, now)
    if not complaint.is_intervention:
        with lawfully():
            year = law.ombudsman_year(on)
        open_one(
            complaint,
            Span(ClockKind.OMBUDSMAN_YEAR, on, year.last_day, year.steps),
            ends_at=None,
            actor=actor,
            now=now,
        )


def drop(complaint: Complaint, kind: ClockKind, *, now: datetime, subject: int = 0) -> None:
    """End a clock whose duty fell away (an inquiry that is not needed any more, say)."""
    _supersede(complaint.clocks.running().filter(kind=kind, subject=subject), Superseded.DROPPED, now)


def run_again(complaint: Complaint, kind: ClockKind, *, actor: Actor, now: datetime) -> None:
    """Let a term that was met run again to the same last day: what met it came back (Awb 2:11)."""
    old = complaint.clocks.live().filter(kind=kind, subject=0, met_on__isnull=False).first()
    if old is not None:
        _supersede([old], Superseded.RETURNED, now)
        _append(complaint, Span(kind, old.starts_on, old.ends_on, steps_from_json(old.basis)), actor, now)


def stop_all(complaint: Complaint, *, because: Superseded, now: datetime) -> None:
    """Supersede every live clock: a void registration has none."""
    _supersede(complaint.clocks.live(), because, now)


def restart(complaint: Complaint, *, actor: Actor, now: datetime) -> None:
    """Let the handling clock of a reopened complaint run again, to the day that the law gives it.

    Of an intervention it is the answer to the ombudsman, to the date that he set.
    """
    reply = complaint.clocks.live().filter(kind=ClockKind.OMBUDSMAN_REPLY, subject=0).first()
    _supersede(
        complaint.clocks.live().filter(
            kind__in=[ClockKind.HANDLING, ClockKind.OMBUDSMAN_YEAR, ClockKind.OMBUDSMAN_REPLY, ClockKind.REVIVAL],
            subject=0,
        ),
        Superseded.REOPENED,
        now,
    )
    if complaint.is_intervention:
        if reply is not None:
            span = Span(ClockKind.OMBUDSMAN_REPLY, reply.starts_on, reply.ends_on, steps_from_json(reply.basis))
            _append(complaint, span, actor, now, ends_at=reply.ends_at)
        return
    handling = handling_term_of(complaint)
    _append(complaint, Span(ClockKind.HANDLING, complaint.received_on, handling.last_day, handling.steps), actor, now)
    set_counting_days(complaint, handling)


def _append(
    complaint: Complaint,
    span: Span,
    actor: Actor,
    now: datetime,
    *,
    replacing: Clock | None = None,
    ends_at: datetime | None = None,
) -> Clock:
    same = complaint.clocks.filter(kind=span.kind, subject=span.subject)
    newest = same.aggregate(Max("version"))["version__max"] or 0
    clock = _row(complaint, span, newest + 1, actor, now)
    clock.ends_at = ends_at
    # Where only the explanation grew, the sweep does not tell again what was told already.
    if replacing is not None and replacing.met_on is not None:
        clock.met_on, clock.next_alert_on = max(replacing.met_on, span.starts_on), None
    clock.save()
    return clock


def _row(complaint: Complaint, span: Span, version: int, actor: Actor, now: datetime) -> Clock:
    return Clock(
        complaint=complaint,
        kind=span.kind,
        subject=span.subject,
        version=version,
        starts_on=span.starts_on,
        ends_on=span.ends_on,
        basis=steps_to_json(span.steps),
        made_at=now,
        made_by=actor.user,
        # The first sweep sets the real date: it is the only one that knows the ladder.
        next_alert_on=None if span.kind is ClockKind.OMBUDSMAN_YEAR else law.local_day(now),
    )


def _supersede(clocks: Iterable[Clock], because: Superseded, now: datetime) -> None:
    ended = list(clocks)
    Clock.objects.filter(pk__in=[clock.pk for clock in ended]).update(
        superseded_at=now, superseded_reason=because, next_alert_on=None
    )
    alerts.call_off(ended, because, now=now)


def differs(clock: Clock, span: Span) -> bool:
    """Tell whether the law would now draw this clock otherwise."""
    return (clock.starts_on, clock.ends_on, clock.basis) != (
        span.starts_on,
        span.ends_on,
        steps_to_json(span.steps),
    )
