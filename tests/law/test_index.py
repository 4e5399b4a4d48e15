"""The index article → function of complaints/law is the code's own: no dead row, no article left out."""

import inspect
import re
from dataclasses import is_dataclass
from importlib import import_module
from pathlib import Path
from types import FunctionType

import pytest

from complaints import law

ROW = re.compile(r"^(A(?:wb|tw) \d+(?::\d+)?(?: lid \d+(?: onder \w)?)?) {2,}([\w.]+) {2,}\S.*$", re.MULTILINE)
_DAYS, _ = (law.__doc__ or "").split("What the law asks besides days")
INDEX = ROW.findall(_DAYS)
MODULES = sorted(path.stem for path in Path(law.__file__).parent.glob("*.py") if path.stem != "__init__")
#: The articles that set a term, or say where one ends.
TERM_ARTICLES = {
    *("Awb 2:20", "Awb 4:13", "Awb 9:8 lid 1 onder b", "Awb 9:8 lid 3", "Awb 9:11"),
    *("Awb 9:11 lid 1", "Awb 9:11 lid 2", "Awb 9:11 lid 3", "Awb 9:24 lid 1"),
    *("Atw 1 lid 1", "Atw 3 lid 1", "Atw 3 lid 2", "Atw 3 lid 3", "Atw 4"),
}


def test_every_row_is_read() -> None:
    table = _DAYS.split("=\n")[2:-1]
    assert len(INDEX) == sum(block.count("\n") for block in table)
    assert len(INDEX) > 20


@pytest.mark.parametrize(("article", "name"), INDEX)
def test_a_row_names_a_living_function_that_cites_its_article(article: str, name: str) -> None:
    module, *attributes = name.split(".")
    found: object = import_module(f"complaints.law.{module}")
    for attribute in attributes:
        found = getattr(found, attribute)
    assert (found.__doc__ or "").startswith((f"{article}: ", f"{article},"))


def test_every_function_that_cites_an_article_has_its_row() -> None:
    cited = {
        (match[0], name)
        for name, doc in _documented()
        if (match := re.match(r"A(?:wb|tw) \d+(?::\d+)?(?: lid \d+(?: onder \w)?)?", doc))
    }
    assert cited - set(INDEX) - INTERNAL == set()


def test_every_article_that_sets_a_term_is_there() -> None:
    assert {article for article, _ in INDEX} == TERM_ARTICLES


def test_what_the_package_offers_is_there_and_in_order() -> None:
    assert [name for name in law.__all__ if not hasattr(law, name)] == []
    assert len(set(law.__all__)) == len(law.__all__)


def test_every_value_that_the_law_gives_is_frozen() -> None:
    values = [thing for thing in vars(law).values() if isinstance(thing, type) and is_dataclass(thing)]
    assert len(values) == 10
    for value in values:
        assert vars(value)["__dataclass_params__"].frozen


#: Citing, but no rule of their own: results and refusals of the functions in the index.
INTERNAL = {
    ("Awb 9:11", "handling.HandlingTerm"),
    ("Awb 9:11 lid 1", "handling.HandlingTerm.statutory_end"),
    ("Awb 9:11 lid 2", "handling.weeks_out_of_range"),
}


def _documented() -> list[tuple[str, str]]:
    found = []
    for module in MODULES:
        for name, thing in vars(import_module(f"complaints.law.{module}")).items():
            if getattr(thing, "__module__", "") == f"complaints.law.{module}":
                found.append((f"{module}.{name}", inspect.getdoc(thing) or ""))
                members = vars(thing).items() if inspect.isclass(thing) else ()
                found += [
                    (f"{module}.{name}.{member}", inspect.getdoc(value) or "")
                    for member, value in members
                    if isinstance(value, FunctionType | classmethod | property)
                ]
    return found
