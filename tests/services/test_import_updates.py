"""The import of what the register knows already: unchanged, brought up to date, or rejected."""

from collections.abc import Mapping
from datetime import date, datetime

import pytest

from complaints.models import Complaint, Edition, Event, Party
from complaints.services import corrections, handling, people
from complaints.vocabulary import ActKind, Category, ClockKind, Method, Status, Superseded, Verdict
from tests.cases import close, judge, register_complaint, take_up
from tests.people import SYSTEM, anna, bram, unit
from tests.register_files import CLOSED, NOW, OPEN, take
from tests.register_yard import csv_of

pytestmark = pytest.mark.django_db

MINIMUM = ("reference", "received_at", "category")


def row_of(complaint: Complaint, **more: str) -> dict[str, str]:
    """The least that a file says of a complaint, with more."""
    return {
        "reference": complaint.reference,
        "received_at": complaint.received_on.isoformat(),
        "category": complaint.category,
    } | more


def bring(complaint: Complaint, **more: str) -> Complaint:
    """Update the complaint by a file, and see that the same file again changes nothing."""
    content = csv_of(row_of(complaint, **more))
    counts, rejected = take(content)
    assert rejected == []
    assert counts.updated == 1
    complaint.refresh_from_db()
    version, acts = complaint.version, complaint.acts.count()
    counts, _rejected = take(content)
    assert counts.unchanged == 1
    complaint.refresh_from_db()
    assert (complaint.version, complaint.acts.count()) == (version, acts)
    return complaint


def reason(complaint: Complaint, **more: str) -> str:
    """Why the file is rejected for this complaint, which stays as it is."""
    before = Complaint.objects.filter(pk=complaint.pk).values().get()
    counts, rejected = take(csv_of(row_of(complaint, **more)))
    assert counts.rejected == 1
    assert Complaint.objects.filter(pk=complaint.pk).values().get() == before
    return rejected[0][1]


def test_empty_cells_leave_things_as_they_are() -> None:
    complaint = take_up(register_complaint(labels=("balie",)))
    counts, rejected = take(csv_of(row_of(complaint)))
    assert (counts.unchanged, rejected) == (1, [])


def test_what_is_written_down_is_brought_up_to_date() -> None:
    north = unit()
    complaint = bring(
        register_complaint(),
        description="Nu uitgebreid.",
        channel="email",
        complainants="3",
        procedure_kind="visa",
        conduct_on="2025-12-01",
        unit="Regio Noord",
    )
    assert (complaint.description, complaint.channel, complaint.complainants) == ("Nu uitgebreid.", "email", 3)
    assert (complaint.procedure_kind, complaint.conduct_until, complaint.unit) == ("visa", date(2025, 12, 1), north)
    event = Event.objects.filter(complaint=complaint).latest("id")
    assert (event.action, event.origin) == ("edit", "import")
    assert event.changes["complainants"] == [1, 3]


def test_people_are_changed_and_added() -> None:
    complaint = bring(
        register_complaint(), complainant_name="Fatima Amrani", v_number="0012345678", representative="mr. De Boer"
    )
    assert list(Party.objects.order_by("id").values_list("role", "name", "v_number")) == [
        ("complainant", "Fatima Amrani", "0012345678"),
        ("representative", "mr. De Boer", ""),
    ]
    event = Event.objects.filter(complaint=complaint).latest("id")
    complainant, representative = Party.objects.order_by("id")
    assert event.changes == {
        "complainant": [complainant.pk, ["name", "v_number"]],
        "representative": [None, representative.pk],
    }


def test_a_number_alone_does_not_take_the_name_away() -> None:
    bring(register_complaint(), v_number="0012345678")
    assert Party.objects.get().name == "Fatima el Amrani"


def test_the_category_follows_the_file() -> None:
    complaint = register_complaint()
    complaint.category = Category.IT
    assert bring(complaint, category="it").category == Category.IT


def test_the_handler_follows_the_file() -> None:
    assert bring(register_complaint(), handler=bram().username).handler == bram()


def test_nobody_complained_about_becomes_the_handler() -> None:
    complaint = register_complaint()
    people.add_person_complained_about(complaint_id=complaint.pk, version=None, actor=SYSTEM, now=NOW, user=anna())
    assert "9:7" in reason(complaint, handler=anna().username)


def test_acts_are_appended_and_meet_their_clocks() -> None:
    complaint = bring(
        register_complaint(),
        acknowledged_on="2026-01-07",
        taken_up_on="2026-01-09",
        copied_on="2026-01-10",
        hearing_offered_on="2026-01-11",
    )
    assert complaint.status == Status.IN_HANDLING
    assert [act.kind for act in complaint.acts.order_by("id")] == [
        ActKind.ACKNOWLEDGED,
        ActKind.TAKEN_UP,
        ActKind.COPIED,
        ActKind.HEARING_OFFERED,
    ]
    met = dict(complaint.clocks.live().values_list("kind", "met_on"))
    assert met[ClockKind.ACKNOWLEDGEMENT] == date(2026, 1, 7)
    assert met[ClockKind.TAKE_UP] == date(2026, 1, 9)
    assert met[ClockKind.HANDLING] is None


def test_another_day_of_the_same_act_is_one_more_act() -> None:
    complaint = register_complaint()
    bring(complaint, taken_up_on="2026-01-09")
    bring(complaint, taken_up_on="2026-01-12")
    assert complaint.acts.filter(kind=ActKind.TAKEN_UP).count() == 2
    assert complaint.clocks.live().get(kind=ClockKind.TAKE_UP).met_on == date(2026, 1, 9)
    counts, _rejected = take(csv_of(row_of(complaint, taken_up_on="2026-01-09")))
    assert counts.unchanged == 1


def test_an_extension_and_a_consent_draw_the_clock_anew() -> None:
    complaint = bring(
        register_complaint(),
        extension_weeks="4",
        extended_on="2026-02-03",
        consent_until="2026-04-15",
        consent_on="2026-03-10",
    )
    assert complaint.last_day == date(2026, 4, 15)
    reasons = (
        complaint.clocks.filter(kind=ClockKind.HANDLING).order_by("version").values_list("superseded_reason", flat=True)
    )
    assert list(reasons) == [Superseded.EXTENDED, Superseded.CONSENTED, ""]


def test_consent_may_come_without_its_day() -> None:
    assert bring(register_complaint(), consent_until="2026-03-20").last_day == date(2026, 3, 20)


def test_an_extension_that_came_too_late_moves_nothing() -> None:
    complaint = bring(register_complaint(), extension_weeks="4", extended_on="2026-02-17")
    assert complaint.last_day == date(2026, 2, 16)
    assert not complaint.acts.get(kind=ActKind.EXTENDED).has_effect


@pytest.mark.parametrize(
    ("outcome", "action"),
    [
        ({"verdict": "justified", "partly": "yes"}, "close"),
        ({"verdict": "other", "other_reason": "no_judgment"}, "close"),
        ({"verdict": "other", "other_reason": "withdrawn"}, "withdraw"),
        ({"verdict": "other", "other_reason": "declined", "decline_ground": "minor"}, "decline"),
        ({"verdict": "other", "other_reason": "forwarded", "forwarded_to": "Gemeente"}, "forward"),
        ({"verdict": "other", "other_reason": "settled"}, "settle"),
        ({"verdict": "other", "other_reason": "not_a_complaint", "forwarded_to": "Bezwaar"}, "route"),
    ],
)
def test_an_open_complaint_is_closed_by_the_file(outcome: Mapping[str, str], action: str) -> None:
    complaint = bring(register_complaint(), closed_at="2026-02-03T15:00", **outcome)
    assert complaint.status == Status.CLOSED
    assert (complaint.closed_on, complaint.closed_at) == (date(2026, 2, 3), datetime.fromisoformat("2026-02-03T14:00Z"))
    assert (complaint.verdict, complaint.other_reason) == (outcome["verdict"], outcome.get("other_reason", ""))
    assert complaint.partly is ("partly" in outcome)
    assert complaint.forwarded_to == outcome.get("forwarded_to", "")
    assert complaint.clocks.live().get(kind=ClockKind.HANDLING).met_on == date(2026, 2, 3)
    assert Event.objects.filter(complaint=complaint).latest("id").action == action


def test_a_judged_complaint_is_closed_by_the_file() -> None:
    complaint = judge(take_up(register_complaint()))
    assert bring(complaint, closed_at="2026-02-05", verdict="unjustified").verdict == Verdict.UNJUSTIFIED


def test_an_intervention_is_answered_by_the_file() -> None:
    complaint = bring(register_complaint(category=Category.OMBUDSMAN), closed_at="2026-02-03")
    assert (complaint.status, complaint.verdict) == (Status.CLOSED, "")
    assert complaint.acts.filter(kind=ActKind.ANSWERED_OMBUDSMAN).exists()


def test_declining_a_live_complaint_needs_a_ground() -> None:
    why = reason(register_complaint(), closed_at="2026-02-03", verdict="other", other_reason="declined")
    assert "decline_ground" in why


def test_an_open_complaint_turns_out_to_be_a_duplicate() -> None:
    original = register_complaint()
    complaint = bring(judge(take_up(register_complaint())), duplicate_of=original.reference)
    assert (complaint.status, complaint.duplicate_of) == (Status.VOID, original)
    assert not complaint.clocks.live().exists()


def test_the_original_of_a_known_complaint_may_come_with_the_file() -> None:
    complaint = register_complaint()
    rows = [row_of(complaint, duplicate_of="Z-1"), {**CLOSED, "duplicate_of": ""}]
    counts, rejected = take(csv_of(*rows), dry_run=True)
    assert (counts.created, counts.updated, rejected) == (1, 1, [])
    counts, rejected = take(csv_of(*rows))
    assert (counts.created, counts.updated, rejected) == (1, 1, [])
    complaint.refresh_from_db()
    assert complaint.duplicate_of == Complaint.objects.get(reference="Z-1")


def test_nobody_who_was_involved_becomes_the_handler() -> None:
    complaint = register_complaint()
    people.record_involvement(complaint_id=complaint.pk, version=None, actor=SYSTEM, now=NOW, user=anna())
    assert "9:7" in reason(complaint, handler=anna().username)


def test_a_void_registration_is_no_original() -> None:
    take(csv_of(OPEN, {**CLOSED, "duplicate_of": "Z-2"}))
    assert "duplicate_of" in reason(register_complaint(), duplicate_of="Z-1")


def test_a_reopened_complaint_is_not_closed_before_it_was_reopened() -> None:
    complaint = close(judge(take_up(register_complaint())))
    complaint = corrections.reopen(
        complaint_id=complaint.pk,
        version=None,
        actor=SYSTEM,
        now=NOW,
        reason="Nieuwe feiten.",
        reopened_on=date(2026, 3, 2),
    )
    assert "closed_at" in reason(complaint, closed_at="2026-02-20", verdict="justified")
    assert bring(complaint, closed_at="2026-03-20", verdict="justified").status == Status.CLOSED


def test_the_original_of_a_known_complaint_must_exist() -> None:
    assert "Z-404" in reason(register_complaint(), duplicate_of="Z-404")


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"received_at": "2026-01-06"}, "received_at"),
        ({"form": "oral"}, "form"),
        ({"procedure": "committee"}, "procedure"),
        ({"category": "ombudsman"}, "category"),
    ],
)
def test_what_a_term_follows_from_is_not_changed_by_a_file(change: Mapping[str, str], column: str) -> None:
    assert reason(register_complaint(), **change).startswith(column)


def test_a_closed_complaint_is_not_changed_by_a_file() -> None:
    complaint = close(judge(take_up(register_complaint())))
    assert "verdict" in reason(complaint, closed_at="2026-02-03", verdict="unjustified")
    assert "description" in reason(complaint, description="Anders.")
    counts, _rejected = take(csv_of(row_of(complaint, closed_at="2026-02-03", verdict="justified", partly="no")))
    assert counts.unchanged == 1


def test_a_day_agrees_with_an_hour_of_it() -> None:
    complaint = register_complaint()
    assert complaint.received_at is not None
    counts, _rejected = take(csv_of(row_of(complaint, received_at="2026-01-05T10:00+01:00")))
    assert counts.unchanged == 1
    assert "received_at" in reason(complaint, received_at="2026-01-05T11:00+01:00")


def test_a_complaint_of_a_published_month_is_not_changed_by_a_file() -> None:
    received, closing = register_complaint(), register_complaint(received_on=date(2026, 2, 2))
    for month in (date(2026, 1, 1), date(2026, 3, 1)):
        Edition.objects.create(
            month=month,
            number=1,
            origin="imported",
            counting_basis="complaints",
            status="published",
            figures={},
            sha256="0" * 64,
            compiled_at=NOW,
            published_at=NOW,
        )
    assert "2026-01" in reason(received, description="Anders.")
    assert "2026-03" in reason(closing, closed_at="2026-03-05", verdict="justified")
    assert bring(closing, description="Anders.").description == "Anders."


def test_a_dry_run_tells_updates_and_writes_none() -> None:
    complaint = register_complaint()
    counts, rejected = take(csv_of(row_of(complaint, description="Anders.", unit="new")), dry_run=True)
    assert (counts.updated, rejected) == (1, [])
    counts, rejected = take(csv_of(row_of(complaint, description="Anders.")), dry_run=True)
    assert (counts.updated, rejected) == (1, [])
    complaint.refresh_from_db()
    assert complaint.version == 1


def test_a_void_registration_is_left_as_it_is() -> None:
    row = {**CLOSED, "reference": "D-1", "duplicate_of": "Z-2"}
    take(csv_of(OPEN, row))
    counts, rejected = take(csv_of(row, {**row, "reference": "D-1"}))
    assert counts.unchanged == 1
    assert len(rejected) == 1
    counts, rejected = take(csv_of({**row, "description": "Anders."}))
    assert counts.rejected == 1


def test_handling_at_the_desk_goes_on_where_the_file_left_off() -> None:
    take(csv_of(OPEN))
    complaint = Complaint.objects.get()
    handling.acknowledge(
        complaint_id=complaint.pk, version=1, actor=SYSTEM, now=NOW, happened_on=date(2026, 1, 8), method=Method.LETTER
    )
    counts, _rejected = take(csv_of({**OPEN, "acknowledged_on": "2026-01-08"}))
    assert counts.unchanged == 1
    close(judge(take_up(complaint), on=date(2026, 2, 2)))
    counts, _rejected = take(csv_of(OPEN))
    assert counts.unchanged == 1
