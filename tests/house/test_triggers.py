"""What a constraint cannot say, a trigger does: each refuses bulk and shell by its name."""

from collections.abc import Callable, Mapping, Sequence

import pytest
from django.conf import settings
from django.db import connections

from complaints.models import Complaint, Consent, Extension, Involvement, Note
from tests.house import rows
from tests.house.rows import LAST_DAY, NOW, OWNER, RECEIVED_ON, refused_by, stored

pytestmark = pytest.mark.django_db(databases=list(settings.DATABASES))

Violation = Callable[[], object]


def sql(statement: str, make: Callable[[], object]) -> Violation:
    """Rows are made, and then changed by hand."""

    def violate() -> None:
        make()
        with connections[OWNER].cursor() as cursor:
            cursor.execute(statement)

    return violate


def without_event() -> None:
    stored(
        Complaint(
            reference="X",
            received_on=RECEIVED_ON,
            category="it",
            six_weeks_on=LAST_DAY,
            last_day=LAST_DAY,
            lawful_last_day=LAST_DAY,
        )
    )


def event_about_another() -> None:
    rows.complaint()
    without_event()


def involved(of: Complaint) -> None:
    stored(Involvement(complaint=of, user=rows.user()))


def complained_about(of: Complaint) -> None:
    rows.about(of, user=rows.user())


def handled() -> Complaint:
    return rows.complaint(handler=rows.user())


def handled_after(make: Callable[[Complaint], None]) -> Violation:
    """The complaint is given to who has a part in it."""

    def violate() -> None:
        complaint = rows.complaint()
        make(complaint)
        Complaint.objects.using(OWNER).filter(pk=complaint.pk).update(handler=rows.user())

    return violate


def appended() -> None:
    """A row in every table that is only added to."""
    complaint = rows.complaint()
    stored(Extension(act=rows.act(complaint, kind="extended"), weeks=4))
    stored(Consent(act=rows.act(complaint, kind="consented"), until=LAST_DAY))
    rows.defect(complaint)
    rows.contact(complaint)
    stored(Note(complaint=complaint, text="Gebeld.", written_at=NOW, written_by=rows.user()))
    rows.letter_block()
    rows.letter_template()
    rows.letter_text(rows.letter(complaint))
    rows.letter_act(rows.sent(complaint, number=2))
    rows.acknowledgement(complaint)
    rows.summary(complaint)


def taken_out() -> None:
    rows.document(rows.complaint(), taken_out_at=NOW, taken_out_by=rows.user(), taken_out_reason="Van een ander.")


def superseded() -> None:
    rows.clock(rows.complaint(), superseded_at=NOW, superseded_reason="extended")


def member_added() -> None:
    rows.member(rows.published())


_INVOLVED = "complaint_handler_is_not_involved"
_FROZEN = "edition_published_is_frozen"
_APPENDED = (
    "act",
    "extension",
    "consent",
    "note",
    "event",
    "defect",
    "contact",
    "letteract",
    "letterblock",
    "lettertemplate",
    "lettertext",
    "editionacknowledgement",
    "releasedsummary",
)

Cases = Mapping[tuple[str, str], tuple[str, Sequence[Violation]]]

_APPEND_ONLY: Cases = {
    (f"complaints_{table}", f"{table}_is_append_only"): (
        f"{table}_is_append_only",
        [
            sql(f"UPDATE complaints_{table} SET id = id", appended),
            sql(f"DELETE FROM complaints_{table}", appended),
        ],
    )
    for table in _APPENDED
}

#: Table and trigger: by which name it refuses, and every way to be refused.
CASES: Cases = {
    **_APPEND_ONLY,
    ("complaints_complaint", "complaint_change_has_event"): (
        "complaint_change_has_event",
        [without_event, event_about_another],
    ),
    ("complaints_complaint", _INVOLVED): (_INVOLVED, [handled_after(complained_about), handled_after(involved)]),
    ("complaints_personcomplainedabout", _INVOLVED): (_INVOLVED, [lambda: complained_about(handled())]),
    ("complaints_involvement", _INVOLVED): (_INVOLVED, [lambda: involved(handled())]),
    ("complaints_clock", "clock_keeps_its_date"): (
        "clock_keeps_its_date",
        [
            sql(statement, superseded)
            for statement in (
                "UPDATE complaints_clock SET ends_on = ends_on + 1",
                "UPDATE complaints_clock SET starts_on = starts_on - 1",
                "UPDATE complaints_clock SET ends_at = now()",
                "UPDATE complaints_clock SET basis = '[1]'",
                "UPDATE complaints_clock SET version = 2",
                "UPDATE complaints_clock SET kind = 'copy'",
                "UPDATE complaints_clock SET subject = 2",
                "UPDATE complaints_clock SET superseded_at = NULL, superseded_reason = ''",
                "DELETE FROM complaints_clock",
            )
        ],
    ),
    ("complaints_letter", "letter_stays"): (
        "letter_stays",
        [
            sql(statement, lambda: rows.sent(rows.complaint()))
            for statement in (
                "UPDATE complaints_letter SET body = 'anders'",
                "UPDATE complaints_letter SET recipient = 'een ander'",
                "UPDATE complaints_letter SET sha256 = repeat('1', 64)",
                "UPDATE complaints_letter SET sent_on = sent_on + 1",
                "UPDATE complaints_letter SET state = 'fixed', sent_on = NULL",
                "DELETE FROM complaints_letter",
            )
        ],
    ),
    ("complaints_document", "document_stays"): (
        "document_stays",
        [
            sql(statement, taken_out)
            for statement in (
                "UPDATE complaints_document SET name = 'anders.pdf'",
                "UPDATE complaints_document SET sha256 = repeat('1', 64)",
                "UPDATE complaints_document SET scan = 'unscanned'",
                "UPDATE complaints_document SET taken_out_reason = 'anders'",
                "DELETE FROM complaints_document",
            )
        ],
    ),
    ("complaints_edition", _FROZEN): (
        _FROZEN,
        [
            sql("UPDATE complaints_edition SET note = 'anders'", rows.published),
            sql("DELETE FROM complaints_edition", rows.published),
        ],
    ),
    ("complaints_annualreport", "annual_report_published_is_frozen"): (
        "annual_report_published_is_frozen",
        [
            sql("UPDATE complaints_annualreport SET lessons = 'anders'", rows.published_report),
            sql("DELETE FROM complaints_annualreport", rows.published_report),
        ],
    ),
    ("complaints_editionmember", "edition_members_are_not_added"): (_FROZEN, [member_added]),
    ("complaints_editionmember", "edition_members_are_not_removed"): (
        _FROZEN,
        [sql("DELETE FROM complaints_editionmember", rows.published)],
    ),
    ("complaints_editionmember", "edition_member_keeps_its_cell"): (
        "edition_member_keeps_its_cell",
        [
            sql("UPDATE complaints_editionmember SET cell = 'it'", rows.published),
            sql("UPDATE complaints_editionmember SET complaint_id = NULL, weight = 2", rows.published),
            sql("UPDATE complaints_editionmember SET complaint_id = NULL, days = 2", rows.published),
        ],
    ),
}


@pytest.mark.parametrize("trigger", sorted(CASES), ids=".".join)
def test_refuses_by_its_name(trigger: tuple[str, str]) -> None:
    name, violations = CASES[trigger]
    assert [refused_by(violate) for violate in violations] == [name] * len(violations)


def test_every_trigger_in_the_database_has_its_case() -> None:
    with connections[OWNER].cursor() as cursor:
        cursor.execute(
            """SELECT tgrelid::regclass::text, tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
            WHERE NOT tgisinternal AND relnamespace = 'public'::regnamespace"""
        )
        assert set(cursor.fetchall()) == set(CASES)


def test_a_change_with_its_event_passes_and_one_after_it_in_the_same_transaction_too() -> None:
    complaint = rows.complaint()
    with connections[OWNER].cursor() as cursor:
        cursor.execute("UPDATE complaints_complaint SET description = 'a', version = 2")
        rows.event(complaint, version=2)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SELECT version FROM complaints_complaint")
        assert cursor.fetchall() == [(2,)]


def test_what_may_be_written_is_written() -> None:
    complaint = rows.complaint()
    rows.clock(complaint)
    rows.about(complaint, user=rows.user("bram"))
    with connections[OWNER].cursor() as cursor:
        cursor.execute("UPDATE complaints_clock SET met_on = '2026-01-07', next_alert_on = NULL")
        cursor.execute("UPDATE complaints_clock SET superseded_at = now(), superseded_reason = 'closed'")
        cursor.execute("UPDATE complaints_complaint SET handler_id = %s", [rows.user().pk])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SELECT superseded_reason FROM complaints_clock")
        assert cursor.fetchall() == [("closed",)]


def test_a_destroyed_case_may_be_taken_out_of_published_figures() -> None:
    rows.published()
    with connections[OWNER].cursor() as cursor:
        cursor.execute("UPDATE complaints_editionmember SET complaint_id = NULL")
        cursor.execute("SELECT cell, weight, complaint_id FROM complaints_editionmember")
        assert cursor.fetchall() == [("treatment", 1, None)]
