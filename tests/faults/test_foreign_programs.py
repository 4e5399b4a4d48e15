"""What is published, opened by whole programs of others: LibreOffice, and the checker of HTML of the W3C."""

import csv
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from complaints.queries.editions import all_published
from complaints.renderings import site
from complaints.renderings.exports import export
from tests.published import ten_months

pytestmark = [pytest.mark.django_db, pytest.mark.deep, pytest.mark.timeout(600)]

CHECKER = Path(os.environ.get("HTML_CHECKER", Path.home() / ".cache/gehoor/node_modules/vnu-jar/build/dist/vnu.jar"))


def needed(found: object, what: str) -> None:
    """Where a program is away, a run of CI fails and any other says what it left out."""
    if not found:
        if os.environ.get("CI"):
            pytest.fail(what)
        pytest.skip(what)


@pytest.mark.parametrize("format_", ["xlsx", "ods"])
def test_libreoffice_reads_numbers_as_numbers_and_runs_nothing(format_: str, tmp_path: Path) -> None:
    program = shutil.which("soffice")
    needed(program, "soffice is not installed: apt-get install libreoffice-calc-nogui.")
    file = tmp_path / f"tabel.{format_}"
    file.write_bytes(export(ten_months(), name=format_, language="nl"))
    subprocess.run(
        [
            *(str(program), "--headless", f"-env:UserInstallation=file://{tmp_path}/profile"),
            *("--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,1"),
            *("--outdir", str(tmp_path), str(file)),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    (written,) = tmp_path.glob("*.csv")
    rows = list(csv.reader(written.read_text("utf-8").splitlines()))
    assert rows[0][:3] == ["Maand", "Telgrondslag", "Behandelduur"]
    assert rows[1][2:10] == ["390", "108", "6", "2", "5", "4", "1", "516"]
    assert len(rows) == 11


def test_the_checker_of_html_finds_nothing_on_any_page(tmp_path: Path) -> None:
    needed(CHECKER.is_file() and shutil.which("java"), "The Nu HTML Checker (vnu-jar) or Java is not installed.")
    ten_months()
    for path, content in site.files(all_published(), (), ()):
        if path.endswith(".html"):
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_bytes(content)
    pages = sorted(map(str, tmp_path.rglob("*.html")))
    checked = subprocess.run(["java", "-jar", str(CHECKER), *pages], capture_output=True, text=True, check=False)
    assert checked.stderr == ""
    assert checked.returncode == 0
