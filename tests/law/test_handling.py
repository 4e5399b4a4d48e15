"""Awb 9:11: extension and consent, and acts that have no legal effect.

The complaint of Ms De Vries came in on Friday 24 February 2023.  Six weeks is Good Friday, so the
last day is Tuesday 11 April; with four weeks' extension it is Monday 8 May (Friday 5 May rolls).
"""

from datetime import date, timedelta

import pytest

from complaints.law import (
    Calendar,
    Consent,
    Extension,
    HandlingTerm,
    Procedure,
    Rule,
    Step,
    Unlawful,
    WithoutEffect,
    handling_term,
)

RECEIVED = date(2023, 2, 24)
BASE, EXTENDED = date(2023, 4, 11), date(2023, 5, 8)
LATER = date(2023, 6, 18)  # a Sunday
DAY = timedelta(days=1)
LID_2, LID_3 = "Awb 9:11 lid 2", "Awb 9:11 lid 3"


def term(
    *acts: Extension | Consent, received_on: date = RECEIVED, procedure: Procedure = Procedure.ORDINARY
) -> HandlingTerm:
    """The term of Ms De Vries's complaint after these acts."""
    return handling_term(
        received_on,
        procedure=procedure,
        extensions=[act for act in acts if isinstance(act, Extension)],
        consents=[act for act in acts if isinstance(act, Consent)],
    )


class TestWithoutAnyAct:
    def test_the_last_day_is_that_of_lid_1(self) -> None:
        plain = term()
        assert (plain.starts_on, plain.last_day, plain.base, plain.six_weeks) == (RECEIVED, BASE, BASE, BASE)
        assert (plain.extended, plain.extension_weeks, plain.consent_until) == (None, 0, None)
        assert plain.statutory_end == BASE
        assert plain.procedure is Procedure.ORDINARY
        assert plain.without_effect == ()

    def test_six_weeks_are_known_with_a_committee_too(self) -> None:
        committee = term(procedure=Procedure.COMMITTEE)
        assert (committee.six_weeks, committee.base, committee.last_day) == (BASE, EXTENDED, EXTENDED)
        assert committee.procedure is Procedure.COMMITTEE


class TestAnExtension:
    def test_makes_one_total_term_from_receipt_rolled_once(self) -> None:
        extended = term(Extension(4, date(2023, 4, 3)))
        assert (extended.last_day, extended.extended, extended.statutory_end) == (EXTENDED, EXTENDED, EXTENDED)
        assert (extended.base, extended.six_weeks, extended.extension_weeks) == (BASE, BASE, 4)
        assert extended.without_effect == ()

    def test_keeps_the_steps_of_the_term_that_it_extends(self) -> None:
        assert term(Extension(4, date(2023, 4, 3))).steps == (
            *term().steps[:-1],
            Step(date(2023, 5, 5), Rule.EXTENSION, LID_2, weeks=4, total=10, on=date(2023, 4, 3)),
            Step(date(2023, 5, 5), Rule.REST_DAY, "Atw 1 lid 1", name="liberation_day"),
            Step(date(2023, 5, 6), Rule.REST_DAY, "Atw 1 lid 1", name="saturday"),
            Step(date(2023, 5, 7), Rule.REST_DAY, "Atw 1 lid 1", name="sunday"),
            Step(EXTENDED, Rule.LAST_DAY),
        )

    def test_may_be_for_a_single_week(self) -> None:
        assert term(Extension(1, RECEIVED)).last_day == date(2023, 4, 14)

    def test_notified_on_the_last_day_has_effect(self) -> None:
        assert term(Extension(4, BASE)).last_day == EXTENDED

    def test_notified_the_day_after_moves_nothing(self) -> None:
        late = term(Extension(4, BASE + DAY))
        assert (late.last_day, late.extended, late.extension_weeks) == (BASE, None, 0)
        assert late.without_effect == (WithoutEffect(Extension(4, BASE + DAY), 0, Rule.EXTENSION_LATE, LID_2),)
        assert late.steps[-2:] == (
            Step(BASE, Rule.EXTENSION_LATE, LID_2, weeks=4, on=BASE + DAY),
            Step(BASE, Rule.LAST_DAY),
        )

    def test_without_a_date_is_taken_to_be_in_time(self) -> None:
        undated = term(Extension(4))
        assert undated.last_day == EXTENDED
        assert undated.steps[-5].on is None

    def test_and_another_make_one_term_while_they_stay_within_four_weeks(self) -> None:
        twice = term(Extension(1, date(2023, 3, 1)), Extension(3, date(2023, 4, 12)))
        assert (twice.last_day, twice.extension_weeks) == (EXTENDED, 4)
        assert [step.total for step in twice.steps if step.rule is Rule.EXTENSION] == [7, 10]

    def test_that_makes_more_than_four_weeks_has_no_effect_at_all(self) -> None:
        over = term(Extension(3, date(2023, 3, 1)), Extension(2, date(2023, 3, 2)))
        may = date(2023, 5, 1)  # nine weeks is Friday 28 April 2023, equated by decree
        assert (over.last_day, over.extension_weeks) == (may, 3)
        assert over.without_effect == (
            WithoutEffect(Extension(2, date(2023, 3, 2)), 1, Rule.EXTENSION_TOO_LONG, LID_2),
        )
        assert over.steps[-2] == Step(may, Rule.EXTENSION_TOO_LONG, LID_2, weeks=2, on=date(2023, 3, 2))

    def test_that_comes_late_is_late_before_it_is_too_long(self) -> None:
        assert term(Extension(5, BASE + DAY)).without_effect[0].rule is Rule.EXTENSION_LATE

    def test_of_five_weeks_that_was_sent_has_no_effect(self) -> None:
        assert term(Extension(5, RECEIVED)).without_effect[0].rule is Rule.EXTENSION_TOO_LONG

    @pytest.mark.parametrize("weeks", [0, -1])
    def test_of_less_than_a_week_is_none(self, weeks: int) -> None:
        with pytest.raises(Unlawful, match=rf"^An extension is for 1 to 4 weeks, not {weeks}\.$") as refused:
            term(Extension(weeks, RECEIVED))
        no = refused.value
        assert (no.code, no.article, no.field) == ("weeks_out_of_range", LID_2, "weeks")
        assert no.parameters == {"weeks": weeks, "most": 4}

    def test_notified_before_receipt_is_a_slip_of_the_pen(self) -> None:
        with pytest.raises(Unlawful) as refused:
            term(Extension(4, RECEIVED - DAY))
        no = refused.value
        assert str(no) == "2023-02-23 is before the receipt of the complaint on 2023-02-24; correct the date."
        assert (no.code, no.article, no.field) == ("before_receipt", LID_2, "notified_on")
        assert no.parameters == {"done_on": RECEIVED - DAY, "received_on": RECEIVED}

    def test_follows_the_calendar_that_it_is_given(self) -> None:
        equated = Calendar.of({date(2023, 5, 8): "KB"})
        extended = handling_term(RECEIVED, procedure=Procedure.ORDINARY, extensions=[Extension(4)], calendar=equated)
        assert extended.last_day == date(2023, 5, 9)


class TestATermOfMoreThanTwelveWeeks:
    received = date(2023, 1, 22)  # a Sunday, so that every end is one

    @pytest.mark.parametrize(
        ("weeks", "last_day"),
        [
            (1, date(2023, 4, 11)),  # eleven weeks: Easter Sunday, and so past Easter Monday
            (2, date(2023, 4, 17)),  # twelve weeks: rolled
            (3, date(2023, 4, 23)),  # thirteen: a Sunday all the same
            (4, date(2023, 4, 30)),
        ],
    )
    def test_does_not_roll(self, weeks: int, last_day: date) -> None:
        committee = term(Extension(weeks), received_on=self.received, procedure=Procedure.COMMITTEE)
        assert committee.last_day == last_day

    def test_says_so_where_it_makes_a_difference(self) -> None:
        committee = term(Extension(3), received_on=self.received, procedure=Procedure.COMMITTEE)
        assert committee.steps[-3:] == (
            Step(date(2023, 4, 23), Rule.EXTENSION, LID_2, weeks=3, total=13),
            Step(date(2023, 4, 23), Rule.NOT_ROLLED, "Atw 4", name="sunday"),
            Step(date(2023, 4, 23), Rule.LAST_DAY),
        )

    def test_says_nothing_of_it_on_an_ordinary_day(self) -> None:
        committee = term(Extension(4), received_on=date(2023, 1, 18), procedure=Procedure.COMMITTEE)
        assert [step.rule for step in committee.steps[-2:]] == [Rule.EXTENSION, Rule.LAST_DAY]


class TestConsent:
    def test_moves_the_last_day_to_the_date_agreed_to_which_never_rolls(self) -> None:
        agreed = term(Consent(LATER, date(2023, 4, 1)))
        assert (agreed.last_day, agreed.consent_until) == (LATER, LATER)
        assert (agreed.statutory_end, agreed.extended, agreed.base) == (BASE, None, BASE)
        assert agreed.steps[-2:] == (
            Step(LATER, Rule.CONSENT, LID_3, on=date(2023, 4, 1)),
            Step(LATER, Rule.LAST_DAY),
        )

    def test_given_on_the_last_day_has_effect(self) -> None:
        assert term(Consent(LATER, BASE)).last_day == LATER

    def test_given_the_day_after_moves_nothing(self) -> None:
        late = term(Consent(LATER, BASE + DAY))
        assert (late.last_day, late.consent_until) == (BASE, None)
        assert late.without_effect == (WithoutEffect(Consent(LATER, BASE + DAY), 0, Rule.CONSENT_LATE, LID_3),)
        assert late.steps[-2] == Step(LATER, Rule.CONSENT_LATE, LID_3, on=BASE + DAY)

    def test_to_a_date_not_after_the_last_day_is_ignored(self) -> None:
        for until in BASE - DAY, BASE:
            ignored = term(Consent(until, RECEIVED))
            assert (ignored.last_day, ignored.consent_until) == (BASE, None)
            assert ignored.without_effect[0].rule is Rule.CONSENT_NOT_LATER

    def test_to_the_day_after_the_last_day_counts(self) -> None:
        assert term(Consent(BASE + DAY, RECEIVED)).last_day == BASE + DAY

    def test_without_a_date_is_taken_to_be_in_time(self) -> None:
        assert term(Consent(LATER)).last_day == LATER

    def test_after_an_extension_is_in_time_until_the_extended_end(self) -> None:
        assert term(Extension(4, BASE), Consent(LATER, EXTENDED)).last_day == LATER
        assert term(Extension(4, BASE), Consent(LATER, EXTENDED + DAY)).last_day == EXTENDED

    def test_to_a_date_before_the_extended_end_is_ignored(self) -> None:
        both = term(Extension(4), Consent(date(2023, 4, 20)))
        assert both.last_day == EXTENDED
        assert both.without_effect == (WithoutEffect(Consent(date(2023, 4, 20)), 0, Rule.CONSENT_NOT_LATER, LID_3),)

    def test_may_be_given_again_within_the_time_agreed_to(self) -> None:
        twice = term(Consent(date(2023, 7, 3), LATER), Consent(LATER, BASE))
        assert (twice.last_day, twice.consent_until) == (date(2023, 7, 3), date(2023, 7, 3))
        assert twice.without_effect == ()

    def test_before_receipt_is_a_slip_of_the_pen(self) -> None:
        with pytest.raises(Unlawful, match=r"^2023-02-23 is before the receipt") as refused:
            term(Consent(LATER, RECEIVED - DAY))
        assert (refused.value.code, refused.value.article) == ("before_receipt", LID_3)
        assert refused.value.field == "given_on"

    def test_on_the_day_of_receipt_is_not(self) -> None:
        assert term(Consent(LATER, RECEIVED)).last_day == LATER

    def test_to_a_date_beyond_the_calendar_is_refused(self) -> None:
        with pytest.raises(Unlawful, match=r"^9999-12-31 lies outside the calendar"):
            term(Consent(date(9999, 12, 31)))


class TestActsInTheOrderOfTheirDates:
    def test_a_late_extension_has_effect_within_the_time_agreed_to(self) -> None:
        """The running last day decides, and it includes the consent given before."""
        agreed_until, notified_on = date(2023, 4, 20), date(2023, 4, 18)
        assert term(Extension(4, notified_on)).last_day == BASE
        both = term(Extension(4, notified_on), Consent(agreed_until, date(2023, 4, 5)))
        assert (both.last_day, both.without_effect) == (EXTENDED, ())
        assert [step.rule for step in both.steps if step.on] == [Rule.CONSENT, Rule.EXTENSION]

    def test_an_undated_consent_was_there_before_a_dated_extension(self) -> None:
        both = term(Extension(4, date(2023, 4, 18)), Consent(date(2023, 4, 20)))
        assert (both.last_day, both.without_effect) == (EXTENDED, ())

    def test_an_extension_shorter_than_the_time_agreed_to_leaves_the_last_day(self) -> None:
        both = term(Consent(LATER, date(2023, 4, 5)), Extension(4, date(2023, 4, 6)))
        assert (both.last_day, both.extended, both.consent_until) == (LATER, EXTENDED, LATER)
        assert both.without_effect == ()
        assert both.steps[-1] == Step(LATER, Rule.LAST_DAY)

    def test_on_one_day_the_extension_goes_first(self) -> None:
        same_day = date(2023, 4, 5)
        both = term(Consent(date(2023, 4, 20), same_day), Extension(4, same_day))
        assert [fault.rule for fault in both.without_effect] == [Rule.CONSENT_NOT_LATER]

    def test_on_one_day_extensions_keep_the_order_in_which_they_are_given(self) -> None:
        both = term(Extension(3, BASE), Extension(2, BASE))
        assert both.without_effect == (WithoutEffect(Extension(2, BASE), 1, Rule.EXTENSION_TOO_LONG, LID_2),)

    def test_each_act_without_effect_is_named_by_its_place_among_its_kind(self) -> None:
        late, later = date(2023, 9, 1), date(2023, 9, 2)
        acts = term(Extension(4, RECEIVED), Extension(1, later), Consent(LATER, RECEIVED), Consent(LATER, late))
        assert [(fault.index, fault.rule) for fault in acts.without_effect] == [
            (1, Rule.CONSENT_LATE),
            (1, Rule.EXTENSION_LATE),
        ]
        assert acts.last_day == LATER
