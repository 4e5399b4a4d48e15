"""``manage.py publication site``: the pages as a folder of files that points to nothing but itself."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.test import Client
from justhtml import JustHTML

from complaints.management.commands.publication import Command
from complaints.services import publication
from tests.faces.commands import Run, runner
from tests.months import row, store
from tests.people import at_desk, chris
from tests.published import MAY, NOW, import_history, publish_may, ten_months

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command as an operator does."""
    return runner(Command, "publication", capsys)


def files(directory: Path) -> set[Path]:
    return {path for path in directory.rglob("*") if path.is_file()}


def test_every_link_leads_to_a_file_of_the_folder_or_openly_outside(run: Run, tmp_path: Path) -> None:
    ten_months()
    site = tmp_path / "site"
    status, out, err = run("site", str(site))
    assert (status, err) == (0, "")
    assert out.startswith(f"{len(files(site))} bestanden in {site}")
    pages = [path for path in files(site) if path.suffix == ".html"]
    assert len(pages) == 2 * (1 + 10 + 11)
    for page in pages:
        text = page.read_text("utf-8")
        JustHTML(text, strict=True)
        anchors = set(re.findall(r'id="([^"]+)"', text))
        for link in re.findall(r'(?:href|src)="([^"]+)"', text):
            if link.startswith("#"):
                assert link[1:] in anchors
            elif not link.startswith(("https://", "mailto:")):
                assert (page.parent / unquote(link)).resolve() in files(site), f"{page}: {link}"


def test_the_files_are_those_of_the_web(run: Run, tmp_path: Path) -> None:
    ten_months()
    run("site", str(tmp_path))
    visitor = Client(headers={"host": "klachten.dienst.example"}, SERVER_NAME="klachten.dienst.example")
    for path in files(tmp_path):
        name = str(path.relative_to(tmp_path))
        if path.suffix != ".html" and not name.startswith("assets/"):
            assert path.read_bytes() == visitor.get(f"/{name}", secure=True).content, name


def test_a_second_time_nothing_is_written_and_a_new_edition_only_what_it_changes(run: Run, tmp_path: Path) -> None:
    import_history()
    run("site", str(tmp_path))
    stamps = {path: path.stat().st_mtime_ns for path in files(tmp_path)}
    assert "waarvan 0 nieuw" in run("site", str(tmp_path))[1]
    store([row(MAY.first_day)])
    publish_may(reason="Geteld uit het register.")
    run("site", str(tmp_path))
    changed = {path for path in files(tmp_path) if stamps.get(path) != path.stat().st_mtime_ns}
    assert tmp_path / "klachtenbehandeling/2023-05/2.csv" in changed
    assert tmp_path / "klachtenbehandeling/2023-05/1.csv" not in changed
    assert tmp_path / "klachtenbehandeling/2023-04/1/index.html" not in changed


def test_what_a_killed_run_left_is_taken_away(run: Run, tmp_path: Path) -> None:
    import_history()
    left = tmp_path / "klachtenbehandeling" / ".tabel.csv.4711"
    left.parent.mkdir()
    left.write_text("half")
    run("site", str(tmp_path))
    assert not left.exists()
    assert [path for path in files(tmp_path) if path.name.startswith(".")] == []


def test_nothing_published_or_no_folder_is_told(run: Run, tmp_path: Path) -> None:
    store([row(MAY.first_day)])
    publication.compile_month(month=MAY, actor=at_desk(chris()), now=NOW)
    status, out, err = run("site", str(tmp_path / "site"))
    assert (status, out) == (1, "")
    assert "niets gepubliceerd" in err
    assert not (tmp_path / "site").exists()
    import_history()
    file = tmp_path / "file"
    file.write_text("x")
    status, _, err = run("site", str(file))
    assert status == 1
    assert str(file) in err
    status, _, err = run("site", str(file / "site"))
    assert status == 1
    assert str(file) in err
    assert run("site")[0] == 2


def test_the_metadata_of_a_csv_are_written_beside_it_under_its_name(run: Run, tmp_path: Path) -> None:
    import_history()
    target = tmp_path / "mei.csv-metadata.json"
    assert run("export", "2023-05", "--format", "csvw", "--language", "en", "--output", str(target))[0] == 0
    assert '"url": "mei.csv"' in target.read_text("utf-8")
    assert '"url": "tabel.csv"' in run("export", "2023-05", "--format", "csvw")[1]


def test_a_note_that_no_typeface_has_is_told_and_nothing_is_written(run: Run, tmp_path: Path) -> None:
    store([row(MAY.first_day)])
    publication.compile_month(month=MAY, actor=at_desk(chris()), now=NOW)
    publication.annotate(month=MAY, actor=at_desk(chris()), now=NOW, note="Zie \N{CUNEIFORM SIGN A}.")
    target = tmp_path / "mei.pdf"
    status, _, err = run("export", "2023-05", "--draft", "--format", "pdf", "--output", str(target))
    assert status == 1
    assert "\N{CUNEIFORM SIGN A}" in err
    assert not target.exists()
