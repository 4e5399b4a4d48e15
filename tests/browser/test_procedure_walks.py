"""The procedure by clicking: hearing and extension, declining, a committee, settling, the ombudsman, the fast lane.

With ``PICTURES`` set to a folder each walk leaves a picture of where it ended.
"""

import os
import re
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from complaints.models import Complaint
from complaints.services.intake import InterventionEntry, PersonEntry
from complaints.vocabulary import Category, Procedure, Status
from tests.browser.steps import act_link
from tests.cases import register_complaint
from tests.people import anna, bram, eva

pytestmark = pytest.mark.django_db(transaction=True)

Desk = Callable[..., Page]


def fresh(**changes: Any) -> Complaint:
    """A complaint that came in a week ago, by the real clock: a browser knows no other."""
    now = timezone.now()
    received = now - timedelta(days=7)
    return register_complaint(received_on=timezone.localdate(received), received_at=received, now=now, **changes)


class Walk:
    """One page of a complaint, what is clicked on it, and how often."""

    def __init__(self, page: Page, complaint: Complaint) -> None:
        self.page, self.complaint, self.clicks = page, complaint, 0
        page.goto(f"/admin/work/{complaint.pk}/")

    def act(self, title: str, send: str, *, choose: tuple[str, ...] = (), **fields: str) -> None:
        """Open the form of an act, fill it in and send it; the page says that it was done."""
        act_link(self.page, title).click()
        form = self.page.locator("#act")
        expect(form.get_by_role("heading", name=title)).to_be_visible()
        for label in choose:
            form.get_by_label(label, exact=True).check()
        for name, value in fields.items():
            form.locator(f"[name={name}]").fill(value)
        form.get_by_role("button", name=send, exact=True).click()
        self.clicks += 2 + len(choose)
        expect(self.page.get_by_role("status")).to_be_visible()
        expect(self.page.locator("#act")).to_be_empty()

    def refused(self, title: str, send: str, words: str) -> None:
        """Open a form, send it as it is, and be told why not; then leave it."""
        act_link(self.page, title).click()
        form = self.page.locator("#act")
        form.get_by_role("button", name=send, exact=True).click()
        expect(form).to_contain_text(words)
        form.get_by_role("link", name="Cancel").click()

    def ends(self, name: str, *, status: str = "Closed") -> Complaint:
        """The page says where it ended; a picture is kept where one is wanted."""
        expect(self.page.locator(".case-head")).to_contain_text(status)
        folder = os.environ.get("PICTURES")
        if folder:
            self.page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
        self.complaint.refresh_from_db()
        return self.complaint


DONE = "Record"
#: From opening to ready to send, in seconds.
THREE_MINUTES = 180


def take_up(walk: Walk) -> None:
    walk.act("Acknowledge receipt", DONE)
    walk.act("Take up", "Take up", choose=("I declare that I was not involved in the conduct complained about",))


def heard(walk: Walk) -> None:
    walk.act("Heard", DONE, choose=("By telephone",))
    walk.act("Report of the hearing", DONE, detail="Zij vertelde wat er gebeurde.")


def test_judged_after_a_hearing_with_an_extension(desk: Desk) -> None:
    walk = Walk(desk(anna()), fresh(persons_complained_about=(PersonEntry(job_title="medewerker balie"),)))
    take_up(walk)
    walk.act("Copy to the person complained about", DONE)
    walk.act("Offer a hearing", DONE, choose=("Person complained about",))
    walk.act("Offer a hearing", DONE)
    heard(walk)
    walk.act("Extend the term", "Extend", choose=("2",), reason="De beklaagde is met verlof.")
    texts = {"findings": "De balie was dicht.", "judgment": "Dat had niet gemogen."}
    walk.act("Judge", "Keep the judgment", choose=("There are no conclusions", "Justified"), **texts)
    walk.act("Close: the answer was sent", "Close")
    assert walk.ends("judged").verdict == "justified"


def test_declined_on_a_ground(desk: Desk) -> None:
    walk = Walk(desk(anna()), fresh())
    walk.refused("Not take up", "Close as not taken up", "This field is required.")
    page = walk.page
    act_link(page, "Not take up").click()
    form = page.locator("#act")
    form.get_by_label("Ground").select_option("court")
    form.get_by_label("Reason").fill("Het ligt bij de rechtbank.")
    form.get_by_role("button", name="Close as not taken up").click()
    assert walk.ends("declined").decline_ground == "court"


def test_the_advisory_procedure_with_a_deviation(desk: Desk) -> None:
    complaint = fresh(procedure=Procedure.COMMITTEE)
    walk = Walk(desk(anna()), complaint)
    walk.act("Acknowledge receipt", DONE, choose=("It says that a person or a committee will advise (Awb 9:15 lid 1)",))
    walk.act("Take up", "Take up", choose=("I declare that I was not involved in the conduct complained about",))
    Walk(desk(bram()), complaint).act("Charge an adviser", DONE, adviser="Klachtadviescommissie")
    walk.page.reload()
    heard(walk)
    walk.act("Report and advice received", DONE, choose=("Unjustified",), detail="Rapport 12: ongegrond.")
    texts = {"findings": "Zo was het.", "judgment": "Gegrond.", "deviation_reason": "Het beeldmateriaal kwam later."}
    walk.act("Judge", "Keep the judgment", choose=("There are no conclusions", "Justified"), **texts)
    walk.refused("Close: the answer was sent", "Close", "enclose the advice. (Awb 9:16)")
    walk.act("Close: the answer was sent", "Close", choose=("The advice is enclosed (Awb 9:16)",))
    assert walk.ends("deviation").status == Status.CLOSED
    expect(walk.page.locator("#content")).to_contain_text("Deviates from the advice")


def test_settled_with_a_commitment(desk: Desk) -> None:
    walk = Walk(desk(anna()), fresh())
    fields = {"promise": "Een afspraak.", "owner_name": "De balie"}
    due_on = (timezone.localdate() + timedelta(days=7)).isoformat()
    walk.act(
        "Settled to satisfaction",
        "Close as settled",
        choose=(),
        detail="Zij krijgt een afspraak.",
        due_on=due_on,
        **fields,
    )
    expect(walk.page.locator("#content")).to_contain_text("1. To be kept")
    assert walk.ends("settled").commitments.count() == 1


def test_an_intervention_answered_in_two_rounds(desk: Desk) -> None:
    complaint = fresh(category=Category.OMBUDSMAN, intervention=InterventionEntry(ombudsman_reference="2026.12345"))
    walk = Walk(desk(eva()), complaint)
    due = (timezone.localdate() + timedelta(days=3)).isoformat()
    walk.act("Question of the ombudsman", DONE, question="Wanneer beslist u?", answer_day=due)
    walk.page.goto("/admin/work/ombudsman/")
    expect(walk.page.get_by_role("row", name=re.compile(complaint.reference))).to_contain_text("Wanneer beslist u?")
    walk.page.goto(f"/admin/work/{complaint.pk}/")
    walk.act("Answer a question of the ombudsman", DONE, answer="Binnen een week.")
    walk.act("Question of the ombudsman", DONE, question="En waarom zo laat?", answer_day=due)
    walk.act("Answer a question of the ombudsman", DONE, answer="Er was te weinig personeel.")
    walk.act("Answer the ombudsman", "Close as answered", detail="Alles is beantwoord.")
    assert walk.ends("two-rounds").rounds.count() == 2


def test_the_fast_lane_is_ready_to_send_within_three_minutes(
    desk: Desk, record_property: Callable[[str, object], None]
) -> None:
    page = desk(anna())
    complaint = fresh(category=Category.PROCESSING_TIME)
    began = time.monotonic()
    walk = Walk(page, complaint)
    take_up(walk)
    applied_on = (timezone.localdate() - timedelta(days=400)).isoformat()
    walk.act("The application", "Record the application", applied_on=applied_on, term="6")
    expect(page.locator(".proposal")).to_contain_text("Justified")
    walk.act("Judge", "Keep the judgment")
    seconds = time.monotonic() - began
    assert walk.ends("fast-lane", status="Ready to send").verdict == "justified"
    record_property("clicks", walk.clicks)
    record_property("seconds", round(seconds, 1))
    assert walk.clicks <= 12
    assert seconds < THREE_MINUTES
