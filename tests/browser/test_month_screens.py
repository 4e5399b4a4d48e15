"""The month's work in a real browser: every screen of it accessible, and never wider than its window."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any, Literal

import pytest
from django.db import transaction
from playwright.sync_api import Page

from complaints.figures.months import Month
from complaints.models import Edition, User
from complaints.services import corrections, publication
from complaints.services.import_published import import_published
from complaints.vocabulary import Category, OtherReason, Status
from tests.browser.test_desk_screens import faults_of
from tests.months import closed, may_2023, row, store
from tests.people import SYSTEM, at_desk, chris, dewi

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

Desk = Callable[..., Page]
NOW = datetime(2023, 7, 5, 10, tzinfo=UTC)
MAY, JUNE, JULY = (Month(2023, number) for number in (5, 6, 7))
HEAD = "Maand,Behandelduur,Dienstverlening,Bejegening,NO,Beleid,IT,Overig,Totaal\n"


def compiled(month: Month) -> Edition:
    return publication.compile_month(month=month, actor=at_desk(chris()), now=NOW).edition


@pytest.fixture
def screens() -> list[str]:
    """A published month that changed since, a draft with something to overrule, and a misfit of history."""
    with transaction.atomic():
        register = may_2023()
        store([row(date(2023, 6, 2), category=Category.SERVICE), row(date(2023, 6, 3), status=Status.VOID)])
        store([closed(date(2023, 5, 2), date(2023, 6, 6), OtherReason.DECLINED, procedure_kind="visa")])
    published = compiled(MAY)
    publication.approve(month=MAY, actor=at_desk(dewi()), now=NOW)
    publication.publish(month=MAY, actor=at_desk(dewi()), now=NOW)
    for complaint in register[:3]:
        act: dict[str, Any] = {"complaint_id": complaint.pk, "version": None, "actor": SYSTEM, "now": NOW}
        corrections.recategorise(**act, category=Category.IT, reason="Ging over het portaal.")
    history = (HEAD + "03/22,390,108,56,2,5,4,1,516\n").encode()
    import_published(data=history, actor=SYSTEM, now=NOW)
    misfit = Edition.objects.get(month=date(2022, 3, 1))
    draft = compiled(JUNE)
    draft.members.filter(cell="received.service").delete()
    place = f"figures/{draft.pk}/"
    return [place, f"figures/{published.pk}/verify/", f"figures/{published.pk}/cases/judged/", f"figures/{misfit.pk}/"]


@pytest.mark.parametrize(("scheme", "language", "width"), [("light", "nl", 1440), ("dark", "en", 320)])
def test_axe_finds_nothing_and_no_screen_is_wider_than_its_window(
    desk: Desk, screens: list[str], scheme: Literal["light", "dark"], language: str, width: int
) -> None:
    page = desk(dewi(), color_scheme=scheme, viewport={"width": width, "height": 900})
    User.objects.filter(pk=dewi().pk).update(language=language)
    faults = []
    for address in screens:
        faults += faults_of(page, address)
    assert faults == []
