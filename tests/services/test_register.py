"""Registering: what stands in the register afterwards, and what is refused."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from complaints.models import Complaint, Intervention
from complaints.record.assigning import NotAssignable
from complaints.record.case import RefusedByDatabase
from complaints.record.checking import LONGEST_TEXT, Unusable
from complaints.record.lawful import AgainstTheLaw
from complaints.services.intake import (
    InterventionEntry,
    NotForYourRole,
    NotReceivedYet,
    PartyEntry,
    PersonEntry,
    ReferenceTaken,
)
from complaints.vocabulary import Category, ClockKind, Form, PartyRole, Procedure, Regime, Status
from complaints.workflow import Refusal
from tests.cases import LAST_DAY, RECEIVED_AT, RECEIVED_ON, noon, register_complaint
from tests.people import anna, at_desk, bram, chris, eva, fleur, gijs, hanna, ilse, unit
from tests.services.acting import UNPRINTABLE, everything, last_event, live, versions

pytestmark = pytest.mark.django_db

HUGE = 2**70


def refused(
    kind: type[Refusal], *, field: str = "", article: str = "", code: str | None = None, **changes: Any
) -> Refusal:
    before = everything()
    with pytest.raises(kind) as caught:
        register_complaint(**{"now": noon(RECEIVED_ON)} | changes)
    assert (caught.value.code, caught.value.field, caught.value.article) == (code or kind.code, field, article)
    assert everything() == before
    return caught.value


def test_a_complaint_gets_a_number_its_days_and_its_clocks() -> None:
    complaint = register_complaint()
    assert complaint.reference.startswith("K26-1")
    assert (complaint.status, complaint.version, complaint.regime) == (Status.REGISTERED, 1, Regime.FORMAL)
    assert (complaint.six_weeks_on, complaint.last_day, complaint.lawful_last_day) == (LAST_DAY, LAST_DAY, LAST_DAY)
    assert versions(complaint, ClockKind.ACKNOWLEDGEMENT) == [(1, date(2026, 1, 12), None, "")]
    assert versions(complaint, ClockKind.TAKE_UP) == [(1, date(2026, 2, 2), None, "")]
    assert versions(complaint, ClockKind.HANDLING) == [(1, LAST_DAY, None, "")]
    handling = live(complaint, ClockKind.HANDLING)
    assert (handling.starts_on, handling.next_alert_on, handling.made_by) == (RECEIVED_ON, RECEIVED_ON, None)
    assert [step["rule"] for step in handling.basis] == ["receipt", "term", "last_day"]
    assert complaint.acts.count() == 0


def test_the_event_says_everything_that_is_known_from_nothing() -> None:
    complaint = register_complaint(actor=at_desk(bram()), handler_id=anna().pk, unit_id=unit().pk, labels=("haast",))
    event = last_event(complaint)
    assert (event.action, event.actor, event.origin) == ("register", bram(), "desk")
    assert event.changes["handler"] == [None, "anna"]
    assert event.changes["unit"] == [None, "north"]
    assert event.changes["received_on"] == [None, "2026-01-05"]
    assert event.changes["labels"] == [None, ["haast"]]
    assert "conclusions" not in event.changes


def test_numbers_follow_each_other_and_pass_over_what_an_import_took() -> None:
    first = register_complaint()
    number = int(first.reference.removeprefix("K26-"))
    register_complaint(reference=f"K26-{number + 1}")
    assert register_complaint().reference == f"K26-{number + 2}"


def test_everything_that_was_typed_is_kept() -> None:
    complaint = register_complaint(
        unit_id=unit().pk,
        parts=("De balie was dicht.", "Niemand belde terug."),
        parties=(
            PartyEntry(name="Fatima el Amrani", email="f@mail.example", email_agreed_on=RECEIVED_ON),
            PartyEntry(name="mr. Jansen", role=PartyRole.REPRESENTATIVE, v_number="0012345678"),
        ),
        persons_complained_about=(
            PersonEntry(job_title="baliemedewerker", unit_id=unit().pk),
            PersonEntry(user_id=hanna().pk),
        ),
        conduct_from=date(2025, 12, 1),
        conduct_until=RECEIVED_ON,
    )
    assert [part.number for part in complaint.parts.order_by("number")] == [1, 2]
    assert [party.name for party in complaint.parties.order_by("id")] == ["Fatima el Amrani", "mr. Jansen"]
    assert [str(person) for person in complaint.persons_complained_about.order_by("id")] == [
        "baliemedewerker",
        "Hanna Jansen",
    ]


@pytest.mark.parametrize(
    ("moment", "day", "last_day"),
    [
        (datetime(2026, 1, 5, 22, 30, tzinfo=UTC), date(2026, 1, 5), date(2026, 2, 16)),
        (datetime(2026, 1, 5, 23, 30, tzinfo=UTC), date(2026, 1, 6), date(2026, 2, 17)),
        (datetime(2026, 7, 6, 21, 30, tzinfo=UTC), date(2026, 7, 6), date(2026, 8, 17)),
        (datetime(2026, 7, 6, 22, 30, tzinfo=UTC), date(2026, 7, 7), date(2026, 8, 18)),
        # Over the last Sunday of March and of October: six weeks stay six weeks.
        (datetime(2026, 3, 28, 22, 30, tzinfo=UTC), date(2026, 3, 28), date(2026, 5, 11)),
        (datetime(2026, 3, 28, 23, 30, tzinfo=UTC), date(2026, 3, 29), date(2026, 5, 11)),
        (datetime(2026, 10, 24, 22, 30, tzinfo=UTC), date(2026, 10, 25), date(2026, 12, 7)),
    ],
    ids=["23:30", "00:30", "23:30 summer", "00:30 summer", "before spring", "into spring", "into autumn"],
)
def test_the_day_of_receipt_is_the_day_in_amsterdam(moment: datetime, day: date, last_day: date) -> None:
    complaint = register_complaint(received_at=moment, received_on=day, now=moment + timedelta(days=1))
    assert complaint.last_day == last_day
    refused(
        NotReceivedYet,
        field="received_on",
        received_at=moment,
        received_on=day - timedelta(days=1),
        now=moment + timedelta(days=1),
    )


def test_a_committee_has_ten_weeks_and_the_six_week_day_beside_it() -> None:
    complaint = register_complaint(procedure=Procedure.COMMITTEE, procedure_basis="Klachtenregeling art. 3")
    assert (complaint.last_day, complaint.six_weeks_on) == (date(2026, 3, 16), LAST_DAY)
    assert versions(complaint, ClockKind.HANDLING) == [(1, date(2026, 3, 16), None, "")]


def test_an_oral_complaint_falls_under_careful_handling_unless_said_otherwise() -> None:
    assert register_complaint(form=Form.ORAL).regime == Regime.CAREFUL
    assert register_complaint(form=Form.ORAL, regime=Regime.FORMAL).regime == Regime.FORMAL


class TestInterventions:
    """An intervention of the ombudsman: no clock of title 9.1, an answer by the hour that he set."""

    def test_runs_on_the_answer_alone(self) -> None:
        answer_by = datetime(2026, 1, 20, 16, tzinfo=UTC)
        about = register_complaint()
        entry = InterventionEntry("2026.01234", "mw. Visser", Category.SERVICE, about.pk, answer_by)
        complaint = register_complaint(category=Category.OMBUDSMAN, intervention=entry)
        assert (complaint.last_day, complaint.six_weeks_on, complaint.lawful_last_day) == (
            date(2026, 1, 20),
            None,
            None,
        )
        clock = complaint.clocks.get()
        assert (clock.kind, clock.ends_at, clock.next_alert_on) == (ClockKind.OMBUDSMAN_REPLY, answer_by, RECEIVED_ON)
        details = Intervention.objects.get(complaint=complaint)
        assert (str(details), details.about) == ("2026.01234", about)

    def test_may_have_no_date_yet(self) -> None:
        complaint = register_complaint(category=Category.OMBUDSMAN)
        assert (complaint.last_day, complaint.clocks.count()) == (None, 0)
        assert str(complaint.intervention) == complaint.reference

    def test_is_registered_by_the_liaison_who_registers_nothing_else(self) -> None:
        assert register_complaint(actor=at_desk(eva()), category=Category.OMBUDSMAN).pk
        refused(NotForYourRole, code="not_allowed", actor=at_desk(eva()))

    @pytest.mark.parametrize(
        ("field", "entry"),
        [
            ("subject", InterventionEntry(subject=Category.OMBUDSMAN)),
            ("subject", InterventionEntry(subject="weather")),
            ("about", InterventionEntry(about_id=1)),
            ("about", InterventionEntry(about_id=HUGE)),
            ("answer_by", InterventionEntry(answer_by=datetime(2026, 1, 4, 12, tzinfo=UTC))),
            ("answer_by", InterventionEntry(answer_by=datetime(9999, 12, 31, 23, 59, tzinfo=UTC))),
            ("answer_by", InterventionEntry(answer_by=datetime(2026, 1, 20, 12))),  # noqa: DTZ001 - the fault
            ("officer", InterventionEntry(officer="x" * 121)),
        ],
    )
    def test_is_refused_what_cannot_be(self, field: str, entry: InterventionEntry) -> None:
        refused(Unusable, field=field, category=Category.OMBUDSMAN, intervention=entry)

    def test_details_belong_to_no_ordinary_complaint(self) -> None:
        refused(Unusable, field="category", intervention=InterventionEntry(officer="mw. Visser"))
        assert register_complaint(intervention=InterventionEntry()).pk

    def test_is_not_received_before_the_calendar_either(self) -> None:
        refused(
            AgainstTheLaw,
            code="outside_calendar",
            field="received_on",
            category=Category.OMBUDSMAN,
            received_on=date(2013, 12, 31),
        )


@pytest.mark.parametrize("who", [chris, eva, fleur, gijs, ilse])
def test_only_who_handles_complaints_registers_them(who: Any) -> None:
    refused(NotForYourRole, code="not_allowed", actor=at_desk(who()))


def test_a_handler_registers_for_the_own_unit_alone() -> None:
    hanna()
    refused(NotForYourRole, code="not_allowed", actor=at_desk(hanna()), unit_id=unit().pk)
    assert register_complaint(actor=at_desk(hanna()), unit_id=unit("south").pk).pk


class TestHandler:
    """The handler named at intake (Awb 9:7)."""

    def test_is_written_down(self) -> None:
        assert register_complaint(handler_id=anna().pk).handler == anna()

    def test_is_not_the_person_complained_about(self) -> None:
        refused(
            NotAssignable,
            field="handler",
            article="Awb 9:7",
            handler_id=anna().pk,
            persons_complained_about=(PersonEntry(user_id=anna().pk),),
        )

    @pytest.mark.parametrize("handler_id", [0, HUGE])
    def test_exists(self, handler_id: int) -> None:
        refused(NotAssignable, field="handler", handler_id=handler_id)

    @pytest.mark.parametrize("who", [chris, eva, fleur, gijs, ilse])
    def test_handles(self, who: Any) -> None:
        refused(NotAssignable, field="handler", handler_id=who().pk)


@pytest.mark.parametrize(
    "changes",
    [
        {"received_on": date(2026, 1, 6), "now": noon(date(2026, 1, 5))},
        {"received_on": date(9999, 12, 31), "now": noon(date(2026, 1, 5))},
        {"received_at": RECEIVED_AT + timedelta(hours=4)},
        {"received_at": datetime(2999, 12, 31, 23, 59, tzinfo=UTC)},
    ],
)
def test_nothing_is_received_in_the_future(changes: Any) -> None:
    refused(NotReceivedYet, field="received_on", **changes)


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 1, 5, 9),  # noqa: DTZ001 - the fault
        datetime(9999, 12, 31, 23, 59, tzinfo=UTC),
        datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))),
    ],
)
def test_a_moment_can_be_placed_in_time(moment: datetime) -> None:
    refused(Unusable, field="received_at", received_at=moment)


@pytest.mark.parametrize("day", [date(2013, 12, 31), date(1, 1, 1)])
def test_a_receipt_before_the_calendar_is_refused(day: date) -> None:
    refused(AgainstTheLaw, code="outside_calendar", field="received_on", received_on=day)


def test_a_reference_is_taken_once() -> None:
    register_complaint(reference="A-1")
    refused(ReferenceTaken, field="reference", reference=" A-1 ")


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("category", {"category": "weather"}),
        ("category", {"category": ""}),
        ("form", {"form": "sung"}),
        ("channel", {"channel": "pigeon"}),
        ("language", {"language": "fr"}),
        ("regime", {"regime": "strict"}),
        ("procedure", {"procedure": "lottery"}),
        ("procedure_kind", {"procedure_kind": "lottery"}),
        ("procedure_basis", {"procedure_basis": "x" * 201}),
        ("complainants", {"complainants": -1}),
        ("complainants", {"complainants": HUGE}),
        ("complainants", {"complainants": None}),
        ("complainants", {"complainants": "many"}),
        ("complainants", {"complainants": [1]}),
        ("reference", {"reference": "x" * 41}),
        ("reference", {"reference": "A\n1"}),
        ("description", {"description": "x" * (LONGEST_TEXT + 1)}),
        ("description", {"description": None}),
        ("labels", {"labels": ("x" * 41,)}),
        ("labels", {"labels": ("",)}),
        ("labels", {"labels": ("a\x00",)}),
        ("conduct_from", {"conduct_from": date(2026, 1, 6)}),
        ("conduct_until", {"conduct_until": date(9999, 12, 31)}),
        ("unit", {"unit_id": 0}),
        ("unit", {"unit_id": HUGE}),
        ("repeats", {"repeats_id": 0}),
        ("parties-0-name", {"parties": (PartyEntry(name=" "),)}),
        ("parties-1-name", {"parties": (PartyEntry(name="A"), PartyEntry(name="x" * 201))}),
        ("parties-0-role", {"parties": (PartyEntry(name="A", role="judge"),)}),  # type: ignore[arg-type]  # the fault
        ("parties-0-email", {"parties": (PartyEntry(name="A", email="nowhere"),)}),
        ("parties-0-v_number", {"parties": (PartyEntry(name="A", v_number="123"),)}),
        ("parties-0-v_number", {"parties": (PartyEntry(name="A", v_number="١٢٣٤٥٦٧٨٩٠"),)}),
        ("persons-0-name", {"persons_complained_about": (PersonEntry(name=" "),)}),
        ("persons-0-unit", {"persons_complained_about": (PersonEntry(name="A", unit_id=HUGE),)}),
        ("persons-0-user", {"persons_complained_about": (PersonEntry(user_id=HUGE),)}),
        ("parts-1-conduct", {"parts": ("De balie was dicht.", " ")}),
    ],
)
def test_what_does_not_fit_is_refused_beside_its_field(field: str, changes: Any) -> None:
    refused(Unusable, field=field, **changes)


@pytest.mark.parametrize("text", UNPRINTABLE)
def test_what_cannot_be_printed_is_refused(text: str) -> None:
    refused(Unusable, field="description", description=text)
    refused(Unusable, field="reference", reference=text)
    refused(Unusable, field="parties-0-address", parties=(PartyEntry(name="A", address=text),))


def test_line_breaks_stand_in_long_texts_alone() -> None:
    assert register_complaint(description="Eerst dit.\r\n\tDan dat.").pk
    refused(Unusable, field="procedure_basis", procedure_basis="Eerst dit.\nDan dat.")


def test_who_agrees_to_electronic_mail_gives_an_address() -> None:
    party = PartyEntry(name="Fatima el Amrani", email_agreed_on=RECEIVED_ON)
    refused(Unusable, field="parties-0-email", article="Awb 2:8", parties=(party,))


def test_a_person_is_named_once() -> None:
    twice = (PersonEntry(user_id=hanna().pk), PersonEntry(user_id=hanna().pk))
    refused(Unusable, field="persons-1-user", persons_complained_about=twice)


def test_what_the_database_refuses_is_said_in_a_sentence() -> None:
    refusal = refused(RefusedByDatabase, field="complainants", complainants=0)
    assert "klaagt" in str(refusal) or "complains" in str(refusal)
    refused(
        RefusedByDatabase,
        field="conduct_until",
        conduct_from=date(2025, 12, 2),
        conduct_until=date(2025, 12, 1),
    )


def test_a_unit_that_was_closed_down_gets_no_new_complaints() -> None:
    closed = unit("old", "Oud kantoor")
    closed.is_active = False
    closed.save()
    refused(Unusable, field="unit", unit_id=closed.pk)


def test_a_repeat_names_a_complaint_that_one_may_see() -> None:
    hidden = register_complaint(unit_id=unit().pk)
    repeat = register_complaint(repeats_id=hidden.pk)
    assert repeat.repeats == hidden
    assert last_event(repeat).changes["repeats"] == [None, hidden.reference]
    south = at_desk(hanna())
    refused(Unusable, field="repeats", repeats_id=hidden.pk, actor=south, unit_id=unit("south").pk)


def test_the_register_counts_a_registration_once() -> None:
    register_complaint()
    assert Complaint.objects.counted().complaints().open().count() == 1
    assert Complaint.objects.interventions().count() == 0
