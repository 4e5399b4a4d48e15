"""Set by set and one by one: the import and the services end in the same tables for the same facts."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest
from django.db.models import Model

from complaints.models import (
    Act,
    Clock,
    Complaint,
    Consent,
    Extension,
    Intervention,
    Part,
    Party,
    PersonComplainedAbout,
)
from complaints.services import closing, corrections, forwarding, handling, hearing, terms
from complaints.services.importing.engine import import_rows
from complaints.services.importing.rows import (
    RegisterRow,
    RowConsent,
    RowExtension,
    RowIntervention,
    RowPart,
    RowParty,
    RowPerson,
)
from complaints.services.intake import InterventionEntry, PartyEntry, PersonEntry
from complaints.services.searching import would_rebuild
from complaints.vocabulary import (
    ActKind,
    Category,
    Channel,
    ClockKind,
    Form,
    Method,
    OtherReason,
    PartyRole,
    Procedure,
    RecordOrigin,
    Side,
    Verdict,
)
from tests.cases import RECEIVED_AT, RECEIVED_ON, judge, noon, register_complaint
from tests.people import SYSTEM, anna, at_desk, bram, unit
from tests.register_files import IMPORT, NOW

pytestmark = pytest.mark.django_db

#: Keys of rows, moments of the system, and how often something was written.
SILENT = frozenset(
    {"id", "origin", "version", "made_at", "made_by_id", "recorded_at", "recorded_by_id", "superseded_at"}
)
TABLES: tuple[type[Model], ...] = (Party, PersonComplainedAbout, Part, Intervention, Clock, Act, Extension, Consent)

Facts = dict[str, Any]


def facts_of(complaint: Complaint) -> Facts:
    """Everything that the tables say of a complaint, without what no fact decides."""
    by_path = {Extension: "act__complaint", Consent: "act__complaint"}
    told: Facts = {"complaint": _told(Complaint.objects.filter(pk=complaint.pk).values().get())}
    for table in TABLES:
        rows = table._default_manager.filter(**{by_path.get(table, "complaint"): complaint})
        if table is Clock:
            # What a file does not tell of has no clock: whom the body spoke to, and when somebody was named.
            rows = rows.filter(superseded_reason__in=["", "closed", "voided"])
            rows = rows.exclude(kind__in=[ClockKind.FIRST_CONTACT, ClockKind.COPY])
        told[table.__name__] = sorted(map(repr, map(_told, rows.values())))
    # A file knows neither the day of the judgment, nor when the sender was told, nor whose side it was.
    told["Act"] = [each for each in told["Act"] if "'judged'" not in each and "'sender_told'" not in each]
    told["Act"] = [each.replace("'side': 'complainant'", "'side': ''") for each in told["Act"]]
    told["Act"] = [each.replace("'detail': 'Niet gehoord.'", "'detail': ''") for each in told["Act"]]
    return told


def _told(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value
        for name, value in values.items()
        if name not in SILENT and name not in {"reference", "complaint_id", "act_id", "next_alert_on"}
    } | {"is_watched": values.get("next_alert_on") is not None}


def acting(complaint: Complaint, day: date) -> dict[str, Any]:
    """What every service asks."""
    return {"complaint_id": complaint.pk, "version": None, "actor": SYSTEM, "now": noon(day)}


def open_by_hand() -> Complaint:
    return register_complaint(
        received_at=RECEIVED_AT,
        form=Form.ORAL,
        channel=Channel.PHONE,
        complainants=3,
        unit_id=unit().pk,
        handler_id=anna().pk,
        labels=("balie", 'met "aanhaling", en komma'),
        conduct_from=date(2025, 12, 1),
        conduct_until=date(2025, 12, 3),
        procedure=Procedure.COMMITTEE,
        procedure_basis="Regeling klachtadviescommissie",
        procedure_kind="asylum",
        parties=(
            PartyEntry("Fatima el Amrani", email="f@example.org", email_agreed_on=RECEIVED_ON, v_number="0012345678"),
            PartyEntry("mr. P. de Boer", role=PartyRole.REPRESENTATIVE, phone="010 123 45 67", address="Weg 1\nStad"),
        ),
        persons_complained_about=(PersonEntry(name="K. Mulder", job_title="Baliemedewerker", user_id=bram().pk),),
        parts=("Niet te woord gestaan.", "Niet teruggebeld."),
    )


OPEN = RegisterRow(
    reference="X-1",
    received_on=RECEIVED_ON,
    received_at=RECEIVED_AT,
    category=Category.TREATMENT,
    form=Form.ORAL,
    channel=Channel.PHONE,
    complainants=3,
    unit="north",
    handler="anna",
    description="Aan de balie werd ik niet te woord gestaan.",
    labels=("balie", 'met "aanhaling", en komma'),
    conduct_from=date(2025, 12, 1),
    conduct_until=date(2025, 12, 3),
    procedure=Procedure.COMMITTEE,
    procedure_basis="Regeling klachtadviescommissie",
    procedure_kind="asylum",
    parties=(
        RowParty("Fatima el Amrani", email="f@example.org", email_agreed_on=RECEIVED_ON, v_number="0012345678"),
        RowParty("mr. P. de Boer", PartyRole.REPRESENTATIVE, phone="010 123 45 67", address="Weg 1\nStad"),
    ),
    persons_complained_about=(RowPerson("K. Mulder", "Baliemedewerker", "bram"),),
    parts=(RowPart("Niet te woord gestaan."), RowPart("Niet teruggebeld.")),
)

CANONICAL: Facts = {
    "received_on": RECEIVED_ON,
    "received_at": RECEIVED_AT,
    "category": Category.TREATMENT,
    "channel": Channel.LETTER,
    "description": "Aan de balie werd ik niet te woord gestaan.",
    "parties": (RowParty("Fatima el Amrani", address="Dorpsstraat 1, 1234 AB Ons Dorp"),),
    "method": Method.LETTER,
}


def handled_by_hand() -> Complaint:
    """Acknowledged, taken up, copied, hearing offered, extended, agreed, too late extended, judged, closed."""
    complaint = register_complaint()
    day = date(2026, 1, 8)
    handling.acknowledge(**acting(complaint, day), happened_on=day, method=Method.LETTER)
    handling.take_up(**acting(complaint, day), happened_on=day, not_involved=True)
    sent: dict[str, Any] = {"happened_on": day, "method": Method.LETTER}
    handling.record_act(**acting(complaint, day), kind=ActKind.COPIED, **sent)
    hearing.offer(**acting(complaint, day), side=Side.COMPLAINANT, **sent)
    day = date(2026, 2, 10)
    terms.extend(**acting(complaint, day), weeks=2, notified_on=day, method=Method.LETTER, reason="Onderzoek")
    terms.consent(**acting(complaint, day), until=date(2026, 3, 20), given_on=day, document="brief 12")
    day = date(2026, 3, 23)
    late: dict[str, Any] = {"weeks": 1, "notified_on": day, "method": Method.LETTER, "reason": "Te laat"}
    terms.extend(**acting(complaint, day), happened=True, **late)
    judge(complaint, on=day)
    day = date(2026, 3, 24)
    left: dict[str, Any] = {"sent_on": day, "method": Method.LETTER, "reason": "Niet gehoord."}
    return closing.close_in_spite(**acting(complaint, day) | {"actor": at_desk(bram())}, **left)


HANDLED = RegisterRow(
    reference="X-2",
    **CANONICAL,
    acknowledged_on=date(2026, 1, 8),
    taken_up_on=date(2026, 1, 8),
    copied_on=date(2026, 1, 8),
    hearing_offered_on=date(2026, 1, 8),
    extensions=(RowExtension(2, date(2026, 2, 10), "Onderzoek"), RowExtension(1, date(2026, 3, 23), "Te laat")),
    consents=(RowConsent(date(2026, 3, 20), date(2026, 2, 10), "brief 12"),),
    findings="De balie was die dag gesloten.",
    judgment="De klacht is gegrond.",
    conclusions="De balie krijgt een tweede medewerker.",
    closed_on=date(2026, 3, 24),
    verdict=Verdict.JUSTIFIED,
)


def forwarded_by_hand() -> Complaint:
    complaint, day = register_complaint(), date(2026, 1, 20)
    return forwarding.forward(**acting(complaint, day), forwarded_on=day, to="Gemeente Ons Dorp", method=Method.LETTER)


FORWARDED = RegisterRow(
    reference="X-3",
    **CANONICAL,
    closed_on=date(2026, 1, 20),
    verdict=Verdict.OTHER,
    other_reason=OtherReason.FORWARDED,
    forwarded_to="Gemeente Ons Dorp",
)


def answered_by_hand() -> Complaint:
    complaint = register_complaint(
        category=Category.OMBUDSMAN,
        intervention=InterventionEntry("NO-1", "J. Visser", "treatment", answer_by=noon(date(2026, 1, 20))),
    )
    day = date(2026, 1, 19)
    return closing.answer(**acting(complaint, day), answered_on=day, method=Method.LETTER, detail="Uitleg.")


ANSWERED = RegisterRow(
    reference="X-4",
    **(CANONICAL | {"category": Category.OMBUDSMAN}),
    intervention=RowIntervention("NO-1", "J. Visser", "treatment", answer_by=noon(date(2026, 1, 20))),
    closed_on=date(2026, 1, 19),
)


def void_by_hand() -> Complaint:
    complaint, original = register_complaint(), register_complaint(reference="X-0")
    day = date(2026, 1, 19)
    return corrections.void(**acting(complaint, day), reason="Dubbel.", duplicate_of=original.reference)


VOID = RegisterRow(reference="X-5", **CANONICAL, duplicate_of="X-0", closed_on=date(2026, 1, 19))


@pytest.mark.parametrize(
    ("by_hand", "row"),
    [
        (open_by_hand, OPEN),
        (handled_by_hand, HANDLED),
        (forwarded_by_hand, FORWARDED),
        (answered_by_hand, ANSWERED),
        (void_by_hand, VOID),
    ],
)
def test_the_same_facts_end_in_the_same_tables(by_hand: Callable[[], Complaint], row: RegisterRow) -> None:
    expected = facts_of(by_hand())
    rejected: list[str] = []
    counts = import_rows([row], now=NOW, actor=IMPORT, on_reject=lambda _row, why: rejected.append(why))
    assert rejected == []
    assert counts.created == 1
    found = facts_of(Complaint.objects.get(reference=row.reference))
    for told in (expected, found):  # what was said of an answer or a duplicate has no column
        told["Act"] = [each.replace("'detail': 'Uitleg.'", "'detail': ''") for each in told["Act"]]
        told["Act"] = [each.replace("'detail': 'Dubbel.'", "'detail': ''") for each in told["Act"]]
    assert found == expected
    assert would_rebuild() == []


def test_an_open_complaint_from_a_generator_says_where_it_comes_from() -> None:
    anna(), bram()
    import_rows([OPEN], now=NOW, actor=IMPORT)
    assert Complaint.objects.get().origin == RecordOrigin.REGISTERED
