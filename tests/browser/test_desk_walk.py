"""The short walk: one complaint from its registration to its closing letter, in a real browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from complaints.models import Complaint
from complaints.vocabulary import Status
from tests.browser.steps import act_link
from tests.people import anna, bram

pytestmark = pytest.mark.django_db(transaction=True)

Desk = Callable[..., Page]


def register(page: Page) -> None:
    """Enter a complaint of two people; a second row comes in place and loses nothing."""
    page.get_by_role("link", name="New complaint").first.click()
    page.get_by_role("radio", name="Treatment").check()
    page.get_by_label("What the complaint is about").fill("Aan de balie werd ik niet te woord gestaan.")
    page.locator("[name=parties-0-name]").fill("Fatima el Amrani")
    page.get_by_role("button", name="Add a party").click()
    page.locator("[name=parties-1-name]").fill("mr. P. de Boer")
    page.locator("[name=parties-1-role]").select_option("representative")
    expect(page.locator("[name=parties-0-name]")).to_have_value("Fatima el Amrani")
    page.locator(".sticky-end").get_by_role("button", name="Register", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Fatima el Amrani")


def open_act(page: Page, name: str) -> None:
    """Open the form of an act in place."""
    act_link(page, name).click()
    expect(page.locator("#act").get_by_role("heading", name=name)).to_be_focused()


def send(page: Page, button: str, success: str) -> None:
    """Send the form, and be told that it was done."""
    page.locator("#act").get_by_role("button", name=button).click()
    expect(page.get_by_role("status")).to_contain_text(success)


def extend(page: Page) -> None:
    """Extend by two weeks; what was forgotten is asked for, and nothing typed is lost."""
    open_act(page, "Extend the term")
    form = page.locator("#act")
    form.get_by_label("2", exact=True).check()
    form.get_by_role("button", name="Extend").click()
    expect(form).to_contain_text("Give the reason of the extension. (Awb 9:11 lid 2)")
    expect(form.get_by_label("2", exact=True)).to_be_checked()
    form.get_by_label("Reason").fill("Het horen lukt niet eerder.")
    send(page, "Extend", "The extension is recorded.")
    expect(page.locator(".deadline")).to_contain_text("extended by two weeks")


def judge(page: Page) -> None:
    """Write findings and judgment, and say that nothing follows from them."""
    open_act(page, "Judge")
    form = page.locator("#act")
    form.get_by_label("Findings").fill("De balie was die dag gesloten.")
    form.get_by_label("Judgment", exact=True).fill("Dat had niet gemogen.")
    form.get_by_label("There are no conclusions").check()
    form.get_by_label("Justified", exact=True).check()
    send(page, "Keep the judgment", "The judgment is written")


def hear(page: Page) -> None:
    """Offer a hearing, hear by telephone and make the report, as the checklist asks."""
    page.locator(".duties").get_by_role("link", name="Offer the complainant a hearing").click()
    send(page, "Record", "The offer of a hearing is recorded.")
    open_act(page, "Heard")
    page.locator("#act").get_by_label("By telephone").check()
    send(page, "Record", "The hearing is recorded.")
    open_act(page, "Report of the hearing")
    page.locator("#act").get_by_label("Report", exact=True).fill("Zij vertelde wat er gebeurde.")
    send(page, "Record", "The report is recorded.")


def test_a_complaint_is_registered_extended_judged_and_closed(desk: Desk) -> None:
    page = desk(anna())
    page.goto("/admin/work/")
    expect(page.get_by_role("heading", name="Work list")).to_be_visible()
    register(page)

    open_act(page, "Acknowledge receipt")
    send(page, "Record", "The acknowledgement is recorded.")

    open_act(page, "Take up")
    page.get_by_label("I declare that I was not involved").check()
    send(page, "Take up", "You have taken up the complaint.")

    extend(page)
    judge(page)

    open_act(page, "Close: the answer was sent")
    page.locator("#act").get_by_role("button", name="Close").click()
    expect(page.locator("#act")).to_contain_text("Still to do: Offer the complainant a hearing (Awb 9:10 lid 1)")
    hear(page)

    open_act(page, "Close: the answer was sent")
    send(page, "Close", "The complaint is closed.")
    expect(page.locator(".case-head")).to_contain_text("Closed")
    expect(page.locator(".deadline")).to_contain_text("done in time")

    complaint = Complaint.objects.get()
    assert (complaint.status, complaint.verdict) == (Status.CLOSED, "justified")
    page.goto("/admin/work/?status=closed")
    expect(page.get_by_role("link", name=complaint.reference, exact=True)).to_be_visible()


def test_the_second_of_two_editors_sees_both_values_and_loses_nothing(desk: Desk) -> None:
    first = desk(anna())
    register(first)
    address = first.url
    second = desk(bram())
    second.goto(address)
    open_act(second, "Change the category")
    open_act(first, "Change the category")
    first.locator("#act").get_by_label("Category", exact=True).select_option("service")
    first.locator("#act").get_by_label("Why it changes").fill("Dienstverlening.")
    send(first, "Change", "The category is changed.")
    second.locator("#act").get_by_label("Category", exact=True).select_option("it")
    second.locator("#act").get_by_label("Why it changes").fill("Het formulier hapert.")
    second.locator("#act").get_by_role("button", name="Change").click()
    expect(second.locator("#act")).to_contain_text("changed in the meantime by Anna de Wit")
    expect(second.locator("#act .both")).to_contain_text("Service provision")
    expect(second.locator("#act").get_by_label("Why it changes")).to_have_value("Het formulier hapert.")
    send(second, "Change", "The category is changed.")
    assert Complaint.objects.get().category == "it"
