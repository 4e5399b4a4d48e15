"""The month's work on the desk: figures beside other months, cases behind them, note, hour, what changed since."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from complaints.figures.months import Month
from complaints.models import Complaint, Edition, EditionAcknowledgement, EditionMember, JobRun
from complaints.services import corrections, publication
from complaints.vocabulary import Category, EditionStatus, OtherReason, Role, Status
from tests.faces.desk import MORNING, desk_of, text_of
from tests.months import closed, row, store
from tests.people import SYSTEM, anna, at_desk, bram, chris, dewi, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_in_february")]

JANUARY = Month(2026, 1)


@pytest.fixture
def monday_in_february() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


def compiled(month: Month = JANUARY) -> Edition:
    return publication.compile_month(month=month, actor=at_desk(chris()), now=MORNING).edition


def published(month: Month = JANUARY) -> Edition:
    compiled(month)
    publication.approve(month=month, actor=at_desk(dewi()), now=MORNING)
    return publication.publish(month=month, actor=at_desk(dewi()), now=MORNING)


def step(client: Client, edition: Edition, name: str, **typed: str) -> Any:
    return client.post(f"/admin/figures/{edition.pk}/{name}/", typed, follow=True)


def seer() -> Client:
    """A publisher who sees cases as well."""
    return desk_of(person("roos", Role.PUBLISHER, Role.COORDINATOR, first_name="Roos", last_name="Smit"))


def test_the_draft_stands_beside_the_month_before_and_the_same_month_a_year_before() -> None:
    for month, amount in ((JANUARY, 3), (Month(2025, 12), 5), (Month(2025, 1), 7)):
        store([row(month.first_day, category=Category.IT) for _each in range(amount)])
    published(Month(2025, 12)), published(Month(2025, 1))
    page = desk_of(chris()).get(f"/admin/figures/{compiled().pk}/")
    (received,) = [group for group in page.context["groups"] if group.name == "received"]
    assert [[shown.number for shown in line.numbers] for line in received.lines if line.name in ("it", "total")] == [
        ["3", "5", "7"],
        ["3", "5", "7"],
    ]
    assert "01/26 12/25 01/25" in text_of(page)


def test_a_month_beside_it_that_is_not_there_or_counts_another_unit_is_said() -> None:
    march = Month(2023, 3)
    store([row(month.first_day) for month in (march, Month(2023, 2))])
    assert "cannot be compared" not in text_of(desk_of(chris()).get(f"/admin/figures/{compiled(march).pk}/"))
    published(Month(2023, 2))
    assert "cannot be compared" in text_of(
        desk_of(chris()).get(f"/admin/figures/{Edition.objects.get(month=march.first_day).pk}/")
    )


def test_every_figure_leads_to_the_complaints_behind_it_for_who_may_see_them() -> None:
    (complaint,) = store([closed(date(2026, 1, 5), date(2026, 1, 20), OtherReason.SETTLED, category=Category.SERVICE)])
    edition = compiled()
    client = seer()
    page = client.get(f"/admin/figures/{edition.pk}/")
    lines = [line.name for group in page.context["groups"] for line in group.lines if line.leads_to_cases]
    assert {"service", "total", "judged", "other_outcome", "other_outcome.settled", "stock.closed"} <= set(lines)
    for figure in (*lines, "verdict.service.other"):
        cases = client.get(f"/admin/figures/{edition.pk}/cases/{figure}/")
        assert complaint.reference in text_of(cases), figure
    assert "No complaints behind this figure" in text_of(client.get(f"/admin/figures/{edition.pk}/cases/it/"))


def test_who_may_not_see_the_complaints_is_told_how_many_there_are() -> None:
    (complaint,) = store([row(date(2026, 1, 5))])
    edition = compiled()
    page = desk_of(chris()).get(f"/admin/figures/{edition.pk}/cases/total/")
    assert "1 of these your role does not see." in text_of(page)
    assert complaint.reference not in text_of(page)
    EditionMember.objects.update(complaint=None)
    assert "it stays counted" in text_of(desk_of(chris()).get(f"/admin/figures/{edition.pk}/cases/total/"))


def test_many_cases_go_page_by_page() -> None:
    store([row(date(2026, 1, 5), reference=f"Z-{number:03}") for number in range(51)])
    client, address = desk_of(bram()), f"/admin/figures/{compiled().pk}/cases/processing_time/"
    first = client.get(address)
    assert len(first.context["cases"].members) == 50
    second = client.get(f"{address}?after={first.context['cases'].after}")
    assert (len(second.context["cases"].members), second.context["cases"].after) == (1, None)


@pytest.mark.parametrize("place", ["cases/nothing/", "cases/total/?after=x", "cases/total/?after=" + "9" * 30])
def test_a_figure_that_does_not_exist_is_not_found(place: str) -> None:
    store([row(date(2026, 1, 5))])
    assert desk_of(bram()).get(f"/admin/figures/{compiled().pk}/{place}").status_code == 404


def test_what_asks_for_a_look_is_listed_with_links_for_who_sees_it() -> None:
    store(
        [
            row(date(2026, 1, 5), reference="Z-1", procedure_kind="visa"),
            row(date(2026, 1, 5), reference="V-1", status=Status.VOID),
        ]
    )
    edition = compiled()
    page = desk_of(bram()).get(f"/admin/figures/{edition.pk}/")
    assert [
        (name, remark.count, [c.reference for c in remark.complaints]) for name, remark in page.context["remarks"]
    ] == [
        ("Void registrations, counted nowhere", 1, ["V-1"]),
        ("Complaints without a unit", 1, ["Z-1"]),
    ]
    assert "Your role does not see these complaints" in text_of(desk_of(chris()).get(f"/admin/figures/{edition.pk}/"))


def test_a_note_is_kept_until_somebody_approved() -> None:
    store([row(date(2026, 1, 5))])
    edition = compiled()
    client = desk_of(chris())
    assert "The note is kept." in text_of(step(client, edition, "note", note="Storing."))
    assert "Storing." in text_of(client.get(f"/admin/figures/{edition.pk}/"))
    answer = step(client, edition, "note", note="x" * 2001)
    assert (answer.status_code, "x" * 2001 in answer.content.decode()) == (422, True)


def test_a_check_that_fails_is_overruled_beside_its_field() -> None:
    store([row(date(2026, 1, 5))])
    edition = compiled()
    edition.members.all().delete()
    client = desk_of(dewi())
    answer = step(client, edition, "approve")
    assert answer.status_code == 422
    assert "A check fails" in text_of(answer)
    assert "complaints behind: Processing time" in text_of(answer)
    assert "The figures are approved." in text_of(
        step(client, edition, "approve", overrule_reason="Met de hand geteld.")
    )
    assert "Met de hand geteld." in text_of(client.get(f"/admin/figures/{edition.pk}/"))


def test_the_hour_of_publication_is_set_and_said() -> None:
    store([row(date(2026, 1, 5))])
    edition = compiled()
    publication.approve(month=JANUARY, actor=at_desk(dewi()), now=MORNING)
    client = desk_of(dewi())
    answer = step(client, edition, "plan", publish_at="2026-01-01T09:00")
    assert (answer.status_code, "an hour that is to come" in text_of(answer)) == (422, True)
    assert step(client, edition, "plan", publish_at="morgen").status_code == 422
    assert "published by itself on" in text_of(step(client, edition, "plan", publish_at="2026-03-02T09:00"))
    edition.refresh_from_db()
    assert edition.publish_at is not None
    assert edition.publish_at.isoformat() == "2026-03-02T08:00:00+00:00"
    assert 'value="2026-03-02T09:00"' in client.get(f"/admin/figures/{edition.pk}/").content.decode()


def recategorised(complaint: Complaint) -> None:
    corrections.recategorise(
        complaint_id=complaint.pk, version=None, actor=SYSTEM, now=MORNING, category=Category.IT, reason="Anders."
    )


def test_what_changed_since_is_named_and_acknowledged() -> None:
    complaint, _other = store([row(date(2026, 1, 5)), row(date(2026, 1, 6))])
    edition = published()
    client, address = seer(), f"/admin/figures/{edition.pk}/verify/"
    assert "complaint by complaint" in text_of(client.get(address))
    recategorised(complaint)
    page = client.get(address)
    assert "can wait for the end of the year" in text_of(page)
    assert f"{complaint.reference} IT +; Processing time −" in text_of(page)
    refused = step(client, edition, "acknowledge", reference=complaint.reference, reason="")
    assert (refused.status_code, "Say why" in text_of(refused)) == (422, True)
    answer = step(client, edition, "acknowledge", reference=complaint.reference, reason="Anders ingedeeld.")
    assert "Everything that differs was acknowledged." in text_of(answer)
    assert EditionAcknowledgement.objects.get().reason == "Anders ingedeeld."
    assert "differs" in text_of(step(client, edition, "acknowledge", reference="", reason="Nog eens."))


def test_a_large_difference_asks_for_a_new_edition() -> None:
    store([row(date(2026, 1, 5)) for _each in range(6)])
    edition = published()
    Complaint.objects.update(category=Category.IT)
    page = desk_of(chris()).get(f"/admin/figures/{edition.pk}/verify/")
    assert "ask for a new edition now" in text_of(page)
    assert "/admin/work/" not in page.content.decode().split("new-head")[1].split("</table>")[0]


def test_figures_that_are_not_those_of_their_digest_are_an_alarm() -> None:
    store([row(date(2026, 1, 5))])
    edition = compiled()
    Edition.objects.filter(pk=edition.pk).update(sha256="0" * 64)
    publication.approve(month=JANUARY, actor=at_desk(dewi()), now=MORNING)
    publication.publish(month=JANUARY, actor=at_desk(dewi()), now=MORNING)
    assert "Call your administrator" in text_of(desk_of(chris()).get(f"/admin/figures/{edition.pk}/verify/"))


def test_what_is_not_published_is_not_compared() -> None:
    store([row(date(2026, 1, 5))])
    edition = compiled()
    page = desk_of(chris()).get(f"/admin/figures/{edition.pk}/verify/", follow=True)
    assert "No edition of 2026-01 is published." in text_of(page)


def test_the_list_says_which_months_no_longer_hold() -> None:
    JobRun.objects.create(
        job=publication.VERIFY, started_at=MORNING, ended_at=MORNING, counts={"editions": 3, "2025-11": 2}
    )
    assert "when it was last looked at: 2025-11" in text_of(desk_of(chris()).get("/admin/figures/"))


def test_a_handler_sees_no_cases_of_a_figure_and_no_comparison() -> None:
    store([row(date(2026, 1, 5))])
    edition = published()
    client = desk_of(anna())
    for place in ("cases/total/", "verify/"):
        assert client.get(f"/admin/figures/{edition.pk}/{place}").status_code == 403
    assert edition.status == EditionStatus.PUBLISHED


def test_an_edition_of_before_is_shown_by_what_it_knew() -> None:
    store([row(date(2026, 1, 5))])
    edition = compiled()
    record = {name: value for name, value in edition.figures.items() if name != "further"}
    Edition.objects.filter(pk=edition.pk).update(figures=record)
    page = desk_of(chris()).get(f"/admin/figures/{edition.pk}/")
    assert [group.name for group in page.context["groups"]] == ["received", "judged", "in-time"]
    assert list(page.context["matrix"]) == []
