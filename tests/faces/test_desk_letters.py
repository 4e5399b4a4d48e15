"""Letters at the desk: from the choice of a kind to the post tray, as somebody at it meets them."""

import hashlib
import io
import re
from datetime import date
from smtplib import SMTPDataError

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.test import override_settings
from pypdf import PdfReader

from complaints.models import Complaint, Letter, Party
from complaints.posting import mailing
from complaints.services.intake import PartyEntry
from complaints.vocabulary import LetterKind, LetterSide, LetterState, Status
from tests.cases import judge, take_up
from tests.faces.desk import MORNING, act, desk_of, page, text_of
from tests.letters.writing import case, come_back, drafted, fixed, sent, writer
from tests.outbox import refuse
from tests.people import bram, fleur, gijs, hanna, unit

pytestmark = pytest.mark.django_db

TODAY = date(2026, 2, 2)


@pytest.fixture(autouse=True)
def _morning() -> object:
    with time_machine.travel(MORNING, tick=False):
        yield


def at(letter: Letter) -> str:
    return f"{page(letter.complaint)}letters/{letter.number}/"


def test_every_kind_that_fits_the_case_is_offered() -> None:
    client, complaint = desk_of(writer()), case()
    said = text_of(client.get(f"{page(complaint)}letters/new/"))
    assert "Acknowledgement (9:6)" in said
    assert "Answer to the ombudsman" not in said


def test_a_letter_goes_from_its_kind_to_the_tray_and_acknowledges_by_leaving() -> None:
    client, complaint = desk_of(writer()), case()
    asked = client.get(f"{page(complaint)}letters/new/?kind=acknowledgement")
    assert "Offers a hearing, answer asked by" in text_of(asked)
    assert f'action="{page(complaint)}letters/new/?kind=acknowledgement"' in asked.content.decode()
    typed = {"version": 1, "side": "complainant", "language": "nl", "by_day": "2026-02-16"}
    made = client.post(f"{page(complaint)}letters/new/?kind=acknowledgement", typed)
    letter = complaint.letters.get()
    assert made.headers["Location"] == at(letter)

    shown = text_of(client.get(at(letter)))
    assert "Wij hebben uw klacht ontvangen" in shown
    draft = {"version": 2, "recipient": letter.recipient, "address": letter.address, "subject": letter.subject}
    changed = client.post(at(letter), {**draft, "body": letter.body + "\n\nTot ziens.", "step": "fix"})
    assert changed.status_code == 302
    letter.refresh_from_db()
    assert (letter.state, letter.body.endswith("Tot ziens.")) == (LetterState.FIXED, True)

    tray = client.get("/admin/post/")
    assert complaint.reference in text_of(tray)
    left = client.post(
        "/admin/post/", {"letter": [letter.pk], "sent_on": "2026-02-02", "method": "letter"}, follow=True
    )
    assert "1 letter left." in text_of(left)
    assert "The tray is empty" in text_of(left)
    assert complaint.acts.filter(kind="acknowledged", happened_on=TODAY).exists()


def test_the_file_is_a_download_and_is_what_was_fixed() -> None:
    client, letter = desk_of(writer()), fixed(drafted(case()))
    answer = client.get(f"{at(letter)}file/")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{letter.complaint.reference}-1.pdf"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert hashlib.sha256(answer.content).hexdigest() == letter.sha256


def test_a_draft_has_no_file_and_a_letter_that_is_not_there_is_said() -> None:
    client, letter = desk_of(writer()), drafted(case())
    assert client.get(f"{at(letter)}file/").status_code == 404
    assert client.get(f"{page(letter.complaint)}letters/9/").status_code == 404
    assert client.post(at(letter), {"step": "burn"}).status_code == 404


def test_what_is_missing_is_named_and_nothing_typed_is_lost() -> None:
    client, complaint = desk_of(writer()), case()
    take_up(complaint)
    letter = drafted(complaint, LetterKind.CLOSING)
    complaint.refresh_from_db()
    assert "Still to be filled in: " in text_of(client.get(at(letter)))
    draft = {"recipient": "F. el Amrani", "address": letter.address, "subject": "Nieuw onderwerp", "body": letter.body}
    answer = client.post(at(letter), {**draft, "version": complaint.version, "step": "fix"})
    assert answer.status_code == 422
    letter.refresh_from_db()
    assert (letter.state, letter.subject) == (LetterState.DRAFT, "Nieuw onderwerp")


def test_a_text_that_is_too_much_stands_beside_its_field() -> None:
    client, letter = desk_of(writer()), drafted(case())
    typed = {"version": 2, "recipient": "", "address": "", "subject": "x" * 300, "body": "\x1b", "step": "save"}
    answer = client.post(at(letter), typed)
    assert answer.status_code == 422
    assert "x" * 300 in answer.content.decode()


def test_two_who_write_at_once_are_told() -> None:
    client, letter = desk_of(writer()), drafted(case())
    draft = {"version": 1, "recipient": "A", "address": "", "subject": "B", "body": "C", "step": "save"}
    answer = client.post(at(letter), draft)
    assert answer.status_code == 409
    assert "was changed in the meantime" in text_of(answer)


def test_what_lacks_its_particulars_is_asked_again() -> None:
    client, complaint = desk_of(writer()), case()
    typed = {"version": 1, "side": "complainant", "language": "nl", "weeks": 2}
    answer = client.post(f"{page(complaint)}letters/new/?kind=extension", typed)
    assert answer.status_code == 422
    assert not complaint.letters.exists()


def test_a_letter_that_came_back_is_drafted_again_and_another_reads_it() -> None:
    client, letter = desk_of(writer()), sent(fixed(drafted(case())))
    complaint = letter.complaint
    complaint.refresh_from_db()
    typed = {"version": complaint.version, "returned_on": "2026-02-02", "reason": "Onbekend.", "step": "returned"}
    assert client.post(at(letter), typed).status_code == 302
    complaint.refresh_from_db()
    again = client.post(at(letter), {"version": complaint.version, "step": "again"})
    second = complaint.letters.get(number=2)
    assert again.headers["Location"] == at(second)
    assert "second" in text_of(client.get(at(second))) or second.again_of == letter
    complaint.refresh_from_db()
    assert desk_of(bram()).post(at(second), {"version": complaint.version, "step": "read"}).status_code == 302
    second.refresh_from_db()
    assert second.read_by == bram()


def test_one_letter_is_sent_or_dropped_on_its_own_page() -> None:
    client, letter = desk_of(writer()), fixed(drafted(case()))
    wrong = client.post(at(letter), {"sent_on": "2026-02-03", "method": "letter", "step": "send"})
    assert wrong.status_code == 422
    assert client.post(at(letter), {"sent_on": "2026-02-02", "method": "letter", "step": "send"}).status_code == 302
    other = drafted(letter.complaint)
    letter.complaint.refresh_from_db()
    assert client.post(at(other), {"version": letter.complaint.version, "step": "drop"}).status_code == 302
    assert "Dropped" in text_of(client.get(at(other)))


def test_a_letter_whose_act_is_refused_stays_in_the_tray_with_the_reason() -> None:
    client, complaint = desk_of(writer()), judge(take_up(case()))
    letter = fixed(drafted(complaint, LetterKind.CLOSING, on=TODAY), on=TODAY)
    answer = client.post("/admin/post/", {"letter": [letter.pk], "sent_on": "2026-02-02", "method": "letter"})
    assert answer.status_code == 422
    assert "Still to do" in text_of(answer)
    complaint.refresh_from_db()
    assert complaint.status == Status.READY_TO_SEND


def test_a_batch_is_printed_as_one_file_with_its_list_and_nothing_leaves_by_that() -> None:
    client = desk_of(writer())
    chosen = [fixed(drafted(case())), fixed(drafted(case(), LetterKind.COPY, side=LetterSide.PERSON))]
    answer = client.post("/admin/post/", {"letter": [letter.pk for letter in chosen], "print": "1"})
    assert answer.headers["Content-Disposition"] == 'attachment; filename="post-2026-02-02.pdf"'
    pages = [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(answer.content)).pages]
    assert len(pages) == 3
    assert pages[0].startswith("Post of 2 February 2026")
    for letter, printed in zip(chosen, pages[1:], strict=True):
        assert f"{letter.complaint.reference}-{letter.number}" in pages[0]
        assert letter.recipient in pages[0]
        assert letter.subject in printed
    assert Letter.objects.filter(state=LetterState.FIXED).count() == 2


@pytest.mark.parametrize("ticked", [[], ["²"], ["9" * 5000], ["-1"]])
def test_choosing_nothing_sends_nothing(ticked: list[str]) -> None:
    letter = fixed(drafted(case()))
    typed = {"sent_on": "2026-02-02", "method": "letter", "letter": ticked}
    answer = desk_of(writer()).post("/admin/post/", typed, follow=True)
    assert "Choose the letters that left." in text_of(answer)
    letter.refresh_from_db()
    assert letter.state == LetterState.FIXED


def test_who_may_not_see_the_complaint_sees_no_letter_of_it() -> None:
    letter = fixed(drafted(case(unit_id=unit().pk)))
    for address in (at(letter), f"{at(letter)}file/"):
        assert desk_of(hanna()).get(address).status_code == 404
    assert letter.complaint.reference not in text_of(desk_of(hanna()).get("/admin/post/"))
    assert desk_of(gijs()).get("/admin/post/").status_code == 403


def test_who_only_reads_changes_nothing() -> None:
    letter = drafted(case())
    client = desk_of(fleur())
    assert "<textarea" not in client.get(at(letter)).content.decode()
    typed = {"version": 2, "recipient": "A", "address": "", "subject": "B", "body": "C", "step": "save"}
    assert client.post(at(letter), typed).status_code == 422
    letter.refresh_from_db()
    assert letter.subject != "B"


def test_the_page_of_the_complaint_lists_its_letters() -> None:
    letter = sent(fixed(drafted(case())))
    come_back(letter, on=TODAY)
    said = text_of(desk_of(writer()).get(page(letter.complaint)))
    assert "1. Wij hebben uw klacht ontvangen Came back" in said
    assert "Write a letter" in said
    assert "the letter came back: counts no more (2:11)" in said


def test_a_coordinator_sees_what_a_template_makes_and_saves_it() -> None:
    client, complaint = desk_of(bram()), case()
    assert "as shipped" in text_of(client.get("/admin/letters/"))
    place = "/admin/letters/acknowledgement/nl/"
    assert "Wij hebben uw klacht ontvangen" in text_of(client.get(place))
    typed = {"text": "Welkom {reference}\n\n{salutation}", "version": 0, "reference": complaint.reference}
    looked = client.post(place, {**typed, "look": "1"})
    assert f"Welkom {complaint.reference} Beste Fatima el Amrani," in text_of(looked)
    assert client.post(place, {**typed, "save": "1"}).headers["Location"] == place
    assert "version 1" in text_of(client.get(place))
    again = client.post(place, {**typed, "save": "1"})
    assert again.status_code == 422
    assert "was saved in the meantime" in text_of(again)


def test_a_template_that_is_wrong_is_refused_with_its_line_and_stays_typed() -> None:
    case()
    place = "/admin/letters/acknowledgement/nl/"
    answer = desk_of(bram()).post(place, {"text": "Welkom\n{naam}", "version": 0, "save": "1"})
    assert answer.status_code == 422
    assert "Line 2:" in text_of(answer)
    assert "{naam}" in text_of(answer)
    missing = desk_of(bram()).post(place, {"text": "Welkom", "version": 0, "reference": "K00-1", "look": "1"})
    assert "does not exist" in text_of(missing)


def test_templates_are_the_coordinators() -> None:
    assert desk_of(writer()).get("/admin/letters/").status_code == 403
    assert desk_of(bram()).get("/admin/letters/pigeon/nl/").status_code == 404
    assert "There is no complaint to show it on." in text_of(desk_of(bram()).get("/admin/letters/closing/en/"))


AGREED = PartyEntry(
    name="Fatima el Amrani",
    address="Dorpsstraat 1",
    email="fatima@example.org",
    email_agreed_on=date(2026, 1, 5),
)


@override_settings(MAIL_IS_SAFE=True)
def test_letters_leave_by_email_from_the_tray() -> None:
    client = desk_of(writer())
    good, bad = fixed(drafted(case(parties=(AGREED,)))), fixed(drafted(case()))
    asked = client.post("/admin/post/", {"letter": [good.pk, bad.pk], "mail": "1"})
    assert asked.status_code == 422
    said = text_of(asked)
    assert "1 letter leaves by e-mail within some minutes." in said
    assert "did not agree to electronic mail" in said
    assert "waits to leave by e-mail" in said
    assert "waits to leave by e-mail" in text_of(client.get(at(good)))
    mailing.send_due(now=MORNING)
    good.refresh_from_db()
    assert (good.state, good.method) == (LetterState.SENT, "email")


@override_settings(MAIL_IS_SAFE=True)
def test_a_mail_that_was_refused_stands_in_the_tray_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    client, letter = desk_of(writer()), fixed(drafted(case(parties=(AGREED,))))
    answer = client.post("/admin/post/", {"letter": [letter.pk], "mail": "1"}, follow=True)
    assert "1 letter leaves by e-mail" in text_of(answer)
    refuse(monkeypatch, lambda _number: SMTPDataError(550, b"no"))
    mailing.send_due(now=MORNING)
    assert "did not leave by e-mail SMTPDataError 550" in text_of(client.get("/admin/post/"))
    assert "Choose the letters" in text_of(client.post("/admin/post/", {"mail": "1"}, follow=True))


def test_where_no_mail_is_set_up_none_is_offered() -> None:
    client = desk_of(writer())
    fixed(drafted(case(parties=(AGREED,))))
    assert "Send by e-mail" not in text_of(client.get("/admin/post/"))


def test_what_was_filled_in_and_what_changed_is_marked() -> None:
    client, letter = desk_of(writer()), drafted(case())
    shown = client.get(at(letter)).content.decode()
    assert f'<mark class="filled-in">{letter.complaint.reference}</mark>' in shown
    assert "What changed since the last draft" not in shown
    draft = {"version": 2, "recipient": letter.recipient, "address": letter.address, "subject": letter.subject}
    body = letter.body.replace("Beste Fatima", "Geachte <b>Fatima")
    client.post(at(letter), {**draft, "body": body, "step": "save"})
    shown = client.get(at(letter)).content.decode()
    assert "<del>Beste</del><ins>Geachte</ins> " in shown
    assert "<ins>&lt;b&gt;Fatima</ins>" in shown


def test_a_text_block_is_made_once_and_offered_in_its_language() -> None:
    client, letter = desk_of(bram()), drafted(case())
    made = {"language": "nl", "name": "Excuses", "text": "Het spijt ons.", "version": 0}
    assert "The text block is saved." in text_of(client.post("/admin/letters/block/", made, follow=True))
    assert '<option value="Het spijt ons.">Excuses</option>' in client.get(at(letter)).content.decode()
    assert client.post("/admin/letters/block/", made).status_code == 422  # it was saved meanwhile
    opened = client.get("/admin/letters/block/?language=nl&name=Excuses").content.decode()
    assert "Het spijt ons.</textarea>" in opened
    assert client.post("/admin/letters/block/", {**made, "name": "Leeg", "text": ""}).status_code == 422
    client.post("/admin/letters/block/", {**made, "text": "", "version": 1})
    assert "Excuses" not in client.get(at(letter)).content.decode()
    assert client.get("/admin/letters/block/?language=fr").status_code == 200
    assert desk_of(writer()).get("/admin/letters/block/").status_code == 403


def test_an_address_is_confirmed_and_one_that_changed_is_told() -> None:
    client, letter = desk_of(writer()), fixed(drafted(case()))
    assert "Nobody has confirmed this address yet." in text_of(client.get(at(letter)))
    version = Complaint.objects.get().version
    said = text_of(client.post(at(letter), {"step": "confirm", "version": version}, follow=True))
    assert "Address last confirmed on 2 Feb 2026" in said
    Party.objects.update(address="Achterweg 2")
    assert "The address was changed since this letter was written." in text_of(client.get(at(letter)))


def test_a_batch_that_cannot_be_printed_says_why() -> None:
    client, letter = desk_of(writer()), fixed(drafted(case()))
    default_storage.delete(letter.kept_as)
    answer = client.post("/admin/post/", {"letter": [letter.pk], "print": "1"}, follow=True)
    assert "gone from the storage" in text_of(answer)


def test_saving_what_did_not_change_leaves_the_second_reader() -> None:
    letter = drafted(case())
    desk_of(bram()).post(at(letter), {"step": "read", "version": 2})
    draft = {"recipient": letter.recipient, "address": letter.address, "subject": letter.subject, "body": letter.body}
    desk_of(writer()).post(at(letter), {**draft, "version": 3, "step": "save"})
    letter.refresh_from_db()
    assert letter.read_by == bram()


def test_an_extension_is_drafted_to_both_at_once() -> None:
    client, complaint = desk_of(writer()), case()
    asked = client.get(f"{page(complaint)}letters/new/?kind=extension").content.decode()
    assert re.search(r'value="both"[^>]*checked', asked)
    typed = {"version": 1, "side": "both", "language": "nl", "weeks": 2, "reason": "De balie wordt nog gehoord."}
    client.post(f"{page(complaint)}letters/new/?kind=extension", typed)
    assert list(complaint.letters.order_by("number").values_list("side", flat=True)) == ["complainant", "person"]


def test_the_norms_of_a_judgment_are_ticked_and_shown() -> None:
    client, complaint = desk_of(writer()), take_up(case())
    texts = {"findings": "Zo was het.", "judgment": "Gegrond.", "has_no_conclusions": "on", "verdict": "justified"}
    answer = act(client, complaint, "judge", **texts, norms=["listening", "promptness"])
    assert answer.status_code == 302
    assert "Norms of proper conduct: listening to the citizen, promptness" in text_of(client.get(page(complaint)))
