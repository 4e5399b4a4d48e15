"""Why this day: the sentence that stands on screen and in letters, in Dutch and in English."""

from datetime import date, timedelta

import pytest

from complaints.law import (
    Consent,
    Extension,
    HandlingTerm,
    Procedure,
    RestDay,
    Rule,
    Step,
    explain,
    handling_term,
    long_day,
    ombudsman_year,
    take_up_term,
)

ORDINARY, COMMITTEE = Procedure


def plain(received_on: date, *acts: Extension | Consent, procedure: Procedure = ORDINARY) -> HandlingTerm:
    """The term of a complaint received then, after these acts."""
    return handling_term(
        received_on,
        procedure=procedure,
        extensions=[act for act in acts if isinstance(act, Extension)],
        consents=[act for act in acts if isinstance(act, Consent)],
    )


class TestTheSentence:
    @pytest.mark.parametrize(
        ("term", "dutch", "english"),
        [
            pytest.param(
                plain(date(2026, 1, 5)),
                "laatste dag maandag 16 februari 2026: ontvangen 5 januari (dag 0), "
                "zes weken is maandag 16 februari (Awb 9:11 lid 1)",
                "last day Monday 16 February 2026: received 5 January (day 0), "
                "six weeks is Monday 16 February (Awb 9:11 lid 1)",
                id="six weeks",
            ),
            pytest.param(
                plain(date(2023, 4, 17)),
                "laatste dag dinsdag 30 mei 2023: ontvangen 17 april (dag 0), "
                "zes weken is maandag 29 mei (Awb 9:11 lid 1), Tweede Pinksterdag, dus de volgende dag (Atw 1 lid 1)",
                "last day Tuesday 30 May 2023: received 17 April (day 0), "
                "six weeks is Monday 29 May (Awb 9:11 lid 1), Whit Monday, so the next day (Atw 1 lid 1)",
                id="one rest day",
            ),
            pytest.param(
                take_up_term(date(2025, 11, 29)),
                "laatste dag maandag 29 december 2025: ontvangen 29 november (dag 0), "
                "vier weken is zaterdag 27 december (Awb 9:8 lid 3), weekend, dus maandag 29 december (Atw 1 lid 1)",
                "last day Monday 29 December 2025: received 29 November (day 0), "
                "four weeks is Saturday 27 December (Awb 9:8 lid 3), weekend, so Monday 29 December (Atw 1 lid 1)",
                id="a weekend",
            ),
            pytest.param(
                plain(date(2027, 3, 24)),
                "laatste dag maandag 10 mei 2027: ontvangen 24 maart (dag 0), "
                "zes weken is woensdag 5 mei (Awb 9:11 lid 1), Bevrijdingsdag, Hemelvaartsdag, "
                "gelijkgestelde dag (Atw 3 lid 3), weekend, dus maandag 10 mei (Atw 1 lid 1)",
                "last day Monday 10 May 2027: received 24 March (day 0), "
                "six weeks is Wednesday 5 May (Awb 9:11 lid 1), Liberation Day, Ascension Day, "
                "day equated by decree (Atw 3 lid 3), weekend, so Monday 10 May (Atw 1 lid 1)",
                id="the longest run",
            ),
            pytest.param(
                plain(date(2025, 11, 20), Extension(1, date(2025, 12, 30))),
                "laatste dag donderdag 8 januari 2026: ontvangen 20 november 2025 (dag 0), "
                "zes weken is donderdag 1 januari (Awb 9:11 lid 1), Nieuwjaarsdag, "
                "gelijkgestelde dag (Atw 3 lid 3), weekend, dus maandag 5 januari (Atw 1 lid 1); "
                "verdaagd met één week op 30 december 2025: zeven weken na ontvangst is donderdag 8 januari "
                "(Awb 9:11 lid 2)",
                "last day Thursday 8 January 2026: received 20 November 2025 (day 0), "
                "six weeks is Thursday 1 January (Awb 9:11 lid 1), New Year's Day, "
                "day equated by decree (Atw 3 lid 3), weekend, so Monday 5 January (Atw 1 lid 1); "
                "extended by one week on 30 December 2025: seven weeks after receipt is Thursday 8 January "
                "(Awb 9:11 lid 2)",
                id="another year",
            ),
            pytest.param(
                plain(date(2023, 1, 22), Extension(3), procedure=COMMITTEE),
                "laatste dag zondag 23 april 2023: ontvangen 22 januari (dag 0), "
                "tien weken is zondag 2 april (Awb 9:11 lid 1), weekend, dus de volgende dag (Atw 1 lid 1); "
                "verdaagd met drie weken: dertien weken na ontvangst is zondag 23 april (Awb 9:11 lid 2), "
                "weekend, maar een termijn van meer dan twaalf weken schuift niet op (Atw 4)",
                "last day Sunday 23 April 2023: received 22 January (day 0), "
                "ten weeks is Sunday 2 April (Awb 9:11 lid 1), weekend, so the next day (Atw 1 lid 1); "
                "extended by three weeks: thirteen weeks after receipt is Sunday 23 April (Awb 9:11 lid 2), "
                "weekend, but a term of more than twelve weeks does not move on (Atw 4)",
                id="not rolled",
            ),
            pytest.param(
                plain(date(2026, 1, 5), Consent(date(2026, 3, 1), date(2026, 2, 1))),
                "laatste dag zondag 1 maart 2026: ontvangen 5 januari (dag 0), "
                "zes weken is maandag 16 februari (Awb 9:11 lid 1); "
                "de klager stemde op 1 februari schriftelijk in met uitstel tot en met zondag 1 maart (Awb 9:11 lid 3)",
                "last day Sunday 1 March 2026: received 5 January (day 0), "
                "six weeks is Monday 16 February (Awb 9:11 lid 1); "
                "the complainant agreed in writing on 1 February to delay until Sunday 1 March (Awb 9:11 lid 3)",
                id="consent",
            ),
            pytest.param(
                plain(
                    date(2026, 1, 5),
                    *(Extension(5, date(2026, 1, 6)), Extension(2, date(2026, 3, 2))),
                    *(Consent(date(2026, 2, 1)), Consent(date(2026, 4, 1), date(2026, 3, 3))),
                ),
                "laatste dag maandag 16 februari 2026: ontvangen 5 januari (dag 0), "
                "zes weken is maandag 16 februari (Awb 9:11 lid 1); "
                "de instemming met uitstel tot en met zondag 1 februari is niet later dan de laatste dag "
                "en heeft geen rechtsgevolg (Awb 9:11 lid 3); "
                "de verdaging met vijf weken op 6 januari maakt meer dan vier weken in totaal "
                "en heeft geen rechtsgevolg (Awb 9:11 lid 2); "
                "de verdaging met twee weken op 2 maart kwam na de laatste dag, maandag 16 februari, "
                "en heeft geen rechtsgevolg (Awb 9:11 lid 2); "
                "de instemming met uitstel tot en met woensdag 1 april kwam op 3 maart na de laatste dag "
                "en heeft geen rechtsgevolg (Awb 9:11 lid 3)",
                "last day Monday 16 February 2026: received 5 January (day 0), "
                "six weeks is Monday 16 February (Awb 9:11 lid 1); "
                "the consent to delay until Sunday 1 February is not later than the last day "
                "and has no legal effect (Awb 9:11 lid 3); "
                "the extension by five weeks on 6 January makes more than four weeks in all "
                "and has no legal effect (Awb 9:11 lid 2); "
                "the extension by two weeks on 2 March came after the last day, Monday 16 February, "
                "and has no legal effect (Awb 9:11 lid 2); "
                "the consent to delay until Wednesday 1 April came on 3 March after the last day "
                "and has no legal effect (Awb 9:11 lid 3)",
                id="without legal effect",
            ),
            pytest.param(
                ombudsman_year(date(2024, 2, 29)),
                "laatste dag vrijdag 28 februari 2025: de behandeling eindigde 29 februari 2024 (dag 0), "
                "een jaar is vrijdag 28 februari (Awb 9:24 lid 1), ook in een weekend of op een feestdag (Atw 4)",
                "last day Friday 28 February 2025: handling ended 29 February 2024 (day 0), "
                "one year is Friday 28 February (Awb 9:24 lid 1), on a weekend or holiday as well (Atw 4)",
                id="the year",
            ),
        ],
    )
    def test_says_the_last_day_and_why(self, term: HandlingTerm, dutch: str, english: str) -> None:
        assert explain(term.steps, "nl") == dutch
        assert explain(term.steps, "en") == english

    def test_names_every_rest_day_in_both_languages(self) -> None:
        for number, name in enumerate(RestDay):
            day = date(2026, 1, 5)
            steps = (Step(day, Rule.REST_DAY, "Atw 1 lid 1", name=name), Step(day, Rule.LAST_DAY))
            for language, names in NAMES.items():
                assert f": {names[number]}, " in explain(steps, language)

    def test_writes_numbers_out_as_far_as_terms_go(self) -> None:
        for number in range(16):
            for language, numbers in NUMBERS.items():
                said = explain(_weeks(number), language)
                assert f": {numbers[number]} " in said
                assert ("week is" in said) is (number == 1)

    def test_is_in_dutch_or_english_only(self) -> None:
        with pytest.raises(ValueError, match="'fr' is not a valid Language"):
            explain(plain(date(2026, 1, 5)).steps, "fr")


class TestADayWrittenOut:
    def test_has_its_weekday_and_month_in_both_languages(self) -> None:
        monday = date(2026, 1, 5)
        for number in range(7):
            day = monday + timedelta(days=number)
            assert long_day(day, "nl") == f"{DUTCH_DAYS[number]} {day.day} januari 2026"
            assert long_day(day, "en") == f"{day:%A} {day.day} January 2026"
        for month in range(1, 13):
            day = date(2026, month, 9)
            assert long_day(day, "nl").split()[1:] == ["9", DUTCH_MONTHS[month - 1], "2026"]
            assert long_day(day, "en").split()[1:] == ["9", f"{day:%B}", "2026"]


def _weeks(number: int) -> tuple[Step, ...]:
    day = date(2026, 1, 5)
    return Step(day, Rule.TERM, weeks=number), Step(day, Rule.LAST_DAY)


DUTCH_DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
DUTCH_MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
NUMBERS = {
    "nl": (
        *("nul", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht"),
        *("negen", "tien", "elf", "twaalf", "dertien", "veertien", "15"),
    ),
    "en": (
        *("no", "one", "two", "three", "four", "five", "six", "seven", "eight"),
        *("nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "15"),
    ),
}
NAMES = {
    "nl": [
        *("weekend", "weekend", "Nieuwjaarsdag", "Goede Vrijdag", "Tweede Paasdag", "Koningsdag"),
        *("Bevrijdingsdag", "Hemelvaartsdag", "Tweede Pinksterdag", "Eerste Kerstdag", "Tweede Kerstdag"),
        "gelijkgestelde dag (Atw 3 lid 3)",
    ],
    "en": [
        *("weekend", "weekend", "New Year's Day", "Good Friday", "Easter Monday", "King's Day"),
        *("Liberation Day", "Ascension Day", "Whit Monday", "Christmas Day", "Boxing Day"),
        "day equated by decree (Atw 3 lid 3)",
    ],
}


def test_a_term_that_somebody_set_says_since_when() -> None:
    steps = (Step(date(2026, 1, 5), Rule.SET), Step(date(2026, 1, 30), Rule.LAST_DAY, "Awb 9:31"))
    assert explain(steps, "nl") == "laatste dag vrijdag 30 januari 2026: gesteld op 5 januari"
    assert explain(steps, "en") == "last day Friday 30 January 2026: set on 5 January"
