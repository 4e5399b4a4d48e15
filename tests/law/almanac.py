"""An almanac of Dutch holidays made without the code it checks: a table by hand, and Knuth's Easter."""

from datetime import date, timedelta

#: Good Friday, Easter Monday, King's Day, Ascension Day, Whit Monday, as printed calendars have them.
MOVABLE = {
    2014: ("04-18", "04-21", "04-26", "05-29", "06-09"),
    2015: ("04-03", "04-06", "04-27", "05-14", "05-25"),
    2016: ("03-25", "03-28", "04-27", "05-05", "05-16"),
    2017: ("04-14", "04-17", "04-27", "05-25", "06-05"),
    2018: ("03-30", "04-02", "04-27", "05-10", "05-21"),
    2019: ("04-19", "04-22", "04-27", "05-30", "06-10"),
    2020: ("04-10", "04-13", "04-27", "05-21", "06-01"),
    2021: ("04-02", "04-05", "04-27", "05-13", "05-24"),
    2022: ("04-15", "04-18", "04-27", "05-26", "06-06"),
    2023: ("04-07", "04-10", "04-27", "05-18", "05-29"),
    2024: ("03-29", "04-01", "04-27", "05-09", "05-20"),
    2025: ("04-18", "04-21", "04-26", "05-29", "06-09"),
    2026: ("04-03", "04-06", "04-27", "05-14", "05-25"),
    2027: ("03-26", "03-29", "04-27", "05-06", "05-17"),
    2028: ("04-14", "04-17", "04-27", "05-25", "06-05"),
    2029: ("03-30", "04-02", "04-27", "05-10", "05-21"),
    2030: ("04-19", "04-22", "04-27", "05-30", "06-10"),
}
FIXED = ("01-01", "05-05", "12-25", "12-26")

#: The decrees of Atw 3 lid 3, typed over from the Staatscourant.
EQUATED = {
    *("2014-05-30", "2015-01-02", "2015-05-04", "2015-05-15", "2016-05-06"),
    *("2017-04-28", "2017-05-26", "2018-05-11", "2018-12-24", "2018-12-31", "2019-05-31", "2019-12-27"),
    *("2020-05-22", "2021-05-14", "2022-05-27"),
    *("2023-04-28", "2023-05-19", "2024-05-10", "2024-12-27", "2025-05-30"),
    *("2026-01-02", "2026-05-15", "2027-05-07", "2028-04-28", "2028-05-26"),
}


def printed_holidays(year: int) -> set[date]:
    """The holidays of a year in the table, by hand."""
    return {date.fromisoformat(f"{year}-{day}") for day in (*FIXED, *MOVABLE[year])}


def knuth_easter(year: int) -> date:
    """Easter Sunday by the algorithm of Knuth, The Art of Computer Programming 1.3.2, exercise 14."""
    golden, century = year % 19 + 1, year // 100 + 1
    dropped_leap_days = 3 * century // 4 - 12
    sunday = 5 * year // 4 - dropped_leap_days - 10
    epact = (11 * golden + 20 + (8 * century + 5) // 25 - 5 - dropped_leap_days) % 30
    epact += (epact == 25 and golden > 11) or epact == 24
    full_moon = 44 - epact if epact <= 23 else 74 - epact
    return date(year, 2, 28 + _leap(year)) + timedelta(days=full_moon + 7 - (sunday + full_moon) % 7)


def rest_days(first: int, last: int) -> frozenset[date]:
    """Every rest day from the first year through the last: weekends, holidays, decrees."""
    found = {date.fromisoformat(day) for day in EQUATED}
    for year in range(first, last + 1):
        easter = knuth_easter(year)
        found |= {easter + timedelta(days=days) for days in (-2, 1, 39, 50)}
        found |= {date.fromisoformat(f"{year}-{day}") for day in FIXED}
        found.add(date(year, 4, 26 if date(year, 4, 27).isoweekday() == 7 else 27))
    day = date(first, 1, 1)
    while day.year <= last:
        if day.isoweekday() in {6, 7}:
            found.add(day)
        day += timedelta(days=1)
    return frozenset(found)


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
