"""Intake on the desk: everything about a complaint on one page, refused beside its field."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client

from complaints.models import Clock, Complaint, User
from complaints.vocabulary import Category, ClockKind, Procedure
from tests.cases import register_complaint
from tests.faces.desk import MORNING, desk_of, page, text_of
from tests.people import anna, bram, eva, fleur, gijs, hanna, unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_in_february")]


@pytest.fixture
def monday_in_february() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


def typed(*, parties: int = 1, persons: int = 1, parts: int = 1, **changes: Any) -> dict[str, str]:
    """The form as a browser sends it, with what is different about this complaint."""
    fields = {
        "received_on": "2026-02-02",
        "received_time": "09:30",
        "channel": "letter",
        "form": "written",
        "category": "treatment",
        "language": "nl",
        "description": "Ik werd weggestuurd.",
        "complainants": "1",
        "procedure": "ordinary",
    }
    for name, rows in (("parties", parties), ("persons", persons), ("parts", parts)):
        fields |= {f"{name}-TOTAL_FORMS": str(rows), f"{name}-INITIAL_FORMS": "0"}
    for number in range(parties):
        fields[f"parties-{number}-role"] = "complainant"
    return fields | changes


def register(client: Client, **changes: Any) -> Any:
    return client.post("/admin/work/new/", typed(**changes))


def registered(answer: Any) -> Complaint:
    assert answer.status_code == 302, text_of(answer)
    complaint = Complaint.objects.get()
    assert answer.headers["Location"] == page(complaint)
    return complaint


def test_the_form_starts_at_this_moment() -> None:
    form = desk_of(anna()).get("/admin/work/new/").context["form"]
    assert form["received_on"].value() == date(2026, 2, 2)
    assert 'value="10:00"' in str(form["received_time"])


def test_a_complaint_is_registered_with_its_people_and_parts() -> None:
    complaint = registered(
        register(
            desk_of(anna()),
            parties=2,
            parts=2,
            unit=str(unit().pk),
            procedure_kind="asylum",
            labels="balie, spoed",
            conduct_from="2026-01-30",
            **{
                "parties-0-name": "Fatima el Amrani",
                "parties-0-v_number": "0123456789",
                "parties-0-email": "fatima@example.org",
                "parties-0-email_agreed_on": "2026-02-01",
                "parties-1-name": "mr. P. de Boer",
                "parties-1-role": "representative",
                "persons-0-job_title": "medewerker balie",
                "persons-0-unit": str(unit().pk),
                "parts-0-conduct": "Weggestuurd.",
                "parts-1-conduct": "Brief bleef liggen.",
            },
        )
    )
    assert complaint.received_at == datetime(2026, 2, 2, 8, 30, tzinfo=UTC)
    assert complaint.last_day == date(2026, 3, 16)
    assert complaint.labels == ["balie", "spoed"]
    assert [(party.name, party.role) for party in complaint.parties.order_by("id")] == [
        ("Fatima el Amrani", "complainant"),
        ("mr. P. de Boer", "representative"),
    ]
    assert complaint.persons_complained_about.get().unit == unit()
    assert list(complaint.parts.order_by("number").values_list("conduct", flat=True)) == [
        "Weggestuurd.",
        "Brief bleef liggen.",
    ]
    assert complaint.events.get().actor == anna()


def test_rows_left_empty_do_not_count() -> None:
    complaint = registered(register(desk_of(anna()), parties=3, persons=2, parts=2))
    assert not complaint.parties.exists()
    assert not complaint.parts.exists()


def test_an_hour_that_is_not_known_stays_unknown() -> None:
    assert registered(register(desk_of(anna()), received_time="")).received_at is None


def test_a_committee_gives_ten_weeks() -> None:
    complaint = registered(register(desk_of(anna()), procedure="committee", procedure_basis="Besluit van 1 mei 2024"))
    assert (complaint.procedure, complaint.last_day) == (Procedure.COMMITTEE, date(2026, 4, 13))


def test_an_intervention_of_the_ombudsman_is_registered_with_its_own_term() -> None:
    complaint = registered(
        register(
            desk_of(bram()),
            category="ombudsman",
            channel="ombudsman",
            **{
                "intervention-ombudsman_reference": "NO-2026-12",
                "intervention-officer": "mw. Van Dam",
                "intervention-subject": "service",
                "intervention-answer_day": "2026-02-09",
                "intervention-answer_time": "",
            },
        )
    )
    assert complaint.intervention.subject == Category.SERVICE
    clock = Clock.objects.get(complaint=complaint, kind=ClockKind.OMBUDSMAN_REPLY)
    assert clock.ends_at == datetime(2026, 2, 9, 22, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"received_on": "2026-02-03"}, "received_on", "The receipt is in the future"),
        ({"received_time": "23:30"}, "received_on", "The receipt is in the future"),
        ({"received_on": "1999-01-01"}, "received_on", "lies outside the years that the calendar covers"),
        ({"received_on": "31-02-2026"}, "received_on", "Enter a valid date"),
        ({"received_time": "25:00"}, "received_time", "Enter a valid time"),
        ({"category": ""}, "category", "required"),
        ({"category": "weather"}, "category", "Select a valid choice"),
        ({"description": "a\x00b"}, "description", "Null characters"),
        ({"description": "a\x1bb"}, "description", "cannot be printed"),
        ({"description": "x" * 200_001}, "description", "too long"),
        ({"reference": "R" * 41}, "reference", "at most 40 characters"),
        ({"reference": "K-TAKEN"}, "reference", "is taken"),
        ({"labels": "x" * 41}, "labels", "40"),
        ({"complainants": "0"}, "complainants", "greater than or equal to 1"),
        ({"complainants": "99999999999999999999"}, "complainants", "less than or equal to"),
        ({"conduct_from": "2026-01-02", "conduct_until": "2026-01-01"}, "conduct_until", "does not end before"),
        ({"unit": "999999"}, "unit", "Select a valid choice"),
    ],
)
def test_bad_input_is_refused_beside_its_field(changes: dict[str, str], field: str, words: str) -> None:
    register_complaint(reference="K-TAKEN")
    answer = register(desk_of(anna()), **changes)
    assert answer.status_code == 422
    assert words in " ".join(answer.context["form"].errors[field])
    assert Complaint.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "row", "field", "words"),
    [
        ({"parties-0-name": "x" * 10_000}, "parties", "name", "at most 200 characters"),
        ({"parties-0-name": "Jan\x00sen"}, "parties", "name", "Null characters"),
        ({"parties-0-name": "Jan\u202esen"}, "parties", "name", "cannot be printed"),
        ({"parties-0-phone": "06-12345678"}, "parties", "name", "required"),
        ({"parties-0-name": "Jan", "parties-0-v_number": "12345"}, "parties", "v_number", "ten digits"),
        ({"parties-0-name": "Jan", "parties-0-email": "jan@"}, "parties", "email", "valid email"),
        ({"parties-0-name": "Jan", "parties-0-email_agreed_on": "2026-02-01"}, "parties", "email", "(Awb 2:8)"),
        ({"parties-0-name": "Jan", "parties-0-role": "judge"}, "parties", "role", "Select a valid choice"),
        ({"persons-0-unit": "ITS_PK"}, "persons", "name", "Give a name, a job title or a user"),
        ({"parts-0-conduct": "x" * 200_001}, "parts", "conduct", "too long"),
    ],
)
def test_a_row_is_refused_where_it_stands(changes: dict[str, str], row: str, field: str, words: str) -> None:
    changes = {name: str(unit().pk) if value == "ITS_PK" else value for name, value in changes.items()}
    answer = register(desk_of(anna()), **changes)
    assert answer.status_code == 422
    assert words in " ".join(answer.context["typed"].rows[row].forms[0].errors[field])
    assert not Complaint.objects.exists()


def test_a_refusal_finds_its_row_past_empty_ones() -> None:
    answer = register(
        desk_of(anna()),
        parties=3,
        **{"parties-2-name": "Jan", "parties-2-email_agreed_on": "2026-02-01"},
    )
    assert "(Awb 2:8)" in answer.context["typed"].rows["parties"].forms[2].errors["email"][0]


def test_nothing_typed_is_lost() -> None:
    said = register(
        desk_of(anna()), category="", description="Een <lange> tekst.", **{"parties-0-name": "Fatima el Amrani"}
    ).content.decode()
    assert "Een &lt;lange&gt; tekst." in said
    assert 'value="Fatima el Amrani"' in said


def test_a_row_is_added_without_losing_or_judging_anything() -> None:
    answer = register(desk_of(anna()), category="", more="parties", **{"parties-0-name": "Fatima el Amrani"})
    assert answer.status_code == 200
    assert len(answer.context["typed"].rows["parties"].forms) == 2
    assert 'value="Fatima el Amrani"' in answer.content.decode()
    assert "errorlist" not in answer.content.decode()
    assert not Complaint.objects.exists()


@pytest.mark.parametrize("total", ["50", "-1", "many", "²"])
def test_rows_are_not_added_without_end(total: str) -> None:
    answer = register(desk_of(anna()), more="parties", **{"parties-TOTAL_FORMS": total})
    assert len(answer.context["typed"].rows["parties"].forms) <= 50


def test_a_form_without_its_counters_is_refused_and_not_a_crash() -> None:
    fields = {name: value for name, value in typed().items() if "TOTAL" not in name}
    assert desk_of(anna()).post("/admin/work/new/", fields).status_code == 422


@pytest.mark.parametrize("role", [fleur, gijs])
def test_who_handles_nothing_registers_nothing(role: Callable[[], User]) -> None:
    client = desk_of(role())
    assert client.get("/admin/work/new/").status_code == 403
    assert register(client).status_code == 403


def test_a_handler_registers_for_his_own_unit_only() -> None:
    hers = hanna()
    north = unit()
    answer = register(desk_of(hers), unit=str(north.pk))
    assert "Your role does not cover registering this." in text_of(answer)
    assert registered(register(desk_of(hers), unit=str(unit("south").pk))).unit == unit("south")


def test_the_liaison_registers_interventions_only() -> None:
    client = desk_of(eva())
    assert "Your role does not cover registering this." in text_of(register(client))
    assert registered(register(client, category="ombudsman")).is_intervention
