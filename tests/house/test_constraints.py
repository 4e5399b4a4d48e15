"""What must never be stored, the database refuses by name: each constraint is violated once."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connections
from django.db.models import F

from complaints.models import Complaint, Extension, Intervention, Involvement, Note, PartnerBody, RoleGrant, User
from tests.house import rows
from tests.house.rows import LAST_DAY, NOW, OWNER, RECEIVED_ON, refused_by, stored

pytestmark = pytest.mark.django_db(databases=list(settings.DATABASES))

Violation = Callable[[], object]

#: The check that goes first where a status or verdict is unknown; out of the way for their own.
CLOSED_IFF = "complaint_closed_iff_outcome_and_date"

_CLOSED = {"status": "closed", "closed_on": LAST_DAY}


def changed(**changes: Any) -> Violation:
    """A complaint that is changed to this, by an update that no service made."""
    return lambda: Complaint.objects.using(OWNER).filter(pk=rows.complaint().pk).update(**changes)


def with_(make: Callable[..., object], **changes: Any) -> Violation:
    """A row that belongs to a complaint, with this about it."""
    return lambda: make(rows.complaint(), **changes)


def twice(make: Callable[..., object], first: dict[str, Any], second: dict[str, Any]) -> Violation:
    """Two such rows of one complaint."""

    def violate() -> None:
        complaint = rows.complaint()
        make(complaint, **first)
        make(complaint, **second)

    return violate


def both(*violations: Violation) -> Violation:
    """One after the other; the last is refused."""
    return lambda: [violate() for violate in violations]


def extension(of: Complaint, weeks: int) -> None:
    stored(Extension(act=rows.act(of, kind="extended"), weeks=weeks))


def note(of: Complaint, text: str) -> None:
    stored(Note(complaint=of, text=text, written_at=NOW, written_by=rows.user()))


def involved(of: Complaint) -> None:
    stored(Involvement(complaint=of, user=rows.user()))


def about_bram(of: Complaint) -> None:
    rows.about(of, user=rows.user("bram"))


def grant(role: str) -> None:
    stored(RoleGrant(user=rows.user(), role=role))


COMPLAINT: Mapping[str, Violation] = {
    "complaint_status_known": changed(status="x"),
    "complaint_origin_known": changed(origin="x"),
    "complaint_category_known": changed(category="x"),
    "complaint_regime_known": changed(regime="x"),
    "complaint_form_known": changed(form="x"),
    "complaint_channel_known": changed(channel="x"),
    "complaint_language_known": changed(language="fr"),
    "complaint_procedure_known": changed(procedure="x"),
    "complaint_procedure_kind_known": changed(procedure_kind="x"),
    "complaint_norms_known": changed(norms=["x"]),
    "complaint_verdict_known": changed(verdict="x", **_CLOSED),
    "complaint_other_reason_known": changed(verdict="other", other_reason="x", **_CLOSED),
    "complaint_decline_ground_known": changed(verdict="other", other_reason="declined", decline_ground="x", **_CLOSED),
    "complaint_has_reference": changed(reference=""),
    "complaint_has_complainants": changed(complainants=0),
    "complaint_closed_iff_outcome_and_date": changed(status="closed", closed_on=LAST_DAY),
    "complaint_intervention_has_no_verdict": changed(
        category="ombudsman", six_weeks_on=None, lawful_last_day=None, verdict="justified", **_CLOSED
    ),
    "complaint_without_verdict_has_reason": changed(verdict="other", **_CLOSED),
    "complaint_declined_has_ground": changed(verdict="other", other_reason="declined", **_CLOSED),
    "complaint_partly_is_justified": changed(verdict="unjustified", partly=True, **_CLOSED),
    "complaint_closed_not_before_receipt": changed(status="closed", closed_on=date(2026, 1, 4), verdict="justified"),
    "complaint_conduct_ends_after_it_began": changed(conduct_from=RECEIVED_ON, conduct_until=date(2026, 1, 4)),
    "complaint_runs_on_a_clock": changed(last_day=None),
    "complaint_duplicate_is_void": both(
        lambda: rows.complaint("K26-2"),
        lambda: Complaint.objects.using(OWNER).update(
            duplicate_of=Complaint.objects.using(OWNER).get(reference="K26-2")
        ),
    ),
    "complaint_adviser_kind_known": changed(adviser_kind="x"),
    "complaint_split_from_another": lambda: (
        Complaint.objects.using(OWNER).filter(pk=rows.complaint().pk).update(split_from=F("id"))
    ),
    "complaint_received_on_is_the_dutch_day": changed(received_at=datetime(2026, 1, 5, 23, 30, tzinfo=UTC)),
}

REGISTER: Mapping[str, Violation] = {
    "part_number_once": twice(rows.part, {}, {}),
    "part_verdict_known": with_(rows.part, verdict="x"),
    "part_has_conduct": with_(rows.part, conduct=""),
    "intervention_subject_known": lambda: stored(Intervention(complaint=rows.complaint(), subject="ombudsman")),
    "act_kind_known": with_(rows.act, kind="x"),
    "act_method_known": with_(rows.act, method="x"),
    "act_without_effect_has_reason": with_(rows.act, has_effect=False),
    "extension_of_at_least_a_week": with_(extension, weeks=0),
    "note_has_text": with_(note, text=""),
    "party_role_known": with_(rows.party, role="x"),
    "party_has_name": with_(rows.party, name=""),
    "party_v_number_has_ten_digits": with_(rows.party, v_number="123456789a"),
    "party_bsn_has_nine_digits": with_(rows.party, bsn="12345678a"),
    "party_agreed_to_an_address": with_(rows.party, email_agreed_on=RECEIVED_ON),
    "person_complained_about_is_identified": with_(rows.about),
    "person_complained_about_once": twice(about_bram, {}, {}),
    "involvement_once": twice(involved, {}, {}),
    "clock_kind_known": with_(rows.clock, kind="x"),
    "clock_version_once": twice(
        rows.clock,
        {"superseded_at": NOW, "superseded_reason": "extended"},
        {"superseded_at": NOW, "superseded_reason": "extended"},
    ),
    "clock_one_live_version_per_kind": twice(rows.clock, {}, {"version": 2}),
    "clock_ends_after_it_starts": with_(rows.clock, ends_on=date(2026, 1, 4)),
    "clock_superseded_has_reason": with_(rows.clock, superseded_at=NOW),
    "clock_met_not_before_it_starts": with_(rows.clock, met_on=date(2026, 1, 4)),
    "event_origin_known": with_(rows.event, origin="x"),
    "event_has_action": with_(rows.event, action=""),
    "user_language_known": lambda: stored(User(username="x", language="fr")),
    "role_grant_role_known": lambda: grant("x"),
    "role_grant_once": both(lambda: grant("handler"), lambda: grant("handler")),
}

PROCEDURE: Mapping[str, Violation] = {
    "act_side_known": with_(rows.act, side="x"),
    "act_code_fits_its_kind": with_(rows.act, kind="heard"),
    "act_asks_reply_after_its_day": with_(rows.act, kind="hearing_offered", happened_on=LAST_DAY, reply_by=RECEIVED_ON),
    "defect_duty_known": with_(rows.defect, duty="x"),
    "defect_has_reason": with_(rows.defect, reason=""),
    "contact_kind_known": with_(rows.contact, kind="x"),
    "contact_has_text": with_(rows.contact, text=""),
    "inquiry_number_once": twice(rows.inquiry, {}, {}),
    "inquiry_has_question": with_(rows.inquiry, question=""),
    "inquiry_answer_after_question": with_(rows.inquiry, reply_by=date(2026, 1, 4)),
    "inquiry_answered_iff_text": with_(rows.inquiry, answered_on=LAST_DAY),
    "commitment_number_once": twice(rows.commitment, {}, {}),
    "commitment_state_known": with_(rows.commitment, state="x", ended_on=LAST_DAY),
    "commitment_has_text_and_owner": with_(rows.commitment, owner_name=""),
    "commitment_due_after_made": with_(rows.commitment, due_on=date(2026, 1, 4)),
    "commitment_ended_iff_not_open": with_(rows.commitment, state="kept"),
    "application_unit_known": with_(rows.application, unit="x"),
    "application_has_a_term": with_(rows.application, term=0),
    "application_decided_after_applied": with_(rows.application, decided_on=date(2024, 1, 4)),
    "partner_body_has_name": lambda: stored(PartnerBody(name="")),
    "round_number_once": twice(rows.round_, {}, {}),
    "round_has_question": with_(rows.round_, question=""),
    "round_method_known": with_(rows.round_, method="x"),
    "round_answered_iff_text": with_(rows.round_, answered_on=LAST_DAY),
    "recommendation_number_once": twice(rows.recommendation, {}, {}),
    "recommendation_has_report_and_text": with_(rows.recommendation, report=""),
    "recommendation_responded_iff_following": with_(rows.recommendation, responded_on=LAST_DAY),
    "recommendation_not_followed_has_reason": with_(
        rows.recommendation, responded_on=LAST_DAY, following="not_followed"
    ),
}


def twice_mailed() -> None:
    """A letter that waits twice to leave by e-mail."""
    letter = rows.fixed(rows.complaint())
    rows.letter_mail(letter)
    rows.letter_mail(letter)


LETTERS: Mapping[str, Violation] = {
    "letter_number_once": twice(rows.letter, {}, {}),
    "letter_kind_known": with_(rows.letter, kind="x"),
    "letter_language_known": with_(rows.letter, language="fr"),
    "letter_side_known": with_(rows.letter, side="x"),
    "letter_state_known": with_(rows.fixed, state="x"),
    "letter_method_known": with_(rows.letter, method="x"),
    "letter_has_addressee_and_text": with_(rows.letter, recipient=""),
    "letter_fixed_iff_made": with_(rows.letter, state="fixed"),
    "letter_sent_iff_day": with_(rows.sent, method=""),
    "letter_returned_iff_day": with_(rows.sent, state="returned"),
    "letter_read_by_another": lambda: rows.letter(rows.complaint(), read_at=NOW, read_by=rows.user()),
    "letter_block_version_once": both(rows.letter_block, rows.letter_block),
    "letter_block_language_known": lambda: rows.letter_block(language="fr"),
    "letter_block_has_name": lambda: rows.letter_block(name=""),
    "letter_mail_waits_once": twice_mailed,
    "letter_mail_status_known": lambda: rows.letter_mail(rows.fixed(rows.complaint()), status="x"),
    "letter_mail_sent_has_a_moment": lambda: rows.letter_mail(rows.fixed(rows.complaint()), status="sent"),
    "letter_template_version_once": both(rows.letter_template, rows.letter_template),
    "letter_template_kind_known": lambda: rows.letter_template(kind="x"),
    "letter_template_language_known": lambda: rows.letter_template(language="fr"),
    "letter_template_has_text": lambda: rows.letter_template(text=""),
}

DOCUMENTS: Mapping[str, Violation] = {
    "document_number_once": twice(rows.document, {}, {"sha256": "1" * 64}),
    "document_content_once": twice(rows.document, {}, {"number": 2}),
    "document_kind_known": with_(rows.document, kind="x"),
    "document_source_known": with_(rows.document, source="x"),
    "document_scan_known": with_(rows.document, scan="x"),
    "document_has_name_and_file": with_(rows.document, name=""),
    "document_virus_iff_infected": with_(rows.document, virus="Eicar"),
    "document_taken_out_by_somebody": with_(rows.document, taken_out_at=NOW),
}


def delivered(**changes: Any) -> Violation:
    """An alert on its way, with this about it."""
    return lambda: rows.delivery(rows.alert(rows.complaint()), **changes)


def delivered_twice(first: dict[str, Any], second: dict[str, Any]) -> Violation:
    """One alert on its way twice."""

    def violate() -> None:
        alert = rows.alert(rows.complaint())
        rows.delivery(alert, **first)
        rows.delivery(alert, **second)

    return violate


def same_message_to_another() -> None:
    """One Message-ID for two people."""
    delivered_twice({}, {"recipient": rows.user("bram")})()


ALERTS: Mapping[str, Violation] = {
    "rung_by_the_hour_comes_once": lambda: rows.rung(unit="hours", repeat_days=7),
    "rung_goes_to_somebody": lambda: rows.rung(roles=[]),
    "rung_within_reach": lambda: rows.rung(offset=61),
    "delivery_told_as_known": delivered(told_as="x"),
    "delivery_by_mail_has_a_message_id": delivered(message_id=""),
    "delivery_message_id_once": same_message_to_another,
    "digest_one_waits_per_recipient": both(rows.digest, lambda: rows.digest(message_id="<2@body.example>")),
    "digest_status_known": lambda: rows.digest(status="x"),
    "digest_sent_has_a_moment": lambda: rows.digest(status="sent"),
    "absence_ends_after_it_begins": lambda: rows.absence(last_on=date(2026, 1, 4)),
    "absence_substitute_is_another": lambda: rows.absence(substitute=rows.user()),
    "absence_once_a_day": both(rows.absence, rows.absence),
    "user_mails_known": lambda: stored(User(username="x", mails="x")),
    "user_digest_hour_of_a_day": lambda: stored(User(username="x", digest_hour=24)),
    "rung_code_once": both(rows.rung, rows.rung),
    "rung_clock_kind_known": lambda: rows.rung(clock_kind="x"),
    "rung_unit_known": lambda: rows.rung(unit="x"),
    "rung_repeats_by_days": lambda: rows.rung(repeat_days=0),
    "alert_once_per_clock_rung_and_occurrence": twice(rows.alert, {}, {}),
    "delivery_status_known": delivered(status="x"),
    "delivery_sent_has_a_moment": delivered(status="sent"),
    "delivery_once_per_recipient_and_channel": delivered_twice({}, {"message_id": "<2@body.example>"}),
}

EDITIONS: Mapping[str, Violation] = {
    "edition_number_once": lambda: [rows.published(), rows.edition()],
    "edition_one_in_the_making": lambda: [rows.edition(), rows.edition(number=2)],
    "edition_status_known": lambda: rows.edition(status="x", **rows.signed()),
    "edition_origin_known": lambda: rows.edition(origin="x"),
    "edition_basis_known": lambda: rows.edition(counting_basis="x"),
    "edition_month_is_its_first_day": lambda: rows.edition(month=date(2026, 1, 2)),
    "edition_has_sha256": lambda: rows.edition(sha256="A" * 64),
    "edition_approved_by_another": lambda: rows.edition(
        status="approved", **rows.signed(approved_by=rows.user("chris"))
    ),
    "edition_adopted_by_someone": lambda: rows.edition(status="adopted"),
    "edition_approved_by_someone": lambda: rows.edition(
        status="approved", adopted_by=rows.user("chris"), adopted_at=NOW
    ),
    "edition_published_has_a_moment": lambda: rows.edition(status="published", **rows.signed()),
}

CASES: Mapping[str, Violation] = {**COMPLAINT, **REGISTER, **PROCEDURE, **LETTERS, **DOCUMENTS, **ALERTS, **EDITIONS}

#: A check that an unknown word breaks as well, and that would be named first.
FIRST_OUT_OF_THE_WAY = {"complaint_status_known": CLOSED_IFF, "complaint_verdict_known": CLOSED_IFF}


@pytest.mark.parametrize("name", sorted(CASES))
def test_is_refused_by_name(name: str) -> None:
    if first := FIRST_OUT_OF_THE_WAY.get(name):
        with connections[OWNER].cursor() as cursor:
            cursor.execute(f"ALTER TABLE complaints_complaint DROP CONSTRAINT {first}")
    assert refused_by(CASES[name]) == name


def test_every_constraint_of_every_model_has_its_case() -> None:
    named = {
        constraint.name
        for model in apps.get_app_config("complaints").get_models()
        for constraint in model._meta.constraints
    }
    assert named | {"complaint_received_on_is_the_dutch_day"} == set(CASES)


def test_every_named_check_in_the_database_has_its_case() -> None:
    with connections[OWNER].cursor() as cursor:
        cursor.execute(
            """SELECT conname FROM pg_constraint
            WHERE contype = 'c' AND connamespace = 'public'::regnamespace
              AND conrelid::regclass::text LIKE 'complaints\\_%' AND conname NOT LIKE 'complaints\\_%\\_check'"""
        )
        checks = {name for (name,) in cursor.fetchall()}
    assert checks <= set(CASES)
    assert "complaint_received_on_is_the_dutch_day" in checks


def test_a_constraint_that_a_person_may_meet_says_a_sentence() -> None:
    silent = {
        constraint.name
        for constraint in Complaint._meta.constraints
        if constraint.violation_error_message == constraint.default_violation_error_message
    }
    assert {name for name in silent if not name.endswith("_known")} == set()


@pytest.mark.parametrize(
    ("received_at", "received_on"),
    [
        (datetime(2026, 1, 5, 22, 30, tzinfo=UTC), date(2026, 1, 5)),
        (datetime(2026, 1, 5, 23, 30, tzinfo=UTC), date(2026, 1, 6)),
        (datetime(2026, 7, 5, 21, 30, tzinfo=UTC), date(2026, 7, 5)),
        (datetime(2026, 7, 5, 22, 30, tzinfo=UTC), date(2026, 7, 6)),
    ],
)
def test_the_database_knows_the_dutch_day_as_well(received_at: datetime, received_on: date) -> None:
    assert rows.complaint(received_at=received_at, received_on=received_on, last_day=LAST_DAY).pk
