"""The house keeps its own rules: what no linter says."""

import ast
import importlib
import inspect
import pkgutil
import re
from pathlib import Path

import pytest

from complaints import services

ROOT = Path(__file__).resolve().parents[2]
LONGEST_FILE = 400
#: Words under which anything could be filed.
NAMELESS = {"utils", "util", "helpers", "common", "constants", "exceptions", "signals", "misc"}


def sources() -> list[Path]:
    """Every Python file of the project, migrations apart."""
    folders = ("complaints", "config", "dev", "tests", "benchmarks")
    found = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return [path for path in found if "migrations" not in path.parts]


def test_no_file_is_longer_than_four_hundred_lines() -> None:
    long = {
        path.name: lines for path in sources() if (lines := len(path.read_text("utf-8").splitlines())) > LONGEST_FILE
    }
    assert long == {}


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [path for path in sources() if path.stem in NAMELESS] == []


def test_nothing_is_left_to_do_later() -> None:
    unfinished = re.compile(r"\b(TODO|FIXME|XXX|NotImplementedError)\b")
    here = Path(__file__)
    assert [path for path in sources() if path != here and unfinished.search(path.read_text("utf-8"))] == []


@pytest.mark.parametrize(
    "path",
    [path for path in sources() if "tests" not in path.parts],  # a test's program sets Django up first
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_no_import_stands_inside_a_function(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    inside = [
        node for function in functions for node in ast.walk(function) if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert inside == []


def verbs() -> set[str]:
    """Every public function of the service modules; the functions of a package are its own affair."""
    found = set()
    for module in pkgutil.iter_modules(services.__path__):
        loaded = importlib.import_module(f"complaints.services.{module.name}")
        for name, thing in vars(loaded).items():
            here = inspect.isfunction(thing) and inspect.unwrap(thing).__module__ == loaded.__name__
            if here and not name.startswith("_"):
                found.add(f"{module.name}.{name}")
    return found


def listed() -> set[str]:
    """Every function that the index of services names."""
    return set(re.findall(r"^([a-z_]+(?:\.[a-z_]+)+) {2,}\S", services.__doc__ or "", re.MULTILINE))


def test_the_index_of_services_names_every_verb_and_no_other() -> None:
    assert {name for name in listed() if name.count(".") == 1} == verbs()


def test_the_index_of_services_names_each_package_by_a_function_that_exists() -> None:
    rows = {name for name in listed() if name.count(".") > 1}
    assert {name.split(".")[0] for name in rows} == {
        module.name for module in pkgutil.iter_modules(services.__path__) if module.ispkg
    }
    for name in rows:
        module, function = f"complaints.services.{name}".rsplit(".", 1)
        assert inspect.isfunction(getattr(importlib.import_module(module), function))


class TestDecisions:
    """docs/decisions/ is numbered without gaps, and each record says what was decided."""

    records = sorted((ROOT / "docs" / "decisions").glob("*.md"))

    def test_are_numbered_without_gaps(self) -> None:
        assert [int(path.name[:4]) for path in self.records] == list(range(1, len(self.records) + 1))

    @pytest.mark.parametrize("path", records, ids=lambda path: path.stem)
    def test_say_their_number_status_and_decision(self, path: Path) -> None:
        text = path.read_text("utf-8")
        assert text.startswith(f"# {int(path.name[:4])}. ")
        assert "**Status:** " in text
        assert "**Decision.** " in text


@pytest.mark.parametrize(
    "path", [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))], ids=lambda path: path.name
)
def test_a_link_in_the_docs_leads_somewhere(path: Path) -> None:
    targets = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", path.read_text("utf-8"))
    assert [target for target in targets if not (path.parent / target).exists()] == []
