"""The desk's forms of the whole procedure: each does its act, and says no beside its field."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from complaints.models import Complaint, Inquiry, PartnerBody
from complaints.services.intake import InterventionEntry, PartyEntry, PersonEntry
from complaints.vocabulary import ActKind, Category, ClockKind, Procedure, Status
from tests.cases import judge, judged_and_closed, noon, register_complaint, take_up
from tests.faces.desk import MORNING, desk_of, page, text_of
from tests.fulfilling import fulfil
from tests.people import anna, bram, eva, fleur, gijs, unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_in_february")]

TODAY = "2026-02-02"
PERSON = (PersonEntry(job_title="medewerker balie"),)


@pytest.fixture
def monday_in_february() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


def do(client: Client, complaint: Complaint, slug: str, **fields: Any) -> None:
    """Fill in the form of an act as it is offered, and send it."""
    address = f"{page(complaint)}{slug}/"
    form = client.get(address).context["form"]
    assert form is not None, f"{slug} is not possible now"
    unknown = set(fields) - {bound.html_name for bound in form}
    assert not unknown, unknown
    first = {bound.html_name: bound.value() for bound in form if bound.value() not in (None, False)}
    values = {name: value.isoformat() if isinstance(value, date) else value for name, value in first.items()}
    answer = client.post(address, values | fields)
    assert answer.status_code == 302, text_of(answer)
    complaint.refresh_from_db()


def refusal(client: Client, complaint: Complaint, slug: str, field: str, **fields: Any) -> str:
    """Send a form that is refused, and give what stands beside the field."""
    answer = client.post(f"{page(complaint)}{slug}/", {"version": complaint.version, **fields})
    assert answer.status_code == 422
    return " ".join(answer.context["form"].errors[field])


def test_both_sides_are_offered_a_hearing_answer_and_are_heard() -> None:
    complaint, client = take_up(register_complaint(persons_complained_about=PERSON)), desk_of(anna())
    do(client, complaint, "copied")
    do(client, complaint, "offer-hearing", side="complainant", reply_by="2026-02-09")
    do(client, complaint, "offer-hearing", side="person")
    do(client, complaint, "hearing-answer", side="complainant", answer="wants")
    do(client, complaint, "hearing-answer", side="person", answer="declines")
    do(client, complaint, "heard", side="complainant", mode="video", detail="Met haar zoon.")
    do(client, complaint, "hearing-report", detail="Zij vertelde wat er gebeurde.")
    said = text_of(client.get(page(complaint)))
    assert "Heard · complainant · By video" in said
    assert "Hear the complainant Awb 9:10 lid 2 Done · 2 Feb 2026" in said
    assert "Hear the person complained about Awb 9:10 lid 1 Not applicable: he did not ask for it" in said


def test_where_nobody_is_named_no_side_is_asked() -> None:
    complaint, client = register_complaint(), desk_of(anna())
    do(client, complaint, "offer-hearing")
    do(client, complaint, "hearing-answer", answer="declines")
    do(client, complaint, "waive-hearing", ground="declared", reason="Zij hoeft het niet.")
    assert "Waived · 2 Feb 2026 · The complainant declared not to want it (b)" in text_of(client.get(page(complaint)))


def test_silence_without_a_term_is_refused_beside_the_answer() -> None:
    complaint, client = register_complaint(), desk_of(anna())
    do(client, complaint, "offer-hearing")
    fields = {"answer": "silent", "happened_on": TODAY}
    assert "(Awb 9:10 lid 2 onder c)" in refusal(client, complaint, "hearing-answer", "answer", **fields)


def test_the_advisory_procedure_ends_in_a_deviation_with_the_advice_enclosed() -> None:
    complaint = register_complaint(procedure=Procedure.COMMITTEE)
    handler, coordinator = desk_of(anna()), desk_of(bram())
    do(handler, complaint, "acknowledge", names_adviser="on")
    do(handler, complaint, "take-up", not_involved="on")
    do(coordinator, complaint, "charge-adviser", adviser_kind="committee", adviser="Klachtadviescommissie")
    do(handler, complaint, "heard", mode="in_person")
    do(handler, complaint, "hearing-report", detail="Verslag van de commissie.")
    do(handler, complaint, "advice", advised="unjustified", detail="Rapport 12.")
    texts = {"findings": "Zo was het.", "judgment": "Gegrond.", "has_no_conclusions": "on", "verdict": "justified"}
    assert "(Awb 9:16)" in refusal(handler, complaint, "judge", "deviation_reason", **texts)
    do(handler, complaint, "judge", **texts, deviation_reason="Het beeldmateriaal kwam later.")
    left = {"sent_on": TODAY, "method": "letter"}
    assert "(Awb 9:16)" in refusal(handler, complaint, "close", "advice_enclosed", **left)
    do(handler, complaint, "close", **left, advice_enclosed="on")
    assert complaint.status == Status.CLOSED
    assert "Judgment written · Deviates from the advice" in text_of(handler.get(page(complaint)))


def test_a_coordinator_closes_in_spite_of_what_is_missing() -> None:
    complaint = judge(take_up(register_complaint()))
    assert "close-in-spite/" not in desk_of(anna()).get(page(complaint)).content.decode()
    do(desk_of(bram()), complaint, "close-in-spite", reason="De klager wacht al te lang.")
    said = text_of(desk_of(anna()).get(page(complaint)))
    assert "Closed in spite of Acknowledge receipt: De klager wacht al te lang." in said


def test_the_extension_is_told_to_both_or_later_to_the_second() -> None:
    client = desk_of(anna())
    complaint = register_complaint(persons_complained_about=PERSON)
    do(client, complaint, "extend", weeks="2", reason="Horen.", person_told_on="")
    do(client, complaint, "tell-extension")
    assert complaint.acts.filter(kind=ActKind.EXTENSION_NOTICED).exists()
    both = register_complaint(persons_complained_about=PERSON)
    do(client, both, "extend", weeks="2", reason="Horen.")
    assert both.acts.filter(kind=ActKind.EXTENSION_NOTICED).exists()


def test_a_complaint_that_lacks_something_says_so_and_asks_for_it() -> None:
    complaint, client = register_complaint(parties=(PartyEntry(name="Fatima"),), description=""), desk_of(anna())
    said = text_of(client.get(page(complaint)))
    assert "not complete (9:4). Missing: your address; what you complain about" in said
    form = client.get(f"{page(complaint)}ask-completion/").context["form"]
    assert form["missing"].value() == "uw adres\nwaarover u klaagt, en wanneer het is gebeurd"
    do(client, complaint, "ask-completion", reply_by="2026-02-16")
    do(client, complaint, "completed", detail="Het adres.")
    assert complaint.clocks.get(kind=ClockKind.COMPLETION).met_on == date(2026, 2, 2)


def test_contacts_inquiries_and_commitments_stand_around_the_case() -> None:
    complaint, client = take_up(register_complaint()), desk_of(anna())
    do(client, complaint, "contact", with_whom="Fatima el Amrani", text="Gebeld.", agreement="Wij bellen terug.")
    question = {"unit_id": str(unit().pk), "question": "Wie zat er aan de balie?", "reply_by": "2026-02-09"}
    do(client, complaint, "ask-inquiry", **question)
    do(client, complaint, "answer-inquiry", number="1", text="De heer Jaspers.")
    do(client, complaint, "ask-inquiry", **question)
    do(client, complaint, "drop-inquiry", number="2", reason="Niet meer nodig.")
    promised = {"text": "Een afspraak.", "due_on": "2026-02-06"}
    do(client, complaint, "commitment", **promised, owner_name="De balie")
    do(client, complaint, "commitment", **promised, owner_id=str(bram().pk))
    do(client, complaint, "commitment-kept", number="1")
    do(client, complaint, "commitment-broken", number="2", remark="Vergeten.")
    said = text_of(client.get(page(complaint)))
    for words in (
        "Wij bellen terug.",
        "De heer Jaspers.",
        "dropped on 2 Feb 2026",
        "1. Kept",
        "2. Broken",
        "Vergeten.",
    ):
        assert words in said
    assert Inquiry.objects.count() == 2
    assert complaint.clocks.get(kind=ClockKind.FIRST_CONTACT).met_on == date(2026, 2, 2)


def test_settled_with_a_commitment_that_is_watched() -> None:
    complaint, client = register_complaint(), desk_of(anna())
    fields = {"detail": "Zij krijgt een afspraak.", "promise": "Een afspraak.", "due_on": "2026-02-06"}
    given = {"confirmed_on": TODAY, "method": "phone", **fields}
    assert "(Awb" not in refusal(client, complaint, "settle", "due_on", **given | {"due_on": ""})
    assert refusal(client, complaint, "settle", "promise", **given | {"promise": ""})
    assert refusal(client, complaint, "settle", "owner_name", **given)
    do(client, complaint, "settle", **fields, owner_name="De balie")
    assert (complaint.other_reason, complaint.commitments.count()) == ("settled", 1)


def test_forwarded_to_a_body_of_the_directory() -> None:
    partner = PartnerBody.objects.create(name="Centraal Orgaan opvang asielzoekers", competent_for="opvang")
    complaint, client = register_complaint(), desk_of(anna())
    assert "Centraal Orgaan opvang asielzoekers (opvang)" in text_of(client.get(f"{page(complaint)}forward/"))
    do(client, complaint, "forward", partner_id=str(partner.pk))
    assert complaint.forwarded_to == "Centraal Orgaan opvang asielzoekers"


def test_the_directory_is_kept_by_coordinators() -> None:
    answer = desk_of(bram()).post(
        "/admin/complaints/partnerbody/add/", {"name": "COA", "competent_for": "", "address": "", "is_active": "on"}
    )
    assert answer.status_code == 302
    assert PartnerBody.objects.get().name == "COA"
    assert desk_of(anna()).get("/admin/complaints/partnerbody/").status_code == 403


def test_declined_for_a_criminal_case_with_the_day_of_looking_again() -> None:
    complaint, client = register_complaint(), desk_of(anna())
    fields = {"ground": "criminal", "reason": "Er loopt een onderzoek.", "sent_on": TODAY, "method": "letter"}
    assert "(Awb 9:8 lid 1 onder f)" in refusal(client, complaint, "decline", "follow_up_on", **fields)
    do(client, complaint, "decline", **fields, follow_up_on="2026-05-04")
    assert complaint.clocks.get(kind=ClockKind.REVIVAL).ends_on == date(2026, 5, 4)


def test_an_intervention_in_two_rounds() -> None:
    complaint = register_complaint(
        category=Category.OMBUDSMAN, intervention=InterventionEntry(ombudsman_reference="2026.1")
    )
    client = desk_of(eva())
    do(client, complaint, "round", question="Wanneer beslist u?", answer_day="2026-02-06", is_binding="on")
    do(client, complaint, "round-moved", number="1", answer_day="2026-02-09", answer_time="12:00", reason="J. Visser")
    week = text_of(client.get("/admin/work/ombudsman/"))
    assert "1. Wanneer beslist u? binding (9:31)" in week
    assert "9 Feb 2026 12:00" in week
    do(client, complaint, "round-answered", number="1", answer="Binnen een week.")
    do(client, complaint, "round", question="En waarom zo laat?", answer_day="2026-02-13")
    do(client, complaint, "round-answered", number="2", answer="Er is te weinig personeel.")
    do(client, complaint, "answer", detail="Alles is beantwoord.")
    do(client, complaint, "recommendation", report="2026/012", text="Bel eerder terug.")
    do(client, complaint, "recommendation-followed", number="1", following="partly", response="Vanaf maart.")
    said = text_of(client.get(page(complaint)))
    assert "2. answered on 2 Feb 2026" in said
    assert "1. 2026/012 · Followed in part" in said
    assert complaint.status == Status.CLOSED


def test_the_week_is_for_who_answers_the_ombudsman() -> None:
    assert "Nothing is waited for" in text_of(desk_of(eva()).get("/admin/work/ombudsman/"))
    for user in (anna(), fleur(), gijs()):
        assert desk_of(user).get("/admin/work/ombudsman/").status_code == 403


def test_a_complaint_is_split_and_a_repeat_linked() -> None:
    first, client = judged_and_closed(on=date(2026, 2, 2)), desk_of(anna())
    complaint = register_complaint(received_on=date(2026, 2, 2))
    do(client, complaint, "link-repeat", repeats=first.reference)
    assert complaint.repeats == first
    do(client, complaint, "split", category="service", description="Ook werd niet teruggebeld.")
    made = Complaint.objects.get(split_from=complaint)
    assert (made.category, made.parties.get().name) == ("service", "Fatima el Amrani")
    assert "Split from" in text_of(client.get(page(made)))
    said = refusal(
        client, complaint, "split", "category", category="treatment", complainant="Fatima el Amrani", description="x"
    )
    assert "else add a part" in said


def test_the_same_person_is_shown_and_nothing_is_merged() -> None:
    first, second = register_complaint(), register_complaint()
    said = text_of(desk_of(anna()).get(page(second)))
    assert f"{first.reference} · 5 Jan 2026 · Treatment · Registered same message" in said


class TestFastLane:
    """A complaint about processing time: from its application to a proposed judgment."""

    def application(self, decided_on: str = "") -> tuple[Client, Complaint]:
        complaint = take_up(register_complaint(category=Category.PROCESSING_TIME))
        client = desk_of(anna())
        dates = {"applied_on": "2025-01-06", "term": "6", "unit": "months", "decided_on": decided_on}
        do(client, complaint, "application", **dates, extended="3", paused_days="10")
        return client, complaint

    def test_proposes_the_verdict_and_its_texts_which_a_person_takes_over(self) -> None:
        client, complaint = self.application()
        said = text_of(client.get(page(complaint)))
        assert "Proposed verdict Justified The last day to decide on the application was 16 October 2025" in said
        form = client.get(f"{page(complaint)}judge/").context["form"]
        assert form["verdict"].value() == "justified"
        assert form["findings"].value() == (
            "De aanvraag is van 6 januari 2025. De beslistermijn was 6 maanden. Zij is verlengd met 3 maanden "
            "(Awb 4:14). Zij stond 10 dagen stil (Awb 4:15). De laatste dag om te beslissen was 16 oktober 2025 "
            "(Awb 4:13). Er is nog geen beslissing."
        )
        do(client, complaint, "judge")
        assert (complaint.status, complaint.verdict) == (Status.READY_TO_SEND, "justified")
        assert complaint.conclusions == "Wij bieden u hiervoor onze excuses aan."

    @pytest.mark.parametrize(
        ("decided_on", "verdict", "words"),
        [
            ("2025-10-17", "justified", "De beslissing is van 17 oktober 2025. Dat is 1 dag te laat."),
            ("2025-10-16", "unjustified", "De beslissing is van 16 oktober 2025."),
        ],
    )
    def test_a_decision_decides_it(self, decided_on: str, verdict: str, words: str) -> None:
        client, complaint = self.application(decided_on)
        form = client.get(f"{page(complaint)}judge/").context["form"]
        assert form["verdict"].value() == verdict
        assert form["findings"].value().endswith(words)

    def test_a_term_in_weeks_that_still_runs(self) -> None:
        complaint, client = take_up(register_complaint(category=Category.PROCESSING_TIME)), desk_of(anna())
        do(client, complaint, "application", applied_on="2025-12-29", term="8", unit="weeks")
        form = client.get(f"{page(complaint)}judge/").context["form"]
        assert form["judgment"].value() == (
            "De klacht is ongegrond. Toen zij binnenkwam, was de beslistermijn nog niet verstreken."
        )
        assert form["has_no_conclusions"].value() is True

    def test_what_was_written_before_stands(self) -> None:
        client, complaint = self.application()
        do(client, complaint, "judge", findings="Anders gevonden.")
        form = client.get(f"{page(complaint)}judge/").context["form"]
        assert form["findings"].value() == "Anders gevonden."

    def test_a_complaint_about_anything_else_has_no_application(self) -> None:
        complaint = take_up(register_complaint())
        assert "application/" not in desk_of(anna()).get(page(complaint)).content.decode()


class TestManyClients:
    """One letter for several clients, on the page of intake."""

    FIELDS = {
        "received_on": TODAY,
        "channel": "letter",
        "form": "written",
        "category": "processing_time",
        "language": "nl",
        "complainants": "1",
        "procedure": "ordinary",
        "description": "Het duurt te lang.",
    } | {
        f"{prefix}-{name}": value
        for prefix in ("parties", "persons", "parts")
        for name, value in (("TOTAL_FORMS", "1"), ("INITIAL_FORMS", "0"))
    }

    def test_each_client_gets_a_complaint(self) -> None:
        fields = self.FIELDS | {
            "clients": "Fatima el Amrani; 0012345678\n\nJan Jansen\r\n",
            "parties-0-name": "mr. P. de Boer",
            "parties-0-role": "representative",
        }
        answer = desk_of(anna()).post("/admin/work/new/", fields, follow=True)
        assert "2 complaints registered: " in text_of(answer)
        assert Complaint.objects.count() == 2
        assert all(complaint.parties.count() == 2 for complaint in Complaint.objects.all())

    @pytest.mark.parametrize(
        ("line", "words"),
        [
            ("Jan; 123", "Line 2: a V-number has ten digits."),
            ("; 0012345678", "Line 2: give a name"),
            ("x" * 201, "Line 2: give a name of at most 200 characters."),
        ],
    )
    def test_a_line_that_cannot_be_read_is_named(self, line: str, words: str) -> None:
        answer = desk_of(anna()).post("/admin/work/new/", self.FIELDS | {"clients": f"Fatima\n{line}"})
        assert answer.status_code == 422
        assert words in text_of(answer)
        assert Complaint.objects.count() == 0

    def test_a_repeat_is_pointed_out_when_it_is_registered(self) -> None:
        register_complaint(parties=(PartyEntry(name="Fatima", v_number="0012345678"),), now=noon(date(2026, 1, 5)))
        fields = self.FIELDS | {
            "parties-0-name": "F.",
            "parties-0-role": "complainant",
            "parties-0-v_number": "0012345678",
        }
        answer = desk_of(anna()).post("/admin/work/new/", fields, follow=True)
        assert "There is 1 complaint of the same person" in text_of(answer)


def test_a_bsn_is_asked_only_where_a_legal_basis_is_set(settings: Any) -> None:
    complaint, client = register_complaint(), desk_of(anna())
    assert "id_bsn" not in client.get(f"{page(complaint)}add-party/").content.decode()
    settings.BSN_LEGAL_BASIS = "Wabb, artikel 10"
    fields = {"role": "affected", "name": "Jan"}
    assert "eleven-test" in refusal(client, complaint, "add-party", "bsn", **fields, bsn="111222334")
    do(client, complaint, "add-party", **fields, bsn="111222333")
    assert complaint.parties.get(name="Jan").bsn == "111222333"


def test_everything_done_leaves_only_the_answer() -> None:
    complaint = take_up(register_complaint(persons_complained_about=PERSON))
    fulfil(complaint, on=date(2026, 2, 2))
    judge(complaint, on=date(2026, 2, 2))
    answer = desk_of(anna()).get(page(complaint))
    assert [duty.item.duty.value for duty in answer.context["duties"] if duty.item.is_open] == ["answer"]


def test_who_was_involved_says_so_and_is_not_assigned() -> None:
    complaint = register_complaint()
    do(desk_of(anna()), complaint, "involved", reason="Ik zat die dag aan de balie.")
    fields = {"handler_id": str(anna().pk), "reason": ""}
    assert "was involved in the conduct" in refusal(desk_of(bram()), complaint, "assign", "handler_id", **fields)
    assert "Five steps of good handling" in text_of(desk_of(bram()).get(page(complaint)))


def test_of_a_notice_of_default_the_page_says_since_when_its_term_runs() -> None:
    complaint, client = register_complaint(), desk_of(anna())
    assert "its own term of two weeks runs since 5 January 2026" in text_of(client.get(f"{page(complaint)}route/"))
    do(client, complaint, "route", kind="default_notice", to="Afdeling dwangsommen")
    assert "Closed · Notice of default" in text_of(client.get(page(complaint)))
