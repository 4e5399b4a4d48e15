"""``rebuild_search`` compares the search table with the register, and mends it."""

import json

import pytest

from complaints.management.commands.rebuild_search import Command
from complaints.models import Findable
from tests.cases import register_complaint
from tests.faces.commands import Run, runner

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(Command, "rebuild_search", capsys)


def test_a_table_that_agrees_is_left_alone(run: Run) -> None:
    register_complaint()
    assert run("--check") == (0, '{"differing": 0}\n', "")
    assert run() == (0, '{"mended": 0}\n', "")


def test_a_difference_is_told_and_then_mended(run: Run) -> None:
    complaint = register_complaint()
    Findable.objects.filter(pk=complaint.pk).update(words="'anders':1")
    status, said, told = run("--check")
    assert (status, json.loads(said)) == (1, {"differing": 1})
    assert "run rebuild_search" in told
    assert run() == (0, '{"mended": 1}\n', "")
    assert run("--check")[0] == 0


def test_wrong_arguments_are_told(run: Run) -> None:
    assert run("--all")[0] == 2
