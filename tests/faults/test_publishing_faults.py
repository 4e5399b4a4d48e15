"""Published bytes: the same whatever the machine is like, and never half there when the power goes."""

import random
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from complaints.queries.editions import all_published, series
from complaints.renderings import site
from complaints.renderings.exports import FORMATS, LANGUAGES
from tests.faults.processes import ROOT, environment, kill, start
from tests.published import MAY, ten_months

pytestmark = pytest.mark.django_db(transaction=True)


def digests(seed: int) -> set[str]:
    """Export everything in a process of its own, with this hash seed, in ten time zones."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.exporting"],
        cwd=ROOT,
        env=environment(PYTHONHASHSEED=str(seed), DJANGO_SETTINGS_MODULE="config.settings"),
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.splitlines())


def exported_alike(seeds: int) -> None:
    """Every format and language has one digest, whatever the seed and the zone."""
    ten_months()
    first = digests(0)
    assert len(first) == len(FORMATS) * len(LANGUAGES)
    for seed in range(1, seeds):
        assert digests(seed) == first


def test_exports_are_the_same_under_another_hash_seed_and_in_ten_time_zones() -> None:
    exported_alike(2)


@pytest.mark.deep
@pytest.mark.timeout(900)
def test_a_hundred_exports_have_one_digest() -> None:
    exported_alike(10)


def linked(page: Path) -> set[Path]:
    """The files that a page points to, styles and typefaces apart."""
    links = re.findall(r'href="([^"#:]+)"', page.read_text("utf-8"))
    return {(page.parent / link).resolve() for link in links}


def killed_while_writing(directory: Path, kills: int) -> None:
    """Write the site, kill it at a random moment, again and again; then let it finish."""
    ten_months()
    whole = dict(site.files(all_published(), (), ()))
    dice = random.Random(kills)
    fell = 0
    for _ in range(kills):
        process = start("manage.py", "publication", "site", str(directory))
        begun = time.monotonic()
        while not directory.exists() and process.poll() is None:
            time.sleep(0.02)
        time.sleep(dice.random() * min(3.0, time.monotonic() - begun))
        fell += process.poll() is None
        kill(process)
        for path in directory.rglob("*"):
            name = str(path.relative_to(directory))
            if path.is_file() and not path.name.startswith("."):
                assert path.read_bytes() == whole[name], name
                if path.suffix == ".html":
                    assert [link for link in linked(path) if not link.exists()] == []
    assert fell, "no kill fell into the writing"
    assert start("manage.py", "publication", "site", str(directory)).wait(timeout=100) == 0
    written = {str(path.relative_to(directory)) for path in directory.rglob("*") if path.is_file()}
    assert written == set(whole)


@pytest.mark.deep
@pytest.mark.timeout(900)
def test_a_site_killed_ten_times_is_whole_in_the_end(tmp_path: Path) -> None:
    killed_while_writing(tmp_path / "site", 10)


def test_a_file_that_is_replaced_while_it_is_read_is_the_old_one_or_the_new_one(tmp_path: Path) -> None:
    ten_months()
    target = tmp_path / "tabel.csv"
    target.write_bytes(b"old")
    arguments = ("manage.py", "publication", "export", "2023-05", "--months", "10", "--format", "csv")
    seen = set()
    process = start(*arguments, "--output", str(target))
    while process.poll() is None:
        seen.add(target.read_bytes())
        time.sleep(0.001)
    seen.add(target.read_bytes())
    new = FORMATS["csv"].render(series(MAY, months=10))
    assert seen == {b"old", new}
