"""A wrong act is refused when it is proposed, with its article; a right one is given back."""

from datetime import date, timedelta

import pytest

from complaints.law import (
    Consent,
    Extension,
    HandlingTerm,
    Procedure,
    Unlawful,
    handling_term,
    require_consent,
    require_extension,
)

RECEIVED, LAST_DAY = date(2026, 1, 5), date(2026, 2, 16)
DAY = timedelta(days=1)
LID_2, LID_3 = "Awb 9:11 lid 2", "Awb 9:11 lid 3"


def after(*extensions: Extension) -> HandlingTerm:
    """The term of a complaint received on Monday 5 January 2026 and extended so."""
    return handling_term(RECEIVED, procedure=Procedure.ORDINARY, extensions=extensions)


class TestProposingAnExtension:
    @pytest.mark.parametrize("weeks", [1, 2, 3, 4])
    def test_of_one_to_four_weeks_is_lawful_through_the_last_day(self, weeks: int) -> None:
        assert require_extension(after(), weeks=weeks, notified_on=RECEIVED) == Extension(weeks, RECEIVED)
        assert require_extension(after(), weeks=weeks, notified_on=LAST_DAY) == Extension(weeks, LAST_DAY)

    @pytest.mark.parametrize("weeks", [-1, 0, 5])
    def test_of_any_other_length_is_refused(self, weeks: int) -> None:
        with pytest.raises(Unlawful, match=rf"^An extension is for 1 to 4 weeks, not {weeks}\.$") as refused:
            require_extension(after(), weeks=weeks, notified_on=RECEIVED)
        assert (refused.value.code, refused.value.article) == ("weeks_out_of_range", LID_2)

    def test_after_the_last_day_is_refused(self) -> None:
        with pytest.raises(Unlawful) as refused:
            require_extension(after(), weeks=4, notified_on=LAST_DAY + DAY)
        no = refused.value
        assert str(no) == ("The term ended on 2026-02-16; an extension notified on 2026-02-17 has no legal effect.")
        assert (no.code, no.article, no.field) == ("extension_late", LID_2, "notified_on")
        assert no.parameters == {"last_day": LAST_DAY, "notified_on": LAST_DAY + DAY}

    def test_beyond_four_weeks_in_all_is_refused(self) -> None:
        with pytest.raises(Unlawful) as refused:
            require_extension(after(Extension(3, RECEIVED)), weeks=2, notified_on=LAST_DAY)
        no = refused.value
        assert str(no) == "The term was extended by 3 weeks already; in all it can be extended by 4."
        assert (no.code, no.article, no.field) == ("extension_too_long", LID_2, "weeks")
        assert no.parameters == {"extended": 3, "most": 4}

    def test_up_to_four_weeks_in_all_is_lawful(self) -> None:
        extended = after(Extension(3, RECEIVED))
        assert require_extension(extended, weeks=1, notified_on=LAST_DAY) == Extension(1, LAST_DAY)

    def test_before_receipt_is_refused(self) -> None:
        with pytest.raises(Unlawful, match="is before the receipt of the complaint"):
            require_extension(after(), weeks=1, notified_on=RECEIVED - DAY)


class TestProposingConsent:
    def test_to_a_later_date_is_lawful_through_the_last_day(self) -> None:
        until = LAST_DAY + DAY
        assert require_consent(after(), until=until, given_on=LAST_DAY) == Consent(until, LAST_DAY)

    def test_after_the_last_day_is_refused(self) -> None:
        with pytest.raises(Unlawful) as refused:
            require_consent(after(), until=date(2026, 4, 1), given_on=LAST_DAY + DAY)
        no = refused.value
        assert str(no) == "The term ended on 2026-02-16; consent given on 2026-02-17 has no legal effect."
        assert (no.code, no.article, no.field) == ("consent_late", LID_3, "given_on")
        assert no.parameters == {"last_day": LAST_DAY, "given_on": LAST_DAY + DAY}

    def test_to_the_last_day_itself_is_refused(self) -> None:
        with pytest.raises(Unlawful) as refused:
            require_consent(after(), until=LAST_DAY, given_on=RECEIVED)
        no = refused.value
        assert str(no) == "The last day is 2026-02-16 already; agree to a later date than 2026-02-16."
        assert (no.code, no.article, no.field) == ("consent_not_later", LID_3, "until")
        assert no.parameters == {"last_day": LAST_DAY, "until": LAST_DAY}

    def test_before_receipt_is_refused(self) -> None:
        with pytest.raises(Unlawful, match="is before the receipt of the complaint"):
            require_consent(after(), until=date(2026, 4, 1), given_on=RECEIVED - DAY)
