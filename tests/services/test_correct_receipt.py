"""Correcting the receipt: every clock from receipt gets a new version, also of a closed complaint."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from complaints.models import Complaint
from complaints.record import trail
from complaints.record.case import WrongDay
from complaints.record.checking import Unusable
from complaints.record.lawful import AgainstTheLaw
from complaints.services.corrections import void
from complaints.services.handling import acknowledge
from complaints.services.intake import InterventionEntry
from complaints.services.terms import NotReceivedThen, correct_receipt, extend
from complaints.vocabulary import ActKind, Category, ClockKind, RecordOrigin, Status, Verdict
from complaints.workflow import NotNow
from tests.cases import LAST_DAY, RECEIVED_ON, judged_and_closed, noon, register_complaint, take_up
from tests.people import SYSTEM, at_desk, bram
from tests.services.acting import (
    TODAY,
    UNPRINTABLE,
    act,
    by_letter,
    changed_meanwhile,
    intervention,
    last_act,
    last_event,
    refused,
    versions,
)

pytestmark = pytest.mark.django_db

FRIDAY = date(2026, 1, 2)


def to(received_on: date = FRIDAY, **changes: Any) -> dict[str, Any]:
    """The letter lay at the counter since Friday 2 January."""
    return {"received_on": received_on, "received_at": None, "reason": "Lag al bij de balie."} | changes


def test_draws_every_clock_anew_and_keeps_what_was_met() -> None:
    complaint = take_up(register_complaint())
    act(correct_receipt, complaint, **to())
    assert versions(complaint, ClockKind.ACKNOWLEDGEMENT) == [
        (1, date(2026, 1, 12), None, "receipt_corrected"),
        (2, date(2026, 1, 9), None, ""),
    ]
    assert versions(complaint, ClockKind.TAKE_UP) == [
        (1, date(2026, 2, 2), date(2026, 1, 7), "receipt_corrected"),
        (2, date(2026, 1, 30), date(2026, 1, 7), ""),
    ]
    assert versions(complaint, ClockKind.HANDLING) == [
        (1, LAST_DAY, None, "receipt_corrected"),
        (2, date(2026, 2, 13), None, ""),
    ]
    assert [clock.next_alert_on for clock in complaint.clocks.live().order_by("ends_on")] == [TODAY, TODAY, None, TODAY]
    event = last_event(complaint)
    assert event.changes == {
        "received_at": ["2026-01-05T09:00:00+00:00", None],
        "received_on": ["2026-01-05", "2026-01-02"],
        "six_weeks_on": ["2026-02-16", "2026-02-13"],
        "last_day": ["2026-02-16", "2026-02-13"],
        "lawful_last_day": ["2026-02-16", "2026-02-13"],
    }
    assert (event.action, event.reason) == ("correct_receipt", "Lag al bij de balie.")
    done = last_act(complaint)
    assert (done.kind, done.happened_on, done.detail) == (
        ActKind.RECEIPT_CORRECTED,
        FRIDAY,
        "Lag al bij de balie.",
    )


def test_of_a_closed_complaint_moves_what_it_is_counted_by() -> None:
    complaint = judged_and_closed()
    act(correct_receipt, complaint, on=date(2026, 3, 2), **to(date(2025, 12, 15)))
    assert versions(complaint, ClockKind.HANDLING)[-1] == (2, date(2026, 1, 26), date(2026, 2, 3), "")
    # What was met stays met, and shows by how much it was late.
    assert versions(complaint, ClockKind.ACKNOWLEDGEMENT)[-1] == (2, date(2025, 12, 22), date(2026, 2, 3), "")
    last_event(complaint)
    assert (complaint.status, complaint.lawful_last_day) == (Status.CLOSED, date(2026, 1, 26))


def test_a_later_receipt_than_the_met_day_is_never_made() -> None:
    complaint = register_complaint()
    act(acknowledge, complaint, **by_letter(happened_on=date(2026, 1, 7)))
    act(correct_receipt, complaint, **to(date(2026, 1, 7)))
    assert versions(complaint, ClockKind.ACKNOWLEDGEMENT)[-1] == (2, date(2026, 1, 14), date(2026, 1, 7), "")
    refused(correct_receipt, complaint, NotReceivedThen, field="received_on", **to(date(2026, 1, 8)))


def test_corrected_twice_the_first_correction_binds_nothing() -> None:
    complaint = register_complaint()
    act(correct_receipt, complaint, **to())
    act(correct_receipt, complaint, **to(RECEIVED_ON))
    assert last_event(complaint).changes["received_on"] == ["2026-01-02", "2026-01-05"]
    assert [row[1] for row in versions(complaint, ClockKind.HANDLING)] == [LAST_DAY, date(2026, 2, 13), LAST_DAY]


def test_takes_the_extension_along() -> None:
    complaint = register_complaint()
    act(extend, complaint, **by_letter(weeks=4, notified_on=TODAY, reason="druk"))
    act(correct_receipt, complaint, **to())
    last_event(complaint)
    assert complaint.last_day == date(2026, 3, 13)


def test_what_came_too_late_for_the_earlier_term_loses_its_effect() -> None:
    complaint = register_complaint()
    notified_on = date(2026, 2, 16)
    act(extend, complaint, on=notified_on, **by_letter(weeks=4, notified_on=notified_on, reason="druk"))
    act(correct_receipt, complaint, on=notified_on, **to())
    last_event(complaint)
    assert complaint.last_day == date(2026, 2, 13)


def test_to_the_moment_too() -> None:
    complaint = register_complaint()
    moment = datetime(2026, 1, 1, 23, 30, tzinfo=UTC)
    act(correct_receipt, complaint, **to(received_at=moment))
    last_event(complaint)
    assert (complaint.received_at, complaint.received_on) == (moment, FRIDAY)


class TestRefused:
    """A receipt that cannot have been."""

    @pytest.mark.parametrize(
        "changes",
        [
            {"received_on": date(2026, 1, 20)},
            {"received_on": date(9999, 12, 31)},
            {"received_on": TODAY, "received_at": datetime(2026, 1, 19, 13, tzinfo=UTC)},
            {"received_at": datetime(2026, 1, 1, 22, 30, tzinfo=UTC)},
            {"received_at": datetime(2026, 1, 2, 23, 30, tzinfo=UTC)},
        ],
    )
    def test_in_the_future_or_on_another_day(self, changes: dict[str, Any]) -> None:
        refused(correct_receipt, register_complaint(), NotReceivedThen, field="received_on", **to() | changes)

    def test_after_something_was_done(self) -> None:
        said = refused(
            correct_receipt, take_up(register_complaint()), NotReceivedThen, field="received_on", **to(date(2026, 1, 8))
        )
        assert "7 januari 2026" in said

    def test_before_the_calendar(self) -> None:
        for complaint in (register_complaint(), intervention()):
            refused(
                correct_receipt,
                complaint,
                AgainstTheLaw,
                code="outside_calendar",
                field="received_on",
                **to(date(2013, 12, 31)),
            )

    @pytest.mark.parametrize(
        "moment",
        [
            datetime(9999, 12, 31, 23, 59, tzinfo=UTC),
            datetime(2026, 1, 2, 9),  # noqa: DTZ001 - the fault
        ],
    )
    def test_at_a_moment_that_is_none(self, moment: datetime) -> None:
        refused(correct_receipt, register_complaint(), Unusable, field="received_at", **to(received_at=moment))

    @pytest.mark.parametrize("reason", ["", " ", "x" * 501, *UNPRINTABLE])
    def test_without_a_reason(self, reason: str) -> None:
        refused(correct_receipt, register_complaint(), Unusable, field="reason", **to(reason=reason))

    def test_of_a_void_registration(self) -> None:
        complaint = register_complaint()
        act(void, complaint, by=at_desk(bram()), reason="dubbel")
        refused(correct_receipt, complaint, NotNow, **to())


class TestIntervention:
    """An intervention has no clock of title 9.1; its answer keeps its day."""

    def test_moves_the_receipt_alone(self) -> None:
        complaint = intervention(intervention=InterventionEntry(answer_by=datetime(2026, 1, 20, 16, tzinfo=UTC)))
        act(correct_receipt, complaint, **to())
        assert list(last_event(complaint).changes) == ["received_at", "received_on"]
        assert versions(complaint, ClockKind.OMBUDSMAN_REPLY) == [(1, date(2026, 1, 20), None, "")]

    def test_is_not_received_after_its_answer_was_due(self) -> None:
        complaint = intervention(intervention=InterventionEntry(answer_by=datetime(2026, 1, 7, 16, tzinfo=UTC)))
        refused(correct_receipt, complaint, NotReceivedThen, field="received_on", **to(date(2026, 1, 8)))
        act(correct_receipt, complaint, **to(date(2026, 1, 7)))

    def test_without_a_date_has_nothing_to_keep(self) -> None:
        complaint = intervention()
        act(correct_receipt, complaint, **to(date(2026, 1, 8)))
        assert last_event(complaint).changes["received_on"] == ["2026-01-05", "2026-01-08"]


def test_an_imported_complaint_without_acts_is_not_received_after_its_closing() -> None:
    complaint = Complaint.objects.create(
        reference="OUD-1",
        origin=RecordOrigin.IMPORTED,
        received_on=RECEIVED_ON,
        category=Category.SERVICE,
        status=Status.CLOSED,
        verdict=Verdict.JUSTIFIED,
        closed_on=date(2026, 2, 3),
        six_weeks_on=LAST_DAY,
        last_day=LAST_DAY,
        lawful_last_day=LAST_DAY,
    )
    trail.append(action="import", actor=SYSTEM, now=noon(RECEIVED_ON), complaint=complaint)
    on = date(2026, 3, 2)
    refused(correct_receipt, complaint, NotReceivedThen, field="received_on", on=on, **to(date(2026, 2, 4)))
    act(correct_receipt, complaint, on=on, **to(date(2026, 2, 3)))
    last_event(complaint)
    assert (complaint.received_on, complaint.clocks.count()) == (date(2026, 2, 3), 0)


def test_the_second_of_two_people_is_told_what_changed() -> None:
    changed_meanwhile(correct_receipt, register_complaint(), **to())


def test_a_day_of_an_act_is_measured_from_the_corrected_receipt() -> None:
    complaint = register_complaint()
    act(correct_receipt, complaint, **to(date(2026, 1, 8)))
    refused(acknowledge, complaint, WrongDay, field="happened_on", **by_letter(happened_on=date(2026, 1, 7)))
