"""Every screen of the desk in a real browser: accessible, in both languages, light and dark, wide and narrow."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it has no types
from django.utils import timezone
from playwright.sync_api import Page, expect

from complaints.figures.months import Month
from complaints.models import Alert, Complaint, Edition, Rung, User
from complaints.services import absences, alerts, handling, intake, letters, publication
from complaints.services.intake import Intake, PartyEntry, PersonEntry
from complaints.vocabulary import Category
from tests.documents import samples
from tests.letters.writing import drafted, fixed
from tests.people import anna, at_desk, bram, chris, gijs
from tests.services.test_document import add

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

Desk = Callable[..., Page]
#: Widths of a wide screen, a tablet and a telephone; the last is what 400% zoom leaves.
WIDTHS = (1440, 1024, 390, 320)
HOME, V_NUMBER = "Dorpsstraat 1, 1234 AB Ons Dorp", "0123456789"
LOOKS: tuple[tuple[Literal["light", "dark"], str], ...] = (("light", "nl"), ("dark", "en"))


@pytest.fixture
def case() -> Complaint:
    """A complaint with everything on its page, one beside it, and a month of figures."""
    today, now = timezone.localdate(), timezone.now()
    received = today - timedelta(days=40)
    long_name = "Maria del Carmen Fernández-Rodríguez de la Cruz y Vanderbilt"
    entry = Intake(
        received_on=received,
        category=Category.TREATMENT,
        description="Aan de balie werd ik niet te woord gestaan.",
        parties=(
            PartyEntry(name=long_name, address=HOME),
            PartyEntry(name="Fatima el Amrani", address=HOME, v_number=V_NUMBER),
        ),
        persons_complained_about=(PersonEntry(job_title="medewerker balie"),),
        parts=("Ik werd weggestuurd.", "Mijn brief bleef liggen."),
    )
    complaint = intake.register(actor=at_desk(anna()), now=now, intake=entry)
    handling.take_up(
        complaint_id=complaint.pk,
        version=None,
        actor=at_desk(anna()),
        now=now,
        happened_on=received,
        not_involved=True,
    )
    publication.compile_month(month=Month.of(received), actor=at_desk(chris()), now=now)
    add_papers(complaint)
    alerts.raise_due(today=today, now=now)
    alerts.send_due(now=now)
    absences.enter(actor=at_desk(anna()), now=now, person=anna(), first_on=today, last_on=today, substitute=None)
    return complaint


def add_papers(complaint: Complaint) -> None:
    """A draft that was changed, a letter in the tray, and a document."""
    today = timezone.localdate()
    fixed(drafted(complaint, on=today), on=today)
    draft = drafted(complaint, on=today)
    letters.change(
        complaint_id=complaint.pk,
        version=None,
        actor=at_desk(anna()),
        now=timezone.now(),
        number=draft.number,
        subject=draft.subject,
        body=draft.body.replace("Beste", "Geachte"),
        recipient=draft.recipient,
        address=draft.address,
    )
    add(complaint, ("brief.pdf", samples.pdf_file()), now=timezone.now(), received_on=today)


def screens(case: Complaint) -> dict[User, list[str]]:
    """Which screens to look at, and as whom."""
    page = f"work/{case.pk}/"
    acts = ("acknowledge", "assign", "extend", "consent", "judge", "settle", "decline", "edit", "add-party", "note")
    return {
        anna(): [
            *("work/", "work/?q=zz", "work/new/", page),
            *(f"{page}{act}/" for act in acts),
            *("alerts/", "alerts/choices/", "absences/"),
        ],
        bram(): [
            *("post/", "letters/", "letters/block/", "letters/closing/nl/"),
            *(f"{page}letters/{letter}/" for letter in ("new", "1", "2")),
            *(f"{page}documents/{place}/" for place in ("new", "1", "file")),
        ],
        chris(): ["figures/", f"figures/{Edition.objects.get().pk}/", "password_change/"],
        gijs(): [
            "complaints/",
            "complaints/user/",
            "complaints/user/add/",
            f"complaints/user/{anna().pk}/change/",
            f"complaints/user/{anna().pk}/password/",
            "complaints/unit/",
            "complaints/rung/",
            f"complaints/rung/{Rung.objects.order_by('pk')[0].pk}/change/",
            "complaints/alert/",
            f"complaints/alert/{Alert.objects.order_by('pk')[0].pk}/change/",
            "complaints/delivery/",
            "alerts/parked/",
            "complaints/jobrun/",
        ],
    }


def faults_of(page: Page, address: str) -> list[str]:
    """What axe finds, and whether the page is wider than its window."""
    page.goto(f"/admin/{address}")
    # The preloading of style sheets would put styles into the page, which its policy refuses.
    found: Any = Axe().run(page, options={"preload": False}).response["violations"]
    faults = [f"{address}: {fault['id']} {fault['nodes'][0]['target']}" for fault in found]
    return faults + too_wide(page, address)


def too_wide(page: Page, address: str) -> list[str]:
    width = page.viewport_size["width"] if page.viewport_size else 0
    needed = page.evaluate("document.documentElement.scrollWidth")
    return [f"{address}: {needed} wide in a window of {width}"] if needed > width else []


@pytest.mark.parametrize(("scheme", "language"), LOOKS)
def test_axe_finds_nothing_on_any_screen(
    desk: Desk, case: Complaint, scheme: Literal["light", "dark"], language: str
) -> None:
    faults = []
    for user, addresses in screens(case).items():
        page = desk(user, color_scheme=scheme, viewport={"width": 1440, "height": 900})
        User.objects.filter(pk=user.pk).update(language=language)
        for address in addresses:
            faults += faults_of(page, address)
    outside = desk(color_scheme=scheme)
    for address in ("login/", "password_reset/", "password_reset/done/", "reset/x/y/"):
        faults += faults_of(outside, address)
    assert faults == []


@pytest.mark.parametrize("width", WIDTHS)
def test_no_screen_is_wider_than_its_window(desk: Desk, case: Complaint, width: int) -> None:
    faults = []
    for user, addresses in screens(case).items():
        page = desk(user, viewport={"width": width, "height": 800})
        for address in addresses:
            page.goto(f"/admin/{address}")
            faults += too_wide(page, address)
    assert faults == []


def test_the_list_is_narrowed_in_place_and_its_address_follows(desk: Desk, case: Complaint) -> None:
    page = desk(anna())
    page.get_by_label("Category").select_option("it")
    expect(page.get_by_role("heading", name="Nothing found")).to_be_visible()
    assert "category=it" in page.url
    page.reload()
    expect(page.get_by_role("heading", name="Nothing found")).to_be_visible()
    page.get_by_role("link", name="IT remove this filter").click()
    expect(page.get_by_role("link", name=case.reference)).to_be_visible()


def test_an_act_is_done_without_scripts_too(desk: Desk, case: Complaint) -> None:
    page = desk(anna(), java_script_enabled=False)
    page.goto(f"/admin/work/{case.pk}/")
    page.get_by_role("link", name="Write a note").click()
    page.get_by_label("Note", exact=True).fill("Zonder scripts.")
    page.get_by_role("button", name="Keep this note").click()
    expect(page.locator(".notes")).to_contain_text("Zonder scripts.")


def test_an_act_is_done_by_keyboard_alone(desk: Desk, case: Complaint) -> None:
    page = desk(anna())
    page.goto(f"/admin/work/{case.pk}/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    link = page.get_by_role("link", name="Write a note")
    for _step in range(20):
        page.keyboard.press("Tab")
        if link.evaluate("it => it === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page.locator("#act").get_by_role("heading")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.type("Met het toetsenbord.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".notes")).to_contain_text("Met het toetsenbord.")
