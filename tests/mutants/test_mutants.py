"""The maker of mutants makes them all, puts the tree back each time, and excuses none unlisted."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.mutants.__main__ import LISTED, judge, read_listed
from tests.mutants.mutators import Mutant, mutants

ROOT = Path(__file__).parents[2]
MUTANT = Mutant("law", "roll", "a < b", "a <= b")


def changed(source: str) -> list[str]:
    """Every mutant of one statement, as source."""
    return [ast.unparse(tree) for _, tree in mutants("law", source)]


class TestAMutant:
    @pytest.mark.parametrize(
        ("source", "expected"),
        [
            ("a < b", ["a <= b", "a >= b"]),
            ("a == b", ["a != b"]),
            ("a and b", ["a or b"]),
            ("a + b", ["a - b"]),
            ("a += b", ["a -= b"]),
            ("a % b", ["a * b", "a // b"]),
            ("n = 6", ["n = 7", "n = 5"]),
            ("n = True", ["n = False"]),
            ("n = 'six'", ["n = 'sixXX'"]),
            ("n = a if b else c", ["n = a if not b else c"]),
            ("n = not a", ["n = not not a"]),
            ("n = -a", ["n = --a"]),
            ("n = max(a)", ["n = min(a)"]),
            ("n = f(a, key=b)", ["n = f(a)"]),
            ("n = {a, b}", ["n = {b}", "n = {a}"]),
            ("n = {a: b, c: d}", ["n = {c: d}", "n = {a: b}"]),
            ("n = [a for a in b if c]", ["n = [a for a in b if not c]", "n = [a for a in b]"]),
            ("raise a", ["pass"]),
            ("f(a)", ["pass"]),
            ("@b\ndef a(): ...", ["def a():\n    ..."]),
            ("def a():\n    return b", ["def a():\n    return None"]),
        ],
    )
    def test_changes_one_thing(self, source: str, expected: list[str]) -> None:
        for made in expected:
            assert made in changed(source)
        assert len(set(changed(source))) == len(changed(source))

    @pytest.mark.parametrize(
        "source",
        ["'''A docstring.'''", "import a", "__all__ = ['a', 'b']", "a: int | None", "a, b = c", "return_ = None"],
    )
    def test_leaves_alone_what_does_nothing(self, source: str) -> None:
        made = [text for text in changed(source) if "pass" not in text]
        assert made == []

    def test_is_put_back_before_the_next(self) -> None:
        source = Path(ast.__file__).read_text(encoding="utf-8")[:20_000].rpartition("\nclass ")[0]
        untouched = ast.unparse(ast.parse(source))
        tree = None
        for _, tree in mutants("ast", source):
            assert ast.unparse(tree) != untouched
        assert tree is not None
        assert ast.unparse(tree) == untouched

    def test_is_known_by_what_it_changes_and_where(self) -> None:
        source = "class Term:\n    def roll(self):\n        x = 0\n        if a < b: a < b\n"
        known = [mutant for mutant, _ in mutants("law", source) if "<=" in mutant.after]
        assert [(mutant.where, mutant.before, mutant.nth) for mutant in known] == [
            ("Term.roll", "if a < b:", 1),
            ("Term.roll", "a < b", 1),
        ]

    def test_that_looks_like_another_has_a_number(self) -> None:
        assert [mutant.nth for mutant, _ in mutants("law", "n = 0\nn = 0\n")] == [1, 1, 2, 2]


class TestTheJudgement:
    def test_excuses_a_survivor_that_is_listed_with_its_reason(self) -> None:
        assert judge({MUTANT}, {MUTANT: "b is never a"}, whole=True) == []

    def test_names_a_survivor_that_is_not_listed(self) -> None:
        assert judge({MUTANT}, {}, whole=True) == ["SURVIVED law, roll:\n  - a < b\n  + a <= b"]

    def test_names_a_listing_without_a_reason(self) -> None:
        assert judge({MUTANT}, {MUTANT: " "}, whole=True)[0].startswith("NO REASON law, roll")

    def test_names_a_listing_that_is_out_of_date_but_not_after_a_sample(self) -> None:
        assert judge(set(), {MUTANT: "b is never a"}, whole=True)[0].startswith("LISTED, BUT DOES NOT SURVIVE")
        assert judge(set(), {MUTANT: "b is never a"}, whole=False) == []


class TestASample:
    @pytest.mark.deep
    def test_of_the_mutants_is_noticed_by_the_tests(self) -> None:
        command = [sys.executable, "-m", "tests.mutants", "--every", "20"]
        ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert (ended.returncode, ended.stderr.count("SURVIVED")) == (0, 0), ended.stderr
        assert re.match(r"\d+ mutants sampled, \d+ killed, \d+ equivalent with their reason, 0 faults, ", ended.stdout)


class TestTheList:
    def test_is_read_with_a_reason_for_each(self) -> None:
        assert all(reason.strip() for reason in read_listed(LISTED).values())

    def test_names_each_mutant_once(self, tmp_path: Path) -> None:
        assert LISTED.read_text(encoding="utf-8").count("[[equivalent]]") == len(read_listed(LISTED))
        twice = tmp_path / "listed.toml"
        entry = '[[equivalent]]\nmodule = "a"\nwhere = "b"\nbefore = "c"\nafter = "d"\nreason = "e"\n'
        twice.write_text(entry + entry)
        assert read_listed(twice) == {Mutant("a", "b", "c", "d"): "e"}
