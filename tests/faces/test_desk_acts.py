"""The acts of the desk: each from its form to the register, refused beside its field, never lost."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django import forms

from complaints.models import Act, Complaint
from complaints.services import corrections
from complaints.services.intake import InterventionEntry, PersonEntry
from complaints.vocabulary import ActKind, Category, Status
from tests.cases import judge, judged_and_closed, register_complaint, take_up
from tests.faces.desk import MORNING, act, desk_of, page, text_of
from tests.fulfilling import fulfil
from tests.people import anna, at_desk, bram, fleur, hanna, unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_in_february")]

TODAY = "2026-02-02"
TEXTS = {"findings": "De balie was dicht.", "judgment": "Dat had niet gemogen.", "has_no_conclusions": "on"}


@pytest.fixture
def monday_in_february() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


def sent(answer: Any, complaint: Complaint) -> Complaint:
    """The act was done, and leads back to the complaint as it now is."""
    assert answer.status_code == 302, text_of(answer)
    assert answer.headers["Location"] == page(complaint)
    complaint.refresh_from_db()
    return complaint


@pytest.mark.parametrize(
    ("slug", "fields", "kind"),
    [
        ("acknowledge", {"happened_on": TODAY, "method": "letter"}, ActKind.ACKNOWLEDGED),
        ("copied", {"happened_on": TODAY, "method": "email", "addressee": "K. Jaspers"}, ActKind.COPIED),
        ("offer-hearing", {"happened_on": TODAY, "method": "letter"}, ActKind.HEARING_OFFERED),
        ("take-up", {"happened_on": TODAY, "not_involved": "on"}, ActKind.TAKEN_UP),
        ("extend", {"weeks": "2", "notified_on": TODAY, "method": "letter", "reason": "Horen."}, ActKind.EXTENDED),
        (
            "consent",
            {"until": "2026-04-01", "given_on": TODAY, "document": "Dossier, stuk 4"},
            ActKind.CONSENTED,
        ),
    ],
)
def test_what_happened_is_recorded_with_its_day(slug: str, fields: dict[str, str], kind: ActKind) -> None:
    complaint = register_complaint()
    sent(act(desk_of(anna()), complaint, slug, **fields), complaint)
    recorded = Act.objects.get(complaint=complaint, kind=kind)
    assert recorded.happened_on == date(2026, 2, 2)
    assert recorded.recorded_by == anna()


@pytest.mark.parametrize(
    ("slug", "fields", "reason"),
    [
        ("settle", {"confirmed_on": TODAY, "method": "phone", "detail": "Excuses aanvaard."}, "settled"),
        ("withdraw", {"withdrawn_on": TODAY, "method": "letter"}, "withdrawn"),
        ("forward", {"forwarded_on": TODAY, "to": "COA", "method": "letter"}, "forwarded"),
        ("decline", {"ground": "court", "reason": "Loopt al.", "sent_on": TODAY, "method": "letter"}, "declined"),
        ("route", {"kind": "objection", "routed_on": TODAY, "to": "Bezwaar", "method": "email"}, "not_a_complaint"),
    ],
)
def test_a_complaint_ends_without_a_verdict(slug: str, fields: dict[str, str], reason: str) -> None:
    complaint = register_complaint()
    sent(act(desk_of(anna()), complaint, slug, **fields), complaint)
    assert (complaint.status, complaint.other_reason) == (Status.CLOSED, reason)
    assert complaint.closed_on == date(2026, 2, 2)


def test_a_complaint_goes_from_judgment_to_closing() -> None:
    complaint = take_up(register_complaint())
    client = desk_of(anna())
    sent(act(client, complaint, "judge", verdict="justified", **TEXTS), complaint)
    assert complaint.status == Status.READY_TO_SEND
    refused = act(client, complaint, "close", sent_on=TODAY, method="letter")
    assert "Acknowledge receipt (Awb 9:6)" in refused.context["form"].non_field_errors()[0]
    fulfil(complaint, on=date(2026, 2, 2))
    complaint.refresh_from_db()
    sent(act(client, complaint, "close", sent_on=TODAY, method="letter"), complaint)
    assert (complaint.status, complaint.verdict) == (Status.CLOSED, "justified")


def test_every_part_is_judged_on_its_own() -> None:
    complaint = take_up(register_complaint(parts=("Weggestuurd.", "Brief bleef liggen.")))
    fields = TEXTS | {
        "verdict": "justified",
        "partly": "on",
        "part-1-finding": "Klopt.",
        "part-1-verdict": "justified",
        "part-2-finding": "Klopt niet.",
        "part-2-verdict": "unjustified",
    }
    sent(act(desk_of(anna()), complaint, "judge", **fields), complaint)
    assert complaint.partly
    assert list(complaint.parts.order_by("number").values_list("verdict", flat=True)) == ["justified", "unjustified"]


def test_a_part_without_a_finding_is_marked_where_it_stands() -> None:
    complaint = take_up(register_complaint(parts=("Weggestuurd.",)))
    fields = TEXTS | {"verdict": "justified", "part-1-verdict": "justified"}
    answer = act(desk_of(anna()), complaint, "judge", **fields)
    assert answer.context["form"].errors == {"part-1-finding": ["Part 1 has no finding yet. (Awb 9:12 lid 1)"]}
    assert "De balie was dicht." in answer.content.decode()


def test_a_coordinator_assigns_and_releases() -> None:
    complaint = register_complaint()
    client = desk_of(bram())
    sent(act(client, complaint, "assign", handler_id=str(anna().pk), reason="Ervaring"), complaint)
    assert complaint.handler == anna()
    sent(act(client, complaint, "assign", handler_id=""), complaint)
    assert complaint.handler is None


def test_only_who_handles_here_can_be_chosen() -> None:
    elsewhere, about = hanna(), anna()
    complaint = register_complaint(unit_id=unit().pk, persons_complained_about=(PersonEntry(user_id=about.pk),))
    answer = desk_of(bram()).get(f"{page(complaint)}assign/")
    choices = [value for value, _label in answer.context["form"].fields["handler_id"].choices]
    assert choices == ["", str(bram().pk)]
    assert act(desk_of(bram()), complaint, "assign", handler_id=str(elsewhere.pk)).status_code == 422


def test_the_category_changes_with_a_reason() -> None:
    complaint = register_complaint()
    sent(act(desk_of(anna()), complaint, "recategorise", category="it", reason="Het formulier hapert."), complaint)
    assert complaint.category == Category.IT


def test_a_corrected_receipt_moves_the_terms() -> None:
    complaint = register_complaint()
    fields = {"received_on": "2026-01-02", "received_time": "09:15", "reason": "Poststempel."}
    sent(act(desk_of(anna()), complaint, "correct-receipt", **fields), complaint)
    assert complaint.last_day == date(2026, 2, 13)


def test_a_registration_is_voided_as_a_duplicate_and_a_closed_one_reopened() -> None:
    original, double = register_complaint(), register_complaint()
    client = desk_of(bram())
    sent(act(client, double, "void", reason="Dubbel.", duplicate_of=original.reference), double)
    assert (double.status, double.duplicate_of) == (Status.VOID, original)
    closed = judged_and_closed(on=date(2026, 2, 2))
    sent(act(client, closed, "reopen", reopened_on=TODAY, reason="Nieuw feit."), closed)
    assert closed.status == Status.IN_HANDLING


def test_an_intervention_is_answered() -> None:
    complaint = register_complaint(
        category=Category.OMBUDSMAN, intervention=InterventionEntry(ombudsman_reference="NO-1")
    )
    fields = {"answered_on": TODAY, "method": "letter", "detail": "Beslist binnen een week."}
    sent(act(desk_of(bram()), complaint, "answer", **fields), complaint)
    assert complaint.status == Status.CLOSED


def test_people_and_parts_are_added_later() -> None:
    complaint = register_complaint()
    client = desk_of(anna())
    sent(act(client, complaint, "add-party", role="representative", name="mr. P. de Boer"), complaint)
    sent(act(client, complaint, "add-person", job_title="medewerker balie"), complaint)
    sent(act(client, complaint, "add-part", conduct="Ik werd weggestuurd."), complaint)
    assert [party.name for party in complaint.parties.order_by("id")] == ["Fatima el Amrani", "mr. P. de Boer"]
    assert complaint.persons_complained_about.get().job_title == "medewerker balie"
    assert complaint.parts.get().number == 1


def test_a_note_is_kept_whatever_happened_meanwhile() -> None:
    complaint = register_complaint()
    answer = act(desk_of(anna()), complaint, "note", text="Belt liever\r\nna vier uur.", version=0)
    sent(answer, complaint)
    assert complaint.notes.get().text == "Belt liever\nna vier uur."


@pytest.mark.parametrize(
    ("slug", "fields", "field", "words"),
    [
        ("acknowledge", {"happened_on": "2026-02-03", "method": "letter"}, "happened_on", "is in the future"),
        ("acknowledge", {"happened_on": "2026-01-04", "method": "letter"}, "happened_on", "before the receipt"),
        ("acknowledge", {"happened_on": "soon", "method": "letter"}, "happened_on", "Enter a valid date"),
        ("acknowledge", {"happened_on": TODAY, "method": "pigeon"}, "method", "Select a valid choice"),
        ("acknowledge", {"happened_on": TODAY, "method": "letter", "detail": "a\x07b"}, "detail", "cannot be printed"),
        ("acknowledge", {"happened_on": TODAY, "method": "letter", "detail": "a\x00b"}, "detail", "Null characters"),
        ("acknowledge", {"happened_on": TODAY, "method": "letter", "addressee": "x" * 10_000}, "addressee", "at most"),
        ("note", {"text": "x" * 200_001}, "text", "too long"),
        ("take-up", {"happened_on": TODAY}, "not_involved", "Declare that you were not involved"),
        ("extend", {"weeks": "5", "notified_on": TODAY, "method": "letter", "reason": "x"}, "weeks", "valid choice"),
        ("extend", {"weeks": "2", "notified_on": TODAY, "method": "letter"}, "reason", "(Awb 9:11 lid 2)"),
        ("consent", {"until": "2026-04-01", "given_on": TODAY}, "document", "(Awb 9:11 lid 3)"),
        (
            "consent",
            {"until": "2026-02-10", "given_on": TODAY, "document": "x"},
            "until",
            "agree to a later date",
        ),
        ("settle", {"confirmed_on": TODAY, "method": "phone"}, "detail", "(Awb 9:5)"),
        ("forward", {"forwarded_on": TODAY, "method": "letter"}, "to", "(Awb 2:3)"),
        ("decline", {"ground": "court", "sent_on": TODAY, "method": "letter"}, "reason", "(Awb 9:8)"),
        ("recategorise", {"category": "ombudsman", "reason": "x"}, "category", "valid choice"),
        ("correct-receipt", {"received_on": "2026-03-01", "reason": "x"}, "received_on", "in the future"),
        ("edit", {"complainants": "0"}, "complainants", "greater than or equal to 1"),
        ("add-party", {"role": "complainant", "name": "A", "v_number": "123"}, "v_number", "ten digits"),
        (
            "add-party",
            {"role": "complainant", "name": "A", "email_agreed_on": TODAY},
            "email",
            "gives an e-mail address. (Awb 2:8)",
        ),
        ("add-person", {}, "name", "Give a name"),
    ],
)
def test_a_refusal_stands_beside_its_field_with_its_article(
    slug: str, fields: dict[str, str], field: str, words: str
) -> None:
    complaint = register_complaint()
    answer = act(desk_of(anna()), complaint, slug, **fields)
    assert answer.status_code == 422
    assert words in " ".join(answer.context["form"].errors[field])
    complaint.refresh_from_db()
    assert complaint.version == 1


def test_nothing_typed_is_lost_by_a_refusal() -> None:
    complaint = register_complaint()
    fields = {"weeks": "2", "notified_on": "2026-02-03", "method": "email", "reason": "De uitvraag loopt <nog>."}
    said = act(desk_of(anna()), complaint, "extend", **fields).content.decode()
    assert "De uitvraag loopt &lt;nog&gt;." in said
    assert 'value="2026-02-03"' in said
    assert 'value="email" id="id_method_1" checked' in said.replace('" required', '"').replace(" required", "")


def test_a_late_extension_is_refused_and_can_be_recorded_as_a_fact() -> None:
    complaint = register_complaint(received_on=date(2025, 12, 1), now=MORNING)
    client = desk_of(anna())
    fields = {"weeks": "2", "notified_on": TODAY, "method": "letter", "reason": "Te laat."}
    refused = act(client, complaint, "extend", **fields)
    assert "has no legal effect. (Awb 9:11 lid 2)" in refused.context["form"].errors["notified_on"][0]
    sent(act(client, complaint, "extend", **fields, happened="on"), complaint)
    assert not Act.objects.get(complaint=complaint, kind=ActKind.EXTENDED).has_effect
    assert complaint.last_day == date(2026, 1, 12)


def test_a_refusal_without_a_field_stands_above_the_form() -> None:
    complaint = register_complaint(handler_id=bram().pk)
    answer = act(desk_of(anna()), complaint, "take-up", happened_on=TODAY, not_involved="on")
    assert answer.context["form"].non_field_errors() == ["This complaint is assigned to Bram Bakker."]


def test_the_second_of_two_is_told_what_changed_with_both_values() -> None:
    complaint = register_complaint()
    read = complaint.version
    corrections.recategorise(
        complaint_id=complaint.pk,
        version=read,
        actor=at_desk(bram()),
        now=MORNING,
        category=Category.SERVICE,
        reason="Dienstverlening.",
    )
    client = desk_of(anna())
    answer = act(client, complaint, "recategorise", category="it", reason="Formulier.", version=read)
    said = text_of(answer)
    assert answer.status_code == 409
    assert "changed in the meantime by Bram Bakker" in said
    assert "category Treatment Service provision IT" in said
    complaint.refresh_from_db()
    assert complaint.category == Category.SERVICE
    again = {"category": "it", "reason": "Formulier.", "version": answer.context["form"]["version"].value()}
    sent(client.post(f"{page(complaint)}recategorise/", again), complaint)
    assert complaint.category == Category.IT


def edit_fields(form: forms.Form, **changes: Any) -> dict[str, str]:
    """What a browser sends of the edit form: every field, and what stood in it at first."""
    fields = {}
    for bound in form:
        value = bound.value()
        text = value.isoformat() if isinstance(value, date) else "" if value in (None, False) else str(value)
        fields[bound.html_name] = text
        fields[bound.html_initial_name] = text
    fields = {name: value for name, value in fields.items() if value or not name.endswith("conduct_continues")}
    return fields | changes


def test_two_editors_of_different_fields_both_keep_their_change() -> None:
    complaint = register_complaint()
    first, second = desk_of(anna()), desk_of(bram())
    by_anna = edit_fields(first.get(f"{page(complaint)}edit/").context["form"], description="Anders omschreven.")
    by_bram = edit_fields(second.get(f"{page(complaint)}edit/").context["form"], complainants="3")
    sent(first.post(f"{page(complaint)}edit/", by_anna), complaint)
    told = second.post(f"{page(complaint)}edit/", by_bram)
    assert told.status_code == 409
    by_bram["version"] = told.context["form"]["version"].value()
    sent(second.post(f"{page(complaint)}edit/", by_bram), complaint)
    assert (complaint.description, complaint.complainants) == ("Anders omschreven.", 3)


def test_editing_keeps_labels_unit_and_conduct() -> None:
    complaint = register_complaint()
    client = desk_of(anna())
    fields = edit_fields(
        client.get(f"{page(complaint)}edit/").context["form"],
        labels="balie, spoed, balie",
        unit=str(unit().pk),
        conduct_from="2026-01-02",
        conduct_continues="on",
    )
    sent(client.post(f"{page(complaint)}edit/", fields), complaint)
    assert (complaint.labels, complaint.unit) == (["balie", "spoed"], unit())
    assert (complaint.conduct_from, complaint.conduct_continues) == (date(2026, 1, 2), True)
    assert complaint.last_day == date(2026, 2, 16)


def test_an_act_that_does_not_fit_now_says_so() -> None:
    complaint = register_complaint()
    answer = desk_of(anna()).get(f"{page(complaint)}close/")
    assert answer.status_code == 409
    assert "This cannot be done now" in text_of(answer)
    refused = act(desk_of(anna()), complaint, "close", sent_on=TODAY, method="letter")
    assert refused.context["form"].non_field_errors() == ["This cannot be done while the complaint is “Registered”."]


def test_who_only_reads_does_nothing_even_with_a_forged_form() -> None:
    complaint = register_complaint()
    answer = act(desk_of(fleur()), complaint, "note", text="Ik ook.")
    assert answer.context["form"].non_field_errors() == ["Your role does not cover this act on this complaint."]
    assert not complaint.notes.exists()


def test_an_act_that_does_not_exist_is_not_found() -> None:
    assert desk_of(anna()).get(f"{page(register_complaint())}destroy/").status_code == 404


def test_every_form_opens_as_a_page_and_in_place() -> None:
    open_one, ready = register_complaint(), judge(take_up(register_complaint()))
    client = desk_of(bram())
    for complaint in (open_one, ready):
        groups = client.get(page(complaint)).context["groups"]
        for slug in [button.slug for _group, buttons in groups for button in buttons]:
            whole = client.get(f"{page(complaint)}{slug}/").content.decode()
            part = client.get(f"{page(complaint)}{slug}/", headers={"hx-request": "true"}).content.decode()
            assert whole.count("<main") == 1
            assert "<html" not in part
            assert 'name="version"' in part


def test_in_place_an_act_leads_back_to_the_whole_page() -> None:
    complaint = register_complaint()
    answer = desk_of(anna()).post(
        f"{page(complaint)}note/", {"text": "Gebeld.", "version": 1}, headers={"hx-request": "true"}
    )
    assert answer.headers["HX-Redirect"] == page(complaint)
    assert Complaint.objects.get().notes.count() == 1
