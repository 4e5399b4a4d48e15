"""Say in a sentence why a term ends where it does, in Dutch or in English.

The Dutch sentence may stand in a letter; both stand on screens and in the command ``deadlines``.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from itertools import groupby

from complaints.law.calendar import ONE_DAY
from complaints.law.steps import Rule, Step


class Language(StrEnum):
    """The languages of an explanation (taal)."""

    DUTCH = "nl"
    ENGLISH = "en"


_WEEKDAYS: Mapping[Language, Sequence[str]] = {
    Language.DUTCH: ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
    Language.ENGLISH: ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS: Mapping[Language, Sequence[str]] = {
    Language.DUTCH: (
        *("januari", "februari", "maart", "april", "mei", "juni"),
        *("juli", "augustus", "september", "oktober", "november", "december"),
    ),
    Language.ENGLISH: (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}
_NUMBERS: Mapping[Language, Sequence[str]] = {
    Language.DUTCH: (
        *("nul", "één", "twee", "drie", "vier", "vijf", "zes", "zeven"),
        *("acht", "negen", "tien", "elf", "twaalf", "dertien", "veertien"),
    ),
    Language.ENGLISH: (
        *("no", "one", "two", "three", "four", "five", "six", "seven"),
        *("eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen"),
    ),
}
_REST_DAYS: Mapping[Language, Mapping[str, str]] = {
    Language.DUTCH: {
        "saturday": "weekend",
        "sunday": "weekend",
        "new_years_day": "Nieuwjaarsdag",
        "good_friday": "Goede Vrijdag",
        "easter_monday": "Tweede Paasdag",
        "kings_day": "Koningsdag",
        "liberation_day": "Bevrijdingsdag",
        "ascension_day": "Hemelvaartsdag",
        "whit_monday": "Tweede Pinksterdag",
        "christmas_day": "Eerste Kerstdag",
        "second_christmas_day": "Tweede Kerstdag",
        "equated": "gelijkgestelde dag (Atw 3 lid 3)",
    },
    Language.ENGLISH: {
        "saturday": "weekend",
        "sunday": "weekend",
        "new_years_day": "New Year's Day",
        "good_friday": "Good Friday",
        "easter_monday": "Easter Monday",
        "kings_day": "King's Day",
        "liberation_day": "Liberation Day",
        "ascension_day": "Ascension Day",
        "whit_monday": "Whit Monday",
        "christmas_day": "Christmas Day",
        "second_christmas_day": "Boxing Day",
        "equated": "day equated by decree (Atw 3 lid 3)",
    },
}
_SENTENCES: Mapping[Language, Mapping[Rule, str]] = {
    Language.DUTCH: {
        Rule.RECEIPT: "ontvangen {day} (dag 0)",
        Rule.START: "de behandeling eindigde {day} (dag 0)",
        Rule.SET: "gesteld op {day}",
        Rule.TERM: "{weeks} is {weekday} ({article})",
        Rule.REST_DAY: "{rest}, dus {next} ({article})",
        Rule.YEAR: "een jaar is {weekday} ({article}), ook in een weekend of op een feestdag (Atw 4)",
        Rule.NOT_ROLLED: "{rest}, maar een termijn van meer dan twaalf weken schuift niet op ({article})",
        Rule.EXTENSION: "verdaagd met {weeks}{on}: {total} na ontvangst is {weekday} ({article})",
        Rule.CONSENT: "de klager stemde{on} schriftelijk in met uitstel tot en met {weekday} ({article})",
        Rule.EXTENSION_LATE: "de verdaging met {weeks}{on} kwam na de laatste dag, {weekday}, "
        "en heeft geen rechtsgevolg ({article})",
        Rule.EXTENSION_TOO_LONG: "de verdaging met {weeks}{on} maakt meer dan vier weken in totaal "
        "en heeft geen rechtsgevolg ({article})",
        Rule.CONSENT_LATE: "de instemming met uitstel tot en met {weekday} kwam{on} na de laatste dag "
        "en heeft geen rechtsgevolg ({article})",
        Rule.CONSENT_NOT_LATER: "de instemming met uitstel tot en met {weekday} is niet later "
        "dan de laatste dag en heeft geen rechtsgevolg ({article})",
        Rule.LAST_DAY: "laatste dag {weekday}",
    },
    Language.ENGLISH: {
        Rule.RECEIPT: "received {day} (day 0)",
        Rule.START: "handling ended {day} (day 0)",
        Rule.SET: "set on {day}",
        Rule.TERM: "{weeks} is {weekday} ({article})",
        Rule.REST_DAY: "{rest}, so {next} ({article})",
        Rule.YEAR: "one year is {weekday} ({article}), on a weekend or holiday as well (Atw 4)",
        Rule.NOT_ROLLED: "{rest}, but a term of more than twelve weeks does not move on ({article})",
        Rule.EXTENSION: "extended by {weeks}{on}: {total} after receipt is {weekday} ({article})",
        Rule.CONSENT: "the complainant agreed in writing{on} to delay until {weekday} ({article})",
        Rule.EXTENSION_LATE: "the extension by {weeks}{on} came after the last day, {weekday}, "
        "and has no legal effect ({article})",
        Rule.EXTENSION_TOO_LONG: "the extension by {weeks}{on} makes more than four weeks in all "
        "and has no legal effect ({article})",
        Rule.CONSENT_LATE: "the consent to delay until {weekday} came{on} after the last day "
        "and has no legal effect ({article})",
        Rule.CONSENT_NOT_LATER: "the consent to delay until {weekday} is not later "
        "than the last day and has no legal effect ({article})",
        Rule.LAST_DAY: "last day {weekday}",
    },
}
_SMALL_WORDS: Mapping[Language, Mapping[str, str]] = {
    Language.DUTCH: {"on": " op ", "next": "de volgende dag", "week": "week", "weeks": "weken"},
    Language.ENGLISH: {"on": " on ", "next": "the next day", "week": "week", "weeks": "weeks"},
}
#: What an act did to the term is a sentence part of its own.
_ACTS = frozenset(
    {
        Rule.EXTENSION,
        Rule.CONSENT,
        Rule.EXTENSION_LATE,
        Rule.EXTENSION_TOO_LONG,
        Rule.CONSENT_LATE,
        Rule.CONSENT_NOT_LATER,
    }
)


def explain(steps: Sequence[Step], language: str) -> str:
    """Say the last day and why, in Dutch (``nl``) or English (``en``).

    ``last day Tuesday 30 May 2023: received 17 April (day 0), six weeks is Monday 29 May (Awb 9:11
    lid 1), Whit Monday, so the next day (Atw 1 lid 1)``.  Raises ValueError for another language.
    """
    spoken = Language(language)
    *way, last = steps
    said = "".join(_clauses(way, spoken, last.day.year)).removeprefix(", ")
    return f"{_SENTENCES[spoken][last.rule].format(weekday=long_day(last.day, spoken))}: {said}"


def long_day(day: date, language: str) -> str:
    """Write a day out: ``dinsdag 30 mei 2023``, ``Tuesday 30 May 2023``."""
    return f"{_weekday(day, Language(language))} {day.year}"


def _clauses(way: Sequence[Step], language: Language, year: int) -> Iterator[str]:
    """Each clause with what parts it from the one before; rest days in a row are one clause."""
    for resting, group in groupby(way, key=lambda step: step.rule is Rule.REST_DAY):
        found = tuple(group)
        for run in (found,) if resting else zip(found):
            acted = _ACTS.issuperset(step.rule for step in run)
            yield ("; " if acted else ", ") + _clause(run, language, year)


def _clause(run: Sequence[Step], language: Language, year: int) -> str:
    step, last = run[0], run[-1]
    words = _SMALL_WORDS[language]
    rolled_to = last.day + ONE_DAY
    return _SENTENCES[language][step.rule].format(
        day=_in_year(_day_and_month(step.day, language), step.day, year),
        weekday=_in_year(_weekday(step.day, language), step.day, year),
        weeks=_weeks(step.weeks, language),
        total=_weeks(step.total, language),
        on=words["on"] + _in_year(_day_and_month(step.on, language), step.on, year) if step.on else "",
        rest=", ".join(dict.fromkeys(_REST_DAYS[language][rest.name] for rest in run if rest.name)),
        next=words["next"] if step is last else _in_year(_weekday(rolled_to, language), rolled_to, year),
        article=step.article,
    )


def _weeks(number: int, language: Language) -> str:
    numbers, words = _NUMBERS[language], _SMALL_WORDS[language]
    written = numbers[number] if number < len(numbers) else str(number)
    return f"{written} {words['week' if number == 1 else 'weeks']}"


def _weekday(day: date, language: Language) -> str:
    return f"{_WEEKDAYS[language][day.weekday()]} {_day_and_month(day, language)}"


def _day_and_month(day: date, language: Language) -> str:
    return f"{day.day} {_MONTHS[language][day.month - 1]}"


def _in_year(written: str, day: date, year: int) -> str:
    """The year is said where it is not that of the last day."""
    return written if day.year == year else f"{written} {day.year}"
