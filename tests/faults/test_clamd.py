"""The real virus scanner, with a signature of our own for its test file: found, clean, too long, away."""

import io
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings

from complaints.channels import clamd
from complaints.channels.clamd import ScannerAway
from complaints.services.documents import Infected
from complaints.vocabulary import ScanState
from config.connections import Clamd
from tests.cases import register_complaint
from tests.documents import samples
from tests.services.test_document import add

pytestmark = pytest.mark.deep

CLAMD = shutil.which("clamd") or shutil.which("clamd", path="/usr/sbin")
#: What every scanner knows as a test; put together here, so that no scanner stops this file.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
#: The signature of that test file, as ClamAV writes signatures of content: name, type, place, bytes in hex.
SIGNATURE = f"Gehoor-Test-Signature:0:*:{EICAR.hex()}\n"

SETTINGS = """
LocalSocket {place}/clamd.ctl
TCPSocket {port}
TCPAddr 127.0.0.1
DatabaseDirectory {place}/signatures
TemporaryDirectory {place}
PidFile {place}/clamd.pid
Foreground yes
StreamMaxLength 1M
"""


@pytest.fixture(scope="module")
def scanner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clamd]:
    """A daemon of our own; where the machine has none, a run of CI fails and any other says what it left out."""
    if CLAMD is None:
        if os.environ.get("CI"):
            pytest.fail("clamd is not installed: apt-get install clamav-daemon.")
        pytest.skip("clamd is not installed: nothing is proved about the virus scanner.")
    place = tmp_path_factory.mktemp("clamd")
    (place / "signatures").mkdir()
    (place / "signatures" / "own.ndb").write_text(SIGNATURE, encoding="ascii")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (place / "clamd.conf").write_text(SETTINGS.format(place=place, port=port), encoding="utf-8")
    place.chmod(0o755)
    with (place / "log").open("wb") as log:
        daemon = subprocess.Popen([CLAMD, "--config-file", str(place / "clamd.conf")], stdout=log, stderr=log)
        _await(place, daemon)
        yield Clamd(path=str(place / "clamd.ctl"), port=port)
        daemon.terminate()
        daemon.wait(timeout=30)


def _await(place: Path, daemon: "subprocess.Popen[bytes]") -> None:
    for _each in range(600):
        if (place / "clamd.ctl").exists():
            return
        if daemon.poll() is not None:
            break
        time.sleep(0.1)
    pytest.fail((place / "log").read_text(encoding="utf-8"))


@pytest.fixture(params=["socket", "port"])
def way(request: pytest.FixtureRequest, scanner: Clamd) -> Iterator[None]:
    """The daemon, reached through its socket and through its port."""
    by = {"socket": Clamd(path=scanner.path), "port": Clamd(host="127.0.0.1", port=scanner.port)}
    with override_settings(CLAMD=by[request.param]):
        yield


def test_the_test_file_is_found_and_an_honest_one_is_clean(way: None) -> None:
    assert clamd.virus_in(io.BytesIO(EICAR)) == "Gehoor-Test-Signature.UNOFFICIAL"
    assert clamd.virus_in(io.BytesIO(samples.archive({"een.txt": EICAR}))) == "Gehoor-Test-Signature.UNOFFICIAL"
    assert clamd.virus_in(io.BytesIO(samples.pdf_file())) == ""


def test_what_is_longer_than_the_scanner_reads_is_not_called_clean(way: None) -> None:
    with pytest.raises(ScannerAway):
        clamd.virus_in(io.BytesIO(os.urandom(3 * 2**20)))


def test_a_scanner_that_is_away_says_nothing(tmp_path: Path) -> None:
    with override_settings(CLAMD=Clamd(path=str(tmp_path / "nobody.ctl"))), pytest.raises(ScannerAway):
        clamd.virus_in(io.BytesIO(EICAR))


@pytest.mark.django_db
def test_a_file_with_a_virus_is_turned_away_and_a_clean_one_is_marked(way: None) -> None:
    added, away = add(register_complaint(), ("a.docx", samples.word_file(x=EICAR)), ("b.pdf", samples.pdf_file()))
    assert [type(file.refusal) for file in away] == [Infected]
    assert [document.scan for document in added] == [ScanState.CLEAN]
