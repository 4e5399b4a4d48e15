"""The note of a month, a check that is overruled, and the hour at which a month is published by itself."""

from datetime import UTC, date, datetime, timedelta

import pytest
from pytest_django import Settings

from complaints.access import NotAllowed
from complaints.figures.months import Month
from complaints.models import Edition, Event, JobRun, RoleGrant
from complaints.record.checking import Unusable
from complaints.record.editions import checks_of
from complaints.services import publication
from complaints.vocabulary import Category, EditionStatus
from tests.months import closed, row, store
from tests.people import SYSTEM, anna, at_desk, chris, dewi

pytestmark = pytest.mark.django_db

MAY = Month(2023, 5)
JUNE_5TH = datetime(2023, 6, 5, 10, tzinfo=UTC)
HOUR = datetime(2023, 6, 8, 7, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def drafted() -> Edition:
    store([row(date(2023, 5, 3))])
    return publication.compile_month(month=MAY, actor=at_desk(chris()), now=JUNE_5TH).edition


def approved(*, overrule_reason: str = "") -> Edition:
    return publication.approve(month=MAY, actor=at_desk(dewi()), now=JUNE_5TH, overrule_reason=overrule_reason)


def noted(note: str) -> Edition:
    return publication.annotate(month=MAY, actor=at_desk(chris()), now=JUNE_5TH, note=note)


# The note


def test_a_note_goes_with_the_month_and_stays_when_it_is_compiled_again() -> None:
    drafted()
    noted("  The web form was down for two days. ")
    publication.compile_month(month=MAY, actor=SYSTEM, now=JUNE_5TH)
    assert Edition.objects.get().note == "The web form was down for two days."
    assert Event.objects.filter(action="edition.annotate").count() == 1
    assert noted("").note == ""


def test_what_was_approved_takes_no_note_any_more() -> None:
    drafted()
    approved()
    with pytest.raises(publication.AlreadyApproved):
        noted("Te laat.")


@pytest.mark.parametrize("note", ["\x00", "x" * 2001])
def test_a_note_that_cannot_be_printed_or_is_too_long_is_refused(note: str) -> None:
    drafted()
    with pytest.raises(Unusable) as refusal:
        noted(note)
    assert refusal.value.field == "note"


def test_a_note_is_a_publishers() -> None:
    drafted()
    with pytest.raises(NotAllowed):
        publication.annotate(month=MAY, actor=at_desk(anna()), now=JUNE_5TH, note="")


# A check that fails


def test_a_check_that_fails_is_overruled_with_a_reason_that_is_kept() -> None:
    drafted().members.all().delete()
    with pytest.raises(publication.DoesNotAddUp) as refusal:
        approved(overrule_reason="  ")
    assert refusal.value.field == "overrule_reason"
    assert approved(overrule_reason=" The members are counted by hand. ").status == EditionStatus.APPROVED
    assert Edition.objects.get().overrule_reason == "The members are counted by hand."
    assert Event.objects.get(action="edition.approve").reason == "The members are counted by hand."


def test_a_reason_where_no_check_fails_is_not_published() -> None:
    drafted()
    assert approved(overrule_reason="Voor de zekerheid.").overrule_reason == ""


def test_a_figure_that_jumps_must_be_explained() -> None:
    months = Month(2023, 3).through(Month(2024, 2))
    store([row(month.first_day, category=Category.IT) for month in months for _each in range(5)])
    for month in months:
        moment = datetime(month.next.year, month.next.number, 6, 10, tzinfo=UTC)
        publication.compile_month(month=month, actor=at_desk(chris()), now=moment)
        publication.approve(month=month, actor=at_desk(dewi()), now=moment)
        publication.publish(month=month, actor=at_desk(dewi()), now=moment)
    march, april_4th = Month(2024, 3), datetime(2024, 4, 4, 10, tzinfo=UTC)
    store([row(march.first_day, category=Category.IT) for _each in range(40)])
    draft = publication.compile_month(month=march, actor=at_desk(chris()), now=april_4th)
    failing = [(check.name, check.stated, check.found) for check in draft.checks if not check.holds]
    assert failing == [("jump.it", 5, 40), ("jump.total", 5, 40)]
    with pytest.raises(publication.DoesNotAddUp, match=r"jump\.it: 5 / 40"):
        publication.approve(month=march, actor=at_desk(dewi()), now=april_4th)
    reason = "A failure of the portal."
    publication.approve(month=march, actor=at_desk(dewi()), now=april_4th, overrule_reason=reason)


# The hour


def test_what_was_approved_is_published_at_its_hour_in_the_name_of_who_set_it() -> None:
    drafted()
    approved()
    publication.plan(month=MAY, actor=at_desk(dewi()), now=JUNE_5TH, publish_at=HOUR)
    assert publication.publish_planned(now=HOUR - SECOND)["published"] == 0
    assert publication.publish_planned(now=HOUR)["published"] == 1
    assert publication.publish_planned(now=HOUR)["published"] == 0
    edition = Edition.objects.get()
    assert (edition.status, edition.published_by, edition.published_at) == (EditionStatus.PUBLISHED, dewi(), HOUR)
    runs = JobRun.objects.order_by("id").values_list("counts", flat=True)
    assert [counts["published"] for counts in runs] == [0, 1, 0]


def test_a_night_without_a_worker_is_made_good() -> None:
    drafted()
    approved()
    publication.plan(month=MAY, actor=at_desk(dewi()), now=JUNE_5TH, publish_at=HOUR)
    assert publication.publish_planned(now=HOUR + timedelta(days=1))["published"] == 1


def test_an_hour_can_be_taken_back() -> None:
    drafted()
    approved()
    publication.plan(month=MAY, actor=at_desk(dewi()), now=JUNE_5TH, publish_at=HOUR)
    publication.plan(month=MAY, actor=at_desk(chris()), now=JUNE_5TH, publish_at=None)
    assert publication.publish_planned(now=HOUR)["published"] == 0
    assert (Edition.objects.get().publish_at, Edition.objects.get().planned_by) == (None, None)


def test_who_is_no_publisher_any_more_publishes_nothing_by_an_hour() -> None:
    drafted()
    approved()
    publication.plan(month=MAY, actor=at_desk(dewi()), now=JUNE_5TH, publish_at=HOUR)
    RoleGrant.objects.filter(user=dewi()).delete()
    assert publication.publish_planned(now=HOUR)["published"] == 0
    assert Edition.objects.get().status == EditionStatus.APPROVED
    assert JobRun.objects.get().counts == {"published": 0, "refused": 1}


def test_only_what_was_approved_has_an_hour() -> None:
    drafted()
    with pytest.raises(publication.NotApproved):
        publication.plan(month=MAY, actor=at_desk(dewi()), now=JUNE_5TH, publish_at=HOUR)


@pytest.mark.parametrize("hour", [JUNE_5TH, JUNE_5TH - SECOND, JUNE_5TH + timedelta(days=367)])
def test_the_hour_is_to_come_and_within_a_year(hour: datetime) -> None:
    drafted()
    approved()
    with pytest.raises(publication.HourPassed) as refusal:
        publication.plan(month=MAY, actor=at_desk(dewi()), now=JUNE_5TH, publish_at=hour)
    assert refusal.value.field == "publish_at"


# Small numbers


def test_small_numbers_are_hidden_from_the_figures_and_not_from_the_members(settings: Settings) -> None:
    settings.SMALLEST_PUBLISHED = 5
    store([row(date(2023, 5, 3), category=Category.IT) for _each in range(9)])
    store([row(date(2023, 5, 3), category=Category.POLICY) for _each in range(2)])
    draft = publication.compile_month(month=MAY, actor=at_desk(chris()), now=JUNE_5TH)
    assert [draft.figures.received[name] for name in ("it", "policy")] == [None, None]
    assert draft.edition.members.filter(cell="received.policy").count() == 2
    assert [check.name for check in draft.checks if not check.holds] == []
    assert "cells_equal_total" in [check.name for check in draft.checks]
    approved()
    edition = publication.publish(month=MAY, actor=at_desk(dewi()), now=JUNE_5TH)
    assert edition.figures["below"] == 5
    settings.SMALLEST_PUBLISHED = 0
    assert publication.verify(month=MAY).holds
    assert {check.name for check in checks_of(edition)} >= {"members"}


# F26


def test_a_late_correction_leaves_what_was_published_and_is_a_new_edition_with_its_reason() -> None:
    (late,) = store([closed(date(2023, 5, 3), date(2023, 5, 9))])
    publication.compile_month(month=MAY, actor=at_desk(chris()), now=JUNE_5TH)
    approved()
    first = publication.publish(month=MAY, actor=at_desk(dewi()), now=JUNE_5TH)
    frozen = (first.sha256, dict(first.figures), list(first.members.order_by("id").values_list()))
    type(late).objects.filter(pk=late.pk).update(category=Category.IT)
    publication.compile_month(month=MAY, actor=at_desk(chris()), now=HOUR, reason="Een klacht stond verkeerd.")
    publication.approve(month=MAY, actor=at_desk(dewi()), now=HOUR)
    second = publication.publish(month=MAY, actor=at_desk(dewi()), now=HOUR)
    first.refresh_from_db()
    assert (first.sha256, first.figures, list(first.members.order_by("id").values_list())) == frozen
    assert (second.number, second.reason) == (2, "Een klacht stond verkeerd.")
    assert second.sha256 != first.sha256
    assert publication.verify(month=MAY).holds
