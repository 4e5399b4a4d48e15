"""The figures on the desk: from draft to published, by four eyes, with misfits flagged."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from complaints.figures.months import Month
from complaints.figures.proof import as_record, digest
from complaints.figures.table import MonthFigures
from complaints.models import Edition
from complaints.queries.editions import figures_of
from complaints.vocabulary import Category, CountingBasis, EditionOrigin, EditionStatus
from tests.cases import judged_and_closed, register_complaint
from tests.faces.desk import MORNING, desk_of, text_of
from tests.people import anna, bram, chris, dewi, fleur

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_in_february")]


@pytest.fixture
def monday_in_february() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


def compiled(client: Client, month: str = "2026-01", **fields: Any) -> Any:
    return client.post("/admin/figures/compile/", {"month": month} | fields)


def step(client: Client, edition: Edition, name: str) -> Any:
    return client.post(f"/admin/figures/{edition.pk}/{name}/", follow=True)


def misprinted() -> Edition:
    received = dict.fromkeys(Category.values, 0) | {"processing_time": 390, "treatment": 176}
    figures = MonthFigures(
        month=Month(2023, 5),
        basis=CountingBasis.COMPLAINTS,
        origin=EditionOrigin.IMPORTED,
        received=received,
        total=516,
    )
    return Edition.objects.create(
        month=date(2023, 5, 1),
        number=1,
        origin=EditionOrigin.IMPORTED,
        counting_basis=CountingBasis.COMPLAINTS,
        status=EditionStatus.PUBLISHED,
        figures=as_record(figures),
        sha256=digest(figures),
        compiled_at=MORNING,
        published_at=MORNING,
    )


def test_a_month_goes_from_compiled_to_published_by_two_people() -> None:
    judged_and_closed(on=date(2026, 1, 30))
    first, second = desk_of(chris()), desk_of(dewi())
    assert compiled(first).status_code == 302
    edition = Edition.objects.get()
    assert edition.adopted_by == chris()
    page = first.get(f"/admin/figures/{edition.pk}/")
    assert "another publisher approves them" in text_of(page)
    assert page.context["steps"] == []
    assert "the categories make the total" in text_of(page)
    assert "The figures are approved." in text_of(step(second, edition, "approve"))
    assert "from now on they never change" in text_of(step(first, edition, "publish"))
    edition.refresh_from_db()
    assert (edition.approved_by, edition.published_by) == (dewi(), chris())
    assert "01/26 1 Published" in text_of(first.get("/admin/figures/"))


def test_who_adopted_does_not_approve() -> None:
    register_complaint()
    client = desk_of(chris())
    compiled(client)
    edition = Edition.objects.get()
    assert "another person approves them" in text_of(step(client, edition, "approve"))
    edition.refresh_from_db()
    assert edition.status == EditionStatus.ADOPTED


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"month": "May"}, "month", "Write the month as 2026-05."),
        ({"month": ""}, "month", "required"),
        ({"month": "2026-09"}, "month", "has not begun"),
        ({"month": "2020-01"}, "month", "nothing was received nor judged"),
        ({"month": "2023-05"}, "reason", "give the reason of the correction"),
    ],
)
def test_a_month_that_cannot_be_compiled_is_refused_beside_its_field(
    fields: dict[str, str], field: str, words: str
) -> None:
    misprinted()
    answer = compiled(desk_of(chris()), **fields)
    assert answer.status_code == 422
    assert words in " ".join(answer.context["form"].errors[field])


def test_a_row_that_does_not_add_up_is_flagged() -> None:
    edition = misprinted()
    client = desk_of(fleur())
    assert "does not add up: 566 against 516" in text_of(client.get("/admin/figures/"))
    assert "its cells make 566, it says 516" in text_of(client.get(f"/admin/figures/{edition.pk}/"))


def test_a_row_that_does_not_add_up_is_resolved_by_a_publisher_with_a_reason() -> None:
    edition = misprinted()
    client = desk_of(chris())
    page = client.get(f"/admin/figures/{edition.pk}/").content.decode()
    assert 'name="treatment" value="176"' in page
    address = f"/admin/figures/{edition.pk}/resolve/"
    typed = {name: str(number) for name, number in edition.figures["received"].items()} | {"total": "516"}
    answer = client.post(address, typed | {"reason": "Misdruk."})
    assert (answer.status_code, "correct one of them" in text_of(answer)) == (422, True)
    answer = client.post(address, typed | {"treatment": "-1", "reason": "Misdruk."})
    assert (answer.status_code, 'value="-1"' in answer.content.decode()) == (422, True)
    answer = client.post(address, typed | {"treatment": "126", "reason": "Misdruk."}, follow=True)
    assert "what was published before stays beside it" in text_of(answer)
    assert figures_of(Edition.objects.get(number=2)).received["treatment"] == 126
    assert 'name="treatment"' not in client.get(f"/admin/figures/{edition.pk}/").content.decode()


def test_a_coordinator_reads_and_takes_no_step() -> None:
    register_complaint()
    compiled(desk_of(chris()))
    edition = Edition.objects.get()
    client = desk_of(bram())
    assert client.get(f"/admin/figures/{edition.pk}/").context["steps"] == []
    assert "Only a publisher may do this" in text_of(step(client, edition, "approve"))
    assert "Only a publisher may do this" in text_of(compiled(client))


def test_a_handler_sees_no_figures() -> None:
    edition = misprinted()
    client = desk_of(anna())
    for address in ("/admin/figures/", f"/admin/figures/{edition.pk}/"):
        assert client.get(address).status_code == 403
    assert client.post(f"/admin/figures/{edition.pk}/publish/").status_code == 403


def test_what_is_not_there_is_not_found() -> None:
    client = desk_of(chris())
    edition = misprinted()
    assert client.get("/admin/figures/999999/").status_code == 404
    assert client.post(f"/admin/figures/{edition.pk}/destroy/").status_code == 404
    assert client.get(f"/admin/figures/{edition.pk}/publish/").status_code == 405
    assert client.get("/admin/figures/compile/").headers["Location"] == "/admin/figures/"


def test_no_figures_yet_is_said() -> None:
    assert "No figures yet" in text_of(desk_of(chris()).get("/admin/figures/"))
