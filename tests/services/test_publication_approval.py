"""Editions adopted, approved by another, published, corrected and verified."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from pytest_django import Settings

from complaints.access import Actor, NotAllowed
from complaints.figures.months import Month
from complaints.figures.proof import Check, Difference
from complaints.models import Complaint, Edition, Event
from complaints.queries.editions import figures_of, newest_published
from complaints.services import publication
from complaints.vocabulary import Category, EditionStatus, Role
from complaints.workflow import Refusal
from tests.months import may_2023, row, store
from tests.people import SYSTEM, anna, at_desk, chris, dewi, person

pytestmark = pytest.mark.django_db

MAY = Month(2023, 5)
#: In Amsterdam May ends between these two.
LAST_MINUTE = datetime(2023, 5, 31, 21, 59, tzinfo=UTC)
MIDNIGHT = datetime(2023, 5, 31, 22, tzinfo=UTC)
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


# Adopting, approving, publishing


def test_a_draft_of_a_job_is_adopted_approved_by_another_and_published() -> None:
    one_complaint()
    compiled_by(SYSTEM)
    publication.adopt(month=MAY, actor=at_desk(chris()), now=JUNE_2ND)
    publication.approve(month=MAY, actor=at_desk(dewi()), now=JUNE_5TH)
    publication.publish(month=MAY, actor=at_desk(dewi()), now=JUNE_5TH)
    edition = Edition.objects.get()
    assert edition.status == EditionStatus.PUBLISHED
    assert (edition.adopted_by, edition.adopted_at) == (chris(), JUNE_2ND)
    assert (edition.approved_by, edition.approved_at) == (dewi(), JUNE_5TH)
    assert (edition.published_by, edition.published_at) == (dewi(), JUNE_5TH)
    assert newest_published(MAY) == edition


def test_every_act_leaves_one_event_with_who_and_what() -> None:
    one_complaint()
    edition = published()
    events = Event.objects.filter(complaint=None).order_by("id")
    assert [(event.action, event.actor, event.changes["status"]) for event in events] == [
        ("edition.compile", chris(), [None, "adopted"]),
        ("edition.approve", dewi(), ["adopted", "approved"]),
        ("edition.publish", chris(), ["approved", "published"]),
    ]
    assert {tuple(event.changes["edition"]) for event in events} == {(None, "2023-05/1")}
    assert {event.changes["sha256"][1] for event in events} == {edition.sha256}


def test_adopting_leaves_an_event_and_so_does_compiling_anew() -> None:
    one_complaint()
    compiled_by(SYSTEM)
    publication.adopt(month=MAY, actor=at_desk(chris()), now=JUNE_2ND)
    compiled_by(SYSTEM)
    events = Event.objects.filter(complaint=None).order_by("id")
    assert [(event.action, event.changes["status"]) for event in events] == [
        ("edition.compile", [None, "draft"]),
        ("edition.adopt", ["draft", "adopted"]),
        ("edition.compile", ["adopted", "draft"]),
    ]


def test_the_approver_is_not_the_one_who_adopted() -> None:
    one_complaint()
    compiled_by(at_desk(chris()))
    with pytest.raises(publication.SamePerson, match="Chris Peters"):
        publication.approve(month=MAY, actor=at_desk(chris()), now=JUNE_5TH)


def test_a_draft_that_nobody_adopted_cannot_be_approved() -> None:
    one_complaint()
    compiled_by(SYSTEM)
    with pytest.raises(publication.NotAdopted):
        publication.approve(month=MAY, actor=at_desk(dewi()), now=JUNE_5TH)


def test_a_draft_is_adopted_once() -> None:
    one_complaint()
    compiled_by(at_desk(chris()))
    with pytest.raises(publication.AlreadyAdopted, match="Chris Peters"):
        publication.adopt(month=MAY, actor=at_desk(dewi()), now=JUNE_5TH)


def test_an_edition_is_approved_once() -> None:
    one_complaint()
    compiled_by(at_desk(chris()))
    publication.approve(month=MAY, actor=at_desk(dewi()), now=JUNE_5TH)
    third = person("karin", Role.PUBLISHER, first_name="Karin", last_name="Bos")
    with pytest.raises(publication.AlreadyApproved, match="Dewi Kartika"):
        publication.approve(month=MAY, actor=at_desk(third), now=JUNE_5TH)


def test_a_month_is_approved_after_its_last_day_and_not_on_it() -> None:
    one_complaint()
    compiled_by(at_desk(chris()), now=LAST_MINUTE)
    with pytest.raises(publication.FutureMonth, match="2023-05"):
        publication.approve(month=MAY, actor=at_desk(dewi()), now=LAST_MINUTE)
    compiled_by(at_desk(chris()), now=MIDNIGHT)
    publication.approve(month=MAY, actor=at_desk(dewi()), now=MIDNIGHT)


def test_figures_counted_before_the_month_had_ended_are_counted_again_first() -> None:
    one_complaint()
    compiled_by(at_desk(chris()), now=LAST_MINUTE)
    with pytest.raises(publication.CountedTooEarly, match="2023-05") as refusal:
        publication.approve(month=MAY, actor=at_desk(dewi()), now=JUNE_5TH)
    assert refusal.value.field == "month"
    assert Edition.objects.get().status == EditionStatus.ADOPTED


def test_figures_that_do_not_add_up_are_not_approved() -> None:
    one_complaint()
    edition = compiled_by(at_desk(chris())).edition
    edition.members.all().delete()
    with pytest.raises(publication.DoesNotAddUp, match=r"members\.received\.processing_time: 1 / 0") as refusal:
        publication.approve(month=MAY, actor=at_desk(dewi()), now=JUNE_5TH)
    assert refusal.value.checks == [
        Check("members.received.processing_time", 1, 0),
        Check("members.stock.open_at_end", 1, 0),
        Check("members.stock.received", 1, 0),
    ]


def test_what_is_not_approved_is_not_published() -> None:
    one_complaint()
    compiled_by(at_desk(chris()))
    with pytest.raises(publication.NotApproved):
        publication.publish(month=MAY, actor=at_desk(dewi()), now=JUNE_5TH)


def test_a_month_is_not_published_twice() -> None:
    one_complaint()
    published()
    with pytest.raises(publication.AlreadyPublished, match="2023-05"):
        publication.publish(month=MAY, actor=at_desk(chris()), now=JUNE_5TH)


@pytest.mark.parametrize("act", [publication.adopt, publication.approve, publication.publish])
def test_without_a_draft_there_is_nothing_to_act_on(act: object) -> None:
    with pytest.raises(publication.NoEdition, match="2023-05"):
        act(month=MAY, actor=at_desk(chris()), now=JUNE_5TH)  # type: ignore[operator]  # three services of one form


@pytest.mark.parametrize("act", [publication.adopt, publication.approve, publication.publish])
def test_only_a_publisher_acts_and_never_the_system_itself(act: object) -> None:
    one_complaint()
    compiled_by(SYSTEM)
    for actor in (SYSTEM, at_desk(anna())):
        with pytest.raises(NotAllowed):
            act(month=MAY, actor=actor, now=JUNE_5TH)  # type: ignore[operator]  # three services of one form


# Corrections


def test_a_correction_is_a_new_edition_with_its_reason_and_the_first_stays_as_it_was() -> None:
    complaint = one_complaint()
    first = published()
    recategorised(complaint, Category.IT)
    second = published(reason=CORRECTION)
    assert (second.number, second.reason) == (2, CORRECTION)
    assert newest_published(MAY) == second
    first.refresh_from_db()
    assert figures_of(first).received["processing_time"] == 1
    assert figures_of(second).received["it"] == 1
    assert Event.objects.filter(action="edition.publish", reason=CORRECTION).count() == 1


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE complaints_edition SET note = 'x'",
        "UPDATE complaints_edition SET status = 'draft', published_at = NULL",
        "DELETE FROM complaints_editionmember",
        "UPDATE complaints_editionmember SET weight = 2",
        "INSERT INTO complaints_editionmember (edition_id, cell, weight) SELECT id, 'it', 1 FROM complaints_edition",
    ],
)
def test_the_database_refuses_every_change_of_a_published_edition(change: str) -> None:
    one_complaint()
    published()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


# Verifying


def test_a_published_month_that_the_register_still_gives_is_verified() -> None:
    may_2023()
    published()
    verification = publication.verify(month=MAY)
    assert verification.holds is True
    assert verification.is_intact is True
    assert verification.differences == ()


def test_verifying_names_what_the_register_would_say_now() -> None:
    complaint = one_complaint()
    published()
    recategorised(complaint, Category.IT)
    verification = publication.verify(month=MAY)
    assert verification.holds is False
    assert verification.differences == (Difference("processing_time", 1, 0), Difference("it", 0, 1))


def test_verifying_counts_by_the_basis_of_the_edition_and_not_of_the_setting(settings: Settings) -> None:
    store([row(date(2023, 5, 3), complainants=4)])
    published()
    settings.COUNTING_BASIS = ((date(1, 1, 1), "complainants"),)
    assert publication.verify(month=MAY).holds is True


def test_figures_that_are_not_those_of_their_digest_are_found() -> None:
    one_complaint()
    edition = compiled_by(at_desk(chris())).edition
    Edition.objects.filter(pk=edition.pk).update(sha256="0" * 64)
    publication.approve(month=MAY, actor=at_desk(dewi()), now=JUNE_5TH)
    publication.publish(month=MAY, actor=at_desk(chris()), now=JUNE_5TH)
    verification = publication.verify(month=MAY)
    assert (verification.is_intact, verification.holds, verification.differences) == (False, False, ())


def test_what_is_not_published_cannot_be_verified() -> None:
    one_complaint()
    compiled_by(SYSTEM)
    with pytest.raises(publication.NoEdition, match="2023-05"):
        publication.verify(month=MAY)


def test_every_refusal_of_publication_has_a_code_of_its_own() -> None:
    refusals = [kind for kind in vars(publication).values() if isinstance(kind, type) and issubclass(kind, Refusal)]
    codes = [kind.code for kind in refusals if kind is not Refusal]
    assert len(codes) == len(set(codes)) == 16
    assert "refused" not in codes


def test_what_changed_in_the_register_since_it_was_compiled_is_not_approved() -> None:
    complaint = one_complaint()
    compiled_by(at_desk(chris()))
    recategorised(complaint, Category.IT)
    with pytest.raises(publication.ChangedSince) as caught:
        publication.approve(month=MAY, actor=at_desk(dewi()), now=JUNE_5TH)
    assert {difference.column for difference in caught.value.differences} == {"processing_time", "it"}
    compiled_by(at_desk(chris()))
    publication.approve(month=MAY, actor=at_desk(dewi()), now=JUNE_5TH)
    assert Edition.objects.get().status == EditionStatus.APPROVED
