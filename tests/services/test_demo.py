"""The generator of the demonstration: its numbers, its people and its present, without a database."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Final

import pytest

from complaints import law
from complaints.figures.history import read
from complaints.figures.months import Month
from complaints.queries.editions import dated_basis
from complaints.services.demo import plan, seeding, texts
from complaints.services.demo.cast import COLLEAGUES, LEFT, UNITS
from complaints.services.demo.plan import Case, Judging
from complaints.services.demo.stories import (
    Acknowledged,
    Answered,
    Assigned,
    Closed,
    Consented,
    Deed,
    Ended,
    Extended,
    Judged,
    Noted,
    Reopened,
    Story,
    TakenUp,
    Voided,
)
from complaints.vocabulary import Category, CountingBasis, OtherReason, Procedure, Role, Verdict

#: A Monday in June, far from the long weekends.
TODAY: Final = date(2026, 6, 15)
PUBLISHED: Final = (Path(seeding.__file__).resolve().parents[2] / "data" / "ind_published.csv").read_bytes()
MAY: Final = Month(2023, 5)
#: Around Christmas, Easter and a Sunday: days on which little is a working day.
AWKWARD: Final = (date(2024, 1, 2), date(2025, 4, 21), date(2026, 12, 27), date(2027, 1, 1), date(2026, 5, 5))
#: People and bodies of the real world that invented ones must not be taken for.
REAL: Final = (
    *("Rutte", "Schoof", "Broekers", "van der Burg", "Harbers", "Dijkhoff", "Teeven", "Faber", "Keijzer"),
    *("Brekelmans", "Yeşilgöz", "van Zutphen", "Wilders", "Timmermans", "Jetten", "Omtzigt", "Klaver"),
    *("IND", "COA", "DT&V", "Ter Apel", "Den Haag", "Rijswijk", "Zwolle", "Den Bosch", "Hoofddorp", "Amsterdam"),
)


@pytest.fixture(scope="module")
def stories() -> Sequence[Story]:
    return seeding.told(published=PUBLISHED, today=TODAY)


@pytest.fixture(scope="module")
def cases() -> Sequence[Case]:
    rows = read(PUBLISHED, basis=dated_basis())
    return plan.planned(seeding.chance("test"), rows, law.CALENDAR)


def present(stories: Sequence[Story]) -> list[Story]:
    return [story for story in stories if story.arrival.received_on > TODAY - timedelta(weeks=9)]


def is_open(story: Story) -> bool:
    ended = any(isinstance(deed, Answered | Closed | Ended | Voided) for deed in story.deeds)
    return not ended


def has(story: Story, kind: type[Deed]) -> bool:
    return any(isinstance(deed, kind) for deed in story.deeds)


def last_day(story: Story) -> date:
    arrival = story.arrival
    return law.handling_term(
        arrival.received_on,
        procedure=law.Procedure(arrival.procedure),
        extensions=[law.Extension(deed.weeks, deed.on) for deed in story.deeds if isinstance(deed, Extended)],
        consents=[law.Consent(deed.until, deed.on) for deed in story.deeds if isinstance(deed, Consented)],
    ).last_day


# The numbers.


def test_where_the_published_row_does_not_add_up_bejegening_takes_the_difference() -> None:
    may = next(row for row in read(PUBLISHED, basis=dated_basis()) if row.month == MAY)
    assert may.received["treatment"] == 56
    assert plan.cells(may)[Category.TREATMENT] == 6
    assert sum(plan.cells(may).values()) == may.total == 516


def test_every_month_receives_the_published_cells_by_its_own_basis(cases: Sequence[Case]) -> None:
    for row in read(PUBLISHED, basis=dated_basis()):
        weighted = row.basis is CountingBasis.COMPLAINANTS
        received: Counter[Category] = Counter()
        for case in cases:
            if case.month == row.month:
                received[case.category] += case.complainants if weighted else 1
        assert received == Counter(plan.cells(row)), row.month


def test_may_2023_judges_as_published(cases: Sequence[Case]) -> None:
    ended = [case for case in cases if not case.is_intervention and Month.of(case.closes_on) == MAY]
    verdicts = Counter(case.verdict for case in ended)
    assert verdicts == {Verdict.JUSTIFIED: 290, Verdict.UNJUSTIFIED: 146, Verdict.OTHER: 29}
    assert round(sum(not case.is_late for case in ended) / len(ended) * 100) == 79
    days = sum((case.closes_on - case.received_on).days for case in ended) / len(ended)
    assert 24.5 <= days < 31.5
    reasons = Counter(case.why for case in ended if case.why)
    assert len(reasons) == 5
    assert sum(reasons.values()) == 29


def test_every_complaint_of_the_past_ends_on_a_working_day_after_it_was_entered(cases: Sequence[Case]) -> None:
    complaints = [case for case in cases if not case.is_intervention]
    assert not any(law.CALENDAR.is_rest_day(case.closes_on) for case in cases)
    assert all(case.entered_on < case.closes_on for case in complaints)
    assert max(case.closes_on for case in complaints) < seeding.FIRST_TODAY
    assert all(case.verdict is not None for case in complaints)


def test_the_months_before_may_judge_what_was_planned_too(cases: Sequence[Case]) -> None:
    ended = Counter(Month.of(case.closes_on) for case in cases if not case.is_intervention)
    for month, judging in plan.JUDGED.items():
        assert ended[month] == judging.judged, month
        assert isinstance(judging, Judging)


# The people and their words.


def test_the_same_day_tells_the_same_stories_and_another_seed_tells_others(stories: Sequence[Story]) -> None:
    assert repr(seeding.told(published=PUBLISHED, today=TODAY)) == repr(stories)
    assert repr(seeding.told(published=PUBLISHED, today=TODAY, seed="other")) != repr(stories)


def test_nobody_and_no_place_is_real(stories: Sequence[Story]) -> None:
    names = {party.name for story in stories for party in story.arrival.parties}
    officers = {story.arrival.asked.officer for story in stories if story.arrival.asked}
    staff = {f"{each.first_name} {each.last_name}" for each in COLLEAGUES}
    said = " ".join([*names, *officers, *staff, *UNITS.values(), *(story.arrival.description for story in stories)])
    words = f" {said} ".replace(",", " ").replace(".", " ")
    assert [name for name in REAL if f" {name} " in words] == []


def test_addresses_and_numbers_are_none_that_are_given_out(stories: Sequence[Story]) -> None:
    parties = [party for story in stories for party in story.arrival.parties]
    assert {party.address[-30:].split("\n")[-1].split(" ")[1] for party in parties if party.address} <= {
        "SA",
        "SD",
        "SS",
    }
    assert all(party.v_number.startswith("0000") and len(party.v_number) == 10 for party in parties if party.v_number)
    assert all(party.email.endswith("@post.example") for party in parties if party.email)
    assert all(party.phone.startswith("06-0") for party in parties if party.phone)
    assert all(party.email for party in parties if party.email_agreed_on)


def test_what_people_write_reads_as_a_letter_and_leaves_no_gap(stories: Sequence[Story]) -> None:
    written = [story.arrival.description for story in stories]
    assert not any("{" in text or "}" in text for text in written)
    assert 450 < sum(map(len, written)) / len(written) < 700
    assert len(set(written)) > len(written) * 0.9


def test_answers_leave_no_gap_either(stories: Sequence[Story]) -> None:
    answers = [deed for story in stories for deed in story.deeds if isinstance(deed, Judged)]
    assert all("{" not in answer.findings + answer.judgment + answer.conclusions for answer in answers)
    assert all(bool(answer.conclusions) == (answer.verdict == Verdict.JUSTIFIED) for answer in answers)


def test_every_category_has_its_own_words() -> None:
    for category in Category:
        for slot in ("opening", "fact", "effect", "request"):
            assert len(texts.texts()[category.value][slot]) >= 3


def test_every_unit_has_a_coordinator_and_handlers_and_the_figures_have_two_people() -> None:
    coordinated = {each.unit for each in COLLEAGUES if each.role is Role.COORDINATOR}
    assert coordinated == set(UNITS)
    assert sum(each.role is Role.HANDLER and each.is_active for each in COLLEAGUES) >= 2
    assert sum(each.role is Role.PUBLISHER for each in COLLEAGUES) == 2
    assert {Role.LIAISON, Role.AUDITOR, Role.ADMINISTRATOR} <= {each.role for each in COLLEAGUES}


# The deeds.


def test_deeds_come_one_after_the_other_in_office_hours_or_soon_after(stories: Sequence[Story]) -> None:
    for story in stories:
        moments = [story.registered_at, *(deed.at for deed in story.deeds)]
        assert moments == sorted(set(moments))
        if story.arrival.received_at:
            assert story.arrival.received_at < story.registered_at
        local = [moment.astimezone(law.AMSTERDAM) for moment in moments]
        assert all(8 <= moment.hour < 20 for moment in local)
        assert not any(law.CALENDAR.is_rest_day(moment.date()) for moment in local)


def test_the_past_knows_every_turn_that_a_complaint_can_take(stories: Sequence[Story]) -> None:
    past = [story for story in stories if story.arrival.received_on < date(2023, 6, 1)]
    assert 20 < sum(has(story, Voided) for story in past) < 100
    assert sum(has(story, Reopened) for story in past) >= 5
    assert sum(story.arrival.repeats is not None for story in past) >= 20
    assert sum(story.arrival.procedure == Procedure.COMMITTEE for story in past) >= 20
    assert sum(has(story, Extended) for story in past) > 300
    assert sum(has(story, Consented) for story in past) > 40
    assert any(deed.by == LEFT for story in past for deed in story.deeds)
    assert {deed.why for story in past for deed in story.deeds if isinstance(deed, Ended)} == {
        *(OtherReason.WITHDRAWN, OtherReason.FORWARDED, OtherReason.DECLINED, OtherReason.SETTLED)
    }


# The present.


def test_there_is_work_of_every_kind_today(stories: Sequence[Story]) -> None:
    open_now = [story for story in present(stories) if is_open(story)]
    assert 200 <= len(open_now) <= 300
    ours = [story for story in open_now if story.arrival.category is not Category.OMBUDSMAN]
    left = [(last_day(story) - TODAY).days for story in ours]
    assert sum(days < 0 for days in left) >= 12
    assert left.count(0) >= 5
    assert sum(1 <= days <= 7 for days in left) >= 20
    assert sum(not has(story, Assigned) for story in ours) >= 30
    assert sum(has(story, Assigned) and not has(story, TakenUp) for story in ours) >= 20
    assert sum(has(story, Judged) for story in ours) >= 12
    assert sum(has(story, Extended) for story in ours) >= 20
    assert sum(has(story, Consented) for story in ours) == 6
    assert sum(story.arrival.procedure == Procedure.COMMITTEE for story in ours) == 8
    assert sum(story.arrival.repeats is not None for story in ours) == 5
    assert sum(len(story.arrival.parts) > 1 for story in ours) >= 8
    assert (
        sum(
            any(len(party.name) > 50 and party.role == "complainant" for party in story.arrival.parties)
            for story in ours
        )
        == 4
    )
    assert sum(not has(story, Acknowledged) for story in ours) >= 5
    assert sum(has(story, Noted) for story in open_now) >= 20


def test_the_ombudsman_waits_for_answers_before_today_and_after(stories: Sequence[Story]) -> None:
    asked = [story.arrival.asked for story in present(stories) if story.arrival.asked and is_open(story)]
    days = sorted((law.local_day(each.answer_by) - TODAY).days for each in asked)
    assert days == [-1, 0, 0, 3, 3, 3, 12, 12, 12, 12]


def test_nobody_who_left_handles_what_is_open(stories: Sequence[Story]) -> None:
    assert not any(deed.by == LEFT for story in present(stories) for deed in story.deeds)


@pytest.mark.parametrize("today", AWKWARD)
def test_nothing_lies_in_the_future_on_whichever_day_it_is_made(today: date) -> None:
    stories = seeding.told(published=PUBLISHED, today=today)
    latest = [max([story.registered_at, *(deed.at for deed in story.deeds)]) for story in stories]
    assert law.local_day(max(latest)) < today
    assert max(story.arrival.received_on for story in stories) < today
    assert 200 <= sum(is_open(story) for story in stories) <= 300


def test_a_day_in_the_generated_past_is_refused() -> None:
    with pytest.raises(seeding.TooEarly):
        seeding.told(published=PUBLISHED, today=date(2023, 10, 31))
