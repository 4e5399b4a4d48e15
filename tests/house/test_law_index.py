"""The law's index of what is kept by other rooms: every article that binds is named, and every row is alive."""

import inspect
import re
from importlib import import_module
from importlib.util import find_spec

import pytest

from complaints import law

_DAYS, _REST = (law.__doc__ or "").split("What the law asks besides days")
#: What counts days, in the law itself: see ``tests/law/test_index.py``.
_IN_THE_LAW = re.findall(r"^(Awb \d+:\d+)", _DAYS, re.MULTILINE)
#: What is kept by other rooms.
ELSEWHERE = re.findall(r"^(Awb \d+:\d+a?(?: lid \d+)?) {2,}([\w.-]+) {2,}\S.*$", _REST, re.MULTILINE)
#: Every article of the Awb that binds the body in handling a complaint.
BINDING = {
    *("2:1", "2:3", "2:6", "2:8", "2:9", "2:11", "2:13", "2:17", "2:20"),
    *("9:1", "9:2", "9:3", "9:4", "9:5", "9:6", "9:7", "9:8", "9:9", "9:10", "9:11", "9:12", "9:12a"),
    *("9:13", "9:14", "9:15", "9:16", "9:20", "9:23", "9:24", "9:31", "9:36"),
}
#: Met in letters or by a web form; no code of its own decides.
WITHOUT_CODE = {"2:13", "2:17", "9:3", "9:20"}


def test_every_row_of_the_other_rooms_is_read() -> None:
    rows = _REST.split("=\n")[2:-1]
    assert len(ELSEWHERE) == sum(block.count("\n") for block in rows)


def test_every_article_that_binds_is_named() -> None:
    named = {
        article.removeprefix("Awb ").partition(" ")[0]
        for article in [*_IN_THE_LAW, *(article for article, _ in ELSEWHERE)]
    }
    assert named >= BINDING


@pytest.mark.parametrize(("article", "name"), ELSEWHERE)
def test_what_is_kept_elsewhere_is_there_and_cites_its_article(article: str, name: str) -> None:
    number = article.removeprefix("Awb ")
    if name == "-":
        assert number in WITHOUT_CODE
        return
    room, _dot, thing = f"complaints.{name}".rpartition(".")
    module = import_module(f"{room}.{thing}" if _is_module(room, thing) else room)
    assert module.__name__.endswith(thing) or hasattr(module, thing)
    assert number.partition(" ")[0] in inspect.getsource(module)


def _is_module(room: str, thing: str) -> bool:
    package = import_module(room)
    return hasattr(package, "__path__") and find_spec(f"{room}.{thing}") is not None
