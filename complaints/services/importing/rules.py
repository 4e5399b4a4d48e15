"""What a row may say: days in order, an outcome with what belongs to it, and nothing that cannot be.

Only the law's own dates are not asked here: ``terms`` draws them with ``complaints.law``.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Final

from django.utils.translation import gettext as _

from complaints.law import local_day
from complaints.services.importing.parsing import Fault
from complaints.services.importing.rows import RegisterRow
from complaints.vocabulary import Category, OtherReason, RecordOrigin, Verdict

_FORWARDED = (OtherReason.FORWARDED, OtherReason.NOT_A_COMPLAINT)
_ACTS = ("acknowledged_on", "taken_up_on", "copied_on", "hearing_offered_on")


def faults(row: RegisterRow, *, now: datetime) -> list[Fault]:
    """Give everything that is wrong with a row by itself, at this moment."""
    found = list(_days(row, now))
    if row.category == Category.OMBUDSMAN:
        found += _intervention(row)
    else:
        found += _outcome(row)
    if row.duplicate_of and row.duplicate_of == row.reference:
        found.append(("duplicate_of", _("A complaint is no duplicate of itself.")))
    if row.handler and any(person.username == row.handler for person in row.persons_complained_about):
        found.append(("handler", _("The complaint is about this person, who may not handle it (Awb 9:7).")))
    return found


def _days(row: RegisterRow, now: datetime) -> Iterator[Fault]:
    today = _today(now)
    if row.received_on > today or (row.received_at is not None and row.received_at > now):
        yield "received_at", _("The receipt is in the future.")
    if row.closed_on is not None:
        yield from _closing(row, row.closed_on, now)
    if row.conduct_from and row.conduct_from > today:
        yield "conduct_on", _("The conduct is in the future.")
    for column, day in _acts(row):
        if problem := _misplaced(day, row, today):
            yield column, problem % {"day": day}
    for consent in row.consents:
        if consent.until < row.received_on:
            yield "consent_until", _("%(day)s is before the receipt.") % {"day": consent.until}


@lru_cache(maxsize=4)
def _today(now: datetime) -> date:
    return local_day(now)


def _closing(row: RegisterRow, closed_on: date, now: datetime) -> Iterator[Fault]:
    if closed_on > _today(now) or (row.closed_at is not None and row.closed_at > now):
        yield "closed_at", _("The closing is in the future.")
    if _closed_before_receipt(row, closed_on):
        yield "closed_at", _("The closing is before the receipt.")


def _misplaced(day: date, row: RegisterRow, today: date) -> str:
    if day > today:
        return _("%(day)s is in the future.")
    if day < row.received_on:
        return _("%(day)s is before the receipt.")
    if row.closed_on is not None and day > row.closed_on:
        return _("%(day)s is after the closing.")
    return ""


def _closed_before_receipt(row: RegisterRow, closed_on: date) -> bool:
    """Where receipt or closing has no time, days are compared."""
    if row.received_at is not None and row.closed_at is not None:
        return row.closed_at < row.received_at
    return closed_on < row.received_on


def _acts(row: RegisterRow) -> Iterator[tuple[str, date]]:
    for column in _ACTS:
        if day := getattr(row, column):
            yield column, day
    for extension in row.extensions:
        yield "extended_on", extension.notified_on
    for consent in row.consents:
        if consent.given_on is not None:
            yield "consent_on", consent.given_on


def _intervention(row: RegisterRow) -> Iterator[Fault]:
    """An intervention of the ombudsman is answered, not judged, and knows no act of title 9.1."""
    for column in ("verdict", "other_reason", "decline_ground", "partly", "forwarded_to", *_ACTS):
        if getattr(row, column):
            yield column, _("An intervention of the ombudsman has none; leave it empty.")
    if row.extensions:
        yield "extension_weeks", _("An intervention of the ombudsman has none; leave it empty.")
    if row.consents:
        yield "consent_until", _("An intervention of the ombudsman has none; leave it empty.")


def _outcome(row: RegisterRow) -> Iterator[Fault]:
    if row.closed_on is None:
        yield from _unclosed(row)
        return
    if not row.verdict and not row.duplicate_of:
        yield "verdict", _("What is closed has a verdict: justified, unjustified or other.")
    if row.verdict == Verdict.OTHER and not row.other_reason:
        yield "other_reason", _("Say why there is no verdict.")
    for column, belongs, message in _BELONGING:
        if getattr(row, column) and not belongs(row):
            yield column, message()
    if row.other_reason == OtherReason.DECLINED and not row.decline_ground and row.origin is RecordOrigin.REGISTERED:
        yield "decline_ground", _("What is not taken up has a ground (Awb 9:8).")


def _unclosed(row: RegisterRow) -> Iterator[Fault]:
    for column in ("verdict", "partly", "other_reason", "decline_ground", "forwarded_to"):
        if getattr(row, column):
            yield column, _("It goes only with closed_at.")


#: What goes only with something else: the column, whether it does, and the message, worded when needed.
_BELONGING: Final[Sequence[tuple[str, Callable[[RegisterRow], bool], Callable[[], str]]]] = (
    (
        "other_reason",
        lambda row: row.verdict == Verdict.OTHER,
        lambda: _("It goes only with the verdict other."),
    ),
    (
        "partly",
        lambda row: row.verdict == Verdict.JUSTIFIED,
        lambda: _("It goes only with the verdict justified."),
    ),
    (
        "decline_ground",
        lambda row: row.other_reason == OtherReason.DECLINED,
        lambda: _("It goes only with the reason declined."),
    ),
    (
        "forwarded_to",
        lambda row: row.other_reason in _FORWARDED,
        lambda: _("It goes only with the reasons forwarded and not_a_complaint."),
    ),
)
