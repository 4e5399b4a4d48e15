"""What was published against the register: which complaints differ, what was acknowledged, what is new."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from complaints.access import NotAllowed
from complaints.figures.months import Month
from complaints.figures.proof import digest, from_record
from complaints.models import Complaint, Edition, EditionAcknowledgement, EditionMember, Event, JobRun
from complaints.queries.editions import figures_of
from complaints.record.checking import Unusable
from complaints.services import corrections, publication
from complaints.vocabulary import Category, EditionStatus
from tests.months import closed, row, store
from tests.people import SYSTEM, anna, at_desk, chris, dewi

pytestmark = pytest.mark.django_db

MAY = Month(2023, 5)
JUNE_5TH = datetime(2023, 6, 5, 10, tzinfo=UTC)
JULY_3RD = datetime(2023, 7, 3, 10, tzinfo=UTC)
REASON = "The complainant turned out to mean something else."


def published(month: Month = MAY, now: datetime = JUNE_5TH) -> Edition:
    publication.compile_month(month=month, actor=at_desk(chris()), now=now, reason="Opnieuw geteld.")
    publication.approve(month=month, actor=at_desk(dewi()), now=now)
    return publication.publish(month=month, actor=at_desk(chris()), now=now)


def recategorised(complaint: Complaint, category: Category = Category.IT) -> None:
    corrections.recategorise(
        complaint_id=complaint.pk, version=None, actor=SYSTEM, now=JULY_3RD, category=category, reason="Anders."
    )


def acknowledged(reference: str = "", reason: str = REASON) -> None:
    publication.acknowledge(month=MAY, reference=reference, actor=at_desk(chris()), now=JULY_3RD, reason=reason)


def test_what_nothing_changed_of_holds() -> None:
    store([row(date(2023, 5, 3)), closed(date(2023, 4, 3), date(2023, 5, 9))])
    published()
    verification = publication.verify(month=MAY)
    assert (verification.differences, verification.changes, verification.holds) == ((), [], True)


def test_the_complaint_that_causes_a_difference_is_named_with_its_cells() -> None:
    complaint, _other = store([closed(date(2023, 5, 3), date(2023, 5, 9)), row(date(2023, 5, 3))])
    published()
    recategorised(complaint)
    (change,) = publication.verify(month=MAY).new
    assert change.reference == complaint.reference
    assert change.cells == {
        "received.it": (None, (1, None)),
        "received.processing_time": ((1, None), None),
        "verdict.it.justified": (None, (1, None)),
        "verdict.processing_time.justified": ((1, None), None),
    }


def test_a_complaint_that_took_longer_than_was_published_is_named_though_no_cell_moves() -> None:
    (complaint,) = store([closed(date(2023, 5, 3), date(2023, 5, 9))])
    published()
    Complaint.objects.filter(pk=complaint.pk).update(received_on=date(2023, 5, 1))
    verification = publication.verify(month=MAY)
    assert [(each.column, each.before, each.after) for each in verification.differences] == [
        ("mean_days", Decimal("6.0"), Decimal("8.0")),
        ("median_days", Decimal("6.0"), Decimal("8.0")),
    ]
    assert [change.cells for change in verification.new] == [{"judged.justified": ((1, 6), (1, 8))}]


def test_what_was_acknowledged_is_reported_no_more_and_what_is_new_is() -> None:
    first, second = store([row(date(2023, 5, 3)), row(date(2023, 5, 4))])
    published()
    recategorised(first)
    acknowledged()
    assert publication.verify(month=MAY).holds
    recategorised(second)
    verification = publication.verify(month=MAY)
    assert [change.reference for change in verification.new] == [second.reference]
    assert len(verification.changes) == 2
    assert not verification.holds


def test_a_complaint_that_changes_again_is_reported_again() -> None:
    (complaint,) = store([row(date(2023, 5, 3))])
    published()
    recategorised(complaint)
    acknowledged(complaint.reference)
    recategorised(complaint, Category.SERVICE)
    assert [change.reference for change in publication.verify(month=MAY).new] == [complaint.reference]
    recategorised(complaint, Category.PROCESSING_TIME)
    assert publication.verify(month=MAY).changes == []


def test_acknowledging_leaves_who_when_why_and_an_event() -> None:
    (complaint,) = store([row(date(2023, 5, 3))])
    edition = published()
    recategorised(complaint)
    acknowledged(reason=f" {REASON} ")
    kept = EditionAcknowledgement.objects.get()
    assert (kept.edition, kept.complaint, kept.reason) == (edition, complaint, REASON)
    assert (kept.acknowledged_by, kept.acknowledged_at) == (chris(), JULY_3RD)
    event = Event.objects.get(action="edition.acknowledge")
    assert event.changes == {
        "edition": [None, "2023-05/1"],
        "complaints": [None, 1],
        "references": [None, [complaint.reference]],
    }
    assert event.reason == REASON


@pytest.mark.parametrize("reference", ["", "R-0"])
def test_nothing_that_differs_is_nothing_to_acknowledge(reference: str) -> None:
    (complaint,) = store([row(date(2023, 5, 3))])
    published()
    if reference:
        recategorised(complaint)
    with pytest.raises(publication.NoSuchChange) as refusal:
        acknowledged(reference)
    assert refusal.value.field == "reference"


def test_acknowledging_takes_a_reason_and_a_publisher() -> None:
    (complaint,) = store([row(date(2023, 5, 3))])
    published()
    recategorised(complaint)
    with pytest.raises(Unusable) as refusal:
        acknowledged(reason=" ")
    assert refusal.value.field == "reason"
    with pytest.raises(NotAllowed):
        publication.acknowledge(month=MAY, reference="", actor=at_desk(anna()), now=JULY_3RD, reason=REASON)


def test_figures_survive_the_destruction_of_the_cases_behind_them() -> None:
    gone, _stays = store(
        [
            closed(date(2023, 4, 3), date(2023, 5, 9), partly=True),
            closed(date(2023, 5, 3), date(2023, 5, 12)),
        ]
    )
    published()
    EditionMember.objects.filter(complaint=gone).update(complaint=None)
    Complaint.objects.filter(pk=gone.pk).update(received_on=date(2001, 1, 1), closed_on=date(2001, 2, 1))
    verification = publication.verify(month=MAY)
    assert (verification.differences, verification.changes, verification.holds) == ((), [], True)


def test_an_edition_of_before_is_compared_by_what_it_knew() -> None:
    (complaint,) = store([closed(date(2023, 4, 3), date(2023, 5, 9))])
    edition = published_as_before()
    assert figures_of(edition).further is None
    assert publication.verify(month=MAY).holds
    recategorised(complaint)
    assert publication.verify(month=MAY).holds
    Complaint.objects.filter(pk=complaint.pk).update(closed_on=date(2023, 6, 1))
    assert set(publication.verify(month=MAY).new[0].cells) == {"judged.justified", "within_six_weeks", "within_term"}


def published_as_before() -> Edition:
    """An edition as the first release made it: without what stands beside the table, and without days."""
    draft = publication.compile_month(month=MAY, actor=at_desk(chris()), now=JUNE_5TH)
    record = {name: value for name, value in draft.edition.figures.items() if name != "further"}
    draft.edition.members.all().delete()
    judged = Complaint.objects.get()
    EditionMember.objects.bulk_create(
        EditionMember(edition=draft.edition, cell=cell, complaint=judged)
        for cell in ("judged.justified", "within_six_weeks", "within_term")
    )
    signed = {"status": EditionStatus.APPROVED, "approved_by": dewi(), "approved_at": JUNE_5TH}
    digested = digest(from_record(record))
    Edition.objects.filter(pk=draft.edition.pk).update(figures=record, sha256=digested, **signed)
    return publication.publish(month=MAY, actor=at_desk(chris()), now=JUNE_5TH)


# The monthly job


def test_the_monthly_job_tells_which_months_no_longer_hold_once_a_month() -> None:
    complaint, _other = store([row(date(2023, 5, 3)), row(date(2023, 4, 3))])
    published(Month(2023, 4)), published()
    recategorised(complaint)
    assert publication.verify_if_due(now=datetime(2023, 7, 1, 6, tzinfo=UTC)) == {}  # a Saturday
    assert publication.verify_if_due(now=JULY_3RD) == {"editions": 2, "2023-05": 1}
    runs = JobRun.objects.filter(job=publication.VERIFY).order_by("id")
    assert list(runs.values_list("counts", flat=True)) == [{}, {"editions": 2, "2023-05": 1}]
    assert publication.verify_if_due(now=JULY_3RD) == {}
    assert publication.verify_if_due(now=datetime(2023, 8, 1, 6, tzinfo=UTC)) == {"editions": 2, "2023-05": 1}


def test_the_monthly_job_looks_two_years_back_at_what_the_register_made() -> None:
    store([row(date(2021, 6, 3)), row(date(2021, 7, 3))])
    published(Month(2021, 6)), published(Month(2021, 7))
    Complaint.objects.update(category=Category.IT)
    assert publication.verify_if_due(now=JULY_3RD) == {"editions": 1, "2021-07": 1}
