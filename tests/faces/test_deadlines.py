"""``manage.py deadlines``: the law asked from the command line, without settings or database."""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

import manage

EXAMPLES = Path(__file__).parents[1] / "law" / "data" / "deadline_examples.csv"
#: The columns of the worked cases, and what the command calls the same.
SAME = {
    "received_date": "received_on",
    "notice_9_8_last_day": "notice_of_not_handling",
    "base_last_day": "base",
    "extended_last_day": "extended",
    "final_last_day": "final",
    "overdue_from_utc": "overdue_from",
}


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit status and what it wrote."""

    status: int
    out: str
    err: str


Deadlines = Callable[..., Ended]


@pytest.fixture
def deadlines(capfd: pytest.CaptureFixture[str]) -> Deadlines:
    def run(*arguments: object) -> Ended:
        try:
            status = manage.main(["manage.py", "deadlines", *map(str, arguments)])
        except SystemExit as stopped:
            status = stopped.code if isinstance(stopped.code, int) else 1
        return Ended(status, *capfd.readouterr())

    return run


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    return tmp_path / "cases.csv"


class TestOneComplaint:
    def test_is_explained_step_by_step_in_dutch(self, deadlines: Deadlines) -> None:
        assert deadlines("2023-04-17") == Ended(
            0,
            "Ontvangen: maandag 17 april 2023\n"
            "Bericht van niet in behandeling nemen: laatste dag maandag 15 mei 2023: ontvangen 17 april (dag 0), "
            "vier weken is maandag 15 mei (Awb 9:8 lid 3)\n"
            "Afhandelen: laatste dag dinsdag 30 mei 2023: ontvangen 17 april (dag 0), zes weken is maandag 29 mei "
            "(Awb 9:11 lid 1), Tweede Pinksterdag, dus de volgende dag (Atw 1 lid 1)\n"
            "Te laat vanaf: 2023-05-30T22:00:00Z\n",
            "",
        )

    def test_extended_and_agreed_to_is_explained_in_english(self, deadlines: Deadlines) -> None:
        asked = ("2027-01-11", "--procedure", "committee", "--extended-weeks", "4", "--consent-until", "2027-06-01")
        answered = deadlines(*asked, "--language", "en")
        assert [line.split(": received")[0] for line in answered.out.splitlines()] == [
            "Received: Monday 11 January 2027",
            "Notice of not handling: last day Monday 8 February 2027",
            "Handle: last day Monday 22 March 2027",
            "Handle after extension: last day Monday 19 April 2027",
            "Handle with the complainant's consent: last day Tuesday 1 June 2027",
            "Overdue from: 2027-06-01T22:00:00Z",
        ]
        assert "agreed in writing to delay until Tuesday 1 June (Awb 9:11 lid 3)" in answered.out

    def test_in_json_has_each_date_with_its_steps(self, deadlines: Deadlines) -> None:
        found = json.loads(deadlines("2026-03-06", "--extended-weeks", "4", "--format", "json").out)
        because = found.pop("because")
        assert found == {
            "procedure": "ordinary",
            "extension_weeks": 4,
            "consent_until": None,
            "received_on": "2026-03-06",
            "notice_of_not_handling": "2026-04-07",
            "base": "2026-04-17",
            "extended": "2026-05-18",
            "final": "2026-05-18",
            "overdue_from": "2026-05-18T22:00:00Z",
        }
        assert list(because) == ["notice_of_not_handling", "base", "extended", "final"]
        assert because["base"]["explanation"].startswith("laatste dag vrijdag 17 april 2026: ")
        assert because["base"]["steps"][1] == {
            "day": "2026-04-17",
            "rule": "term",
            "article": "Awb 9:11 lid 1",
            "weeks": 6,
        }

    def test_in_json_has_no_extended_day_without_extension(self, deadlines: Deadlines) -> None:
        found = json.loads(deadlines("2026-01-05", "--format", "json", "--consent-until", "2026-03-01").out)
        assert (found["extended"], found["consent_until"], found["final"]) == (None, "2026-03-01", "2026-03-01")

    def test_received_at_night_is_received_on_the_dutch_day(self, deadlines: Deadlines) -> None:
        assert "Ontvangen: maandag 6 juli 2026\n" in deadlines("2026-07-05T22:30:00Z").out

    def test_beyond_the_decrees_is_answered_with_a_warning(self, deadlines: Deadlines) -> None:
        answered = deadlines("2028-12-01")
        assert (answered.status, answered.out.count("\n")) == (0, 4)
        assert answered.err == (
            "The decrees on equated days are known through 2028; "
            "a later day may yet be equated with a holiday (Atw 3 lid 3).\n"
        )

    def test_takes_a_newer_decree_from_the_environment_or_the_arguments(
        self, deadlines: Deadlines, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        newer = tmp_path / "newer.csv"
        newer.write_text("date,decree\n2029-05-11,KB 2028\n")
        answered = deadlines("2029-03-30", "--equated-days", newer)
        assert (answered.err, "laatste dag maandag 14 mei 2029" in answered.out) == ("", True)
        monkeypatch.setenv("EQUATED_DAYS_FILE", str(newer))
        assert deadlines("2029-03-30") == answered


class TestARefusal:
    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (["2013-12-31"], "2013-12-31 lies outside the calendar; give a day from 2014-01-01 to 2998-12-31."),
            (["2026-01-05", "--extended-weeks", "5"], "An extension is for 1 to 4 weeks, not 5. (Awb 9:11 lid 2)"),
            (["2026-01-05", "--extended-weeks", "-1"], "An extension is for 1 to 4 weeks, not -1. (Awb 9:11 lid 2)"),
            (["2026-01-05", "--equated-days", "none.csv"], "none.csv cannot be read: No such file or directory."),
            (["--file", "none.csv"], "none.csv cannot be read: No such file or directory."),
            (["--file", "."], ". cannot be read: Is a directory."),
        ],
    )
    def test_by_the_law_or_of_a_file_ends_with_one(
        self, deadlines: Deadlines, arguments: list[str], message: str
    ) -> None:
        assert deadlines(*arguments) == Ended(1, "", f"CommandError: {message}\n")

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            ([], "Give either a date of receipt or --file CASES.csv."),
            (["2026-01-05", "--file", "cases.csv"], "Give either a date of receipt or --file CASES.csv."),
            (["--file", "cases.csv", "--extended-weeks", "1"], "--file takes no --extended-weeks."),
            (["--file", "cases.csv", "--format", "json"], "--file takes no --format."),
            (["5-1-2026"], "'5-1-2026' is not a date of 1900 to 2999; write YYYY-MM-DD or YYYY-MM-DDTHH:MM."),
            (["2026-01-05", "--consent-until", "soon"], "'soon' is not a date of 1900 to 2999"),
            (["2026-01-05", "--extended-weeks", "two"], "argument --extended-weeks: invalid int value: 'two'"),
            (["2026-01-05", "--procedure", "12w"], "argument --procedure: invalid choice: '12w'"),
        ],
    )
    def test_of_wrong_arguments_ends_with_two(self, deadlines: Deadlines, arguments: list[str], message: str) -> None:
        ended = deadlines(*arguments)
        assert (ended.status, ended.out) == (2, "")
        assert message in ended.err


class TestAFileOfCases:
    def test_that_holds_the_worked_examples_comes_out_exactly(self, deadlines: Deadlines) -> None:
        answered = deadlines("--file", EXAMPLES)
        rows = list(csv.DictReader(io.StringIO(answered.out)))
        assert (answered.status, answered.err, len(rows)) == (0, "", 33)
        for row in rows:
            assert {name: row[name] for name in SAME} == {name: row[ours] for name, ours in SAME.items()}

    def test_keeps_its_own_columns_in_front_and_its_delimiter(self, deadlines: Deadlines, cases: Path) -> None:
        cases.write_bytes(
            b'\xef\xbb\xbfzaak;received_at;procedure\r\nA1;2026-01-05;10W\r\n\r\n"B;2";2026-01-05T23:30;\r\n'
        )
        assert deadlines("--file", cases).out == (
            "zaak;received_at;procedure;received_on;notice_of_not_handling;base;extended;final;overdue_from\n"
            "A1;2026-01-05;10W;2026-01-05;2026-02-02;2026-03-16;;2026-03-16;2026-03-16T23:00:00Z\n"
            '"B;2";2026-01-05T23:30;;2026-01-05;2026-02-02;2026-02-16;;2026-02-16;2026-02-16T23:00:00Z\n'
        )

    def test_counts_extension_and_consent(self, deadlines: Deadlines, cases: Path) -> None:
        cases.write_text("received_at,extension_weeks,consent_until\n2026-01-05, 4 ,2026-05-01\n2026-01-05,0,\n")
        rows = list(csv.DictReader(io.StringIO(deadlines("--file", cases).out)))
        assert [(row["extended"], row["final"]) for row in rows] == [
            ("2026-03-16", "2026-05-01"),
            ("", "2026-02-16"),
        ]

    def test_warns_once_where_the_decrees_end(self, deadlines: Deadlines, cases: Path) -> None:
        cases.write_text("received_at\n2028-12-01\n2029-01-01\n2026-01-05\n")
        answered = deadlines("--file", cases)
        assert (answered.status, answered.out.count("\n")) == (0, 4)
        assert answered.err.count("known through 2028") == 1

    def test_with_bad_lines_names_each_and_answers_nothing(self, deadlines: Deadlines, cases: Path) -> None:
        cases.write_text(
            "note,received_at,procedure,extension_weeks,consent_until\n"
            '"two\nlines",2026-01-05,6w,0,\n'
            "a,2013-01-05,6w,0,\n"
            "b,yesterday,6w,0,\n"
            "c,2026-01-05,8w,0,\n"
            "d,2026-01-05,6w,two,\n"
            "e,2026-01-05,6w,12345678901234567890,\n"
            "f,2026-01-05,6w,0,later\n"
            "g,2026-01-05\n"
        )
        ended = deadlines("--file", cases)
        assert (ended.status, ended.out) == (1, "")
        assert ended.err.removeprefix("CommandError: ").splitlines() == [
            f"{cases}, line 4: 2013-01-05 lies outside the calendar; give a day from 2014-01-01 to 2998-12-31.",
            (
                f"{cases}, line 5: received_at: 'yesterday' is not a date of 1900 to 2999; "
                "write YYYY-MM-DD or YYYY-MM-DDTHH:MM."
            ),
            f"{cases}, line 6: procedure is '8w'; write ordinary (6w) or committee (10w).",
            f"{cases}, line 7: extension_weeks is 'two'; write a number from 0 to 4.",
            f"{cases}, line 8: An extension is for 1 to 4 weeks, not 123456789.",
            (
                f"{cases}, line 9: consent_until: 'later' is not a date of 1900 to 2999; "
                "write YYYY-MM-DD or YYYY-MM-DDTHH:MM."
            ),
            f"{cases}, line 10: has 2 fields where the first line has 5.",
        ]

    def test_that_is_wrong_throughout_is_not_named_line_by_line(self, deadlines: Deadlines, cases: Path) -> None:
        cases.write_text("received_at\n" + "soon\n" * 25)
        named = deadlines("--file", cases).err.splitlines()
        assert (len(named), named[-1]) == (21, "and 5 more lines.")

    @pytest.mark.parametrize(
        ("content", "reason"),
        [
            (b"", ": the first line must name the column received_at."),
            (b"received\n2026-01-05\n", ": the first line must name the column received_at."),
            (b"received_at,base\n", ": the column base is a column of the answer; rename or remove it."),
            (b"received_at,note,note\n", ": the column note is named twice; rename or remove it."),
            (b"received_at\n2026-01-05\n\xe9\n", ", line 3: not UTF-8; save the file as UTF-8."),
            (b'received_at\n2026-01-05\n"2026\n', ", line 3: not a CSV record (unexpected end of data)."),
            (
                b"received_at\n" + b"x" * 200_000,
                ", line 2: not a CSV record (field larger than field limit (131072)).",
            ),
        ],
        ids=["empty", "no receipt", "own column", "twice", "not UTF-8", "open quote", "too long"],
    )
    def test_that_is_no_file_of_cases_is_refused(
        self, deadlines: Deadlines, cases: Path, content: bytes, reason: str
    ) -> None:
        cases.write_bytes(content)
        assert deadlines("--file", cases) == Ended(1, "", f"CommandError: {cases}{reason}\n")
