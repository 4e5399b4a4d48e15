"""Any register gives the figures that plain Python counts over its exported rows; everything adds up."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoDbBlocker

from complaints.figures.months import Month
from complaints.figures.proof import as_record
from complaints.models import Complaint
from complaints.queries.register_file import COLUMNS, every_row
from complaints.services import closing, corrections, publication, terms
from complaints.vocabulary import Category, DeclineGround, Method, OtherReason, ProcedureKind
from tests.figures_by_hand import CATEGORIES, ByHand, Turn
from tests.people import SYSTEM
from tests.register_files import take
from tests.register_yard import csv_of

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NOW = datetime(2023, 12, 1, 9, tzinfo=UTC)
MONTHS = [Month(2023, number) for number in range(1, 8)]
_NUMBERS = count(1)

#: Receipts around midnight and the ends of months, the night of summer time among them.
RECEIPTS = st.builds(
    lambda day, hour, minute: datetime(day.year, day.month, day.day, hour, minute, tzinfo=AMSTERDAM),
    st.one_of(
        st.dates(date(2023, 1, 20), date(2023, 4, 12)),
        st.sampled_from([date(2023, 1, 31), date(2023, 2, 1), date(2023, 2, 28), date(2023, 3, 1), date(2023, 3, 31)]),
    ),
    st.sampled_from([0, 12, 23]),
    st.sampled_from([0, 29, 59]),
)
STEPS = ["recategorised", "turned", "turned", "voided", "corrected"]
OUTCOMES = st.sampled_from(["justified", "partly", "unjustified", *OtherReason.values])


@dataclass
class Story:
    """What a register row says, and what happened to it afterwards: each with its day."""

    row: dict[str, str]
    later: list[tuple[str, date]] = field(default_factory=list)


@st.composite
def stories(draw: Any) -> Story:
    """Draw one complaint or intervention."""
    received_at: datetime = draw(RECEIPTS)
    day = received_at.date()
    category = draw(st.sampled_from(CATEGORIES))
    row = {
        "reference": f"H-{next(_NUMBERS):07}",
        "received_at": received_at.isoformat(),
        "category": category,
        "complainants": str(draw(st.integers(1, 4))),
        "procedure_kind": draw(st.sampled_from(["", *ProcedureKind.values])),
    }
    if category == Category.OMBUDSMAN:
        if draw(st.booleans()):
            row["closed_at"] = str(day + timedelta(days=draw(st.integers(0, 40))))
        return Story(row)
    row["procedure"] = draw(st.sampled_from(["ordinary", "ordinary", "committee"]))
    ends_on = day + timedelta(days=draw(st.one_of(st.integers(0, 110), st.sampled_from([28, 29, 42, 43, 70, 71]))))
    _delay(draw, row, day, ends_on)
    if draw(st.booleans()) or draw(st.booleans()):
        _end(draw, row, ends_on)
    return Story(row, _later(draw, row, day, ends_on))


def _delay(draw: Any, row: dict[str, str], day: date, ends_on: date) -> None:
    if draw(st.booleans()):
        told = day + timedelta(days=draw(st.integers(0, (ends_on - day).days)))
        row |= {"extension_weeks": str(draw(st.integers(1, 4))), "extended_on": str(told)}
    if draw(st.integers(0, 3)) == 0:
        row["consent_until"] = str(day + timedelta(days=draw(st.integers(1, 130))))
        if draw(st.booleans()):
            row["consent_on"] = str(day + timedelta(days=draw(st.integers(0, (ends_on - day).days))))


def _end(draw: Any, row: dict[str, str], ends_on: date) -> None:
    outcome = draw(OUTCOMES)
    row["closed_at"] = str(ends_on)
    if outcome in OtherReason.values:
        row |= {"verdict": "other", "other_reason": outcome}
        if outcome == OtherReason.DECLINED:
            row["decline_ground"] = draw(st.sampled_from(["", *DeclineGround.values]))
        if outcome == OtherReason.FORWARDED:
            row["forwarded_to"] = "Gemeente Dorp"
    else:
        row |= {"verdict": outcome.replace("partly", "justified"), "partly": "yes" if outcome == "partly" else ""}


def _later(draw: Any, row: dict[str, str], day: date, ends_on: date) -> list[tuple[str, date]]:
    """Draw what happened afterwards, in order."""
    found: list[tuple[str, date]] = []
    at = ends_on
    for step in draw(
        st.lists(st.sampled_from(["recategorised", "turned", "turned", "voided", "corrected"]), max_size=4)
    ):
        at += timedelta(days=draw(st.sampled_from([0, 1, 3, 20])))
        if step == "corrected" and (row.get("extension_weeks") or row.get("consent_until")):
            continue
        found.append((step, at))
        if step == "voided":
            break
    return found


def lived(story: Story, original: str) -> list[Turn]:
    """Let the later acts happen; what closed, reopened or voided it, in order."""
    reference = story.row["reference"]
    complaint = Complaint.objects.get(reference=reference)
    turns = [Turn(reference, "closed", complaint.closed_on)] if complaint.closed_on else []
    for step, day in story.later:
        complaint.refresh_from_db()
        noon = datetime(day.year, day.month, day.day, 12, tzinfo=AMSTERDAM)
        act: dict[str, Any] = {"complaint_id": complaint.pk, "version": None, "actor": SYSTEM, "now": noon}
        if step == "recategorised":
            corrections.recategorise(**act, category=Category.IT, reason="Anders.")
        elif step == "voided":
            corrections.void(**act, reason="Dubbel.", duplicate_of=original)
            turns.append(Turn(reference, "voided", day))
        elif step == "corrected":
            earlier = complaint.received_on - timedelta(days=1)
            terms.correct_receipt(**act, received_at=None, received_on=earlier, reason="Poststempel.")
        elif complaint.is_open:
            closing.withdraw(**act, withdrawn_on=day, method=Method.LETTER)
            turns.append(Turn(reference, "closed", day))
        else:
            corrections.reopen(**act, reason="Toch niet goed.", reopened_on=day)
            turns.append(Turn(reference, "reopened", day))
    return turns


def compare(register: Sequence[Story]) -> None:
    """Import it, let it live, export it; count each month by the product and by hand."""
    original = {"reference": f"O-{next(_NUMBERS):07}", "received_at": "2022-06-01", "category": "other"}
    before = {**original, "reference": f"D-{next(_NUMBERS):07}", "duplicate_of": original["reference"]}
    counts, rejected = take(csv_of(original, before, *(story.row for story in register)), now=NOW)
    assert (counts.created, rejected) == (len(register) + 2, [])
    turns = [turn for story in register for turn in lived(story, original["reference"])]
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in every_row(None)]
    for month in MONTHS:
        by_hand = ByHand(month.first_day, rows, turns)
        draft = publication.compile_month(month=month, actor=SYSTEM, now=NOW) if _has_data(by_hand) else None
        if draft is None:
            continue
        record, table = as_record(draft.figures), by_hand.table()
        found = {**record, **record["received"]}
        assert {name: found[name] for name in table} == table
        assert {name: number for name, number in record["other_reasons"].items() if number} == by_hand.reasons()
        assert record["partly_justified"] == by_hand.partly()
        beside = draft.figures.further
        assert beside is not None
        assert {name: number for name, number in beside.cells.items() if number} == by_hand.beside()
        assert beside.median_days == _median(by_hand.days)
        assert [check for check in draft.checks if not check.holds] == []
        shares = (record["justified_pct"], record["unjustified_pct"], record["other_outcome_pct"])
        assert sum(share for share in shares if share is not None) == (100 if by_hand.judged else 0)


def _has_data(by_hand: ByHand) -> bool:
    return bool(by_hand.received or by_hand.judged)


def _median(days: Sequence[int]) -> Any:
    return (days[(len(days) - 1) // 2] + days[len(days) // 2]) / 2 if days else None


@pytest.fixture
def _in_a_transaction_of_its_own(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Every register rolls itself back, so nothing is left."""
    with django_db_blocker.unblock():
        yield


SOME = settings(
    derandomize=True,
    phases=(Phase.explicit, Phase.generate),
    max_examples=25,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.usefixtures("_in_a_transaction_of_its_own")
@SOME
@given(st.lists(stories(), min_size=1, max_size=12))
def test_any_register_gives_what_plain_python_counts(register: list[Story]) -> None:
    with transaction.atomic():
        compare(register)
        transaction.set_rollback(True)
