"""A month's figures on their way to the page."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from complaints.access import Actor, NotAllowed
from complaints.figures.months import Month
from complaints.figures.proof import Check
from complaints.models import Complaint, Edition, EditionMember, Event
from complaints.queries.editions import figures_of
from complaints.services import publication
from complaints.vocabulary import Category, EditionStatus, OtherReason, Status, Verdict
from tests.months import closed, may_2023, row, store
from tests.people import SYSTEM, anna, at_desk, chris, dewi

pytestmark = pytest.mark.django_db

MAY = Month(2023, 5)
JUNE_2ND = datetime(2023, 6, 2, 10, tzinfo=UTC)
JUNE_5TH = datetime(2023, 6, 5, 10, tzinfo=UTC)
CORRECTION = "A complaint was counted under the wrong category."


def compiled_by(actor: Actor, *, month: Month = MAY, now: datetime = JUNE_2ND, reason: str = "") -> publication.Draft:
    return publication.compile_month(month=month, actor=actor, now=now, reason=reason)


def published(*, reason: str = "") -> Edition:
    """Compile by Chris, approve by Dewi, publish by Chris."""
    compiled_by(at_desk(chris()), reason=reason)
    publication.approve(month=MAY, actor=at_desk(dewi()), now=JUNE_5TH)
    return publication.publish(month=MAY, actor=at_desk(chris()), now=JUNE_5TH)


def one_complaint() -> Complaint:
    (complaint,) = store([row(date(2023, 5, 3))])
    return complaint


def recategorised(complaint: Complaint, category: Category) -> None:
    Complaint.objects.filter(pk=complaint.pk).update(category=category)


# Compiling


def test_may_2023_compiled_from_the_register_gives_the_published_figures() -> None:
    may_2023()
    draft = compiled_by(SYSTEM)
    assert draft.figures.columns() == {
        "month": "2023-05",
        "counting_basis": "complaints",
        "processing_time": 390,
        "service": 108,
        "treatment": 6,
        "ombudsman": 2,
        "policy": 5,
        "it": 4,
        "other": 1,
        "total": 516,
        "judged": 465,
        "justified": 290,
        "justified_pct": 62,
        "unjustified": 146,
        "unjustified_pct": 31,
        "other_outcome": 29,
        "other_outcome_pct": 7,
        "within_six_weeks": 367,
        "within_six_weeks_pct": 79,
        "within_term": 430,
        "within_term_pct": 92,
        "mean_days": Decimal("28.0"),
        "mean_weeks": 4,
    }
    assert draft.figures.partly_justified == 12
    assert draft.figures.other_reasons == {
        "withdrawn": 14,
        "forwarded": 6,
        "no_judgment": 5,
        "declined": 4,
        "settled": 0,
        "not_a_complaint": 0,
    }
    assert draft.checks == (
        Check("cells_equal_total", 516, 516),
        Check("verdicts_equal_judged", 465, 465),
        Check("percentages_equal_hundred", 100, 100),
        Check("categories_equal_judged", 465, 465),
        Check("kinds_equal_judged", 465, 465),
        Check("grounds_equal_declined", 4, 4),
        Check("stock_carries_over", 514, 514),
        Check("members", 4843, 4843),
    )


def test_the_draft_keeps_the_figures_and_the_complaints_behind_every_cell() -> None:
    received, judged, waived = store(
        [
            row(date(2023, 5, 31), category=Category.IT),
            closed(date(2023, 4, 3), date(2023, 5, 1), partly=True, lawful_last_day=date(2023, 4, 30)),
            closed(date(2023, 3, 1), date(2023, 5, 31), OtherReason.SETTLED),
        ]
    )
    edition = compiled_by(SYSTEM).edition
    edition.refresh_from_db()
    assert set(edition.members.values_list("cell", "complaint", "weight", "days")) == {
        ("received.it", received.pk, 1, None),
        ("judged.justified", judged.pk, 1, 28),
        ("partly_justified", judged.pk, 1, None),
        ("within_six_weeks", judged.pk, 1, None),
        ("judged.settled", waived.pk, 1, 91),
        ("verdict.processing_time.justified", judged.pk, 1, None),
        ("verdict.processing_time.other", waived.pk, 1, None),
        ("kind.unknown", judged.pk, 1, None),
        ("kind.unknown", waived.pk, 1, None),
        ("cohort.received", waived.pk, 1, None),
        ("stock.open_at_start", judged.pk, 1, None),
        ("stock.open_at_start", waived.pk, 1, None),
        ("stock.closed", judged.pk, 1, None),
        ("stock.closed", waived.pk, 1, None),
        ("stock.received", received.pk, 1, None),
        ("stock.open_at_end", received.pk, 1, None),
    }
    assert figures_of(edition).total == 1
    assert figures_of(edition).mean_days == Decimal("59.5")
    assert (edition.month, edition.number, edition.origin) == (date(2023, 5, 1), 1, "register")
    assert (edition.counting_basis, edition.compiled_at) == ("complaints", JUNE_2ND)


def test_a_month_holds_its_first_and_its_last_day_and_no_other() -> None:
    store(
        [
            closed(date(2023, 4, 30), date(2023, 4, 30)),
            closed(date(2023, 5, 1), date(2023, 5, 1)),
            closed(date(2023, 5, 31), date(2023, 5, 31)),
            closed(date(2023, 6, 1), date(2023, 6, 1)),
        ]
    )
    figures = compiled_by(SYSTEM).figures
    assert (figures.total, figures.judged) == (2, 2)


def test_in_time_is_on_the_last_day_and_not_the_day_after() -> None:
    term: dict[str, Any] = {"six_weeks_on": date(2023, 5, 10), "lawful_last_day": date(2023, 5, 20)}
    days = (date(2023, 5, 10), date(2023, 5, 11), date(2023, 5, 20), date(2023, 5, 21))
    store([closed(date(2023, 3, 29), day, **term) for day in days])
    figures = compiled_by(SYSTEM).figures
    assert (figures.within_six_weeks, figures.within_term) == (1, 3)


def test_void_registrations_count_nowhere_and_are_listed() -> None:
    one_complaint()
    store(
        [
            row(date(2023, 5, 4), status=Status.VOID, reference="V-2"),
            row(date(2023, 5, 5), status=Status.VOID, reference="V-1"),
        ]
    )
    store([row(date(2023, 4, 30), status=Status.VOID), row(date(2023, 6, 1), status=Status.VOID)])
    draft = compiled_by(SYSTEM)
    assert draft.figures.total == 1
    assert draft.void_references == ("V-1", "V-2")


def test_an_intervention_is_received_and_never_judged() -> None:
    store([row(date(2023, 5, 3), category=Category.OMBUDSMAN, status=Status.CLOSED, closed_on=date(2023, 5, 9))])
    figures = compiled_by(SYSTEM).figures
    assert (figures.received["ombudsman"], figures.total, figures.judged) == (1, 1, 0)


def test_before_march_2023_everything_is_weighted_by_the_number_of_complainants() -> None:
    store(
        [
            row(date(2023, 2, 28), category=Category.SERVICE, complainants=5),
            closed(date(2023, 2, 1), date(2023, 2, 11), complainants=3, partly=True),
            closed(date(2022, 12, 1), date(2023, 2, 9), Verdict.UNJUSTIFIED, complainants=1),
        ]
    )
    draft = compiled_by(SYSTEM, month=Month(2023, 2))
    figures = draft.figures
    assert figures.basis == "complainants"
    assert (figures.received["service"], figures.received["processing_time"], figures.total) == (5, 3, 8)
    assert (figures.judged, figures.justified, figures.unjustified, figures.partly_justified) == (4, 3, 1, 3)
    assert (figures.within_six_weeks, figures.within_term) == (3, 3)
    assert figures.mean_days == Decimal("25.0")  # (3 x 10 + 1 x 70) / 4
    assert all(check.holds for check in draft.checks)


def test_the_basis_of_a_figure_follows_the_month_of_the_figure() -> None:
    store([closed(date(2023, 2, 27), date(2023, 3, 2), complainants=4)])
    assert compiled_by(SYSTEM, month=Month(2023, 2)).figures.total == 4
    assert compiled_by(SYSTEM, month=Month(2023, 3)).figures.judged == 1


def test_what_a_job_compiled_is_nobodys() -> None:
    one_complaint()
    edition = compiled_by(SYSTEM).edition
    assert (edition.status, edition.adopted_by, edition.adopted_at) == (EditionStatus.DRAFT, None, None)


def test_who_compiles_adopts() -> None:
    one_complaint()
    edition = compiled_by(at_desk(chris())).edition
    assert (edition.status, edition.adopted_by, edition.adopted_at) == (EditionStatus.ADOPTED, chris(), JUNE_2ND)


def test_compiling_again_replaces_the_draft_while_the_register_changes() -> None:
    one_complaint()
    first = compiled_by(at_desk(chris())).edition
    store([row(date(2023, 5, 9), category=Category.IT)])
    second = compiled_by(SYSTEM, now=JUNE_5TH)
    assert second.figures.total == 2
    assert Edition.objects.get() == first == second.edition
    assert (second.edition.status, second.edition.adopted_by, second.edition.number) == (EditionStatus.DRAFT, None, 1)
    assert EditionMember.objects.filter(cell__startswith="received.").count() == 2
    assert figures_of(Edition.objects.get()).total == 2


def test_the_month_that_runs_may_be_compiled_and_the_next_not() -> None:
    one_complaint()
    midnight_in_amsterdam = datetime(2023, 5, 31, 22, tzinfo=UTC)
    assert compiled_by(SYSTEM, now=datetime(2023, 5, 1, tzinfo=UTC)).figures.total == 1
    with pytest.raises(publication.FutureMonth, match="2023-06"):
        compiled_by(SYSTEM, month=Month(2023, 6), now=datetime(2023, 5, 31, 21, 59, tzinfo=UTC))
    with pytest.raises(publication.WithoutData):
        compiled_by(SYSTEM, month=Month(2023, 6), now=midnight_in_amsterdam)


def test_a_month_without_data_is_refused_and_leaves_nothing() -> None:
    with pytest.raises(publication.WithoutData, match="2023-05") as refusal:
        compiled_by(SYSTEM)
    assert refusal.value.field == "month"
    assert not Edition.objects.exists()


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_correction_of_a_published_month_needs_a_reason(reason: str) -> None:
    one_complaint()
    published()
    with pytest.raises(publication.ReasonMissing) as refusal:
        compiled_by(SYSTEM, reason=reason)
    assert refusal.value.field == "reason"


def test_an_approved_edition_is_not_compiled_again() -> None:
    one_complaint()
    compiled_by(at_desk(chris()))
    publication.approve(month=MAY, actor=at_desk(dewi()), now=JUNE_5TH)
    with pytest.raises(publication.AlreadyApproved):
        compiled_by(SYSTEM)
    assert Edition.objects.get().status == EditionStatus.APPROVED


def test_who_is_no_publisher_compiles_nothing() -> None:
    one_complaint()
    with pytest.raises(NotAllowed) as refusal:
        compiled_by(at_desk(anna()))
    assert refusal.value.field == "by"


def test_a_very_long_reason_is_kept_whole_with_the_edition() -> None:
    one_complaint()
    edition = compiled_by(SYSTEM, reason=f"  {'x' * 900} ").edition
    assert edition.reason == "x" * 900
    assert Event.objects.get(action="edition.compile").reason == "x" * 500


# The monthly job


def test_the_monthly_job_compiles_a_month_once() -> None:
    one_complaint()
    draft = publication.compile_if_due(month=MAY, actor=SYSTEM, now=JUNE_2ND)
    assert draft is not None
    assert draft.edition.status == EditionStatus.DRAFT
    assert publication.compile_if_due(month=MAY, actor=SYSTEM, now=JUNE_5TH) is None
    assert Edition.objects.get().compiled_at == JUNE_2ND


def test_the_monthly_job_waits_for_the_first_working_day() -> None:
    store([row(date(2022, 12, 3))])
    december = Month(2022, 12)
    sunday, monday = datetime(2023, 1, 1, 12, tzinfo=UTC), datetime(2023, 1, 2, 6, tzinfo=UTC)
    assert publication.compile_if_due(month=december, actor=SYSTEM, now=sunday) is None
    assert not Edition.objects.exists()
    assert publication.compile_if_due(month=december, actor=SYSTEM, now=monday) is not None


def test_the_monthly_job_passes_over_a_month_without_data() -> None:
    assert publication.compile_if_due(month=MAY, actor=SYSTEM, now=JUNE_2ND) is None
    assert not Edition.objects.exists()
