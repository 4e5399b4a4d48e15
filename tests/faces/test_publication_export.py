"""``manage.py publication export``: the four forms, in Dutch and in English."""

import csv
import io
import json
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from complaints.management.commands.publication import Command
from complaints.models import Complaint, Edition
from complaints.vocabulary import Category, OtherReason
from tests.faces.commands import Run, publish, runner
from tests.months import closed, may_2023, row, store
from tests.published import import_history

pytestmark = pytest.mark.django_db

COLUMNS = (
    "month,counting_basis,processing_time,service,treatment,ombudsman,policy,it,other,total,judged,justified,"
    "justified_pct,unjustified,unjustified_pct,other_outcome,other_outcome_pct,within_six_weeks,"
    "within_six_weeks_pct,within_term,within_term_pct,mean_days,mean_weeks,edition,origin,note"
)
LARGEST_IN_MAY = (
    "In mei 2023 zijn 516 klachten ontvangen. De grootste categorieën: Behandelduur (390) en Dienstverlening (108)."
)
IN_TIME_IN_MAY = (
    "79% is binnen de wettelijke zes weken afgehandeld (367 van 465). "
    "De behandeling duurde gemiddeld 4 weken (28,0 dagen)."
)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command as an operator does."""
    return runner(Command, "publication", capsys)


def test_the_text_of_may_2023_has_every_figure_of_the_published_page_and_names_the_misprint(run: Run) -> None:
    import_history()
    may_2023()
    publish(run)
    status, out, err = run("export", "2023-05", "--months", "10", "--format", "text", "--language", "nl")
    assert (status, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] == "Klachtenbehandeling, Dienst Voorbeeld: mei 2023"
    assert [line.split() for line in lines[2:13]] == [
        ["Maand", "Behandelduur", "Dienstverlening", "Bejegening", "NO", "Beleid", "IT", "Overig", "Totaal"],
        ["05/23", "390", "108", "6", "2", "5", "4", "1", "516"],
        ["04/23", "286", "112", "10", "4", "6", "2", "1", "421"],
        ["03/23", "428", "171", "9", "10", "9", "3", "1", "631"],
        ["02/23", "612", "194", "4", "26", "6", "4", "1", "847"],
        ["01/23", "590", "181", "6", "10", "2", "3", "-", "792"],
        ["12/22", "342", "140", "6", "11", "3", "1", "-", "503"],
        ["11/22", "471", "213", "11", "9", "4", "-", "-", "708"],
        ["10/22", "317", "154", "7", "3", "3", "4", "-", "488"],
        ["09/22", "201", "168", "8", "3", "4", "6", "-", "390"],
        ["08/22", "112", "132", "7", "2", "2", "5", "2", "262"],
    ]
    assert lines[14:26] == [
        "Toelichting bij tabel",
        LARGEST_IN_MAY,
        IN_TIME_IN_MAY,
        "Binnen de wettelijke termijn, met verdaging en instemming, was dat 92% (430 van 465).",
        "",
        "Beoordeeld",
        "In mei 2023 zijn 465 klachten beoordeeld, los van wanneer zij zijn ontvangen.",
        "- Terecht: 290 (62%), waarvan 12 gedeeltelijk",
        "- Onterecht: 146 (31%)",
        "- De rest: 29 (7%): ingetrokken 14, doorgezonden 6, geen oordeel mogelijk 5 en niet in behandeling genomen 4",
        "",
        "Wat in de kolommen staat",
    ]
    assert lines[28:33] == [
        "Aantekeningen bij de maanden",
        "- 05/23: Editie 2: Geteld uit het register.",
        "- 05/23: Gewijzigd sinds editie 1: Bejegening 6 (was 56).",
        "- 05/23: In editie 1, zoals eerder gepubliceerd, tellen de cellen op tot 566 tegenover een totaal van 516.",
        "",
    ]
    assert lines[33] == "Breuk in de reeks"
    assert "februari 2023" in lines[34]
    assert "maart 2023" in lines[34]
    assert lines[36] == "De wet"
    assert "9:11" in lines[37]
    assert len(lines) == 38


def test_the_english_text_follows_the_same_order(run: Run) -> None:
    may_2023()
    publish(run, reason="")
    _, out, _ = run("export", "2023-05", "--format", "text", "--language", "en")
    lines = out.splitlines()
    assert lines[0] == "Handling of complaints, Dienst Voorbeeld: May 2023"
    assert lines[2].split() == (
        ["Month", "Processing", "time", "Service", "provision", "Treatment", "NO", "Policy", "IT", "Other", "Total"]
    )
    heads = ["Explanation of the table", "Judged", "What the columns hold", "The law"]
    assert [line for line in lines if line in heads] == heads
    assert "79% was handled within the statutory six weeks (367 of 465)." in out
    assert "- Justified: 290 (62%), of which 12 in part\n- Unjustified: 146 (31%)\n- The rest: 29 (7%): " in out


def test_the_csv_has_one_row_a_month_newest_first(run: Run) -> None:
    import_history()
    may_2023()
    publish(run)
    status, out, err = run("export", "2023-05", "--months", "2", "--format", "csv", "--language", "en")
    assert (status, err) == (0, "")
    assert out.splitlines()[0] == COLUMNS
    newest, before = csv.DictReader(io.StringIO(out))
    note = newest.pop("note")
    assert ",".join(newest.values()) == (
        "2023-05,complaints,390,108,6,2,5,4,1,516,465,290,62,146,31,29,7,367,79,430,92,28.0,4,2,register"
    )
    assert "Treatment 6 (was 56)" in note
    assert ",".join(before.values()) == "2023-04,complaints,286,112,10,4,6,2,1,421" + "," * 14 + "1,imported,"


def test_a_row_that_does_not_add_up_carries_a_note(run: Run) -> None:
    import_history()
    _, out, _ = run("export", "2023-05", "--format", "csv", "--language", "nl")
    (may,) = csv.DictReader(io.StringIO(out))
    assert (may["treatment"], may["total"], may["judged"], may["mean_days"]) == ("56", "516", "", "")
    assert "566" in may["note"]
    assert "516" in may["note"]


def test_the_json_carries_the_same_with_what_it_means(run: Run) -> None:
    import_history()
    may_2023()
    publish(run)
    _, out, _ = run("export", "2023-05", "--months", "10", "--format", "json", "--language", "en")
    document = json.loads(out)
    meta, months = document["meta"], document["months"]
    assert ",".join(months[0]) == COLUMNS
    assert list(months[0].values())[:10] == ["2023-05", "complaints", 390, 108, 6, 2, 5, 4, 1, 516]
    assert list(months[0].values())[10:17] == [465, 290, 62, 146, 31, 29, 7]
    assert list(months[0].values())[17:25] == [367, 79, 430, 92, 28.0, 4, 2, "register"]
    assert [month["month"] for month in months] == [edition["month"] for edition in meta["editions"]]
    assert months[1]["judged"] is None
    assert meta["title"] == "Handling of complaints, Dienst Voorbeeld: May 2023"
    assert meta["publisher"] == "Dienst Voorbeeld"
    assert meta["licence"].startswith("https://")
    assert meta["edition"] == 2
    assert datetime.fromisoformat(meta["published_at"]).utcoffset() is not None
    assert meta["demonstration"] is False
    assert meta["language"] == "en"
    assert [each["month"] for each in meta["breaks"]] == ["2023-03"]
    assert {each["month"] for each in meta["notes"]} == {"2023-05"}
    assert set(meta["definitions"]) == set(COLUMNS.split(","))
    assert meta["definitions"]["within_six_weeks_pct"]["numerator"] == "within_six_weeks"
    assert meta["definitions"]["within_six_weeks_pct"]["denominator"] == "judged"
    assert all(definition["definition"] for definition in meta["definitions"].values())
    assert document["outcomes"] == [
        {
            "month": "2023-05",
            "partly_justified": 12,
            "other_outcome": {
                "withdrawn": 14,
                "forwarded": 6,
                "no_judgment": 5,
                "declined": 4,
                "settled": 0,
                "not_a_complaint": 0,
            },
        }
    ]


def test_of_one_month_the_digest_is_that_of_its_edition(run: Run) -> None:
    store([row(date(2023, 5, 2))])
    publish(run)
    _, out, _ = run("export", "2023-05", "--format", "json")
    assert json.loads(out)["meta"]["sha256"] == Edition.objects.get().sha256


def test_the_html_is_a_document_of_its_own_in_the_same_order(run: Run) -> None:
    import_history()
    may_2023()
    publish(run)
    _, out, _ = run("export", "2023-05", "--months", "2", "--format", "html", "--language", "nl")
    assert out.startswith('<!DOCTYPE html>\n<html lang="nl">')
    order = ["<h1>Klachtenbehandeling", "<table>", "05/23", "04/23", "Toelichting bij tabel", "29 (7%)", "De wet"]
    places = [out.index(text) for text in order]
    assert places == sorted(places)
    assert "<script" not in out
    assert "style" not in out


@pytest.mark.parametrize("format_", ["csv", "csvw", "fragment", "html", "json", "text"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_export_of_an_edition_is_the_same_byte_for_byte(run: Run, format_: str, language: str) -> None:
    import_history()
    may_2023()
    publish(run)
    arguments = ("export", "2023-05", "--months", "10", "--format", format_, "--language", language)
    first = run(*arguments)
    store([row(date(2023, 5, 2), category=Category.IT)])
    assert run(*arguments) == first
    assert first[0] == 0


def test_months_without_an_edition_are_left_out_and_named(run: Run) -> None:
    import_history()
    status, out, err = run("export", "2022-09", "--months", "4", "--format", "csv")
    assert status == 0
    assert [line["month"] for line in csv.DictReader(io.StringIO(out))] == ["2022-09", "2022-08"]
    assert [line[:7] for line in err.splitlines()] == ["2022-07", "2022-06"]


def test_without_any_edition_there_is_nothing_to_export(run: Run) -> None:
    status, out, err = run("export", "2023-05", "--format", "text")
    assert (status, out) == (1, "")
    assert "2023-05" in err


def test_a_draft_is_exported_on_request_only_and_marked(run: Run) -> None:
    store([row(date(2023, 5, 2))])
    publish(run)
    store([row(date(2023, 5, 3))])
    assert run("compile", "2023-05", "--reason", "Eén vergeten.")[0] == 0
    _, published, _ = run("export", "2023-05", "--format", "json", "--language", "en")
    _, draft, _ = run("export", "2023-05", "--format", "json", "--language", "en", "--draft")
    assert json.loads(published)["months"][0]["total"] == 1
    document = json.loads(draft)
    assert document["months"][0]["total"] == 2
    assert document["months"][0]["note"].startswith("Draft, not published.")
    assert document["meta"]["editions"][0]["status"] == "draft"
    assert document["meta"]["published_at"] is None
    _, text, _ = run("export", "2023-05", "--format", "text", "--language", "en", "--draft")
    assert text.splitlines()[1] == "Draft, not published: May 2023."


def test_a_demonstration_says_so(run: Run, settings: Settings) -> None:
    settings.DEMO = True
    import_history()
    _, text, _ = run("export", "2023-05", "--format", "text", "--language", "en")
    assert text.splitlines()[1].startswith("Demonstration: ")
    _, out, _ = run("export", "2023-05", "--format", "json")
    assert json.loads(out)["meta"]["demonstration"] is True


def test_the_output_is_written_to_a_file(run: Run, tmp_path: Path) -> None:
    import_history()
    to_screen = run("export", "2023-05", "--format", "csv")[1]
    target = tmp_path / "mei.csv"
    target.write_text("old")
    assert run("export", "2023-05", "--format", "csv", "--output", str(target)) == (0, "", "")
    assert target.read_bytes().decode() == to_screen
    assert list(tmp_path.iterdir()) == [target]


def test_a_file_that_cannot_be_written_is_named(run: Run, tmp_path: Path) -> None:
    import_history()
    target = tmp_path / "missing" / "mei.csv"
    status, out, err = run("export", "2023-05", "--format", "csv", "--output", str(target))
    assert (status, out) == (1, "")
    assert str(target) in err
    assert run("export", "2023-05", "--format", "csv", "--output", str(tmp_path))[0] == 1


# What the words say in months that are not May 2023


def text_of(run: Run, month: str) -> str:
    assert run("compile", month)[0] == 0
    return run("export", month, "--format", "text", "--language", "en", "--draft")[1]


def test_a_month_in_which_nothing_was_judged_says_so_and_gives_no_shares(run: Run) -> None:
    store([row(date(2023, 5, 2))])
    text = text_of(run, "2023-05")
    assert "In May 2023 1 complaint was received. The largest categories: Processing time (1)." in text
    assert "In May 2023 0 complaints were judged, whenever they were received." in text
    assert "%" not in text


def test_a_month_in_which_nothing_was_received_names_no_category(run: Run) -> None:
    store([closed(date(2023, 4, 24), date(2023, 5, 1), OtherReason.SETTLED)])
    text = text_of(run, "2023-05")
    assert "In May 2023 0 complaints were received.\n" in text
    assert "In May 2023 1 complaint was judged, whenever it was received." in text
    assert "On average, handling took 1 week (7.0 days)." in text
    assert "- Justified: 0 (0%)\n- Unjustified: 0 (0%)\n- The rest: 1 (100%): settled to satisfaction 1\n" in text


def test_without_other_outcomes_the_rest_has_no_reasons(run: Run) -> None:
    store([closed(date(2023, 4, 24), date(2023, 5, 1))])
    assert "- The rest: 0 (0%)\n" in text_of(run, "2023-05")


def test_a_month_before_the_break_speaks_of_complainants(run: Run) -> None:
    store([row(date(2023, 2, 2), complainants=3)])
    assert "In February 2023 complaints of 3 complainants were received." in text_of(run, "2023-02")


def test_notes_that_hold_for_more_months_are_told_once(run: Run) -> None:
    import_history()
    store([row(date(2023, 3, 2) + timedelta(days=31 * step)) for step in range(2)])
    for month in ("2023-03", "2023-04"):
        publish(run, month)
    _, text, _ = run("export", "2023-04", "--months", "2", "--format", "text", "--language", "nl")
    assert "- 04/23, 03/23: Editie 2: Geteld uit het register.\n" in text


def test_a_change_of_the_counting_basis_is_a_change_like_any_other(run: Run, settings: Settings) -> None:
    store([row(date(2023, 5, 2), complainants=3)])
    publish(run, reason="")
    settings.COUNTING_BASIS = ((date(1, 1, 1), "complainants"),)
    publish(run, reason="By complainants.")
    _, text, _ = run("export", "2023-05", "--format", "text", "--language", "en")
    assert (
        "- 05/23: Changed since edition 1: counting basis complainants (was complaints), "
        "Processing time 3 (was 1), total 3 (was 1).\n"
    ) in text


def test_a_correction_names_what_the_table_itself_does_not_show(run: Run) -> None:
    store([closed(date(2023, 4, 24), date(2023, 5, 1), OtherReason.SETTLED)])
    publish(run, reason="")
    Complaint.objects.update(other_reason=OtherReason.WITHDRAWN)
    publish(run, reason="It was withdrawn.")
    _, text, _ = run("export", "2023-05", "--format", "text", "--language", "en")
    assert "- 05/23: Edition 2: It was withdrawn.\n" in text
    assert "Changed since edition 1: Withdrawn 1 (was 0), Settled to satisfaction 0 (was 1).\n" in text


def test_a_note_on_an_edition_is_published_with_it(run: Run) -> None:
    store([row(date(2023, 5, 2))])
    run("compile", "2023-05")
    Edition.objects.update(note="The office moved.")
    _, text, _ = run("export", "2023-05", "--format", "text", "--language", "en", "--draft")
    assert "- 05/23: The office moved.\n" in text
