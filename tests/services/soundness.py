"""What must hold of a complaint at every moment, whatever was tried on it."""

from complaints import law
from complaints.checklist import open_duties
from complaints.law import Procedure as LawProcedure
from complaints.models import Complaint
from complaints.queries.duties import facts_of
from complaints.record import calendar, search
from complaints.vocabulary import AFTER_CLOSING, OPEN_STATUSES, ActKind, ClockKind, OtherReason, Status


def require_sound(complaint: Complaint) -> None:
    """Everything below."""
    require_trail(complaint)
    require_outcome(complaint)
    require_clocks(complaint)
    require_counting_days(complaint)
    require_duties(complaint)
    require_found(complaint)


def require_found(complaint: Complaint) -> None:
    """The search table says what a rebuild would say."""
    assert search.differing([complaint.pk]) == []


def require_duties(complaint: Complaint) -> None:
    """No answer left (Awb 9:12) while a duty that binds was open, unless the defect is on record."""
    if complaint.is_intervention or complaint.status != Status.CLOSED:
        return
    if complaint.other_reason not in ("", OtherReason.NO_JUDGMENT):
        return
    on_record = set(complaint.defects.values_list("duty", flat=True))
    assert {item.duty for item in open_duties(facts_of(complaint))} <= on_record


def require_trail(complaint: Complaint) -> None:
    """An event per version, in order, each with who and through what."""
    versions = list(complaint.events.order_by("id").values_list("version", flat=True))
    assert versions == list(range(1, complaint.version + 1))


def require_outcome(complaint: Complaint) -> None:
    """Closed if and only if there is a date, and for a complaint an outcome."""
    closed = complaint.status == Status.CLOSED
    assert closed == (complaint.closed_on is not None)
    if closed:
        assert bool(complaint.verdict) != complaint.is_intervention
        ends = complaint.acts.filter(kind=ActKind.CLOSED).order_by("-id").values_list("happened_on", flat=True)
        assert ends[0] == complaint.closed_on
    assert (complaint.other_reason == OtherReason.DECLINED) == bool(complaint.decline_ground)
    assert (complaint.other_reason == OtherReason.FORWARDED) == bool(complaint.forwarded_to)
    if complaint.handler_id is not None:
        assert not complaint.persons_complained_about.filter(user=complaint.handler_id).exists()
        assert not complaint.involvements.filter(user=complaint.handler_id).exists()


def require_clocks(complaint: Complaint) -> None:
    """One live clock of a kind; versions count up; what ended does not run on."""
    clocks = list(complaint.clocks.order_by("kind", "subject", "version"))
    live = [clock for clock in clocks if clock.superseded_at is None]
    assert len({(clock.kind, clock.subject) for clock in live}) == len(live)
    for kind, subject in {(clock.kind, clock.subject) for clock in clocks}:
        of_kind = [clock for clock in clocks if (clock.kind, clock.subject) == (kind, subject)]
        assert [clock.version for clock in of_kind] == list(range(1, len(of_kind) + 1))
        assert all(clock.superseded_at is not None for clock in of_kind[:-1])
    for clock in clocks:
        if clock.superseded_at is not None or clock.met_on is not None:
            assert clock.next_alert_on is None
    running = {clock.kind for clock in live if clock.met_on is None}
    handled = ClockKind.OMBUDSMAN_REPLY if complaint.is_intervention else ClockKind.HANDLING
    if complaint.status in OPEN_STATUSES:
        assert handled in running or (complaint.is_intervention and complaint.last_day is None)
    elif complaint.status == Status.CLOSED:
        assert running - set(AFTER_CLOSING) == (set() if complaint.is_intervention else {ClockKind.OMBUDSMAN_YEAR})
    else:
        assert live == []


def require_counting_days(complaint: Complaint) -> None:
    """The columns agree with the live clock, and with the law over the recorded acts."""
    if complaint.is_intervention:
        assert complaint.six_weeks_on is None
        assert complaint.lawful_last_day is None
        return
    recorded = list(complaint.acts.select_related("extension", "consent").order_by("id"))
    term = law.handling_term(
        complaint.received_on,
        procedure=LawProcedure(complaint.procedure),
        extensions=[law.Extension(act.extension.weeks, act.happened_on) for act in recorded if act.kind == "extended"],
        consents=[law.Consent(act.consent.until, act.happened_on) for act in recorded if act.kind == "consented"],
        calendar=calendar.current(),
    )
    assert (complaint.six_weeks_on, complaint.last_day) == (term.six_weeks, term.last_day)
    declined = complaint.other_reason == OtherReason.DECLINED
    assert complaint.lawful_last_day == law.lawful_last_day(term, declined=declined, calendar=calendar.current())
    live = complaint.clocks.live().filter(kind=ClockKind.HANDLING).first()
    if live is not None:
        assert (live.starts_on, live.ends_on) == (complaint.received_on, complaint.last_day)
        assert live.basis == law.steps_to_json(term.steps)
