"""A month counted once more in plain Python, from the rows of an exported register: nothing of the product takes part.

The export does not say what was reopened or declared void on which day; who made the register tells
that as ``turns``.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

Row = Mapping[str, str]
DAY = timedelta(days=1)
#: No working days of the first half of 2023, beside weekends; by hand from the almanac and the decree.
REST_2023 = {
    date(2023, 1, 1), date(2023, 4, 7), date(2023, 4, 10), date(2023, 4, 27), date(2023, 4, 28),
    date(2023, 5, 5), date(2023, 5, 18), date(2023, 5, 19), date(2023, 5, 29),
}  # fmt: skip
SINGLE_FROM = date(2023, 3, 1)


@dataclass(frozen=True)
class Turn:
    """A complaint that was closed, reopened or declared void on a day, in order."""

    reference: str
    kind: str
    day: date


@dataclass(frozen=True)
class ByHand:
    """A month: its first day and the first day after it, the rows and the turns."""

    first: date
    rows: Sequence[Row]
    turns: Sequence[Turn]

    @property
    def end(self) -> date:
        return (self.first + 31 * DAY).replace(day=1)

    def weight(self, row: Row) -> int:
        return 1 if self.first >= SINGLE_FROM else int(row["complainants"])

    def total(self, rows: Sequence[Row]) -> int:
        return sum(self.weight(row) for row in rows)

    def by(self, rows: Sequence[Row], key: Any) -> dict[str, int]:
        counted: Counter[str] = Counter()
        for row in rows:
            counted[key(row)] += self.weight(row)
        return dict(counted)

    @property
    def counted(self) -> list[Row]:
        return [row for row in self.rows if not row["duplicate_of"]]

    @property
    def received(self) -> list[Row]:
        return [row for row in self.counted if self.first <= received_on(row) < self.end]

    @property
    def judged(self) -> list[Row]:
        ended = [row for row in self.counted if row["closed_at"] and row["category"] != "ombudsman"]
        return [row for row in ended if self.first <= closed_on(row) < self.end]

    @property
    def days(self) -> list[int]:
        """Of what was judged, each as often as it counts, the quickest first."""
        return sorted(
            (closed_on(row) - received_on(row)).days for row in self.judged for _one in range(self.weight(row))
        )

    def table(self) -> dict[str, Any]:
        """The published row."""
        judged = self.judged
        count = self.total(judged)
        by_verdict = self.by(judged, lambda row: row["verdict"])
        verdicts = [by_verdict.get(verdict, 0) for verdict in ("justified", "unjustified", "other")]
        shares = remainder(verdicts) if count else (None, None, None)
        six = self.total([row for row in judged if closed_on(row) <= six_weeks(row)])
        term = self.total([row for row in judged if closed_on(row) <= lawful(row)])
        mean = Fraction(sum(self.days), count) if count else None
        return {
            **{name: self.by(self.received, lambda row: row["category"]).get(name, 0) for name in CATEGORIES},
            "total": self.total(self.received),
            "judged": count,
            "justified": verdicts[0],
            "justified_pct": shares[0],
            "unjustified": verdicts[1],
            "unjustified_pct": shares[1],
            "other_outcome": verdicts[2],
            "other_outcome_pct": shares[2],
            "within_six_weeks": six,
            "within_six_weeks_pct": half_up(Fraction(100 * six, count)) if count else None,
            "within_term": term,
            "within_term_pct": half_up(Fraction(100 * term, count)) if count else None,
            "mean_days": None if mean is None else f"{half_up(mean * 10) / 10:.1f}",
            "mean_weeks": None if mean is None else half_up(mean / 7),
        }

    def reasons(self) -> dict[str, int]:
        """Why there was no verdict."""
        return self.by([row for row in self.judged if row["other_reason"]], lambda row: row["other_reason"])

    def partly(self) -> int:
        """Justified in part."""
        return self.total([row for row in self.judged if row["partly"] == "yes"])

    def beside(self) -> dict[str, int]:
        """The cells beside the table that are not nothing."""
        judged = self.judged
        declined = [row for row in judged if row["other_reason"] == "declined"]
        cells = self.by(judged, lambda row: f"verdict.{row['category']}.{row['verdict']}")
        cells |= self.by(judged, lambda row: f"kind.{row['procedure_kind'] or 'unknown'}")
        cells |= self.by(declined, lambda row: f"ground.{row['decline_ground'] or 'unknown'}")
        cells |= self.cohort() | self.stock()
        return {name: number for name, number in cells.items() if number}

    def cohort(self) -> dict[str, int]:
        """What came in two months before."""
        end = (self.first - DAY).replace(day=1)
        first = (end - DAY).replace(day=1)
        came = [row for row in self.counted if first <= received_on(row) < end and row["category"] != "ombudsman"]
        ended = [row for row in came if row["closed_at"] and closed_on(row) < self.end]
        return {
            "cohort.received": self.total(came),
            "cohort.within_six_weeks": self.total([row for row in ended if closed_on(row) <= six_weeks(row)]),
            "cohort.within_term": self.total([row for row in ended if closed_on(row) <= lawful(row)]),
            "cohort.running": self.total([row for row in came if row not in ended and lawful(row) >= self.end]),
        }

    def stock(self) -> dict[str, int]:
        """Day by day what each complaint did."""
        cells: Counter[str] = Counter()
        for row in self.rows:
            if row["category"] == "ombudsman" or self.is_void_from_the_start(row):
                continue
            weight, came = self.weight(row), received_on(row)
            turns = [turn for turn in self.turns if turn.reference == row["reference"]]
            was_open, before = False, None
            for day, kind in [(came, "received"), *((turn.day, turn.kind) for turn in turns)]:
                if before is not None and before < self.first <= day and was_open:
                    cells["stock.open_at_start"] += weight
                opens = kind in ("received", "reopened")
                if self.first <= day < self.end and opens != was_open:
                    cells[f"stock.{'void' if kind == 'voided' else kind}"] += weight
                was_open, before = opens, day
            assert before is not None
            if was_open and before < self.first:
                cells["stock.open_at_start"] += weight
            if self.is_open_at_end(came, turns):
                cells["stock.open_at_end"] += weight
                cells["over_term"] += weight if lawful(row) < self.end else 0
        return dict(cells)

    def is_open_at_end(self, came: date, turns: Sequence[Turn]) -> bool:
        done = [turn.kind for turn in turns if turn.day < self.end]
        return came < self.end and (not done or done[-1] == "reopened")

    def is_void_from_the_start(self, row: Row) -> bool:
        turned = any(turn.reference == row["reference"] for turn in self.turns)
        return bool(row["duplicate_of"]) and not turned


CATEGORIES = ("processing_time", "service", "treatment", "ombudsman", "policy", "it", "other")


def received_on(row: Row) -> date:
    return datetime.fromisoformat(row["received_at"]).date()


def closed_on(row: Row) -> date:
    return datetime.fromisoformat(row["closed_at"]).date()


def rolled(day: date) -> date:
    while day.weekday() > 4 or day in REST_2023:
        day += DAY
    return day


def six_weeks(row: Row) -> date:
    return rolled(received_on(row) + timedelta(weeks=6))


def lawful(row: Row) -> date:
    """The lawful last day, by the definitions."""
    if row["other_reason"] == "declined":
        return rolled(received_on(row) + timedelta(weeks=4))
    weeks = 10 if row["procedure"] == "committee" else 6
    last = rolled(received_on(row) + timedelta(weeks=weeks))
    if row["extension_weeks"] and date.fromisoformat(row["extended_on"]) <= last:
        weeks += int(row["extension_weeks"])
        last = received_on(row) + timedelta(weeks=weeks)
        last = rolled(last) if weeks <= 12 else last
    if row["consent_until"]:
        until, given = date.fromisoformat(row["consent_until"]), row["consent_on"]
        if until > last and (not given or date.fromisoformat(given) <= last):
            last = until
    return last


def half_up(number: Fraction) -> int:
    return int(number + Fraction(1, 2))


def remainder(verdicts: Sequence[int]) -> tuple[int, int, int]:
    """Whole percentages; the last takes what is left, unless there is nothing in it."""
    count = sum(verdicts)
    first, second = (half_up(Fraction(100 * verdict, count)) for verdict in verdicts[:2])
    return (first, second, 100 - first - second) if verdicts[2] else (first, 100 - first, 0)
