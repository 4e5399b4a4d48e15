"""Posting: a letter leaves and does its act; it comes back, and the second sending counts (Awb 2:11)."""

from datetime import date
from typing import Any

import pytest

from complaints import posting
from complaints.models import Alert, Letter
from complaints.posting import Moved, NotAgreed
from complaints.queries.duties import duties_of
from complaints.queries.register_file import COLUMNS, every_row
from complaints.record.case import WrongDay
from complaints.services import alerts, letters, people
from complaints.services.closing import OpenDuties
from complaints.services.letters import NoSuchLetter, NotInThisState
from complaints.vocabulary import (
    ActKind,
    ClockKind,
    Duty,
    DutyState,
    LetterKind,
    LetterSide,
    LetterState,
    Method,
    Side,
    Status,
)
from tests.cases import judge, noon, take_up
from tests.fulfilling import fulfil
from tests.letters.writing import REPLY_BY, WEDNESDAY, case, come_back, drafted, fixed, sent, writer
from tests.people import anna, at_desk, hanna, unit
from tests.services.acting import act, last_event, live, refused, versions

pytestmark = pytest.mark.django_db

FRIDAY, MONDAY = date(2026, 1, 9), date(2026, 1, 12)


def state_of(duty: Duty, letter: Letter) -> DutyState:
    return next(item.state for item in duties_of(letter.complaint) if item.duty is duty)


def left(letter: Letter, **given: Any) -> Any:
    """The arguments of a sending."""
    return {"number": letter.number, "sent_on": WEDNESDAY, "method": Method.LETTER} | given


def post(*, complaint_id: int, version: None, **given: Any) -> Letter:
    """Sending, called as the services are."""
    return posting.send(complaint_id=complaint_id, **given)


def test_an_acknowledgement_that_leaves_acknowledges_and_offers_the_hearing() -> None:
    letter = sent(fixed(drafted(case(), by_day=REPLY_BY)), on=FRIDAY)
    assert (letter.state, letter.sent_on, letter.method) == (LetterState.SENT, FRIDAY, "letter")
    done = [link.act for link in letter.acts_done.order_by("id")]
    assert [(one.kind, one.happened_on, one.side) for one in done] == [
        (ActKind.ACKNOWLEDGED, FRIDAY, ""),
        (ActKind.HEARING_OFFERED, FRIDAY, Side.COMPLAINANT),
    ]
    assert live(letter.complaint, ClockKind.ACKNOWLEDGEMENT).met_on == FRIDAY
    assert live(letter.complaint, ClockKind.HEARING_REPLY).ends_on == REPLY_BY
    assert last_event(letter.complaint).changes == {"letter_sent": [None, "1. Wij hebben uw klacht ontvangen"]}


def test_written_once_sent_to_two_bounced_and_sent_again() -> None:
    complaint = case()
    reason: dict[str, Any] = {"weeks": 4, "reason": "De balie wordt nog gehoord."}
    both = [
        fixed(drafted(complaint, LetterKind.EXTENSION, side=side, on=FRIDAY, **reason), on=FRIDAY)
        for side in (LetterSide.COMPLAINANT, LetterSide.PERSON)
    ]
    assert {"uiterlijk op 16 maart 2026" in letter.body for letter in both} == {True}
    done, kept = posting.send_batch(
        both, actor=at_desk(writer()), now=noon(FRIDAY), sent_on=FRIDAY, method=Method.LETTER
    )
    assert ([letter.side for letter in done], kept) == (["complainant", "person"], [])
    assert live(complaint, ClockKind.HANDLING).ends_on == date(2026, 3, 16)
    assert state_of(Duty.TELL_EXTENSION, both[0]) is DutyState.DONE

    come_back(both[0], on=MONDAY)
    complaint.refresh_from_db()
    assert complaint.last_day == date(2026, 2, 16)
    assert live(complaint, ClockKind.HANDLING).ends_on == date(2026, 2, 16)
    assert versions(complaint, ClockKind.HANDLING)[1][3] == "returned"

    act(
        people.change_party,
        complaint,
        on=MONDAY,
        party_id=complaint.parties.get().pk,
        changes={"address": "Nieuwstraat 9, 9999 ZZ Verweg"},
    )
    second = act(letters.again, complaint, on=MONDAY, number=both[0].number)
    assert (second.body, second.address) == (both[0].body, "Nieuwstraat 9, 9999 ZZ Verweg")
    assert sent(fixed(second, on=MONDAY), on=MONDAY).again_of == both[0]
    complaint.refresh_from_db()
    assert complaint.last_day == date(2026, 3, 16)
    (cells,) = every_row(None)
    row = dict(zip(COLUMNS, cells, strict=True))
    assert (row["extension_weeks"], row["extended_on"]) == ("4", "2026-01-12")


def test_what_came_back_counts_no_more_and_its_duty_alerts_again() -> None:
    letter = sent(fixed(drafted(case(), by_day=REPLY_BY)))
    come_back(letter, on=FRIDAY)
    complaint = letter.complaint
    assert state_of(Duty.ACKNOWLEDGEMENT, letter) is DutyState.DUE
    assert state_of(Duty.OFFER_COMPLAINANT, letter) is DutyState.DUE
    assert versions(complaint, ClockKind.ACKNOWLEDGEMENT) == [
        (1, MONDAY, WEDNESDAY, "returned"),
        (2, MONDAY, None, ""),
    ]
    assert not complaint.clocks.running().filter(kind=ClockKind.HEARING_REPLY).exists()
    alerts.raise_due(today=MONDAY, now=noon(MONDAY))
    assert Alert.objects.filter(clock__kind=ClockKind.ACKNOWLEDGEMENT, clock__version=2).exists()

    again = act(letters.again, complaint, on=MONDAY, number=1)
    sent(fixed(again, on=MONDAY), on=MONDAY)
    assert state_of(Duty.ACKNOWLEDGEMENT, letter) is DutyState.DONE
    assert live(complaint, ClockKind.ACKNOWLEDGEMENT).met_on == MONDAY


def test_what_was_done_in_another_way_too_stays_done() -> None:
    complaint = case()
    first = sent(fixed(drafted(complaint)))
    sent(fixed(drafted(complaint)), on=FRIDAY)
    come_back(first, on=MONDAY)
    assert state_of(Duty.ACKNOWLEDGEMENT, first) is DutyState.DONE
    assert live(complaint, ClockKind.ACKNOWLEDGEMENT).met_on == WEDNESDAY


def test_the_answer_closes_on_the_day_it_left_and_waits_again_when_it_comes_back() -> None:
    complaint = judge(take_up(case()))
    fulfil(complaint, on=date(2026, 2, 2))
    letter = fixed(drafted(complaint, LetterKind.CLOSING, on=date(2026, 2, 3)), on=date(2026, 2, 3))
    sent(letter, on=date(2026, 2, 4))
    complaint.refresh_from_db()
    assert (complaint.status, complaint.closed_on) == (Status.CLOSED, date(2026, 2, 4))

    come_back(letter, on=date(2026, 2, 9))
    complaint.refresh_from_db()
    assert (complaint.status, complaint.closed_on, complaint.verdict) == (Status.READY_TO_SEND, None, "justified")
    assert live(complaint, ClockKind.HANDLING).met_on is None
    assert not complaint.clocks.running().filter(kind=ClockKind.OMBUDSMAN_YEAR).exists()

    again = act(letters.again, complaint, on=date(2026, 2, 10), number=letter.number)
    sent(fixed(again, on=date(2026, 2, 10)), on=date(2026, 2, 10))
    complaint.refresh_from_db()
    assert (complaint.status, complaint.closed_on) == (Status.CLOSED, date(2026, 2, 10))


def test_a_notice_of_not_handling_that_comes_back_leaves_the_complaint_to_be_handled() -> None:
    complaint = case()
    letter = fixed(drafted(complaint, LetterKind.DECLINED, code="minor", reason="Een typefout in een folder."))
    sent(letter)
    complaint.refresh_from_db()
    assert (complaint.status, complaint.decline_ground) == (Status.CLOSED, "minor")
    come_back(letter, on=FRIDAY)
    complaint.refresh_from_db()
    assert (complaint.status, complaint.verdict, complaint.decline_ground) == (Status.REGISTERED, "", "")
    assert live(complaint, ClockKind.TAKE_UP).met_on is None


@pytest.mark.parametrize(
    ("kind", "side", "particulars", "acts"),
    [
        (
            LetterKind.COMPLETION,
            LetterSide.COMPLAINANT,
            {"reason": "Wanneer?", "by_day": REPLY_BY},
            ["completion_asked"],
        ),
        (LetterKind.COPY, LetterSide.PERSON, {"by_day": REPLY_BY}, ["copied", "hearing_offered"]),
        (LetterKind.INVITATION, LetterSide.PERSON, {"by_day": REPLY_BY}, ["hearing_offered"]),
        (LetterKind.CONSENT, LetterSide.COMPLAINANT, {"by_day": date(2026, 3, 2), "reason": "Druk."}, []),
        (
            LetterKind.FORWARDED,
            LetterSide.COMPLAINANT,
            {"destination": "COA", "reason": "Het gaat over de opvang."},
            ["sender_told", "closed"],
        ),
        (
            LetterKind.ROUTED,
            LetterSide.COMPLAINANT,
            {"destination": "Afdeling bezwaar", "code": "objection", "reason": "Zij schrijven u."},
            ["closed"],
        ),
    ],
)
def test_each_letter_does_its_own_act(
    kind: LetterKind, side: LetterSide, particulars: dict[str, Any], acts: list[str]
) -> None:
    letter = sent(fixed(drafted(case(), kind, side=side, **particulars)))
    assert [link.act.kind for link in letter.acts_done.order_by("id")] == acts


def test_a_letter_whose_act_is_refused_stays_where_it_is_and_holds_up_no_other() -> None:
    complaint, other = judge(take_up(case())), case()
    answer = fixed(drafted(complaint, LetterKind.CLOSING, on=date(2026, 2, 3)), on=date(2026, 2, 3))
    receipt = fixed(drafted(other, on=date(2026, 2, 3)), on=date(2026, 2, 3))
    done, kept = posting.send_batch(
        [answer, receipt],
        actor=at_desk(anna()),
        now=noon(date(2026, 2, 3)),
        sent_on=date(2026, 2, 3),
        method=Method.LETTER,
    )
    assert [letter.pk for letter in done] == [receipt.pk]
    assert [(each.letter, type(each.refusal)) for each in kept] == [(answer, OpenDuties)]
    answer.refresh_from_db()
    assert answer.state == LetterState.FIXED


def test_a_letter_to_where_somebody_lived_is_not_sent() -> None:
    letter = fixed(drafted(case()))
    party = letter.complaint.parties.get()
    act(
        people.change_party,
        letter.complaint,
        party_id=party.pk,
        changes={"address": "Nieuwstraat 9"},
    )
    refused(post, letter.complaint, Moved, **left(letter, sent_on=date(2026, 1, 19)))


def test_nothing_goes_electronically_to_who_did_not_agree() -> None:
    letter = fixed(drafted(case()))
    refused(post, letter.complaint, NotAgreed, field="method", article="Awb 2:8", **left(letter, method=Method.EMAIL))


@pytest.mark.parametrize("day", [date(2026, 1, 6), date(2026, 1, 20)])
def test_a_letter_does_not_leave_before_its_date_nor_tomorrow(day: date) -> None:
    letter = fixed(drafted(case(), LetterKind.CONSENT, by_day=date(2026, 3, 2), reason="Druk."))
    refused(post, letter.complaint, WrongDay, field="sent_on", **left(letter, sent_on=day))


def test_a_letter_comes_back_after_it_left_and_with_a_reason() -> None:
    letter = sent(fixed(drafted(case())), on=FRIDAY)
    back: dict[str, Any] = {"number": 1, "returned_on": date(2026, 1, 8), "reason": "Onbekend."}
    refused(letters.come_back, letter.complaint, WrongDay, field="returned_on", **back)
    refused(letters.again, letter.complaint, NotInThisState, number=1)


def test_only_a_fixed_letter_is_sent_and_by_who_sees_it() -> None:
    letter = drafted(case())
    refused(post, letter.complaint, NotInThisState, **left(letter))
    refused(post, letter.complaint, NoSuchLetter, **left(letter, number=7))
    elsewhere = fixed(drafted(case(unit_id=unit().pk)))
    refused(post, elsewhere.complaint, NoSuchLetter, by=at_desk(hanna()), **left(elsewhere))
