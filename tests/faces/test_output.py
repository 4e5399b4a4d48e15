"""What an operator names as output is replaced only where it is a file."""

import os
import stat
from pathlib import Path

import pytest
from django.core.management.base import CommandError

from complaints.management.operating import write_bytes


def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDWR | os.O_NONBLOCK)
    try:
        write_bytes(pipe, b"de tabel")
        assert os.read(reading, 100) == b"de tabel"
    finally:
        os.close(reading)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_file_is_replaced_and_nothing_else_is_left(tmp_path: Path) -> None:
    file = tmp_path / "tabel.csv"
    file.write_bytes(b"oud")
    write_bytes(file, b"nieuw")
    assert file.read_bytes() == b"nieuw"
    assert list(tmp_path.iterdir()) == [file]


def test_a_directory_is_refused_and_nothing_is_left(tmp_path: Path) -> None:
    folder = tmp_path / "map"
    folder.mkdir()
    with pytest.raises(CommandError, match="map"):
        write_bytes(folder, b"nieuw")
    assert list(tmp_path.iterdir()) == [folder]
