"""The tasks of every day, with the clicks and the seconds they take: ``docs/everyday-tasks.md`` tells them.

With ``PICTURES`` set to a folder each task leaves pictures of itself; with ``FIGURES`` set to a file, what was counted.
"""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import Page, expect

from complaints.models import Complaint, Draft
from complaints.services import notes
from complaints.services.intake import PartyEntry
from complaints.vocabulary import Form, LetterState
from tests.browser.conftest import PASSWORD
from tests.browser.hands import Hands
from tests.browser.steps import act_link
from tests.browser.test_procedure_walks import fresh
from tests.cases import take_up
from tests.letters.writing import writer
from tests.people import anna, at_desk, bram

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

Desk = Callable[..., Page]
SOMEBODY = PartyEntry(name="Fatima el Amrani", address="Dorpsstraat 1, 1234 AB Ons Dorp", v_number="0123456789")
TOLD = Path(__file__).parents[2] / "docs" / "everyday-tasks.md"


def counted(task: str, hands: Hands) -> None:
    """Compare what was counted with what the documentation says of this task."""
    if figures := os.environ.get("FIGURES"):
        with Path(figures).open("a", encoding="utf-8") as file:
            file.write(f"{task}: {hands.clicks} clicks, {hands.keys} keys, {hands.seconds:.0f} s\n")
    row = re.search(rf"^\| {re.escape(task)} \| (\d+) \| (\d+) \| (\d+) \|", TOLD.read_text("utf-8"), re.MULTILINE)
    assert row is not None, f"{TOLD.name} does not tell of {task!r}"
    clicks, keys, _seconds = (int(figure) for figure in row.groups())
    assert hands.clicks == clicks
    assert hands.keys <= keys


def pictured(page: Page, name: str) -> None:
    """A picture, where one is wanted."""
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png")


def test_a_phone_call_is_registered_and_acknowledged_in_under_a_minute(desk: Desk) -> None:
    before = fresh(parties=(SOMEBODY,))
    page = desk(writer())
    hands = Hands(page)
    hands.click(page.get_by_role("link", name="New complaint").first)
    hands.click(page.get_by_role("radio", name="Telephone"))
    expect(page.get_by_role("radio", name="Oral")).to_be_checked()
    hands.fill(page.locator("[name=parties-0-name]"), "Fatima el Amrani")
    hands.fill(page.locator("[name=parties-0-v_number]"), "0123456789")
    hints = page.locator("#hints")
    expect(hints).to_contain_text(before.reference)
    expect(hints).to_contain_text("an address, or his consent to e-mail")
    hands.fill(page.locator("[name=parties-0-address]"), "Dorpsstraat 1, 1234 AB Ons Dorp")
    hands.click(page.get_by_role("radio", name=re.compile("^Treatment")))
    hands.fill(page.get_by_label("What the complaint is about"), "Ik werd aan de balie weggestuurd.")
    expect(hints).to_contain_text("Complete: name, address and description are there.")
    pictured(page, "phone-intake")
    hands.click(page.get_by_role("button", name="Register and acknowledge"))
    hands.told("The acknowledgement lies in the post tray.")
    counted("Register and acknowledge a phone call", hands)
    assert hands.seconds < 60
    complaint = Complaint.objects.latest("id")
    assert (complaint.form, complaint.letters.get().state) == (Form.ORAL, LetterState.FIXED)
    assert not Draft.objects.exists()


def test_a_complaint_is_judged_after_its_hearing(desk: Desk) -> None:
    complaint = take_up(fresh(parties=(SOMEBODY,)), on=timezone.localdate())
    page = desk(anna())
    page.goto(f"/admin/work/{complaint.pk}/")
    hands = Hands(page)
    form = page.locator("#act")
    hands.click(act_link(page, "Offer a hearing"))
    hands.click(form.get_by_role("button", name="Record"))
    hands.told("The offer of a hearing is recorded.")
    hands.click(act_link(page, "Heard"))
    hands.click(form.get_by_label("By telephone"))
    hands.click(form.get_by_role("button", name="Record"))
    hands.told("The hearing is recorded.")
    hands.click(act_link(page, "Report of the hearing"))
    hands.fill(form.get_by_label("Report", exact=True), "Zij vertelde wat er gebeurde.")
    hands.click(form.get_by_role("button", name="Record"))
    hands.told("The report is recorded.")
    hands.click(act_link(page, "Judge"))
    hands.fill(form.get_by_label("Findings"), "De balie was die dag gesloten.")
    hands.fill(form.get_by_label("Judgment", exact=True), "Dat had niet gemogen.")
    hands.click(form.get_by_label("There are no conclusions"))
    hands.click(form.get_by_label("Justified", exact=True))
    pictured(page, "judge")
    hands.click(form.get_by_role("button", name="Keep the judgment"))
    hands.told("The judgment is written")
    counted("Judge after a hearing", hands)
    complaint.refresh_from_db()
    assert complaint.verdict == "justified"


def test_the_second_of_two_editors_keeps_both_values(desk: Desk) -> None:
    complaint = fresh()
    first, second = desk(anna()), desk(bram())
    for page in (first, second):
        page.goto(f"/admin/work/{complaint.pk}/")
        page.keyboard.press("e")
        expect(page.locator("#act").get_by_label("Description")).to_be_visible()
    first.locator("#act").get_by_label("Description").fill("Annas lezing.")
    first.locator("#act").get_by_role("button", name="Keep the changes").click()
    expect(first.get_by_role("status").filter(has_text="The changes are kept.")).to_be_visible()
    hands = Hands(second)
    form = second.locator("#act")
    hands.fill(form.get_by_label("Description"), "Brams lezing. ")
    hands.click(form.get_by_role("button", name="Keep the changes"))
    expect(form.locator(".both")).to_contain_text("Annas lezing.")
    expect(form.locator(".both")).to_contain_text("Brams lezing.")
    pictured(second, "conflict")
    hands.click(form.get_by_role("button", name="Keep the changes"))
    hands.told("The changes are kept.")
    counted("Keep a text that somebody else changed meanwhile", hands)
    told = [event.changes["description"][1] for event in complaint.events.filter(action="edit").order_by("id")]
    assert told[0] == "Annas lezing."
    assert "Brams lezing." in told[1]


def test_by_keyboard_alone_from_the_list_to_the_sent_letter(desk: Desk) -> None:
    complaint = take_up(fresh(parties=(SOMEBODY,)), on=timezone.localdate())
    page = desk(writer())
    page.goto("/admin/work/")
    hands = Hands(page)
    hands.press("j")
    expect(page.get_by_role("link", name=complaint.reference, exact=True)).to_be_focused()
    hands.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(complaint.reference)
    letters = page.get_by_role("heading", name="Letters")
    while not letters.evaluate("it => it === document.activeElement"):
        hands.press("j")
    hands.tab_to(page.get_by_role("link", name="Write a letter"))
    hands.press("Enter")
    hands.tab_to(page.get_by_role("link", name="Acknowledgement"))
    hands.press("Enter")
    hands.tab_to(page.get_by_role("button", name="Draft the letter"))
    hands.press("Enter")
    hands.told("nothing has been sent yet")
    hands.tab_to(page.get_by_role("button", name="Fix", exact=True))
    hands.press("Enter")
    hands.told("lies in the post tray")
    hands.tab_to(page.get_by_role("button", name="The letter left"))
    hands.press("Enter")
    hands.told("Recorded that the letter left.")
    counted("From the list to a sent letter, by keyboard alone", hands)
    assert complaint.letters.get().state == LetterState.SENT


def test_what_was_typed_survives_a_session_that_ends(desk: Desk) -> None:
    complaint = take_up(fresh(parties=(SOMEBODY,)), on=timezone.localdate())
    page = desk(anna())
    page.goto(f"/admin/work/{complaint.pk}/")
    act_link(page, "Judge").click()
    form = page.locator("#act")
    form.get_by_label("Findings").fill("De balie was die dag gesloten.")
    expect(form.locator(".draft-state")).to_contain_text("Draft kept at")
    assert Draft.objects.get().fields["findings"] == ["De balie was die dag gesloten."]

    Session.objects.all().delete()
    form.get_by_label("Judgment", exact=True).fill("Dat had niet gemogen.")
    form.get_by_role("button", name="Keep the judgment").click()
    expect(form.get_by_text("You are signed out.")).to_be_visible()
    pictured(page, "signed-out")
    form.get_by_role("link", name="Sign in again").click()
    page.fill("[name=username]", "anna")
    page.fill("[name=password]", PASSWORD)
    page.click("main button.primary")
    expect(page.get_by_label("Findings")).to_have_value("De balie was die dag gesloten.")
    expect(page.get_by_label("Judgment", exact=True)).to_have_value("Dat had niet gemogen.")
    page.get_by_label("There are no conclusions").check()
    page.get_by_label("Justified", exact=True).check()
    page.get_by_role("button", name="Keep the judgment").click()
    expect(page.get_by_role("status").filter(has_text="The judgment is written")).to_be_visible()
    assert not Draft.objects.exists()
    assert page.evaluate("Object.keys(sessionStorage).filter((key) => key.startsWith('draft '))") == []


def test_keys_rest_while_somebody_types_and_can_be_switched_off(desk: Desk) -> None:
    complaint = fresh()
    page = desk(anna())
    page.goto(f"/admin/work/{complaint.pk}/")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    note = page.locator("#act").get_by_label("Note", exact=True)
    note.click()
    page.keyboard.type("jkane? /")
    expect(note).to_have_value("jkane? /")
    expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()
    page.get_by_role("button", name="Keys").click()
    page.get_by_label("Use these keys in this browser").uncheck()
    page.get_by_role("button", name="Close this window").click()
    page.goto(f"/admin/work/{complaint.pk}/")
    page.keyboard.press("n")
    page.keyboard.press("j")
    expect(page.locator("#act")).to_be_empty()
    page.goto("/admin/work/")
    page.keyboard.press("/")
    expect(page.locator("#desk-search")).not_to_be_focused()


def test_the_timeline_is_picked_out_in_place(desk: Desk) -> None:
    complaint = fresh()
    notes.note(complaint_id=complaint.pk, actor=at_desk(anna()), now=timezone.now(), text="Belt liever na vier uur.")
    page = desk(anna())
    page.goto(f"/admin/work/{complaint.pk}/")
    expect(page.locator(".moment.of-notes")).to_have_count(1)
    page.locator("#timeline").get_by_role("link", name=re.compile("^Procedure")).click()
    expect(page.locator(".moment.of-notes")).to_have_count(0)
    expect(page.locator("#show-procedure")).to_be_focused()
