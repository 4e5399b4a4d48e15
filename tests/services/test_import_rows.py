"""The import of register files: what becomes of each kind of row."""

from datetime import UTC, date, datetime

import pytest

from complaints.models import Clock, Complaint, Event, Party, Unit
from complaints.vocabulary import ActKind, ClockKind, RecordOrigin, Status, Superseded
from tests.people import anna, unit
from tests.register_files import CLOSED, NOW, OPEN, refused, take
from tests.register_yard import by_the_yard, csv_of

pytestmark = pytest.mark.django_db


def taken(**changes: str) -> Complaint:
    """Import the closed complaint with these changes and give it."""
    row = {**CLOSED, **changes}
    counts, rejected = take(csv_of(row))
    assert rejected == []
    assert counts.created == 1
    return Complaint.objects.get(reference=row["reference"].strip())


def test_every_kind_of_row_is_taken_and_taken_again_changes_nothing() -> None:
    content = csv_of(*by_the_yard(600))
    counts, rejected = take(content)
    assert rejected == []
    assert (counts.read, counts.created) == (600, 600)
    events = Event.objects.count()
    counts, rejected = take(content)
    assert rejected == []
    assert (counts.created, counts.unchanged, counts.updated) == (0, 600, 0)
    assert Event.objects.count() == events


def test_a_closed_complaint_comes_in_as_imported_with_its_days() -> None:
    complaint = taken()
    assert complaint.status == Status.CLOSED
    assert complaint.origin == RecordOrigin.IMPORTED
    assert complaint.received_on == date(2026, 1, 5)
    assert complaint.received_at is None
    assert complaint.closed_on == date(2026, 2, 3)
    assert (complaint.six_weeks_on, complaint.last_day, complaint.lawful_last_day) == (date(2026, 2, 16),) * 3
    assert (complaint.form, complaint.channel, complaint.regime) == ("written", "other", "formal")
    assert (complaint.complainants, complaint.procedure, complaint.version) == (1, "ordinary", 1)


def test_what_is_not_known_of_a_closed_complaint_is_not_open() -> None:
    clocks = {clock.kind: clock for clock in taken().clocks.all()}
    assert clocks[ClockKind.ACKNOWLEDGEMENT].superseded_reason == Superseded.CLOSED
    assert clocks[ClockKind.TAKE_UP].met_on == clocks[ClockKind.HANDLING].met_on == date(2026, 2, 3)
    assert clocks[ClockKind.OMBUDSMAN_YEAR].ends_on == date(2027, 2, 3)
    assert not Clock.objects.filter(next_alert_on__isnull=False).exists()


def test_an_open_complaint_keeps_its_clocks_running() -> None:
    take(csv_of(OPEN))
    complaint = Complaint.objects.get()
    assert (complaint.status, complaint.origin) == (Status.REGISTERED, RecordOrigin.REGISTERED)
    running = complaint.clocks.running().order_by("ends_on")
    assert [(clock.kind, clock.ends_on) for clock in running] == [
        (ClockKind.ACKNOWLEDGEMENT, date(2026, 1, 12)),
        (ClockKind.TAKE_UP, date(2026, 2, 2)),
        (ClockKind.HANDLING, date(2026, 2, 16)),
    ]
    assert {clock.next_alert_on for clock in running} == {date(2026, 4, 1)}


def test_what_happened_before_the_import_is_an_act_and_meets_its_clock() -> None:
    take(
        csv_of(
            {
                **OPEN,
                "acknowledged_on": "2026-01-07",
                "taken_up_on": "2026-01-08",
                "copied_on": "2026-01-09",
                "hearing_offered_on": "2026-01-12",
            }
        )
    )
    complaint = Complaint.objects.get()
    assert complaint.status == Status.IN_HANDLING
    assert list(complaint.acts.order_by("id").values_list("kind", "happened_on")) == [
        (ActKind.ACKNOWLEDGED, date(2026, 1, 7)),
        (ActKind.TAKEN_UP, date(2026, 1, 8)),
        (ActKind.COPIED, date(2026, 1, 9)),
        (ActKind.HEARING_OFFERED, date(2026, 1, 12)),
    ]
    assert [clock.kind for clock in complaint.clocks.running()] == [ClockKind.HANDLING]


@pytest.mark.parametrize(
    ("head", "category"),
    [
        ("Behandelduur", "processing_time"),
        ("DIENSTVERLENING", "service"),
        ("Bejegening", "treatment"),
        ("Beleid", "policy"),
        ("it", "it"),
        ("Overig", "other"),
        (" Processing_Time ", "processing_time"),
    ],
)
def test_categories_are_read_as_code_or_by_their_dutch_head(head: str, category: str) -> None:
    assert taken(category=head).category == category


def test_an_intervention_has_no_verdict_and_is_closed_by_our_answer() -> None:
    complaint = taken(category="NO", verdict="")
    assert complaint.is_intervention
    assert (complaint.status, complaint.closed_on, complaint.verdict) == (Status.CLOSED, date(2026, 2, 3), "")
    assert (complaint.six_weeks_on, complaint.last_day, complaint.lawful_last_day) == (None, None, None)
    assert not complaint.clocks.exists()
    assert complaint.intervention.ombudsman_reference == ""
    assert {act.kind for act in complaint.acts.all()} == {ActKind.ANSWERED_OMBUDSMAN, ActKind.CLOSED}


def test_an_oral_complaint_falls_under_careful_handling() -> None:
    assert taken(form="Oral").regime == "careful"


def test_a_moment_without_offset_is_that_of_amsterdam() -> None:
    complaint = taken(received_at="2026-01-05T23:30", closed_at="2026-02-03T00:15:00+01:00")
    assert complaint.received_at == datetime(2026, 1, 5, 22, 30, tzinfo=UTC)
    assert complaint.received_on == date(2026, 1, 5)
    assert complaint.closed_on == date(2026, 2, 3)
    assert complaint.closed_at == datetime(2026, 2, 2, 23, 15, tzinfo=UTC)


def test_an_extension_in_time_moves_the_last_day() -> None:
    complaint = taken(extension_weeks="4", extended_on="2026-02-03")
    assert complaint.last_day == date(2026, 3, 16)
    assert complaint.six_weeks_on == date(2026, 2, 16)
    act = complaint.acts.get(kind=ActKind.EXTENDED)
    assert (act.extension.weeks, act.happened_on, act.has_effect) == (4, date(2026, 2, 3), True)


def test_an_extension_after_the_last_day_is_kept_without_legal_effect() -> None:
    complaint = taken(extension_weeks="4", extended_on="2026-02-17", closed_at="2026-03-01")
    assert complaint.last_day == date(2026, 2, 16)
    act = complaint.acts.get(kind=ActKind.EXTENDED)
    assert not act.has_effect
    assert act.no_effect_reason


def test_consent_without_a_day_is_taken_to_be_in_time() -> None:
    complaint = taken(consent_until="2026-03-20")
    assert complaint.last_day == date(2026, 3, 20)
    act = complaint.acts.get(kind=ActKind.CONSENTED)
    assert (act.happened_on, act.consent.until, act.has_effect) == (None, date(2026, 3, 20), True)


@pytest.mark.parametrize(
    ("until", "given_on"), [("2026-03-20", "2026-02-17"), ("2026-02-10", "")], ids=["too late", "not later"]
)
def test_consent_that_moves_nothing_is_kept_without_legal_effect(until: str, given_on: str) -> None:
    complaint = taken(consent_until=until, consent_on=given_on, closed_at="2026-03-01")
    assert complaint.last_day == date(2026, 2, 16)
    assert not complaint.acts.get(kind=ActKind.CONSENTED).has_effect


def test_a_declined_complaint_is_lawful_for_four_weeks() -> None:
    complaint = taken(verdict="OTHER", other_reason="Inadmissible")
    assert (complaint.other_reason, complaint.decline_ground) == ("declined", "")
    assert complaint.last_day == date(2026, 2, 16)
    assert complaint.lawful_last_day == date(2026, 2, 2)


def test_a_forwarded_complaint_says_to_whom() -> None:
    complaint = taken(verdict="other", other_reason="forwarded", forwarded_to="Gemeente Ons Dorp")
    assert complaint.forwarded_to == "Gemeente Ons Dorp"
    assert complaint.acts.get(kind=ActKind.CLOSED).addressee == "Gemeente Ons Dorp"


def test_complainant_and_representative_become_parties() -> None:
    taken(
        complainant_name="Fatima el Amrani",
        complainant_email="f@example.org",
        v_number="0012345678",
        representative="mr. P. de Boer",
    )
    assert list(Party.objects.order_by("id").values_list("role", "name", "email", "v_number")) == [
        ("complainant", "Fatima el Amrani", "f@example.org", "0012345678"),
        ("representative", "mr. P. de Boer", "", ""),
    ]


def test_a_complainant_without_a_name_is_called_by_what_is_known() -> None:
    taken(v_number="0012345678")
    assert Party.objects.get().name == "0012345678"


def test_texts_come_in_exactly_as_they_stood() -> None:
    text = 'Zij zei: "nee", en toen;\r\nniets\tmeer.\\n é 🙂'
    assert taken(description=text).description == text


def test_a_unit_is_found_by_code_or_name_and_added_where_it_is_not_there() -> None:
    north = unit()
    assert taken(unit="REGIO NOORD").unit == north
    assert taken(reference="Z-3", unit="North").unit == north
    added = taken(reference="Z-4", unit="loket-zuid").unit
    assert added is not None
    assert (added.code, added.name) == ("loket-zuid", "loket-zuid")
    assert Event.objects.filter(action="unit.add").count() == 1
    assert Unit.objects.count() == 2


def test_the_handler_is_a_user() -> None:
    assert taken(handler=anna().username).handler == anna()
    assert "nobody" in refused(reference="Z-3", handler="nobody")


def test_a_duplicate_is_void_wherever_its_original_stands() -> None:
    rows = [
        {**CLOSED, "reference": "D-1", "duplicate_of": "D-2"},
        {**OPEN, "reference": "D-2", "duplicate_of": "D-3"},
        {**OPEN, "reference": "D-3"},
    ]
    counts, rejected = take(csv_of(*rows))
    assert (counts.created, rejected) == (3, [])
    void = Complaint.objects.get(reference="D-1")
    assert (void.status, void.closed_on, void.verdict) == (Status.VOID, None, "")
    assert void.duplicate_of == Complaint.objects.get(reference="D-2")
    assert not void.clocks.live().exists()
    assert void.acts.get().happened_on == date(2026, 2, 3)
    counts, rejected = take(csv_of(*rows))
    assert (counts.unchanged, rejected) == (3, [])


def test_duplicates_of_each_other_or_of_nothing_are_rejected() -> None:
    counts, rejected = take(
        csv_of(
            {**OPEN, "reference": "D-1", "duplicate_of": "D-2"},
            {**OPEN, "reference": "D-2", "duplicate_of": "D-1"},
            {**OPEN, "reference": "D-3", "duplicate_of": "D-9"},
            {**OPEN, "reference": "D-4", "duplicate_of": "D-4"},
        )
    )
    assert counts.created == 0
    assert sorted(line for line, _reason in rejected) == [2, 3, 4, 5]
    assert all("duplicate_of" in reason for _line, reason in rejected)
    assert not Complaint.objects.exists()


def test_a_reference_that_stands_twice_is_rejected_with_the_first_line() -> None:
    counts, rejected = take(csv_of(OPEN, {**OPEN, "category": "it"}, {**OPEN, "reference": "Z-9"}))
    assert (counts.created, counts.rejected) == (2, 1)
    [(line, reason)] = rejected
    assert line == 3
    assert "2" in reason


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"reference": " "}, "reference"),
        ({"reference": "R" * 41}, "reference"),
        ({"reference": "\N{ZERO WIDTH NO-BREAK SPACE}Z-1"}, "reference"),
        ({"received_at": ""}, "received_at"),
        ({"received_at": "05-01-2026"}, "received_at"),
        ({"received_at": "2026-02-30"}, "received_at"),
        ({"received_at": "2026-04-02"}, "received_at"),
        ({"received_at": "2026-04-01T10:30", "closed_at": "2026-04-01"}, "received_at"),
        ({"received_at": "2013-12-31"}, "received_at"),
        ({"category": "Klacht"}, "category"),
        ({"form": "sms"}, "form"),
        ({"channel": "fax"}, "channel"),
        ({"complainants": "0"}, "complainants"),
        ({"complainants": "two"}, "complainants"),
        ({"complainants": "9" * 5000}, "complainants"),
        ({"complainants": "\N{ARABIC-INDIC DIGIT TWO}"}, "complainants"),
        ({"complainant_name": "N" * 201}, "complainant_name"),
        ({"complainant_name": "Jan\nJansen"}, "complainant_name"),
        ({"complainant_email": "jan"}, "complainant_email"),
        ({"v_number": "123456789"}, "v_number"),
        ({"v_number": "12345678901"}, "v_number"),
        ({"description": "\x07"}, "description"),
        ({"description": "x" * 200_001}, "description"),
        ({"conduct_on": "2026-05-01"}, "conduct_on"),
        ({"unit": "u" * 41}, "unit"),
        ({"procedure": "long"}, "procedure"),
        ({"extension_weeks": "5", "extended_on": "2026-01-20"}, "extension_weeks"),
        ({"extension_weeks": "2"}, "extended_on"),
        ({"extended_on": "2026-01-20"}, "extension_weeks"),
        ({"extension_weeks": "2", "extended_on": "2026-01-04"}, "extended_on"),
        ({"extension_weeks": "2", "extended_on": "2026-02-04"}, "extended_on"),
        ({"extension_weeks": "2", "extended_on": "2026-04-02"}, "extended_on"),
        ({"consent_on": "2026-01-20"}, "consent_until"),
        ({"consent_until": "2026-03-20", "consent_on": "2026-01-04"}, "consent_on"),
        ({"consent_until": "2026-01-04"}, "consent_until"),
        ({"consent_until": "2999-12-31"}, "consent_until"),
        ({"closed_at": "2026-01-04"}, "closed_at"),
        ({"received_at": "2026-02-03T12:00", "closed_at": "2026-02-03T11:00"}, "closed_at"),
        ({"closed_at": "2026-04-02"}, "closed_at"),
        ({"closed_at": ""}, "verdict"),
        ({"verdict": ""}, "verdict"),
        ({"verdict": "gegrond"}, "verdict"),
        ({"verdict": "unjustified", "partly": "yes"}, "partly"),
        ({"partly": "perhaps"}, "partly"),
        ({"verdict": "other"}, "other_reason"),
        ({"other_reason": "withdrawn"}, "other_reason"),
        ({"verdict": "other", "other_reason": "withdrawn", "decline_ground": "minor"}, "decline_ground"),
        ({"forwarded_to": "Gemeente"}, "forwarded_to"),
        ({"acknowledged_on": "2026-01-04"}, "acknowledged_on"),
        ({"taken_up_on": "2026-02-04"}, "taken_up_on"),
        ({"category": "ombudsman"}, "verdict"),
        ({"category": "ombudsman", "verdict": "", "taken_up_on": "2026-01-08"}, "taken_up_on"),
        ({"category": "ombudsman", "verdict": "", "extension_weeks": "1", "extended_on": "2026-01-08"}, "extension"),
        ({"category": "ombudsman", "verdict": "", "consent_until": "2026-03-20"}, "consent_until"),
        ({"procedure_kind": "tax"}, "procedure_kind"),
    ],
)
def test_what_cannot_be_is_rejected_naming_the_column(changes: dict[str, str], column: str) -> None:
    assert column in refused(**changes)
    assert not Complaint.objects.exists()


def test_the_same_day_is_allowed_where_a_time_is_not_known() -> None:
    assert taken(received_at="2026-02-03T12:00", closed_at="2026-02-03").closed_on == date(2026, 2, 3)


def test_a_row_tells_all_that_is_wrong_with_it() -> None:
    reason = refused(category="Klacht", v_number="1", channel="fax")
    assert all(column in reason for column in ("category", "v_number", "channel"))


def test_a_dry_run_says_the_same_and_writes_nothing() -> None:
    content = csv_of(
        CLOSED, {**OPEN, "unit": "new"}, {**OPEN, "reference": "D", "duplicate_of": "Z-2"}, {**OPEN, "category": "?"}
    )
    dry, rejected = take(content, dry_run=True)
    assert not Complaint.objects.exists()
    assert not Unit.objects.exists()
    assert not Event.objects.exists()
    assert (dry, rejected) == take(content)
    assert (dry.created, dry.rejected) == (3, 1)


def test_every_event_of_an_import_says_so() -> None:
    complaint = taken()
    event = Event.objects.get(complaint=complaint)
    assert (event.action, event.origin, event.actor, event.at, event.version) == ("import", "import", None, NOW, 1)
